#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# keys.sh CANVASS: a real record from its keys to a published bundle: officers
# found it, people are enrolled, rotate and are revoked, and what is signed
# with the wrong key is refused.
#
# shellcheck source=test/golden/lib.sh
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 2
data=$source/data/made-up
printf 'correct horse\n' >pass
printf 'battery staple\n' >pass2

key() {
	"$canvass" key "$@"
}

member() {
	python3 -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1"
}

for who in sec gov log new thief; do
	key new "$who" --passphrase-file pass >"$who.pub" 2>out ||
	    case_failed "a key is made for $who" out
done
is 'a new key is printed as 64 digits' "$(tr -d '0-9a-f\n' <sec.pub)$(
    wc -c <sec.pub)" 65
is 'only its owner can read a key' "$(stat -c %a sec.key)" 600
is 'the public half is shown without a passphrase' \
    "$(key show sec.key --json | member public)" "$(cat sec.pub)"
gives 'a key is not written over' 3 key new sec --passphrase-file pass
cp sec.key before
key passphrase sec.key --passphrase-file pass --new-passphrase-file pass2
printf '{"action":"note.add"}' >act.json
gives 'after a change the old passphrase does not open it' 3 \
    "$canvass" sign act.json --key sec.key --passphrase-file pass
says 'and it is said that it may be the passphrase' 'passphrase is wrong'
cp before sec.key
sed "s/^public ./public x/" sec.key >broken.key
gives 'a key file that was changed is no key' 3 key show broken.key
gives 'a demonstration key is published' 0 key new shown --demonstration 3
says 'and is the one that the record page names' "$(python3 -c '
import ctypes, hashlib
s = ctypes.CDLL("libsodium.so.23")
pk, sk = ctypes.create_string_buffer(32), ctypes.create_string_buffer(64)
s.crypto_sign_seed_keypair(pk, sk,
    hashlib.sha256(b"canvass demonstration key 3").digest())
print(pk.raw.hex())')"

# A record that two officers found.
log=$(key show log.key --as arcadia.example/canvass --json | member log)
cat >people.json <<END
{ "kind": "real", "officers": ["secretary", "governor"], "threshold": 2,
  "occurred": "2020-01-01T00:00:00Z",
  "log": { "origin": "arcadia.example/canvass", "key": "$log" },
  "people": [
    { "actor": "secretary", "name": "Secretary", "role": "secretary",
      "key": "$(cat sec.pub)" },
    { "actor": "governor", "name": "Governor", "role": "governor",
      "key": "$(cat gov.pub)" } ] }
END
begin() {
	"$canvass" init e --from "$data/election.json" --people people.json "$@"
}
gives 'the officers are given a draft to sign' 0 begin --draft draft
gives 'one signature is not enough' 3 begin --genesis draft
"$canvass" sign draft --key sec.key --passphrase-file pass --out one
gives 'nor is one officer who signs twice' 3 sh -c \
    "'$canvass' sign one --key sec.key --passphrase-file pass --out two &&
    '$canvass' init e --from '$data/election.json' --people people.json \
    --genesis two"
"$canvass" sign one --key gov.key --passphrase-file pass --out genesis
gives 'two found the record' 0 begin --genesis genesis
sed "s/$(cat gov.pub)/$(key show shown.key --json | member public)/" \
    people.json >soft.json
gives 'no demonstration key enters a real record' 3 "$canvass" init soft \
    --from "$data/election.json" --people soft.json

# People come and go.
enrol() {
	key enrol e --actor clerk --name Clerk --role registrar --by secretary \
	    --key-file "$(cat new.pub)" --passphrase-file pass "$@"
}
gives 'an enrolment signed with another key is refused' 4 enrol --sign thief.key
says 'as a bad signature' BAD_SIGNATURE
gives 'a person is enrolled by who may' 0 enrol --sign sec.key \
    --occurred 2031-05-07 --says 'The clerk begins.'
gives 'the same act again is the same' 0 enrol --sign sec.key \
    --occurred 2031-05-07 --says 'The clerk begins.'
says 'and the same answer' 'answered before'
gives 'an enrolment without a signature is refused' 4 key enrol e --actor x \
    --name X --role registrar --by secretary --key-file thief.key
gives 'a person changes the own key' 0 key rotate e --actor clerk \
    --key-file gov.key --sign new.key --passphrase-file pass
gives 'not with the key that was changed' 4 key rotate e --actor clerk \
    --key-file thief.key --sign new.key --passphrase-file pass
gives 'who is not enrolled cannot act' 3 key revoke e --by nobody \
    --actor clerk --why lost --sign sec.key --passphrase-file pass
gives 'a key is revoked' 0 key revoke e --by secretary --actor clerk \
    --why 'The clerk has left.' --sign sec.key --passphrase-file pass --json
says 'and the answer is JSON' '"outcome": "done"'
gives 'what it signs then is refused' 4 key rotate e --actor clerk \
    --key-file new.key --sign gov.key --passphrase-file pass
says 'as a bad signature, too' BAD_SIGNATURE

# An act signed on another machine.
cat >note.json <<'END'
{ "action": "note.add", "actor": "governor", "role": "governor", "as": "note",
  "subject": "note/one", "occurred": "2031-05-07", "key": "one",
  "says": "The governor notes this." }
END
gives 'an act without its election is not signed' 2 "$canvass" sign note.json \
    --key gov.key --passphrase-file pass
"$canvass" sign note.json --key gov.key --passphrase-file pass --election e \
    --out line
gives 'an act is signed for a record' 0 "$canvass" log show e --from 0 --to 0
gives 'what was signed is not signed again' 3 "$canvass" sign line \
    --key gov.key --passphrase-file pass --election e
gives 'the door takes its signature' 0 "$canvass" act e --from line
gives 'the record is whole' 0 "$canvass" fsck e

# The log's key is the record's.
gives 'a log that has a key of its own needs it' 2 "$canvass" log checkpoint e
gives 'and takes no other' 3 "$canvass" log checkpoint e --key sec.key \
    --passphrase-file pass
gives 'a checkpoint is signed with it' 0 "$canvass" log checkpoint e \
    --key log.key --passphrase-file pass
finish
