#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# do: the front door.  Needs git, sh and apt; sets the rest up itself.

set -eu
cd "$(dirname "$0")"

usage() {
	cat <<-'END'
	usage: ./do VERB

	  build            make build/canvass and build/canvass-verify
	  demo [NAME]      recanvass georgia-2020 (or made-up) and publish build/demo
	  test             everything, with both compilers and under the sanitizers
	  fuzz [SECONDS]   every fuzz target for that long (60)
	  torture          writers killed, servers killed: every receipt is kept
	  mutants          take each guard out: a test must fail
	  bench            time and memory, against the targets in bench/README.md
	  lint             clang-tidy, cppcheck and gcc -fanalyzer
	  fmt              format the lines you changed as .clang-format says
	  help             this
	END
}

# configure DIR OPTION...: a build directory with these options.
configure() {
	dir=$1
	shift
	if [ -e "$dir/build.ninja" ]; then
		meson configure "$dir" "$@"
	else
		meson setup "$dir" "$@" >"$dir.log" || { cat "$dir.log"; return 1; }
		rm -f "$dir.log"
	fi
}

program() {
	tools/setup build
	[ -e build/build.ninja ] || configure build -Dtests=false
	ninja -C build --quiet canvass canvass-verify
}

# sanitized DIR OPTION...: the same by clang, under ASan and UBSan.
sanitized() {
	(CC=clang; export CC; configure "$@" -Db_sanitize=address,undefined \
	    -Db_lundef=false)
}

demo() {
	program
	CANVASS_SHARE=. build/canvass demo "${1:-georgia-2020}" --out build/demo
}

# A sanitizer's complaint must not look like a status of canvass.
ASAN_OPTIONS=exitcode=99
LSAN_OPTIONS=exitcode=99:print_suppressions=0:suppressions=$PWD/tools/lsan.supp
UBSAN_OPTIONS=halt_on_error=1:exitcode=99:print_stacktrace=1
export ASAN_OPTIONS LSAN_OPTIONS UBSAN_OPTIONS

# The tests of one build directory; what fails is shown.
tests_of() {
	dir=$1
	shift
	ninja -C "$dir" --quiet &&
	    meson test -C "$dir" --no-rebuild --print-errorlogs \
		--timeout-multiplier 4 "$@"
}

test_all() {
	failed=0
	tools/setup test
	rm -f build/meson-logs/testlog.json build-clang/meson-logs/testlog.json
	# Properties want a sanitizer; browsers, oracles and killed writers do not.
	configure build -Dtests=true && tests_of build --no-suite prop ||
	    failed=1
	sanitized build-clang -Dtests=true && tests_of build-clang \
	    --no-suite house --no-suite pages --no-suite oracle \
	    --no-suite torture || failed=1
	tools/summary $failed build build-clang
}

torture() {
	tools/setup test
	program
	test/torture/torture.py build/canvass sqlite 20000 20
	test/pg/with-pg test/torture/torture.py build/canvass postgresql 100000 5
}

mutants() {
	tools/setup test
	test/adversarial/mutants.py "$@"
}

fuzz() {
	tools/setup test
	sanitized build-fuzz -Dtests=true -Dfuzz=true
	ninja -C build-fuzz --quiet
	test/fuzz/run build-fuzz "${1:-60}"
}

bench() {
	program
	ninja -C build --quiet bench/readers bench/doubles bench/ledger \
	    bench/record bench/verify bench/raire bench/martingale \
	    bench/risk_martingale bench/audit bench/risk_audit
	build/bench/readers
	build/bench/doubles
	bench/scale
	build/bench/ledger
	build/bench/verify build/canvass-verify rules/made-up-authority.yaml
	build/bench/raire --made 10
	build/bench/audit
	build/bench/martingale
	build/bench/risk_martingale
	build/bench/risk_audit
	bench/record.sh
}

lint() {
	tools/setup test
	configure build -Dtests=true
	tools/lint build
}

fmt() {
	tools/setup test
	git clang-format --force
}

verb=${1:-help}
[ $# -eq 0 ] || shift
case $verb in
build)		program ;;
demo)		demo "$@" ;;
test)		test_all ;;
fuzz)		fuzz "$@" ;;
torture|bench|lint|fmt)	$verb ;;
mutants)	mutants "$@" ;;
help|-h|--help)	usage ;;
*)		usage >&2; exit 2 ;;
esac
