/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "report/term.h"

#include "cli/audit_say.h"
#include "cli/walk.h"

/* What tables call a choice; its id where the definition has none. */
static const char *
choice_label(const struct contest *c, const char *id)
{
	for (size_t i = 0; c != NULL && i < c->choices; i++)
		if (strcmp(c->choice[i].id, id) == 0)
			return c->choice[i].label;
	return id;
}

static const struct contest *
contest_of(const struct election *el, const char *id)
{
	for (size_t i = 0; i < el->contests; i++)
		if (strcmp(el->contest[i].id, id) == 0)
			return &el->contest[i];
	return NULL;
}

static struct say_names
names_of(struct arena *a, const struct election *el, const struct tally *t)
{
	const struct contest *c = contest_of(el, t->contest);
	const char **choice = arena_zero(a, t->choices + 1, sizeof *choice);

	for (size_t i = 0; i < t->choices; i++)
		choice[i] = choice_label(c, t->choice[i]);
	return (struct say_names){ c == NULL ? t->contest : c->title, choice,
		NUM_UNKNOWN };
}

static bool
count_open(void *ctx, struct unit_ix unit, struct findings *f, struct err *e)
{
	int64_t *n = ctx;

	(void)unit;
	(void)e;
	for (size_t i = 0; i < f->n; i++)
		*n += finding_is_open(&f->item[i]);
	return true;
}

/* What the reconciliation of its counts found, which no sample settles. */
static bool
open_findings(struct call *c, const struct folder *f, const char *contest,
    int64_t *out)
{
	struct contest_ix ix = election_find_contest(f->el, contest);
	const struct compare *all;
	struct reconcile_tally tally;

	*out = NUM_UNKNOWN;
	if (!contest_exists(ix))
		return true;
	TRY(walk_compare(c, f, ix, DAY_UNKNOWN, &all));
	if (all->counts == 0)
		return true;
	*out = 0;
	return walk_reconcile(c, f, all, count_open, out, &tally);
}

bool
audit_tell(struct call *c, enum record_how how, struct audit_told *t)
{
	const char *const **choices;
	struct say_names *names;
	size_t n;

	TRY(audit_begin(c, how, &t->x));
	TRY(audit_planned(&t->x));
	TRY(audit_case_load(&t->x, &t->all));
	n = t->x.plan.contests;
	names = arena_zero(c->a, n + 1, sizeof *names);
	choices = arena_zero(c->a, n + 1, sizeof *choices);
	for (size_t i = 0; i < n; i++) {
		names[i] = names_of(c->a, t->x.f.el,
		    &t->x.plan.contest[i].tally);
		choices[i] = names[i].choice;
		TRY(open_findings(c, &t->x.f,
		    t->x.plan.contest[i].tally.contest, &names[i].open));
	}
	t->all.one.names = choices;
	TRY(audit_answer(c->a, &t->all.one, &t->answer, &c->e));
	t->say = (struct say_audit){ .one = &t->all.one, .answer = &t->answer,
		.names = names, .election = t->x.f.el->title,
		.plan = t->x.plan_hex };
	return true;
}

void
audit_told_end(struct audit_told *t)
{
	audit_end(&t->x);
}

void
audit_told_print(struct call *c, const struct audit_told *t)
{
	switch (c->form) {
	case FORM_TEXT:
		term_print(&c->out, say_audit_doc(c->a, &t->say), c->width,
		    c->colour);
		break;
	case FORM_JSON:
		say_audit_json(&c->out, &t->say);
		break;
	case FORM_CSV:
		say_audit_csv(&c->out, &t->say);
		break;
	}
}
