/* SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

#include "report/words.h"

char *
words_num(struct arena *a, int64_t n)
{
	char text[NUM_TEXT];

	return arena_text(a, num_text(text, n));
}

char *
words_signed(struct arena *a, int64_t n)
{
	char text[NUM_TEXT];

	return arena_text(a, num_signed(text, n));
}

char *
words_size(struct arena *a, int64_t n)
{
	return words_num(a, num_known(n) && n < 0 ? -n : n);
}

char *
words_percent(struct arena *a, int64_t num, int64_t den, int places)
{
	char text[NUM_TEXT];

	if (!num_known(num) || !num_known(den) || den <= 0)
		return arena_text(a, "unknown");
	return arena_text(a, ratio_percent(text, (struct ratio){ num, den },
	    places));
}

char *
words_number(struct arena *a, int64_t n)
{
	static const char *const word[] = { "no", "one", "two", "three",
		"four", "five", "six", "seven", "eight", "nine", "ten" };

	if (n >= 0 && n < (int64_t)(sizeof word / sizeof *word))
		return arena_text(a, word[n]);
	return words_num(a, n);
}

char *
words_things(struct arena *a, int64_t n, const char *one, const char *many)
{
	return arena_printf(a, "%s %s", words_num(a, n), n == 1 ? one : many);
}

char *
words_list(struct arena *a, const char *const *item, size_t n)
{
	struct buf b CLEANUP(buf_free) = { 0 };

	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_str(&b, i + 1 == n ? " and " : ", ");
		buf_str(&b, item[i]);
	}
	return arena_str(a, b.p == NULL ? "" : b.p, b.len);
}

char *
words_capital(struct arena *a, const char *s)
{
	char *c = arena_text(a, s);

	c[0] = (char)toupper((unsigned char)c[0]);
	return c;
}

char *
words_date(struct arena *a, struct day d)
{
	char text[DAY_TEXT], *blank;

	if (!day_known(d))
		return arena_text(a, "date unknown");
	/* "Friday 20 November 2020" without its weekday. */
	blank = strchr(day_long(text, d), ' ');
	return arena_text(a, blank == NULL ? text : blank + 1);
}

char *
words_day(struct arena *a, struct day d)
{
	char text[DAY_TEXT];

	return arena_text(a, day_known(d) ? day_short(text, d) :
	    "date unknown");
}

char *
words_unit(struct arena *a, const struct election *el, struct unit_ix u)
{
	if (!unit_exists(u))
		return arena_text(a, el->jurisdiction);
	return arena_printf(a, "%s %s", el->unit[u.n].name,
	    words_capital(a, el->unit_word));
}
