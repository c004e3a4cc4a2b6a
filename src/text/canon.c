/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "text/canon.h"
#include "text/json.h"
#include "text/scan.h"
#include "text/utf8.h"

/* The letter behind the backslash; 'u': \u00xx; 0: none. */
static char
escape_of(unsigned char c)
{
	switch (c) {
	case '"': case '\\':	return (char)c;
	case '\b':		return 'b';
	case '\t':		return 't';
	case '\n':		return 'n';
	case '\f':		return 'f';
	case '\r':		return 'r';
	default:		return c < ' ' ? 'u' : 0;
	}
}

/* How many of the ${n} bytes at ${p} are ASCII that stands for itself. */
static inline size_t
plain(const char *p, size_t n)
{
	size_t i = 0;

	for (; n - i >= 8; i += 8) {
		uint64_t w = scan_load(p + i);
		uint64_t hits = scan_below(w, ' ') | scan_equal(w, '"') |
		    scan_equal(w, '\\') | (w & SCAN_TOPS);

		if (hits != 0)
			return i + scan_first(hits);
	}
	while (i < n && (p[i] & 0x80) == 0 && escape_of((unsigned char)p[i]) == 0)
		i++;
	return i;
}

/*
 * Bytes of UTF-8 stand in the order of code points.  That of UTF-16 differs in
 * one thing: characters beyond U+FFFF are pairs of surrogates, and so stand
 * before U+E000 to U+FFFF, whose first byte is 0xEE or 0xEF.
 */
static int
rank(unsigned char c)
{
	return c == 0xEE || c == 0xEF ? c + 0x100 : c;
}

/* Names without escapes, by the units of their UTF-16. */
static int
compare(const char *x, size_t xn, const char *y, size_t yn)
{
	size_t i = 0, n = xn < yn ? xn : yn;

	while (i < n && x[i] == y[i])
		i++;
	if (i == n)
		return (xn > yn) - (xn < yn);
	return rank((unsigned char)x[i]) - rank((unsigned char)y[i]);
}

/* What canon_is has still to look at. */
struct look {
	const char *p, *end;
};

struct name {
	const char *p;		/* between the quotes */
	size_t      n;
	bool        escaped;
};

static int
low_digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' :
	    c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The byte that the escape at ${p} stands for, *${len} bytes; -1: not canonical. */
static int
unescape(const char *p, size_t n, size_t *len)
{
	static const char letter[] = "\"\\btnfr", byte[] = "\"\\\b\t\n\f\r";
	const char *found;
	int c;

	if (n < 2)
		return -1;
	*len = 2;
	if (p[1] != 'u') {
		found = memchr(letter, p[1], sizeof letter - 1);
		return found != NULL ? byte[found - letter] : -1;
	}
	*len = 6;
	if (n < 6 || memcmp(p + 2, "00", 2) != 0 || low_digit(p[4]) < 0 ||
	    low_digit(p[5]) < 0)
		return -1;
	c = low_digit(p[4]) * 16 + low_digit(p[5]);
	return c > 0 && escape_of((unsigned char)c) == 'u' ? c : -1;
}

/* The next byte of a name's value. */
static int
next_byte(struct name *s)
{
	size_t len = 1;
	int c = *s->p == '\\' ? unescape(s->p, s->n, &len) :
	    (unsigned char)*s->p;

	s->p += len;
	s->n -= len;
	return c;
}

static int
compare_names(struct name x, struct name y)
{
	if (!x.escaped && !y.escaped)
		return compare(x.p, x.n, y.p, y.n);
	while (x.n > 0 && y.n > 0) {
		int a = next_byte(&x), b = next_byte(&y);

		if (a != b)
			return rank((unsigned char)a) - rank((unsigned char)b);
	}
	return (x.n > 0) - (y.n > 0);
}

static bool
is_string(struct look *k, struct name *s)
{
	size_t len;

	if (k->p == k->end || *k->p != '"')
		return false;
	*s = (struct name){ .p = ++k->p };
	for (;;) {
		k->p += plain(k->p, (size_t)(k->end - k->p));
		if (k->p == k->end)
			return false;
		if (*k->p == '"')
			break;
		if (*k->p == '\\') {
			s->escaped = true;
			if (unescape(k->p, (size_t)(k->end - k->p), &len) < 0)
				return false;
		} else {
			(void)utf8_decode(k->p, (size_t)(k->end - k->p), &len);
			if (len == 1)
				return false;
		}
		k->p += len;
	}
	s->n = (size_t)(k->p++ - s->p);
	return true;
}

/* A number as canon_write would print it. */
static bool
is_whole(struct look *k)
{
	const char *start = k->p;
	int64_t n = 0;
	bool below = *k->p == '-';

	k->p += below;
	while (k->p < k->end && *k->p >= '0' && *k->p <= '9') {
		n = n * 10 + (*k->p++ - '0');
		if (n > CANON_MAX)
			return false;
	}
	start += below;
	return k->p > start && (*start != '0' || (k->p - start == 1 && !below));
}

static bool
is_word(struct look *k, const char *word, size_t n)
{
	if ((size_t)(k->end - k->p) < n || memcmp(k->p, word, n) != 0)
		return false;
	k->p += n;
	return true;
}

/* Is ${c} next?  Then step over it. */
static bool
take(struct look *k, char c)
{
	if (k->p == k->end || *k->p != c)
		return false;
	k->p++;
	return true;
}

static bool is_value(struct look *k, int depth);

static bool
is_array(struct look *k, int depth)
{
	if (take(k, ']'))
		return true;
	do
		TRY(is_value(k, depth));
	while (take(k, ','));
	return take(k, ']');
}

static bool
is_object(struct look *k, int depth)
{
	struct name last = { 0 }, s;
	bool first = true;

	if (take(k, '}'))
		return true;
	do {
		TRY(is_string(k, &s));
		if (!first && compare_names(last, s) >= 0)
			return false;
		TRY(take(k, ':'));
		TRY(is_value(k, depth));
		first = false;
		last = s;
	} while (take(k, ','));
	return take(k, '}');
}

static bool
is_value(struct look *k, int depth)
{
	struct name s;

	if (k->p == k->end)
		return false;
	switch (*k->p) {
	case '"':	return is_string(k, &s);
	case 't':	return is_word(k, "true", 4);
	case 'f':	return is_word(k, "false", 5);
	case 'n':	return is_word(k, "null", 4);
	case '{': case '[':
		break;
	default:	return is_whole(k);
	}
	if (depth == JSON_MAX_DEPTH)
		return false;
	return *k->p++ == '{' ? is_object(k, depth + 1) :
	    is_array(k, depth + 1);
}

bool
canon_is(const char *p, size_t n)
{
	struct look k = { p, p + n };

	return is_value(&k, 0) && k.p == k.end;
}

static void
put_string(struct buf *out, const char *s, size_t n)
{
	const char *end = s + n;

	buf_char(out, '"');
	while (s < end) {
		const char *from = s;
		char c = 0;

		s += plain(s, (size_t)(end - s));
		while (s < end && (c = escape_of((unsigned char)*s)) == 0)
			s++;
		buf_put(out, from, (size_t)(s - from));
		if (s == end)
			break;
		if (c == 'u')
			buf_printf(out, "\\u%04x", (unsigned)*s);
		else
			buf_put(out, (char[2]){ '\\', c }, 2);
		s++;
	}
	buf_char(out, '"');
}

void
canon_text(struct buf *out, const char *s)
{
	put_string(out, s, strlen(s));
}

/* Members of one object, sorted: in place if they are few. */
#define FEW 32
struct members {
	const struct json_value **v;
	size_t                    n;
	const struct json_value  *few[FEW];
	struct arena              many;
};

static void
members_close(struct members *m)
{
	arena_free(&m->many);
}

static int
by_name(const void *x, const void *y)
{
	const char *a = (*(const struct json_value *const *)x)->name;
	const char *b = (*(const struct json_value *const *)y)->name;

	return compare(a, strlen(a), b, strlen(b));
}

static void
members_open(struct members *m, const struct json_value *object)
{
	size_t n = 0;

	for (const struct json_value *v = object->child; v != NULL; v = v->next)
		n++;
	m->n = 0;
	m->many = (struct arena){ 0 };
	m->v = n <= FEW ? m->few : arena_zero(&m->many, n, sizeof *m->v);
	for (const struct json_value *v = object->child; v != NULL; v = v->next)
		m->v[m->n++] = v;
	for (size_t i = 1; i < n; i++)
		if (by_name(&m->v[i - 1], &m->v[i]) >= 0) {
			qsort(m->v, n, sizeof *m->v, by_name);
			break;
		}
}

/* A tree and where it came from. */
struct writing {
	struct buf *out;
	const char *file;
	struct err *e;
};

static bool
bad(const struct writing *w, const struct json_value *v, const char *what)
{
	return err_at(w->e, (struct place){ w->file, v->line, v->column },
	    "%s", what);
}

static bool
put_number(const struct writing *w, const struct json_value *v)
{
	struct look k = { v->text, v->text + v->n };

	if (v->n == 2 && memcmp(v->text, "-0", 2) == 0) {
		buf_char(w->out, '0');
		return true;
	}
	if (v->n == 0 || !is_whole(&k) || k.p != k.end)
		return bad(w, v, "found a number that is not whole or beyond "
		    "2^53-1, expected digits; other numbers are texts");
	buf_put(w->out, v->text, v->n);
	return true;
}

static bool put_value(const struct writing *w, const struct json_value *v);

static bool
put_object(const struct writing *w, const struct json_value *object)
{
	struct members m CLEANUP(members_close);

	members_open(&m, object);
	buf_char(w->out, '{');
	for (size_t i = 0; i < m.n; i++) {
		if (i > 0 && by_name(&m.v[i - 1], &m.v[i]) == 0)
			return bad(w, m.v[i], "found a name twice");
		if (i > 0)
			buf_char(w->out, ',');
		canon_text(w->out, m.v[i]->name);
		buf_char(w->out, ':');
		TRY(put_value(w, m.v[i]));
	}
	buf_char(w->out, '}');
	return true;
}

static bool
put_array(const struct writing *w, const struct json_value *array)
{
	buf_char(w->out, '[');
	for (const struct json_value *v = array->child; v != NULL; v = v->next) {
		if (v != array->child)
			buf_char(w->out, ',');
		TRY(put_value(w, v));
	}
	buf_char(w->out, ']');
	return true;
}

static bool
put_value(const struct writing *w, const struct json_value *v)
{
	switch (v->kind) {
	case JSON_OBJECT:	return put_object(w, v);
	case JSON_ARRAY:	return put_array(w, v);
	case JSON_NUMBER:	return put_number(w, v);
	case JSON_STRING:	put_string(w->out, v->text, v->n); break;
	case JSON_TRUE:		buf_str(w->out, "true"); break;
	case JSON_FALSE:	buf_str(w->out, "false"); break;
	default:		buf_str(w->out, "null"); break;
	}
	return true;
}

bool
canon_write(struct buf *out, const struct json_value *v, const char *file,
    struct err *e)
{
	const struct writing w = { out, file, e };
	int64_t was = buf_total(out);

	if (put_value(&w, v))
		return true;
	buf_rewind(out, was);
	return false;
}
