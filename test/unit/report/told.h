/* SPDX-License-Identifier: Apache-2.0 */
/* told: what a document says, as one line of words; small counts to tell of. */
#ifndef TOLD_H
#define TOLD_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "count/compare.h"
#include "law/law.h"
#include "report/doc.h"
#include "report/term.h"

#define U NUM_UNKNOWN

/* told(a, d): The whole of ${d}, blanks and line ends made one blank each. */
static inline const char *
told(struct arena *a, const struct doc *d)
{
	struct buf out CLEANUP(buf_free) = { 0 };
	char *text, *to;

	term_print(&out, d, 200, false);
	text = to = arena_str(a, out.p, out.len);
	for (const char *p = out.p; *p != '\0'; p++) {
		char c = *p == '\n' ? ' ' : *p;

		if (c != ' ' || (to > text && to[-1] != ' '))
			*to++ = c;
	}
	*to = '\0';
	return text;
}

/* assert_says(text, part): As strstr, showing both if it is not there. */
#define assert_says(text, part) do { \
	if (strstr((text), (part)) == NULL) \
		fail_msg("'%s' is not in '%s'", (part), (text)); \
} while (0)

/* Three units, two choices, up to three counts; the second is an audit. */
static const struct unit told_units[] = { { "01", "Alder" },
	{ "02", "Birch" }, { "03", "Cedar" } };
static const struct choice told_choices[] = {
	{ "reed", "Alma Reed", "Reed", "" },
	{ "stone", "Ivo Stone", "Stone", "" } };
static const struct count told_counts[] = {
	{ "original", "First count", COUNT_ORIGINAL, STAGE_CERTIFIED, false,
	  { 18580 } },
	{ "hand", "Hand tally", COUNT_HAND_TALLY, STAGE_HAND_TALLY, true,
	  { 18585 } },
	{ "recount", "Recount", COUNT_RECOUNT, STAGE_RECERTIFIED, false,
	  { 18590 } },
};

struct tale {
	struct arena         a;
	struct contest       contest;
	struct source        source[3];
	struct election      el;
	struct official_rule official[3];
	struct law           law;
	struct compare      *c;
	struct err           e;
};

/* Votes of Reed and Stone in each unit; { U, U } where there are none. */
typedef const int64_t votes_of_units[3][2];

static void
tale_rules(struct tale *t)
{
	for (uint16_t i = 0; i < 3; i++)
		t->official[i] = (struct official_rule){
			.rule = { .id = "o", .title = "O", .cite = "Section 1",
			    .from = DAY_UNKNOWN, .to = DAY_UNKNOWN,
			    .note = "" },
			.kind = told_counts[i].kind, .official = i != 1,
			.rank = i, .means = "It is a count." };
	t->law = (struct law){ .name = "made-up", .title = "Rules",
		.official = t->official, .officials = 3,
		.zone = { .name = "UTC", .standard = "UTC", .daylight = "UTC",
		    .spoken = "Arcadian" } };
}

/* tale_begin(t, counts): An election that was counted ${counts} times. */
static inline void
tale_begin(struct tale *t, uint16_t counts)
{
	*t = (struct tale){ .contest = { .id = "gov", .title = "Governor",
		.choice = told_choices, .choices = 2, .votes_allowed = 1,
		.winners = 1, .date = { 18570 }, .office = "state" } };
	for (uint16_t i = 0; i < counts; i++)
		t->source[i] = (struct source){ .id = told_counts[i].id,
			.title = told_counts[i].title, .publisher = "The Board",
			.cite = "C", .part = PART_UNIT, .count = { i },
			.as_of = { 18580 + 5 * i }, .as_of_text = "",
			.sha256 = "", .table = "", .file = "", .format = "" };
	t->el = (struct election){ .id = "e", .title = "Arcadia 2020",
		.jurisdiction = "Arcadia", .unit_word = "county",
		.units_word = "counties", .date = { 18570 },
		.unit = told_units, .units = 3, .contest = &t->contest,
		.contests = 1, .count = told_counts, .counts = counts,
		.source = t->source, .sources = counts, .electors = "e.csv",
		.demonstration = "" };
	tale_rules(t);
	t->c = compare_new(&t->a, &t->el, (struct contest_ix){ 0 }, &t->law);
}

static inline void
tale_add(struct tale *t, uint16_t count, votes_of_units n)
{
	for (uint32_t u = 0; u < 3; u++) {
		int64_t v[2 + EXTRAS] = { n[u][0], n[u][1], U, U, U, U, U };
		struct row row = { "", "", 1, v };
		struct sheet s = { &row, n[u][0] != U, 2 + EXTRAS };

		assert_true(compare_add(t->c, (struct unit_ix){ u },
		    (struct count_ix){ count }, &s, &t->e));
	}
}

static inline void
tale_end(struct tale *t)
{
	assert_true(compare_finish(t->c, &t->e));
}

#endif
