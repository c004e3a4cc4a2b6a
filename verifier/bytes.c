/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bytes.h"

struct text
text_of(const char *s)
{
	return (struct text){ s, strlen(s) };
}

bool
text_same(struct text a, struct text b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool
text_is(struct text t, const char *s)
{
	return text_same(t, text_of(s));
}

bool
text_begins(struct text t, const char *s)
{
	size_t n = strlen(s);

	return t.n >= n && memcmp(t.p, s, n) == 0;
}

bool
text_cut(struct text *t, char c, struct text *head)
{
	const char *at = t->n > 0 ? memchr(t->p, c, t->n) : NULL;

	if (at == NULL)
		return false;
	*head = (struct text){ t->p, (size_t)(at - t->p) };
	t->p += head->n + 1;
	t->n -= head->n + 1;
	return true;
}

bool
text_next(struct text *t, char c, struct text *part)
{
	if (t->n == 0)
		return false;
	if (!text_cut(t, c, part)) {
		*part = *t;
		t->n = 0;
	}
	return true;
}

int
text_word(struct text t, const char *words)
{
	struct text rest = text_of(words), word;

	for (int i = 0; text_next(&rest, ' ', &word); i++) {
		if (text_same(t, word))
			return i;
	}
	return -1;
}

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool
hex_read(struct text t, uint8_t *out, size_t n)
{
	if (t.n != 2 * n)
		return false;
	for (size_t i = 0; i < n; i++) {
		int high = hex_digit(t.p[2 * i]);
		int low = hex_digit(t.p[2 * i + 1]);

		if (high < 0 || low < 0)
			return false;
		out[i] = (uint8_t)(high << 4 | low);
	}
	return true;
}

void
hex_write(const uint8_t *bytes, size_t n, char *out)
{
	static const char digit[] = "0123456789abcdef";

	for (size_t i = 0; i < n; i++) {
		*out++ = digit[bytes[i] >> 4];
		*out++ = digit[bytes[i] & 15];
	}
	*out = '\0';
}

static int
base64_digit(char c)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *at = c != '\0' ? strchr(digits, c) : NULL;

	return at != NULL ? (int)(at - digits) : -1;
}

/* Bits that the padding leaves over must be 0: one spelling a signature. */
bool
base64_read(struct text t, uint8_t *out, size_t *n)
{
	size_t room = *n, pad = 0;
	uint32_t bits = 0;

	*n = 0;
	if (t.n % 4 != 0)
		return false;
	while (pad < 2 && t.n > 0 && t.p[t.n - 1] == '=') {
		t.n--;
		pad++;
	}
	for (size_t i = 0; i < t.n; i++) {
		int digit = base64_digit(t.p[i]);

		if (digit < 0)
			return false;
		bits = bits << 6 | (uint32_t)digit;
		if (i % 4 == 0)
			continue;
		if (*n == room)
			return false;
		out[(*n)++] = (uint8_t)(bits >> (6 - 2 * (i % 4)));
	}
	return pad == 0 || (bits & (pad == 1 ? 3 : 15)) == 0;
}

bool
whole_read(struct text t, uint64_t *out)
{
	*out = 0;
	if (t.n == 0 || t.n > 18 || (t.p[0] == '0' && t.n > 1))
		return false;
	for (size_t i = 0; i < t.n; i++) {
		if (t.p[i] < '0' || t.p[i] > '9')
			return false;
		*out = *out * 10 + (uint64_t)(t.p[i] - '0');
	}
	return true;
}

/* Are the digits of ${t} where ${form} has a d, and the rest the same? */
static bool
has_form(struct text t, const char *form)
{
	for (size_t i = 0; i < t.n && form[i] != '\0'; i++) {
		if (form[i] == 'd' ? t.p[i] < '0' || t.p[i] > '9' :
		    t.p[i] != form[i])
			return false;
	}
	return t.n == strlen(form);
}

static int
two(const char *p)
{
	return (p[0] - '0') * 10 + p[1] - '0';
}

bool
text_is_day(struct text t)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
	    30, 31 };
	int year, month, day;

	if (!has_form(t, "dddd-dd-dd"))
		return false;
	year = two(t.p) * 100 + two(t.p + 2);
	month = two(t.p + 5);
	day = two(t.p + 8);
	return month >= 1 && month <= 12 && day >= 1 && day <=
	    days[month - 1] + (month == 2 && year % 4 == 0 &&
	    (year % 100 != 0 || year % 400 == 0));
}

bool
text_is_instant(struct text t)
{
	return has_form(t, "dddd-dd-ddTdd:dd:ddZ") &&
	    text_is_day((struct text){ t.p, 10 }) && two(t.p + 11) < 24 &&
	    two(t.p + 14) < 60 && two(t.p + 17) < 60;
}

void *
more(void *p, size_t count, size_t size)
{
	void *q = size != 0 && count > SIZE_MAX / size ? NULL :
	    realloc(p, count * size);

	if (q == NULL) {
		(void)fputs("canvass-verify: out of memory\n", stderr);
		exit(3);
	}
	return q;
}

void *
lasting(size_t n)
{
	static struct piece {
		struct piece *next;
		max_align_t   bytes[];
	} *pieces;
	struct piece *p = more(NULL, 1, sizeof *p + n);

	p->next = pieces;
	pieces = p;
	return memset(p->bytes, 0, n);
}

struct text
lasting_text(struct text t)
{
	char *p = lasting(t.n + 1);

	if (t.n > 0)
		memcpy(p, t.p, t.n);
	return (struct text){ p, t.n };
}

void
buf_put(struct buf *b, struct text t)
{
	if (b->room - b->n < t.n) {
		b->room = 2 * b->room + t.n;
		b->p = more(b->p, b->room, 1);
	}
	if (t.n > 0)
		memcpy(b->p + b->n, t.p, t.n);
	b->n += t.n;
}

void
buf_free(struct buf *b)
{
	free(b->p);
	*b = (struct buf){ 0 };
}

/* A slot is its id, then the value; an id of zeros is no id. */
static const struct id nothing;

static uint8_t *
slot_of(const struct map *m, struct id id)
{
	size_t at, step = sizeof id + m->size;

	memcpy(&at, id.b, sizeof at);
	for (;; at++) {
		uint8_t *s = m->slot + (at & (m->room - 1)) * step;

		if (memcmp(s, id.b, sizeof id) == 0 ||
		    memcmp(s, nothing.b, sizeof id) == 0)
			return s;
	}
}

void *
map_find(const struct map *m, struct id id)
{
	uint8_t *s;

	if (m->used == 0)
		return NULL;
	s = slot_of(m, id);
	return memcmp(s, id.b, sizeof id) == 0 ? s + sizeof id : NULL;
}

static void
map_widen(struct map *m)
{
	struct map wider = { m->size, m->used, m->room ? 2 * m->room : 64,
		NULL };
	size_t step = sizeof(struct id) + m->size;

	wider.slot = more(NULL, wider.room, step);
	memset(wider.slot, 0, wider.room * step);
	for (size_t i = 0; i < m->room; i++) {
		struct id id;

		memcpy(&id, m->slot + i * step, sizeof id);
		if (memcmp(&id, &nothing, sizeof id) != 0)
			memcpy(slot_of(&wider, id), m->slot + i * step, step);
	}
	free(m->slot);
	*m = wider;
}

void *
map_add(struct map *m, struct id id)
{
	uint8_t *s;

	if (4 * (m->used + 1) > 3 * m->room)
		map_widen(m);
	s = slot_of(m, id);
	if (memcmp(s, id.b, sizeof id) != 0) {
		memcpy(s, id.b, sizeof id);
		m->used++;
	}
	return s + sizeof id;
}

void *
map_next(const struct map *m, size_t *at)
{
	size_t step = sizeof(struct id) + m->size;

	while (*at < m->room) {
		uint8_t *s = m->slot + (*at)++ * step;

		if (memcmp(s, nothing.b, sizeof nothing) != 0)
			return s + sizeof nothing;
	}
	return NULL;
}

void
map_free(struct map *m)
{
	free(m->slot);
	*m = (struct map){ .size = m->size };
}
