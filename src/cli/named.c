/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "record/entry.h"
#include "text/json.h"

#include "cli/door.h"
#include "cli/named.h"

#define FIRST_ROOM 1024		/* a power of two */

struct name {
	unsigned char sum[HASH_SIZE];
	bool          must;
};

/* The names in the order in which they came, and a table to find them by; it is never more than half full. */
struct naming {
	struct arena a, each;
	struct name *name;
	size_t       n, cap;
	struct arena table_arena;
	uint32_t    *table;		/* numbers of names, from 1; 0: free */
	size_t       room;
	bool         must;		/* of what is being looked at */
};

/* Where ${sum} is in the table, or where it belongs. */
static size_t
place_of(const struct naming *x, const unsigned char sum[HASH_SIZE])
{
	size_t at;

	memcpy(&at, sum, sizeof at);
	for (at &= x->room - 1; x->table[at] != 0; at = (at + 1) & (x->room - 1))
		if (memcmp(x->name[x->table[at] - 1].sum, sum, HASH_SIZE) == 0)
			break;
	return at;
}

static void
grow(struct naming *x)
{
	x->room = x->room == 0 ? FIRST_ROOM : 2 * x->room;
	arena_free(&x->table_arena);
	x->table = arena_zero(&x->table_arena, x->room, sizeof *x->table);
	for (size_t i = 0; i < x->n; i++)
		x->table[place_of(x, x->name[i].sum)] = (uint32_t)i + 1;
}

static void
add(struct naming *x, const unsigned char sum[HASH_SIZE], bool must)
{
	size_t at;

	if (2 * x->n >= x->room)
		grow(x);
	at = place_of(x, sum);
	if (x->table[at] != 0) {
		x->name[x->table[at] - 1].must |= must;
		return;
	}
	x->name = arena_grow(&x->a, x->name, x->n, &x->cap, sizeof *x->name);
	memcpy(x->name[x->n].sum, sum, HASH_SIZE);
	x->name[x->n++].must = must;
	x->table[at] = (uint32_t)x->n;
}

/* The members that name an object and nothing else, in the acts that the record relies on. */
static bool
is_sure(const struct naming *x, const char *name)
{
	return x->must && name != NULL && (strcmp(name, "sha256") == 0 ||
	    strcmp(name, "table") == 0 || strcmp(name, "returns") == 0);
}

static void
look(struct naming *x, const struct json_value *v)
{
	unsigned char sum[HASH_SIZE];

	if (v->kind == JSON_STRING && hash_parse(sum, v->text, v->n))
		add(x, sum, is_sure(x, v->name));
	for (const struct json_value *m = v->child; m != NULL; m = m->next)
		look(x, m);
}

static bool
look_at_entry(void *ctx, const struct store_row *row, struct err *e)
{
	struct naming *x = ctx;
	struct entry n;

	arena_reset(&x->each);
	TRY(entry_read(&x->each, row->bytes, row->seq, &n, e));
	x->must = n.outcome == OUTCOME_GENESIS || (n.outcome == OUTCOME_DONE &&
	    (strcmp(row->action, "source.import") == 0 ||
	    strcmp(row->action, "rule.adopt") == 0 ||
	    strcmp(row->action, "certification.issue") == 0));
	look(x, n.act.tree);
	return true;
}

static bool
visit_all(const struct naming *x, named_visit *visit, void *ctx,
    struct err *e)
{
	char hex[HASH_HEX];

	for (size_t i = 0; i < x->n; i++) {
		hash_text(hex, x->name[i].sum);
		TRY(visit(ctx, hex, x->name[i].must, e));
	}
	return true;
}

bool
named_each(struct record *r, int64_t size, named_visit *visit, void *ctx,
    struct err *e)
{
	struct naming x = { 0 };
	bool done = door_each(r, size, look_at_entry, &x, e) &&
	    visit_all(&x, visit, ctx, e);

	arena_free(&x.each);
	arena_free(&x.table_arena);
	arena_free(&x.a);
	return done;
}
