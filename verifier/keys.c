/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The idempotency keys of all entries do not fit in memory of a constant size.
 * They are written to a file without a name, and read back once for every
 * 65,536 of them: each time those whose hash falls into one part are sorted.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "record.h"

enum { PART = 65536, ROOM = 2 * PART, BLOCK = 4096 };

struct key {
	struct id id;		/* of actor and key */
	uint64_t  at;		/* leaf, twice; odd: refused as DUPLICATE */
};

static FILE *file;
static uint64_t keys;
static bool lost;

/*
 * An act refused for its signature was not its actor's, and used no key of
 * theirs; one refused as DUPLICATE says that the key was used before.
 */
bool
keys_add(const struct entry *e)
{
	struct key k = { id_of_two("key", e->actor, e->key),
		e->leaf * 2 + (e->refusal == DUPLICATE) };

	if (e->refusal == BAD_SIGNATURE)
		return true;
	keys++;
	lost = lost || (file == NULL && (file = tmpfile()) == NULL) ||
	    fwrite(&k, sizeof k, 1, file) != 1;
	return !lost;
}

static int
key_order(const void *a, const void *b)
{
	const struct key *x = a, *y = b;
	int order = memcmp(&x->id, &y->id, sizeof x->id);

	return order != 0 ? order : (x->at > y->at) - (x->at < y->at);
}

static void
judge(struct key *k, size_t n)
{
	qsort(k, n, sizeof *k, key_order);
	for (size_t i = 0; i < n; i++) {
		bool again = i > 0 && memcmp(&k[i].id, &k[i - 1].id, sizeof k->id) == 0;

		check_at((int64_t)(k[i].at / 2));
		(void)CHECK(CHECK_KEYS, again == (k[i].at & 1), again ?
		    "answers the key of leaf %" PRIu64 " again" :
		    "refused as DUPLICATE, but nothing before it has its key",
		    i > 0 ? k[i - 1].at / 2 : 0);
	}
	check_at(-1);
}

/* Those of part ${i} of ${parts}, into ${room}; false: they cannot be read. */
static bool
read_part(uint64_t i, uint64_t parts, struct key *room, size_t *n)
{
	static struct key block[BLOCK];
	uint64_t part;

	rewind(file);
	for (size_t got; (got = fread(block, sizeof *block, BLOCK, file)) > 0; ) {
		for (size_t j = 0; j < got; j++) {
			memcpy(&part, block[j].id.b, sizeof part);
			if (part % parts != i)
				continue;
			if (*n == ROOM)
				return false;
			room[(*n)++] = block[j];
		}
	}
	return ferror(file) == 0;
}

bool
keys_check(void)
{
	uint64_t parts = keys / PART + 1;
	struct key *room = keys > 0 ? more(NULL, ROOM, sizeof *room) : NULL;
	bool ok = !lost;

	for (uint64_t i = 0; ok && keys > 0 && i < parts; i++) {
		size_t n = 0;

		ok = read_part(i, parts, room, &n);
		judge(room, n);
	}
	free(room);
	if (file != NULL)
		(void)fclose(file);
	return ok;
}
