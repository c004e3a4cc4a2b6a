/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bytes: pieces of memory, their spellings and their hashes.  What is taken is
 * kept until the program ends; running out of memory ends it.
 */
#ifndef VERIFIER_BYTES_H
#define VERIFIER_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Borrowed bytes, not ended by NUL. */
struct text {
	const char *p;
	size_t      n;
};
#define TEXT(literal) ((struct text){ (literal), sizeof(literal) - 1 })
/* For printf("%.*s", SHOW(t)): at most 200 bytes of what a stranger wrote. */
#define SHOW(t) (int)((t).n < 200 ? (t).n : 200), (t).n > 0 ? (t).p : ""

struct text text_of(const char *s);
struct text text_from(struct text t, size_t at);	/* what stands behind */
int text_order(struct text a, struct text b);
#define text_same(a, b) (text_order(a, b) == 0)
#define text_is(t, s) text_same(t, text_of(s))
bool text_begins(struct text t, const char *s);
/* text_cut(t, c, head): Move what stands before the first ${c} into ${head}. */
bool text_cut(struct text *t, char c, struct text *head);
/* text_next(t, c, part): The same; the last part needs no ${c} behind it. */
bool text_next(struct text *t, char c, struct text *part);
/* text_word(t, words): Place of ${t} in ${words}, parted by blanks, or -1. */
int text_word(struct text t, struct text words);
bool text_has_only(struct text t, const char *allowed);
#define LETTERS_AND_DIGITS \
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

/* Days and instants in the one way that the record writes them. */
#define DAY "%Y-%m-%d"
#define INSTANT "%Y-%m-%dT%H:%M:%SZ"
bool time_read(struct text t, const char *form, uint64_t *seconds);

/* Lower-case hexadecimal, or RFC 4648 §4, of exactly ${n} bytes. */
bool hex_read(struct text t, uint8_t *out, size_t n);
bool base64_read(struct text t, uint8_t *out, size_t n);
/* whole_read(t, out): At most 18 digits, without zeros before them. */
bool whole_read(struct text t, uint64_t *out);

void *more(void *p, size_t count, size_t size);	/* realloc */
void *lasting(size_t n);			/* zeroed */
struct text lasting_text(struct text t);

/* A buffer that grows; buf_room makes room for ${n} bytes more. */
struct buf {
	char  *p;
	size_t n, room;
};
char *buf_room(struct buf *b, size_t n);
/* buf_join(b, n, part): Instead of what it held, ${n} texts; all of them. */
struct text buf_join(struct buf *b, size_t n, const struct text *part);
void buf_put(struct buf *b, struct text t);	/* behind what it held */
#define buf_text(b) ((struct text){ (b)->p, (b)->n })

/* csv_row(rest, field, most): A row of RFC 4180; how many fields, 0: none. */
size_t csv_row(struct text *rest, struct text *field, size_t most);
/* The place of a column, or SIZE_MAX. */
size_t csv_column(const struct text *head, size_t n, struct text name);

struct hash {
	uint8_t b[32];
};
struct hash hash_parts(size_t n, const struct text *part);	/* SHA-256 */
#define hash_of(t) hash_parts(1, (struct text[]){ t })
#define hash_leaf(t) hash_parts(2, (struct text[]){ { "\0", 1 }, t })
struct hash hash_node(const struct hash *left, const struct hash *right);
#define hash_same(x, y) (memcmp((x)->b, (y)->b, sizeof(struct hash)) == 0)
const char *hash_hex(const struct hash *h);	/* one of four static places */

/* Ed25519 as RFC 8032 means it: one spelling, no key of small order. */
bool signature_holds(const uint8_t key[32], const uint8_t sig[64],
    struct text message);

/* The name of a thing: half a SHA-256 of the texts that name it. */
struct id {
	uint8_t b[16];
};
struct id id_of(size_t n, const struct text *name);
#define ID(...) id_of(sizeof((struct text[]){ __VA_ARGS__ }) / \
	sizeof(struct text), (struct text[]){ __VA_ARGS__ })

/* From ids to values; map_add makes one of ${size} zeros, if it is new. */
struct map {
	void *root;
};
void *map_find(const struct map *m, struct id id);
void *map_add(struct map *m, struct id id, size_t size);

#endif
