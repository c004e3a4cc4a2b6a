/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "model/sheet.h"
#include "text/feed.h"
#include "text/json.h"

#include "read/definition.h"
#include "read/fold.h"
#include "read/shape.h"

#define SCHEMA "canvass-election-1"

/* The definition as it stands in the file: an election under a schema. */
struct document {
	const char     *schema;
	struct election el;
};

#define NEEDED(kind, type, member) \
	{ #member, kind, false, offsetof(struct type, member), NULL, 0, 0 }
#define MAYBE(kind, type, member) \
	{ #member, kind, true, offsetof(struct type, member), NULL, 0, 0 }
#define LIST(name, maybe, type, one, many, shape) \
	{ name, MEMBER_LIST, maybe, offsetof(struct type, one), shape, \
	    offsetof(struct type, many), sizeof ((struct type *)0)->many }
#define END { NULL, MEMBER_TEXT, true, 0, NULL, 0, 0 }

static const struct shape choice_shape = { "a choice", sizeof(struct choice),
	(const struct member_rule[]){
	NEEDED(MEMBER_ID, choice, id),
	NEEDED(MEMBER_NAME, choice, name),
	NEEDED(MEMBER_NAME, choice, label),
	MAYBE(MEMBER_NAME, choice, party),
	END } };

static const struct shape contest_shape = { "a contest",
	sizeof(struct contest), (const struct member_rule[]){
	NEEDED(MEMBER_ID, contest, id),
	NEEDED(MEMBER_NAME, contest, title),
	NEEDED(MEMBER_ID, contest, office),
	NEEDED(MEMBER_DAY, contest, date),
	NEEDED(MEMBER_SMALL, contest, votes_allowed),
	NEEDED(MEMBER_SMALL, contest, winners),
	LIST("choices", false, contest, choice, choices, &choice_shape),
	END } };

static const struct shape unit_shape = { "a unit", sizeof(struct unit),
	(const struct member_rule[]){
	NEEDED(MEMBER_ID, unit, id),
	NEEDED(MEMBER_NAME, unit, name),
	END } };

static const struct shape count_shape = { "a count", sizeof(struct count),
	(const struct member_rule[]){
	NEEDED(MEMBER_ID, count, id),
	NEEDED(MEMBER_NAME, count, title),
	NEEDED(MEMBER_KIND, count, kind),
	NEEDED(MEMBER_STAGE, count, stage),
	NEEDED(MEMBER_BOOL, count, by_hand),
	MAYBE(MEMBER_DAY, count, as_of),
	END } };

static const struct shape column_shape = { "a column", sizeof(struct column),
	(const struct member_rule[]){
	MAYBE(MEMBER_EXACT, column, header),
	MAYBE(MEMBER_EXACT, column, field),
	MAYBE(MEMBER_BOOL, column, guessed),
	END } };

static const struct shape source_shape = { "a source", sizeof(struct source),
	(const struct member_rule[]){
	NEEDED(MEMBER_ID, source, id),
	NEEDED(MEMBER_NAME, source, title),
	MAYBE(MEMBER_TEXT, source, publisher),
	MAYBE(MEMBER_TEXT, source, cite),
	NEEDED(MEMBER_EXACT, source, file),
	NEEDED(MEMBER_ID, source, format),
	NEEDED(MEMBER_HASH, source, sha256),
	NEEDED(MEMBER_NUMBER, source, bytes),
	NEEDED(MEMBER_NUMBER, source, rows),
	NEEDED(MEMBER_HASH, source, table),
	MAYBE(MEMBER_DAY, source, as_of),
	MAYBE(MEMBER_TEXT, source, as_of_text),
	NEEDED(MEMBER_PART, source, part),
	NEEDED(MEMBER_CONTEST, source, contest),
	MAYBE(MEMBER_COUNT, source, count),
	MAYBE(MEMBER_BOOL, source, quotes),
	MAYBE(MEMBER_BOOL, source, already_public),
	LIST("columns", true, source, column, columns, &column_shape),
	END } };

static const struct shape note_shape = { "a note", sizeof(struct note),
	(const struct member_rule[]){
	NEEDED(MEMBER_CODE, note, code),
	MAYBE(MEMBER_UNIT, note, unit),
	MAYBE(MEMBER_EXACT, note, member),
	NEEDED(MEMBER_TEXT, note, text),
	NEEDED(MEMBER_TEXT, note, by),
	NEEDED(MEMBER_TEXT, note, cite),
	MAYBE(MEMBER_DAY, note, on),
	END } };

static const struct shape report_shape = { "a report of an incident",
	sizeof(struct report_of), (const struct member_rule[]){
	NEEDED(MEMBER_TEXT, report_of, what),
	NEEDED(MEMBER_NUMBER, report_of, value),
	MAYBE(MEMBER_BOOL, report_of, about),
	NEEDED(MEMBER_TEXT, report_of, publisher),
	NEEDED(MEMBER_TEXT, report_of, cite),
	MAYBE(MEMBER_DAY, report_of, as_of),
	NEEDED(MEMBER_STAGE, report_of, stage),
	END } };

static const struct shape incident_shape = { "an incident",
	sizeof(struct incident), (const struct member_rule[]){
	NEEDED(MEMBER_ID, incident, id),
	NEEDED(MEMBER_NAME, incident, title),
	NEEDED(MEMBER_TEXT, incident, text),
	MAYBE(MEMBER_UNIT, incident, unit),
	LIST("reports", true, incident, report, reports, &report_shape),
	END } };

#define EL(kind, maybe, member) \
	{ #member, kind, maybe, offsetof(struct document, el.member), NULL, \
	    0, 0 }

/* Units, contests and counts come before what names them by id. */
static const struct shape document_shape = { "a definition",
	sizeof(struct document), (const struct member_rule[]){
	NEEDED(MEMBER_ID, document, schema),
	EL(MEMBER_ID, false, id),
	EL(MEMBER_NAME, false, title),
	EL(MEMBER_NAME, false, jurisdiction),
	EL(MEMBER_NAME, false, unit_word),
	EL(MEMBER_NAME, false, units_word),
	EL(MEMBER_DAY, false, date),
	EL(MEMBER_FILE, false, rules),
	EL(MEMBER_FILE, true, map),
	EL(MEMBER_FILE, true, electors),
	EL(MEMBER_FILE, true, elector_rules),
	EL(MEMBER_FILE, true, authority),
	EL(MEMBER_TEXT, true, demonstration),
	LIST("units", false, document, el.unit, el.units, &unit_shape),
	LIST("contests", false, document, el.contest, el.contests,
	    &contest_shape),
	LIST("counts", false, document, el.count, el.counts, &count_shape),
	LIST("sources", true, document, el.source, el.sources, &source_shape),
	LIST("notes", true, document, el.note, el.notes, &note_shape),
	LIST("incidents", true, document, el.incident, el.incidents,
	    &incident_shape),
	END } };

/* A name to be told apart from the others of its list, and where it stands. */
struct named {
	const char              *key, *name;
	const struct json_value *at;
};

static int
by_key(const void *x, const void *y)
{
	const struct named *a = x, *b = y;
	int order = strcmp(a->key, b->key);

	if (order != 0)
		return order;
	return (a->at->line > b->at->line) - (a->at->line < b->at->line);
}

/* How two texts are held to be the same. */
typedef char *key_of(struct arena *a, const char *s);

struct uniqueness {
	const char *list, *member;	/* "choices", "name" */
	key_of     *key;
	const char *why;		/* "the id %s stands there twice" */
};

static char *
itself(struct arena *a, const char *s)
{
	return arena_text(a, s);
}

/* No two objects of a list may have the same key of a member. */
static bool
all_differ(struct arena *a, const char *file, const struct json_value *owner,
    const struct uniqueness *u, struct err *e)
{
	const struct json_value *list = json_find(owner, u->list);
	struct named *all;
	size_t n = 0;

	if (list == NULL)
		return true;
	for (const struct json_value *c = list->child; c != NULL; c = c->next)
		n++;
	all = arena_zero(a, n, sizeof *all);
	n = 0;
	for (const struct json_value *c = list->child; c != NULL; c = c->next) {
		const struct json_value *v = json_find(c, u->member);

		all[n++] = (struct named){ u->key(a, v->text), v->text, v };
	}
	qsort(all, n, sizeof *all, by_key);
	for (size_t i = 1; i < n; i++)
		if (strcmp(all[i].key, all[i - 1].key) == 0)
			return err_at(e, (struct place){ file, all[i].at->line,
			    all[i].at->column }, "found %s and, in line %lld, "
			    "%s among the %s, expected %s",
			    fold_show(a, all[i].name, strlen(all[i].name)),
			    (long long)all[i - 1].at->line,
			    fold_show(a, all[i - 1].name,
			    strlen(all[i - 1].name)), u->list, u->why);
	return true;
}

static const struct uniqueness unique[] = {
	{ "units", "id", itself, "each id once" },
	{ "units", "name", fold_new, "names that people can tell apart" },
	{ "units", "name", fold_looks, "names that the eye can tell apart" },
	{ "contests", "id", itself, "each id once" },
	{ "counts", "id", itself, "each id once" },
	{ "sources", "id", itself, "each id once" },
	{ "incidents", "id", itself, "each id once" },
};

static const struct uniqueness unique_choices[] = {
	{ "choices", "id", fold_new, "each id once" },
	{ "choices", "name", fold_new, "names that people can tell apart" },
	{ "choices", "name", fold_looks, "names that the eye can tell apart" },
	{ "choices", "label", fold_new, "labels that people can tell apart" },
	{ "choices", "label", fold_looks,
	    "labels that the eye can tell apart" },
};

/* Columns of our tables that a choice cannot be named after. */
static bool
is_reserved(const char *id)
{
	static const char *const words[] = { "unit", "label", "method", "line",
		"choice", "votes", "office", "district", "party", "ignore",
		"ignore_row" };

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strcmp(id, words[i]) == 0)
			return true;
	for (int x = 0; x < EXTRAS; x++)
		if (strcmp(id, extra_id((enum extra)x)) == 0)
			return true;
	return false;
}

static bool
check_choices(struct arena *a, const char *file,
    const struct json_value *contest, struct err *e)
{
	for (size_t i = 0; i < sizeof unique_choices / sizeof unique_choices[0];
	    i++)
		TRY(all_differ(a, file, contest, &unique_choices[i], e));
	for (const struct json_value *c = json_find(contest, "choices")->child;
	    c != NULL; c = c->next) {
		const struct json_value *id = json_find(c, "id");

		if (is_reserved(id->text))
			return err_at(e, (struct place){ file, id->line,
			    id->column }, "found the choice id \"%s\", "
			    "expected one that is no column of a table",
			    id->text);
	}
	return true;
}

static bool
check_names(struct arena *a, const char *file, const struct json_value *top,
    struct err *e)
{
	for (size_t i = 0; i < sizeof unique / sizeof unique[0]; i++)
		TRY(all_differ(a, file, top, &unique[i], e));
	for (const struct json_value *c = json_find(top, "contests")->child;
	    c != NULL; c = c->next)
		TRY(check_choices(a, file, c, e));
	return true;
}

static bool
other_schema(struct arena *a, const char *file, const struct json_value *v,
    struct err *e)
{
	return err_at(e, (struct place){ file, v->line, v->column },
	    "found %s for \"schema\", expected \"" SCHEMA "\"",
	    fold_show(a, v->text, v->n));
}

bool
definition_parse(struct arena *a, struct bytes text, const char *name,
    struct election **out, struct err *e)
{
	struct memory m = { text.p, text.n };
	struct document *d = arena_zero(a, 1, sizeof *d);
	struct shape_reader r = { a, name, &d->el };
	struct json_value *top;

	TRY(json_tree(a, (struct feed){ memory_fill, &m, name }, &top, e));
	TRY(shape_read(&r, &document_shape, top, d, e));
	if (strcmp(d->schema, SCHEMA) != 0)
		return other_schema(a, name, json_find(top, "schema"), e);
	TRY(check_names(a, name, top, e));
	*out = &d->el;
	return true;
}

void
definition_write(struct buf *out, const struct election *el)
{
	struct document d = { SCHEMA, *el };
	struct json_writer w;

	json_begin(&w, out);
	json_object(&w, NULL);
	shape_write(&w, &document_shape, &d, el);
	json_object_end(&w);
	json_finish(&w);
}

/* What was made from the words at ${at} is said to stand there. */
static void
stand_at(struct json_value *v, struct place at)
{
	v->line = at.line;
	v->column = at.column;
	for (struct json_value *c = v->child; c != NULL; c = c->next)
		stand_at(c, at);
}

void
definition_source_write(struct buf *out, const struct election *el,
    const struct source *s)
{
	struct json_writer w;

	json_begin(&w, out);
	json_object(&w, NULL);
	shape_write(&w, &source_shape, s, el);
	json_object_end(&w);
	json_finish(&w);
}

bool
definition_source(struct arena *a, const struct election *el,
    struct bytes text, const char *name, struct source *out, struct err *e)
{
	struct shape_reader r = { a, name, el };
	struct json_value *top;

	TRY(json_tree_of(a, text.p, text.n, name, &top, e));
	return shape_read(&r, &source_shape, top, out, e);
}

bool
definition_takes(struct arena *a, const struct election *el,
    const struct source *s, struct place at, struct err *e)
{
	struct buf b CLEANUP(buf_free) = { 0 };
	struct shape_reader r = { a, at.file, el };
	struct json_value *top;
	struct source again;

	definition_source_write(&b, el, s);
	TRY(json_tree_of(a, b.p, b.len, at.file, &top, e));
	stand_at(top, at);
	return shape_read(&r, &source_shape, top, &again, e);
}
