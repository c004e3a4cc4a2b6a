#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# tree.sh CANVASS: what must hold of the files of the house as they stand.

canvass=$(realpath "$1")
cd "$(dirname "$0")/../.." || exit 2
out=$(mktemp)
trap 'rm -f "$out"' EXIT
n=0

# holds SENTENCE COMMAND...: the command succeeds and prints nothing.
holds() {
	sentence=$1
	shift
	n=$((n + 1))
	if "$@" >"$out" 2>&1 && [ ! -s "$out" ]; then
		echo "ok $n - $sentence"
	else
		echo "not ok $n - $sentence"
		head -30 "$out" | sed 's/^/# /'
	fi
}

nothing_under_src_knows_georgia() {
	! grep -riE 'georgia|fulton|biden|trump' src/
}

tracked() {
	git ls-files -- "$@"
}

man_pages_are_clean() {
	mandoc -Tlint -W warning man/*.1
}

# Every command that the program has, and none that it has not.
every_command_has_a_man_page() {
	"$canvass" help | sed -n 's/^  \([a-z, -]*[a-z]\)   *.*/\1/p' |
	    sed 's/, /\n/g' | sed 's/ .*//' | sort -u | while read -r command; do
		[ "$command" = help ] || [ -e "man/canvass-$command.1" ] ||
		    echo "man/canvass-$command.1 is missing"
	done
}

# Options are named in the man page in the order of the alphabet or not, but
# named they are.
every_option_is_in_its_man_page() {
	# canvass-verify is another program; its two options are tested with it.
	for page in man/canvass-*.1; do
		[ "$page" != man/canvass-verify.1 ] || continue
		word=$(basename "$page" .1)
		word=${word#canvass-}
		# "log": the commands that begin so, or the one that is called so.
		"$canvass" help "$word" | sed -n "s/^  \($word [a-z]*\)  .*/\1/p;
		    s/^usage: canvass \([a-z-]*\).*/\1/p" |
		    while read -r command; do
			# shellcheck disable=SC2086  # two words are two arguments
			"$canvass" $command --help
		done | grep -oE '^ +--[a-z-]+' | tr -d ' -' |
		    while read -r option; do
			tr -d '\\-' <"$page" | grep -qw "$option" ||
			    echo "$page does not name $option"
		done
	done
}

# The second words of commands stand in one line behind the first.
help_fits_a_screen() {
	"$canvass" help | awk 'length > 80 { print "too wide: " $0 }
	    END { if (NR > 24 || NR == 0) print NR " lines" }'
}

shell_scripts_are_clean() {
	tracked | while read -r file; do
		case $(head -c 20 "$file" 2>/dev/null | head -1) in
		'#!/bin/sh'*)	echo "$file" ;;
		esac
	done | xargs shellcheck -x
}

every_source_has_its_licence() {
	tracked 'src/*.[ch]' 'test/*.[ch]' 'src/*meson.build' |
	    xargs grep -L 'SPDX-License-Identifier: Apache-2.0'
}

files_are_small() {
	tracked 'src/*.[ch]' | xargs wc -l |
	    awk '$2 != "total" && $1 > 650 { print $2 ": " $1 " lines" }'
}

# Tables and texts may be wider than code.
# shellcheck disable=SC2016	# $0 is of awk
lines_fit() {
	tracked 'src/*.c' | xargs awk '
	{
		line = $0; gsub(/\t/, "        ", line)
		if (length(line) > 120 && line !~ /"/) print FILENAME ":" FNR ": too long"
	}'
}

nothing_is_left_undone() {
	! grep -rnE '\b(TODO|FIXME|XXX|HACK)\b' src man page rules test/unit
}

raw_data_stays_out() {
	tracked | while read -r file; do
		[ ! -f "$file" ] || [ "$(wc -c <"$file")" -le 4000000 ] ||
		    echo "$file: more than 4 MB"
	done
	tracked '*.pdf' '*.xlsx' '*.zip' '*.gz' | grep -v '^test/'
	:
}

nothing_built_is_tracked() {
	tracked 'build*/*' 'node_modules/*' '*.o' '*.a' | head -5
}

no_place_of_ours_is_named() {
	! git grep -nIE '(^|[^A-Za-z0-9_.-])/(work|home|root|Users)/' -- . ':!test/tools/tree.sh'
}

the_lock_names_no_host() {
	! grep -nE '"resolved"|https?://' package-lock.json
}

holds 'nothing under src/ knows a place or a person' nothing_under_src_knows_georgia
holds 'man pages are clean' man_pages_are_clean
holds 'every command has a man page' every_command_has_a_man_page
holds 'every option is in its man page' every_option_is_in_its_man_page
holds 'help fits a screen' help_fits_a_screen
holds 'shell scripts are clean' shell_scripts_are_clean
holds 'every source has its licence' every_source_has_its_licence
holds 'no source file is too long to read' files_are_small
holds 'lines fit' lines_fit
holds 'nothing is left undone' nothing_is_left_undone
holds 'raw data stays out' raw_data_stays_out
holds 'nothing built is tracked' nothing_built_is_tracked
holds 'no place of ours is named' no_place_of_ours_is_named
holds 'the lock names no host' the_lock_names_no_host
echo "1..$n"
