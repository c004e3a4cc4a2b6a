/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/num.h"
#include "report/doc.h"
#include "report/draw.h"
#include "report/term.h"
#include "report/term_text.h"

struct screen {
	struct arena a;
	struct doc  *d;
	struct buf   out;
};

static int
open_screen(void **state)
{
	static struct screen s;

	s = (struct screen){ .d = NULL };
	s.d = doc_new(&s.a, "Three counts");
	*state = &s;
	return 0;
}

static int
close_screen(void **state)
{
	struct screen *s = *state;

	buf_free(&s->out);
	arena_free(&s->a);
	return 0;
}

static const char *
print(struct screen *s, int width, bool colour)
{
	buf_free(&s->out);
	term_print(&s->out, s->d, width, colour);
	return s->out.p;
}

static int
widest_line(struct screen *s)
{
	int most = 0;

	for (char *p = s->out.p, *end; (end = strchr(p, '\n')) != NULL; p = end + 1) {
		int w = term_width(arena_str(&s->a, p, (size_t)(end - p)));

		most = w > most ? w : most;
	}
	return most;
}

static void
text_is_wrapped_at_78_columns_however_wide_the_screen(void **state)
{
	struct screen *s = *state;
	struct node *p = doc_para(s->d->body);

	for (int i = 0; i < 60; i++)
		doc_text(p, "vöte%d ", i);
	print(s, 200, false);
	assert_in_range(widest_line(s), 60, 78);
	print(s, 40, false);
	assert_in_range(widest_line(s), 30, 40);
}

/* A table with a column of words and two of numbers. */
static struct doc_table *
table_of(struct screen *s, const char *words)
{
	struct doc_table *t = doc_table(s->d->body, "t", "Votes", NULL);
	struct doc_table_row *r;

	doc_add_column(s->d, t, "Count", ALIGN_LEFT);
	doc_add_column(s->d, t, "Votes", ALIGN_RIGHT);
	doc_add_column(s->d, t, "Change", ALIGN_RIGHT);
	for (int i = 0; i < 2; i++) {
		r = doc_row(s->d, t, i == 0 ? ROW_PLAIN : ROW_SUM);
		doc_cell(s->d, t, r, 0, "%s", words);
		doc_cell_num(s->d, r, 1, i == 0 ? 12670 : 7);
		doc_cell_signed(s->d, r, 2, i == 0 ? -386 : 0);
	}
	return t;
}

static void
numbers_are_flush_right_under_their_header(void **state)
{
	struct screen *s = *state;

	table_of(s, "First");
	assert_non_null(strstr(print(s, 80, false),
	    "Count   Votes  Change\n"
	    "-----  ------  ------\n"
	    "First  12,670    −386\n"
	    "-----  ------  ------\n"
	    "First       7       0\n"));
}

static void
a_table_narrows_its_words_before_its_numbers(void **state)
{
	struct screen *s = *state;

	table_of(s, "a count with quite a long name that must give way");
	print(s, 40, false);
	assert_in_range(widest_line(s), 20, 40);
	assert_non_null(strstr(s->out.p, "12,670"));
	assert_non_null(strstr(s->out.p, "−386"));
}

static void
a_table_that_cannot_fit_becomes_a_list_a_row(void **state)
{
	struct screen *s = *state;

	table_of(s, "a count with quite a long name");
	print(s, 24, false);
	assert_non_null(strstr(s->out.p, "Votes: 12,670"));
	assert_non_null(strstr(s->out.p, "Change: −386"));
	assert_null(strstr(s->out.p, "-----"));
}

static void
a_name_in_a_file_cannot_command_the_screen(void **state)
{
	struct screen *s = *state;

	doc_text(doc_para(s->d->body), "%s", "\033[2Jgone\r\a");
	table_of(s, "\033]0;title\a");
	print(s, 80, false);
	assert_null(strchr(s->out.p, '\033'));
	assert_null(strchr(s->out.p, '\a'));
	assert_null(strchr(s->out.p, '\r'));
}

static void
colour_changes_no_word(void **state)
{
	struct screen *s = *state;
	struct buf plain CLEANUP(buf_free) = { 0 };

	doc_strong(doc_para(s->d->body), "bold words");
	print(s, 80, true);
	assert_non_null(strchr(s->out.p, '\033'));
	for (const char *p = s->out.p; *p != '\0'; p++) {
		if (*p == '\033')
			p = strchr(p, 'm');
		else
			buf_char(&plain, *p);
	}
	assert_string_equal(print(s, 80, false), plain.p);
}

static void
badges_and_statuses_are_words(void **state)
{
	struct screen *s = *state;
	struct node *p = doc_para(s->d->body);

	doc_stage(p, STAGE_HAND_TALLY, STANDING_NOT_OFFICIAL);
	doc_finding(doc_findings(s->d->body), STATUS_OPEN, "A batch twice",
	    "Alder");
	print(s, 80, false);
	assert_non_null(strstr(s->out.p, "[Hand tally · not official]"));
	assert_non_null(strstr(s->out.p, "Open          A batch twice\n"));
}

static void
a_file_stands_with_its_hash_where_it_has_one(void **state)
{
	struct screen *s = *state;
	struct node *proofs = doc_proofs(s->d->body);
	const char *out;

	doc_proof(proofs, "a.csv", "a.csv", "the votes\x1b[2J", "12ab");
	doc_proof(proofs, "b.csv", "b.csv", "the rest", NULL);
	out = print(s, 80, false);
	assert_non_null(strstr(out, "a.csv  the votes<U+001B>[2J\n  SHA-256 "
	    "12ab\nb.csv  the rest\n"));
}

static void
a_drawing_is_told_by_its_label(void **state)
{
	struct screen *s = *state;

	doc_chart(s->d->body, "Dots", picture_new(&s->a, 10, 10,
	    "Most moved little."), NULL);
	assert_non_null(strstr(print(s, 80, false), "Dots\nMost moved little.\n"));
}

static void
a_ladder_is_a_table_of_margins(void **state)
{
	struct screen *s = *state;
	struct node *l = doc_ladder(s->d->body);

	doc_add_rung(l, &(struct doc_rung){ .title = "First count",
	    .note = "By machine", .badge = { STAGE_CERTIFIED,
	    STANDING_SUPERSEDED }, .value = 12670, .change = NUM_UNKNOWN });
	print(s, 80, false);
	assert_non_null(strstr(s->out.p, "First count  Certified · superseded"
	    "  12,670   first  By machine\n"));
}

#define SCREEN(test) \
	cmocka_unit_test_setup_teardown(test, open_screen, close_screen)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		SCREEN(text_is_wrapped_at_78_columns_however_wide_the_screen),
		SCREEN(numbers_are_flush_right_under_their_header),
		SCREEN(a_table_narrows_its_words_before_its_numbers),
		SCREEN(a_table_that_cannot_fit_becomes_a_list_a_row),
		SCREEN(a_name_in_a_file_cannot_command_the_screen),
		SCREEN(colour_changes_no_word),
		SCREEN(badges_and_statuses_are_words),
		SCREEN(a_file_stands_with_its_hash_where_it_has_one),
		SCREEN(a_drawing_is_told_by_its_label),
		SCREEN(a_ladder_is_a_table_of_margins),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
