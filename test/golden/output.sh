#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# output.sh CANVASS: what could not be written whole is a failure, whatever is
# wrong with the streams.
#
# shellcheck source=test/golden/lib.sh
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 2

# fails SENTENCE: the last command said so in one line, with status 5.
fails() {
	if [ "$status" -eq 5 ] &&
	    [ "$(cat err)" = 'canvass: cannot write the output' ]; then
		case_ok "$1"
	else
		echo "status $status" >>err
		case_failed "$1" err
	fi
}

"$canvass" law show made-up >whole 2>err
if [ -w /dev/full ]; then
	"$canvass" law show made-up >/dev/full 2>err
	status=$?
	fails 'a full disk under the output is a failure'
else
	case_skipped 'a full disk under the output is a failure' 'no /dev/full'
fi
"$canvass" law show made-up >&- 2>err
status=$?
fails 'an output that is closed is a failure'
"$canvass" law show made-up <&- >got 2>&-
if cmp whole got >err 2>&1; then
	case_ok 'a closed input and a closed error stream change nothing'
else
	case_failed 'a closed input and a closed error stream change nothing' err
fi
finish
