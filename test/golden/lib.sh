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

finish() {
	echo "1..$n"
}
