#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# law.sh CANVASS WRONG_CLOCK: the calendar is made of the rule file and the
# days given, and of nothing else that this machine knows.
#
# shellcheck source=test/golden/lib.sh
. "$(dirname "$0")/lib.sh"
canvass=$(realpath "$canvass")
wrong_clock=$(realpath "$2")
cd "$work" || exit 2

# calendar FORM [NAME=VALUE...]: with these in the environment.
calendar() {
	form=$1
	shift
	env "$@" "$canvass" law deadlines us-ga-2020 --election 2020-11-03 \
	    --certified 2020-11-20 --recertified 2020-12-07 "$form"
}

# same SENTENCE COMMAND...: it prints the calendar, to the byte.
same() {
	sentence=$1
	shift
	if "$@" >got 2>&1 && cmp expected got >difference 2>&1; then
		case_ok "$sentence"
	else
		cat got >>difference
		case_failed "$sentence" difference
	fi
}

calendar --json >expected
for zone in UTC Asia/Tokyo Pacific/Apia America/Denver :/nonexistent; do
	same "a machine in $zone computes the same calendar" \
	    calendar --json "TZ=$zone"
done
same "a machine that speaks otherwise computes the same calendar" \
    calendar --json LC_ALL=C
same "a machine with another tz database computes the same calendar" \
    calendar --json TZDIR=/nonexistent

preload="ASAN_OPTIONS=verify_asan_link_order=0 LD_PRELOAD=$wrong_clock"
# shellcheck disable=SC2086	# two settings
if [ "$(env $preload date -u +%Y 2>/dev/null)" = 2001 ]; then
	same "a clock that is wrong by years changes nothing" \
	    calendar --json $preload
else
	case_skipped "a clock that is wrong by years changes nothing" \
	    "clocks cannot be set wrong here"
fi

# due ID DATE TIME ZONE UTC: a line of the calendar as a spreadsheet.
due() {
	grep "^$1," table >line
	if grep -q ",true,false,$2,[A-Z][a-z]*,$3,$4,$5," line; then
		case_ok "$1 is due on $2${3:+ at $3} $4"
	else
		case_failed "$1 is due on $2${3:+ at $3} $4" line
	fi
}
calendar --csv >table
due county-certification 2020-11-13 17:00 EST 2020-11-13T22:00:00Z
due state-certification 2020-11-20 17:00 EST 2020-11-20T22:00:00Z
due governor-certifies-electors 2020-11-21 17:00 EST 2020-11-21T22:00:00Z
due recount-request 2020-11-24 '' EST 2020-11-25T05:00:00Z
due runoff-state 2020-12-01 '' EST 2020-12-02T05:00:00Z
due safe-harbor 2020-12-08 '' EST 2020-12-09T05:00:00Z
due electors-meet 2020-12-14 12:00 EST 2020-12-14T17:00:00Z
due runoff-federal 2021-01-05 '' EST 2021-01-06T05:00:00Z
due congress-counts 2021-01-06 13:00 EST 2021-01-06T18:00:00Z

# says SENTENCE PATTERN ARGUMENTS...: one line of what it prints is so.
says() {
	sentence=$1 pattern=$2
	shift 2
	if "$canvass" law "$@" >got 2>&1 && grep -q "$pattern" got; then
		case_ok "$sentence"
	else
		case_failed "$sentence" got
	fi
}
says "a rule from memory is marked" "; from memory, not checked$" \
    deadlines us-ga-2020 --election 2020-11-03
says "a definition of our own is marked" "; our definition, not law$" \
    show us-ga-2020 --kind discrepancy
says "sources that disagree are both told" "Not used: .*14th day" \
    deadlines us-ga-2020 --election 2020-11-03
says "rules not in force are named" "^Left out: not in force" \
    deadlines us-ga-2020 --election 2020-11-03
says "what has not happened has no date" "whose day is not known" \
    deadlines us-ga-2020 --election 2020-11-03
says "another event can be given" "^Sat 21 Nov 2020" \
    deadlines us-ga-2020 --election 2020-11-03 --event audit-done=2020-11-19
says "an office has its own runoff" "^Tue 5 Jan 2021" \
    deadlines us-ga-2020 --election 2020-11-03 --office federal
says "a recount rule is told in words" "margin of not more than 0.5% of all" \
    show us-ga-2020 --kind recount
says "only rules of a day are told" '"to": "2019-04-01"' \
    show us-ga-2020 --on 2018-11-06 --kind deadlines --json
says "rules are told as a spreadsheet" "^electors,electoral-college," \
    show us-electors-2020 --csv

# refused SENTENCE STATUS WORDS ARGUMENTS...: with nothing on the output.
refused() {
	sentence=$1 expected_status=$2 words=$3
	shift 3
	"$canvass" law "$@" >got 2>said
	status=$?
	if [ $status -eq "$expected_status" ] && [ ! -s got ] &&
	    grep -q "$words" said && [ "$(wc -l <said)" -eq 1 ]; then
		case_ok "$sentence"
	else
		echo "status $status" >>said
		case_failed "$sentence" said
	fi
}
refused "a calendar needs an election" 2 "expected --election" \
    deadlines us-ga-2020
refused "a date that does not exist is refused" 2 '"2020-02-30"' \
    deadlines us-ga-2020 --election 2020-02-30
refused "an event the rules do not know is refused" 2 '"moon"' \
    deadlines us-ga-2020 --election 2020-11-03 --event moon=2020-11-04
refused "an office the rules do not name is refused" 2 '"mayor"' \
    deadlines us-ga-2020 --election 2020-11-03 --office mayor
refused "rules that nobody has are not found" 3 "not found" \
    deadlines us-nowhere --election 2020-11-03
refused "a time before the legal time is known is refused" 4 \
    "RULE_UNKNOWN: .*the legal time was on 2000-11-07" \
    deadlines us-ga-2020 --election 2000-11-07
refused "a folder is no rule file" 3 "./" deadlines ./ --election 2020-11-03
printf 'schema: canvass-rules-1\nanswer: 42\n' >short.yaml
refused "what the schema does not name is refused with its place" 3 \
    'short.yaml:2:1: found the key "answer"' show ./short.yaml

finish
