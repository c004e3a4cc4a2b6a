/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "json.h"

enum { DEEPEST = 64, WIDEST_NUMBER = 16 };
static const int64_t LARGEST = 9007199254740991;	/* 2^53 - 1 */

struct reader {
	struct json_doc   *doc;
	const uint8_t     *p, *end;
	enum json_form     form;
	int                depth;
	struct json_fault *fault;
};

static bool value(struct reader *r);

static bool
wrong(struct reader *r, const char *what)
{
	r->fault->at = (size_t)(r->p - (const uint8_t *)r->doc->bytes);
	r->fault->what = what;
	return false;
}

static size_t
push(struct reader *r, enum json_type type)
{
	struct json_doc *d = r->doc;

	if (d->items == d->room) {
		d->room = d->room ? 2 * d->room : 128;
		d->item = more(d->item, d->room, sizeof *d->item);
	}
	d->item[d->items] = (struct json){ .type = (uint8_t)type,
		.at = (uint32_t)(r->p - (const uint8_t *)d->bytes) };
	return d->items++;
}

static void
finish(struct reader *r, size_t i, const uint8_t *end)
{
	struct json *v = &r->doc->item[i];

	v->n = (uint32_t)(end - (const uint8_t *)r->doc->bytes) - v->at;
	v->next = (uint32_t)r->doc->items;
}

static void
blanks(struct reader *r)
{
	while (r->form == JSON_LOOSE && r->p < r->end && (*r->p == ' ' ||
	    *r->p == '\n' || *r->p == '\r' || *r->p == '\t'))
		r->p++;
}

static bool
take(struct reader *r, uint8_t c)
{
	blanks(r);
	if (r->p >= r->end || *r->p != c)
		return false;
	r->p++;
	return true;
}

/* One character beyond ASCII: RFC 3629, no surrogates, the shortest form. */
static bool
character(struct reader *r)
{
	const uint8_t *p = r->p;
	size_t left = (size_t)(r->end - p);
	int n = *p >= 0xF0 ? 4 : *p >= 0xE0 ? 3 : 2;

	if (*p < 0xC2 || *p > 0xF4 || left < (size_t)n)
		return wrong(r, "not UTF-8");
	for (int i = 1; i < n; i++) {
		if ((p[i] & 0xC0) != 0x80)
			return wrong(r, "not UTF-8");
	}
	if ((*p == 0xE0 && p[1] < 0xA0) || (*p == 0xED && p[1] > 0x9F) ||
	    (*p == 0xF0 && p[1] < 0x90) || (*p == 0xF4 && p[1] > 0x8F))
		return wrong(r, "not UTF-8");
	r->p += n;
	return true;
}

/* RFC 8785 §3.2.2.2: what has a short escape has no long one. */
static bool
escape(struct reader *r)
{
	const char *p = (const char *)r->p;
	size_t left = (size_t)(r->end - r->p);
	uint8_t c[2];

	if (left >= 2 && p[1] != '\0' && strchr("\"\\btnfr", p[1]) != NULL) {
		r->p += 2;
		return true;
	}
	if (left < 6 || memcmp(p, "\\u", 2) != 0 ||
	    !hex_read((struct text){ p + 2, 4 }, c, 2) || c[0] != 0 ||
	    c[1] >= 0x20 || (c[1] != 0 && strchr("\b\t\n\f\r", c[1]) != NULL))
		return wrong(r, "an escape that is not canonical");
	r->p += 6;
	return true;
}

/* Does one of eight bytes end a text, escape, or lie beyond ASCII? */
static bool
needs_a_look(const uint8_t *p)
{
	const uint64_t ones = 0x0101010101010101, high = ones << 7;
	uint64_t x, quote, back;

	memcpy(&x, p, sizeof x);
	quote = x ^ ones * '"';
	back = x ^ ones * '\\';
	return ((x | ((x - ones * 0x20) & ~x) | ((quote - ones) & ~quote) |
	    ((back - ones) & ~back)) & high) != 0;
}

static void
plain(struct reader *r)
{
	while (r->end - r->p >= 8 && !needs_a_look(r->p))
		r->p += 8;
	while (r->p < r->end && *r->p >= 0x20 && *r->p < 0x80 &&
	    *r->p != '"' && *r->p != '\\')
		r->p++;
}

static bool
string(struct reader *r)
{
	size_t i;

	r->p++;
	i = push(r, JSON_TEXT);
	for (;;) {
		plain(r);
		if (r->p >= r->end || *r->p < 0x20)
			return wrong(r, "a text that does not end");
		if (*r->p == '"')
			break;
		if (*r->p == '\\' ? !escape(r) : !character(r))
			return false;
	}
	finish(r, i, r->p++);
	return true;
}

static bool
number(struct reader *r)
{
	size_t i = push(r, JSON_NUMBER);
	const uint8_t *p = r->p;
	int64_t n = 0;

	r->p += *p == '-';
	while (r->p < r->end && r->p - p < WIDEST_NUMBER + 1 &&
	    *r->p >= '0' && *r->p <= '9')
		n = n * 10 + (*r->p++ - '0');
	p += *p == '-';
	if (r->p == p)
		return wrong(r, "not a value");
	if (n > LARGEST || (*p == '0' && (r->p - p > 1 || p[-1] == '-')) ||
	    (r->p < r->end && (strchr(".eE", *r->p) != NULL ||
	    (*r->p >= '0' && *r->p <= '9'))))
		return wrong(r, "a number that is not canonical");
	finish(r, i, r->p);
	return true;
}

static bool
word(struct reader *r, const char *word_text, enum json_type type)
{
	size_t n = strlen(word_text), i = push(r, type);

	if ((size_t)(r->end - r->p) < n || memcmp(r->p, word_text, n) != 0)
		return wrong(r, "not a value");
	r->p += n;
	finish(r, i, r->p);
	return true;
}

static bool
list(struct reader *r)
{
	size_t i = push(r, JSON_LIST);

	r->p++;
	if (!take(r, ']')) {
		do {
			if (!value(r))
				return false;
		} while (take(r, ','));
		if (!take(r, ']'))
			return wrong(r, "a list that does not end");
	}
	finish(r, i, r->p);
	return true;
}

/* The next byte of a name, its escapes undone; -1 at the end. */
static int
unescaped(struct text *t)
{
	static const char from[] = "btnfr", to[] = "\b\t\n\f\r";
	uint8_t code[2] = { 0 };
	size_t n = 1;
	int c;

	if (t->n == 0)
		return -1;
	c = (uint8_t)t->p[0];
	if (c == '\\') {
		const char *at = strchr(from, t->p[1]);

		n = t->p[1] == 'u' ? 6 : 2;
		c = at != NULL ? to[at - from] : t->p[1];
		if (n == 6 && hex_read((struct text){ t->p + 2, 4 }, code, 2))
			c = code[1];
	}
	t->p += n;
	t->n -= n;
	return c;
}

/*
 * The order of names is that of their UTF-16 units (RFC 8785 §3.2.3).  Bytes of
 * UTF-8 have the same order, but for the characters of four bytes: as surrogates
 * they come before U+E000, whose first byte is 0xEE.
 */
static int
name_order(struct text a, struct text b)
{
	int x, y;

	do {
		x = unescaped(&a);
		y = unescaped(&b);
	} while (x == y && x >= 0);
	if (x >= 0xEE && y >= 0xEE && (x >= 0xF0) != (y >= 0xF0))
		return y - x;
	return x - y;
}

static bool
name_is_new(struct reader *r, size_t object, size_t last, size_t name)
{
	const struct json *item = r->doc->item;
	struct text now = json_text(r->doc, &item[name]);

	if (last != 0 && r->form == JSON_CANONICAL)
		return name_order(json_text(r->doc, &item[last]), now) < 0;
	for (size_t i = object + 1; i < name; i = item[i + 1].next) {
		if (name_order(json_text(r->doc, &item[i]), now) == 0)
			return false;
	}
	return true;
}

static bool
object(struct reader *r)
{
	size_t i = push(r, JSON_OBJECT), last = 0, name;

	r->p++;
	if (take(r, '}')) {
		finish(r, i, r->p);
		return true;
	}
	do {
		blanks(r);
		name = r->doc->items;
		if (r->p >= r->end || *r->p != '"')
			return wrong(r, "a member without name");
		if (!string(r))
			return false;
		if (!name_is_new(r, i, last, name))
			return wrong(r, "a name twice or out of order");
		if (!take(r, ':'))
			return wrong(r, "a member without value");
		if (!value(r))
			return false;
		last = name;
	} while (take(r, ','));
	if (!take(r, '}'))
		return wrong(r, "an object that does not end");
	finish(r, i, r->p);
	return true;
}

static bool
value(struct reader *r)
{
	bool ok;

	blanks(r);
	if (r->p >= r->end)
		return wrong(r, "a value is missing");
	if (r->depth == DEEPEST)
		return wrong(r, "nested too deep");
	r->depth++;
	switch (*r->p) {
	case '"':	ok = string(r); break;
	case '{':	ok = object(r); break;
	case '[':	ok = list(r); break;
	case 't':	ok = word(r, "true", JSON_TRUE); break;
	case 'f':	ok = word(r, "false", JSON_FALSE); break;
	case 'n':	ok = word(r, "null", JSON_NULL); break;
	default:	ok = number(r); break;
	}
	r->depth--;
	return ok;
}

bool
json_read(struct json_doc *d, struct text t, enum json_form form,
    struct json_fault *f)
{
	struct reader r = { d, (const uint8_t *)t.p,
		(const uint8_t *)t.p + t.n, form, 0, f };

	d->bytes = t.p;
	d->items = 0;
	if (t.n > UINT32_MAX / 2)
		return wrong(&r, "too long");
	if (!value(&r))
		return false;
	blanks(&r);
	return r.p == r.end || wrong(&r, "something behind the end");
}

void
json_free(struct json_doc *d)
{
	free(d->item);
	*d = (struct json_doc){ 0 };
}

struct text
json_text(const struct json_doc *d, const struct json *v)
{
	if (v == NULL)
		return (struct text){ "", 0 };
	return (struct text){ d->bytes + v->at, v->n };
}

const struct json *
json_in(const struct json_doc *d, const struct json *list_of)
{
	const struct json *first;

	if (list_of == NULL || list_of->type < JSON_LIST)
		return NULL;
	first = list_of + 1;
	return first < d->item + list_of->next ? first : NULL;
}

const struct json *
json_after(const struct json_doc *d, const struct json *list_of,
    const struct json *v)
{
	return v->next < list_of->next ? d->item + v->next : NULL;
}

const struct json *
json_get(const struct json_doc *d, const struct json *object_of,
    const char *name)
{
	size_t n = strlen(name);

	if (object_of == NULL || object_of->type != JSON_OBJECT)
		return NULL;
	for (const struct json *v = json_in(d, object_of); v != NULL;
	    v = json_after(d, object_of, v + 1)) {
		if (v->n == n && memcmp(d->bytes + v->at, name, n) == 0)
			return v + 1;
	}
	return NULL;
}

struct text
json_say(const struct json_doc *d, const struct json *object_of,
    const char *name)
{
	const struct json *v = json_get(d, object_of, name);

	return json_text(d, v != NULL && v->type == JSON_TEXT ? v : NULL);
}

bool
json_whole(const struct json_doc *d, const struct json *v, int64_t *out)
{
	struct text t = json_text(d, v);
	bool minus = t.n > 0 && t.p[0] == '-';
	uint64_t n;

	if (v == NULL || v->type != JSON_NUMBER || !whole_read(
	    (struct text){ t.p + minus, t.n - minus }, &n))
		return false;
	*out = minus ? -(int64_t)n : (int64_t)n;
	return true;
}

int64_t
json_number(const struct json_doc *d, const struct json *object_of,
    const char *name, int64_t otherwise)
{
	int64_t n;

	return json_whole(d, json_get(d, object_of, name), &n) ? n : otherwise;
}
