#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# layers.sh: every way around the house that we could think of is planted in
# a small tree of its own, and tools/check-layers must name it, once.
#
# shellcheck disable=SC2059	# the planted texts are formats

here=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
n=0

# A house with nothing wrong in it: model below, report above, base in both.
new_tree() {
	rm -rf "$work/tree"
	mkdir -p "$work/tree/src/base" "$work/tree/src/text" \
	    "$work/tree/src/model" "$work/tree/src/report" "$work/tree/tools"
	cp "$here/tools/layers" "$here/tools/outside" "$work/tree/tools/"
	cd "$work/tree" || exit 2
	echo '#include <stdint.h>' >src/base/num.h
	echo '#include "base/num.h"' >src/model/figure.h
	echo '#include "model/figure.h"' >src/report/page.h
}

say() {		# say STATUS SENTENCE
	n=$((n + 1))
	echo "$1 $n - $2"
}

# passes SENTENCE FILE TEXT: the tree with that file is in order.
passes() {
	new_tree
	printf "$3" >"$2"
	if "$here/tools/check-layers" --tree . >"$work/out"; then
		say ok "$1"
	else
		say "not ok" "$1"
		sed 's/^/# /' "$work/out"
	fi
}

# catches SENTENCE FILE TEXT WORDS: the file is reported, with these words.
catches() {
	new_tree
	mkdir -p "$(dirname "$2")"
	printf "$3" >"$2"
	"$here/tools/check-layers" --tree . >"$work/out"
	status=$?
	if [ $status -eq 1 ] && [ "$(wc -l <"$work/out")" -eq 1 ] &&
	    grep -qF "$2" "$work/out" && grep -qF -e "$4" "$work/out"; then
		say ok "$1"
	else
		say "not ok" "$1"
		echo "# status $status, wanted one line with: $4"
		sed 's/^/# /' "$work/out"
	fi
}

# library ROOM C: build the library of a room from that C code.
library() {
	mkdir -p "$work/build/src/$1"
	echo "$2" >"$work/$1.c"
	rm -f "$work/build/src/$1/lib$1.a"
	cc -c -o "$work/$1.c.o" "$work/$1.c" &&
	    ar rc "$work/build/src/$1/lib$1.a" "$work/$1.c.o" || exit 2
}

# calls_are SENTENCE ROOM C WORDS: the object of that C code is refused with
# these words; with no words it is in order.
calls_are() {
	new_tree
	library "$2" "$3"
	"$here/tools/check-layers" --tree . "$work/build" >"$work/out"
	if { [ -z "$4" ] && [ ! -s "$work/out" ]; } ||
	    { [ -n "$4" ] && [ "$(wc -l <"$work/out")" -eq 1 ] &&
	    grep -qF -e "$4" "$work/out"; }; then
		say ok "$1"
	else
		say "not ok" "$1"
		sed 's/^/# /' "$work/out"
	fi
	library "$2" "int ${2}_is_here;"
}

up='model may not include report'
m=src/model/x.c

passes  'a house in order has nothing to report' $m '#include "base/num.h"\n'
passes  'an include in a comment is no include' $m \
    '// #include "report/page.h"\n/*\n#include "report/page.h"\n*/\n'
passes  'an include in a string is no include' $m \
    'char *s = "\\\n#include <time.h>";\n'
catches 'a room may not look up' $m '#include "report/page.h"\n' "$up"
catches 'blanks before and after the hash hide nothing' $m \
    '\t # \t include\t"report/page.h"\n' "$up"
catches 'no blank before the quote hides nothing' $m \
    '#include"report/page.h"\n' "$up"
catches 'a comment inside the directive hides nothing' $m \
    '#/* x */include /* y */ "report/page.h" /* z */\n' "$up"
catches 'a comment before the directive hides nothing' $m \
    '/* x\n */ #include "report/page.h"\n' "$up"
catches 'a folded line hides nothing' $m '#inc\\\nlude "report/page.h"\n' "$up"
catches 'a digraph hides nothing' $m '%%:include "report/page.h"\n' "$up"
catches 'a trigraph hides nothing' $m '??=include "report/page.h"\n' "$up"
catches 'the last line needs no newline' $m '#include "report/page.h"' "$up"
catches 'DOS line ends hide nothing' $m '#include "report/page.h"\r\n' "$up"
catches 'an include that is switched off counts' $m \
    '#if 0\n#include "report/page.h"\n#endif\n' "$up"
catches 'headers are checked like sources' src/model/x.h \
    '#include "report/page.h"\n' "$up"
catches 'the ground floor includes nobody' src/base/x.c \
    '#include "model/figure.h"\n' 'base may not include model'
catches 'a macro may not name the file' $m \
    '#define H "report/page.h"\n#include H\n' 'write the file name out'
catches 'the way out is closed' $m '#include "../report/page.h"\n' \
    'leaves the house'
catches 'the way out through another room is closed' $m \
    '#include "base/../report/page.h"\n' 'leaves the house'
catches 'the way out in angle brackets is closed' $m \
    '#include <../report/page.h>\n' 'leaves the house'
catches 'an absolute path is refused' $m '#include "/usr/include/time.h"\n' \
    'leaves the house'
catches 'our own headers do not stand in angle brackets' $m \
    '#include <report/page.h>\n' 'stand in quotes'
catches 'a system header does not stand in quotes' $m '#include "time.h"\n' \
    'is in no room'
catches 'a bare name beside the file is refused' $m '#include "figure.h"\n' \
    'is in no room'
catches 'a C file is not included' $m '#include "base/num.c"\n' 'is in no room'
catches 'include_next is refused' $m '#include_next <stdio.h>\n' 'not used here'
catches 'import is refused' $m '#import "report/page.h"\n' 'not used here'
for header in time.h unistd.h fcntl.h sys/socket.h sys/time.h pthread.h \
    locale.h errno.h yaml.h zstd.h openssl/evp.h cairo.h sqlite3.h \
    libpq-fe.h curl/curl.h; do
	catches "a pure room may not include <$header>" $m \
	    "#include <$header>\n" "model may not include <$header>"
done
catches 'only law reads YAML' src/report/x.c '#include <yaml.h>\n' \
    'report may not include <yaml.h>'
catches 'a room that the table does not know is refused' src/attic/x.c \
    'int x;\n' 'stands in no room'
catches 'a file outside any room is refused' src/x.c 'int x;\n' \
    'stands in no room'
catches 'a file with another ending cannot be slipped in' src/model/x.inc \
    'int x;\n' 'neither .c, .h nor .sql'
catches 'a row of the table may not look up' tools/layers \
    'base:\ntext:\nmodel: report\nreport: text model\ncrypt:\nstat:\nlaw:\naudit:\nread:\nledger:\nstore:\nweb:\ncli:\n' \
    'model looks up at report'

library base 'int file_read(void) { return 0; }'
library text 'int text_is_here;'
library model 'int model_is_here;'
library report 'int page_new(void) { return 0; }'
calls_are 'a pure room may use memory and text' model '#include <stdio.h>
void f(char *s, int i) { snprintf(s, 9, "%d", i); }' ''
for name in open fopen socket connect time clock_gettime gettimeofday \
    random rand getrandom getenv setlocale localtime system popen read write \
    pthread_create dlopen syscall sqlite3_open PQconnectdb; do
	calls_are "a pure room may not call $name" model \
	    "int $name(); int f(void) { return $name(); }" \
	    "model is pure and calls $name"
done
calls_are 'a pure room may not touch files through base' model \
    'int file_read(void); int f(void) { return file_read(); }' \
    'model is pure and calls file_read'
calls_are 'a declaration of its own opens no door upward' model \
    'int page_new(void); int f(void) { return page_new(); }' \
    'model may not include report, and calls its page_new'
calls_are 'the shell may open files' report '#include <stdio.h>
void *f(void) { return fopen("x", "r"); }' ''

echo "1..$n"
