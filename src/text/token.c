/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"

#include "text/scan.h"
#include "text/token.h"

/* A string between its quotes, as it stands in the window. */
struct raw {
	const char *p;
	size_t      n;
	bool        escapes;	/* holds a backslash */
	bool        wide;	/* holds other than ASCII */
};

void
token_open(struct tokens *t, struct arena *a, struct feed s, size_t window)
{
	*t = (struct tokens){ .line = 1 };
	window_open(&t->w, a, s, window);
}

static int64_t
count_tails(const char *p, size_t n)
{
	int64_t tails = 0;

	for (size_t i = 0; i < n; i++)
		tails += ((unsigned char)p[i] & 0xC0) == 0x80;
	return tails;
}

/* Where ${p} stands, in the token that begins at p[at]. */
static struct place
place_of(const struct tokens *t, const char *p)
{
	const char *token = t->w.p + t->at;
	int64_t before = t->w.base + (int64_t)t->at - t->line_base - t->tails;
	int64_t within = p - token - count_tails(token, (size_t)(p - token));

	return (struct place){ t->w.feed.name, t->line, before + within + 1 };
}

struct place
token_place(const struct tokens *t)
{
	return place_of(t, t->w.p + t->at);
}

static bool
is_word(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	    (c >= 'A' && c <= 'Z') || c == '+' || c == '-' || c == '.' ||
	    c == '_';
}

#define SHOWN 32
#define SHOWN_WORD 12

/* What stands at p[at], as a message shows it: a character or a short word. */
static void
show(const struct tokens *t, char out[SHOWN])
{
	const char *p = t->w.p + t->at, *limit = t->w.p + t->w.limit;
	int n = 1;

	if ((unsigned char)*p < 0x20 || *p == 0x7F) {
		snprintf(out, SHOWN, "control character U+%04X",
		    (unsigned)*p);
		return;
	}
	while (p + n < limit && is_word(p[0]) && is_word(p[n]) &&
	    n < SHOWN_WORD)
		n++;
	while (p + n < limit && ((unsigned char)p[n] & 0xC0) == 0x80)
		n++;
	snprintf(out, SHOWN, "%.*s", n, p);
}

bool
token_unlike(struct tokens *t, const char *expected, struct err *e)
{
	char found[SHOWN];

	/* A message shows the same word whatever the window holds of it. */
	while (t->w.limit - t->at < SHOWN_WORD &&
	    window_more(&t->w, &t->at, e) == NEXT_ITEM)
		;
	if (t->at == t->w.end)
		return err_at(e, token_place(t), "the text ends here; %s was "
		    "expected", expected);
	show(t, found);
	return err_at(e, token_place(t), "found %s; %s was expected", found,
	    expected);
}

/* More bytes for the token at p[at]; when there are none, it is cut off. */
static bool
more(struct tokens *t, struct err *e)
{
	char say[WINDOW_SAY];
	enum next got = window_more(&t->w, &t->at, e);

	if (got != NEXT_END)
		return got == NEXT_ITEM;
	if (window_is_bad(&t->w))
		return err_at(e, place_of(t, t->w.p + t->w.limit), "%s",
		    window_stop(&t->w, say));
	return err_at(e, token_place(t), "the text ends within what begins "
	    "here; is the file cut off?");
}

static void
new_line(struct tokens *t, const char *p)
{
	t->line++;
	t->line_base = t->w.base + (p - t->w.p);
	t->tails = 0;
}

/* Move over blanks; false if they reach to the end of the window. */
static bool
skip_blanks(struct tokens *t)
{
	const char *limit = t->w.p + t->w.limit;
	const char *end = t->w.p + (t->w.limit < t->w.end ? t->w.limit :
	    t->w.end);
	const char *p = t->w.p + t->at;

	for (; p < end; p++) {
		if (*p == '\n')
			new_line(t, p + 1);
		else if (*p == '\r' && p + 1 == limit)
			break;
		else if (*p == '\r' && p[1] != '\n')
			new_line(t, p + 1);
		else if (*p != ' ' && *p != '\t' && *p != '\r')
			break;
	}
	t->at = (size_t)(p - t->w.p);
	return p < end && *p != '\r';
}

enum next
token_peek(struct tokens *t, struct err *e)
{
	while (!skip_blanks(t)) {
		bool started = t->w.started;

		if (t->w.limit > t->w.end)
			return NEXT_END;
		if (!more(t, e))
			return NEXT_FAILED;
		if (!started)
			t->line_base = (int64_t)t->at;
	}
	return NEXT_ITEM;
}

static bool
too_long(const struct tokens *t, struct err *e)
{
	return err_at(e, token_place(t), "what begins here is longer than %zu "
	    "bytes; is its end missing?", JSON_MAX_STRING);
}

/* The quote that closes ${s}, or a control character in it; NULL: cut off. */
static const char *
find_end(const struct tokens *t, struct raw *s)
{
	const char *limit = t->w.p + t->w.limit, *p = s->p;
	uint64_t seen = 0;

	while (p < limit) {
		uint64_t w = scan_load(p);
		uint64_t hits = scan_equal(w, '"') | scan_equal(w, '\\') |
		    scan_below(w, ' ');

		seen |= w;
		p += hits != 0 ? scan_first(hits) : 8;
		if (hits == 0 || p >= limit)
			continue;
		s->wide = (seen & SCAN_TOPS) != 0;
		if (*p != '\\')
			return p;
		s->escapes = true;
		p += 2;
	}
	return NULL;
}

/* Bring the whole string that begins at p[at] into the window. */
static bool
find_string(struct tokens *t, struct raw *s, struct err *e)
{
	const char *end;

	for (;;) {
		*s = (struct raw){ .p = t->w.p + t->at + 1 };
		end = find_end(t, s);
		if (end != NULL && end < t->w.p + t->w.end)
			break;
		if (t->w.limit - t->at > JSON_MAX_STRING + 1)
			return too_long(t, e);
		TRY(more(t, e));
	}
	s->n = (size_t)(end - s->p);
	if (s->n > JSON_MAX_STRING)
		return too_long(t, e);
	if (*end != '"')
		return err_at(e, place_of(t, end), "found a control character "
		    "(U+%04X) in a string; it must be escaped",
		    (unsigned)*end);
	return true;
}

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The number of \uXXXX at ${p}, of which ${left} bytes are there; or -1. */
static int32_t
unit_at(const char *p, size_t left)
{
	int32_t unit = 0;

	if (left < 6 || p[0] != '\\' || p[1] != 'u')
		return -1;
	for (int i = 2; i < 6; i++) {
		int digit = hex_digit(p[i]);

		if (digit < 0)
			return -1;
		unit = unit * 16 + digit;
	}
	return unit;
}

static char *
encode(char *to, int32_t c)
{
	if (c < 0x80) {
		*to++ = (char)c;
		return to;
	}
	if (c < 0x800) {
		*to++ = (char)(0xC0 | c >> 6);
	} else {
		if (c < 0x10000) {
			*to++ = (char)(0xE0 | c >> 12);
		} else {
			*to++ = (char)(0xF0 | c >> 18);
			*to++ = (char)(0x80 | (c >> 12 & 0x3F));
		}
		*to++ = (char)(0x80 | (c >> 6 & 0x3F));
	}
	*to++ = (char)(0x80 | (c & 0x3F));
	return to;
}

/* Where an escape is read and written. */
struct escape {
	const char *p, *end;
	char       *to;
};

static const char *
resolve_unicode(struct escape *x)
{
	int32_t high = unit_at(x->p, (size_t)(x->end - x->p)), low;

	if (high < 0)
		return "four hexadecimal digits were expected after \\u";
	x->p += 6;
	if (high == 0)
		return "found a NUL character; text was expected";
	if ((high & 0xF800) != 0xD800) {
		x->to = encode(x->to, high);
		return NULL;
	}
	low = unit_at(x->p, (size_t)(x->end - x->p));
	if (high >= 0xDC00 || low < 0xDC00 || low > 0xDFFF)
		return "found half a surrogate pair; a whole one was expected";
	x->p += 6;
	x->to = encode(x->to, 0x10000 + ((high & 0x3FF) << 10) + (low & 0x3FF));
	return NULL;
}

/* Resolve the escape at x->p; say what is wrong with it, or NULL. */
static const char *
resolve(struct escape *x)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	const char *letter = memchr(from, x->p[1], sizeof from - 1);

	if (x->p[1] == 'u')
		return resolve_unicode(x);
	if (letter == NULL)
		return "found an unknown escape; one of \\\" \\\\ \\/ \\b \\f "
		    "\\n \\r \\t \\u was expected";
	*x->to++ = to[letter - from];
	x->p += 2;
	return NULL;
}

static bool
unescape(struct tokens *t, const struct raw *s, struct json_event *ev,
    struct err *e)
{
	struct escape x = { s->p, s->p + s->n, NULL };

	if (t->room < s->n) {
		t->room = s->n * 2;
		t->plain = arena_zero(t->w.arena, t->room + SCAN_SLACK, 1);
	}
	x.to = t->plain;
	while (x.p < x.end) {
		const char *start, *fault;
		const char *slash = memchr(x.p, '\\', (size_t)(x.end - x.p));
		size_t n = (size_t)((slash != NULL ? slash : x.end) - x.p);

		memcpy(x.to, x.p, n);
		x.to += n;
		start = x.p += n;
		if (slash != NULL && (fault = resolve(&x)) != NULL)
			return err_at(e, place_of(t, start), "%s", fault);
	}
	ev->p = t->plain;
	ev->n = (size_t)(x.to - t->plain);
	return true;
}

bool
token_string(struct tokens *t, struct json_event *ev, struct err *e)
{
	struct raw s;

	TRY(find_string(t, &s, e));
	ev->p = s.p;
	ev->n = s.n;
	if (s.escapes)
		TRY(unescape(t, &s, ev, e));
	if (s.wide)
		t->tails += count_tails(s.p, s.n);
	t->at += s.n + 2;
	return true;
}

static const char *
digits(const char *p)
{
	while (*p >= '0' && *p <= '9')
		p++;
	return p;
}

/* The end of the number at ${p} (RFC 8259 section 6), or NULL if it is none. */
static const char *
number_end(const char *p)
{
	const char *q;

	p += *p == '-';
	if ((q = digits(p)) == p || (*p == '0' && q > p + 1))
		return NULL;
	if (*q == '.') {
		p = q + 1;
		if ((q = digits(p)) == p)
			return NULL;
	}
	if (*q == 'e' || *q == 'E') {
		p = q + 1;
		p += *p == '+' || *p == '-';
		if ((q = digits(p)) == p)
			return NULL;
	}
	return q;
}

static size_t
word_length(const struct tokens *t)
{
	size_t i = t->at;

	while (i < t->w.limit && is_word(t->w.p[i]))
		i++;
	return i - t->at;
}

/* Bring the whole number or word that begins at p[at] into the window. */
static bool
find_word(struct tokens *t, size_t *n, struct err *e)
{
	while (t->at + (*n = word_length(t)) == t->w.limit) {
		if (*n > JSON_MAX_STRING)
			return too_long(t, e);
		TRY(more(t, e));
	}
	return *n <= JSON_MAX_STRING || too_long(t, e);
}

bool
token_number(struct tokens *t, struct json_event *ev, struct err *e)
{
	const char *p;
	size_t n;

	TRY(find_word(t, &n, e));
	p = t->w.p + t->at;
	if (number_end(p) != p + n)
		return token_unlike(t, "a number as JSON writes it", e);
	ev->p = p;
	ev->n = n;
	t->at += n;
	return true;
}

bool
token_word(struct tokens *t, const char *word, struct err *e)
{
	size_t n;

	TRY(find_word(t, &n, e));
	if (n != strlen(word) || memcmp(t->w.p + t->at, word, n) != 0)
		return token_unlike(t, "a value", e);
	t->at += n;
	return true;
}
