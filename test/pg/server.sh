# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
#
# server.sh: a PostgreSQL in $CANVASS_PG_DIR.  Read by ". server.sh".

bin=$(find /usr/lib/postgresql -maxdepth 2 -name bin | sort -V | tail -1)
data=$CANVASS_PG_DIR/data

# unprivileged COMMAND...: PostgreSQL refuses to run as root.
unprivileged() {
	if [ "$(id -u)" = 0 ]; then
		setpriv --reuid postgres --regid postgres --clear-groups -- "$@"
	else
		"$@"
	fi
}

server_make() {
	[ "$(id -u)" != 0 ] || chown postgres: "$CANVASS_PG_DIR"
	unprivileged "$bin/initdb" -D "$data" -U canvass --auth=trust \
	    --encoding=UTF8 --locale=C.UTF-8 --no-sync \
	    >"$CANVASS_PG_DIR.log" 2>&1 || {
		cat "$CANVASS_PG_DIR.log" >&2
		return 1
	}
	rm -f "$CANVASS_PG_DIR.log"
}

# A child of ours, so that whoever kills our group kills it too.
server_start() {
	rm -f "$data/postmaster.pid"
	unprivileged "$bin/postgres" -D "$data" -k "$CANVASS_PG_DIR" \
	    -c listen_addresses= -c max_wal_size=4GB \
	    >>"$CANVASS_PG_DIR/log" 2>&1 &
	for _ in $(seq 300); do
		if "$bin/pg_isready" -q -h "$CANVASS_PG_DIR"; then
			return 0
		fi
		sleep 0.1
	done
	cat "$CANVASS_PG_DIR/log" >&2
	return 1
}

# server_signal SIGNAL: to the server, and wait until it is gone.
server_signal() {
	pid=$(head -1 "$data/postmaster.pid" 2>/dev/null) || return 0
	kill "-$1" "$pid" 2>/dev/null || return 0
	while kill -0 "$pid" 2>/dev/null; do
		sleep 0.05
	done
}

server_stop() {
	server_signal QUIT
}
