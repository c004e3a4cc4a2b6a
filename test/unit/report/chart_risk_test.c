/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "report/chart_risk.h"
#include "report/draw.h"

static const struct shape *
text_of(const struct picture *p, const char *text)
{
	for (const struct shape *s = p->first; s != NULL; s = s->next)
		if (s->kind == SHAPE_TEXT && strcmp(s->text, text) == 0)
			return s;
	return NULL;
}

static double
least_dot(const struct picture *p)
{
	double y = 0;

	for (const struct shape *s = p->first; s != NULL; s = s->next)
		if (s->kind == SHAPE_CIRCLE)
			y = fmax(y, s->a.y);
	return y;
}

static struct picture *
drawn(struct arena *a, const double *risk, size_t n, size_t lines)
{
	static const char *const name[] = { "Mayor", "Sheriff", "Judge" };
	struct chart_risk_line line[3];

	for (size_t i = 0; i < lines; i++)
		line[i] = (struct chart_risk_line){ name[i], risk, n };
	return chart_risk(a, &(struct chart_risk){ .label = "x", .desc = "y",
	    .limit = .05, .line = line, .lines = lines });
}

static void
the_scale_goes_as_far_as_the_risk_did(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	static const double risk[] = { 1, .1, 3e-5 };
	struct picture *p = drawn(&a, risk, 3, 1);

	(void)state;
	assert_non_null(text_of(p, "0.001%"));
	assert_null(text_of(p, "0.0001%"));
	assert_true(least_dot(p) < text_of(p, "0.001%")->a.y - 5);
}

static void
no_risk_at_all_is_drawn_at_the_end_of_the_scale(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	static const double risk[] = { 1, 1e-30, 0 };
	struct picture *p = drawn(&a, risk, 3, 1);

	(void)state;
	assert_non_null(text_of(p, "0.000001%"));
	assert_true(fabs(least_dot(p) + 4 - text_of(p, "0.000001%")->a.y) < 1);
}

static void
the_last_of_many_draws_is_drawn(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	static double risk[1001];
	struct picture *p;

	(void)state;
	for (size_t i = 0; i < 1001; i++)
		risk[i] = i < 1000 ? 1 : .001;
	p = drawn(&a, risk, 1001, 1);
	assert_true(least_dot(p) > text_of(p, "risk limit")->a.y);
}

static void
names_do_not_cover_each_other(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	static const double risk[] = { .5, .05 };
	struct picture *p = drawn(&a, risk, 2, 3);
	const double y[] = { text_of(p, "Judge")->a.y, text_of(p, "Mayor")->a.y,
		text_of(p, "Sheriff")->a.y, text_of(p, "risk limit")->a.y };

	(void)state;
	for (size_t i = 1; i < 4; i++)
		assert_true(y[i] - y[i - 1] > 14.9);
	assert_true(y[3] < p->height);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_scale_goes_as_far_as_the_risk_did),
		cmocka_unit_test(no_risk_at_all_is_drawn_at_the_end_of_the_scale),
		cmocka_unit_test(the_last_of_many_draws_is_drawn),
		cmocka_unit_test(names_do_not_cover_each_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
