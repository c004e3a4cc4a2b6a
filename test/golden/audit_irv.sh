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

# audit WORD ...: on the election in e, told by a source.
audit() {
	word=$1
	shift
	# shellcheck disable=SC2086
	"$canvass" audit "$word" e "$@" $at
}

# member NAME: of the status, as JSON.
member() {
	"$canvass" audit status e --json | python3 -c '
import json, sys
v = json.load(sys.stdin)
for name in sys.argv[1].split("."):
    v = v[int(name)] if name.isdigit() else v[name]
print(v)' "$1"
}

# verified SENTENCE TEXT: e, published, holds before the verifier, which says TEXT.
verified() {
	rm -rf bundle bundle.trust
	{
		"$canvass" log checkpoint e
		"$canvass" publish e bundle --no-site
	} >out 2>&1
	gives "$1" 0 "$verify" --trust bundle.trust bundle
	says 'and says what it computed' "$2"
}

# begin METHOD: an election whose audit has its plan, its frame and its dice.
begin() {
	rm -rf e papers
	"$canvass" init e --from d/election.json --people d/people.json
	"$canvass" import e --from d/imports.json
	cat >acts <<'END'
{"action":"board.appoint","actor":"commissioner","role":"secretary","subject":"board/panel","key":"b1","occurred":"2031-05-10T10:00:00Z","sources":[{"cite":"test"}],"payload":{"members":["panel-1","panel-2","panel-3"],"quorum":2,"parties_differ":true}}
{"action":"audit.order","actor":"commissioner","role":"secretary","subject":"audit/mayor","key":"b2","occurred":"2031-05-10T10:00:00Z","sources":[{"cite":"test"}]}
END
	"$canvass" act e --from acts
	audit plan mayor --contest mayor --count original --select "$1" \
	    --kind irv --assertions claims.json --by board
	for unit in 01 02; do
		audit commit --unit $unit --manifest d/manifest-$unit.csv \
		    --by clerk-$unit ${2:+--cards d/cards-$unit.csv}
	done
	audit commit --close --by commissioner
	audit seed --by commissioner --dice 07318264950173829461
}

# read_all: what was drawn, and close the round.
read_all() {
	audit draw --size "$1" --by commissioner --out papers >out 2>&1
	python3 "$here/audit_irv.py" d papers/retrieval.csv >r.csv
	audit enter --board panel --by panel-1 --with panel-2 --file r.csv \
	    >out 2>&1
}

gives 'rankings are counted and assertions found' 0 \
    "$canvass" assertions d/mayor.raire
says 'with who goes when' 'vale goes, with 100 ballots'
gives 'a winner that the rankings contradict is told' 1 \
    "$canvass" assertions d/mayor.raire --winner stone
"$canvass" assertions d/mayor.raire --json >claims.json

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
