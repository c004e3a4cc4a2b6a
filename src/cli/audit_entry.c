/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <string.h>

#include "text/canon.h"

#include "cli/audit_entry.h"
#include "cli/bring.h"

char *
audit_entry_name(struct arena *a, const struct audit_entry *x)
{
	char *batch = arena_printf(a, "batch %s%s%s of %s", x->tabulator,
	    *x->tabulator != '\0' ? "/" : "", x->batch, x->unit);

	return x->position == 0 ? batch : arena_printf(a, "%s, ballot %" PRId64,
	    batch, x->position);
}

static bool
whole_option(struct call *c, const char *name, int64_t least, int64_t *out)
{
	const char *s = call_option(c, name);

	if (s == NULL || (num_parse(s, strlen(s), out) == NUM_OK &&
	    *out >= least))
		return true;
	return err_set(&c->e, ERR_USE, "--%s: found '%s', expected a whole "
	    "number from %" PRId64 " on", name, s, least);
}

/* The contest before a slash; without one, the only one of the plan. */
static bool
contest_before(struct audit_call *x, const char *option, const char *text,
    const char *slash, const char **out)
{
	struct call *c = x->c;

	*out = x->plan.contests == 1 ? x->plan.contest[0].tally.contest : NULL;
	if (slash != NULL)
		*out = arena_str(c->a, text, (size_t)(slash - text));
	return *out != NULL || err_set(&c->e, ERR_USE, "--%s: found '%s', "
	    "expected CONTEST/CHOICE, for the audit is of %zu contests",
	    option, text, x->plan.contests);
}

/* "[CONTEST/]CHOICE[=N]" */
static bool
mark_of(struct audit_call *x, const char *text, struct audit_mark *m)
{
	struct call *c = x->c;
	const char *slash = strchr(text, '/');
	const char *choice = slash == NULL ? text : slash + 1;
	const char *equals = strrchr(choice, '=');

	TRY(contest_before(x, "vote", text, slash, &m->contest));
	m->n = 1;
	m->choice = equals == NULL ? choice : arena_str(c->a, choice,
	    (size_t)(equals - choice));
	return equals == NULL || (num_parse(equals + 1, strlen(equals + 1),
	    &m->n) == NUM_OK && m->n >= 0) || err_set(&c->e, ERR_USE,
	    "--vote: found '%s', expected CHOICE or CHOICE=NUMBER", text);
}

static bool
take_marks(struct audit_call *x, struct audit_entry *out)
{
	struct call *c = x->c;

	out->mark = arena_zero(c->a, c->givens + 1, sizeof *out->mark);
	for (size_t i = 0; i < c->givens; i++) {
		struct audit_mark *m = &out->mark[out->marks];

		if (strcmp(c->given[i].name, "vote") == 0)
			TRY(mark_of(x, c->given[i].value, m));
		else if (strcmp(c->given[i].name, "blank") == 0)
			*m = (struct audit_mark){ c->given[i].value, NULL, 0 };
		else
			continue;
		out->marks++;
	}
	return true;
}

/* A ballot without any contest of the audit is one thing, a forgotten one another. */
static bool
says_something(struct call *c, const struct audit_entry *x)
{
	bool none = call_option(c, "none") != NULL;
	int said = (x->marks > 0) + x->lost + none;

	return said == 1 || err_set(&c->e, ERR_USE, "expected what was read: "
	    "--vote and --blank, or --none if no contest of the audit is on "
	    "it, or --not-found%s", said > 1 ? ", and only one of them" : "");
}

bool
audit_entry_options(struct audit_call *x, struct audit_entry *out)
{
	struct call *c = x->c;

	*out = (struct audit_entry){ .tabulator = "", .where = "",
		.ballots = NUM_UNKNOWN, .corrects = call_option(c, "corrects"),
		.lost = call_option(c, "not-found") != NULL };
	TRY(bring_need(c, "unit", &out->unit));
	TRY(bring_need(c, "batch", &out->batch));
	if (call_option(c, "tabulator") != NULL)
		out->tabulator = call_option(c, "tabulator");
	TRY(whole_option(c, "position", 1, &out->position));
	TRY(whole_option(c, "ballots", 0, &out->ballots));
	TRY(take_marks(x, out));
	return says_something(c, out);
}

bool
audit_entry_find(struct audit_call *x, const struct audit_loaded *l,
    const struct audit_entry *entry, size_t *item)
{
	struct call *c = x->c;
	char *batch = audit_key_batch(c->a, entry->unit, entry->tabulator,
	    entry->batch);
	size_t at;

	return audit_keys_find(&l->item, audit_key_item(c->a, batch,
	    entry->position), item) || err_set(&c->e, ERR_INPUT, "%s%s %s",
	    entry->where, audit_entry_name(c->a, entry),
	    audit_keys_find(&l->batch, batch, &at) ? "was not drawn" :
	    "is on no manifest of this audit");
}

static void
put_text(struct buf *out, const char *name, const char *value)
{
	buf_printf(out, ",\"%s\":", name);
	canon_text(out, value);
}

static bool
is_first_of(const struct audit_entry *x, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (strcmp(x->mark[k].contest, x->mark[i].contest) == 0)
			return false;
	return true;
}

static void
put_marks(struct buf *out, const struct audit_entry *x, const char *contest)
{
	const char *comma = "";

	canon_text(out, contest);
	buf_str(out, ":{");
	for (size_t i = 0; i < x->marks; i++) {
		if (x->mark[i].choice == NULL ||
		    strcmp(x->mark[i].contest, contest) != 0)
			continue;
		buf_str(out, comma);
		canon_text(out, x->mark[i].choice);
		buf_printf(out, ":%" PRId64, x->mark[i].n);
		comma = ",";
	}
	buf_char(out, '}');
}

static void
put_readings(struct buf *out, const struct audit_entry *x)
{
	const char *comma = "";

	buf_str(out, ",\"readings\":{");
	for (size_t i = 0; i < x->marks; i++) {
		if (!is_first_of(x, i))
			continue;
		buf_str(out, comma);
		put_marks(out, x, x->mark[i].contest);
		comma = ",";
	}
	buf_char(out, '}');
}

static bool
put_board(struct audit_call *x, struct buf *out)
{
	const char *board, *by, *with;

	TRY(bring_need(x->c, "board", &board));
	TRY(bring_need(x->c, "by", &by));
	TRY(bring_need(x->c, "with", &with));
	buf_str(out, "{\"board\":");
	canon_text(out, board);
	buf_str(out, ",\"by\":[");
	canon_text(out, by);
	buf_char(out, ',');
	canon_text(out, with);
	buf_char(out, ']');
	return true;
}

bool
audit_entry_put(struct audit_call *x, const struct audit_entry *entry,
    int64_t round, struct buf *out)
{
	struct buf text CLEANUP(buf_free) = { 0 };

	TRY(put_board(x, &text));
	put_text(&text, "batch", entry->batch);
	if (*entry->tabulator != '\0')
		put_text(&text, "tabulator", entry->tabulator);
	if (entry->position > 0)
		buf_printf(&text, ",\"position\":%" PRId64, entry->position);
	if (round > 0)
		buf_printf(&text, ",\"round\":%" PRId64, round);
	if (num_known(entry->ballots))
		buf_printf(&text, ",\"ballots\":%" PRId64, entry->ballots);
	if (entry->corrects != NULL)
		put_text(&text, "corrects", entry->corrects);
	if (entry->lost)
		buf_str(&text, ",\"not_found\":true");
	else
		put_readings(&text, entry);
	buf_char(&text, '}');
	return audit_payload(x, &text, out);
}
