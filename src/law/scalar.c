/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

#include "law/scalar.h"

#define SHARE_MAX_DIGITS 9	/* before and after the point together */

/* Is ${n} a text at all?  A value that is there must say something. */
static bool
is_text(const struct tree *n, const char *expected, struct err *e)
{
	if (n->kind != TREE_TEXT)
		return err_at(e, n->at, "found %s, expected %s",
		    tree_words(n), expected);
	if (*n->text == '\0')
		return err_at(e, n->at, "found nothing, expected %s",
		    expected);
	return true;
}

/* How many bytes of ${text} to quote: not all, and no half character. */
static int
quoted(const char *text)
{
	int n = (int)strnlen(text, 80);

	while (n > 0 && ((unsigned char)text[n] & 0xC0) == 0x80)
		n--;
	return n;
}

static bool
refuse(const struct tree *n, const char *expected, struct err *e)
{
	return err_at(e, n->at, "found \"%.*s\", expected %s",
	    quoted(n->text), n->text, expected);
}

static bool
is_id_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
	    c == '-';
}

bool
scalar_text(struct arena *a, const struct tree *n, const char **to,
    struct err *e)
{
	TRY(is_text(n, "a text", e));
	*to = arena_text(a, n->text);
	return true;
}

bool
scalar_id(struct arena *a, const struct tree *n, const char **to,
    struct err *e)
{
	static const char expected[] =
	    "an id of the characters a-z, 0-9, - and _";

	TRY(is_text(n, expected, e));
	for (const char *p = n->text; *p != '\0'; p++)
		if (!is_id_char(*p))
			return refuse(n, expected, e);
	*to = arena_text(a, n->text);
	return true;
}

bool
scalar_ids(struct arena *a, const struct tree *n, const char **to,
    struct err *e)
{
	static const char expected[] = "words of a-z, 0-9, - and _, with one "
	    "blank between them";

	TRY(is_text(n, expected, e));
	for (const char *p = n->text; *p != '\0'; p++) {
		bool lone = *p == ' ' && p > n->text && p[-1] != ' ' &&
		    p[1] != '\0';

		if (!is_id_char(*p) && !lone)
			return refuse(n, expected, e);
	}
	*to = arena_text(a, n->text);
	return true;
}

static bool
refuse_word(const struct tree *n, const char *const *words, struct err *e)
{
	struct buf list CLEANUP(buf_free) = { 0 };

	for (int i = 0; words[i] != NULL; i++)
		buf_printf(&list, "%s%s", i > 0 ? ", " : "", words[i]);
	return err_at(e, n->at, "found \"%.*s\", expected one of: %s",
	    quoted(n->text), n->text, list.p);
}

bool
scalar_word(const struct tree *n, const char *const *words, int *to,
    struct err *e)
{
	TRY(is_text(n, "a word", e));
	for (int i = 0; words[i] != NULL; i++)
		if (strcmp(words[i], n->text) == 0) {
			*to = i;
			return true;
		}
	return refuse_word(n, words, e);
}

bool
scalar_votes(const struct tree *n, int64_t *to, struct err *e)
{
	enum num_fault fault;

	TRY(is_text(n, "a whole number", e));
	fault = num_parse(n->text, strlen(n->text), to);
	return fault == NUM_OK || refuse(n, num_fault_text(fault), e);
}

bool
scalar_whole(const struct tree *n, int min, int max, int *to, struct err *e)
{
	int64_t value;

	TRY(scalar_votes(n, &value, e));
	if (value < min || value > max)
		return err_at(e, n->at, "found %lld, expected a whole number "
		    "from %d to %d", (long long)value, min, max);
	*to = (int)value;
	return true;
}

static int64_t
divisor(int64_t x, int64_t y)
{
	while (y != 0) {
		int64_t rest = x % y;

		x = y;
		y = rest;
	}
	return x;
}

/*
 * Digits with at most one point among them: *${value} / *${scale}.  Return
 * what follows them, or NULL.
 */
static const char *
read_decimal(const char *p, int64_t *value, int64_t *scale)
{
	bool point = false;
	int digits = 0;

	*value = 0;
	*scale = 1;
	for (; (*p >= '0' && *p <= '9') || (*p == '.' && !point); p++) {
		if (*p == '.') {
			if (digits == 0)
				return NULL;
			point = true;
			continue;
		}
		if (++digits > SHARE_MAX_DIGITS)
			return NULL;
		*value = *value * 10 + (*p - '0');
		if (point)
			*scale *= 10;
	}
	return digits > 0 && p[-1] != '.' ? p : NULL;
}

bool
scalar_share(const struct tree *n, struct ratio *to, struct err *e)
{
	static const char expected[] = "a share such as \"0.5 %\"";
	int64_t value, scale, common;
	const char *p;

	TRY(is_text(n, expected, e));
	p = read_decimal(n->text, &value, &scale);
	if (p == NULL || (strcmp(p, "%") != 0 && strcmp(p, " %") != 0))
		return refuse(n, expected, e);
	common = divisor(value, scale * 100);
	*to = (struct ratio){ value / common, scale * 100 / common };
	return true;
}

bool
scalar_day(const struct tree *n, struct day *to, struct err *e)
{
	static const char expected[] = "a date such as 2020-11-03";

	TRY(is_text(n, expected, e));
	return day_parse(n->text, strlen(n->text), to) ||
	    refuse(n, expected, e);
}

/* "17:05" as minutes; false if it is not two digits, a colon and two digits. */
static bool
read_clock(const char *s, int *minutes)
{
	for (int i = 0; i < 5; i++)
		if (i == 2 ? s[i] != ':' : s[i] < '0' || s[i] > '9')
			return false;
	*minutes = ((s[0] - '0') * 10 + s[1] - '0') * 60 + (s[3] - '0') * 10 +
	    s[4] - '0';
	return s[5] == '\0' && *minutes < 24 * 60 && s[3] < '6';
}

bool
scalar_time(const struct tree *n, int *to, struct err *e)
{
	static const char expected[] = "a time from 00:00 to 23:59";

	TRY(is_text(n, expected, e));
	return read_clock(n->text, to) || refuse(n, expected, e);
}

bool
scalar_offset(const struct tree *n, int *to, struct err *e)
{
	static const char expected[] =
	    "hours and minutes east of UTC such as \"-05:00\" or \"+09:30\"";
	int minutes;

	TRY(is_text(n, expected, e));
	if ((*n->text != '-' && *n->text != '+') ||
	    !read_clock(n->text + 1, &minutes) || minutes > 14 * 60)
		return refuse(n, expected, e);
	*to = *n->text == '-' ? -minutes : minutes;
	return true;
}

bool
scalar_bool(const struct tree *n, bool *to, struct err *e)
{
	static const char expected[] = "true or false";

	TRY(is_text(n, expected, e));
	*to = strcmp(n->text, "true") == 0;
	return *to || strcmp(n->text, "false") == 0 ||
	    refuse(n, expected, e);
}
