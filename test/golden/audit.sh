#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# audit.sh CANVASS: an audit from its plan to its dice, over the command line.
#
# shellcheck source=test/golden/lib.sh
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 2

plan() {
	"$canvass" audit plan "$@"
}

# sizes JSON-MEMBER METHOD: of the plan in out.
size() {
	python3 -c '
import json, sys
for m in json.load(open("out"))["methods"]:
    if m["method"] == sys.argv[2]:
        print(m[sys.argv[1]])' "$1" "$2"
}

gives 'a plan is made of votes on the command line' 0 \
    plan --votes reed=60000 --votes stone=40000 --risk-limit 10% --json
is 'super-simple asks for 27, as the tool of Stark does' "$(size mean supersimple)" 27
cp out first
gives 'the same seed gives the same plan' 0 \
    plan --votes reed=60000 --votes stone=40000 --risk-limit 1/10 --json
cp out second
same 'to the byte' first second
gives 'a close contest is planned' 0 \
    plan --votes a=50100 --votes b=49900 --risk-limit 10% --csv
is 'nobody asks for more ballots than there are' "$(
    tail -n +2 out | cut -d, -f3-7 | tr ',' '\n' | sort -n | tail -1)" 100000
gives 'a tie has nothing to confirm' 1 plan --votes a=5 --votes b=5
says 'and is inconclusive' Inconclusive
gives 'who cannot lose needs no audit' 0 plan --votes a=5
says 'and it says so' 'no audit of it is needed'
gives 'no contest is no plan' 3 plan
says 'a contest without a choice is named' 'found no choice'
gives 'more votes than ballots are refused' 3 \
    plan --votes a=5 --votes b=3 --ballots 7
says 'with both numbers' 'found 8 votes, expected at most 7'
gives 'a choice given twice is refused' 2 plan --votes a=5 --votes a=3
gives 'a risk limit of nothing is refused' 2 \
    plan --votes a=5 --votes b=3 --risk-limit 0
gives 'a majority claim is planned with the others' 0 plan --kind majority \
    --votes a=510 --votes b=300 --votes c=190 --json
says 'and has the least margin here' 'a has more than 50%'

make_election made-up e >/dev/null
gives 'a plan is made of a count in the record' 0 \
    plan e --contest governor --count original
says 'of the contest that was asked for' 'Governor'
"$canvass" init h --from "$source/data/georgia-2020/election.json" \
    --people "$source/data/georgia-2020/people.json" >/dev/null
"$canvass" import h --from "$source/data/georgia-2020/imports.json" >/dev/null
gives 'a method is chosen by who may' 0 plan h --count original \
    --select supersimple --by sos --cite test
gives 'a governor chooses none' 0 plan h --count original \
    --select supersimple --by governor --cite test
says 'but asks' request
gives 'a method that is none is refused' 2 plan h --select guess --by sos
gives 'a seed before the manifests is refused' 4 \
    "$canvass" audit seed h --by sos --cite test --dice 07318264950173829461
says 'for the state of the audit' WRONG_STATE
gives 'a seed with a blank in it is refused' 4 \
    "$canvass" audit seed h --by sos --cite test --dice '0731826495 0173829461'
says 'and it says where' 'after 10 of them'
gives 'the record holds' 0 "$canvass" fsck h
gives 'and is published with the plan' 0 "$canvass" publish h out.d
plan_object=$(python3 -c '
import glob, json
for f in glob.glob("out.d/objects/*"):
    b = open(f, "rb").read(200)
    if b"canvass-audit-plan" in open(f, "rb").read(4000):
        print(f)')
gives 'as an object of its own' 0 test -s "$plan_object"

# Without a record.
primary=$source/data/georgia-2026
redraw() {
	"$canvass" redraw "$primary/batches.csv" --kind majority --runoff \
	    --dice 06712221796172622814 "$@"
}
gives 'an audit is drawn again from its files' 0 redraw \
    --changes "$primary/draws.csv" --json
is 'with the risk of its report' "$(python3 -c '
import json
print("%.9f" % float(json.load(open("out"))["risk"]))')" 0.049083729
redraw --csv >out
is 'draw by draw' "$(tail -n +2 out | tr -d '\r' | cut -d, -f2,4,6 |
    sha256sum)" "$(tail -n +2 "$primary/draws.csv" | cut -d, -f2,3,4 |
    sha256sum)"
head -100 "$primary/draws.csv" >some
gives 'a batch that was drawn and has no row is named' 3 redraw \
    --changes some
says 'with its unit' 'was drawn and has no row'
gives 'ballots of it can be drawn as well' 0 redraw --method bravo \
    --size 20 --csv
gives 'a sampler that the method cannot look at is refused' 2 redraw \
    --sampler counter
finish
