#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# who_may.sh CANVASS: who may do what, asked on the command line.
#
# shellcheck source=test/golden/lib.sh
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 2

# asks SENTENCE STATUS WORDS ARGUMENT...: who-may leaves with STATUS, and WORDS
# stand in what it prints, line ends being blanks.
asks() {
	sentence=$1 status=$2 words=$3
	shift 3
	"$canvass" who-may "$@" >got 2>&1
	left=$?
	if [ $left -eq "$status" ] &&
	    tr -s '\n ' '  ' <got | grep -qF -- "$words"; then
		case_ok "$sentence"
	else
		echo "left with $left" >>got
		case_failed "$sentence" got
	fi
}

ga="--rules us-ga-2020 --on 2020-12-05"
# shellcheck disable=SC2086	# several words
{
asks "the Governor may ask for a signature audit, and hears who may order it" \
    1 "No. The Governor may ask for it. The county election superintendent and the Secretary of State may do it. The State Election Board and a court may order it." \
    signature-audit.order $ga --role governor
asks "the Secretary of State may do it" 0 \
    "Yes. The Secretary of State may do it." \
    signature-audit.order $ga --role secretary
asks "the answer names the law, and that nobody has checked it" 0 \
    "from memory, not checked" signature-audit.order $ga
asks "another state's Governor may order one" 0 \
    "Yes. The Governor may order it." \
    signature-audit.order --rules made-up --on 2031-05-20 --role governor
asks "no legislature appoints electors after election day" 1 \
    "No: NO_AUTHORITY. Nobody may do this." \
    slate.appoint $ga --role legislature
asks "not even a court joins an envelope to its ballot" 1 \
    "No: PRIVACY. Nobody may do this." envelope.relink $ga --role court
asks "a governor must certify electors, and may not choose them" 0 \
    "must: a duty without discretion" slate.certify $ga --role governor
asks "a candidate within the margin may petition for a recount" 0 \
    "not after recount-request" recount.request $ga --role candidate
asks "in another state than the one it begins in the answer is no" 1 \
    "WRONG_STATE" recount.request $ga --role candidate --state running
asks "a petition to set a certification aside is none to do it" 1 \
    "No. A candidate may petition for it. A court may order it." \
    certification.vacate $ga --role candidate
asks "an action that no rule decides is refused as unknown" 4 \
    "RULE_UNKNOWN" slate.count --rules made-up --on 2031-05-20
asks "so is one on a day when its rule did not hold" 4 \
    "RULE_UNKNOWN" audit.order --rules us-ga-2020 --on 2019-12-31
asks "a rule that changed needs a day" 2 "expected --on DATE" \
    envelope.review --rules us-ga-2020
asks "it is another rule on another day" 0 "signatures are no longer" \
    envelope.review --rules us-ga-2020 --on 2021-11-02
asks "an unknown role is named" 2 'found "king"' \
    audit.order $ga --role king
asks "an unknown state is named" 2 'found "ajar"' \
    audit.order $ga --state ajar
asks "without rules there is no answer" 2 "expected --rules NAME" audit.order
asks "a file that is not there is missing" 3 "nowhere" \
    audit.order --rules nowhere
}
printf 'schema: canvass-authority-1\ntitle: x\n' >x-authority.yaml
asks "a file that is no authority file is refused with its place" 3 \
    "./x-authority.yaml:1:1: " audit.order --rules ./x.yaml

make_election made-up election >made 2>&1
asks "an election has the rules it was made under, on its day" 0 \
    "Yes. The Governor may order it." audit.order election --role governor
asks "its arguments come in any order" 0 "rules in force on" \
    election audit.order
"$canvass" who-may --csv --rules made-up >first
TZ=Asia/Tokyo LC_ALL=C "$canvass" who-may --csv --rules made-up >second
if cmp first second >difference 2>&1 && [ -s first ]; then
	case_ok "the same on every machine"
else
	case_failed "the same on every machine" difference
fi
finish
