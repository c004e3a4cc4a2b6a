/* SPDX-License-Identifier: Apache-2.0 */
#include <yaml.h>

#include "record.h"

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
	yaml_event_t *v = &r->event;
	bool mapping = v->type == YAML_MAPPING_START_EVENT;
	yaml_event_type_t end = mapping ? YAML_MAPPING_END_EVENT :
	    YAML_SEQUENCE_END_EVENT;
	size_t i = r->doc->items;

	if (v->type == YAML_SCALAR_EVENT) {
		(void)json_push(r->doc, JSON_TEXT, lasting_text((struct text){
		    (const char *)v->data.scalar.value,
		    v->data.scalar.length }));
		return v->data.scalar.anchor == NULL &&
		    v->data.scalar.tag == NULL;
	}
	if ((!mapping && v->type != YAML_SEQUENCE_START_EVENT) ||
	    depth == DEEPEST)
		return false;
	(void)json_push(r->doc, mapping ? JSON_OBJECT : JSON_LIST, TEXT(""));
	while (next_event(r) && v->type != end) {
		if (mapping && (v->type != YAML_SCALAR_EVENT ||
		    !build(r, depth) || !next_event(r)))
			return false;
		if (!build(r, depth + 1))
			return false;
	}
	r->doc->item[i].items = (uint32_t)(r->doc->items - i);
	return v->type == end;
}

/* Three events begin a file: of the stream, the document, its value. */
bool
yaml_read(struct text t, struct json_doc *out)
{
	struct reading r = { .doc = out };
	bool ok = t.n <= LARGEST && yaml_parser_initialize(&r.parser) == 1;

	if (!ok)
		return false;
	yaml_parser_set_input_string(&r.parser, (const unsigned char *)t.p,
	    t.n);
	ok = next_event(&r) && next_event(&r) && next_event(&r) && build(&r, 0);
	yaml_event_delete(&r.event);
	yaml_parser_delete(&r.parser);
	return ok;
}

bool
law_read(struct text t, struct law *l)
{
	return yaml_read(t, &l->file) &&
	    json_in(json_get(l->file.item, "authority")) != NULL &&
	    text_is(json_say(l->file.item, "schema"), "canvass-authority-1");
}

static bool
has_word(const struct json *words, struct text word)
{
	return text_word(word, json_text(words)) >= 0;
}

/* Words as bits by their places. */
static unsigned
bits(struct text t, struct text words)
{
	unsigned found = 0;

	for (struct text word; text_next(&t, ' ', &word); ) {
		int at = text_word(word, words);

		found |= at < 0 ? UNKNOWN : 1U << at;
	}
	return found;
}

/* audit, margin, manifests and chain are left to others: see README.md. */
unsigned
law_needs(const struct json *v)
{
	return bits(json_say(v, "needs"), TEXT("findings quorum two units "
	    "returns order audit margin manifests chain"));
}

const struct json *
law_row(const struct law *l, struct text action, struct text day)
{
	json_each(row, json_get(l->file.item, "authority")) {
		struct text to = json_say(row, "to");

		if (has_word(json_get(row, "acts"), action) &&
		    text_order(json_say(row, "from"), day) <= 0 &&
		    (to.n == 0 || text_order(day, to) <= 0))
			return row;
	}
	return NULL;
}

/* The item of ${list} whose ${name} is ${value}, or NULL. */
static const struct json *
item_of(const struct json *list, struct text name, struct text value)
{
	json_each(v, list) {
		if (text_same(json_text(json_find(v, name)), value))
			return v;
	}
	return NULL;
}

int
row_cell(const struct json *row, struct text role, struct text action)
{
	const struct json *acts = json_get(item_of(json_get(row, "limits"),
	    TEXT("role"), role), "acts");

	json_each_member(v, json_get(row, "who")) {
		int power = text_word(v->text, POWER_WORDS);

		if (has_word(v + 1, role))
			return power >= 0 && (acts == NULL ||
			    has_word(acts, action)) ? power : REFUSE;
	}
	return REFUSE;
}

bool
law_limits(const struct json *v, struct text role)
{
	return json_get(item_of(json_get(v, "limits"), TEXT("role"), role),
	    "says") != NULL;
}

struct text
law_start(const struct law *l, struct text kind)
{
	return json_say(item_of(json_get(l->file.item, "lifecycles"),
	    TEXT("id"), kind), "starts");
}

const struct json *
law_move(const struct law *l, struct text from, struct text act, int power)
{
	struct text kind = act, rest = act;

	(void)text_cut(&rest, '.', &kind);
	json_each(move, json_get(item_of(json_get(l->file.item, "lifecycles"),
	    TEXT("id"), kind), "moves")) {
		unsigned by = bits(json_say(move, "by"), POWER_WORDS);

		by = by != 0 ? by : 1U << PERFORM | 1U << ORDER | 1U << HEAR;
		if (text_same(json_say(move, "act"), act) &&
		    (by >> power & 1) && (from.n == 0 ||
		    has_word(json_get(move, "from"), from)))
			return move;
	}
	return NULL;
}
