/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include <yaml.h>

#include "law.h"

enum { DEEPEST = 8, LARGEST = 1 << 20 };

/* A mapping's values have keys, a list's have none. */
struct node {
	struct text  key, value;
	struct node *first, *next;
};

struct reading {
	yaml_parser_t parser;
	yaml_event_t  event;
	const char   *why;
};

static bool
next_event(struct reading *r)
{
	yaml_event_delete(&r->event);
	r->why = "not YAML";
	return yaml_parser_parse(&r->parser, &r->event) == 1;
}

static bool
is_end(const struct reading *r)
{
	return r->event.type == YAML_MAPPING_END_EVENT ||
	    r->event.type == YAML_SEQUENCE_END_EVENT;
}

static bool
scalar(struct reading *r, struct text *out)
{
	r->why = "found an anchor, a tag or a key that is no text";
	if (r->event.type != YAML_SCALAR_EVENT ||
	    r->event.data.scalar.anchor != NULL ||
	    r->event.data.scalar.tag != NULL)
		return false;
	*out = lasting_text((struct text){
	    (const char *)r->event.data.scalar.value,
	    r->event.data.scalar.length });
	return true;
}

/* The node whose first event is the present one. */
static bool
build(struct reading *r, struct node *n, int depth)
{
	bool mapping = r->event.type == YAML_MAPPING_START_EVENT;
	struct node **last = &n->first;

	if (!mapping && r->event.type != YAML_SEQUENCE_START_EVENT)
		return scalar(r, &n->value);
	if (depth == DEEPEST)
		return false;
	while (next_event(r) && !is_end(r)) {
		struct node *inner = *last = lasting(sizeof *inner);

		if (mapping && (!scalar(r, &inner->key) || !next_event(r)))
			return false;
		if (!build(r, inner, depth + 1))
			return false;
		last = &inner->next;
	}
	return is_end(r);
}

static bool
document(struct text t, struct node *root, const char **why)
{
	struct reading r = { .why = "longer than a rule file may be" };
	bool ok = t.n <= LARGEST && yaml_parser_initialize(&r.parser) == 1;

	if (ok) {
		yaml_parser_set_input_string(&r.parser,
		    (const unsigned char *)t.p, t.n);
		ok = next_event(&r) && next_event(&r) && next_event(&r) &&
		    build(&r, root, 0);
		yaml_event_delete(&r.event);
		yaml_parser_delete(&r.parser);
	}
	*why = r.why;
	return ok;
}

static const struct node *
get(const struct node *n, const char *key)
{
	for (n = n->first; n != NULL; n = n->next) {
		if (text_is(n->key, key))
			return n;
	}
	return NULL;
}

static struct text
say(const struct node *n, const char *key)
{
	const struct node *v = get(n, key);

	return v != NULL ? v->value : (struct text){ "", 0 };
}

/* The words of ${t} as bits by their places in ${words}; false: unknown. */
static bool
bits(struct text t, const char *words, unsigned *out)
{
	struct text word;

	for (*out = 0; text_next(&t, ' ', &word); *out |= 1U << text_word(word,
	    words)) {
		if (text_word(word, words) < 0)
			return false;
	}
	return true;
}

static bool
read_cells(const struct node *who, struct row *row)
{
	unsigned roles, all = 0;

	for (int power = 0; power < POWERS; power++) {
		struct text name = text_of(POWER_WORDS), word = name;

		for (int i = 0; i <= power; i++)
			(void)text_next(&name, ' ', &word);
		name = lasting_text(word);
		if (!bits(say(who, name.p), ROLE_WORDS, &roles) ||
		    (roles & all) != 0)
			return false;
		all |= roles;
		for (int role = 0; role < ROLES; role++) {
			if (roles >> role & 1)
				row->cell[role] = power;
		}
	}
	return all == (1U << ROLES) - 1;
}

static bool
read_row(const struct node *n, struct row *row)
{
	const struct node *who = get(n, "who"), *limits = get(n, "limits");

	*row = (struct row){ .id = say(n, "id"), .acts = say(n, "acts"),
		.from = say(n, "from"), .to = say(n, "to"),
		.refusal = say(n, "refusal"),
		.timed = get(n, "opens") != NULL || get(n, "closes") != NULL };
	if (row->id.n == 0 || row->acts.n == 0 || who == NULL ||
	    !read_cells(who, row) ||
	    !bits(say(n, "needs"), NEED_WORDS, &row->needs))
		return false;
	for (n = limits != NULL ? limits->first : NULL; n != NULL;
	    n = n->next) {
		int role = text_word(say(n, "role"), ROLE_WORDS);

		if (role < 0 || role >= ROLES)
			return false;
		row->limit[role] = say(n, "says");
		row->only[role] = say(n, "acts");
	}
	return true;
}

/* `from` may name several states: an arrow each. */
static bool
read_arrows(struct law *l, struct text kind, const struct node *n)
{
	struct text from = say(n, "from"), state;
	struct arrow a = { .kind = kind, .act = say(n, "act"),
		.timed = get(n, "opens") != NULL || get(n, "closes") != NULL };

	if (a.act.n == 0 || from.n == 0 ||
	    !bits(say(n, "needs"), NEED_WORDS, &a.needs) ||
	    !bits(say(n, "by"), POWER_WORDS, &a.powers))
		return false;
	if (a.powers == 0)
		a.powers = 1U << PERFORM | 1U << ORDER | 1U << HEAR;
	while (text_next(&from, ' ', &state)) {
		a.from = state;
		a.to = get(n, "to") != NULL ? say(n, "to") : state;
		l->arrow = more(l->arrow, l->arrows + 1, sizeof a);
		l->arrow[l->arrows++] = a;
	}
	return true;
}

static bool
read_lifecycle(struct law *l, const struct node *n)
{
	const struct node *moves = get(n, "moves");
	struct start s = { say(n, "id"), say(n, "starts") };

	if (s.kind.n == 0 || s.state.n == 0 || moves == NULL)
		return false;
	l->start = more(l->start, l->starts + 1, sizeof s);
	l->start[l->starts++] = s;
	for (n = moves->first; n != NULL; n = n->next) {
		if (!read_arrows(l, s.kind, n))
			return false;
	}
	return true;
}

bool
law_read(struct text t, struct law *l, const char **why)
{
	struct node root = { 0 };
	const struct node *rows, *cycles;

	if (!document(t, &root, why))
		return false;
	rows = get(&root, "authority");
	cycles = get(&root, "lifecycles");
	*why = "expected canvass-authority-1, with authority and lifecycles";
	if (!text_is(say(&root, "schema"), "canvass-authority-1") ||
	    rows == NULL || cycles == NULL)
		return false;
	*why = "found a lifecycle that cannot be understood";
	for (const struct node *n = cycles->first; n != NULL; n = n->next) {
		if (!read_lifecycle(l, n))
			return false;
	}
	*why = "found a row that cannot be understood";
	for (const struct node *n = rows->first; n != NULL; n = n->next) {
		l->row = more(l->row, l->rows + 1, sizeof *l->row);
		if (!read_row(n, &l->row[l->rows++]))
			return false;
	}
	return l->rows > 0;
}

static bool
has_word(struct text words, struct text word)
{
	struct text one;

	while (text_next(&words, ' ', &one)) {
		if (text_same(one, word))
			return true;
	}
	return false;
}

/* Days have one length: their order is that of their letters. */
static int
day_order(struct text a, struct text b)
{
	return memcmp(a.p, b.p, a.n < b.n ? a.n : b.n);
}

const struct row *
law_row(const struct law *l, struct text action, struct text day)
{
	for (size_t i = 0; i < l->rows; i++) {
		const struct row *r = &l->row[i];

		if (has_word(r->acts, action) && day_order(r->from, day) <= 0 &&
		    (r->to.n == 0 || day_order(day, r->to) <= 0))
			return r;
	}
	return NULL;
}

int
row_cell(const struct row *r, int role, struct text action)
{
	if (role < 0 || role >= ROLES || (r->only[role].n > 0 &&
	    !has_word(r->only[role], action)))
		return REFUSE;
	return r->cell[role];
}

struct text
law_start(const struct law *l, struct text kind)
{
	for (size_t i = 0; i < l->starts; i++) {
		if (text_same(l->start[i].kind, kind))
			return l->start[i].state;
	}
	return (struct text){ "", 0 };
}

const struct arrow *
law_arrow(const struct law *l, struct text kind, struct text from,
    struct text act, int power)
{
	for (size_t i = 0; i < l->arrows; i++) {
		const struct arrow *a = &l->arrow[i];

		if (text_same(a->kind, kind) && text_same(a->act, act) &&
		    (from.n == 0 || text_same(a->from, from)) &&
		    (power < 0 || (a->powers >> power & 1)))
			return a;
	}
	return NULL;
}
