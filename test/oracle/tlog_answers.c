/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tlog_answers make: a log whose entry N is the text N, line by line:
 *	root SIZE HEX
 *	include SIZE INDEX HEX…
 *	consistent SIZE OLD HEX…
 *	tile PATH HEX
 *	note VERIFIER-KEY HEX
 * tlog_answers check: takes lines of the last four kinds, with LEAF or OLD-ROOT
 * and ROOT before the hashes of a proof, and answers each with yes or no.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "ledger/checkpoint.h"
#include "ledger/merkle.h"
#include "ledger/note.h"
#include "ledger/tile.h"

#define SMALL 40	/* every pair up to here */
#define LARGE 66000	/* three levels of tiles */

static struct merkle tree;

static void
leaf_of(int64_t seq, unsigned char sum[HASH_SIZE])
{
	char text[24];

	merkle_leaf(sum, text, (size_t)snprintf(text, sizeof text, "%" PRId64,
	    seq));
}

static bool
get(void *ctx, int level, int64_t index, unsigned char sum[HASH_SIZE],
    struct err *e)
{
	struct merkle m = { 0 };

	(void)ctx, (void)e;
	for (int64_t i = index << level; i < (index + 1) << level; i++) {
		leaf_of(i, sum);
		merkle_add(&m, sum);
	}
	merkle_root(&m, sum);
	return true;
}

static bool
entry(void *ctx, int64_t seq, const void **p, size_t *n, struct err *e)
{
	static char text[24];

	(void)ctx, (void)e;
	*n = (size_t)snprintf(text, sizeof text, "%" PRId64, seq);
	*p = text;
	return true;
}

static void
put_hex(const void *p, size_t n)
{
	const unsigned char *s = p;

	putchar(' ');
	for (size_t i = 0; i < n; i++)
		printf("%02x", s[i]);
}

static bool
put_tile(void *ctx, const char *path, const void *p, size_t n, struct err *e)
{
	(void)ctx, (void)e;
	printf("tile %s", path);
	put_hex(p, n);
	putchar('\n');
	return true;
}

static void
put_proof(const char *kind, int64_t size, int64_t other,
    const struct merkle_proof *p)
{
	printf("%s %" PRId64 " %" PRId64, kind, size, other);
	for (size_t i = 0; i < p->n; i++)
		put_hex(p->node[i], HASH_SIZE);
	putchar('\n');
}

static void
put_root(int64_t size)
{
	unsigned char sum[HASH_SIZE];

	while (tree.size < size) {
		leaf_of(tree.size, sum);
		merkle_add(&tree, sum);
	}
	merkle_root(&tree, sum);
	printf("root %" PRId64, size);
	put_hex(sum, sizeof sum);
	putchar('\n');
}

static void
put_note(struct arena *a)
{
	struct buf text CLEANUP(buf_free) = { 0 };
	struct buf note CLEANUP(buf_free) = { 0 };
	struct buf vkey CLEANUP(buf_free) = { 0 };
	struct checkpoint c = { .origin = "example.org/log",
	    .size = tree.size };
	struct sign_key secret;
	struct note_key k;

	sign_demonstration(&secret, 0);
	k = note_key_of(a, c.origin, NOTE_ED25519, secret.public);
	merkle_root(&tree, c.root);
	checkpoint_write(&text, &c);
	note_begin(&note, text.p, text.len);
	note_sign(&note, text.p, text.len, &k, &secret);
	note_key_write(&vkey, &k);
	printf("note %s", vkey.p);
	put_hex(note.p, note.len);
	putchar('\n');
}

static bool
make(struct arena *a, struct err *e)
{
	struct merkle_proof p;

	for (int64_t size = 1; size <= SMALL; size++) {
		put_root(size);
		for (int64_t i = 0; i < size; i++) {
			TRY(merkle_inclusion(&p, i, size, get, NULL, e));
			put_proof("include", size, i, &p);
			TRY(merkle_consistency(&p, i + 1, size, get, NULL, e));
			put_proof("consistent", size, i + 1, &p);
		}
	}
	put_root(LARGE);
	put_note(a);
	return tile_build(entry, NULL, 0, LARGE, put_tile, NULL, e);
}

/* Bytes in hexadecimal, as many as there are. */
static size_t
unhex(const char *s, unsigned char *p)
{
	size_t n = strlen(s) / 2;

	for (size_t i = 0; i < n; i++) {
		char two[3] = { s[2 * i], s[2 * i + 1] };

		p[i] = (unsigned char)strtoul(two, NULL, 16);
	}
	return n;
}

static bool
check_note(struct arena *a, const char *vkey, const char *hex)
{
	unsigned char *p = arena_zero(a, 1, strlen(hex));
	size_t n = unhex(hex, p);
	struct note_key k;
	struct signed_note note;
	struct err e;

	return note_key_parse(a, vkey, &k, &e) &&
	    note_parse(a, (char *)p, n, "note", &note, &e) &&
	    note_signed(&note, &k);
}

static bool
check_proof(bool inclusion, char *rest)
{
	unsigned char from[HASH_SIZE], root[HASH_SIZE];
	struct merkle_proof p = { 0 };
	int64_t size = strtoll(strtok(rest, " "), NULL, 10);
	int64_t other = strtoll(strtok(NULL, " "), NULL, 10);
	char *s;

	unhex(strtok(NULL, " "), from);
	unhex(strtok(NULL, " "), root);
	while ((s = strtok(NULL, " ")) != NULL && p.n < MERKLE_MAX)
		unhex(s, p.node[p.n++]);
	return inclusion ? merkle_included(&p, other, size, from, root) :
	    merkle_consistent(&p, other, from, size, root);
}

static void
check(struct arena *a)
{
	static char line[1 << 16];

	while (fgets(line, sizeof line, stdin) != NULL) {
		char *rest;
		bool holds;

		line[strcspn(line, "\n")] = '\0';
		rest = strchr(line, ' ');
		if (rest == NULL)
			return;
		*rest++ = '\0';
		if (strcmp(line, "note") == 0) {
			char *hex = strchr(rest, ' ');

			*hex++ = '\0';
			holds = check_note(a, rest, hex);
		} else {
			holds = check_proof(strcmp(line, "include") == 0, rest);
		}
		puts(holds ? "yes" : "no");
	}
}

int
main(int argc, char *argv[])
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct err e;

	if (argc != 2)
		return 2;
	if (strcmp(argv[1], "check") == 0)
		check(&a);
	else if (!make(&a, &e))
		return 3;
	return 0;
}
