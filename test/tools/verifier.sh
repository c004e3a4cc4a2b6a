#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# verifier.sh: canvass-verify shares nothing with src/, and stays small.

cd "$(dirname "$0")/../.." || exit 2
out=$(mktemp)
trap 'rm -f "$out"' EXIT
n=0

# holds SENTENCE COMMAND...: the command succeeds and prints nothing.
holds() {
	sentence=$1
	shift
	n=$((n + 1))
	if "$@" >"$out" 2>&1 && [ ! -s "$out" ]; then
		echo "ok $n - $sentence"
	else
		echo "not ok $n - $sentence"
		sed 's/^/# /' "$out"
	fi
}

# Its own headers lie beside it; from outside it takes these.
includes_nothing_of_canvass() {
	for file in verifier/*.[ch]; do
		sed -n 's/^[ \t]*#[ \t]*include[ \t]*"\(.*\)".*/\1/p' "$file" |
		    while read -r header; do
			case $header in
			*/*)	echo "$file includes $header" ;;
			*)	[ -e "verifier/$header" ] ||
				    echo "$file includes $header" ;;
			esac
		done
	done
}

includes_few_libraries() {
	sed -n 's/^[ \t]*#[ \t]*include[ \t]*<\(.*\)>.*/\1/p' verifier/*.[ch] |
	    sort -u | grep -vxE 'errno.h|fcntl.h|float.h|fts.h|getopt.h|inttypes.h|math.h|search.h|std(arg|bool|def|int|io|lib).h|string.h|sys/stat.h|time.h|unistd.h|openssl/evp.h|sodium.h|yaml.h'
	:
}

links_nothing_of_canvass() {
	grep -nE '(base|text|crypt|model|law|read|stat|audit|ledger|store|count|outcome|record|report|cli)_(dep|lib)|\.\.' \
	    verifier/meson.build
	:
}

# All lines are counted, blank ones and comments too.
is_small() {
	cat verifier/*.[ch] | wc -l | awk '$1 > 6000 || $1 == 0'
}

has_no_long_lines() {
	expand verifier/*.[ch] | sed 's/[\x80-\xBF]//g' | awk 'length($0) > 80'
}

files_are_small() {
	wc -l verifier/*.[ch] | awk '$2 != "total" && $1 > 600'
}

has_its_licence() {
	grep -L 'SPDX-License-Identifier: Apache-2.0' verifier/*.[ch] \
	    verifier/meson.build test/verifier/*
	:
}

nothing_is_left_undone() {
	! grep -rnE '\b(TODO|FIXME|XXX|HACK)\b' verifier test/verifier
}

holds 'it includes nothing of canvass' includes_nothing_of_canvass
holds 'it includes few libraries' includes_few_libraries
holds 'it links nothing of canvass' links_nothing_of_canvass
holds 'it has no more than 6,000 lines' is_small
holds 'no line of it is longer than 80 columns' has_no_long_lines
holds 'no file of it is too long to read' files_are_small
holds 'every file of it has its licence' has_its_licence
holds 'nothing of it is left undone' nothing_is_left_undone
echo "1..$n"
