# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
#
# audit_lib.sh: what the tests of audits share, of an election in e made of the
# files in d.  Read after lib.sh, by who has set ${verify} and ${at}.

# audit WORD ...: on the election in e, told by a source.
audit() {
	word=$1
	shift
	# shellcheck disable=SC2086,SC2154
	"$canvass" audit "$word" e "$@" $at
}

# found: the election, its counts, a board, and an audit that is ordered.
found() {
	rm -rf e papers
	"$canvass" init e --from d/election.json --people d/people.json
	"$canvass" import e --from d/imports.json
	cat >acts <<'END'
{"action":"board.appoint","actor":"commissioner","role":"secretary","subject":"board/panel","key":"b1","occurred":"2031-05-10T10:00:00Z","sources":[{"cite":"test"}],"payload":{"members":["panel-1","panel-2","panel-3"],"quorum":2,"parties_differ":true}}
{"action":"audit.order","actor":"commissioner","role":"secretary","subject":"audit/mayor","key":"b2","occurred":"2031-05-10T10:00:00Z","sources":[{"cite":"test"}]}
END
	"$canvass" act e --from acts
}

# commit [totals|cards]: the paper of both counties, and then the dice.
commit() {
	for unit in 01 02; do
		# shellcheck disable=SC2086
		audit commit --unit $unit --manifest d/manifest-$unit.csv \
		    ${1:+--$1 d/$1-$unit.csv} --by clerk-$unit
	done
	roll
}

# roll: all counties have committed, so dice are rolled.
roll() {
	audit commit --close --by commissioner
	audit seed --by commissioner --dice 07318264950173829461
}

enter() {
	audit enter --board panel --by panel-1 --with panel-2 "$@"
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
	# shellcheck disable=SC2154
	gives "$1" 0 "$verify" --trust bundle.trust bundle
	says 'and says what it computed' "$2"
}
