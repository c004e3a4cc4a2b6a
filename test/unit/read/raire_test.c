/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "read/raire.h"

#define HEAD "1\nContest,339,4,15,16,17,18,winner,17\n"

static bool
read_text(struct arena *a, const char *text, struct raire_file *f,
    struct err *e)
{
	struct memory m = { text, strlen(text) };

	return raire_read(a, (struct feed){ memory_fill, &m, "f.raire" }, f,
	    e);
}

static bool
read_json(struct arena *a, const char *text, struct raire_problem *p,
    struct err *e)
{
	struct memory m = { text, strlen(text) };

	return raire_read_json(a, (struct feed){ memory_fill, &m, "f.json" },
	    p, e);
}

static void
ballots_of_several_contests_are_put_together(void **state)
{
	struct arena a = { 0 };
	struct raire_file f;
	struct err e = { 0 };
	int64_t votes[4];

	(void)state;
	if (!read_text(&a, "2\nContest,339,4,15,16,17,18,winner,17\n"
	    "Contest,3,2,2,a-long-name-of-a-choice,informal,7\n339,99_1,17\n"
	    "339,99_3,16\n339,99_6,18,17,15,16\n339,99_7\n339,99_9,\n"
	    "3,99_6,a-long-name-of-a-choice,2\n339,99_8,17\n", &f, &e))
		fail_msg("%s", e.text);
	assert_int_equal(f.contests, 2);
	assert_string_equal(f.contest[0].choice[2], "17");
	assert_int_equal(f.contest[0].winner, 2);
	assert_int_equal(f.contest[0].informal, NUM_UNKNOWN);
	assert_int_equal(f.contest[1].winner, SIZE_MAX);
	assert_int_equal(f.contest[1].informal, 7);
	assert_int_equal(f.contest[0].rankings.total, 6);
	assert_int_equal(f.contest[0].rankings.n, 4);
	assert_int_equal(rankings_tally(&f.contest[0].rankings, 15, votes), 2);
	assert_int_equal(votes[2], 2);
	assert_int_equal(rankings_ahead(&f.contest[1].rankings, 1, 0), 1);
	arena_free(&a);
}

/* What is wrong, and what is said of it. */
static const struct {
	const char *text, *said;
} bad[] = {
	{ "", "f.raire: found the end of the file, expected the number of contests" },
	{ "x\n", "f.raire:1:1: contests: found \"x\", expected a whole number" },
	{ "0\n", "f.raire:1:1: found 0 contests in 1 fields, expected a number from 1 to 4096 alone" },
	{ "1\n", "expected a line that announces a contest" },
	{ "1\nContest,1,2,5\n", "f.raire:2:11: found 2 choices, expected 1 to 64, and as many ids to follow (1 fields do)" },
	{ "1\nContest,1,0,5\n", "f.raire:2:11: found 0 choices" },
	{ "1\nContest,1,2,5,5\n", "f.raire:2:15: contest 1: found choice 5 a second time" },
	{ "1\nContest,1,2,5,\n", "contest 1: found an empty choice, expected an id" },
	{ "1\nContest,1,2,5,6,winner,7\n", "f.raire:2:24: contest 1: found winner 7, expected one of its choices" },
	{ "1\nContest,1,2,5,6,order,7\n", "f.raire:2:17: contest 1: found \"order\" after its 2 choices" },
	{ "1\nContest,1,2,5,6,winner\n", "found \"winner\" after its 2 choices" },
	{ "2\nContest,1,1,5\nContest,1,1,5\n", "f.raire:3:9: found contest 1 a second time" },
	{ HEAD "339,1,15,19\n", "f.raire:3:10: contest 339, ballot 1: found \"19\" at rank 2, expected a choice of the contest" },
	{ HEAD "339,1,15,16,15\n", "f.raire:3:13: contest 339, ballot 1: found 15 a second time at rank 3, expected each choice once" },
	{ HEAD "339,1,15,,16\n", "found \"\" at rank 2, expected a choice of the contest" },
	{ HEAD "339,1,15\n339,1,16\n", "f.raire:4:5: contest 339: found ballot 1 a second time" },
	{ HEAD "3,1,15\n", "f.raire:3:1: found contest 3, expected one that was announced" },
	{ HEAD "339,,15\n", "f.raire:3:5: contest 339: found an empty id of a ballot" },
	{ HEAD "339\n", "f.raire:3:1: found \"339\" alone, expected a contest, a ballot and its ranking" },
};

static void
what_is_wrong_is_said_with_line_and_field(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct arena a = { 0 };
		struct raire_file f;
		struct err e = { 0 };

		assert_false(read_text(&a, bad[i].text, &f, &e));
		if (strstr(e.text, bad[i].said) == NULL)
			fail_msg("found \"%s\", expected \"%s\"", e.text,
			    bad[i].said);
		arena_free(&a);
	}
}

static void
many_ballots_are_told_apart(void **state)
{
	struct arena a = { 0 };
	struct buf text CLEANUP(buf_free) = { 0 };
	struct raire_file f;
	struct err e = { 0 };

	(void)state;
	buf_str(&text, HEAD);
	for (int i = 0; i < 20000; i++)
		buf_printf(&text, "339,b%d,%d\n", i, 15 + i % 4);
	if (!read_text(&a, text.p, &f, &e))
		fail_msg("%s", e.text);
	assert_int_equal(f.contest[0].rankings.total, 20000);
	buf_str(&text, "339,b7,15\n");
	assert_false(read_text(&a, text.p, &f, &e));
	assert_string_equal(e.text,
	    "f.raire:20003:5: contest 339: found ballot b7 a second time");
	arena_free(&a);
}

#define AUDIT "\"audit\":{\"type\":\"MACRO\",\"confidence\":0.05," \
	"\"error_inflation_factor\":1.1,\"total_auditable_ballots\":99}"

static void
a_problem_is_read_with_what_it_asks(void **state)
{
	struct arena a = { 0 };
	struct raire_problem p;
	struct err e = { 0 };

	(void)state;
	if (!read_json(&a, "{\"metadata\":{\"candidates\":[\"A\",\"B\"],"
	    "\"contest\":\"Mayor\",\"note\":[{\"x\":1}]},\"num_candidates\":2,"
	    "\"votes\":[{\"n\":7,\"prefs\":[1,0]},{\"prefs\":[],\"n\":2},"
	    "{\"n\":1,\"prefs\":[1,0]}],\"winner\":1,"
	    "\"trim_algorithm\":\"MinimizeTree\"," AUDIT "}", &p, &e))
		fail_msg("%s", e.text);
	assert_string_equal(p.contest, "Mayor");
	assert_string_equal(p.name[1], "B");
	assert_int_equal(p.winner, 1);
	assert_string_equal(p.measure, "MACRO");
	assert_string_equal(p.confidence, "0.05");
	assert_string_equal(p.inflation, "1.1");
	assert_int_equal(p.ballots, 99);
	assert_int_equal(p.rankings.n, 2);
	assert_int_equal(p.rankings.total, 10);
	arena_free(&a);
}

static const struct {
	const char *text, *said;
} bad_json[] = {
	{ "[]", "f.json:1:1: found another kind of value, expected an object" },
	{ "{}", "f.json: found no num_candidates" },
	{ "{\"num_candidates\":65}", "f.json:1:19: num_candidates: found 65, expected 1 to 64" },
	{ "{\"num_candidates\":2,\"winner\":2}", "winner: found 2, expected 0 to 1" },
	{ "{\"votes\":[]}", "f.json:1:10: found votes, expected num_candidates before them" },
	{ "{\"num_candidates\":2,\"votes\":[{\"n\":1,\"prefs\":[2]}]}", "f.json:1:46: prefs: found 2, expected 0 to 1" },
	{ "{\"num_candidates\":2,\"votes\":[{\"n\":1,\"prefs\":[1,1]}]}", "prefs: found 1 a second time, expected each once" },
	{ "{\"num_candidates\":2,\"votes\":[{\"n\":-1,\"prefs\":[1]}]}", "n: found -1, expected" },
	{ "{\"num_candidates\":2,\"votes\":[{\"n\":1}]}", "f.json:1:30: votes: found no prefs, expected n and prefs" },
	{ "{\"num_candidates\":2,\"votes\":[{\"prefs\":[]}]}", "votes: found no n, expected n and prefs" },
	{ "{\"num_candidates\":2,\"votes\":[{\"m\":1}]}", "votes: found m, expected n or prefs" },
	{ "{\"num_candidates\":2,\"voters\":[]}", "f.json:1:21: found voters, expected metadata" },
	{ "{\"num_candidates\":2,\"metadata\":{\"candidates\":[\"A\"]}}", "f.json:1: metadata.candidates: found 1 names, expected 2" },
	{ "{\"num_candidates\":2,\"audit\":{\"alpha\":1}}", "found audit.alpha, expected type" },
	{ "{\"num_candidates\":2", "f.json:1:" },
};

static void
what_is_wrong_in_a_problem_is_said(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof bad_json / sizeof *bad_json; i++) {
		struct arena a = { 0 };
		struct raire_problem p;
		struct err e = { 0 };

		assert_false(read_json(&a, bad_json[i].text, &p, &e));
		if (strstr(e.text, bad_json[i].said) == NULL)
			fail_msg("found \"%s\", expected \"%s\"", e.text,
			    bad_json[i].said);
		arena_free(&a);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ballots_of_several_contests_are_put_together),
		cmocka_unit_test(what_is_wrong_is_said_with_line_and_field),
		cmocka_unit_test(many_ballots_are_told_apart),
		cmocka_unit_test(a_problem_is_read_with_what_it_asks),
		cmocka_unit_test(what_is_wrong_in_a_problem_is_said),
	};

	return cmocka_run_group_tests_name("raire", tests, NULL, NULL);
}
