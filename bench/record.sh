#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# record.sh: bench/record on a new record beside this tree, so that its figures
# are those of this disk.

set -eu
cd "$(dirname "$0")/.."
made=$(mktemp -d ./bench-record-XXXXXX)
trap 'rm -rf "$made"' EXIT
CANVASS_SHARE=. build/canvass init "$made/E" --from data/georgia-2020/election.json \
    --people data/georgia-2020/people.json >"$made/said"
build/bench/record "$made/E"
