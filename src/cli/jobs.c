/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "text/esc.h"
#include "text/json.h"

#include "cli/cmd.h"
#include "cli/jobs.h"
#include "cli/paths.h"

#define MAX_MAP ((size_t)1 << 20)
#define MAX_ID  48	/* of an id that we make: room for what is put behind it */

/* What is said of a file in words, before it is looked up in the election. */
struct said {
	const char *file, *id, *title, *publisher, *cite, *format, *contest,
	    *count, *part, *as_of, *as_of_text, *office;
	bool        quotes, already_public;
	const struct column_map *map;
};

static struct job *
add_job(struct arena *a, struct jobs *jobs)
{
	jobs->item = arena_grow(a, jobs->item, jobs->n, &jobs->cap,
	    sizeof *jobs->item);
	return &jobs->item[jobs->n++];
}

static bool
unknown(struct err *e, struct place at, const char *what, const char *found,
    const char *expected)
{
	return err_at(e, at, "found %s '%s', expected %s", what, found,
	    expected);
}

/* The words of ${s} as indexes into ${el}; ${at} is where they were said. */
static bool
look_up(const struct election *el, const struct said *s, struct place at,
    struct job *job, struct err *e)
{
	struct import_request *rq = &job->rq;

	rq->contest = s->contest != NULL ?
	    election_find_contest(el, s->contest) : (struct contest_ix){ 0 };
	if (!contest_exists(rq->contest))
		return unknown(e, at, "contest", s->contest,
		    "the id of a contest of this election");
	if (!partition_parse(s->part != NULL ? s->part : "unit", &rq->part))
		return unknown(e, at, "part", s->part,
		    "total, unit, method, precinct, batch or turnout");
	rq->count = s->count != NULL ? election_find_count(el, s->count) :
	    (struct count_ix){ 0 };
	if (!count_exists(rq->count))
		return unknown(e, at, "count", s->count,
		    "the id of a count of this election");
	if (s->format != NULL && !import_format_parse(s->format, &rq->format))
		return unknown(e, at, "format", s->format,
		    "results, openelections or arlo");
	job->as_of = el->count[rq->count.n].as_of;
	if (s->as_of != NULL &&
	    !day_parse(s->as_of, strlen(s->as_of), &job->as_of))
		return unknown(e, at, "as_of", s->as_of,
		    "a date such as 2020-11-20");
	return true;
}

static const char *
or_empty(const char *s)
{
	return s != NULL ? s : "";
}

/* A source that was given no id is called after its file: "results.csv" is "results". */
static const char *
id_from_file(struct arena *a, const char *file)
{
	struct buf b CLEANUP(buf_free) = { 0 };
	const char *name = path_name(file);

	esc_slug(&b, arena_str(a, name, strcspn(name, ".")));
	if (b.len == 0)
		return "source";
	return arena_str(a, b.p, b.len < MAX_ID ? b.len : MAX_ID);
}

static bool
finish(struct arena *a, const struct election *el, const struct said *s,
    struct place at, struct jobs *jobs, struct err *e)
{
	struct job job = { .name = path_name(s->file), .quotes = s->quotes,
		.already_public = s->already_public, .at = at };

	TRY(look_up(el, s, at, &job, e));
	job.rq.path = s->file;
	job.rq.office = or_empty(s->office);
	job.rq.map = s->map;
	job.id = s->id != NULL ? s->id : id_from_file(a, s->file);
	job.title = s->title != NULL ? s->title : job.id;
	job.publisher = or_empty(s->publisher);
	job.cite = or_empty(s->cite);
	job.as_of_text = or_empty(s->as_of_text);
	*add_job(a, jobs) = job;
	return true;
}

/* The text members of an entry, in the order of the struct. */
static const char **
text_member(struct said *s, const char *name)
{
	const struct {
		const char  *name;
		const char **to;
	} members[] = {
		{ "file", &s->file }, { "id", &s->id }, { "title", &s->title },
		{ "publisher", &s->publisher }, { "cite", &s->cite },
		{ "format", &s->format }, { "contest", &s->contest },
		{ "count", &s->count }, { "part", &s->part },
		{ "as_of", &s->as_of }, { "as_of_text", &s->as_of_text },
		{ "office", &s->office },
	};

	for (size_t i = 0; i < sizeof members / sizeof members[0]; i++)
		if (strcmp(members[i].name, name) == 0)
			return members[i].to;
	return NULL;
}

static struct place
place_of(const char *path, const struct json_value *v)
{
	return (struct place){ path, v->line, v->column };
}

static bool
read_map(struct arena *a, const struct json_value *v, const char *path,
    const struct column_map **out, struct err *e)
{
	struct column_map *head = NULL;

	if (v->kind != JSON_OBJECT)
		return err_at(e, place_of(path, v),
		    "found no object, expected a column map");
	for (const struct json_value *m = v->child; m != NULL; m = m->next) {
		struct column_map *add = arena_zero(a, 1, sizeof *add);

		if (m->kind != JSON_STRING)
			return err_at(e, place_of(path, m), "found no text, "
			    "expected the heading of column '%s'", m->name);
		*add = (struct column_map){ m->name, m->text, head };
		head = add;
	}
	*out = head;
	return true;
}

static bool
read_member(struct arena *a, const struct json_value *m, const char *path,
    struct said *s, struct err *e)
{
	const char **text = text_member(s, m->name);
	bool truth = m->kind == JSON_TRUE;

	if (text != NULL) {
		if (m->kind != JSON_STRING)
			return err_at(e, place_of(path, m), "found no text, "
			    "expected text for '%s'", m->name);
		*text = m->text[0] != '\0' ? m->text : NULL;
		return true;
	}
	if (strcmp(m->name, "map") == 0)
		return read_map(a, m, path, &s->map, e);
	if (strcmp(m->name, "quotes") != 0 &&
	    strcmp(m->name, "already_public") != 0)
		return err_at(e, place_of(path, m), "found '%s', which no "
		    "import has (docs/schema.md lists the members)", m->name);
	if (!truth && m->kind != JSON_FALSE)
		return err_at(e, place_of(path, m),
		    "found no true or false, expected one for '%s'", m->name);
	*(m->name[0] == 'q' ? &s->quotes : &s->already_public) = truth;
	return true;
}

static bool
read_entry(struct arena *a, const struct election *el,
    const struct json_value *v, const char *path, struct jobs *out,
    struct err *e)
{
	struct said s = { 0 };
	struct job *job;

	if (v->kind != JSON_OBJECT)
		return err_at(e, place_of(path, v),
		    "found no object, expected an import");
	for (const struct json_value *m = v->child; m != NULL; m = m->next)
		TRY(read_member(a, m, path, &s, e));
	if (s.file == NULL)
		return err_at(e, place_of(path, v),
		    "found an import without 'file', expected its name");
	TRY(finish(a, el, &s, place_of(path, v), out, e));
	job = &out->item[out->n - 1];
	job->rq.path = path_beside(a, path, s.file);
	return true;
}

bool
jobs_from_list(struct arena *a, const struct election *el, struct bytes text,
    const char *path, struct jobs *out, struct err *e)
{
	struct memory m = { text.p, text.n };
	struct json_value *top;
	const struct json_value *schema, *list;

	TRY(json_tree(a, (struct feed){ memory_fill, &m, path }, &top, e));
	schema = json_find(top, "schema");
	if (schema == NULL || schema->kind != JSON_STRING ||
	    strcmp(schema->text, "canvass-imports-1") != 0)
		return err_at(e, (struct place){ path, 1, 1 }, "found no "
		    "'schema', expected \"schema\": \"canvass-imports-1\"");
	list = json_find(top, "imports");
	if (list == NULL || list->kind != JSON_ARRAY)
		return err_at(e, (struct place){ path, 1, 1 },
		    "found no 'imports', expected a list of files");
	for (const struct json_value *v = list->child; v != NULL; v = v->next)
		TRY(read_entry(a, el, v, path, out, e));
	return true;
}

/* --map FIELD=HEADER, or --map FILE with lines FIELD = HEADER. */
static bool
map_from_call(struct call *c, const struct column_map **out)
{
	struct column_map *head = NULL;

	for (size_t i = 0; i < c->givens; i++) {
		const char *value = c->given[i].value;
		struct column_map *more;
		struct bytes text = { value, strlen(value) };
		const char *name = "--map";

		if (strcmp(c->given[i].name, "map") != 0)
			continue;
		if (strchr(value, '=') == NULL) {
			name = value;
			TRY(file_read(c->a, value, MAX_MAP, &text, &c->e));
		}
		TRY(column_map_parse(c->a, text, name, &more, &c->e));
		while (more != NULL) {
			struct column_map *next = more->next;

			more->next = head;
			head = more;
			more = next;
		}
	}
	*out = head;
	return true;
}

bool
jobs_from_call(struct call *c, const struct election *el, struct jobs *out)
{
	struct said s = {
		.file = c->arg[1], .id = call_option(c, "id"),
		.title = call_option(c, "title"),
		.publisher = call_option(c, "publisher"),
		.cite = call_option(c, "cite"),
		.format = call_option(c, "format"),
		.contest = call_option(c, "contest"),
		.count = call_option(c, "count"),
		.part = call_option(c, "part"),
		.as_of = call_option(c, "as-of"),
		.office = call_option(c, "office"),
		.quotes = call_option(c, "quotes") != NULL,
		.already_public = call_option(c, "already-public") != NULL,
	};

	TRY(map_from_call(c, &s.map));
	return finish(c->a, el, &s, (struct place){ "command line", 0, 0 },
	    out, &c->e);
}
