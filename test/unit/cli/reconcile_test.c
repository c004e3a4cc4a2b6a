/* SPDX-License-Identifier: Apache-2.0 */
/* reconcile: what is said of findings, and what is not. */
#include "shell.h"

#include <dirent.h>
#include <sys/stat.h>

static const char batches[] =
    "unit,label,reed,stone\n"
    "Alder,Batch 1,31,20\nAlder,Batch 2,44,63\nAlder,Batch 3,57,12\n"
    "Alder,Batch 4,28,71\nAlder,Batch 5,66,35\nAlder,batch 03,57,12\n"
    "Birch,Batch 1,12,13\n";

/* A hand tally of which one batch of 57 to 12 was entered twice. */
static void
tally(struct shell *s, const char *flag)
{
	make(s);
	run(s, "import", in(s, "E"), put(s, "in.csv", batches), "--id", "b",
	    "--count", "original", "--part", "batch", flag, NULL);
	assert_string_equal(s->err, "");
}

static void
an_effect_is_withheld_with_the_votes_it_would_tell(void **state)
{
	struct shell *s = *state;

	tally(s, NULL);
	run(s, "reconcile", in(s, "E"), "--json", NULL);
	assert_says(s->out, "\"code\": \"BATCH_SPELLING\"");
	assert_says(s->out, "\"effect\": null");
	assert_says(s->out, "\"margin_effect\": null");
	run(s, "reconcile", in(s, "E"), "--csv", NULL);
	assert_null(strstr(s->out, "45"));
	run(s, "reconcile", in(s, "E"), NULL);
	assert_null(strstr(s->out, "45"));
}

static void
an_effect_is_told_where_the_votes_are_public(void **state)
{
	struct shell *s = *state;

	tally(s, "--already-public");
	run(s, "reconcile", in(s, "E"), "--json", NULL);
	assert_says(s->out, "\"margin_effect\": 45");
	run(s, "reconcile", in(s, "E"), NULL);
	assert_says(s->out, "change the margin by 45 at");
	run(s, "reconcile", in(s, "E"), "--summary", NULL);
	assert_says(s->out, "1 finding must be explained or mended.");
	assert_says(s->out, "One batch under different spellings");
	assert_null(strstr(s->out, "The findings"));
}

static void
every_source_that_was_read_is_named_with_its_stage_and_day(void **state)
{
	struct shell *s = *state;

	make(s);
	run(s, "import", in(s, "E"), put(s, "in.csv",
	    "unit,reed,stone\nAlder,10,5\nBirch,3,4\n"), "--title", "By county",
	    "--as-of", "2031-05-20", NULL);
	assert_int_equal(run(s, "reconcile", in(s, "E"), NULL), 0);
	assert_says(s->out, "Nothing was found: everything that could be "
	    "compared agrees.");
	assert_says(s->out, "By county  Certified  20 May 2031");
	run(s, "reconcile", in(s, "E"), "--json", NULL);
	assert_says(s->out, "\"schema\": \"canvass-reconcile-1\"");
	assert_says(s->out, "\"stage\": \"certified\",\n"
	    "      \"as_of\": \"2031-05-20\"");
}

/* The table of E, of which we know how it begins. */
static char *
table_of(struct shell *s)
{
	static const char head[] = "unit,label,method,line,";
	DIR *d = opendir(in(s, "E/objects"));
	struct dirent *f;
	char *path = NULL;

	while ((f = readdir(d)) != NULL) {
		char *at = in(s, arena_printf(&s->a, "E/objects/%s", f->d_name));

		if (f->d_name[0] != '.' &&
		    strncmp(get(s, at), head, strlen(head)) == 0)
			path = at;
	}
	closedir(d);
	assert_non_null(path);
	return path;
}

static void
a_table_of_which_a_digit_was_changed_is_not_read(void **state)
{
	struct shell *s = *state;
	char *path, *text, *digit;
	FILE *f;

	tally(s, NULL);
	path = table_of(s);
	text = arena_text(&s->a, get(s, path));
	digit = strstr(text, "57,12");
	assert_non_null(digit);
	digit[0] = '6';
	assert_int_equal(chmod(path, 0600), 0);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
	run(s, "reconcile", in(s, "E"), NULL);
	assert_int_equal(s->status, 5);
	assert_string_equal(s->out, "");
	assert_says(s->err, "damaged: its SHA-256 is");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_FOLDER(an_effect_is_withheld_with_the_votes_it_would_tell),
		IN_A_FOLDER(an_effect_is_told_where_the_votes_are_public),
		IN_A_FOLDER(a_table_of_which_a_digit_was_changed_is_not_read),
		IN_A_FOLDER(every_source_that_was_read_is_named_with_its_stage_and_day),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
