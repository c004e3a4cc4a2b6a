/* SPDX-License-Identifier: Apache-2.0 */
/* audit enter: what two members of a board read, each reading an act with a receipt. */
#include <inttypes.h>
#include <string.h>

#include "report/words.h"
#include "text/canon.h"
#include "text/csv.h"
#include "text/esc.h"
#include "text/json.h"

#include "cli/audit_entry.h"
#include "cli/audit_file.h"

/* One reading and its answer. */
struct entered {
	const struct audit_entry *of;
	struct receipt            receipt;
	bool                      was_there;	/* the same one stands in the record */
};

struct entering {
	struct call        *c;
	struct audit_call   x;
	struct audit_loaded all;
	struct audit_entry *entry;
	size_t              entries;
	struct entered     *done;
	int64_t             again, refused;
};

/* What was entered before of that item; NULL: nothing. */
static bool
find_before(struct entering *g, size_t item, struct json_value **payload,
    struct store_fact *fact)
{
	struct call *c = g->c;
	const struct audit_item *at = &g->all.one.item[item];
	char *key = audit_key_item(c->a, g->all.batch_key[at->batch],
	    at->position);
	bool found;

	*payload = NULL;
	TRY(store_fact_find(record_store(g->x.r), c->a, g->all.one.is_tally ?
	    "tally" : "reading", arena_printf(c->a, "%s/%s", g->x.id, key),
	    &found, fact, &c->e));
	return !found || json_tree_of(c->a, fact->value, strlen(fact->value),
	    "reading", payload, &c->e);
}

/* The members of a payload that say what was seen, as one text. */
static bool
put_seen(struct buf *out, const struct json_value *payload, struct err *e)
{
	static const char *const names[] = { "readings", "not_found",
		"ballots" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const struct json_value *v = json_find(payload, names[i]);

		if (v != NULL)
			TRY(canon_write(out, v, names[i], e));
		buf_char(out, '\n');
	}
	return true;
}

static bool
is_same(struct entering *g, const struct json_value *was,
    const struct buf *payload, bool *same)
{
	struct buf x CLEANUP(buf_free) = { 0 }, y CLEANUP(buf_free) = { 0 };
	struct call *c = g->c;
	struct json_value *is;

	TRY(json_tree_of(c->a, payload->p, payload->len, "reading", &is,
	    &c->e));
	TRY(put_seen(&x, was, &c->e));
	TRY(put_seen(&y, is, &c->e));
	*same = x.len == y.len && memcmp(x.p, y.p, x.len) == 0;
	return true;
}

/* The receipt of a reading that was entered before. */
static struct receipt
receipt_of(const struct store_fact *fact)
{
	struct receipt r = { .outcome = OUTCOME_DONE, .seq = fact->seq,
		.again = true, .why = "", .routed = "" };

	memcpy(r.leaf, fact->leaf, HASH_SIZE);
	return r;
}

static bool
bring_reading(struct entering *g, const struct audit_entry *entry,
    const struct buf *payload, struct receipt *out)
{
	struct bring b = { .action = "audit.enter", .subject = g->x.subject,
		.by = call_option(g->c, "by"), .unit = entry->unit,
		.payload = payload };

	TRY(bring_put(g->c, g->x.r, &b, out));
	/* The record forgets its words at the next act. */
	out->why = arena_text(g->c->a, out->why != NULL ? out->why : "");
	out->routed = arena_text(g->c->a, out->routed != NULL ? out->routed :
	    "");
	return true;
}

static bool
enter_one(struct entering *g, const struct audit_entry *entry,
    struct entered *out)
{
	struct buf payload CLEANUP(buf_free) = { 0 };
	struct store_fact fact;
	struct json_value *was;
	bool same = false;
	size_t item;

	TRY(audit_entry_find(&g->x, &g->all, entry, &item));
	TRY(audit_entry_put(&g->x, entry, g->all.one.is_tally ? 0 :
	    g->all.one.item[item].round, &payload));
	TRY(find_before(g, item, &was, &fact));
	if (was != NULL)
		TRY(is_same(g, was, &payload, &same));
	out->of = entry;
	out->was_there = same;
	if (same)
		out->receipt = receipt_of(&fact);
	else
		TRY(bring_reading(g, entry, &payload, &out->receipt));
	g->again += same;
	g->refused += out->receipt.outcome == OUTCOME_REFUSED;
	return true;
}

/* All of them, or none: a file with a mistake in it leaves the record as it was. */
static bool
enter_all(struct entering *g)
{
	struct call *c = g->c;
	bool done = true;

	g->done = arena_zero(c->a, g->entries + 1, sizeof *g->done);
	TRY(record_begin(g->x.r, &c->e));
	for (size_t i = 0; i < g->entries && done; i++)
		done = enter_one(g, &g->entry[i], &g->done[i]);
	if (done && record_commit(g->x.r, &c->e))
		return true;
	record_rollback(g->x.r);
	return false;
}

static bool
take_entries(struct entering *g)
{
	struct call *c = g->c;
	const char *file = call_option(c, "file");

	if (file != NULL)
		return audit_file_readings(&g->x, file, &g->entry,
		    &g->entries);
	g->entry = arena_zero(c->a, 1, sizeof *g->entry);
	g->entries = 1;
	return audit_entry_options(&g->x, g->entry);
}

static bool
enter(struct entering *g)
{
	TRY(audit_begin(g->c, RECORD_WRITE, &g->x));
	TRY(audit_planned(&g->x));
	TRY(audit_case_load(&g->x, &g->all));
	TRY(take_entries(g));
	return enter_all(g);
}

static const char *
answer_of(const struct entered *d)
{
	return d->was_there ? "entered before" : outcome_id(d->receipt.outcome);
}

static void
say_json(struct entering *g)
{
	struct json_writer w;
	char hex[HASH_HEX];

	json_begin(&w, &g->c->out);
	json_array(&w, NULL);
	for (size_t i = 0; i < g->entries; i++) {
		const struct entered *d = &g->done[i];
		bool refused = d->receipt.outcome == OUTCOME_REFUSED;

		hash_text(hex, d->receipt.leaf);
		json_object(&w, NULL);
		json_text(&w, "unit", d->of->unit);
		json_text(&w, "tabulator", d->of->tabulator);
		json_text(&w, "batch", d->of->batch);
		json_num(&w, "position", d->of->position > 0 ?
		    d->of->position : NUM_UNKNOWN);
		json_text(&w, "outcome", answer_of(d));
		json_num(&w, "entry", d->receipt.seq < 0 ? NUM_UNKNOWN :
		    d->receipt.seq);
		json_text(&w, "leaf", d->receipt.seq < 0 ? NULL : hex);
		json_text(&w, "code", refused ? refusal_id(d->receipt.code) :
		    NULL);
		json_text(&w, "why", refused ? d->receipt.why : NULL);
		json_object_end(&w);
	}
	json_array_end(&w);
	json_finish(&w);
}

static void
say_csv(struct entering *g)
{
	struct buf *out = &g->c->out;
	char hex[HASH_HEX];

	buf_str(out, "unit,tabulator,batch,position,outcome,entry,leaf,code,"
	    "why\r\n");
	for (size_t i = 0; i < g->entries; i++) {
		const struct entered *d = &g->done[i];
		bool refused = d->receipt.outcome == OUTCOME_REFUSED;

		hash_text(hex, d->receipt.leaf);
		csv_put(out, d->of->unit, true);
		csv_put(out, d->of->tabulator, false);
		csv_put(out, d->of->batch, false);
		csv_put_num(out, d->of->position > 0 ? d->of->position :
		    NUM_UNKNOWN, false);
		csv_put(out, answer_of(d), false);
		csv_put_num(out, d->receipt.seq < 0 ? NUM_UNKNOWN :
		    d->receipt.seq, false);
		csv_put(out, d->receipt.seq < 0 ? "" : hex, false);
		csv_put(out, refused ? refusal_id(d->receipt.code) : "",
		    false);
		csv_put(out, refused ? d->receipt.why : "", false);
		csv_end_row(out);
	}
}

static void
say_line(struct entering *g, const struct entered *d)
{
	struct buf *out = &g->c->out;
	char hex[HASH_HEX];

	hash_text(hex, d->receipt.leaf);
	esc_terminal(out, audit_entry_name(g->c->a, d->of));
	buf_printf(out, ": %s", answer_of(d));
	if (d->receipt.seq >= 0)
		buf_printf(out, ", entry %" PRId64 ", receipt %.16s",
		    d->receipt.seq, hex);
	if (d->receipt.outcome == OUTCOME_REFUSED) {
		buf_printf(out, ", %s: ", refusal_id(d->receipt.code));
		esc_terminal(out, d->receipt.why);
	}
	if (d->receipt.outcome == OUTCOME_REQUEST)
		buf_printf(out, ", sent to: %s", *d->receipt.routed != '\0' ?
		    d->receipt.routed : "nobody has the power");
	buf_char(out, '\n');
}

static void
say_text(struct entering *g)
{
	for (size_t i = 0; i < g->entries; i++)
		say_line(g, &g->done[i]);
	if (g->entries > 1)
		buf_printf(&g->c->out, "%s, %" PRId64 " entered before, %"
		    PRId64 " refused.\n", words_things(g->c->a,
		    (int64_t)g->entries, "reading", "readings"), g->again,
		    g->refused);
}

static int
run(struct call *c)
{
	struct entering g = { .c = c };
	bool done = enter(&g);

	audit_end(&g.x);
	if (!done)
		return fail(c);
	if (c->form == FORM_JSON)
		say_json(&g);
	else if (c->form == FORM_CSV)
		say_csv(&g);
	else
		say_text(&g);
	return g.refused > 0 ? 4 : 0;
}

const struct cmd cmd_audit_enter = {
	.name = "audit enter", .args = "ELECTION [AUDIT]",
	.summary = "enter what a board of two read",
	.about = "One ballot or batch by options, or many by --file. The same reading once more\n"
	    "adds nothing and gives the same receipt; another one of the same item is refused\n"
	    "unless it says which it --corrects.\n",
	.option = (const struct option[]){
		{ "board", "ID", "the board", false },
		{ "by", "ID", "the member who enters it, and whose key signs", false },
		{ "with", "ID", "the member who read it, too", false },
		{ "file", "FILE", "readings as CSV (docs/audit-files.md)", false },
		{ "unit", "ID", "of the item", false },
		{ "tabulator", "NAME", "of the item, if its manifest has tabulators", false },
		{ "batch", "NAME", "of the item", false },
		{ "position", "N", "of a ballot in its batch, from 1", false },
		{ "ballots", "N", "how many were in the batch", false },
		{ "vote", "[CONTEST/]CHOICE[=N]", "a mark; its rank or points; the votes of a batch", true },
		{ "blank", "CONTEST", "it is there, and nobody is marked", true },
		{ "none", NULL, "no contest of the audit is on it", false },
		{ "not-found", NULL, "it was looked for, and is not there", false },
		{ "corrects", "LEAF", "of the entry that this one replaces", false },
		BRING_OPTIONS },
	.min_args = 1, .max_args = 2, .forms = true,
	.run = run,
};
