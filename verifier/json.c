/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "json.h"

enum { DEEPEST = 64 };
static const int64_t LARGEST = 9007199254740991;	/* 2^53 - 1 */

struct reader {
	struct json_doc *doc;
	const char      *p, *end, *wrong;
	bool             loose;
	int              depth;
};

static bool value(struct reader *r);

static bool
wrong(struct reader *r, const char *what)
{
	r->wrong = what;
	return false;
}

struct json *
json_push(struct json_doc *d, enum json_type type)
{
	if (d->items == d->room) {
		d->room = d->room > 0 ? 2 * d->room : 128;
		d->item = more(d->item, d->room, sizeof *d->item);
	}
	d->item[d->items] = (struct json){ .type = type };
	return &d->item[d->items++];
}

/* Item ${i}, which began at ${from}, ends here. */
static bool
finish(struct reader *r, size_t i, const char *from)
{
	r->doc->item[i].text = (struct text){ from, (size_t)(r->p - from) };
	r->doc->item[i].items = (uint32_t)(r->doc->items - i);
	return true;
}

static void
blanks(struct reader *r)
{
	while (r->loose && r->p < r->end && (*r->p == ' ' || *r->p == '\n' ||
	    *r->p == '\r' || *r->p == '\t'))
		r->p++;
}

static bool
take(struct reader *r, char c)
{
	blanks(r);
	if (r->p == r->end || *r->p != c)
		return false;
	r->p++;
	return true;
}

/* One character beyond ASCII: RFC 3629, no surrogates, the shortest form. */
static bool
character(struct reader *r)
{
	const uint8_t *p = (const uint8_t *)r->p;
	size_t n = *p >= 0xF0 ? 4 : *p >= 0xE0 ? 3 : 2;
	bool ok = *p >= 0xC2 && *p <= 0xF4 && (size_t)(r->end - r->p) >= n;

	for (size_t i = 1; ok && i < n; i++)
		ok = (p[i] & 0xC0) == 0x80;
	if (!ok || (*p == 0xE0 && p[1] < 0xA0) || (*p == 0xED && p[1] > 0x9F) ||
	    (*p == 0xF0 && p[1] < 0x90) || (*p == 0xF4 && p[1] > 0x8F))
		return wrong(r, "not UTF-8");
	r->p += n;
	return true;
}

/* RFC 8785 §3.2.2.2: what has a short escape has no long one. */
static bool
escape(struct reader *r)
{
	const char *p = r->p;
	size_t left = (size_t)(r->end - p);
	uint8_t c[2];

	if (left >= 2 && p[1] != '\0' && strchr("\"\\btnfr", p[1]) != NULL) {
		r->p += 2;
		return true;
	}
	if (left < 6 || p[1] != 'u' || !hex_read((struct text){ p + 2, 4 },
	    c, 2) || c[0] != 0 || c[1] >= 0x20 ||
	    (c[1] != 0 && strchr("\b\t\n\f\r", c[1]) != NULL))
		return wrong(r, "an escape that is not canonical");
	r->p += 6;
	return true;
}

/* Does one of eight bytes end a text, escape, or lie beyond ASCII? */
static bool
needs_a_look(const char *p)
{
	const uint64_t ones = 0x0101010101010101;
	uint64_t x, quote, back;

	memcpy(&x, p, sizeof x);
	quote = x ^ ones * '"';
	back = x ^ ones * '\\';
	return ((x | ((x - ones * 0x20) & ~x) | ((quote - ones) & ~quote) |
	    ((back - ones) & ~back)) & ones << 7) != 0;
}

static bool
string(struct reader *r)
{
	const char *from = ++r->p;
	size_t i = r->doc->items;

	(void)json_push(r->doc, JSON_TEXT);
	for (;;) {
		while (r->end - r->p >= 8 && !needs_a_look(r->p))
			r->p += 8;
		if (r->p == r->end || (uint8_t)*r->p < 0x20)
			return wrong(r, "a text that does not end");
		if (*r->p == '"')
			break;
		if (*r->p == '\\' ? !escape(r) : (uint8_t)*r->p >= 0x80 ?
		    !character(r) : (r->p++, false))
			return false;
	}
	(void)finish(r, i, from);
	r->p++;
	return true;
}

static bool
number(struct reader *r)
{
	const char *from = r->p, *first = from + (*from == '-');
	size_t i = r->doc->items;
	int64_t n = 0;

	(void)json_push(r->doc, JSON_NUMBER);
	for (r->p = first; r->p < r->end && r->p - first < 17 &&
	    *r->p >= '0' && *r->p <= '9'; r->p++)
		n = n * 10 + (*r->p - '0');
	if (r->p == first)
		return wrong(r, "not a value");
	if (n > LARGEST || (*first == '0' && (r->p > first + 1 ||
	    first > from)) || (r->p < r->end && strchr(".eE", *r->p) != NULL))
		return wrong(r, "a number that is not canonical");
	return finish(r, i, from);
}

static bool
word(struct reader *r, const char *is, enum json_type type)
{
	const char *from = r->p;
	size_t i = r->doc->items;

	(void)json_push(r->doc, type);
	if (!text_begins((struct text){ r->p, (size_t)(r->end - r->p) }, is))
		return wrong(r, "not a value");
	r->p += strlen(is);
	return finish(r, i, from);
}

static bool
list(struct reader *r)
{
	const char *from = r->p++;
	size_t i = r->doc->items;

	(void)json_push(r->doc, JSON_LIST);
	if (take(r, ']'))
		return finish(r, i, from);
	do {
		if (!value(r))
			return false;
	} while (take(r, ','));
	return take(r, ']') ? finish(r, i, from) :
	    wrong(r, "a list that does not end");
}

/* The next byte of a name, its escape undone; -1 at the end. */
static int
next_byte(struct text *t)
{
	static const char from[] = "btnfr", to[] = "\b\t\n\f\r";
	uint8_t code[2];
	size_t n = 1;
	int c = t->n > 0 ? (uint8_t)t->p[0] : -1;

	if (c == '\\') {
		const char *at = strchr(from, c = t->p[1]);

		n = c == 'u' ? 6 : 2;
		c = at != NULL ? to[at - from] : c;
		if (n == 6 && hex_read((struct text){ t->p + 2, 4 }, code, 2))
			c = code[1];
	}
	t->p += c >= 0 ? n : 0;
	t->n -= c >= 0 ? n : 0;
	return c;
}

/*
 * The order of names is that of their UTF-16 units (RFC 8785 §3.2.3): that of
 * their UTF-8, but that characters of four bytes, being surrogates, come before
 * U+E000, whose first byte is 0xEE.
 */
static int
name_order(struct text a, struct text b)
{
	int x, y;

	do {
		x = next_byte(&a);
		y = next_byte(&b);
	} while (x == y && x >= 0);
	return x >= 0xEE && y >= 0xEE && (x >= 0xF0) != (y >= 0xF0) ? y - x :
	    x - y;
}

static bool
name_is_new(struct reader *r, size_t object, size_t last, size_t name)
{
	const struct json *item = r->doc->item;

	if (last != 0 && !r->loose)
		return name_order(item[last].text, item[name].text) < 0;
	for (size_t i = object + 1; i < name; i += 1 + item[i + 1].items) {
		if (name_order(item[i].text, item[name].text) == 0)
			return false;
	}
	return true;
}

static bool
object(struct reader *r)
{
	const char *from = r->p++;
	size_t i = r->doc->items, last = 0, name;

	(void)json_push(r->doc, JSON_OBJECT);
	if (take(r, '}'))
		return finish(r, i, from);
	do {
		name = r->doc->items;
		if (!take(r, '"'))
			return wrong(r, "a member without name");
		r->p--;
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
	return take(r, '}') ? finish(r, i, from) :
	    wrong(r, "an object that does not end");
}

static bool
value(struct reader *r)
{
	bool ok;

	blanks(r);
	if (r->p == r->end || r->depth == DEEPEST)
		return wrong(r, "a value is missing, or nested too deep");
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

const char *
json_read(struct json_doc *d, struct text t, enum json_form form)
{
	struct reader r = { d, t.p, t.p + t.n, NULL, form == JSON_LOOSE, 0 };

	d->items = 0;
	if (t.n > UINT32_MAX / 2)
		return "too long";
	if (!value(&r))
		return r.wrong;
	blanks(&r);
	return r.p == r.end ? NULL : "something behind the end";
}

void
json_free(struct json_doc *d)
{
	free(d->item);
	*d = (struct json_doc){ 0 };
}

const struct json *
json_in(const struct json *l)
{
	return l != NULL && l->type >= JSON_LIST && l->items > 1 ? l + 1 : NULL;
}

const struct json *
json_after(const struct json *l, const struct json *v)
{
	return v + v->items < l + l->items ? v + v->items : NULL;
}

const struct json *
json_get(const struct json *of, const char *name)
{
	size_t n = strlen(name);

	if (of == NULL || of->type != JSON_OBJECT)
		return NULL;
	json_each_member(v, of) {
		if (v->text.n == n && memcmp(v->text.p, name, n) == 0)
			return v + 1;
	}
	return NULL;
}

struct text
json_say(const struct json *of, const char *name)
{
	const struct json *v = json_get(of, name);

	return v != NULL && v->type == JSON_TEXT ? v->text : TEXT("");
}

bool
json_true(const struct json *of, const char *name)
{
	const struct json *v = json_get(of, name);

	return v != NULL && v->type == JSON_TRUE;
}

bool
json_whole(const struct json *v, int64_t *out)
{
	struct text t = v != NULL ? v->text : TEXT("");
	bool minus = t.n > 0 && t.p[0] == '-';
	uint64_t n;

	if (v == NULL || v->type != JSON_NUMBER ||
	    !whole_read((struct text){ t.p + minus, t.n - minus }, &n))
		return false;
	*out = minus ? -(int64_t)n : (int64_t)n;
	return true;
}

int64_t
json_number(const struct json *of, const char *name, int64_t otherwise)
{
	int64_t n;

	return json_whole(json_get(of, name), &n) ? n : otherwise;
}
