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
#include "report/html.h"

#define HOSTILE "<script>alert(1)</script>\"'&"

static const struct html_link nav[] = { { "index.html", "Report" },
	{ "counties.html", "Counties" } };
static const struct html_frame frame = { .site = "A site", .root = "../",
	.notice = "A demonstration.", .footer = "The end.", .nav = nav,
	.navs = 2, .here = 1 };

struct page {
	struct arena a;
	struct doc  *d;
	struct buf   out;
};

static int
open_page(void **state)
{
	static struct page p;

	p = (struct page){ .d = NULL };
	p.d = doc_new(&p.a, "Three counts, one outcome");
	*state = &p;
	return 0;
}

static int
close_page(void **state)
{
	struct page *p = *state;

	buf_free(&p->out);
	arena_free(&p->a);
	return 0;
}

static const char *
print(struct page *p)
{
	buf_free(&p->out);
	html_print(&p->out, p->d, &frame);
	return p->out.p;
}

static size_t
times(const char *text, const char *what)
{
	size_t n = 0;

	for (; (text = strstr(text, what)) != NULL; text += strlen(what))
		n++;
	return n;
}

static void
a_hostile_text_cannot_become_markup(void **state)
{
	struct page *p = *state;
	struct node *s = doc_section(p->d->body, "one", HOSTILE);
	struct doc_table *t = doc_table(s, "t", HOSTILE, HOSTILE);
	struct doc_table_row *r;
	const char *html;

	doc_add_column(p->d, t, HOSTILE, ALIGN_LEFT)->group = HOSTILE;
	r = doc_row(p->d, t, ROW_PLAIN);
	doc_cell(p->d, t, r, 0, "%s", HOSTILE);
	doc_text(doc_para(s), "%s", HOSTILE);
	doc_finding(doc_findings(s), STATUS_OPEN, HOSTILE, HOSTILE);
	doc_proof(doc_proofs(s), HOSTILE, HOSTILE, HOSTILE, HOSTILE);
	doc_pair(doc_cert(s, HOSTILE), HOSTILE, true, "%s", HOSTILE);
	doc_text(doc_clock(s, HOSTILE), "%s", HOSTILE);
	doc_chart(s, HOSTILE, picture_new(&p->a, 10, 10, HOSTILE), HOSTILE);
	html = print(p);
	assert_null(strstr(html, "<script"));
	assert_null(strstr(html, "alert(1)</script"));
	assert_non_null(strstr(html, "&lt;script&gt;"));
}

static void
an_address_with_a_scheme_of_its_own_is_not_written(void **state)
{
	struct page *p = *state;
	struct node *para = doc_para(doc_section(p->d->body, "one", "One"));
	const char *html;

	doc_link(para, "javascript:alert(1)", "bad");
	doc_link(para, "data:text/html,x", "bad too");
	doc_link(para, "https://example.org/a?b=1&c=2", "good");
	doc_link(para, "county/alder.html#counts", "ours");
	html = print(p);
	assert_null(strstr(html, "javascript:"));
	assert_null(strstr(html, "data:text"));
	assert_non_null(strstr(html, " href=\"https://example.org/a?b=1&amp;c=2\""));
	assert_non_null(strstr(html, " href=\"../county/alder.html#counts\""));
}

static void
a_page_has_a_policy_a_language_a_title_and_a_way_past_the_navigation(void **state)
{
	const char *html = print(*state);

	assert_non_null(strstr(html, "<html lang=\"en-US\">"));
	assert_non_null(strstr(html, "default-src 'none'"));
	assert_non_null(strstr(html,
	    "<title>Three counts, one outcome – A site</title>"));
	assert_non_null(strstr(html, "<a class=\"skip\" href=\"#main\">"));
	assert_int_equal(times(html, "aria-current=\"page\""), 1);
	assert_null(strstr(html, "<script"));
	assert_null(strstr(html, "style="));
}

static void
headings_follow_the_depth_of_their_section(void **state)
{
	struct page *p = *state;
	struct node *s = doc_section(p->d->body, "one", "One");
	const char *html;

	doc_section(s, "two", "Two");
	doc_finding(doc_findings(s), STATUS_HOLDS, "Three", NULL);
	html = print(p);
	assert_non_null(strstr(html, "<h2>One</h2>"));
	assert_non_null(strstr(html, "<h3>Two</h3>"));
	assert_non_null(strstr(html, "<h3>Three</h3>"));
	assert_int_equal(times(html, "<h1>"), 1);
}

static void
the_contents_name_every_section_even_side_by_side(void **state)
{
	struct page *p = *state;
	struct node *two = doc_two(p->d->body);
	struct node *s;
	const char *html;

	doc_section(doc_column_of(two), "left", "Left");
	s = doc_section(doc_column_of(two), "right", "A long heading");
	doc_brief(s, "Right");
	doc_limit(doc_limits(p->d->body), "Nothing.", "At all.");
	html = print(p);
	assert_non_null(strstr(html, "<li><a href=\"#left\">Left</a></li>"));
	assert_non_null(strstr(html, "<li><a href=\"#right\">Right</a></li>"));
	assert_non_null(strstr(html, "<li><a href=\"#limits\">"));
	assert_non_null(strstr(html, "<h2>A long heading</h2>"));
}

/* ${columns} columns, the last two under one header, and one row. */
static struct doc_table *
table_of(struct page *p, size_t columns)
{
	struct node *s = doc_section(p->d->body, "one", "One");
	struct doc_table *t = doc_table(s, "votes", "Votes", "All counties.");

	for (size_t i = 0; i < columns; i++)
		doc_add_column(p->d, t, i == 0 ? "Count" : "Votes", i == 0 ?
		    ALIGN_LEFT : ALIGN_RIGHT)->group = i + 2 >= columns ?
		    "Change" : NULL;
	doc_cell(p->d, t, doc_row(p->d, t, ROW_OFFICIAL), 0, "First");
	return t;
}

static void
a_table_says_what_its_headers_are_of(void **state)
{
	struct page *p = *state;
	const char *html;

	table_of(p, 4);
	html = print(p);
	assert_non_null(strstr(html, "<caption>Votes <span>All counties."));
	assert_int_equal(times(html, "<th scope=\"col\""), 4);
	assert_int_equal(times(html, "<th scope=\"row\""), 1);
	assert_non_null(strstr(html, "<th scope=\"colgroup\" colspan=\"2\""));
	assert_non_null(strstr(html, "<tr class=\"official\">"));
}

static void
a_wide_table_can_be_scrolled_by_keyboard(void **state)
{
	struct page *p = *state;

	table_of(p, 4);
	assert_non_null(strstr(print(p), "<div tabindex=\"0\" role=\"region\" "
	    "class=\"scroll\" aria-label=\"Votes\">"));
}

static void
a_narrow_table_is_no_stop_for_the_keyboard(void **state)
{
	struct page *p = *state;

	table_of(p, 3);
	assert_null(strstr(print(p), "tabindex"));
}

static void
a_figure_never_stands_without_stage_source_and_day(void **state)
{
	struct page *p = *state;
	const char *html;

	doc_set_figure(p->d, &(struct doc_figure){ .label = "Margin",
	    .value = "11,779", .unit = "votes", .badge = { STAGE_RECERTIFIED,
	    STANDING_OFFICIAL }, .source = "Recount", .as_of = "7 Dec 2020" });
	html = print(p);
	assert_non_null(strstr(html, "Recertified · official"));
	assert_non_null(strstr(html, "<dt>Source</dt><dd>Recount</dd>"));
	assert_non_null(strstr(html, "<dt>As of</dt><dd>7 Dec 2020</dd>"));
}

static void
add_rung(struct node *ladder, int64_t value, int64_t change)
{
	doc_add_rung(ladder, &(struct doc_rung){ .title = "A count",
	    .badge = { STAGE_CERTIFIED, STANDING_SUPERSEDED }, .value = value,
	    .change = change });
}

static void
the_ladder_begins_at_a_tie(void **state)
{
	struct page *p = *state;
	struct node *l = doc_ladder(doc_section(p->d->body, "one", "One"));
	const char *html;

	add_rung(l, 12670, NUM_UNKNOWN);
	add_rung(l, 12284, -386);
	html = print(p);
	assert_non_null(strstr(html, "0: a tie"));
	assert_non_null(strstr(html, "x1=\"0%\" x2=\"0%\""));
	assert_non_null(strstr(html, "<span class=\"step\">first</span>"));
	assert_non_null(strstr(html, "<span class=\"step\">−386</span>"));
}

static void
a_ladder_of_leads_for_the_other_side_ends_at_a_tie(void **state)
{
	struct page *p = *state;
	struct node *l = doc_ladder(doc_section(p->d->body, "one", "One"));

	add_rung(l, -17115, NUM_UNKNOWN);
	assert_non_null(strstr(print(p), "x1=\"100%\" x2=\"100%\""));
}

static void
an_empty_ladder_and_one_of_ties_can_be_drawn(void **state)
{
	struct page *p = *state;
	struct node *s = doc_section(p->d->body, "one", "One");
	const char *html;

	doc_ladder(s);
	add_rung(doc_ladder(s), 0, NUM_UNKNOWN);
	add_rung(doc_ladder(s), NUM_UNKNOWN, NUM_UNKNOWN);
	html = print(p);
	assert_null(strstr(html, "nan"));
	assert_null(strstr(html, "\"inf"));
	assert_null(strstr(html, "\"-inf"));
	assert_non_null(strstr(html, "unknown"));
}

static void
a_drawing_without_links_is_an_image_with_words(void **state)
{
	struct page *p = *state;
	struct picture *pic = picture_new(&p->a, 100, 50, "One dot");

	picture_circle(pic, LOOK_DOT, 10.04, 20.26, 4)->title = "Alder: +3";
	doc_chart(doc_section(p->d->body, "one", "One"), "Dots", pic, NULL);
	print(p);
	assert_non_null(strstr(p->out.p, "role=\"img\" aria-label=\"One dot\""));
	assert_non_null(strstr(p->out.p, "<circle cx=\"10\" cy=\"20.3\" r=\"4\" "
	    "class=\"dot\"><title>Alder: +3</title></circle>"));
}

static void
a_drawing_with_links_is_a_group_of_named_links(void **state)
{
	struct page *p = *state;
	struct picture *pic = picture_new(&p->a, 100, 50, "One unit");
	struct shape *s = picture_rect(pic, LOOK_TONE3, 0, 0, 5, 5);

	s->title = "Alder: +3";
	s->href = "county/alder.html";
	doc_chart(doc_section(p->d->body, "one", "One"), "Map", pic, NULL);
	print(p);
	assert_non_null(strstr(p->out.p, "role=\"group\" aria-label=\"One unit\""));
	assert_non_null(strstr(p->out.p, "<a tabindex=\"-1\" "
	    "href=\"../county/alder.html\" aria-label=\"Alder: +3\">"));
}

static void
the_same_document_gives_the_same_bytes(void **state)
{
	struct page *p = *state;
	char *first;

	table_of(p, 5);
	print(p);
	first = arena_str(&p->a, p->out.p, p->out.len);
	assert_string_equal(print(p), first);
}

#define PAGE(test) cmocka_unit_test_setup_teardown(test, open_page, close_page)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PAGE(a_hostile_text_cannot_become_markup),
		PAGE(an_address_with_a_scheme_of_its_own_is_not_written),
		PAGE(a_page_has_a_policy_a_language_a_title_and_a_way_past_the_navigation),
		PAGE(headings_follow_the_depth_of_their_section),
		PAGE(the_contents_name_every_section_even_side_by_side),
		PAGE(a_table_says_what_its_headers_are_of),
		PAGE(a_wide_table_can_be_scrolled_by_keyboard),
		PAGE(a_narrow_table_is_no_stop_for_the_keyboard),
		PAGE(a_figure_never_stands_without_stage_source_and_day),
		PAGE(the_ladder_begins_at_a_tie),
		PAGE(a_ladder_of_leads_for_the_other_side_ends_at_a_tie),
		PAGE(an_empty_ladder_and_one_of_ties_can_be_drawn),
		PAGE(a_drawing_without_links_is_an_image_with_words),
		PAGE(a_drawing_with_links_is_a_group_of_named_links),
		PAGE(the_same_document_gives_the_same_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
