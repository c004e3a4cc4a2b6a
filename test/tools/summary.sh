#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# summary.sh: tools/summary must never call a run good that was not.

here=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
n=0

# counts SENTENCE FAILED LOG STATUS LAST: a log of tests, what it comes to.
counts() {
	n=$((n + 1))
	mkdir -p "$work/b/meson-logs"
	printf '%s\n' "$3" >"$work/b/meson-logs/testlog.json"
	[ -n "$3" ] || rm "$work/b/meson-logs/testlog.json"
	"$here/tools/summary" "$2" "$work/b" >"$work/out"
	status=$?
	if [ $status -eq "$4" ] && [ "$(tail -1 "$work/out")" = "$5" ]; then
		echo "ok $n - $1"
	else
		echo "not ok $n - $1"
		sed "s/^/# $status: /" "$work/out"
	fi
}

# test NAME RESULT STDOUT: a line of the log.
log() {
	printf '{"name": "%s", "result": "%s", "stdout": "%s"}' "$@"
}

good=$(log t OK '1..2\nok 1 - a\nok 2 - b\n')

counts 'cases are counted' 0 "$good" 0 '2 passed, 0 failed, 0 skipped'
counts 'a test without cases is one' 0 "$(log t OK '')" 0 \
    '1 passed, 0 failed, 0 skipped'
counts 'a failed case fails' 0 \
    "$(log t FAIL 'ok 1 - a\nnot ok 2 - b\n1..2\n')" 1 \
    '1 passed, 1 failed, 0 skipped'
counts 'a skipped case is neither' 0 \
    "$(log t OK 'ok 1 - a\nok 2 - b # SKIP no browser\n1..2\n')" 0 \
    '1 passed, 0 failed, 1 skipped'
counts 'nothing but skipped cases is not a pass' 0 \
    "$(log t SKIP 'ok 1 - a # SKIP why\n1..1\n')" 1 \
    '0 passed, 0 failed, 1 skipped'
counts 'a test that died half-way fails' 0 \
    "$(log t ERROR 'ok 1 - a\n')" 1 '1 passed, 1 failed, 0 skipped'
counts 'a test that left out cases fails' 0 \
    "$(log t OK '1..3\nok 1 - a\n')" 1 '1 passed, 1 failed, 0 skipped'
counts 'a test that ran out of time fails' 0 "$(log t TIMEOUT '')" 1 \
    '0 passed, 1 failed, 0 skipped'
counts 'a build without a log fails' 0 '' 1 '0 passed, 1 failed, 0 skipped'
counts 'a step before the tests that failed, fails' 1 "$good" 1 \
    '2 passed, 1 failed, 0 skipped'
echo "1..$n"
