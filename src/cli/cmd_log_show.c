/* SPDX-License-Identifier: Apache-2.0 */
/* log show: the entries as readers want them, a line each; what was refused and why. */
#include <string.h>

#include "base/instant.h"
#include "record/entry.h"
#include "text/csv.h"
#include "text/esc.h"
#include "text/json.h"

#include "cli/cmd.h"
#include "cli/door.h"

struct showing {
	struct call       *c;
	struct json_writer w;
	struct arena       each;
};

static void
show_text(struct buf *out, const struct store_row *row, const struct entry *n)
{
	char logged[INSTANT_TEXT], seq[NUM_TEXT];

	buf_printf(out, "%6s  %s  %-8s", num_text(seq, row->seq),
	    instant_text(logged, row->logged), row->outcome);
	for (size_t i = 0; i < 3; i++) {
		const char *const text[] = { row->action, row->subject,
			row->actor };

		if (*text[i] != '\0')
			buf_str(out, "  ");
		esc_terminal(out, text[i]);
	}
	if (*row->unit != '\0') {
		buf_str(out, "  of ");
		esc_terminal(out, row->unit);
	}
	if (n->from != NULL)
		buf_printf(out, "  (%s to %s)", n->from, n->to);
	buf_char(out, '\n');
	if (n->outcome == OUTCOME_REFUSED) {
		buf_printf(out, "%8s%s: ", "", row->code);
		esc_terminal(out, n->why);
		buf_char(out, '\n');
	}
	if (n->outcome == OUTCOME_REQUEST)
		buf_printf(out, "%8ssent to: %s\n", "", *n->routed != '\0' ?
		    n->routed : "nobody has the power");
	if (*n->act.says != '\0') {
		buf_printf(out, "%8s", "");
		esc_terminal(out, n->act.says);
		buf_char(out, '\n');
	}
}

static void
show_json(struct json_writer *w, const struct store_row *row,
    const struct entry *n)
{
	char logged[INSTANT_TEXT], hex[HASH_HEX];

	hash_text(hex, row->leaf);
	json_object(w, NULL);
	json_num(w, "entry", row->seq);
	json_text(w, "leaf", hex);
	json_text(w, "logged", instant_text(logged, row->logged));
	json_text(w, "occurred", n->act.occurred);
	json_text(w, "outcome", row->outcome);
	json_text(w, "action", row->action);
	json_text(w, "subject", row->subject);
	json_text(w, "actor", row->actor);
	json_text(w, "role", row->role);
	json_text(w, "unit", row->unit);
	json_text(w, "key", n->act.key);
	json_text(w, "from", n->from);
	json_text(w, "to", n->to);
	json_text(w, "code", *row->code != '\0' ? row->code : NULL);
	json_text(w, "why", n->why);
	json_text(w, "routed", n->outcome == OUTCOME_REQUEST ? n->routed :
	    NULL);
	json_text(w, "says", *n->act.says != '\0' ? n->act.says : NULL);
	json_bool(w, "signed", n->is_signed);
	json_object_end(w);
}

static void
show_csv(struct buf *out, const struct store_row *row, const struct entry *n)
{
	char logged[INSTANT_TEXT], hex[HASH_HEX];
	const char *const text[] = { hex, instant_text(logged, row->logged),
		n->act.occurred, row->outcome, row->action, row->subject,
		row->actor, row->role, row->unit, row->code,
		n->why != NULL ? n->why : "", n->act.says };

	hash_text(hex, row->leaf);
	csv_put_num(out, row->seq, true);
	for (size_t i = 0; i < sizeof text / sizeof *text; i++)
		csv_put(out, text[i], false);
	csv_end_row(out);
}

static bool
show(void *ctx, const struct store_row *row, struct err *e)
{
	struct showing *x = ctx;
	struct entry n;

	arena_reset(&x->each);
	TRY(entry_read(&x->each, row->bytes, row->seq, &n, e));
	if (x->c->form == FORM_JSON)
		show_json(&x->w, row, &n);
	else if (x->c->form == FORM_CSV)
		show_csv(&x->c->out, row, &n);
	else
		show_text(&x->c->out, row, &n);
	return true;
}

static bool
take_number(struct call *c, const char *name, int64_t otherwise, int64_t *out)
{
	const char *s = call_option(c, name);

	*out = otherwise;
	if (s == NULL || num_parse(s, strlen(s), out) == NUM_OK)
		return true;
	return err_set(&c->e, ERR_USE, "--%s: found '%s', expected the number "
	    "of an entry", name, s);
}

static bool
take_query(struct call *c, struct store_query *q)
{
	TRY(take_number(c, "from", 0, &q->from));
	TRY(take_number(c, "to", INT64_MAX - 1, &q->to));
	q->to++;
	q->action = call_option(c, "action");
	q->actor = call_option(c, "actor");
	q->subject = call_option(c, "subject");
	q->unit = call_option(c, "unit");
	q->outcome = call_option(c, "outcome");
	return true;
}

static bool
show_all(struct showing *x, struct record *r)
{
	struct call *c = x->c;
	struct store_query q = { 0 };

	TRY(take_query(c, &q));
	if (c->form == FORM_CSV)
		buf_str(&c->out, "entry,leaf,logged,occurred,outcome,action,"
		    "subject,actor,role,unit,code,why,says\r\n");
	if (c->form == FORM_JSON) {
		json_begin(&x->w, &c->out);
		json_array(&x->w, NULL);
	}
	TRY(store_each(record_store(r), &q, show, x, &c->e));
	if (c->form == FORM_JSON) {
		json_array_end(&x->w);
		json_finish(&x->w);
	}
	return true;
}

static int
run(struct call *c)
{
	struct record *r CLEANUP(record_close) = NULL;
	struct showing x = { .c = c };
	bool done = door_open(c, c->arg[0], RECORD_READ, &r) &&
	    show_all(&x, r);

	arena_free(&x.each);
	return done ? 0 : fail(c);
}

const struct cmd cmd_log_show = {
	.name = "log show", .args = "ELECTION",
	.summary = "list the entries of the log",
	.about = "Every act as it was answered: done, a request, or refused with its code. The\n"
	    "leaf hash of each is in the JSON and the CSV.\n",
	.option = (const struct option[]){
		{ "from", "N", "the first entry (default: 0)", false },
		{ "to", "N", "the last one", false },
		{ "action", "ACTION", "only acts of this kind: audit.order", false },
		{ "actor", "ID", "only acts of this person", false },
		{ "subject", "KIND/ID", "only acts on this", false },
		{ "unit", "ID", "only acts for this unit", false },
		{ "outcome", "WORD", "only done, request, refused or genesis", false },
		{ NULL, NULL, NULL, false } },
	.min_args = 1, .max_args = 1, .forms = true,
	.run = run,
};
