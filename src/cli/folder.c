/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "read/definition.h"
#include "read/table.h"
#include "store/objects.h"

#include "cli/folder.h"

#define MAX_DEFINITION ((size_t)64 << 20)
#define MAX_RULES      ((size_t)4 << 20)

char *
folder_file(struct arena *a, const struct folder *f, const char *name)
{
	return arena_printf(a, "%s/%s", f->path, name);
}

bool
folder_open(struct arena *a, const char *path, struct folder *out,
    struct err *e)
{
	struct folder f = { .path = arena_text(a, path) };
	char *file = folder_file(a, &f, "election.json");
	struct bytes text;

	if (!file_exists(file))
		return err_set(e, ERR_INPUT, "%s: found no election here, "
		    "expected a folder made by 'canvass init'", path);
	TRY(file_read(a, file, MAX_DEFINITION, &text, e));
	TRY(definition_parse(a, text, file, &f.el, e));
	file = arena_printf(a, "%s/rules/%s", path, f.el->rules);
	TRY(file_read(a, file, MAX_RULES, &text, e));
	TRY(law_parse(a, text, file, &f.law, e));
	*out = f;
	return true;
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

	TRY(objects_check(a, f->path, src->table, e));
	return table_open(a, objects_path(a, f->path, src->table), f->el, src,
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
