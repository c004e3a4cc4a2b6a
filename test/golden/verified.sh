#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# verified.sh CANVASS VERIFY: both records, as published, hold before
# the verifier, which shares no code with canvass; and one changed vote is seen.

# shellcheck source=test/golden/lib.sh
. "$(dirname "$0")/lib.sh"
verify=$(realpath "$2")
cd "$work" || exit 2

for name in georgia-2020 made-up; do
	gives "the story of $name ends well" 0 \
	    "$canvass" demo "$name" --out "$name"
	gives "$name is published" 0 \
	    "$canvass" publish "$name-election" "$name-bundle" --no-site
	gives "every check of $name holds" 0 \
	    "$verify" --trust "$name-bundle.trust" "$name-bundle"
	says "the verifier says so of $name" 'all checks hold'
	says 'that its clock was set by hand stands first' '^SIMULATED'
done

entries=$(grep -rl 2473633 georgia-2020-bundle/log | head -1)
sed -i 's/2473633/2473634/' "$entries"
gives 'one vote more in the recount is seen' 1 "$verify" \
    --trust georgia-2020-bundle.trust georgia-2020-bundle
finish
