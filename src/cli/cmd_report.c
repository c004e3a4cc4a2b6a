/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "count/compare.h"
#include "count/reconcile.h"
#include "outcome/electors.h"
#include "read/electors.h"
#include "read/map.h"
#include "report/say_compare.h"
#include "report/say_electors.h"
#include "report/site.h"

#include "cli/cmd.h"
#include "cli/door.h"
#include "cli/folder.h"
#include "cli/options.h"
#include "cli/paths.h"
#include "cli/record_site.h"
#include "cli/walk.h"

static bool
load_map(struct call *c, const struct folder *f, struct site *s)
{
	struct bytes text;
	const char *name;
	struct map *map;

	TRY(folder_read(c->a, f, "map", &text, &name, &c->e));
	if (text.p == NULL)
		return true;
	TRY(map_parse(c->a, text, name, f->el, &map, &c->e));
	s->map = map;
	return true;
}

static bool
read_electors(struct call *c, const struct folder *f, struct elector_table *t)
{
	struct bytes text;
	const char *name;

	TRY(folder_read(c->a, f, "electors", &text, &name, &c->e));
	return electors_parse(c->a, text, name, t, &c->e);
}

/* Does this contest choose electors, and is it known which and by what rule? */
static bool
has_electors(const struct folder *f, const struct site *s)
{
	return strcmp(f->el->contest[s->contest.n].office, "president") == 0 &&
	    f->el->electors[0] != '\0' && f->el->elector_rules[0] != '\0';
}

/* The day electors are shown of: as asked, else of the last count. */
static bool
choose_day(struct call *c, const struct folder *f, const struct site *s,
    struct day *out)
{
	struct day last = f->el->date;

	for (size_t i = 0; i < s->compare->counts; i++) {
		struct day on = f->el->count[s->compare->count[i].count.n].as_of;

		if (day_known(on) && day_cmp(on, last) > 0)
			last = on;
	}
	TRY(option_day(c, "as-of", out));
	if (!day_known(*out))
		*out = last;
	return true;
}

static bool
load_electors(struct call *c, const struct folder *f, struct site *s)
{
	struct elector_table *t = arena_zero(c->a, 1, sizeof *t);
	struct say_electors *say = arena_zero(c->a, 1, sizeof *say);
	struct law *law;

	if (!has_electors(f, s))
		return true;
	TRY(read_electors(c, f, t));
	TRY(folder_law(c->a, f, "elector-rules", &law, &c->e));
	TRY(electors_under(t, law, f->el->date, &c->e));
	*say = (struct say_electors){ .el = f->el, .t = t,
		.rule = law_elector(law, f->el->date) };
	TRY(choose_day(c, f, s, &say->on));
	s->electors = say;
	s->elector_law = law;
	return say_electors_compute(c->a, say, &c->e);
}

/*
 * A download on its way: written into the staged site as it grows, so that a
 * large state needs no more memory than a small one.
 */
struct download {
	const char *path;	/* from the root of the site */
	FILE       *file;
	struct buf  out;
};

static void
drop_download(struct download *d)
{
	if (d->file != NULL)
		(void)fclose(d->file);
	buf_free(&d->out);
}

static bool
begin_download(struct call *c, const struct site *s, const char *path,
    struct download *d)
{
	d->path = path;
	d->file = fopen(arena_printf(c->a, "%s/%s", s->dir, path), "w+b");
	if (d->file == NULL)
		return err_set(&c->e, ERR_SYSTEM, "%s/%s: cannot write: %s",
		    s->dir, path, strerror(errno));
	buf_spool(&d->out, d->file);
	return true;
}

static bool
end_download(struct call *c, struct site *s, struct download *d,
    const char *what)
{
	if (!buf_flush(&d->out))
		return err_set(&c->e, ERR_SYSTEM, "%s/%s: cannot write: %s",
		    s->dir, d->path, strerror(errno));
	return site_add_file(s, d->path, what, &c->e);
}

/* What a public command prints, as a download. */
static bool
add_command(struct call *c, struct site *s, const char *command,
    const char *form, const char *path, const char *what)
{
	struct download d CLEANUP(drop_download) = { 0 };
	const char *id = s->el->contest[s->contest.n].id;
	char *argv[] = { arena_text(c->a, "canvass"),
		arena_text(c->a, command), arena_text(c->a, c->arg[0]),
		arena_text(c->a, form), arena_text(c->a, "--contest"),
		arena_text(c->a, id), NULL };

	TRY(begin_download(c, s, path, &d));
	if (cmd_run(6, argv, &d.out) > 1)
		return err_set(&c->e, ERR_SYSTEM, "cannot make %s", path);
	return end_download(c, s, &d, what);
}

static bool
add_compare_as(struct call *c, struct site *s, const char *path,
    void (*say)(struct buf *out, const struct say_compare *s),
    const char *what)
{
	struct say_compare compare = { .c = s->compare, .law = s->law,
		.unit = NO_UNIT, .as_of = DAY_UNKNOWN };
	struct download d CLEANUP(drop_download) = { 0 };

	TRY(begin_download(c, s, path, &d));
	say(&d.out, &compare);
	return end_download(c, s, &d, what);
}

static bool
add_compare(struct call *c, struct site *s)
{
	TRY(add_compare_as(c, s, "data/compare.json", say_compare_json,
	    "The counts side by side, every figure with stage, source and "
	    "day"));
	return add_compare_as(c, s, "data/compare.csv", say_compare_csv,
	    "The same for a spreadsheet: a row for each unit and count");
}

static bool
add_electors_as(struct call *c, struct site *s, const char *path,
    void (*say)(struct buf *out, const struct say_electors *s),
    const char *what)
{
	struct download d CLEANUP(drop_download) = { 0 };

	TRY(begin_download(c, s, path, &d));
	say(&d.out, s->electors);
	return end_download(c, s, &d, what);
}

static bool
add_electors(struct call *c, struct site *s)
{
	if (s->electors == NULL)
		return true;
	TRY(add_electors_as(c, s, "data/electors.json", say_electors_json,
	    "Electoral votes, and what would change the outcome"));
	return add_electors_as(c, s, "data/electors.csv", say_electors_csv,
	    "The same for a spreadsheet: a row for each unit that chooses "
	    "electors");
}

static bool
add_summary(struct call *c, struct site *s)
{
	struct buf json CLEANUP(buf_free) = { 0 };

	site_summary(&json, s);
	return site_add(s, "data/report.json", "What the first page says in "
	    "figures", (struct bytes){ json.p, json.len }, &c->e);
}

static bool
add_downloads(struct call *c, struct site *s)
{
	TRY(add_summary(c, s));
	TRY(add_compare(c, s));
	TRY(add_electors(c, s));
	TRY(add_command(c, s, "reconcile", "--json", "data/reconcile.json",
	    "Every finding, with all its members and numbers"));
	TRY(add_command(c, s, "reconcile", "--csv", "data/reconcile.csv",
	    "The same for a spreadsheet: a row for each member"));
	return record_site_add(c, s);
}

/* The findings as the pages show them: with their first members only. */
struct keeping {
	struct findings *found;
	size_t           width;	/* of a member's numbers */
};

static bool
keep(void *ctx, struct unit_ix unit, struct findings *f, struct err *e)
{
	const struct keeping *k = ctx;

	(void)unit;
	(void)e;
	for (size_t i = 0; i < f->n; i++)
		findings_keep(k->found, &f->item[i], SITE_MEMBERS, k->width);
	return true;
}

static bool
prepare(struct call *c, struct record *r, struct folder *f, struct site *s,
    struct findings *found)
{
	struct keeping k = { found, 0 };
	struct say_record *record, *powers;
	struct day on, day;
	char *page;

	TRY(folder_of(c->a, r, c->arg[0], f, &c->e));
	*s = (struct site){ .a = c->a, .folder = f->store, .el = f->el,
		.law = f->law, .findings = found };
	TRY(folder_contest(f, call_option(c, "contest"), &s->contest, &c->e));
	TRY(share_find(c->a, "page", &page, &c->e));
	s->page = page;
	TRY(walk_compare(c, f, s->contest, DAY_UNKNOWN, &s->compare));
	k.width = (size_t)f->el->contest[s->contest.n].choices + EXTRAS;
	TRY(walk_reconcile(c, f, s->compare, keep, &k, &s->tally));
	TRY(load_map(c, f, s));
	TRY(load_electors(c, f, s));
	TRY(option_day(c, "as-of", &on));
	TRY(record_site_load(c, f, r, on, &record));
	s->record = s->powers = record;
	TRY(option_day(c, "powers-on", &day));
	if (record == NULL || !day_known(day))
		return true;
	TRY(record_site_load(c, f, r, day, &powers));
	s->powers = powers == NULL ? record : powers;
	return true;
}

static bool
write_site(struct call *c, const struct folder *f, struct site *s)
{
	TRY(site_begin(s, &c->e));
	TRY(add_downloads(c, s));
	TRY(folder_walk(f, s->contest, site_unit, s, &c->e));
	return site_finish(s, &c->e);
}

static int
run(struct call *c)
{
	struct stage_dir stage CLEANUP(stage_drop) = { 0 };
	struct record *r CLEANUP(record_close) = NULL;
	struct findings found = { 0 };
	struct folder f;
	struct site s;

	found.a = c->a;
	if (!path_may_go(c->a, c->arg[1], "data/compare.json", &c->e) ||
	    !door_open(c, c->arg[0], RECORD_READ, &r) ||
	    !prepare(c, r, &f, &s, &found) ||
	    !stage_begin(c->a, c->arg[1], &stage, &c->e))
		return fail(c);
	s.dir = stage.path;
	if (!write_site(c, &f, &s) || !stage_commit(&stage, &c->e))
		return fail(c);
	buf_printf(&c->out, "%s/index.html\n", c->arg[1]);
	return 0;
}

static const struct option options[] = {
	{ "contest", "ID", "which contest (the first if not given)", false },
	{ "as-of", "DATE", "electors and record as they stood on that day", false },
	{ "log", "FOLDER", "of the checkpoint (default: ELECTION/log)", false },
	{ "powers-on", "DATE", "the day of who could order what (else --as-of)", false },
	{ NULL, NULL, NULL, false },
};

const struct cmd cmd_report = {
	.name = "report", .args = "ELECTION OUT",
	.summary = "write the report of a contest as a static site",
	.about = "A folder of pages that need no network, no scripts and no "
	    "server: the answer\nfirst, then the evidence, then what it does "
	    "not show; a page for each unit;\nfindings, law and sources; the "
	    "results as JSON and CSV. OUT appears whole or\nnot at all.\n",
	.option = options, .min_args = 2, .max_args = 2, .forms = false,
	.run = run,
};
