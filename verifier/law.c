/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <yaml.h>

#include "law.h"

enum { DEEPEST = 8, LARGEST = 1 << 20 };

struct reading {
	yaml_parser_t    parser;
	yaml_event_t     event;
	struct json_doc *doc;
};

static bool
next_event(struct reading *r)
{
	yaml_event_delete(&r->event);
	return yaml_parser_parse(&r->parser, &r->event) == 1;
}

/* The value whose first event is the present one; no anchors, tags, aliases. */
static bool
build(struct reading *r, int depth)
{
	yaml_event_type_t type = r->event.type;
	bool mapping = type == YAML_MAPPING_START_EVENT;
	size_t i = r->doc->items;

	if (type == YAML_SCALAR_EVENT) {
		json_push(r->doc, JSON_TEXT)->text = lasting_text((struct text){
		    (const char *)r->event.data.scalar.value, r->event.data.scalar.length });
		r->doc->item[i].items = 1;
		return r->event.data.scalar.anchor == NULL && r->event.data.scalar.tag == NULL;
	}
	if ((!mapping && type != YAML_SEQUENCE_START_EVENT) || depth == DEEPEST)
		return false;
	(void)json_push(r->doc, mapping ? JSON_OBJECT : JSON_LIST);
	while (next_event(r) && r->event.type != YAML_MAPPING_END_EVENT &&
	    r->event.type != YAML_SEQUENCE_END_EVENT) {
		if (mapping && (r->event.type != YAML_SCALAR_EVENT || !build(r, depth + 1) ||
		    !next_event(r)))
			return false;
		if (!build(r, depth + 1))
			return false;
	}
	r->doc->item[i].items = (uint32_t)(r->doc->items - i);
	return r->event.type == YAML_MAPPING_END_EVENT || r->event.type == YAML_SEQUENCE_END_EVENT;
}

static bool
yaml_read(struct text t, struct json_doc *d)
{
	struct reading r = { .doc = d };
	bool ok = t.n <= LARGEST && yaml_parser_initialize(&r.parser) == 1;

	if (!ok)
		return false;
	yaml_parser_set_input_string(&r.parser, (const unsigned char *)t.p, t.n);
	ok = next_event(&r) && next_event(&r) && next_event(&r) && build(&r, 0);
	yaml_event_delete(&r.event);
	yaml_parser_delete(&r.parser);
	return ok;
}

/* The words of ${name} as bits by their places in ${words}; false: unknown. */
static bool
bits(const struct json *n, const char *name, struct text words, unsigned *out)
{
	struct text t = json_say(n, name), word;

	for (*out = 0; text_next(&t, ' ', &word); *out |= 1U << text_word(word, words)) {
		if (text_word(word, words) < 0)
			return false;
	}
	return true;
}

static bool
is_timed(const struct json *n)
{
	return json_get(n, "opens") != NULL || json_get(n, "closes") != NULL;
}

/* `who` gives each role one word. */
static bool
read_cells(const struct json *who, struct row *row)
{
	unsigned roles, all = 0;

	json_each_member(v, who) {
		int power = text_word(v->text, POWER_WORDS);
		char name[16];

		(void)snprintf(name, sizeof name, "%.*s", SHOW(v->text));
		if (power < 0 || !bits(who, name, ROLE_WORDS, &roles) || (roles & all) != 0)
			return false;
		all |= roles;
		for (int role = 0; role < ROLES; role++)
			row->cell[role] = roles >> role & 1 ? power : row->cell[role];
	}
	return all == (1U << ROLES) - 1;
}

static bool
read_row(const struct json *n, struct row *row)
{
	*row = (struct row){ .id = json_say(n, "id"), .acts = json_say(n, "acts"),
		.from = json_say(n, "from"), .to = json_say(n, "to"), .timed = is_timed(n) };
	json_each(v, json_get(n, "limits")) {
		int role = text_word(json_say(v, "role"), ROLE_WORDS);

		if (role < 0 || role >= ROLES)
			return false;
		row->limit[role] = json_say(v, "says");
		row->only[role] = json_say(v, "acts");
	}
	return row->id.n > 0 && row->acts.n > 0 && row->from.n > 0 &&
	    read_cells(json_get(n, "who"), row) && bits(n, "needs", NEED_WORDS, &row->needs);
}

/* `from` may name several states: an arrow each. */
static bool
read_arrows(struct law *l, struct text kind, const struct json *n)
{
	struct text from = json_say(n, "from"), state;
	struct arrow a = { .kind = kind, .act = json_say(n, "act"), .timed = is_timed(n) };

	if (a.act.n == 0 || from.n == 0 || !bits(n, "needs", NEED_WORDS, &a.needs) ||
	    !bits(n, "by", POWER_WORDS, &a.powers))
		return false;
	if (a.powers == 0)
		a.powers = 1U << PERFORM | 1U << ORDER | 1U << HEAR;
	while (text_next(&from, ' ', &state)) {
		a.from = state;
		a.to = json_get(n, "to") != NULL ? json_say(n, "to") : state;
		l->arrow[l->arrows++] = a;
		l->arrow = more(l->arrow, l->arrows + 1, sizeof a);
	}
	return true;
}

const char *
law_read(struct text t, struct law *l)
{
	if (!yaml_read(t, &l->file))
		return "not YAML, or with anchors, tags or too much depth";
	if (!text_is(json_say(l->file.item, "schema"), "canvass-authority-1"))
		return "expected the schema canvass-authority-1";
	l->arrow = more(NULL, 1, sizeof *l->arrow);
	json_each(n, json_get(l->file.item, "lifecycles")) {
		json_each(move, json_get(n, "moves")) {
			if (!read_arrows(l, json_say(n, "id"), move))
				return "found a move that cannot be understood";
		}
	}
	json_each(n, json_get(l->file.item, "authority")) {
		l->row = more(l->row, l->rows + 1, sizeof *l->row);
		if (!read_row(n, &l->row[l->rows++]))
			return "found a row that cannot be understood";
	}
	return l->rows > 0 && l->arrows > 0 ? NULL : "found no authority or no lifecycles";
}

static bool
has_word(struct text words, struct text word)
{
	return text_word(word, words) >= 0;
}

/* Days have one length: their order is that of their letters. */
static bool
not_after(struct text a, struct text b)
{
	return a.n == b.n && memcmp(a.p, b.p, a.n) <= 0;
}

const struct row *
law_row(const struct law *l, struct text action, struct text day)
{
	for (size_t i = 0; i < l->rows; i++) {
		const struct row *r = &l->row[i];

		if (has_word(r->acts, action) && not_after(r->from, day) &&
		    (r->to.n == 0 || not_after(day, r->to)))
			return r;
	}
	return NULL;
}

int
row_cell(const struct row *r, int role, struct text action)
{
	if (role < 0 || role >= ROLES ||
	    (r->only[role].n > 0 && !has_word(r->only[role], action)))
		return REFUSE;
	return r->cell[role];
}

struct text
law_start(const struct law *l, struct text kind)
{
	json_each(n, json_get(l->file.item, "lifecycles")) {
		if (text_same(json_say(n, "id"), kind))
			return json_say(n, "starts");
	}
	return TEXT("");
}

const struct arrow *
law_arrow(const struct law *l, struct text from, struct text act, int power)
{
	for (size_t i = 0; i < l->arrows; i++) {
		const struct arrow *a = &l->arrow[i];

		if (text_same(a->act, act) && (from.n == 0 || text_same(a->from, from)) &&
		    (a->powers >> power & 1))
			return a;
	}
	return NULL;
}

void
law_free(struct law *l)
{
	json_free(&l->file);
	free(l->row);
	free(l->arrow);
}
