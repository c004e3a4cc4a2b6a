/* SPDX-License-Identifier: Apache-2.0 */
#include "law/tree.h"

#include "fixture.h"

static bool
reads(struct arena *a, const char *text, size_t n, struct tree **root,
    struct err *e)
{
	return tree_read(a, (struct bytes){ text, n }, "t.yaml", root, e);
}

static void
assert_refused_bytes(const char *text, size_t n, const char *where,
    const char *words)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct err e = { 0 };
	struct tree *root;

	assert_false(reads(&a, text, n, &root, &e));
	assert_int_equal(e.kind, ERR_INPUT);
	if (strncmp(e.text, where, strlen(where)) != 0 ||
	    strstr(e.text, words) == NULL)
		fail_msg("\"%s\" is not %s ... %s", e.text, where, words);
}

static void
assert_refused(const char *text, const char *where, const char *words)
{
	assert_refused_bytes(text, strlen(text), where, words);
}

static void
every_value_has_its_place(void **state)
{
	static const char text[] = "a: 1\nb:\n  - { c: x }\n  - é d: y\n";
	struct arena a CLEANUP(arena_free) = { 0 };
	struct err e = { 0 };
	const struct tree *list, *second;
	struct tree *root;

	(void)state;
	assert_true(reads(&a, text, strlen(text), &root, &e));
	list = tree_find(root, "b");
	assert_int_equal(list->kind, TREE_LIST);
	assert_int_equal(list->key_at.line, 2);
	second = list->child->next;
	assert_int_equal(second->child->at.line, 4);
	/* Columns count characters, not bytes. */
	assert_int_equal(second->child->at.column, 10);
	assert_null(tree_find(root, "c"));
}

static void
texts_are_not_guessed_to_be_numbers(void **state)
{
	static const char text[] = "[yes, 012, 1e3, 0x1F, ~, 17:00]";
	static const char *const expected[] = { "yes", "012", "1e3", "0x1F",
		"~", "17:00" };
	struct arena a CLEANUP(arena_free) = { 0 };
	struct err e = { 0 };
	const struct tree *item;
	struct tree *root;

	(void)state;
	assert_true(reads(&a, text, strlen(text), &root, &e));
	item = root->child;
	for (size_t i = 0; i < 6; i++, item = item->next)
		assert_string_equal(item->text, expected[i]);
	assert_null(item);
}

static void
what_a_reader_cannot_see_is_refused(void **state)
{
	(void)state;
	assert_refused("a: &x 1\nb: *x\n", "t.yaml:1:4: ", "anchor");
	assert_refused("b: *x\n", "t.yaml:1:4: ", "alias");
	assert_refused("a: !!int 1\n", "t.yaml:1:4: ", "tag");
	assert_refused("a: !x [1]\n", "t.yaml:1:4: ", "tag");
	assert_refused("a: &x {b: 1}\n", "t.yaml:1:4: ", "anchor");
	assert_refused("%YAML 1.1\n---\na: 1\n", "t.yaml:1:1: ", "directive");
	assert_refused("a: 1\n---\nb: 2\n", "t.yaml:2:1: ",
	    "second document");
}

static void
a_key_stands_once(void **state)
{
	(void)state;
	assert_refused("a: 1\nb: 2\na: 3\n", "t.yaml:3:1: ",
	    "\"a\" again (first on line 1)");
	assert_refused("? [a]\n: 1\n", "t.yaml:1:3: ", "a list as a key");
}

static void
nesting_and_size_have_limits(void **state)
{
	struct buf b CLEANUP(buf_free) = { 0 };

	(void)state;
	assert_refused("[[[[[[[[[1]]]]]]]]]", "t.yaml:1:9: ", "nesting");
	for (int i = 0; i < 100000; i++)
		buf_char(&b, '[');
	assert_refused_bytes(b.p, b.len, "t.yaml:1:9: ", "nesting");
	b.len = 0;
	buf_str(&b, "[");
	for (int i = 0; i < TREE_MAX_NODES; i++)
		buf_str(&b, "1,");
	buf_str(&b, "1]");
	assert_refused_bytes(b.p, b.len, "t.yaml:1:", "more than");
	b.len = 0;
	for (int i = 0; i <= TREE_MAX_KEYS; i++)
		buf_printf(&b, "k%d: 1\n", i);
	assert_refused_bytes(b.p, b.len, "t.yaml:101:1: ", "100 keys");
	b.len = 0;
	for (int i = 0; i <= TREE_MAX_TEXT; i++)
		buf_char(&b, 'x');
	assert_refused_bytes(b.p, b.len, "t.yaml:1:1: ", "at most 4096");
	b.len = 0;
	for (size_t i = 0; i <= TREE_MAX_BYTES; i++)
		buf_char(&b, ' ');
	assert_refused_bytes(b.p, b.len, "t.yaml: ", "at most 1048576");
}

static void
bytes_that_are_no_yaml_are_refused(void **state)
{
	static const char pdf[] = "%PDF-1.4\n%\xE2\xE3\xCF\xD3\n";
	static const char utf16[] = "\xFF\xFE" "a\0:\0 \0b\0";
	static const char nul[] = "a: b\0c\n";

	(void)state;
	assert_refused("", "t.yaml:1:1: ", "empty");
	assert_refused("# only a remark\n", "t.yaml:", "empty");
	assert_refused("a: \xC3\x28\n", "t.yaml: ", "UTF-8");
	assert_refused("a: [1\nb: 2\n", "t.yaml:2:", "no YAML");
	assert_refused("a: \"\\0\"\n", "t.yaml:1:4: ", "control character");
	assert_refused("a: \"\\e[31m\"\n", "t.yaml:1:4: ", "U+001B");
	assert_refused("a: |\n  two\n  lines\n", "t.yaml:1:4: ",
	    "one paragraph");
	assert_refused("\ta: 1\n", "t.yaml:1:", "no YAML");
	assert_refused_bytes(pdf, sizeof pdf - 1, "t.yaml", "expected");
	assert_refused_bytes(utf16, sizeof utf16 - 1, "t.yaml:1:1: ",
	    "UTF-16");
	assert_refused("\xEF\xBB\xBF" "a: b\n", "t.yaml:1:1: ",
	    "byte-order mark");
	assert_refused_bytes(nul, sizeof nul - 1, "t.yaml", "expected");
}

static void
what_deceives_the_eye_is_refused(void **state)
{
	(void)state;
	/* A mark that turns the reading direction, a zero-width space, a Cyrillic a. */
	assert_refused("a: \"5 \xE2\x80\xAE% 1\"\n", "t.yaml:1:4: ",
	    "found a");
	assert_refused("a: elec\xE2\x80\x8Btion\n", "t.yaml:1:4: ",
	    "found a");
	assert_refused("a: st\xD0\xB0te\n", "t.yaml:1:4: ", "found ");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_value_has_its_place),
		cmocka_unit_test(texts_are_not_guessed_to_be_numbers),
		cmocka_unit_test(what_a_reader_cannot_see_is_refused),
		cmocka_unit_test(a_key_stands_once),
		cmocka_unit_test(nesting_and_size_have_limits),
		cmocka_unit_test(bytes_that_are_no_yaml_are_refused),
		cmocka_unit_test(what_deceives_the_eye_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
