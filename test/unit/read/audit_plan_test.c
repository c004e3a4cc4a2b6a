/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "read/audit_plan.h"
#include "text/canon.h"

#define PLAN "{\"audit\":\"mayor\",\"contests\":[{\"ballots\":100,\"choices\":" \
	"[\"reed\",\"stone\"],\"contest\":\"mayor\",\"kind\":\"majority\"," \
	"\"runoff\":true,\"targeted\":true,\"threshold\":\"1/2\",\"votes\":" \
	"[60,30],\"votes_allowed\":1,\"winners\":1}],\"method\":\"macro\"," \
	"\"rates\":{\"o1\":\"1/1000\",\"o2\":\"0\",\"u1\":\"0\",\"u2\":\"0\"}," \
	"\"risk_limit\":\"1/20\",\"sampler\":\"ppeb\",\"schema\":" \
	"\"canvass-audit-plan-1\"}"

static void
what_is_read_is_written_the_same(void **state)
{
	struct buf b CLEANUP(buf_free) = { 0 };
	struct arena a = { 0 };
	struct audit_plan p;
	struct err e;

	(void)state;
	if (!audit_plan_read(&a, (struct bytes){ PLAN, strlen(PLAN) }, "plan",
	    &p, &e))
		fail_msg("%s", e.text);
	assert_int_equal(p.method, METHOD_MACRO);
	assert_int_equal(p.sampler, SAMPLER_PPEB);
	assert_int_equal(p.contests, 1);
	assert_int_equal(p.targeted, 1);
	assert_int_equal(p.contest[0].tally.votes[1], 30);
	assert_true(p.contest[0].tally.runoff);
	audit_plan_write(&b, &p);
	assert_int_equal(b.len, strlen(PLAN));
	assert_memory_equal(b.p, PLAN, b.len);
	assert_true(canon_is(b.p, b.len));
	arena_free(&a);
}

/* PLAN with ${from} replaced by ${to} is refused, and the message names ${why}. */
static void
refused(const char *from, const char *to, const char *why)
{
	const char *at = strstr(PLAN, from);
	struct arena a = { 0 };
	struct audit_plan p;
	struct err e;
	char *text;

	assert_non_null(at);
	text = arena_printf(&a, "%.*s%s%s", (int)(at - PLAN), PLAN, to,
	    at + strlen(from));
	assert_false(audit_plan_read(&a, (struct bytes){ text, strlen(text) },
	    "plan", &p, &e));
	if (strstr(e.text, why) == NULL)
		fail_msg("found \"%s\", expected \"%s\"", e.text, why);
	arena_free(&a);
}

static void
what_is_wrong_is_named(void **state)
{
	(void)state;
	refused("plan-1", "plan-2", "\"schema\"");
	refused("\"macro\"", "\"guess\"", "\"method\"");
	refused("\"ppeb\"", "\"dice\"", "\"sampler\"");
	refused("\"1/20\"", "\"1\"", "\"risk_limit\"");
	refused("\"1/1000\"", "\"-1/1000\"", "\"o1\"");
	refused("[60,30]", "[60]", "\"votes\"");
	refused("[60,30]", "[60,-3]", "\"votes\"");
	refused("[60,30]", "[60,41]", "found 101 votes");
	refused("\"stone\"", "\"reed\"", "\"choices\"");
	refused("\"targeted\":true", "\"targeted\":false", "\"contests\"");
	refused("majority", "lottery", "\"kind\"");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_read_is_written_the_same),
		cmocka_unit_test(what_is_wrong_is_named),
	};

	return cmocka_run_group_tests_name("audit plan", tests, NULL, NULL);
}
