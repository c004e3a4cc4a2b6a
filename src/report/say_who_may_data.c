/* SPDX-License-Identifier: Apache-2.0 */
/* say_who_may_data: who may do what, as JSON and as CSV. */
#include <string.h>

#include "base/arena.h"
#include "text/csv.h"

#include "report/say.h"
#include "report/say_who_may.h"

/* The words of ${words}, parted by blanks, as an array. */
static void
put_words(struct json_writer *w, const char *name, const char *words)
{
	struct buf word CLEANUP(buf_free) = { 0 };

	json_array(w, name);
	while (*words != '\0') {
		size_t n = strcspn(words, " ");

		word.len = 0;
		buf_put(&word, words, n);
		json_text(w, NULL, word.p);
		words += n + (words[n] == ' ');
	}
	json_array_end(w);
}

static void
put_guards(struct json_writer *w, uint32_t needs)
{
	json_array(w, "needs");
	for (enum guard g = 0; g < GUARDS; g++)
		if (needs >> g & 1)
			json_text(w, NULL, guard_id(g));
	json_array_end(w);
}

static const char *
or_null(const char *s)
{
	return *s == '\0' ? NULL : s;
}

static void
put_cells(struct json_writer *w, const struct authority_row *row)
{
	json_array(w, "cells");
	for (enum role r = 0; r < ROLES; r++) {
		const struct cell *c = &row->cell[r];

		json_object(w, NULL);
		json_text(w, "role", role_id(r));
		json_text(w, "power", power_id(c->power));
		json_text(w, "limit", or_null(c->limit));
		put_words(w, "acts", *c->acts == '\0' ? row->acts : c->acts);
		json_object_end(w);
	}
	json_array_end(w);
}

static void
put_row(struct json_writer *w, const char *name,
    const struct authority_row *row)
{
	json_object(w, name);
	json_text(w, "id", row->rule.id);
	json_text(w, "title", row->rule.title);
	json_text(w, "cite", row->rule.cite);
	json_text(w, "basis", basis_id(row->rule.basis));
	say_json_day(w, "from", row->rule.from);
	say_json_day(w, "to", row->rule.to);
	json_text(w, "note", or_null(row->rule.note));
	json_num(w, "line", row->rule.line);
	put_words(w, "acts", row->acts);
	put_guards(w, row->needs);
	json_text(w, "opens", or_null(row->opens));
	json_text(w, "closes", or_null(row->closes));
	json_text(w, "refusal", *row->refusal == '\0' ? "NO_AUTHORITY" :
	    row->refusal);
	put_cells(w, row);
	json_object_end(w);
}

static void
put_move(struct json_writer *w, const struct move *m)
{
	json_object(w, NULL);
	json_text(w, "from", m->from);
	json_text(w, "act", m->act);
	json_text(w, "to", m->to);
	json_array(w, "by");
	for (enum power p = 0; p < POWERS; p++)
		if (move_takes(m, p))
			json_text(w, NULL, power_id(p));
	json_array_end(w);
	put_guards(w, m->needs);
	json_text(w, "opens", or_null(m->opens));
	json_text(w, "closes", or_null(m->closes));
	json_object_end(w);
}

static void
put_lifecycle(struct json_writer *w, const char *name,
    const struct lifecycle *l)
{
	json_object(w, name);
	json_text(w, "id", l->id);
	json_text(w, "title", l->title);
	json_text(w, "starts", l->starts);
	json_array(w, "states");
	for (size_t i = 0; i < l->states; i++) {
		json_object(w, NULL);
		json_text(w, "id", l->state[i].id);
		json_text(w, "title", l->state[i].title);
		json_bool(w, "last", l->state[i].last);
		json_object_end(w);
	}
	json_array_end(w);
	json_array(w, "moves");
	for (size_t i = 0; i < l->moves; i++)
		put_move(w, &l->move[i]);
	json_array_end(w);
	json_object_end(w);
}

/* Every answer that is asked for of one action, by role and state. */
struct asked {
	const struct say_who_may *s;
	struct question           q;
	const struct lifecycle   *l;	/* NULL: the state is of no matter */
	struct answer             answer;
};
typedef void each_answer(void *ctx, const struct asked *k);

static void
each_state(struct asked *k, each_answer *visit, void *ctx)
{
	size_t states = k->l == NULL ? 1 : k->l->states;

	for (size_t i = 0; i < states; i++) {
		k->q.state = k->l == NULL ? "" : k->l->state[i].id;
		if (k->s->state != NULL && k->l != NULL &&
		    strcmp(k->s->state, k->q.state) != 0)
			continue;
		k->answer = answer(k->s->w, &k->q);
		visit(ctx, k);
	}
}

static void
each_role(const struct say_who_may *s, const char *action, struct day on,
    each_answer *visit, void *ctx)
{
	struct asked k = { .s = s, .q = { .action = action, .as = POWERS,
		.on = on }, .l = authority_lifecycle(s->w, action) };

	for (enum role r = 0; r < ROLES; r++) {
		k.q.role = r;
		if (s->role == ROLES || s->role == r)
			each_state(&k, visit, ctx);
	}
}

static const char *
code_words(const struct answer *an)
{
	switch (an->code) {
	case NO_AUTHORITY:	return "NO_AUTHORITY";
	case WRONG_STATE:	return "WRONG_STATE";
	case PRIVACY:		return "PRIVACY";
	case RULE_UNKNOWN:	return "RULE_UNKNOWN";
	default:		return "";
	}
}

static const char *
outcome_words(const struct answer *an)
{
	switch (an->outcome) {
	case OUTCOME_DONE:	return "done";
	case OUTCOME_REQUEST:	return "request";
	default:		return "refused";
	}
}

static void
put_answer(void *ctx, const struct asked *k)
{
	struct json_writer *w = ctx;
	const struct move *m = k->answer.move;

	json_object(w, NULL);
	json_text(w, "role", role_id(k->q.role));
	json_text(w, "state", or_null(k->q.state));
	json_text(w, "power", power_id(k->answer.power));
	json_text(w, "outcome", outcome_words(&k->answer));
	json_text(w, "refusal", or_null(code_words(&k->answer)));
	json_text(w, "to", m == NULL ? NULL : m->to);
	put_guards(w, k->answer.outcome != OUTCOME_DONE ? 0 :
	    k->answer.row->needs | (m == NULL ? 0 : m->needs));
	json_object_end(w);
}

static void
put_head(struct json_writer *w, const struct say_who_may *s)
{
	json_text(w, "schema", "canvass-who-may-1");
	json_text(w, "file", s->file);
	json_text(w, "title", s->w->title);
	json_text(w, "jurisdiction", s->w->jurisdiction);
	say_json_day(w, "on", s->on);
	json_array(w, "roles");
	for (enum role r = 0; r < ROLES; r++) {
		json_object(w, NULL);
		json_text(w, "id", role_id(r));
		json_text(w, "called", s->w->called[r]);
		json_object_end(w);
	}
	json_array_end(w);
}

static void
put_action(struct json_writer *w, struct arena *a,
    const struct say_who_may *s)
{
	const struct authority_row *row = say_who_may_row(s);
	const struct lifecycle *l = authority_lifecycle(s->w, s->action);

	json_text(w, "action", s->action);
	json_text(w, "says", say_who_may_holders(a, s->w, row, s->action));
	if (s->role != ROLES) {
		json_text(w, "role", role_id(s->role));
		json_bool(w, "yes", say_who_may_is_yes(s));
	}
	json_text(w, "state", s->state);
	put_row(w, "row", row);
	if (l != NULL)
		put_lifecycle(w, "lifecycle", l);
	json_array(w, "answers");
	each_role(s, s->action, day_known(s->on) ? s->on : row->rule.from,
	    put_answer, w);
	json_array_end(w);
}

void
say_who_may_json(struct buf *out, struct arena *a, const struct say_who_may *s)
{
	struct json_writer w;

	json_begin(&w, out);
	json_object(&w, NULL);
	put_head(&w, s);
	if (s->action != NULL) {
		put_action(&w, a, s);
	} else {
		json_array(&w, "rows");
		for (size_t i = 0; i < s->w->rows; i++)
			if (say_who_may_shows(s, &s->w->row[i]))
				put_row(&w, NULL, &s->w->row[i]);
		json_array_end(&w);
		json_array(&w, "lifecycles");
		for (size_t i = 0; i < s->w->lifecycles; i++)
			put_lifecycle(&w, NULL, &s->w->lifecycle[i]);
		json_array_end(&w);
	}
	json_object_end(&w);
	json_finish(&w);
}

static void
csv_guards(struct buf *out, uint32_t needs)
{
	struct buf words CLEANUP(buf_free) = { 0 };

	for (enum guard g = 0; g < GUARDS; g++)
		if (needs >> g & 1)
			buf_printf(&words, "%s%s", words.len > 0 ? " " : "",
			    guard_id(g));
	csv_put(out, words.len > 0 ? words.p : "", false);
}

static void
csv_answer(void *ctx, const struct asked *k)
{
	struct buf *out = ctx;
	const struct answer *an = &k->answer;
	const struct move *m = an->move;
	char from[DAY_TEXT];

	csv_put(out, k->q.action, true);
	csv_put(out, an->row->rule.id, false);
	csv_put(out, day_iso(from, an->row->rule.from), false);
	csv_put(out, role_id(k->q.role), false);
	csv_put(out, k->q.state, false);
	csv_put(out, power_id(an->power), false);
	csv_put(out, outcome_words(an), false);
	csv_put(out, code_words(an), false);
	csv_put(out, m == NULL ? "" : m->to, false);
	csv_guards(out, an->outcome != OUTCOME_DONE ? 0 : an->row->needs |
	    (m == NULL ? 0 : m->needs));
	csv_put(out, m == NULL ? "" : m->opens, false);
	csv_put(out, m == NULL ? "" : m->closes, false);
	csv_end_row(out);
}

void
say_who_may_csv(struct buf *out, const struct say_who_may *s)
{
	buf_str(out, "action,row,row_from,role,state,power,outcome,refusal,to,"
	    "needs,opens,closes");
	csv_end_row(out);
	for (size_t i = 0; i < s->w->acts; i++) {
		const struct authority_act *act = &s->w->act[i];

		if (say_who_may_shows(s, act->row) && (s->action == NULL ||
		    strcmp(s->action, act->act) == 0))
			each_role(s, act->act, day_known(s->on) ? s->on :
			    act->row->rule.from, csv_answer, out);
	}
}
