/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "report/doc.h"
#include "report/draw.h"
#include "report/pdf.h"

static const char *
font_folder(void)
{
	const char *folder = getenv("FONTS");

	return folder != NULL ? folder : "page/fonts";
}

/* A document with a table of ${rows} rows and one drawing. */
static struct doc *
sample(struct arena *a, int rows)
{
	struct doc *d = doc_new(a, "Three counts, one outcome");
	struct node *s = doc_section(d->body, "counts", "Three counts");
	struct doc_table *t = doc_table(s, "votes", "Votes", "");

	(void)doc_add_column(d, t, "Count", ALIGN_LEFT);
	(void)doc_add_column(d, t, "Votes", ALIGN_RIGHT);
	for (int i = 0; i < rows; i++) {
		struct doc_table_row *r = doc_row(d, t, ROW_PLAIN);

		doc_cell(d, t, r, 0, "Unit %d", i);
		doc_cell_num(d, r, 1, 12670 + i);
	}
	doc_chart(s, "A drawing", picture_new(a, 420, 60, "Alder \u2212345"),
	    "Change of the margin.");
	return d;
}

static void
print(struct buf *out, const struct doc *d)
{
	struct pdf_fonts *fonts = NULL;
	struct err e = { 0 };

	assert_true(pdf_fonts_open(font_folder(), &fonts, &e));
	assert_true(pdf_print(out, d, fonts, "canvass", day_of(2020, 12, 7),
	    &e));
	pdf_fonts_close(&fonts);
}

static size_t
occurrences(const struct buf *b, const char *what)
{
	size_t n = 0, len = strlen(what);

	for (size_t i = 0; i + len <= b->len; i++)
		n += memcmp(b->p + i, what, len) == 0;
	return n;
}

static void
the_same_document_gives_the_same_bytes(void **state)
{
	struct arena a = { 0 };
	struct buf one = { 0 }, two = { 0 };

	(void)state;
	print(&one, sample(&a, 3));
	print(&two, sample(&a, 3));
	assert_int_equal(one.len, two.len);
	assert_memory_equal(one.p, two.p, one.len);
	buf_free(&one);
	buf_free(&two);
	arena_free(&a);
}

static void
language_scopes_and_alternatives_are_in_the_file(void **state)
{
	struct arena a = { 0 };
	struct buf b = { 0 };

	(void)state;
	print(&b, sample(&a, 3));
	assert_int_equal(occurrences(&b, "/Lang (en-US)"), 1);
	assert_int_equal(occurrences(&b, "/Scope /Column"), 2);
	assert_int_equal(occurrences(&b, "/Scope /Row"), 3);
	/* "Alder −345" in UTF-16 */
	assert_int_equal(occurrences(&b,
	    "/Alt <FEFF0041006C00640065007200202212003300340035>"), 1);
	buf_free(&b);
	arena_free(&a);
}

/* Every offset of the rewritten table leads to the object it names. */
static void
the_table_of_objects_is_true(void **state)
{
	struct arena a = { 0 };
	struct buf b = { 0 };
	const char *p, *start;
	size_t n, at;

	(void)state;
	print(&b, sample(&a, 120));
	start = b.p + b.len;
	while (strncmp(--start, "startxref", 9) != 0)
		;
	at = strtoul(start + 9, NULL, 10);
	assert_int_equal(strncmp(b.p + at, "xref\n0 ", 7), 0);
	n = strtoul(b.p + at + 7, NULL, 10);
	p = strchr(b.p + at + 7, '\n') + 1;
	for (size_t i = 1; i < n; i++) {
		char head[32];
		size_t object = strtoul(p + i * 20, NULL, 10);

		(void)snprintf(head, sizeof head, "%zu 0 obj", i);
		assert_int_equal(strncmp(b.p + object, head, strlen(head)), 0);
	}
	buf_free(&b);
	arena_free(&a);
}

static void
a_certificate_is_set_under_a_heading_of_its_own(void **state)
{
	struct arena a = { 0 };
	struct buf b = { 0 };
	struct doc *d = doc_new(&a, "Deadlines");
	struct node *s = doc_section(d->body, "s", "Section");
	struct node *c = doc_cert(s, "The state certifies");

	(void)state;
	doc_pair(c, "Due", false, "Friday 20 November 2020, 5 p.m.");
	doc_pair(c, "SHA-256", true, "%064d", 0);
	doc_status(doc_para(s), STATUS_REFUSED);
	print(&b, d);
	assert_int_equal(occurrences(&b, "/S /H3"), 1);
	buf_free(&b);
	arena_free(&a);
}

static void
a_missing_font_is_named(void **state)
{
	struct pdf_fonts *fonts = NULL;
	struct err e = { 0 };

	(void)state;
	assert_false(pdf_fonts_open("no/such/folder", &fonts, &e));
	assert_non_null(strstr(e.text, "no/such/folder/PublicSans"));
	assert_null(fonts);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_document_gives_the_same_bytes),
		cmocka_unit_test(
		    language_scopes_and_alternatives_are_in_the_file),
		cmocka_unit_test(the_table_of_objects_is_true),
		cmocka_unit_test(
		    a_certificate_is_set_under_a_heading_of_its_own),
		cmocka_unit_test(a_missing_font_is_named),
	};

	return cmocka_run_group_tests_name("pdf", tests, NULL, NULL);
}
