/* SPDX-License-Identifier: Apache-2.0 */
#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

#define BLOCK_MIN ((size_t)16 << 10)
#define BLOCK_MAX ((size_t)1 << 20)

struct arena_block {
	struct arena_block *next;
	size_t              size, used;
	alignas(max_align_t) unsigned char data[];
};

static void *
out_of_memory(void)
{
	fputs("canvass: out of memory\n", stderr);
	abort();
}

/* Blocks double in size, so a large arena has few of them. */
static struct arena_block *
add_block(struct arena *a, size_t need)
{
	size_t size = a->head != NULL ? a->head->size * 2 : BLOCK_MIN;
	struct arena_block *b;

	if (size > BLOCK_MAX)
		size = BLOCK_MAX;
	if (size < need)
		size = need;
	if (size > SIZE_MAX - sizeof *b || (b = malloc(sizeof *b + size)) == NULL)
		return out_of_memory();
	b->next = a->head;
	b->size = size;
	b->used = 0;
	a->head = b;
	return b;
}

static void *
take(struct arena *a, size_t n)
{
	struct arena_block *b = a->head;
	size_t rounded;
	void *p;

	if (n > SIZE_MAX / 2)
		return out_of_memory();
	rounded = (n + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
	if (b == NULL || b->size - b->used < rounded)
		b = add_block(a, rounded);
	p = b->data + b->used;
	b->used += rounded;
	a->used += rounded;
	return p;
}

void *
arena_zero(struct arena *a, size_t count, size_t size)
{
	size_t n;
	void *p;

	if (__builtin_mul_overflow(count, size, &n))
		return out_of_memory();
	p = take(a, n);
	return memset(p, 0, n);
}

char *
arena_str(struct arena *a, const char *s, size_t n)
{
	char *p = take(a, n + 1);

	if (n > 0)
		memcpy(p, s, n);
	p[n] = '\0';
	return p;
}

char *
arena_text(struct arena *a, const char *s)
{
	return arena_str(a, s, strlen(s));
}

char *
arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char *p;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		return out_of_memory();
	p = take(a, (size_t)n + 1);
	va_start(ap, fmt);
	(void)vsnprintf(p, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return p;
}

void *
arena_grow(struct arena *a, void *p, size_t used, size_t *cap, size_t size)
{
	size_t more = *cap > 0 ? *cap * 2 : 8;
	void *q;

	if (used < *cap)
		return p;
	q = arena_zero(a, more, size);
	if (used > 0)
		memcpy(q, p, used * size);
	*cap = more;
	return q;
}

void
arena_reset(struct arena *a)
{
	struct arena_block *keep = a->head;

	if (keep == NULL)
		return;
	for (struct arena_block *b = keep->next, *next; b != NULL; b = next) {
		next = b->next;
		free(b);
	}
	keep->next = NULL;
	keep->used = 0;
	a->used = 0;
}

void
arena_free(struct arena *a)
{
	for (struct arena_block *b = a->head, *next; b != NULL; b = next) {
		next = b->next;
		free(b);
	}
	*a = (struct arena){ 0 };
}
