/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "bytes.h"

struct text
text_of(const char *s)
{
	return (struct text){ s, strlen(s) };
}

struct text
text_from(struct text t, size_t at)
{
	return (struct text){ t.p + at, t.n - at };
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
	return t.n >= strlen(s) && memcmp(t.p, s, strlen(s)) == 0;
}

int
text_order(struct text a, struct text b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n > 0 ? memcmp(a.p, b.p, n) : 0;

	return order != 0 ? order : (a.n > b.n) - (a.n < b.n);
}

bool
text_cut(struct text *t, char c, struct text *head)
{
	const char *at = t->n > 0 ? memchr(t->p, c, t->n) : NULL;

	if (at == NULL)
		return false;
	*head = (struct text){ t->p, (size_t)(at - t->p) };
	*t = text_from(*t, head->n + 1);
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
text_word(struct text t, struct text words)
{
	struct text word;

	for (int i = 0; text_next(&words, ' ', &word); i++) {
		if (text_same(t, word))
			return i;
	}
	return -1;
}

bool
text_has_only(struct text t, const char *allowed)
{
	for (size_t i = 0; i < t.n; i++) {
		if (t.p[i] == '\0' || strchr(allowed, t.p[i]) == NULL)
			return false;
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
	static const char days[] = { 0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
	    30, 31 };
	int year, month, leap;

	if (!has_form(t, "dddd-dd-dd"))
		return false;
	year = two(t.p) * 100 + two(t.p + 2);
	month = two(t.p + 5) <= 12 ? two(t.p + 5) : 0;
	leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
	return two(t.p + 8) >= 1 &&
	    two(t.p + 8) <= days[month] + (month == 2 && leap);
}

bool
text_is_instant(struct text t)
{
	return has_form(t, "dddd-dd-ddTdd:dd:ddZ") &&
	    text_is_day((struct text){ t.p, 10 }) && two(t.p + 11) < 24 &&
	    two(t.p + 14) < 60 && two(t.p + 17) < 60;
}

bool
hex_read(struct text t, uint8_t *out, size_t n)
{
	return t.n == 2 * n && text_has_only(t, "0123456789abcdef") &&
	    sodium_hex2bin(out, n, t.p, t.n, NULL, NULL, NULL) == 0;
}

/* It takes padding, and no bits that the padding leaves over. */
bool
base64_read(struct text t, uint8_t *out, size_t n)
{
	size_t got = 0;

	return sodium_base642bin(out, n, t.p, t.n, NULL, &got, NULL,
	    sodium_base64_VARIANT_ORIGINAL) == 0 && got == n;
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

void *
more(void *p, size_t count, size_t size)
{
	p = count > SIZE_MAX / size ? NULL : realloc(p, count * size);
	if (p == NULL) {
		(void)fputs("canvass-verify: out of memory\n", stderr);
		exit(3);
	}
	return p;
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
	if (t.n > 0)
		t.p = memcpy(lasting(t.n), t.p, t.n);
	return t;
}

char *
buf_room(struct buf *b, size_t n)
{
	if (b->p == NULL || b->room - b->n < n) {
		b->room = 2 * b->n + n + 1;
		b->p = more(b->p, b->room, 1);
	}
	return b->p + b->n;
}

void
buf_put(struct buf *b, struct text t)
{
	if (t.n > 0)
		memcpy(buf_room(b, t.n), t.p, t.n);
	b->n += t.n;
}

struct text
buf_text(const struct buf *b)
{
	return (struct text){ b->p, b->n };
}

/* A slot is its id, then the value; an id of zeros is no id. */
static const struct id nothing;

static bool
id_same(const void *a, const struct id *b)
{
	return memcmp(a, b->b, sizeof b->b) == 0;
}

static uint8_t *
slot_of(const struct map *m, struct id id)
{
	size_t at;
	uint8_t *s;

	memcpy(&at, id.b, sizeof at);
	do
		s = m->slot + (at++ & (m->room - 1)) * (sizeof id + m->size);
	while (!id_same(s, &id) && !id_same(s, &nothing));
	return s;
}

void *
map_find(const struct map *m, struct id id)
{
	uint8_t *s = m->used > 0 ? slot_of(m, id) : NULL;

	return s != NULL && id_same(s, &id) ? s + sizeof id : NULL;
}

static void
map_widen(struct map *m)
{
	size_t step = sizeof(struct id) + m->size;
	struct map wider = { m->size, m->used,
		m->room > 0 ? 2 * m->room : 64, NULL };
	struct id id;

	wider.slot = more(NULL, wider.room, step);
	memset(wider.slot, 0, wider.room * step);
	for (size_t i = 0; i < m->room; i++) {
		memcpy(&id, m->slot + i * step, sizeof id);
		if (!id_same(&id, &nothing))
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
	m->used += id_same(s, &nothing);
	return (uint8_t *)memcpy(s, id.b, sizeof id) + sizeof id;
}

void
map_clear(struct map *m)
{
	if (m->used > 0)
		memset(m->slot, 0, m->room * (sizeof nothing + m->size));
	m->used = 0;
}
