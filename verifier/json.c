/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "json.h"

enum { DEEPEST = 64 };
static const int64_t LARGEST = 9007199254740991;	/* 2^53 - 1 */

struct reader {
	struct json_doc *doc;
	const char      *p, *end, *wrong;
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
json_push(struct json_doc *d, enum json_type type, struct text t)
{
	if (d->items == d->room) {
		d->room = d->room > 0 ? 2 * d->room : 128;
		d->item = more(d->item, d->room, sizeof *d->item);
	}
	d->item[d->items] = (struct json){ t, 1, type };
	return &d->item[d->items++];
}

/* A value begins here; which item it is. */
static size_t
begin(struct reader *r, enum json_type type)
{
	(void)json_push(r->doc, type, (struct text){ r->p, 0 });
	return r->doc->items - 1;
}

/* Item ${i} ends here. */
static bool
finish(struct reader *r, size_t i)
{
	struct json *v = &r->doc->item[i];

	v->text.n = (size_t)(r->p - v->text.p);
	v->items = (uint32_t)(r->doc->items - i);
	return true;
}

static bool
take(struct reader *r, char c)
{
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

/* What has a short escape has no long one; U+0000 (the end of ${shorter}) none. */
static bool
escape(struct reader *r)
{
	static const char shorter[] = "\b\t\n\f\r";
	struct text rest = { r->p + 1, (size_t)(r->end - r->p) - 1 };
	uint8_t c[2];

	if (rest.n > 0 && rest.p[0] != '\0' && strchr("\"\\btnfr", rest.p[0])) {
		r->p += 2;
		return true;
	}
	if (rest.n < 5 || rest.p[0] != 'u' ||
	    !hex_read((struct text){ rest.p + 1, 4 }, c, 2) || c[0] != 0 ||
	    c[1] >= 0x20 || strchr(shorter, c[1]) != NULL)
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
	size_t i;

	r->p++;
	i = begin(r, JSON_TEXT);
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
	(void)finish(r, i);
	r->p++;
	return true;
}

static bool
number(struct reader *r)
{
	size_t i = begin(r, JSON_NUMBER);
	bool minus = take(r, '-');
	const char *first = r->p;
	int64_t n = 0;

	for (; r->p < r->end && r->p - first < 17 && *r->p >= '0' &&
	    *r->p <= '9'; r->p++)
		n = n * 10 + (*r->p - '0');
	if (r->p == first)
		return wrong(r, "not a value");
	if (n > LARGEST || (*first == '0' && (minus || r->p > first + 1)) ||
	    (r->p < r->end && strchr(".eE", *r->p) != NULL))
		return wrong(r, "a number that is not canonical");
	return finish(r, i);
}

static bool
word(struct reader *r, const char *is, enum json_type type)
{
	size_t i = begin(r, type);

	if (!text_begins((struct text){ r->p, (size_t)(r->end - r->p) }, is))
		return wrong(r, "not a value");
	r->p += strlen(is);
	return finish(r, i);
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
	*t = c < 0 ? *t : text_from(*t, n);
	/* UTF-16 has the four bytes of a surrogate pair before U+E000. */
	return (c & ~1) == 0xEE ? c + 0x10 : c;
}

static bool
is_before(struct text a, struct text b)
{
	int x, y;

	do {
		x = next_byte(&a);
		y = next_byte(&b);
	} while (x == y && x >= 0);
	return x < y;
}

/* The next member's name; the one before it is item *${last}, or it is 0. */
static bool
name(struct reader *r, size_t *last)
{
	size_t i = r->doc->items;

	if (r->p == r->end || *r->p != '"')
		return wrong(r, "a member without name");
	if (!string(r))
		return false;
	if (*last > 0 && !is_before(r->doc->item[*last].text,
	    r->doc->item[i].text))
		return wrong(r, "a name twice or out of order");
	*last = i;
	return take(r, ':') || wrong(r, "a member without value");
}

static bool
inside(struct reader *r, enum json_type type, char close)
{
	size_t i = begin(r, type), last = 0;

	r->p++;
	if (take(r, close))
		return finish(r, i);
	do {
		if (type == JSON_OBJECT && !name(r, &last))
			return false;
		if (!value(r))
			return false;
	} while (take(r, ','));
	return take(r, close) ? finish(r, i) :
	    wrong(r, "a list or an object that does not end");
}

static bool
value(struct reader *r)
{
	bool ok;

	if (r->p == r->end || r->depth == DEEPEST)
		return wrong(r, "a value is missing, or nested too deep");
	r->depth++;
	switch (*r->p) {
	case '"':	ok = string(r); break;
	case '{':	ok = inside(r, JSON_OBJECT, '}'); break;
	case '[':	ok = inside(r, JSON_LIST, ']'); break;
	case 't':	ok = word(r, "true", JSON_TRUE); break;
	case 'f':	ok = word(r, "false", JSON_FALSE); break;
	case 'n':	ok = word(r, "null", JSON_NULL); break;
	default:	ok = number(r); break;
	}
	r->depth--;
	return ok;
}

const char *
json_read(struct json_doc *d, struct text t)
{
	struct reader r = { d, t.p, t.p + t.n, NULL, 0 };

	d->items = 0;
	if (t.n > UINT32_MAX / 2)
		return "too long";
	if (!value(&r))
		return r.wrong;
	return r.p == r.end ? NULL : "something behind the end";
}

const struct json *
json_keep(const struct json *object)
{
	struct text bytes = lasting_text(object->text);
	struct json *copy = lasting(object->items * sizeof *copy);

	memcpy(copy, object, object->items * sizeof *copy);
	for (uint32_t i = 0; i < object->items; i++)
		copy[i].text.p = bytes.p + (copy[i].text.p - object->text.p);
	return copy;
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

bool
json_has(const struct json *list, struct text t, const struct json *until)
{
	json_each(v, list) {
		if (v == until)
			break;
		if (v->type == JSON_TEXT && text_same(v->text, t))
			return true;
	}
	return false;
}

const struct json *
json_find(const struct json *of, struct text name)
{
	if (of == NULL || of->type != JSON_OBJECT)
		return NULL;
	json_each_member(v, of) {
		if (text_same(v->text, name))
			return v + 1;
	}
	return NULL;
}

const struct json *
json_get(const struct json *of, const char *name)
{
	return json_find(of, text_of(name));
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

int64_t
json_whole(const struct json *v, int64_t otherwise)
{
	bool minus = v != NULL && v->text.n > 0 && v->text.p[0] == '-';
	uint64_t n;

	if (v == NULL || v->type != JSON_NUMBER ||
	    !whole_read(text_from(v->text, minus), &n))
		return otherwise;
	return minus ? -(int64_t)n : (int64_t)n;
}

int64_t
json_number(const struct json *of, const char *name, int64_t otherwise)
{
	return json_whole(json_get(of, name), otherwise);
}
