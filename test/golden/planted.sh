#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# planted.sh CANVASS: every fault planted in data/made-up is found, with
# exactly its batches, and what only looks alike is left alone.

# shellcheck source=test/golden/lib.sh
. "$(dirname "$0")/lib.sh"

make_election made-up "$work/election" >"$work/log" 2>&1 || {
	case_failed 'the made-up election can be imported' "$work/log"
	finish
	exit
}
"$canvass" reconcile "$work/election" --json >"$work/found.json"
python3 "$source/test/golden/planted.py" "$source/data/made-up/planted.json" \
    "$work/found.json"
