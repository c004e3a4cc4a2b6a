#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# story.sh CANVASS: the figures of 2020 as everybody can look them up, out of
# the program's JSON; and the demonstration tells them all.

# shellcheck source=test/golden/lib.sh
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 2

make_election georgia-2020 election >log 2>&1 || {
	case_failed 'the state can be imported' log
	finish
	exit
}
"$canvass" compare election --json >compare.json
"$canvass" reconcile election --json >reconcile.json
"$canvass" recount eligibility election --json >recount.json
"$canvass" electors election --as-of 2020-12-05 --flip GA --json >electors.json
"$canvass" electors election --as-of 2020-12-14 --json >electors-end.json
"$canvass" law deadlines us-ga-2020 --election 2020-11-03 \
    --certified 2020-11-20 --json >ga.json
"$canvass" law deadlines us-electors-2020 --election 2020-11-03 --json >us.json
"$canvass" demo georgia-2020 --out demo >demo.txt
echo $? >demo.status
"$canvass" demo made-up --out other >other.txt
echo $? >other.status
python3 "$source/test/golden/story.py"
