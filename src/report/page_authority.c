/* SPDX-License-Identifier: Apache-2.0 */
/* Who could order what on a day: the matrix in words, and where things then stood. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "law/tell.h"

#include "report/page.h"
#include "report/say_who_may.h"
#include "report/words.h"

/* A heading that fits above a narrow column; the list below says who it is. */
static const char *const short_names[ROLES] = {
	[ROLE_REGISTRAR] = "Regis\u00ADtrars", [ROLE_SUPERINTENDENT] = "County",
	[ROLE_AUDIT_BOARD] = "Audit board", [ROLE_SECRETARY] = "Secre\u00ADtary",
	[ROLE_ELECTION_BOARD] = "State board",
	[ROLE_GOVERNOR] = "Gover\u00ADnor", [ROLE_LEGISLATURE] = "Legis\u00ADlature",
	[ROLE_COURT] = "Court", [ROLE_CANDIDATE] = "Candi\u00ADdate",
	[ROLE_ELECTOR] = "Voter", [ROLE_OBSERVER] = "Obser\u00ADver",
	[ROLE_PUBLIC] = "Public",
};

/* The questions the first sentence answers, if the matrix has them. */
static const struct { const char *action, *what; } asked[] = {
	{ "signature-audit.order", "an audit of signatures" },
	{ "recount.order", "a recount" },
	{ "certification.vacate", "that a certification be set aside" },
};

static const char *
names_of(struct arena *a, const struct authority *w, uint32_t roles)
{
	const char *name[ROLES];
	size_t n = 0;

	for (enum role r = 0; r < ROLES; r++)
		if (roles >> r & 1)
			name[n++] = w->called[r];
	return n == 0 ? "nobody" : words_list(a, name, n);
}

#define BIT(p) (UINT32_C(1) << (p))
#define COULD  (BIT(POWER_PERFORM) | BIT(POWER_ORDER) | BIT(POWER_HEAR))

static const char *
lead(const struct say_record *r, struct arena *a)
{
	const char *text = "";

	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
		const struct authority_row *row = say_record_row(r,
		    asked[i].action);

		if (row == NULL)
			continue;
		text = arena_printf(a, "%s%s%s could order %s.", text,
		    *text == '\0' ? "" : " ", words_capital(a, names_of(a,
		    r->authority, authority_holders(row, asked[i].action,
		    COULD))), asked[i].what);
	}
	return *text == '\0' ? "The rules of this record say who may do, "
	    "order, ask for or refuse what." : text;
}

/* Who could only ask, of the first of the questions. */
static void
only_asked(const struct say_record *r, struct doc *d)
{
	const struct authority_row *row = say_record_row(r, asked[0].action);
	uint32_t roles = row == NULL ? 0 : authority_holders(row,
	    asked[0].action, BIT(POWER_ASK));

	if (roles != 0)
		doc_text(doc_para(d->intro), "%s could ask for %s, and no "
		    "more: a request is kept, and passed on to who may.",
		    words_capital(d->a, names_of(d->a, r->authority, roles)),
		    asked[0].what);
}

static enum status
status_of(enum power p)
{
	switch (p) {
	case POWER_PERFORM:	return STATUS_DOES;
	case POWER_ORDER:
	case POWER_HEAR:	return STATUS_ORDERS;
	case POWER_PETITION:	return STATUS_MAY_PETITION;
	case POWER_ASK:		return STATUS_MAY_ASK;
	case POWER_REFUSE:
	case POWERS:		return STATUS_CANNOT;
	default:		return STATUS_BESIDE;
	}
}

static const char *
power_word(enum power p)
{
	static const char *const words[POWERS] = { "Does it", "May order",
		"May petition", "May ask", "Hears it", "Helps", "Notes",
		"Witnesses", "Looks on", "No" };

	return p < POWERS ? words[p] : "No";
}

static void
matrix_row(const struct say_record *r, struct doc *d, struct doc_table *t,
    const struct authority_row *row)
{
	bool tried = false;
	struct doc_table_row *line;

	for (size_t i = 0; i < r->requests && !tried; i++)
		tried = rule_covers(row->acts, r->request[i].act->action);
	for (size_t i = 0; i < r->refusals && !tried; i++)
		tried = rule_covers(row->acts, r->refused[i]->action);
	line = doc_row(d, t, tried ? ROW_OFFICIAL : ROW_PLAIN);
	doc_cell(d, t, line, 0, "%s", row->rule.title);
	for (enum role k = 0; k < ROLES; k++) {
		const struct cell *c = &row->cell[k];

		doc_status_says(doc_cell_runs(d, line, 1 + k),
		    status_of(c->power), "%s%s", power_word(c->power),
		    c->limit[0] != '\0' || c->acts[0] != '\0' ? "*" : "");
	}
}

static void
matrix(const struct say_record *r, struct doc *d)
{
	struct node *sec = doc_section(d->body, "matrix", "Each act, each "
	    "office");
	struct doc_table *t = doc_table(sec, NULL, arena_printf(d->a, "Who "
	    "may do what, %s", words_date(d->a, r->on)), "Does it: the act is "
	    "theirs. May order: the act follows. May petition: has a right to "
	    "an answer. May ask: recorded and passed on. No: refused and "
	    "recorded. A star: with a limit, which the next table has. Shaded: "
	    "somebody asked for it or tried it, and could not do it.");

	t->long_one = t->dense = true;
	doc_add_column(d, t, "Act", ALIGN_LEFT)->wraps = true;
	for (enum role k = 0; k < ROLES; k++)
		doc_add_column(d, t, short_names[k], ALIGN_LEFT)->wraps = true;
	for (size_t i = 0; i < r->authority->rows; i++)
		if (rule_holds(&r->authority->row[i].rule, r->on))
			matrix_row(r, d, t, &r->authority->row[i]);
}

/* "the Secretary of State: own county" for each role whose part has a limit. */
static const char *
limits_of(const struct say_record *r, struct arena *a,
    const struct authority_row *row)
{
	const char *text = "";

	for (enum role k = 0; k < ROLES; k++)
		if (row->cell[k].limit[0] != '\0')
			text = arena_printf(a, "%s%s%s: %s", text,
			    *text == '\0' ? "" : "; ",
			    r->authority->called[k], row->cell[k].limit);
	return *text == '\0' ? "" : words_capital(a, text);
}

static void
rule_row(const struct say_record *r, struct doc *d, struct doc_table *t,
    const struct authority_row *row)
{
	struct doc_table_row *line = doc_row(d, t, ROW_PLAIN);
	struct buf cite CLEANUP(buf_free) = { 0 };

	tell_cite(&cite, &row->rule);
	doc_cell(d, t, line, 0, "%s", row->rule.title);
	doc_cell(d, t, line, 1, "%s", say_who_may_holders(d->a, r->authority,
	    row, NULL));
	doc_cell(d, t, line, 2, "%s", limits_of(r, d->a, row));
	doc_cell(d, t, line, 3, "%s", cite.p);
	line->cell[2].small = line->cell[3].small = true;
}

static void
rules(const struct say_record *r, struct doc *d)
{
	struct node *sec = doc_section(d->body, "rules", "The rule for each "
	    "act");
	struct doc_table *t = doc_table(sec, NULL, "Who may, within which "
	    "limits, and by which law", "A rule from memory, or a proposal of "
	    "ours, says so beside its citation. What no rule decides is "
	    "refused.");

	t->long_one = true;
	doc_add_column(d, t, "Act", ALIGN_LEFT)->wraps = true;
	doc_add_column(d, t, "Who", ALIGN_LEFT)->wraps = true;
	doc_add_column(d, t, "Limits", ALIGN_LEFT)->wraps = true;
	doc_add_column(d, t, "Law", ALIGN_LEFT)->wraps = true;
	for (size_t i = 0; i < r->authority->rows; i++)
		if (rule_holds(&r->authority->row[i].rule, r->on))
			rule_row(r, d, t, &r->authority->row[i]);
}

static void
roles(const struct say_record *r, struct doc *d)
{
	struct node *sec = doc_section(d->body, "offices", "The offices");
	struct doc_table *t = doc_table(sec, NULL, arena_printf(d->a, "What "
	    "%s calls them", r->authority->jurisdiction), NULL);

	doc_add_column(d, t, "In the table", ALIGN_LEFT);
	doc_add_column(d, t, "Is", ALIGN_LEFT);
	for (enum role k = 0; k < ROLES; k++) {
		struct doc_table_row *line = doc_row(d, t, ROW_PLAIN);
		const char *soft = strstr(short_names[k], "- ");

		doc_cell(d, t, line, 0, "%.*s%s", soft == NULL ? 99 :
		    (int)(soft - short_names[k]), short_names[k],
		    soft == NULL ? "" : soft + 2);
		doc_cell(d, t, line, 1, "%s", r->authority->called[k]);
	}
}

#define MANY 8	/* so many subjects of one kind are counted by state */

static bool
same(const struct record_subject *a, const struct record_subject *b)
{
	return strcmp(a->lifecycle, b->lifecycle) == 0 &&
	    strcmp(a->state, b->state) == 0;
}

static size_t
of_kind(const struct say_record *r, const struct record_subject *x)
{
	size_t n = 0;

	for (size_t i = 0; i < r->subjects; i++)
		n += strcmp(r->subject[i].lifecycle, x->lifecycle) == 0;
	return n;
}

static void
stood_row(const struct say_record *r, struct doc *d, struct doc_table *t,
    size_t i)
{
	const struct record_subject *x = &r->subject[i];
	struct doc_table_row *line;
	size_t n = 0;

	if (of_kind(r, x) <= MANY) {
		line = doc_row(d, t, ROW_PLAIN);
		doc_cell(d, t, line, 0, "%s", x->id);
		doc_cell(d, t, line, 1, "%s", x->title);
		doc_cell(d, t, line, 2, "%s", say_record_time(r, d->a,
		    x->logged));
		return;
	}
	for (size_t k = 0; k < i; k++)
		if (same(&r->subject[k], x))
			return;
	for (size_t k = i; k < r->subjects; k++)
		n += same(&r->subject[k], x);
	line = doc_row(d, t, ROW_PLAIN);
	doc_cell(d, t, line, 0, "%s of %s: %s", words_num(d->a, (int64_t)n),
	    words_num(d->a, (int64_t)of_kind(r, x)), x->lifecycle);
	doc_cell(d, t, line, 1, "%s", x->title);
	doc_cell(d, t, line, 2, " ");
}

static void
stood(const struct say_record *r, struct doc *d)
{
	struct node *sec = doc_section(d->body, "states", "Where things "
	    "stood");
	struct doc_table *t;

	if (r->subjects == 0) {
		doc_text(doc_para(sec), "Nothing had moved yet. What moves "
		    "appears here with its state.");
		return;
	}
	t = doc_table(sec, NULL, arena_printf(d->a, "At the end of %s",
	    words_date(d->a, r->on)), "What may be done depends on the state "
	    "a thing is in.");
	t->long_one = true;
	doc_add_column(d, t, "What", ALIGN_LEFT)->wraps = true;
	doc_add_column(d, t, "State", ALIGN_LEFT)->wraps = true;
	doc_add_column(d, t, "Since", ALIGN_LEFT);
	for (size_t i = 0; i < r->subjects; i++)
		stood_row(r, d, t, i);
}

struct doc *
page_authority(const struct site *s, struct arena *a)
{
	const struct say_record *r = s->powers;
	struct doc *d = doc_new(a, arena_printf(a, "Who could order what on "
	    "%s", words_date(a, r->on)));
	struct node *l;

	d->kicker = arena_printf(a, "%s · powers and states on %s", s->frame.site,
	    words_date(a, r->on));
	d->wide = true;
	if (r->authority == NULL) {
		d->lead = "The record names no file of powers, so nobody is "
		    "known to have any, and every act is refused.";
	} else {
		d->lead = lead(r, a);
		only_asked(r, d);
		matrix(r, d);
		rules(r, d);
		roles(r, d);
	}
	stood(r, d);
	l = doc_limits(d->body);
	doc_limit(l, "Whether an act was wise.", "The table says who held a "
	    "power, not whether to use it.");
	doc_limit(l, "Another day.", "Rules change, and states do. This is "
	    "one day; canvass report --powers-on shows another.");
	return d;
}
