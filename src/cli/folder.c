/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "crypt/hash.h"
#include "read/definition.h"
#include "read/table.h"
#include "record/entry.h"
#include "store/objects.h"
#include "text/json.h"

#include "cli/folder.h"

#define MAX_FILE       ((size_t)64 << 20)

/* What the record adds to its definition; facts first, for a long log is not read to open an election. */
struct adding {
	struct arena     *a;
	struct record    *r;
	struct folder    *f;
	struct fact      { int64_t seq; const char *id, *value; } *fact;
	size_t            facts, cap;
};

static bool
keep_fact(void *ctx, const struct store_fact *fact, struct err *e)
{
	struct adding *x = ctx;

	(void)e;
	x->fact = arena_grow(x->a, x->fact, x->facts, &x->cap,
	    sizeof *x->fact);
	x->fact[x->facts++] = (struct fact){ fact->seq,
		arena_text(x->a, fact->id), arena_text(x->a, fact->value) };
	return true;
}

static int
by_seq(const void *x, const void *y)
{
	const struct fact *a = x, *b = y;

	return a->seq < b->seq ? -1 : a->seq > b->seq;
}

/* The facts of a kind, in the order in which they were left. */
static bool
find_facts(struct adding *x, const char *kind, const char *state,
    struct err *e)
{
	x->facts = 0;
	TRY(store_facts(record_store(x->r), kind, state, keep_fact, x, e));
	if (x->facts > 0)
		qsort(x->fact, x->facts, sizeof *x->fact, by_seq);
	return true;
}

static bool
add_sources(struct adding *x, struct err *e)
{
	struct election *el = x->f->el;
	struct source *source;

	TRY(find_facts(x, "source", NULL, e));
	source = arena_zero(x->a, x->facts + 1, sizeof *source);
	for (size_t i = 0; i < x->facts; i++)
		TRY(definition_source(x->a, el, (struct bytes){
		    x->fact[i].value, strlen(x->fact[i].value) },
		    x->fact[i].id, &source[i], e));
	el->source = source;
	el->sources = (uint16_t)x->facts;
	return true;
}

/* Who explained a finding, and how: in the entry that did it. */
static bool
add_explanation(struct adding *x, const struct fact *fact,
    struct explained *out, struct err *e)
{
	struct store_row row;
	struct entry n;

	TRY(store_entry(record_store(x->r), x->a, fact->seq, &row, e));
	TRY(entry_read(x->a, row.bytes, row.seq, &n, e));
	*out = (struct explained){ .id = n.act.subject,
		.note = { .code = "", .unit = NO_UNIT, .member = "",
		.text = json_text_in(n.act.payload, "text"),
		.cite = json_text_in(n.act.payload, "cite"),
		.by = n.act.actor, .on = n.act.day } };
	return true;
}

static int
by_id(const void *x, const void *y)
{
	const struct explained *a = x, *b = y;

	return strcmp(a->id, b->id);
}

static bool
add_explanations(struct adding *x, struct err *e)
{
	struct explained *explained;

	TRY(find_facts(x, "finding", "explained", e));
	explained = arena_zero(x->a, x->facts + 1, sizeof *explained);
	for (size_t i = 0; i < x->facts; i++)
		TRY(add_explanation(x, &x->fact[i], &explained[i], e));
	if (x->facts > 0)
		qsort(explained, x->facts, sizeof *explained, by_id);
	x->f->explained = explained;
	x->f->explanations = x->facts;
	return true;
}

const struct note *
folder_explained(const struct folder *f, const char *id)
{
	struct explained key = { .id = id };
	const struct explained *k = f->explanations == 0 ? NULL :
	    bsearch(&key, f->explained, f->explanations, sizeof key, by_id);

	return k == NULL ? NULL : &k->note;
}

static void
list_files(struct arena *a, const struct record *r, struct folder *f)
{
	static const char *const uses[] = { "definition", "rules",
		"authority", "elector-rules", "map", "electors" };
	struct record_file *file = arena_zero(a, sizeof uses / sizeof *uses,
	    sizeof *file);

	for (size_t i = 0; i < sizeof uses / sizeof *uses; i++)
		if (record_file(r, uses[i]) != NULL)
			file[f->files++] = *record_file(r, uses[i]);
	f->file = file;
}

bool
folder_of(struct arena *a, struct record *r, const char *path,
    struct folder *out, struct err *e)
{
	struct folder f = { .path = arena_text(a, path),
		.store = arena_text(a, store_folder(record_store(r))),
		.law = record_law(r) };
	struct adding x = { .a = a, .r = r, .f = &f };
	const char *name = "";
	struct bytes text;

	list_files(a, r, &f);
	for (size_t i = 0; i < f.files; i++)
		TRY(store_object_get(record_store(r), f.file[i].sha256, e));
	TRY(folder_read(a, &f, "definition", &text, &name, e));
	TRY(definition_parse(a, text, name, &f.el, e));
	TRY(add_sources(&x, e));
	TRY(add_explanations(&x, e));
	for (uint16_t i = 0; i < f.el->sources; i++) {
		TRY(store_object_get(record_store(r), f.el->source[i].sha256,
		    e));
		TRY(store_object_get(record_store(r), f.el->source[i].table,
		    e));
	}
	*out = f;
	return true;
}

bool
folder_open(struct arena *a, const char *path, struct folder *out,
    struct err *e)
{
	struct record *r CLEANUP(record_close) = NULL;

	if (!store_is_address(path) && !file_exists(arena_printf(a,
	    "%s/record.db", path)))
		return err_set(e, ERR_INPUT, "%s: found no election here, "
		    "expected a folder made by 'canvass init'", path);
	TRY(record_open(a, path, RECORD_READ, &r, e));
	return folder_of(a, r, path, out, e);
}

static const struct record_file *
find_file(const struct folder *f, const char *use)
{
	for (size_t i = 0; i < f->files; i++)
		if (strcmp(f->file[i].use, use) == 0)
			return &f->file[i];
	return NULL;
}

bool
folder_read(struct arena *a, const struct folder *f, const char *use,
    struct bytes *out, const char **name, struct err *e)
{
	const struct record_file *file = find_file(f, use);

	*out = (struct bytes){ 0 };
	if (file == NULL)
		return true;
	*name = file->name;
	TRY(objects_check(a, f->store, file->sha256, e));
	return file_read(a, objects_path(a, f->store, file->sha256), MAX_FILE,
	    out, e);
}

bool
folder_law(struct arena *a, const struct folder *f, const char *use,
    struct law **out, struct err *e)
{
	struct bytes text;
	const char *name;

	*out = NULL;
	TRY(folder_read(a, f, use, &text, &name, e));
	return text.p == NULL || law_parse(a, text, name, out, e);
}

bool
folder_contest(const struct folder *f, const char *id, struct contest_ix *out,
    struct err *e)
{
	*out = id != NULL ? election_find_contest(f->el, id) :
	    (struct contest_ix){ 0 };
	if (contest_exists(*out))
		return true;
	return err_set(e, ERR_INPUT, "%s has no contest '%s' (the first is "
	    "'%s')", f->el->title, id, f->el->contest[0].id);
}

/* The tables of one contest, held open side by side. */
struct tables {
	struct table   **table;
	struct source_ix *which;
	size_t           n;
};

static void
close_tables(struct tables *t)
{
	for (size_t i = 0; i < t->n; i++)
		table_close(&t->table[i]);
}

static bool
open_one(struct arena *a, const struct folder *f, struct source_ix s,
    struct table **out, struct err *e)
{
	const struct source *src = &f->el->source[s.n];

	TRY(objects_check(a, f->store, src->table, e));
	return table_open(a, objects_path(a, f->store, src->table), f->el, src,
	    out, e);
}

static bool
open_tables(struct arena *a, const struct folder *f, struct contest_ix contest,
    struct tables *t, struct err *e)
{
	t->table = arena_zero(a, f->el->sources, sizeof(struct table *));
	t->which = arena_zero(a, f->el->sources, sizeof *t->which);
	for (uint16_t i = 0; i < f->el->sources; i++) {
		const struct source *s = &f->el->source[i];

		if (s->contest.n != contest.n || s->part == PART_TOTAL)
			continue;
		TRY(open_one(a, f, (struct source_ix){ i }, &t->table[t->n],
		    e));
		t->which[t->n++].n = i;
	}
	return true;
}

bool
folder_walk(const struct folder *f, struct contest_ix contest,
    folder_visit *visit, void *ctx, struct err *e)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct arena unit_arena CLEANUP(arena_free) = { 0 };
	struct tables t CLEANUP(close_tables) = { 0 };
	struct sheet *sheet;

	TRY(open_tables(&a, f, contest, &t, e));
	sheet = arena_zero(&a, t.n + 1, sizeof *sheet);
	for (struct unit_ix u = { 0 }; u.n < f->el->units; u.n++) {
		for (size_t i = 0; i < t.n; i++)
			TRY(table_unit(t.table[i], u, &unit_arena, &sheet[i],
			    e));
		TRY(visit(ctx, u, t.which, sheet, t.n, e));
		arena_reset(&unit_arena);
	}
	return true;
}

static void
close_table(struct table **t)
{
	if (*t != NULL)
		table_close(t);
}

bool
folder_total(struct arena *a, const struct folder *f, struct source_ix source,
    const int64_t **v, struct err *e)
{
	struct table *t CLEANUP(close_table) = NULL;
	struct sheet sheet;

	TRY(open_one(a, f, source, &t, e));
	TRY(table_unit(t, NO_UNIT, a, &sheet, e));
	if (sheet.rows != 1)
		return err_set(e, ERR_STORE,
		    "the totals of '%s' have %zu rows, expected 1",
		    f->el->source[source.n].id, sheet.rows);
	*v = sheet.row[0].v;
	return true;
}
