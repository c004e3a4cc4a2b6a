/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ledger: what an entry costs on its way into the log, one core, CPU time,
 * beside what hashing the same bytes and reading them costs in the same run.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "text/canon.h"
#include "text/json.h"

#include "ledger/merkle.h"
#include "ledger/tile.h"

#include "crypt/sign.h"

#define ENTRIES 1000000

static struct buf text;		/* one entry of about 400 bytes, canonical */
static struct json_value *value;
static volatile unsigned char sink;

static double
now(void)
{
	return (double)clock() / CLOCKS_PER_SEC;
}

static double
tell(const char *what, double start, int n)
{
	double rate = n / (now() - start);

	printf("%-34s %11.0f a second\n", what, rate);
	return rate;
}

static void
make_entry(struct arena *a)
{
	static const char json[] = "{\"seq\": 41822, \"outcome\": \"done\", "
	    "\"logged\": \"2020-11-20T22:00:00Z\", \"prior\": \"a1b2c3d4e5f60718"
	    "a1b2c3d4e5f60718a1b2c3d4e5f60718a1b2c3d4e5f60718\", \"state\": "
	    "{\"from\": \"open\", \"to\": \"done\", \"version\": 3}, \"act\": "
	    "{\"role\": \"county-board\", \"actor\": \"fulton-board\", "
	    "\"action\": \"canvass.certify\", \"subject\": \"canvass/13121\", "
	    "\"key\": \"certify-13121-1\", \"occurred\": \"2020-11-13\", "
	    "\"payload\": {\"votes\": {\"biden\": 381144, \"trump\": 137240}}}}";
	struct memory m = { json, sizeof json - 1 };
	struct err e;

	if (!json_tree(a, (struct feed){ memory_fill, &m, "entry" }, &value,
	    &e) || !canon_write(&text, value, "entry", &e))
		abort();
}

static double
canonical_from_tree(void)
{
	unsigned char sum[HASH_SIZE];
	struct buf out CLEANUP(buf_free) = { 0 };
	double start = now();
	struct err e;

	for (int i = 0; i < ENTRIES; i++) {
		out.len = 0;
		if (!canon_write(&out, value, "entry", &e))
			abort();
		merkle_leaf(sum, out.p, out.len);
	}
	sink = sum[0];
	return tell("canonical from a tree + leaf hash", start, ENTRIES);
}

static double
canonical_check(void)
{
	unsigned char sum[HASH_SIZE];
	double start = now();

	for (int i = 0; i < ENTRIES; i++) {
		if (!canon_is(text.p, text.len))
			abort();
		merkle_leaf(sum, text.p, text.len);
	}
	sink = sum[0];
	return tell("canonical form checked + leaf hash", start, ENTRIES);
}

static double
hash_alone(void)
{
	unsigned char sum[HASH_SIZE];
	double start = now();

	for (int i = 0; i < ENTRIES; i++)
		hash_of(sum, text.p, text.len);
	sink = sum[0];
	return tell("SHA-256 of the same bytes alone", start, ENTRIES);
}

static void
growing(void)
{
	unsigned char leaf[HASH_SIZE] = { 7 };
	struct merkle m = { 0 };
	double start = now();

	for (int i = 0; i < ENTRIES; i++)
		merkle_add(&m, leaf);
	(void)tell("merkle_add", start, ENTRIES);
}

static bool
entry(void *ctx, int64_t seq, const void **p, size_t *n, struct err *e)
{
	(void)ctx, (void)seq, (void)e;
	*p = text.p;
	*n = text.len;
	return true;
}

static bool
drop(void *ctx, const char *path, const void *p, size_t n, struct err *e)
{
	(void)ctx, (void)path, (void)p, (void)n, (void)e;
	return true;
}

static void
tiles(void)
{
	double start = now();
	struct err e;

	if (!tile_build(entry, NULL, 0, ENTRIES, drop, NULL, &e))
		abort();
	(void)tell("tile_build, entries", start, ENTRIES);
}

static void
signatures(void)
{
	unsigned char sig[SIGN_SIZE];
	struct sign_key k;
	double start = now();
	const int n = 20000;

	sign_demonstration(&k, 0);
	for (int i = 0; i < n; i++)
		sign_make(sig, text.p, text.len, &k);
	(void)tell("Ed25519 signatures made", start, n);
	start = now();
	for (int i = 0; i < n; i++)
		if (!sign_holds(sig, text.p, text.len, k.public))
			abort();
	(void)tell("Ed25519 signatures checked", start, n);
}

int
main(void)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	double hash, tree, check;

	make_entry(&a);
	printf("%zu bytes an entry\n", text.len);
	hash = hash_alone();
	tree = canonical_from_tree();
	check = canonical_check();
	printf("of the hash alone: %.0f %% and %.0f %%\n", 100 * tree / hash,
	    100 * check / hash);
	growing();
	tiles();
	signatures();
	buf_free(&text);
	return 0;
}
