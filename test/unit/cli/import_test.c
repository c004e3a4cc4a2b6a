/* SPDX-License-Identifier: Apache-2.0 */
#include <dirent.h>

#include "shell.h"

#define GOOD "unit,reed,stone\nAlder,1,2\nBirch,3,4\n"

static int
by_name(const void *x, const void *y)
{
	return strcmp(*(char *const *)x, *(char *const *)y);
}

/* Every name below ${path}, and every byte, as one text. */
static void
describe(struct shell *s, struct buf *out, const char *path)
{
	char *name[64];
	size_t n = 0;
	DIR *d = opendir(path);

	if (d == NULL) {
		buf_printf(out, "%s\n%s\n", path, get(s, path));
		return;
	}
	for (struct dirent *x; (x = readdir(d)) != NULL;)
		if (strcmp(x->d_name, ".") != 0 && strcmp(x->d_name, "..") != 0)
			name[n++] = arena_printf(&s->a, "%s/%s", path,
			    x->d_name);
	closedir(d);
	qsort(name, n, sizeof *name, by_name);
	buf_printf(out, "%s/\n", path);
	for (size_t i = 0; i < n; i++)
		describe(s, out, name[i]);
}

static const char *
tree(struct shell *s)
{
	struct buf b CLEANUP(buf_free) = { 0 };

	describe(s, &b, in(s, "E"));
	return arena_text(&s->a, b.p);
}

static char *
list(struct shell *s, const char *imports)
{
	return put(s, "list.json", arena_printf(&s->a, "{ \"schema\": "
	    "\"canvass-imports-1\",\n  \"imports\": [\n%s ] }\n", imports));
}

static void
an_import_says_what_came_in(void **state)
{
	struct shell *s = *state;

	make(s);
	run(s, "import", in(s, "E"), put(s, "a.csv", GOOD), "--title",
	    "By county", NULL);
	assert_string_equal(s->err, "");
	assert_string_equal(s->out, "a                            "
	    "        2 rows  By county\n");
	run(s, "import", in(s, "E"), in(s, "a.csv"), "--id", "b", "--csv",
	    NULL);
	assert_says(s->out, "id,file,part,rows,bytes,sha256\r\nb,");
	assert_says(s->out, ",unit,2,36,");
}

static void
a_fault_in_the_last_of_three_files_leaves_everything_as_it_was(void **state)
{
	struct shell *s = *state;
	const char *before;

	make(s);
	put(s, "a.csv", GOOD);
	put(s, "b.csv", "unit,reed,stone\nAlder,5,6\nBirch,7,8\n");
	put(s, "c.csv", "unit,reed,stone\nAlder,1,2\nBirch,3,-4\n");
	before = tree(s);
	run(s, "import", in(s, "E"), "--from", list(s,
	    "{ \"file\": \"a.csv\" },\n{ \"file\": \"b.csv\", \"count\": "
	    "\"hand\" },\n{ \"file\": \"c.csv\" }"), NULL);
	assert_int_equal(s->status, 3);
	assert_says(s->err, "c.csv:3:9: ");
	assert_string_equal(s->out, "");
	assert_string_equal(tree(s), before);
	put(s, "c.csv", GOOD);
	run(s, "import", in(s, "E"), "--from", in(s, "list.json"), NULL);
	assert_int_equal(s->status, 0);
	assert_string_not_equal(tree(s), before);
}

static void
an_id_that_is_taken_is_refused(void **state)
{
	struct shell *s = *state;
	const char *before;

	make(s);
	run(s, "import", in(s, "E"), put(s, "a.csv", GOOD), NULL);
	before = tree(s);
	run(s, "import", in(s, "E"), in(s, "a.csv"), NULL);
	refused(s, 3, "the election has a source 'a' already; give another "
	    "--id");
	run(s, "import", in(s, "E"), "--from", list(s, "{ \"file\": \"a.csv\", "
	    "\"id\": \"x\" }, { \"file\": \"a.csv\", \"id\": \"x\" }"), NULL);
	assert_says(s->err, "has a source 'x' already");
	assert_string_equal(tree(s), before);
}

/* refuses(s, ...): What the election could not be read with is not kept. */
static void
refuses(struct shell *s, const char *option, const char *value,
    const char *says)
{
	const char *before = tree(s);

	run(s, "import", in(s, "E"), in(s, "a.csv"), option, value, NULL);
	assert_int_equal(s->status, 3);
	assert_says(s->err, says);
	assert_string_equal(s->out, "");
	assert_string_equal(tree(s), before);
}

static void
a_source_that_could_not_be_read_back_is_refused(void **state)
{
	struct shell *s = *state;

	make(s);
	put(s, "a.csv", GOOD);
	refuses(s, "--id", "a b", "command line: found \"a b\" for \"id\", "
	    "expected an id of letters, digits and - _ .");
	refuses(s, "--id", "../a", "found \"../a\" for \"id\"");
	refuses(s, "--id", "", "found \"\" for \"id\", expected something");
	refuses(s, "--title", "a\nb", "for \"title\", expected one line");
	refuses(s, "--title", "a\u202eb", "found a mark that turns the reading "
	    "direction");
	refuses(s, "--publisher", "\xff", "0xFF, which is not UTF-8");
	assert_int_equal(run(s, "compare", in(s, "E"), NULL), 1);
}

static void
a_source_of_a_list_is_refused_where_it_stands(void **state)
{
	struct shell *s = *state;

	make(s);
	put(s, "a.csv", GOOD);
	run(s, "import", in(s, "E"), "--from", list(s, "{ \"file\": \"a.csv\" "
	    "},\n{ \"file\": \"a.csv\", \"id\": \"a/b\" }"), NULL);
	assert_int_equal(s->status, 3);
	assert_says(s->err, "list.json:4:1: found \"a/b\" for \"id\"");
}

static void
an_import_is_of_a_file_or_of_a_list(void **state)
{
	struct shell *s = *state;

	make(s);
	run(s, "import", in(s, "E"), NULL);
	refused(s, 2, "import needs either FILE or --from LIST");
	run(s, "import", in(s, "E"), "a.csv", "--from", "list.json", NULL);
	refused(s, 2, "import needs either FILE or --from LIST");
	run(s, "import", in(s, "E"), "--from", in(s, "list.json"), NULL);
	assert_int_equal(s->status, 3);
	assert_says(s->err, "list.json: cannot read");
}

static void
words_on_the_command_line_are_refused_by_name(void **state)
{
	struct shell *s = *state;

	make(s);
	put(s, "a.csv", GOOD);
	refuses(s, "--count", "third", "command line: found count 'third'");
	refuses(s, "--contest", "mayor", "command line: found contest 'mayor'");
	refuses(s, "--as-of", "today", "command line: found as_of 'today'");
}

static void
a_column_map_is_a_pair_or_a_file_of_pairs(void **state)
{
	struct shell *s = *state;

	make(s);
	put(s, "a.csv", "Place,A,B\nAlder,1,2\nBirch,3,4\n");
	put(s, "map.txt", "reed = A\nstone = B\n");
	run(s, "import", in(s, "E"), in(s, "a.csv"), "--map", "unit=Place",
	    "--map", in(s, "map.txt"), NULL);
	assert_string_equal(s->err, "");
	assert_int_equal(s->status, 0);
	run(s, "import", in(s, "E"), in(s, "a.csv"), "--map", "nothing", NULL);
	assert_says(s->err, "nothing: cannot read");
}

static int
objects(struct shell *s)
{
	DIR *d = opendir(in(s, "E/objects"));
	int n = 0;

	assert_non_null(d);
	for (struct dirent *x; (x = readdir(d)) != NULL;)
		n += x->d_name[0] != '.';
	closedir(d);
	return n;
}

static void
the_same_file_imported_twice_is_kept_once(void **state)
{
	struct shell *s = *state;
	int before;

	make(s);
	before = objects(s);
	put(s, "a.csv", GOOD);
	run(s, "import", in(s, "E"), in(s, "a.csv"), NULL);
	run(s, "import", in(s, "E"), in(s, "a.csv"), "--id", "b", "--count",
	    "hand", NULL);
	assert_int_equal(s->status, 0);
	/* The file and our table of it. */
	assert_int_equal(objects(s), before + 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_FOLDER(an_import_says_what_came_in),
		IN_A_FOLDER(a_fault_in_the_last_of_three_files_leaves_everything_as_it_was),
		IN_A_FOLDER(an_id_that_is_taken_is_refused),
		IN_A_FOLDER(a_source_that_could_not_be_read_back_is_refused),
		IN_A_FOLDER(a_source_of_a_list_is_refused_where_it_stands),
		IN_A_FOLDER(an_import_is_of_a_file_or_of_a_list),
		IN_A_FOLDER(words_on_the_command_line_are_refused_by_name),
		IN_A_FOLDER(a_column_map_is_a_pair_or_a_file_of_pairs),
		IN_A_FOLDER(the_same_file_imported_twice_is_kept_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
