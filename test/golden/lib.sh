# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
#
# lib.sh: what the golden tests share.  Read by ". lib.sh CANVASS"; leaves an
# empty folder in ${work}, which goes away at the end.

canvass=$(realpath "$1")
source=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
CANVASS_SHARE=$source
export CANVASS_SHARE
trap 'rm -rf "$work"' EXIT
n=0

# case_ok SENTENCE, case_failed SENTENCE FILE: one line of TAP each; what went
# wrong stands in the file.
case_ok() {
	n=$((n + 1))
	echo "ok $n - $1"
}

case_failed() {
	n=$((n + 1))
	echo "not ok $n - $1"
	head -25 "$2" | sed 's/^/# /'
}

# case_skipped SENTENCE WHY
case_skipped() {
	n=$((n + 1))
	echo "ok $n - $1 # SKIP $2"
}

# tree_hash DIR: changes when any name or byte in DIR does.
tree_hash() {
	(cd "$1" && find . | sort && find . -type f | sort | tr '\n' '\0' |
	    xargs -0 sha256sum) | sha256sum
}

# make_election NAME DIR: the election of data/NAME, with all its files.
make_election() {
	"$canvass" init "$2" --from "$source/data/$1/election.json" &&
	    "$canvass" import "$2" --from "$source/data/$1/imports.json"
}

# gives SENTENCE STATUS COMMAND...: it leaves with that status; out has all it says.
gives() {
	sentence=$1
	expected=$2
	shift 2
	"$@" >out 2>&1
	got=$?
	if [ "$got" -eq "$expected" ]; then
		case_ok "$sentence"
	else
		# Of a long list of checks, those that failed.
		grep -A6 FAIL out >fails && cp fails out
		echo "status $got, expected $expected" >>out
		case_failed "$sentence" out
	fi
}

# says SENTENCE TEXT: the last command said so.
says() {
	if grep -q -- "$2" out; then
		case_ok "$1"
	else
		case_failed "$1" out
	fi
}

# same SENTENCE A B: the two files or folders hold the same bytes.
same() {
	if diff -r "$2" "$3" >out 2>&1; then
		case_ok "$1"
	else
		case_failed "$1" out
	fi
}

# is SENTENCE FOUND EXPECTED: two texts are one.
is() {
	if [ "$2" = "$3" ]; then
		case_ok "$1"
	else
		printf 'found    %s\nexpected %s\n' "$2" "$3" >out
		case_failed "$1" out
	fi
}

finish() {
	echo "1..$n"
}
