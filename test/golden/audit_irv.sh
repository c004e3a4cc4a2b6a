#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# audit_irv.sh CANVASS VERIFY: an instant runoff from its rankings to assertions, and
# an audit of those, over the command line.
#
# shellcheck source=test/golden/lib.sh
. "$(dirname "$0")/lib.sh"
verify=$(realpath "$2")
cd "$work" || exit 2
here=$source/test/golden
python3 "$here/audit_irv.py" d
at='--cite test --occurred 2031-05-11T10:00:00Z'

# shellcheck source=test/golden/audit_lib.sh
. "$here/audit_lib.sh"

# begin METHOD [cards]: an election whose audit has its plan, its frame and its dice.
begin() {
	found
	audit plan mayor --contest mayor --count original --select "$1" \
	    --kind irv --assertions claims.json --by board
	commit "$2"
}

# read_all: what was drawn, and close the round.
read_all() {
	audit draw --size "$1" --by commissioner --out papers >out 2>&1
	python3 "$here/audit_irv.py" d papers/retrieval.csv >r.csv
	enter --file r.csv >out 2>&1
}

gives 'rankings are counted and assertions found' 0 \
    "$canvass" assertions d/mayor.raire
says 'with who goes when' 'vale goes, with 100 ballots'
gives 'a winner that the rankings contradict is told' 1 \
    "$canvass" assertions d/mayor.raire --winner stone
"$canvass" assertions d/mayor.raire --json >claims.json

gives 'and a plan is made for the hardest of them' 0 "$canvass" audit plan \
    --votes reed=600 --votes stone=300 --votes vale=100 --kind irv \
    --assertions claims.json --method supersimple
says 'which asks for few ballots' 'asks for the fewest: 20 ballots'

for method in comparison-alpha comparison-betting supersimple kaplan-wald; do
	begin $method cards >out 2>&1
	read_all 60
	gives "$method confirms who won" 0 audit risk --close --by commissioner
	is 'by each assertion' "$(member contests.0.claims | grep -o "'risk'" |
	    wc -l)" 3
done
begin alpha >out 2>&1
read_all 400
gives 'a poll of rankings confirms it as well' 0 \
    audit risk --close --by commissioner

# A file that claims larger margins than the records have is not believed.
sed 's/"margin": [0-9]*/"margin": 900/' claims.json >larger
cp claims.json kept
cp larger claims.json
begin supersimple cards >out 2>&1
read_all 60
larger=$(member contests.0.risk)
cp kept claims.json
begin supersimple cards >out 2>&1
read_all 60
is 'the margin of a claim is that of the records' "$larger" \
    "$(member contests.0.risk)"

verified 'the verifier finds the assertions sufficient' \
    '10.8 assertions suffice for the outcome … ok'

# What proves nothing is refused.
python3 - <<'END'
import json
claims = json.load(open('claims.json'))
claims['assertions'] = claims['assertions'][:1]
json.dump(claims, open('one.json', 'w'))
END
gives 'assertions that do not prove the winner are refused' 3 \
    audit plan mayor --contest mayor --count original \
    --select comparison-alpha --kind irv --assertions one.json --by board
says 'by what they leave open' 'do not prove that reed won'
gives 'and none at all' 2 audit plan mayor --contest mayor --count original \
    --select comparison-alpha --kind irv --by board
finish
