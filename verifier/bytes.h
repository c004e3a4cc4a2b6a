/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bytes: pieces of memory, their spellings, and a table with keys of 16 bytes.
 *
 * Running out of memory ends the program: there is no record without it.
 */
#ifndef VERIFIER_BYTES_H
#define VERIFIER_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Borrowed bytes, not ended by NUL. */
struct text {
	const char *p;
	size_t      n;
};

#define TEXT(literal) ((struct text){ (literal), sizeof(literal) - 1 })
/* For printf("%.*s", SHOW(t)): at most 200 bytes of what a stranger wrote. */
#define SHOW(t) (int)((t).n < 200 ? (t).n : 200), (t).n > 0 ? (t).p : ""

struct text text_of(const char *s);
bool text_same(struct text a, struct text b);
bool text_is(struct text t, const char *s);
bool text_begins(struct text t, const char *s);

/* text_cut(t, c, head): Move what stands before the first ${c} into ${head}. */
bool text_cut(struct text *t, char c, struct text *head);

/* text_next(t, c, part): The same, but the last part needs no ${c} behind it. */
bool text_next(struct text *t, char c, struct text *part);

/* text_word(t, words): Place of ${t} in ${words} (parted by blanks), or -1. */
int text_word(struct text t, const char *words);

/* Lower-case hexadecimal of exactly ${n} bytes. */
bool hex_read(struct text t, uint8_t *out, size_t n);
void hex_write(const uint8_t *bytes, size_t n, char *out);

/* RFC 4648 §4, padded, one spelling only; *${n} is room, then length. */
bool base64_read(struct text t, uint8_t *out, size_t *n);

/* Decimal digits without leading zeros, at most 2^63 - 1. */
bool whole_read(struct text t, uint64_t *out);

/* Is it 2020-11-20T22:00:00Z, is it 2020-11-20? */
bool text_is_instant(struct text t);
bool text_is_day(struct text t);

/* Growing memory; the program ends if there is none. */
void *more(void *p, size_t count, size_t size);

/* Memory for as long as the program runs; zeroed. */
void *lasting(size_t n);
struct text lasting_text(struct text t);

/* A buffer that grows. */
struct buf {
	char  *p;
	size_t n, room;
};
void buf_put(struct buf *b, struct text t);
void buf_free(struct buf *b);

/* The name of a thing: the first half of a SHA-256. */
struct id {
	uint8_t b[16];
};

/*
 * A table from ids to values of ${size} bytes.  Pointers into it live until
 * the next map_add.
 */
struct map {
	size_t   size, used, room;
	uint8_t *slot;
};
void *map_find(const struct map *m, struct id id);
/* map_add(m, id): The value of ${id}; a new one is all zero. */
void *map_add(struct map *m, struct id id);
/* map_next(m, at, id): The next value from *${at} on, or NULL. */
void *map_next(const struct map *m, size_t *at);
void map_free(struct map *m);

#endif
