/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "record/entry.h"
#include "text/base64.h"
#include "text/json.h"

#include "cli/trust.h"

static const char about[] =
    "# Whom to trust, as this record itself says it. Whoever made up the record made\n"
    "# up this too: compare every line with what the officers, the log's keeper and\n"
    "# the witnesses say elsewhere, and write down here what you learned there.\n";

static const char *
key_of(const struct json_value *people, const char *actor)
{
	for (const struct json_value *p = people->child; p != NULL;
	    p = p->next) {
		const char *id = json_text_find(p, "actor");

		if (id != NULL && strcmp(id, actor) == 0)
			return json_text_find(p, "key");
	}
	return NULL;
}

static void
put_officers(struct buf *out, const struct json_value *genesis)
{
	const struct json_value *people = json_find(genesis, "people");

	for (const struct json_value *o = json_find(genesis,
	    "officers")->child; o != NULL; o = o->next) {
		const char *key = key_of(people, o->text);

		if (key != NULL)
			buf_printf(out, "officer %s %s\n", o->text, key);
	}
	buf_printf(out, "threshold %s\n",
	    json_find(genesis, "threshold")->text);
}

bool
trust_write(struct record *r, const struct checkpoint *at, struct buf *out,
    struct err *e)
{
	const struct genesis *g = record_genesis(r);
	struct arena a CLEANUP(arena_free) = { 0 };
	struct store_row row;
	struct entry first;
	char hex[HASH_HEX];

	TRY(store_entry(record_store(r), &a, 0, &row, e));
	TRY(entry_read(&a, row.bytes, 0, &first, e));
	hash_text(hex, g->leaf);
	buf_str(out, about);
	buf_printf(out, "origin %s\nlog %s\n", g->origin, g->log_key);
	put_officers(out, first.act.tree);
	buf_str(out, "# witness NAME VERIFIER-KEY\n# quorum 1\n");
	buf_printf(out, "genesis %s\nseen %" PRId64 " ", hex, at->size);
	base64_put(out, at->root, HASH_SIZE);
	buf_char(out, '\n');
	return true;
}
