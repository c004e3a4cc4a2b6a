/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"

#include "text/esc.h"

static void
expect(void (*escape)(struct buf *, const char *), const char *s,
    const char *expected)
{
	struct buf b CLEANUP(buf_free) = { 0 };

	buf_str(&b, "");
	escape(&b, s);
	assert_string_equal(b.p, expected);
}

static void
html_text_cannot_open_a_tag(void **state)
{
	(void)state;
	expect(esc_html, "<b>&\"'", "&lt;b&gt;&amp;\"'");
	expect(esc_html, "", "");
}

static void
an_attribute_cannot_be_left(void **state)
{
	(void)state;
	expect(esc_attr, "\" onload='x' <&>",
	    "&quot; onload=&#39;x&#39; &lt;&amp;&gt;");
}

static void
a_url_keeps_only_unreserved_characters(void **state)
{
	(void)state;
	expect(esc_url, "a-z_0.9~/?&=#%", "a-z_0.9~%2F%3F%26%3D%23%25");
	expect(esc_url, "\xC3\xA9 ", "%C3%A9%20");
}

static void
a_name_cannot_command_the_terminal(void **state)
{
	(void)state;
	expect(esc_terminal, "Jos\xC3\xA9", "Jos\xC3\xA9");
	expect(esc_terminal, "a\x1B[2J\n", "a<U+001B>[2J<U+000A>");
	expect(esc_terminal, "\xE2\x80\xAE" "x", "<U+202E>x");
	expect(esc_terminal, "\xC2\x9B", "<U+009B>");
	expect(esc_terminal, "a\xFFz", "a\xEF\xBF\xBDz");
}

static void
a_slug_is_lower_case_words_joined_by_hyphens(void **state)
{
	(void)state;
	expect(esc_slug, "  St. Mary's County -- 2 ", "st-mary-s-county-2");
	expect(esc_slug, "\xC3\xA9", "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(html_text_cannot_open_a_tag),
		cmocka_unit_test(an_attribute_cannot_be_left),
		cmocka_unit_test(a_url_keeps_only_unreserved_characters),
		cmocka_unit_test(a_name_cannot_command_the_terminal),
		cmocka_unit_test(a_slug_is_lower_case_words_joined_by_hyphens),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
