/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The idempotency keys of all entries do not fit in memory of a constant size.
 * They are written to a file without a name, and read back once for every
 * 65,536 of them: each time those whose hash falls into one part are compared.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "check.h"
#include "record.h"

enum { PART = 65536 };

struct key {
	struct id id;		/* of actor and key */
	uint64_t  leaf;
	bool      is_duplicate;	/* refused as one: its key was used before */
};

static FILE *file;
static uint64_t keys;

/* An act refused for its signature used no key of its actor's. */
bool
keys_add(const struct entry *e)
{
	struct key k;

	memset(&k, 0, sizeof k);
	k.id = ID(e->actor, e->key);
	k.leaf = e->leaf;
	k.is_duplicate = e->refusal == DUPLICATE;
	if (e->refusal == BAD_SIGNATURE)
		return true;
	keys++;
	return (file != NULL || (file = tmpfile()) != NULL) &&
	    fwrite(&k, sizeof k, 1, file) == 1;
}

static void
check_key(struct map *first, const struct key *k)
{
	uint64_t *leaf = map_add(first, k->id);

	check_at((int64_t)k->leaf, TEXT(""));
	CHECK(CHECK_KEYS, (*leaf != 0) == k->is_duplicate, *leaf != 0 ?
	    "answers the key of leaf %" PRIu64 " again" :
	    "refused as DUPLICATE, but nothing before it has its key", *leaf);
	*leaf = *leaf != 0 ? *leaf : k->leaf;
}

bool
keys_check(void)
{
	uint64_t parts = keys / PART + 1, part;
	struct map first = { .size = sizeof(uint64_t) };
	struct key k;

	for (uint64_t i = 0; file != NULL && i < parts; i++) {
		map_clear(&first);
		rewind(file);
		while (fread(&k, sizeof k, 1, file) == 1) {
			memcpy(&part, k.id.b + 8, sizeof part);
			if (part % parts == i)
				check_key(&first, &k);
		}
	}
	check_at(-1, TEXT(""));
	return file == NULL || (ferror(file) == 0 && fclose(file) == 0);
}
