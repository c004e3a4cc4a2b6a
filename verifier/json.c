/* SPDX-License-Identifier: Apache-2.0 */
#include "json.h"

enum { DEEPEST = 64 };
static const int64_t LARGEST = 9007199254740991;	/* 2^53 - 1 */

struct reader {
	struct json_doc *doc;
	const char      *p, *end, *wrong;
	int              depth;
};

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

/* Item ${i} ends here; true. */
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
	bool is = r->p < r->end && *r->p == c;

	r->p += is;
	return is;
}

/* The bytes of the escape there, or 0: what may be short must, never U+0000. */
static size_t
escape(const char *p, size_t n)
{
	uint8_t c;

	if (n >= 2 && text_has_only((struct text){ p + 1, 1 }, "\"\\btnfr"))
		return 2;
	return n >= 6 && memcmp(p, "\\u00", 4) == 0 &&
	    hex_read((struct text){ p + 4, 2 }, &c, 1) && c > 0 && c < 0x20 &&
	    strchr("\b\t\n\f\r", c) == NULL ? 6 : 0;
}

/* The bytes of the character there, beyond ASCII (RFC 3629), or 0. */
static size_t
character(const char *at, size_t n)
{
	const uint8_t *p = (const uint8_t *)at;
	size_t size = *p >= 0xF0 ? 4 : *p >= 0xE0 ? 3 : 2;
	uint8_t low = *p == 0xE0 ? 0xA0 : *p == 0xF0 ? 0x90 : 0x80;
	uint8_t high = *p == 0xED ? 0x9F : *p == 0xF4 ? 0x8F : 0xBF;
	bool ok = *p >= 0xC2 && *p <= 0xF4 && n >= size && p[1] >= low &&
	    p[1] <= high;

	for (size_t i = 2; ok && i < size; i++)
		ok = (p[i] & 0xC0) == 0x80;
	return ok ? size : 0;
}

static bool
string(struct reader *r)
{
	size_t i = r->doc->items, n = 1;
	const char *p = ++r->p;

	(void)json_push(r->doc, JSON_TEXT, (struct text){ p, 0 });
	for (; n > 0; p += n) {
		while (p < r->end && (int8_t)*p >= ' ' && *p != '"' &&
		    *p != '\\')
			p++;
		n = p == r->end || *p == '"' ? 0 : *p == '\\' ?
		    escape(p, (size_t)(r->end - p)) :
		    character(p, (size_t)(r->end - p));
	}
	r->p = p;
	return (finish(r, i) && take(r, '"')) || wrong(r, p < r->end ?
	    "not UTF-8, or an escape that is not canonical" :
	    "a text that does not end");
}

/* One of three words, or a number. */
static bool
scalar(struct reader *r)
{
	static const char *const words[] = { "null", "true", "false" };
	struct text rest = { r->p, (size_t)(r->end - r->p) };
	size_t i = r->doc->items;
	struct json *v = json_push(r->doc, JSON_NUMBER, rest);
	const char *first = r->p + take(r, '-');
	int64_t n = 0;

	for (int type = JSON_NULL; type <= JSON_FALSE; type++) {
		if (text_begins(rest, words[type])) {
			v->type = (enum json_type)type;
			r->p += strlen(words[type]);
			return finish(r, i);
		}
	}
	for (; r->p < r->end && r->p - first < 17 && *r->p >= '0' &&
	    *r->p <= '9'; r->p++)
		n = n * 10 + (*r->p - '0');
	if (r->p == first)
		return wrong(r, "not a value");
	if (n > LARGEST || (*first == '0' && r->p > rest.p + 1) ||
	    (r->p < r->end && strchr(".eE", *r->p) != NULL))
		return wrong(r, "a number that is not canonical");
	return finish(r, i);
}

/*
 * The next byte of a name, its escape undone; -1 at the end.  UTF-16 has the
 * four bytes of a surrogate pair before U+E000, whose first byte is 0xEE.
 */
static int
next_byte(struct text *t)
{
	static const char from[] = "btnfr\\\"", to[] = "\b\t\n\f\r\\\"";
	int c = t->n > 0 ? (uint8_t)t->p[0] : -1;
	size_t n = c < 0 ? 0 : c != '\\' ? 1 : t->p[1] == 'u' ? 6 : 2;
	uint8_t code = 0;

	if (n == 2)
		c = to[strchr(from, t->p[1]) - from];
	else if (n == 6 && hex_read((struct text){ t->p + 4, 2 }, &code, 1))
		c = code;
	*t = text_from(*t, n);
	return (c & ~1) == 0xEE ? c + 0x10 : c;
}

/* The next member's name; the one before it is item *${last}, or it is 0. */
static bool
name(struct reader *r, size_t *last)
{
	struct text before, now;
	size_t i = r->doc->items;
	int x, y;

	if (r->p == r->end || *r->p != '"')
		return wrong(r, "a member without name");
	if (!string(r))
		return false;
	before = r->doc->item[*last].text;
	now = r->doc->item[i].text;
	do {
		x = next_byte(&before);
		y = next_byte(&now);
	} while (*last > 0 && x == y && x >= 0);
	if (*last > 0 && x >= y)
		return wrong(r, "a name twice or out of order");
	*last = i;
	return take(r, ':') || wrong(r, "a member without value");
}

static bool
value(struct reader *r)
{
	size_t i = r->doc->items, last = 0;
	bool object, ok = true;

	if (r->p == r->end || r->depth == DEEPEST)
		return wrong(r, "a value is missing, or nested too deep");
	if (*r->p == '"')
		return string(r);
	object = *r->p == '{';
	if (!object && *r->p != '[')
		return scalar(r);
	(void)json_push(r->doc, object ? JSON_OBJECT : JSON_LIST,
	    (struct text){ r->p++, 0 });
	if (take(r, object ? '}' : ']'))
		return finish(r, i);
	r->depth++;
	do
		ok = (!object || name(r, &last)) && value(r);
	while (ok && take(r, ','));
	r->depth--;
	if (ok && !take(r, object ? '}' : ']'))
		return wrong(r, "a list or an object that does not end");
	return ok && finish(r, i);
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

struct text
json_text(const struct json *v)
{
	return v != NULL && v->type == JSON_TEXT ? v->text : TEXT("");
}

/* next_byte moves two bytes up, to sort names; here they go back down. */
struct text
json_plain(const struct json *v)
{
	struct text t = json_text(v);
	char *out = lasting(t.n + 1);
	size_t n = 0;

	for (int c; (c = next_byte(&t)) >= 0; n++)
		out[n] = (char)(c >= 0xFE ? c - 0x10 : c);
	return (struct text){ out, n };
}

bool
json_true(const struct json *v)
{
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
