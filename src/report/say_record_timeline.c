/* SPDX-License-Identifier: Apache-2.0 */
/* Every entry of the record as JSON and as CSV, written while it is read. */
#include "base/arena.h"
#include "base/err.h"
#include "base/instant.h"
#include "text/csv.h"

#include "report/say_record.h"

struct writing {
	const struct say_record *s;
	struct arena             each;
	struct json_writer      *w;	/* JSON ... */
	struct buf              *out;	/* ... or CSV */
};

static const char *
or_null(const char *s)
{
	return *s == '\0' ? NULL : s;
}

static void
put_outcome(struct json_writer *w, const struct say_act *x)
{
	json_text(w, "outcome", outcome_id(x->outcome));
	json_text(w, "code", or_null(refusal_id(x->code)));
	json_text(w, "why", or_null(x->why));
	json_text(w, "routed", or_null(x->routed));
	json_text(w, "rule", or_null(x->rule));
	json_text(w, "from", or_null(x->from));
	json_text(w, "to", or_null(x->to));
	json_num(w, "version", x->version);
}

static void
put_act(struct json_writer *w, const struct say_record *s,
    const struct say_act *x)
{
	char logged[INSTANT_TEXT], leaf[HASH_HEX];

	hash_text(leaf, x->leaf);
	json_object(w, NULL);
	json_num(w, "seq", x->seq);
	json_text(w, "logged", instant_text(logged, x->logged));
	say_json_day(w, "day", x->day);
	json_text(w, "occurred", or_null(x->occurred));
	json_text(w, "actor", or_null(x->actor));
	json_text(w, "name", say_record_name(s, x->actor));
	json_text(w, "role", or_null(x->role));
	json_text(w, "as", or_null(x->as));
	json_text(w, "action", or_null(x->action));
	json_text(w, "subject", or_null(x->subject));
	json_text(w, "unit", or_null(x->unit));
	json_text(w, "key", or_null(x->key));
	put_outcome(w, x);
	json_text(w, "says", or_null(x->says));
	json_text(w, "cite", or_null(x->cite));
	json_text(w, "url", or_null(x->url));
	json_num(w, "sources", x->sources);
	json_bool(w, "signed", x->is_signed);
	json_text(w, "leaf", leaf);
	json_object_end(w);
}

static void
put_line(struct buf *out, const struct say_record *s, const struct say_act *x)
{
	char logged[INSTANT_TEXT], leaf[HASH_HEX];
	const char *const cell[] = { instant_text(logged, x->logged),
		x->occurred, x->actor, say_record_name(s, x->actor), x->role,
		x->as, x->action, x->subject, x->unit, outcome_id(x->outcome),
		refusal_id(x->code), x->why, x->routed, x->rule, x->from,
		x->to, x->says, x->cite, x->url };

	hash_text(leaf, x->leaf);
	csv_put_num(out, x->seq, true);
	for (size_t i = 0; i < sizeof cell / sizeof *cell; i++)
		csv_put(out, cell[i], false);
	csv_put(out, leaf, false);
	csv_end_row(out);
}

static bool
visit(void *ctx, const struct store_row *row, struct err *e)
{
	struct writing *v = ctx;
	struct say_act x;
	struct act act;

	arena_reset(&v->each);
	TRY(say_record_read(&v->each, v->s, row, &act, &x, e));
	if (v->w != NULL)
		put_act(v->w, v->s, &x);
	else
		put_line(v->out, v->s, &x);
	return true;
}

static bool
walk(struct writing *v, struct err *e)
{
	struct store_query by = { .logged_by = v->s->until };
	bool done = store_each(record_store(v->s->r), &by, visit, v, e);

	arena_free(&v->each);
	return done;
}

bool
say_timeline_json(struct buf *out, const struct say_record *s, struct err *e)
{
	struct json_writer w;
	struct writing v = { .s = s, .w = &w };
	bool done;

	json_begin(&w, out);
	json_object(&w, NULL);
	json_text(&w, "schema", "canvass-timeline-1");
	json_text(&w, "election", s->genesis->election);
	say_json_day(&w, "as_of", s->on);
	json_num(&w, "entries", s->entries);
	json_num(&w, "entries_later", s->later);
	json_array(&w, "acts");
	done = walk(&v, e);
	json_array_end(&w);
	json_object_end(&w);
	json_finish(&w);
	return done;
}

bool
say_timeline_csv(struct buf *out, const struct say_record *s, struct err *e)
{
	static const char *const head[] = { "seq", "logged", "occurred",
		"actor", "name", "role", "as", "action", "subject", "unit",
		"outcome", "code", "why", "routed", "rule", "from", "to",
		"says", "cite", "url", "leaf" };
	struct writing v = { .s = s, .out = out };

	for (size_t i = 0; i < sizeof head / sizeof *head; i++)
		csv_put(out, head[i], i == 0);
	csv_end_row(out);
	return walk(&v, e);
}
