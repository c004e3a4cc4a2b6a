#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# bad.sh CANVASS: files as people really send them.  What can be read without
# doubt is read; all else gets one sentence with its place and exit status 3,
# and the election is afterwards, to the byte, what it was before.
#
# shellcheck disable=SC2059	# the planted files are formats

# shellcheck source=test/golden/lib.sh
. "$(dirname "$0")/lib.sh"

cat >"$work/election.json" <<'END'
{ "schema": "canvass-election-1", "id": "two", "title": "Two counties",
  "jurisdiction": "Arcadia", "unit_word": "county", "units_word": "counties",
  "date": "2031-05-06", "rules": "made-up.yaml",
  "units": [ { "id": "01", "name": "Alder" }, { "id": "02", "name": "Birch" } ],
  "contests": [ { "id": "governor", "title": "Governor", "office": "state",
    "date": "2031-05-06", "votes_allowed": 1, "winners": 1,
    "choices": [
      { "id": "reed", "name": "Alma Reed", "label": "Reed", "party": "Green" },
      { "id": "stone", "name": "Bo Stone", "label": "Stone", "party": "Blue" } ] } ],
  "counts": [ { "id": "original", "title": "First count", "kind": "original",
    "stage": "certified", "by_hand": false, "as_of": "2031-05-20" } ] }
END
cd "$work" || exit 2
"$canvass" init E --from election.json >out 2>&1 || {
	case_failed 'an election of two counties can be made' out
	finish
	exit
}
before=$(tree_hash E)

# put NAME FORMAT: a file with exactly these bytes.
put() {
	printf "$2" >"$1"
}

# import FILE PART: bring it in; leaves out, err and status.
import() {
	"$canvass" import E "$1" --part "$2" --id x >out 2>err
	status=$?
}

# reads SENTENCE FORMAT [PART]: the file is legal.
reads() {
	put in.csv "$2"
	import in.csv "${3:-unit}"
	if [ $status -eq 0 ] && [ ! -s err ]; then
		case_ok "$1"
	else
		echo "status $status" >>err
		case_failed "$1" err
	fi
	rm -rf E
	"$canvass" init E --from election.json >/dev/null
}

# check_refused SENTENCE PLACE: the last import was refused, at PLACE (a
# pattern of grep -E), in one sentence, and changed nothing.
check_refused() {
	if [ $status -eq 3 ] && [ ! -s out ] && [ "$(wc -l <err)" -eq 1 ] &&
	    grep -qE "^(canvass: )?$2: .{10,}" err &&
	    [ "$(tree_hash E)" = "$before" ]; then
		case_ok "$1"
	else
		{
			echo "status $status, wanted 3 and one line at $2"
			[ "$(tree_hash E)" = "$before" ] ||
			    echo "the election was changed"
		} >>err
		case_failed "$1" err
	fi
}

# refuses SENTENCE PLACE FORMAT [PART]: PLACE is LINE:COLUMN, or a pattern.
refuses() {
	put in.csv "$3"
	import in.csv "${4:-unit}"
	check_refused "$1" "in\.csv:$2"
}

# refuses_file SENTENCE NAME: something that is no table at all.
refuses_file() {
	import "$2" unit
	check_refused "$1" "$2(:[0-9]+)*"
}

head='unit,reed,stone\n'
any='[0-9]+'

reads 'a plain file' "${head}Alder,1,2\nBirch,3,4\n"
reads 'a byte order mark of UTF-8' "\357\273\277${head}Alder,1,2\nBirch,3,4\n"
reads 'lines that end with CR LF' 'unit,reed,stone\r\nAlder,1,2\r\nBirch,3,4\r\n'
reads 'lines that end with CR' 'unit,reed,stone\rAlder,1,2\rBirch,3,4\r'
reads 'a last line without an end' "${head}Alder,1,2\nBirch,3,4"
reads 'a quoted cell of two lines' \
    'unit,label,reed,stone\nAlder,"Box 1\nupstairs",1,2\nBirch,B2,3,4\n' batch
reads 'a quoted cell with a comma and quotes' \
    'unit,label,reed,stone\nAlder,"Box ""1"", upstairs",1,2\nBirch,B2,3,4\n' batch
reads 'a number of two to the 31st' "${head}Alder,2147483648,2\nBirch,3,4\n"
reads 'the largest number' "${head}Alder,9007199254740991,0\nBirch,0,0\n"
reads 'a number with thousands commas' "${head}Alder,\"1,234\",2\nBirch,3,4\n"
reads 'an empty cell, which is not known' "${head}Alder,1,\nBirch,3,4\n"

refuses 'a negative number' 2:7 "${head}Alder,-1,2\nBirch,3,4\n"
refuses 'a fraction' 2:7 "${head}Alder,1.5,2\nBirch,3,4\n"
refuses 'a fraction of nothing' 2:7 "${head}Alder,1.0,2\nBirch,3,4\n"
refuses 'a number with an exponent' 3:9 "${head}Alder,1,2\nBirch,3,1e3\n"
refuses 'a number beyond every float' 2:7 "${head}Alder,1e309,2\nBirch,3,4\n"
refuses 'a number with a letter O' 2:9 "${head}Alder,1,1O2\nBirch,3,4\n"
refuses 'a hexadecimal number' 2:7 "${head}Alder,0x1F,2\nBirch,3,4\n"
refuses 'a number with a sign' 2:7 "${head}Alder,+1,2\nBirch,3,4\n"
refuses 'two numbers in a cell' 2:7 "${head}Alder,1 2,2\nBirch,3,4\n"
refuses 'two to the 63rd' 2:7 "${head}Alder,9223372036854775808,2\nBirch,3,4\n"
refuses 'two to the 64th' 2:7 "${head}Alder,18446744073709551616,2\nBirch,3,4\n"
refuses 'thirty digits' 2:7 \
    "${head}Alder,100000000000000000000000000000,2\nBirch,3,4\n"
refuses 'two to the 53rd, which JSON cannot carry' 2:7 \
    "${head}Alder,9007199254740992,2\nBirch,3,4\n"
refuses 'sums that overflow' 3:1 \
    "${head}Alder,9007199254740991,0\nBirch,9007199254740991,0\n"
refuses 'full-width digits' 2:7 "${head}Alder,\357\274\221\357\274\222,2\nBirch,3,4\n"
refuses 'Arabic digits' 2:7 "${head}Alder,\331\241\331\242,2\nBirch,3,4\n"
refuses 'a comma that groups nothing' 2:7 "${head}Alder,\"1,23\",2\nBirch,3,4\n"
refuses 'not a number' 2:7 "${head}Alder,NaN,2\nBirch,3,4\n"
refuses 'a formula' 2:7 "${head}Alder,=1+1,2\nBirch,3,4\n"

refuses 'a file cut off in a quoted cell' "$any:$any" \
    'unit,label,reed,stone\nAlder,"Box 1,1,2\n' batch
refuses 'a file cut off in a row' 3:"$any" "${head}Alder,1,2\nBirch,3"
refuses 'a row with a cell too many' 2:"$any" "${head}Alder,1,2,9\nBirch,3,4\n"
refuses 'text after a closing quote' 2:"$any" \
    'unit,label,reed,stone\nAlder,"Box"1,1,2\n' batch
refuses 'an empty file' "?($any:$any)?" ''
refuses 'a file of blank lines' "?($any:$any)?" '\n\n\n'
refuses 'a header and no row' "?($any:$any)?" "$head"
refuses 'a column given twice' 1:11 'unit,reed,reed\nAlder,1,2\n'
refuses 'two columns for one choice' 1:11 'unit,reed,Reed\nAlder,1,2\n'
refuses 'no column of units' "1(:$any)?" 'reed,stone\n1,2\n'
refuses 'no column of votes' "1(:$any)?" 'unit,method\nAlder,mail\n'
refuses 'a missing choice' "1(:$any)?" 'unit,reed\nAlder,1\nBirch,2\n'
refuses 'a row of totals' 4:1 "${head}Alder,1,2\nBirch,3,4\nTotal,4,6\n"
refuses 'a unit that is not one' 3:1 "${head}Alder,1,2\nCedar,3,4\n"
refuses 'a unit given twice' 3:1 "${head}Alder,1,2\nAlder,3,4\n"
refuses 'a unit without a name' 2:1 "${head},1,2\nBirch,3,4\n"

refuses 'bytes that are not UTF-8' 2:"$any" "${head}Ald\377er,1,2\nBirch,3,4\n"
refuses 'an overlong sequence' 2:"$any" "${head}Ald\300\257er,1,2\nBirch,3,4\n"
refuses 'half a surrogate pair' 2:"$any" "${head}Ald\355\240\200er,1,2\nBirch,3,4\n"
refuses 'Latin-1' 2:"$any" "${head}Ald\351r,1,2\nBirch,3,4\n"
refuses 'a zero byte' 2:"$any" "${head}Ald\000er,1,2\nBirch,3,4\n"
refuses 'a name written from right to left' 2:1 \
    "${head}\342\200\256Alder,1,2\nBirch,3,4\n"
refuses 'a name with an invisible character' 2:1 \
    "${head}Al\342\200\213der,1,2\nBirch,3,4\n"
refuses 'a name with a Cyrillic letter' 2:1 \
    "${head}\320\220lder,1,2\nBirch,3,4\n"

put utf16le.csv '\377\376u\000n\000i\000t\000'
refuses_file 'UTF-16, little end first' utf16le.csv
put utf16be.csv '\376\377\000u\000n\000i\000t'
refuses_file 'UTF-16, big end first' utf16be.csv
put pdf.csv '%%PDF-1.7\n%%\342\343\317\323\n'
refuses_file 'a PDF named csv' pdf.csv
put xlsx.csv 'PK\003\004\024\000\006\000'
refuses_file 'an Excel file named csv' xlsx.csv
put xls.csv '\320\317\021\340\241\261\032\341'
refuses_file 'an old Excel file named csv' xls.csv
put gzip.csv '\037\213\010\000\000\000\000\000'
refuses_file 'a gzip file named csv' gzip.csv
put cut.csv.zst '\050\265\057\375\004\000'
refuses_file 'a zstd file cut off' cut.csv.zst
put html.csv '<!DOCTYPE html>\n<html><body>Not found</body></html>\n'
refuses_file 'a web page named csv' html.csv
put json.csv '{"results": []}\n'
refuses_file 'JSON named csv' json.csv
refuses_file 'a missing file' missing.csv
mkdir folder.csv
refuses_file 'a directory' folder.csv

finish
