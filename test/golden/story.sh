#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# story.sh CANVASS VERIFY: the figures of 2020 as everybody can look them up,
# out of the program's JSON; and the demonstration tells them all.  Both records
# of it, as published, hold before the verifier, which shares no code with
# canvass; and one changed vote is seen.

# shellcheck source=test/golden/lib.sh
. "$(dirname "$0")/lib.sh"
verify=$(realpath "$2")
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
python3 "$source/test/golden/story.py" >told 2>&1
status=$?
cat told
n=$(grep -cE '^(not )?ok ' told)
is 'the figures are all looked at' "$status" 0

for name in demo other; do
	gives "$name is published" 0 \
	    "$canvass" publish "$name-election" "$name-bundle" --no-site
	gives "every check of $name holds" 0 \
	    "$verify" --trust "$name-bundle.trust" "$name-bundle"
	says "the verifier says so of $name" 'all checks hold'
	says "that the clock of $name was set by hand stands first" '^SIMULATED'
done

entries=$(grep -rl 2473633 demo-bundle/log | head -1)
sed -i 's/2473633/2473634/' "$entries"
gives 'one vote more in the recount is seen' 1 "$verify" \
    --trust demo-bundle.trust demo-bundle
finish
