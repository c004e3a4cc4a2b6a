/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "record/entry.h"
#include "text/json.h"

#include "cli/door.h"
#include "cli/public.h"

/* An object that an entry names; of the same object there may be several. */
struct naming {
	char hex[HASH_HEX];
	bool must, kept_back, released;
};

struct names {
	struct arena   a, each;
	struct naming *item;
	size_t         n, cap;
};

static void
add(struct names *x, const struct json_value *v, struct naming how)
{
	unsigned char sum[HASH_SIZE];

	if (v == NULL || v->kind != JSON_STRING ||
	    !hash_parse(sum, v->text, v->n))
		return;
	memcpy(how.hex, v->text, HASH_HEX);
	x->item = arena_grow(&x->a, x->item, x->n, &x->cap, sizeof how);
	x->item[x->n++] = how;
}

static bool
is_true(const struct json_value *payload, const char *name)
{
	const struct json_value *v = json_find(payload, name);

	return v != NULL && v->kind == JSON_TRUE;
}

/* Small cells tell how single voters voted. */
static bool
has_small_cells(const struct json_value *payload)
{
	const struct json_value *part = json_find(payload, "part");

	return part != NULL && part->kind == JSON_STRING &&
	    (strcmp(part->text, "batch") == 0 ||
	    strcmp(part->text, "precinct") == 0);
}

static void
add_source(struct names *x, const struct json_value *payload)
{
	bool small = has_small_cells(payload);
	bool open = is_true(payload, "already_public");
	struct naming how = { .must = !small || open,
		.kept_back = small && !open, .released = small && open };

	add(x, json_find(payload, "sha256"), how);
	add(x, json_find(payload, "table"), how);
}

static void
add_files(struct names *x, const struct json_value *files)
{
	for (const struct json_value *f = files == NULL ? NULL : files->child;
	    f != NULL; f = f->next)
		add(x, json_find(f, "sha256"), (struct naming){ .must = true });
}

/* Objects that the record names must be there; what a request or a commitment names may be. */
static bool
add_named(void *ctx, const struct json_value *v, struct err *e)
{
	(void)e;
	add(ctx, v, (struct naming){ .must = true });
	return true;
}

static bool
take(void *ctx, const struct store_row *row, struct err *e)
{
	struct names *x = ctx;
	const struct json_value *payload;
	struct entry n;

	arena_reset(&x->each);
	TRY(entry_read(&x->each, row->bytes, row->seq, &n, e));
	payload = n.act.payload;
	if (n.outcome == OUTCOME_GENESIS)
		add_files(x, json_find(n.act.tree, "files"));
	if (payload == NULL || n.outcome == OUTCOME_REFUSED)
		return true;
	if (n.outcome == OUTCOME_DONE &&
	    strcmp(n.act.action, "source.import") == 0) {
		add_source(x, payload);
		return true;
	}
	add(x, json_find(payload, "returns"), (struct naming){ 0 });
	add(x, json_find(payload, "sha256"), (struct naming){ 0 });
	return n.outcome != OUTCOME_DONE ||
	    record_named(&n.act, add_named, x, e);
}

static int
by_hex(const void *x, const void *y)
{
	const struct naming *a = x, *b = y;

	return strcmp(a->hex, b->hex);
}

/* All that is said of one object: it goes out unless its cells are small and nobody released them. */
static bool
visit_one(const struct naming *of, size_t n, public_visit *visit, void *ctx,
    struct err *e)
{
	struct naming all = { 0 };

	for (size_t i = 0; i < n; i++) {
		all.must |= of[i].must;
		all.kept_back |= of[i].kept_back;
		all.released |= of[i].released;
	}
	if (all.kept_back && !all.released)
		return true;
	return visit(ctx, of->hex, all.must, e);
}

static bool
visit_all(struct names *x, public_visit *visit, void *ctx, struct err *e)
{
	size_t n;

	if (x->n > 0)
		qsort(x->item, x->n, sizeof *x->item, by_hex);
	for (size_t i = 0; i < x->n; i += n) {
		for (n = 1; i + n < x->n; n++)
			if (by_hex(&x->item[i], &x->item[i + n]) != 0)
				break;
		TRY(visit_one(&x->item[i], n, visit, ctx, e));
	}
	return true;
}

bool
public_objects(struct record *r, int64_t size, public_visit *visit, void *ctx,
    struct err *e)
{
	struct names x = { 0 };
	bool done = door_each(r, size, take, &x, e) && visit_all(&x, visit, ctx,
	    e);

	arena_free(&x.each);
	arena_free(&x.a);
	return done;
}
