#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# backup.sh CANVASS DUMP: a record goes into a file and comes back the same, in
# SQLite and in PostgreSQL; from a file that is not as it was written nothing
# comes.  Run beside test/pg/with-pg.
#
# shellcheck source=test/golden/lib.sh
. "$(dirname "$0")/lib.sh"
dump=$(realpath "$2")
cd "$work" || exit 2
data=$source/data/made-up
address="$CANVASS_PG&election=backup$$"

# reseal FILE: end it with the SHA-256 of what it holds now, as who changed it would.
reseal() {
	python3 - "$1" <<'END'
import hashlib, sys
b = open(sys.argv[1], 'rb').read()
b = b[:b.rindex(b'sha256 ')]
open(sys.argv[1], 'wb').write(b + b'sha256 ' +
                              hashlib.sha256(b).hexdigest().encode() + b'\n')
END
}

# remarks COUNT ACTOR: so many of them, one a line.
remarks() {
	python3 - "$1" "$2" <<'END'
import json, sys
for n in range(int(sys.argv[1])):
    print(json.dumps({
        'action': 'note.add', 'actor': sys.argv[2], 'role': 'public',
        'as': 'note', 'subject': f'note/{n}', 'occurred': '2031-07-01',
        'key': str(n), 'sources': [{'cite': 'heard'}]}))
END
}

# refused SENTENCE FILE TEXT: it is not restored, for that reason, and nothing is left.
refused() {
	gives "$1" 3 "$canvass" restore "$2" none
	says 'and it is said why' "$3"
	is 'and nothing is left' "$(find . -name 'none*')" ''
}

{
	"$canvass" init e --from "$data/election.json" --people "$data/people.json"
	"$canvass" import e --from "$data/imports.json"
	"$canvass" act e --from "$data/events.jsonl"
	"$canvass" log checkpoint e
	"$canvass" witness init w --name press.example --demonstration 41
	"$canvass" witness sign w e/log/checkpoint --log e
} >out 2>&1
# Nobody enrolled, too often: some of these refusals are counted only.
remarks 50 nobody >acts
"$canvass" act e --from acts >out 2>&1
"$dump" e >e.dump
gives 'there are refusals that stand in no entry' 0 grep -q unlisted e.dump

gives 'a record is backed up' 0 "$canvass" backup e one
gives 'it is restored' 0 "$canvass" restore one folder
gives 'nothing is wrong with it' 0 "$canvass" fsck folder
"$dump" folder >folder.dump
same 'its tables are the same' e.dump folder.dump
same 'its objects, too' e/objects folder/objects
same 'and its log, with the signature of the witness' e/log folder/log
gives 'it goes into a database' 0 "$canvass" restore one "$address" --log pg.log
"$dump" "$address" >pg.dump
same 'whose tables are the same' e.dump pg.dump
same 'and the log beside it' e/log pg.log
gives 'it comes back out of the database' 0 "$canvass" backup "$address" two \
    --log pg.log
same 'as the same file, byte for byte' one two
gives 'a database that has a record is left as it is' 3 "$canvass" restore one \
    "$address"
gives 'and so is a folder' 3 "$canvass" restore one folder
gives 'a restored record goes on' 0 "$canvass" log checkpoint folder
cp e/record.db was
gives 'what is no backup is not written over' 3 "$canvass" backup e e/record.db
same 'and stays' was e/record.db
gives 'an older backup is' 0 "$canvass" backup folder two

# What is not as it was written.
size=$(stat -c %s one)
for left in 0 1 17 40 1000 $((size / 2)) $((size - 73)) $((size - 72)) \
    $((size - 1)); do
	head -c "$left" one >begun
	gives "the first $left bytes are no backup" 3 "$canvass" restore begun none
done
is 'and nothing is left of any' "$(find . -name 'none*')" ''
refused 'a folder is no backup' e 'cannot be read\|is not a file'
refused 'nor is a file of somebody else' e.dump 'is not a file that'
cp one changed
printf X | dd of=changed bs=1 seek=$((size / 2)) conv=notrunc 2>/dev/null
refused 'a byte that was changed is seen' changed 'was changed'
cat one one >twice
refused 'and so is what was added' twice 'was changed\|is not whole'

# What was changed and sealed again.
sed 's/The Governor appoints/The Governor_appoints/' one >said
reseal said
refused 'an entry that was changed does not give the root' said \
    'do not give the root'
sed 's/^\(signed [0-9]* \)[0-9a-f]\{8\}/\100000000/' one >signed
reseal signed
refused 'nor do the others give another root that was signed' signed \
    'root that was signed'
object=$(basename "$(find e/objects -type f | sort | head -1)")
sed "s/^object $object/object $(printf %064d 0)/" one >other
reseal other
refused 'an object has the hash it is named by' other 'has the SHA-256'
sed 's/^size .*/size 1/' one >short
reseal short
refused 'a size that is not that of the log' short 'root'
sed 's/^entries /entrees /' one >word
reseal word
refused 'a part that nobody knows' word 'does not know'
gives 'a bad file leaves no record in a database' 3 "$canvass" restore said \
    "$CANVASS_PG&election=again$$"
gives 'so that a good one can follow' 0 "$canvass" restore one \
    "$CANVASS_PG&election=again$$"
"$dump" "$CANVASS_PG&election=again$$" >again.dump
same 'and is the same' e.dump again.dump

# While others write.
echo '{ "people": [ { "actor": "press", "name": "Press", "role": "public" } ] }' \
    >people.json
"$canvass" init live --from "$data/election.json" --people people.json >out 2>&1
remarks 1000 press >acts
"$canvass" act live --from acts --group 1 >acting 2>&1 &
writer=$!
: >live.failed
i=0
while kill -0 $writer 2>/dev/null && [ $i -lt 40 ]; do
	i=$((i + 1))
	"$canvass" backup live "live$i" >>said 2>&1 || echo failed >>live.failed
done
wait $writer
is 'the writer was not disturbed' "$? $(tail -1 acting)" \
    '0 1,000 acts: 1000 done, 0 requests, 0 refused.'
i=$((i + 1))
"$canvass" backup live "live$i" >>said 2>&1 || echo failed >>live.failed
is 'nor were those who backed up' "$(cat live.failed)" ''
# Of few, the one in the middle is the first once more.
for at in 1 $((i / 2 + 1)) $i; do
	rm -rf back
	gives "backup $at of those made meanwhile comes back" 0 "$canvass" \
	    restore "live$at" back
	gives 'and nothing is wrong with it' 0 "$canvass" fsck back
done
gives 'the first was made before the last act, the last after it' 0 \
    test "$(sed -n 's/^size //p' live1)" -lt "$(sed -n 's/^size //p' "live$i")"
sed 's/heard/hears/' "live$i" >hears
reseal hears
refused 'what was changed is seen where nothing was ever signed' hears \
    'do not give the root'
finish
