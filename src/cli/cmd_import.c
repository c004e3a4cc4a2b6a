/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "model/sheet.h"
#include "read/definition.h"
#include "store/objects.h"
#include "text/csv.h"
#include "text/esc.h"
#include "text/json.h"

#include "cli/cmd.h"
#include "cli/door.h"
#include "cli/folder.h"
#include "cli/found.h"
#include "cli/jobs.h"

#define MAX_LIST ((size_t)16 << 20)

/*
 * An import on its way in.  Files and tables go into a work folder first, so
 * that a fault in the last of many files leaves the election as it was.
 */
struct incoming {
	struct call     *c;
	struct folder    f;
	struct source   *source;	/* those the election has, then the new ones */
	size_t           n, cap;
	size_t           before;	/* how many it had */
	int64_t          size;		/* entries of the record when it was read */
	int64_t          now, opened, closed;	/* findings */
	struct stage_dir work;
};

static bool
is_new(struct incoming *in, const char *id)
{
	for (size_t i = 0; i < in->n; i++)
		if (strcmp(in->source[i].id, id) == 0)
			return err_set(&in->c->e, ERR_INPUT, "the election "
			    "has a source '%s' already; give another --id",
			    id);
	return true;
}

static bool
add_source(struct incoming *in, const struct source *s)
{
	TRY(is_new(in, s->id));
	if (in->n >= UINT16_MAX)
		return err_set(&in->c->e, ERR_INPUT,
		    "an election has %d sources at most", UINT16_MAX);
	in->source = arena_grow(in->c->a, in->source, in->n, &in->cap,
	    sizeof *in->source);
	in->source[in->n++] = *s;
	return true;
}

/* A new source, as said at ${at}; the definition must be able to hold it. */
static bool
keep_source(struct incoming *in, const struct source *s, struct place at)
{
	TRY(definition_takes(in->c->a, in->f.el, s, at, &in->c->e));
	return add_source(in, s);
}

static char *
keep_hex(struct incoming *in, const char hex[HASH_HEX])
{
	return arena_str(in->c->a, hex, HASH_HEX - 1);
}

/* The totals that a file gives besides its rows, as a table of one row. */
static bool
add_total(struct incoming *in, const struct source *whole,
    const struct import_total *t, struct place at)
{
	const struct contest *contest = &in->f.el->contest[whole->contest.n];
	struct buf b CLEANUP(buf_free) = { 0 };
	struct source s = *whole;
	char hex[HASH_HEX];

	buf_str(&b, "unit,label,method,line");
	for (uint16_t i = 0; i < contest->choices; i++)
		csv_put(&b, contest->choice[i].id, false);
	for (int i = 0; i < EXTRAS; i++)
		csv_put(&b, extra_id((enum extra)i), false);
	csv_end_row(&b);
	buf_str(&b, ",,,0");
	for (int i = 0; i < contest->choices + EXTRAS; i++)
		csv_put_num(&b, t->v[i], false);
	csv_end_row(&b);
	TRY(objects_put(in->work.path, b.p, b.len, hex, &in->c->e));
	s.id = arena_printf(in->c->a, "%s-%s", whole->id,
	    t->quotes ? "quoted" : "total");
	s.title = t->title;
	s.part = PART_TOTAL;
	s.quotes = t->quotes;
	if (t->quotes)
		s.count = (struct count_ix){ 0 };
	s.rows = 1;
	s.table = keep_hex(in, hex);
	return keep_source(in, &s, at);
}

static void
see_bytes(void *hash, const void *p, size_t n)
{
	hash_add(hash, p, n);
}

/* Make the table of a file; ${read} is the hash of what was read for it. */
static bool
read_file(struct incoming *in, const struct job *job, const char *table,
    struct import_result *res, char read[HASH_HEX])
{
	struct import_request rq = job->rq;
	struct hash *h = hash_new();
	bool done;

	rq.see = see_bytes;
	rq.see_ctx = h;
	done = import_file(in->c->a, in->f.el, &rq, table, res, &in->c->e);
	hash_end(&h, read);
	return done;
}

/* The bytes that are kept must be those that were read. */
static bool
keep_file(struct incoming *in, const struct job *job,
    const char read[HASH_HEX], struct source *s)
{
	char hex[HASH_HEX];

	TRY(objects_put_file(in->work.path, job->rq.path, hex, &s->bytes,
	    &in->c->e));
	if (strcmp(hex, read) != 0)
		return err_set(&in->c->e, ERR_INPUT, "%s: the file changed "
		    "while it was imported", job->rq.path);
	s->sha256 = keep_hex(in, hex);
	return true;
}

static bool
import_one(struct incoming *in, const struct job *job)
{
	struct call *c = in->c;
	char *table = arena_printf(c->a, "%s/table", in->work.path);
	struct import_result res = { 0 };
	struct source s = { .id = job->id, .title = job->title,
		.publisher = job->publisher, .cite = job->cite,
		.file = job->name, .as_of = job->as_of,
		.as_of_text = job->as_of_text, .part = job->rq.part,
		.contest = job->rq.contest, .count = job->rq.count,
		.quotes = job->quotes, .already_public = job->already_public };
	char hex[HASH_HEX], read[HASH_HEX];
	int64_t size;

	TRY(is_new(in, job->id));
	TRY(read_file(in, job, table, &res, read));
	TRY(objects_put_file(in->work.path, table, hex, &size, &c->e));
	s.table = keep_hex(in, hex);
	(void)unlink(table);
	TRY(keep_file(in, job, read, &s));
	s.format = import_format_id(res.format);
	s.rows = res.rows;
	s.column = res.column;
	s.columns = res.columns;
	TRY(keep_source(in, &s, job->at));
	for (size_t i = 0; i < res.totals; i++)
		TRY(add_total(in, &s, &res.total[i], job->at));
	return true;
}

/* Say in the record what came in: one act for each source. */
static bool
enter_source(struct incoming *in, struct record *r, const struct source *s)
{
	struct buf b CLEANUP(buf_free) = { 0 };
	struct keeper_act act = { .action = "source.import", .unit = "",
		.subject = arena_printf(in->c->a, "source/%s", s->id),
		.key = arena_printf(in->c->a, "source-%s", s->id),
		.now = in->now };

	definition_source_write(&b, in->f.el, s);
	act.payload = (struct bytes){ b.p, b.len };
	TRY(objects_move(in->work.path, in->f.store, s->sha256, &in->c->e));
	TRY(objects_move(in->work.path, in->f.store, s->table, &in->c->e));
	TRY(store_object_keep(record_store(r), s->sha256, &in->c->e));
	TRY(store_object_keep(record_store(r), s->table, &in->c->e));
	return door_keep(r, &act, &in->c->e);
}

/* The sources and what they show, in one transaction. */
static bool
enter_all(struct incoming *in, struct record *r)
{
	struct election *el = in->f.el;

	TRY(record_begin(r, &in->c->e));
	if (record_size(r) != in->size)
		return err_set(&in->c->e, ERR_STORE, "%s changed while the "
		    "files were read; nothing was imported, try again",
		    in->f.path);
	in->now = record_now(r, door_now());
	for (size_t i = in->before; i < in->n; i++)
		TRY(enter_source(in, r, &in->source[i]));
	el->source = in->source;
	el->sources = (uint16_t)in->n;
	TRY(found_enter(in->c, &in->f, r, in->now, &in->opened, &in->closed));
	return record_commit(r, &in->c->e);
}

static bool
commit(struct incoming *in)
{
	struct record *r CLEANUP(record_close) = NULL;
	bool done;

	TRY(door_open(in->c, in->f.path, RECORD_WRITE, &r));
	done = enter_all(in, r);
	if (!done)
		record_rollback(r);
	return done;
}

static bool
find_jobs(struct call *c, const struct election *el, struct jobs *jobs)
{
	const char *list = call_option(c, "from");
	struct bytes text;

	if ((list != NULL) == (c->args == 2))
		return err_set(&c->e, ERR_USE,
		    "import needs either FILE or --from LIST");
	if (list == NULL)
		return jobs_from_call(c, el, jobs);
	TRY(file_read(c->a, list, MAX_LIST, &text, &c->e));
	return jobs_from_list(c->a, el, text, list, jobs, &c->e);
}

static bool
open_election(struct incoming *in)
{
	struct record *r CLEANUP(record_close) = NULL;
	struct call *c = in->c;
	unsigned char root[HASH_SIZE];

	TRY(door_open(c, c->arg[0], RECORD_READ, &r));
	TRY(folder_of(c->a, r, c->arg[0], &in->f, &c->e));
	return record_root(r, &in->size, root, &c->e);
}

static bool
import_all(struct incoming *in)
{
	struct call *c = in->c;
	struct jobs jobs = { 0 };

	TRY(open_election(in));
	TRY(find_jobs(c, in->f.el, &jobs));
	for (uint16_t i = 0; i < in->f.el->sources; i++)
		TRY(add_source(in, &in->f.el->source[i]));
	in->before = in->n;
	TRY(stage_begin(c->a, arena_printf(c->a, "%s/incoming", in->f.store),
	    &in->work, &c->e));
	for (size_t i = 0; i < jobs.n; i++)
		TRY(import_one(in, &jobs.item[i]));
	return commit(in);
}

static void
say_text(struct call *c, const struct source *s)
{
	char rows[NUM_TEXT];

	buf_printf(&c->out, "%-28s %9s rows  %s\n", s->id,
	    num_text(rows, s->rows), s->title);
	for (size_t i = 0; i < s->columns; i++) {
		if (!s->column[i].guessed)
			continue;
		buf_printf(&c->out, "%-28s note: the column '", "");
		esc_terminal(&c->out, s->column[i].header);
		buf_printf(&c->out, "' was taken for %s\n",
		    s->column[i].field);
	}
}

static void
say_json(struct json_writer *w, const struct source *s)
{
	json_object(w, NULL);
	json_text(w, "id", s->id);
	json_text(w, "title", s->title);
	json_text(w, "file", s->file);
	json_text(w, "part", partition_id(s->part));
	json_num(w, "rows", s->rows);
	json_num(w, "bytes", s->bytes);
	json_text(w, "sha256", s->sha256);
	json_text(w, "table", s->table);
	json_object_end(w);
}

static void
say_csv(struct call *c, const struct source *s)
{
	csv_put(&c->out, s->id, true);
	csv_put(&c->out, s->file, false);
	csv_put(&c->out, partition_id(s->part), false);
	csv_put_num(&c->out, s->rows, false);
	csv_put_num(&c->out, s->bytes, false);
	csv_put(&c->out, s->sha256, false);
	csv_end_row(&c->out);
}

static void
say(const struct incoming *in)
{
	struct call *c = in->c;
	struct json_writer w;

	if (c->form == FORM_JSON) {
		json_begin(&w, &c->out);
		json_array(&w, NULL);
	}
	if (c->form == FORM_CSV)
		buf_str(&c->out, "id,file,part,rows,bytes,sha256\r\n");
	for (size_t i = in->before; i < in->n; i++) {
		if (c->form == FORM_JSON)
			say_json(&w, &in->source[i]);
		else if (c->form == FORM_CSV)
			say_csv(c, &in->source[i]);
		else
			say_text(c, &in->source[i]);
	}
	if (c->form == FORM_JSON) {
		json_array_end(&w);
		json_finish(&w);
	}
}

static int
run(struct call *c)
{
	struct incoming in = { .c = c };
	bool done = import_all(&in);

	stage_drop(&in.work);
	if (!done)
		return fail(c);
	say(&in);
	return 0;
}

const struct cmd cmd_import = {
	.name = "import",
	.args = "ELECTION [FILE]",
	.summary = "bring result files into an election",
	.both = "bring result files into an election; acts to its record",
	.about = "Reads FILE, or the files of a list, and keeps them with what they mean. What is\n"
	    "wrong with a file is said with line and column before anything is written.\n",
	.option = (const struct option[]){
		{ "from", "LIST", "a list of files, imports.json", false },
		{ "contest", "ID", "the contest (default: the first)", false },
		{ "count", "ID", "which count the file reports (default: the first)", false },
		{ "part", "PART", "total, unit, method, precinct, batch or turnout", false },
		{ "format", "FORMAT", "results, openelections or arlo (default: guessed)", false },
		{ "map", "FIELD=HEADER", "a column's heading, or a file of such", true },
		{ "office", "NAME", "which contest of the file, if it holds several", false },
		{ "id", "ID", "name of the source (default: of the file)", false },
		{ "title", "TEXT", "what the source is, for readers", false },
		{ "publisher", "TEXT", "who published it", false },
		{ "cite", "TEXT", "where it can be found", false },
		{ "as-of", "DATE", "when its figures held", false },
		{ "quotes", NULL, "totals that this source says of another's count", false },
		{ "already-public", NULL, "its batches and precincts are public", false },
		{ NULL, NULL, NULL, false } },
	.min_args = 1, .max_args = 2, .forms = true,
	.run = run,
};
