/* SPDX-License-Identifier: Apache-2.0 */
#include "shell.h"

static const struct cmd *const all[] = { &cmd_init, &cmd_import, &cmd_compare,
	&cmd_reconcile, &cmd_recount, &cmd_electors, &cmd_law_deadlines,
	&cmd_law_show, &cmd_report, &cmd_demo };
#define COMMANDS (sizeof all / sizeof *all)

static void
an_unknown_command_is_named(void **state)
{
	struct shell *s = *state;

	run(s, "count", NULL);
	refused(s, 2, "'count' is not a command ('canvass help' lists them)");
	run(s, "help", "count", NULL);
	refused(s, 2, "'count' is not a command ('canvass help' lists them)");
}

static void
an_unknown_option_is_named(void **state)
{
	struct shell *s = *state;

	run(s, "compare", "E", "--kontest", "gov", NULL);
	refused(s, 2, "compare has no option --kontest ('canvass compare "
	    "--help' lists them)");
	run(s, "compare", "E", "--kontest=gov", NULL);
	refused(s, 2, "compare has no option --kontest ('canvass compare "
	    "--help' lists them)");
	run(s, "compare", "E", "-x", NULL);
	refused(s, 2, "compare has no option -x");
	run(s, "demo", "made-up", "--json", NULL);
	assert_says(s->err, "demo has no option --json");
}

static void
the_start_of_an_options_name_is_not_enough(void **state)
{
	struct shell *s = *state;

	run(s, "compare", "E", "--con", "gov", NULL);
	assert_says(s->err, "compare has no option --con ");
	run(s, "compare", "E", "--contests", "gov", NULL);
	assert_says(s->err, "compare has no option --contests ");
}

static void
a_value_stands_behind_the_option_or_behind_an_equals_sign(void **state)
{
	struct shell *s = *state;
	char *folder = make(s);

	run(s, "compare", folder, "--contest", "x", NULL);
	refused(s, 3, "Two counties has no contest 'x' (the first is 'gov')");
	run(s, "compare", "--contest=x", folder, NULL);
	refused(s, 3, "Two counties has no contest 'x' (the first is 'gov')");
	run(s, "compare", folder, "--contest=a=b", NULL);
	refused(s, 3, "Two counties has no contest 'a=b' (the first is 'gov')");
	run(s, "compare", folder, "--contest=", NULL);
	refused(s, 3, "Two counties has no contest '' (the first is 'gov')");
}

static void
an_option_without_its_value_is_refused(void **state)
{
	struct shell *s = *state;

	run(s, "compare", "E", "--contest", NULL);
	refused(s, 2, "--contest needs ID");
	run(s, "compare", "E", "--json=yes", NULL);
	refused(s, 2, "--json takes no value");
	run(s, "import", "E", "x.csv", "--quotes=yes", NULL);
	refused(s, 2, "--quotes takes no value");
}

static void
an_option_given_twice_is_refused_unless_it_may_be(void **state)
{
	struct shell *s = *state;

	run(s, "compare", "E", "--contest", "a", "--contest=b", NULL);
	refused(s, 2, "--contest is given twice");
	run(s, "import", "E", "x.csv", "--quotes", "--quotes", NULL);
	refused(s, 2, "--quotes is given twice");
	run(s, "import", in(s, "nowhere"), "x.csv", "--map", "reed=R",
	    "--map", "unit=U", NULL);
	assert_says(s->err, "found no election here");
}

static void
json_and_csv_are_not_given_together(void **state)
{
	struct shell *s = *state;

	run(s, "compare", "E", "--json", "--csv", NULL);
	refused(s, 2, "--json and --csv cannot be given together");
	run(s, "compare", "--csv", "E", "--json", NULL);
	refused(s, 2, "--json and --csv cannot be given together");
}

static void
behind_two_dashes_nothing_is_an_option(void **state)
{
	struct shell *s = *state;

	run(s, "compare", "--", "--contest", NULL);
	assert_says(s->err, "--contest: found no election here");
	run(s, "compare", "--", "--help", NULL);
	assert_says(s->err, "--help: found no election here");
	assert_string_equal(s->out, "");
}

static void
a_single_dash_is_an_argument(void **state)
{
	struct shell *s = *state;

	run(s, "compare", "-", NULL);
	assert_says(s->err, "-: found no election here");
}

static void
too_few_or_too_many_arguments_show_the_usage(void **state)
{
	struct shell *s = *state;

	run(s, "compare", NULL);
	refused(s, 2, "usage: canvass compare ELECTION");
	run(s, "compare", "E", "F", NULL);
	refused(s, 2, "usage: canvass compare ELECTION");
	run(s, "law", "deadlines", "made-up", "more", NULL);
	refused(s, 2, "usage: canvass law deadlines RULES");
}

static void
a_command_of_two_words_takes_both(void **state)
{
	struct shell *s = *state;

	run(s, "law", "show", "nowhere", NULL);
	refused(s, 3, "rules/nowhere.yaml: not found among the files that come "
	    "with canvass");
	run(s, "recount", "eligibility", NULL);
	assert_says(s->err, "usage: canvass recount eligibility ELECTION");
}

static void
messages_do_not_command_the_terminal(void **state)
{
	struct shell *s = *state;

	run(s, "\x1b[2Jx\u202ey", NULL);
	refused(s, 2, "'<U+001B>[2Jx<U+202E>y' is not a command ('canvass "
	    "help' lists them)");
	run(s, "compare", "\x1b]0;title\a", NULL);
	assert_null(strpbrk(s->err, "\x1b\a"));
	assert_says(s->err, "<U+001B>]0;title<U+0007>: found no election");
}

static void
without_words_the_commands_are_listed_and_nothing_was_done(void **state)
{
	struct shell *s = *state;

	assert_int_equal(run(s, NULL), 2);
	assert_says(s->out, "usage: canvass COMMAND");
	/* The second words of commands that begin alike stand in one line. */
	for (size_t i = 0; i < COMMANDS; i++) {
		const char *second = strchr(all[i]->name, ' ');

		/* Two commands may share a line. */
		assert_says(s->out, strstr(s->out, all[i]->summary) != NULL ?
		    all[i]->summary : second != NULL ? second + 1 :
		    all[i]->name);
	}
}

static void
the_first_word_of_commands_tells_what_each_does(void **state)
{
	struct shell *s = *state;

	assert_int_equal(run(s, "help", "law", NULL), 0);
	assert_says(s->out, "  law show             what a rule file says");
	assert_says(s->out, "  law deadlines ");
	assert_null(strstr(s->out, "compare"));
	assert_int_equal(run(s, "help", "lawn", NULL), 2);
}

static void
help_is_the_same_however_it_is_asked_for(void **state)
{
	struct shell *s = *state;
	const char *first;

	assert_int_equal(run(s, "help", NULL), 0);
	first = s->out;
	assert_int_equal(run(s, "--help", NULL), 0);
	assert_string_equal(s->out, first);
	assert_int_equal(run(s, "-h", NULL), 0);
	assert_string_equal(s->out, first);
	run(s, "help", "law", "show", NULL);
	first = s->out;
	assert_int_equal(run(s, "law", "show", "--bad", "--help", NULL), 0);
	assert_string_equal(s->out, first);
	assert_int_equal(run(s, "law", "show", "-h", NULL), 0);
	assert_string_equal(s->out, first);
}

/* Characters, not bytes: a continuation byte takes no column. */
static void
assert_fits_a_screen(const char *text, const char *of)
{
	int lines = 0, column = 0;

	for (; *text != '\0'; text++) {
		column += ((unsigned char)*text & 0xC0) != 0x80;
		if (*text != '\n')
			continue;
		if (column - 1 > 80)
			fail_msg("help of %s: a line of %d columns", of,
			    column - 1);
		column = 0;
		lines++;
	}
	if (lines > 24)
		fail_msg("help of %s: %d lines", of, lines);
}

static void
every_help_fits_a_screen(void **state)
{
	struct shell *s = *state;

	run(s, "help", NULL);
	assert_fits_a_screen(s->out, "canvass");
	for (size_t i = 0; i < COMMANDS; i++) {
		char *word = arena_text(&s->a, all[i]->name);
		char *second = strchr(word, ' ');

		if (second != NULL)
			*second++ = '\0';
		run(s, "help", word, second, NULL);
		assert_int_equal(s->status, 0);
		assert_says(s->out, all[i]->summary);
		assert_fits_a_screen(s->out, all[i]->name);
	}
}

static void
every_option_says_what_it_is(void **state)
{
	(void)state;
	for (size_t i = 0; i < COMMANDS; i++)
		for (const struct option *o = all[i]->option;
		    o != NULL && o->name != NULL; o++)
			assert_true(strlen(o->help) > 5);
}

static void
the_version_is_one_line(void **state)
{
	struct shell *s = *state;

	assert_int_equal(run(s, "--version", NULL), 0);
	assert_int_equal(strncmp(s->out, "canvass ", 8), 0);
	assert_ptr_equal(strchr(s->out, '\n'), s->out + strlen(s->out) - 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_FOLDER(an_unknown_command_is_named),
		IN_A_FOLDER(an_unknown_option_is_named),
		IN_A_FOLDER(the_start_of_an_options_name_is_not_enough),
		IN_A_FOLDER(a_value_stands_behind_the_option_or_behind_an_equals_sign),
		IN_A_FOLDER(an_option_without_its_value_is_refused),
		IN_A_FOLDER(an_option_given_twice_is_refused_unless_it_may_be),
		IN_A_FOLDER(json_and_csv_are_not_given_together),
		IN_A_FOLDER(behind_two_dashes_nothing_is_an_option),
		IN_A_FOLDER(a_single_dash_is_an_argument),
		IN_A_FOLDER(too_few_or_too_many_arguments_show_the_usage),
		IN_A_FOLDER(a_command_of_two_words_takes_both),
		IN_A_FOLDER(messages_do_not_command_the_terminal),
		IN_A_FOLDER(without_words_the_commands_are_listed_and_nothing_was_done),
		IN_A_FOLDER(help_is_the_same_however_it_is_asked_for),
		IN_A_FOLDER(the_first_word_of_commands_tells_what_each_does),
		IN_A_FOLDER(every_help_fits_a_screen),
		IN_A_FOLDER(every_option_says_what_it_is),
		IN_A_FOLDER(the_version_is_one_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
