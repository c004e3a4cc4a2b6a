#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# private.sh CANVASS: what must never be published is kept apart, under a key
# of its own, and nothing of it gets out.
#
# shellcheck source=test/golden/lib.sh
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 2
printf 'correct horse\n' >pass
printf 'battery staple\n' >other
printf 'Ada Lovelace, 12 Analytical Row' >thing
printf 'Somebody else' >else

private() {
	verb=$1
	shift
	"$canvass" private "$verb" e "$@" --passphrase-file "${pass:-pass}"
}

member() {
	python3 -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1"
}

make_election made-up e >out 2>&1 || case_failed 'an election is made' out
private put envelope/17 thing --json >first
is 'the commitment is that of salt and bytes' "$(member commitment <first)" \
    "$(python3 -c 'import hashlib, sys
print(hashlib.sha256(bytes.fromhex(sys.argv[1]) +
    open("thing", "rb").read()).hexdigest())' "$(member salt <first)")"
private put envelope/17 thing --json >again
is 'the same again gives the same' "$(cat again)" "$(cat first)"
gives 'other bytes do not take its place' 3 private put envelope/17 else
private put envelope/18 thing --json >eighteen
differs=$([ "$(member commitment <first)" = "$(member commitment <eighteen)" ] ||
    echo yes)
is 'the same bytes elsewhere have another commitment' "$differs" yes
private get envelope/17 back >out
is 'it comes back byte for byte' "$(cat back)" "$(cat thing)"
gives 'nothing is written over' 3 private get envelope/17 back
gives 'what is not kept is said' 3 private get envelope/99 new
is 'both are listed' "$(private list --csv | wc -l)" 3
is 'only its owner can read it' "$(stat -c %a e/private.db)" 600

pass=other
gives 'another passphrase opens nothing' 3 private list
says 'and it is said' 'passphrase'
unset pass

"$canvass" publish e bundle >out 2>&1 || case_failed 'it is published' out
is 'nothing of it is in what is published, or in the files' \
    "$(grep -rlaE 'Lovelace|envelope/17' bundle e | grep -c .)" 0

cp e/private.db whole
python3 - <<'END'
import sqlite3
db = sqlite3.connect('e/private.db')
name, box = db.execute('select name, box from box limit 1').fetchone()
box = bytearray(box)
box[-1] ^= 1
db.execute('update box set box = ? where name = ?', (bytes(box), name))
db.commit()
END
gives 'a changed box does not open' 5 private list
cp whole e/private.db
python3 - <<'END'
import sqlite3
db = sqlite3.connect('e/private.db')
(a, x), (b, y) = db.execute('select name, box from box')
db.execute('delete from box')
db.execute('insert into box values (?, ?)', (a, y))
db.execute('insert into box values (?, ?)', (b, x))
db.commit()
END
gives 'nor does one under the name of another' 5 private list
finish
