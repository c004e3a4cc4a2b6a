#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# stores.sh CANVASS: one record in SQLite and one in PostgreSQL, made by the same
# commands, are the same to the byte; and what was imported is read from the
# record alone.  Run beside test/pg/with-pg.
#
# shellcheck source=test/golden/lib.sh
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 2
cp -r "$source/data/made-up" given
address="$CANVASS_PG&election=stores$$"

# made ELECTION: the whole made-up record.
made() {
	"$canvass" init "$1" --from given/election.json --people given/people.json &&
	    "$canvass" import "$1" --from given/imports.json &&
	    "$canvass" act "$1" --from given/events.jsonl
}

made folder >folder.said 2>&1
made "$address" >address.said 2>&1
is 'both answer every act alike' "$(cat address.said)" "$(cat folder.said)"
rm -rf given

# told ELECTION: what commands print of it.
told() {
	for command in 'log show' reconcile compare state; do
		# shellcheck disable=SC2086  # two words are two arguments
		"$canvass" $command "$1" --json
	done
}

told folder >folder.told
told "$address" >address.told
is 'the files are gone, and both tell the same' "$(sha256sum <address.told)" \
    "$(sha256sum <folder.told)"
gives 'nothing is wrong with the one' 0 "$canvass" fsck folder
gives 'nor with the other' 0 "$canvass" fsck "$address"
"$canvass" publish folder one >out 2>&1 || case_failed 'one is published' out
"$canvass" publish "$address" two >out 2>&1 || case_failed 'so is the other' out
is 'what is published is the same, byte for byte' "$(diff -r one two 2>&1)" ''
"$canvass" rebuild "$address" >out 2>&1
told "$address" >again.told
is 'rebuilt tables tell the same' "$(sha256sum <again.told)" \
    "$(sha256sum <folder.told)"
finish
