/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/arena.h"
#include "law/shape.h"
#include "law/tell.h"

#include "report/say_who_may.h"
#include "report/words.h"

const char *
say_power(enum power p)
{
	static const char *const words[POWERS] = {
		[POWER_PERFORM] = "may do it",
		[POWER_ORDER] = "may order it",
		[POWER_PETITION] = "may petition for it",
		[POWER_ASK] = "may ask for it",
		[POWER_HEAR] = "may hear and decide it",
		[POWER_ASSIST] = "may help with it",
		[POWER_NOTE] = "may have a remark entered",
		[POWER_WITNESS] = "may witness it",
		[POWER_VIEW] = "may look on",
		[POWER_REFUSE] = "may not",
	};

	return words[p];
}

const char *
say_guard(enum guard g)
{
	static const char *const words[GUARDS] = {
		[GUARD_FINDINGS] = "no finding is open",
		[GUARD_QUORUM] = "enough of a board vote for it",
		[GUARD_TWO] = "two of a board do it together",
		[GUARD_UNITS] = "every unit has certified",
		[GUARD_AUDIT] = "the audit is confirmed or reported",
		[GUARD_RETURNS] = "the returns it names add up",
		[GUARD_MARGIN] = "the margin is within the recount rule",
		[GUARD_ORDER] = "it names a court's act",
		[GUARD_MANIFESTS] = "every unit has committed to its manifest",
		[GUARD_CHAIN] = "who gives is who holds",
	};

	return words[g];
}

bool
say_who_may_shows(const struct say_who_may *s,
    const struct authority_row *row)
{
	return (s->action == NULL || rule_covers(row->acts, s->action)) &&
	    (!day_known(s->on) || rule_holds(&row->rule, s->on));
}

const struct authority_row *
say_who_may_row(const struct say_who_may *s)
{
	for (size_t i = 0; i < s->w->rows; i++)
		if (say_who_may_shows(s, &s->w->row[i]))
			return &s->w->row[i];
	return NULL;
}

/* The cell for the action, or of the whole row. */
static struct cell
cell_of(const struct authority_row *row, enum role r, const char *action)
{
	return action == NULL ? row->cell[r] : authority_cell(row, r, action);
}

/* Does what ${p} does count as doing the action itself? */
static bool
does_it(const struct say_who_may *s, enum power p)
{
	const struct lifecycle *l = authority_lifecycle(s->w, s->action);

	if (p == POWER_PETITION)
		return l != NULL && lifecycle_takes(l, s->action, p);
	return p == POWER_PERFORM || p == POWER_ORDER || p == POWER_HEAR;
}

bool
say_who_may_is_yes(const struct say_who_may *s)
{
	const struct authority_row *row = say_who_may_row(s);
	const struct lifecycle *l = authority_lifecycle(s->w, s->action);
	const struct move *m;
	enum power p;

	if (row == NULL)
		return false;
	p = authority_cell(row, s->role, s->action).power;
	if (!does_it(s, p) || s->state == NULL || l == NULL)
		return does_it(s, p);
	m = lifecycle_move(l, s->state, s->action);
	return m != NULL && move_takes(m, p);
}

/* "the Secretary of State and a court" */
static const char *
names_of(struct arena *a, const struct authority *w, uint32_t roles)
{
	const char *name[ROLES];
	size_t n = 0;

	for (enum role r = 0; r < ROLES; r++)
		if (roles >> r & 1)
			name[n++] = w->called[r];
	return words_list(a, name, n);
}

static uint32_t
roles_with(const struct authority_row *row, const char *action, enum power p)
{
	uint32_t roles = 0;

	for (enum role r = 0; r < ROLES; r++)
		if (cell_of(row, r, action).power == p)
			roles |= UINT32_C(1) << r;
	return roles;
}

#define EVERYONE ((UINT32_C(1) << ROLES) - 1)

/* One sentence for each of the bits (1 << power) of ${powers} that somebody has. */
static const char *
holders(struct arena *a, const struct authority *w,
    const struct authority_row *row, const char *action, uint32_t powers)
{
	const char *text = "";

	for (enum power p = 0; p < POWERS; p++) {
		uint32_t roles = roles_with(row, action, p);

		if ((powers >> p & 1) != 0 && roles != 0)
			text = arena_printf(a, "%s%s%s %s.", text,
			    *text == '\0' ? "" : " ", words_capital(a,
			    roles == EVERYONE ? "everyone" : names_of(a, w,
			    roles)), say_power(p));
	}
	return text;
}

const char *
say_who_may_holders(struct arena *a, const struct authority *w,
    const struct authority_row *row, const char *action)
{
	const char *text = holders(a, w, row, action,
	    ~(UINT32_C(1) << POWER_REFUSE));
	uint32_t refused = roles_with(row, action, POWER_REFUSE);

	if (refused == EVERYONE)
		return "Nobody may do this.";
	if (refused == 0)
		return text;
	return arena_printf(a, "%s For everyone else the answer is no.", text);
}

/* Who can do it, where somebody may not. */
static const char *
instead(struct arena *a, const struct say_who_may *s,
    const struct authority_row *row)
{
	uint32_t powers = 0;

	for (enum power p = 0; p < POWERS; p++)
		if (does_it(s, p))
			powers |= UINT32_C(1) << p;
	if (authority_holders(row, s->action, powers) == 0)
		return "Nobody may do this.";
	return holders(a, s->w, row, s->action, powers);
}

/* "No. The Governor may ask for it. The Secretary of State may do it." */
static const char *
answer_words(struct arena *a, const struct say_who_may *s,
    const struct authority_row *row)
{
	struct cell c = authority_cell(row, s->role, s->action);
	bool yes = say_who_may_is_yes(s);
	const char *own = arena_printf(a, "%s %s%s%s%s", words_capital(a,
	    s->w->called[s->role]), say_power(c.power), *c.limit == '\0' ?
	    "" : " (", c.limit, *c.limit == '\0' ? "" : ")");

	if (yes)
		return arena_printf(a, "Yes. %s.", own);
	if (does_it(s, c.power))
		return arena_printf(a, "No. %s, but not in the state \"%s\".",
		    own, s->state);
	if (c.power == POWER_REFUSE)
		return arena_printf(a, "No: %s. %s", row->refusal[0] == '\0' ?
		    "NO_AUTHORITY" : row->refusal, instead(a, s, row));
	return arena_printf(a, "No. %s. %s", own, instead(a, s, row));
}

/* "the own county"; "only recount.order: on its own motion" where that is another act. */
static const char *
limit_words(struct arena *a, const struct cell *c, const char *action)
{
	if (action != NULL && rule_covers(c->acts, action))
		return c->limit;
	if (c->acts[0] == '\0')
		return c->limit;
	return arena_printf(a, "only %s%s%s", c->acts, c->limit[0] == '\0' ?
	    "" : ": ", c->limit);
}

static void
offices(struct node *body, const struct say_who_may *s,
    const struct authority_row *row)
{
	struct doc *d = body->doc;
	struct node *section = doc_section(body, "offices", "Each office");
	struct doc_table *t = doc_table(section, NULL, NULL, NULL);

	doc_add_column(d, t, "Office", ALIGN_LEFT)->wraps = true;
	doc_add_column(d, t, "Answer", ALIGN_LEFT);
	doc_add_column(d, t, "Limit", ALIGN_LEFT)->wraps = true;
	for (enum role r = 0; r < ROLES; r++) {
		struct cell c = authority_cell(row, r, s->action);
		struct doc_table_row *line;

		if (s->role != ROLES && s->role != r)
			continue;
		line = doc_row(d, t, ROW_PLAIN);
		doc_cell(d, t, line, 0, "%s", words_capital(d->a,
		    s->w->called[r]));
		doc_cell(d, t, line, 1, "%s", say_power(c.power));
		doc_cell(d, t, line, 2, "%s", limit_words(d->a, &row->cell[r],
		    s->action));
	}
}

/* "the last day to ...; deadline recount-request" */
static const char *
deadline_words(struct arena *a, const struct say_who_may *s, const char *id)
{
	const struct law_calendar *c = s->law == NULL ? NULL :
	    s->law->calendar;

	for (size_t i = 0; c != NULL && i < c->dues; i++)
		if (strcmp(c->due[i].rule.id, id) == 0)
			return arena_printf(a, "%s (%s)", id,
			    c->due[i].rule.title);
	return id;
}

/* Everything that must be so: guards, and the time. */
static const char *
conditions(struct arena *a, const struct say_who_may *s, uint32_t needs,
    const char *opens, const char *closes)
{
	const char *item[GUARDS + 2];
	size_t n = 0;

	for (enum guard g = 0; g < GUARDS; g++)
		if (needs >> g & 1)
			item[n++] = say_guard(g);
	if (*opens != '\0')
		item[n++] = arena_printf(a, "not before %s",
		    deadline_words(a, s, opens));
	if (*closes != '\0')
		item[n++] = arena_printf(a, "not after %s",
		    deadline_words(a, s, closes));
	return n == 0 ? "" : words_list(a, item, n);
}

static void
state_row(struct doc *d, struct doc_table *t, const struct say_who_may *s,
    const struct lifecycle *l, const struct move *m)
{
	struct doc_table_row *r = doc_row(d, t, ROW_PLAIN);

	doc_cell(d, t, r, 0, "%s", m->from);
	doc_cell(d, t, r, 1, "%s", strcmp(m->from, m->to) == 0 ? "the same" :
	    m->to);
	doc_cell(d, t, r, 2, "%s", lifecycle_state(l, m->to)->title);
	doc_cell(d, t, r, 3, "%s", conditions(d->a, s, m->needs, m->opens,
	    m->closes));
}

static void
states(struct node *body, const struct say_who_may *s)
{
	struct doc *d = body->doc;
	const struct lifecycle *l = authority_lifecycle(s->w, s->action);
	struct node *section = doc_section(body, "states", "In which states");
	struct doc_table *t;

	if (l == NULL || !lifecycle_knows(l, s->action)) {
		doc_text(doc_para(section), l == NULL ? "In any: it leaves a "
		    "fact, and moves nothing." : "In none: no move is made by "
		    "it.");
		return;
	}
	t = doc_table(section, NULL, l->title, NULL);
	doc_add_column(d, t, "From", ALIGN_LEFT);
	doc_add_column(d, t, "To", ALIGN_LEFT);
	doc_add_column(d, t, "Which is", ALIGN_LEFT)->wraps = true;
	doc_add_column(d, t, "If", ALIGN_LEFT)->wraps = true;
	for (size_t i = 0; i < l->moves; i++)
		if (strcmp(l->move[i].act, s->action) == 0 &&
		    (s->state == NULL || strcmp(l->move[i].from, s->state) ==
		    0))
			state_row(d, t, s, l, &l->move[i]);
	if (t->rows == 0)
		doc_text(doc_para(section), "Not in this one (WRONG_STATE).");
}

static void
source(struct node *body, const struct say_who_may *s,
    const struct authority_row *row)
{
	struct doc *d = body->doc;
	struct node *section = doc_section(body, "law", "The law");
	struct buf dates CLEANUP(buf_free) = { 0 };
	struct buf cite CLEANUP(buf_free) = { 0 };
	struct node *entry = doc_cert(section, row->rule.title);
	const char *also = conditions(d->a, s, row->needs, row->opens,
	    row->closes);

	tell_dates(&dates, &row->rule);
	tell_cite(&cite, &row->rule);
	doc_pair(entry, "Law", false, "%s", cite.p);
	doc_pair(entry, "In force", false, "%s", dates.p);
	if (*also != '\0')
		doc_pair(entry, "Only if", false, "%s", also);
	if (row->rule.note[0] != '\0')
		doc_pair(entry, "Note", false, "%s", row->rule.note);
	for (size_t i = 0; i < row->rule.disagreements; i++)
		doc_pair(entry, "Not used", false, "%s, %s",
		    row->rule.disagrees[i].value, row->rule.disagrees[i].cite);
	doc_pair(entry, "Row", true, "%s", row->rule.id);
	doc_pair(entry, "All its acts", true, "%s", row->acts);
}

static void
limits(struct node *body)
{
	struct node *l = doc_limits(body);

	doc_limit(l, "Whether an act was wise.", "The table says who holds a "
	    "power, not whether to use it.");
	doc_limit(l, "What a court would say.", "These are the rules as the "
	    "file has them, with their citations; a rule from memory says "
	    "so.");
	doc_limit(l, "Another day.", "Rules change; --on asks for another "
	    "day's.");
}

static const char *
kicker(struct arena *a, const struct say_who_may *s)
{
	return arena_printf(a, "%s · %s%s%s%s%s", s->w->jurisdiction,
	    s->action == NULL ? s->file : s->action, s->state == NULL ? "" :
	    " · in the state ", s->state == NULL ? "" : s->state,
	    day_known(s->on) ? " · rules in force on " : "",
	    day_known(s->on) ? words_date(a, s->on) : "");
}

static struct doc *
one_action(struct arena *a, const struct say_who_may *s)
{
	const struct authority_row *row = say_who_may_row(s);
	struct doc *d = doc_new(a, row->rule.title);

	d->kicker = kicker(a, s);
	d->lead = s->role == ROLES ?
	    say_who_may_holders(a, s->w, row, s->action) :
	    answer_words(a, s, row);
	offices(d->body, s, row);
	states(d->body, s);
	source(d->body, s, row);
	limits(d->body);
	return d;
}

/* A letter for each word of the matrix; what is limited has a star. */
static const char *
letter_of(struct arena *a, const struct cell *c)
{
	static const char letters[POWERS] = { 'D', 'O', 'P', 'a', 'H', 's',
		'n', 'w', 'v', '-' };

	return arena_printf(a, "%c%s", letters[c->power], c->limit[0] != '\0' ||
	    c->acts[0] != '\0' ? "*" : "");
}

/* For a page: "Does it (the own county)". */
static const char *
word_of(struct arena *a, const struct cell *c)
{
	static const char *const words[POWERS] = { "Does it", "May order",
		"May petition", "May ask", "Hears it", "Helps", "Remarks",
		"Witnesses", "Looks on", "No" };

	if (c->limit[0] == '\0')
		return words[c->power];
	return arena_printf(a, "%s (%s)", words[c->power], c->limit);
}

#define MATRIX_KEY "D may do it, O may order it, P may petition for it, " \
	"a may ask for it, H may hear and decide it, s may help, n may have " \
	"a remark entered, w may witness it, v may look on, - may not. " \
	"A star: with a limit, or for some of the acts only."

static void
letter_row(struct doc *d, struct doc_table *t, const struct authority_row *row)
{
	struct doc_table_row *line = doc_row(d, t, ROW_PLAIN);

	doc_cell(d, t, line, 0, "%s", row->rule.title);
	for (enum role r = 0; r < ROLES; r++)
		doc_cell(d, t, line, 1 + r, "%s", letter_of(d->a,
		    &row->cell[r]));
}

/* Every role, a letter each. */
static void
letters(struct node *section, const struct say_who_may *s)
{
	static const char *const names[ROLES] = { "Reg", "Sup", "Aud", "Sec",
		"Brd", "Gov", "Leg", "Crt", "Cnd", "Elr", "Obs", "Pub" };
	struct doc *d = section->doc;
	struct doc_table *t = doc_table(section, "matrix", NULL, MATRIX_KEY);

	t->long_one = true;
	doc_add_column(d, t, "What", ALIGN_LEFT)->wraps = true;
	for (enum role r = 0; r < ROLES; r++)
		doc_add_column(d, t, names[r], ALIGN_LEFT);
	for (size_t i = 0; i < s->w->rows; i++)
		if (say_who_may_shows(s, &s->w->row[i]))
			letter_row(d, t, &s->w->row[i]);
}

/* One role, in words. */
static void
one_role(struct node *section, const struct say_who_may *s)
{
	struct doc *d = section->doc;
	struct doc_table *t = doc_table(section, "matrix", NULL, NULL);

	t->long_one = true;
	doc_add_column(d, t, "What", ALIGN_LEFT)->wraps = true;
	doc_add_column(d, t, "Answer", ALIGN_LEFT);
	doc_add_column(d, t, "Limit", ALIGN_LEFT)->wraps = true;
	for (size_t i = 0; i < s->w->rows; i++) {
		const struct authority_row *row = &s->w->row[i];
		struct doc_table_row *line;

		if (!say_who_may_shows(s, row))
			continue;
		line = doc_row(d, t, ROW_PLAIN);
		doc_cell(d, t, line, 0, "%s", row->rule.title);
		doc_cell(d, t, line, 1, "%s", say_power(
		    row->cell[s->role].power));
		doc_cell(d, t, line, 2, "%s", limit_words(d->a,
		    &row->cell[s->role], NULL));
	}
}

static void
word_row(struct doc *d, struct doc_table *t, const struct authority_row *row)
{
	struct doc_table_row *line = doc_row(d, t, ROW_PLAIN);
	struct buf cite CLEANUP(buf_free) = { 0 };

	doc_cell(d, t, line, 0, "%s", row->rule.title);
	for (enum role r = 0; r < ROLES; r++)
		doc_cell(d, t, line, 1 + r, "%s", word_of(d->a,
		    &row->cell[r]));
	tell_cite(&cite, &row->rule);
	doc_cell(d, t, line, 1 + ROLES, "%s", cite.p);
	line->cell[1 + ROLES].small = true;
}

void
say_who_may_matrix(struct node *body, const struct say_who_may *s)
{
	struct doc *d = body->doc;
	struct doc_table *t = doc_table(body, "matrix", "Each act, each office",
	    NULL);

	t->long_one = true;
	doc_add_column(d, t, "What", ALIGN_LEFT)->wraps = true;
	for (enum role r = 0; r < ROLES; r++)
		doc_add_column(d, t, words_capital(d->a, s->w->called[r]),
		    ALIGN_LEFT)->wraps = true;
	doc_add_column(d, t, "Law", ALIGN_LEFT)->wraps = true;
	for (size_t i = 0; i < s->w->rows; i++)
		if (say_who_may_shows(s, &s->w->row[i]))
			word_row(d, t, &s->w->row[i]);
}

static void
roles_of(struct node *body, const struct say_who_may *s)
{
	struct node *section = doc_section(body, "roles", "The roles");
	struct node *entry = doc_cert(section, s->w->jurisdiction);

	for (enum role r = 0; r < ROLES; r++)
		doc_pair(entry, role_id(r), false, "%s", s->w->called[r]);
}

static struct doc *
every_row(struct arena *a, const struct say_who_may *s)
{
	struct doc *d = doc_new(a, s->w->title);
	struct node *section;

	d->kicker = kicker(a, s);
	d->lead = s->role == ROLES ?
	    "To ask, to order, to do and to certify are four things." :
	    arena_printf(a, "What %s may.", s->w->called[s->role]);
	section = doc_section(d->body, "acts", s->role == ROLES ?
	    "Each act, each office" : "Each act");
	if (s->role == ROLES) {
		letters(section, s);
		roles_of(d->body, s);
	} else {
		one_role(section, s);
	}
	limits(d->body);
	return d;
}

struct doc *
say_who_may_doc(struct arena *a, const struct say_who_may *s)
{
	return s->action == NULL ? every_row(a, s) : one_action(a, s);
}
