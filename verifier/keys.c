/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The idempotency keys of all entries do not fit in memory of a constant size.
 * They are written to a file without a name, and read back once for every
 * 1,048,576 of them: each time those whose hash falls into one part are sorted.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "check.h"
#include "record.h"

enum { PART = 1 << 20, ROOM = PART + PART / 8 };

struct key {
	struct id id;		/* of actor and key */
	uint64_t  at;		/* leaf, twice; odd: refused as DUPLICATE */
};

static FILE *file;
static uint64_t keys;

/* An act refused for its signature used no key of its actor's. */
bool
keys_add(const struct entry *e)
{
	struct key k = { ID(e->actor, e->key),
		2 * e->leaf + (e->refusal == DUPLICATE) };

	if (e->refusal == BAD_SIGNATURE)
		return true;
	keys++;
	return (file != NULL || (file = tmpfile()) != NULL) &&
	    fwrite(&k, sizeof k, 1, file) == 1;
}

static int
key_order(const void *a, const void *b)
{
	const struct key *x = a, *y = b;
	int order = memcmp(&x->id, &y->id, sizeof x->id);

	return order != 0 ? order : (x->at > y->at) - (x->at < y->at);
}

bool
keys_check(void)
{
	uint64_t parts = keys / PART + 1, part;
	struct key *k = more(NULL, ROOM, sizeof *k);
	size_t n;

	for (uint64_t i = 0; file != NULL && i < parts; i++) {
		rewind(file);
		for (n = 0; n < ROOM && fread(&k[n], sizeof *k, 1, file) == 1; ) {
			memcpy(&part, k[n].id.b, sizeof part);
			n += part % parts == i;
		}
		if (n == ROOM)
			return false;
		qsort(k, n, sizeof *k, key_order);
		for (size_t j = 0; j < n; j++) {
			bool again = j > 0 && memcmp(&k[j].id, &k[j - 1].id,
			    sizeof k->id) == 0;

			check_at((int64_t)(k[j].at / 2), TEXT(""));
			CHECK(CHECK_KEYS, again == (k[j].at & 1), "its key %s",
			    again ? "is answered again" : "was refused as "
			    "DUPLICATE, but nothing before it has it");
		}
	}
	check_at(-1, TEXT(""));
	free(k);
	return file == NULL || (ferror(file) == 0 && fclose(file) == 0);
}
