/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include <yaml.h>

#include "base/arena.h"
#include "base/buf.h"
#include "text/utf8.h"

#include "law/tree.h"

struct reader {
	yaml_parser_t parser;
	struct arena *a;
	const char   *file;
	size_t        nodes;
};

static struct place
place_of(const struct reader *r, yaml_mark_t m)
{
	return (struct place){ r->file, (int64_t)m.line + 1,
		(int64_t)m.column + 1 };
}

/* libyaml could not go on. */
static bool
refuse_syntax(const struct reader *r, struct err *e)
{
	const yaml_parser_t *p = &r->parser;
	const char *problem = p->problem != NULL ? p->problem :
	    "unreadable text";

	if (p->error == YAML_READER_ERROR)
		return err_at(e, (struct place){ r->file, 0, 0 },
		    "found bytes that are no UTF-8 text (%s at byte %zu), "
		    "expected YAML", problem, p->problem_offset);
	return err_at(e, place_of(r, p->problem_mark),
	    "found what is no YAML (%s), expected a rule file", problem);
}

static bool
next_event(struct reader *r, yaml_event_t *ev, struct err *e)
{
	return yaml_parser_parse(&r->parser, ev) || refuse_syntax(r, e);
}

/* What an event says of anchors and tags. */
static bool
is_decorated(const yaml_event_t *ev)
{
	switch (ev->type) {
	case YAML_SCALAR_EVENT:
		return ev->data.scalar.anchor != NULL ||
		    ev->data.scalar.tag != NULL;
	case YAML_SEQUENCE_START_EVENT:
		return ev->data.sequence_start.anchor != NULL ||
		    ev->data.sequence_start.tag != NULL;
	case YAML_MAPPING_START_EVENT:
		return ev->data.mapping_start.anchor != NULL ||
		    ev->data.mapping_start.tag != NULL;
	default:
		return false;
	}
}

static bool
check_text(const yaml_event_t *ev, struct place at, struct err *e)
{
	const char *p = (const char *)ev->data.scalar.value;
	size_t n = ev->data.scalar.length, where;
	enum text_fault fault;

	if (n > TREE_MAX_TEXT)
		return err_at(e, at, "found a text of %zu bytes, expected at "
		    "most %d", n, TREE_MAX_TEXT);
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)p[i] < 0x20 || p[i] == 0x7F)
			return err_at(e, at, "found a control character "
			    "(U+%04X) in a text, expected one paragraph "
			    "(long texts: write >-)", (unsigned char)p[i]);
	fault = text_look(p, n, &where);
	if (fault != TEXT_FINE)
		return err_at(e, at, "found %s in a text, expected what a "
		    "reader can see", text_fault_name(fault));
	return true;
}

static bool read_node(struct reader *r, const yaml_event_t *ev, int depth,
    struct tree **out, struct err *e);

/* The next event as a node; *${end} if it closes the collection instead. */
static bool
read_next(struct reader *r, int depth, struct tree **out, bool *end,
    struct err *e)
{
	yaml_event_t ev CLEANUP(yaml_event_delete) = { 0 };

	TRY(next_event(r, &ev, e));
	*out = NULL;
	*end = ev.type == YAML_SEQUENCE_END_EVENT ||
	    ev.type == YAML_MAPPING_END_EVENT;
	return *end || read_node(r, &ev, depth, out, e);
}

static bool
read_list(struct reader *r, int depth, struct tree *list, struct err *e)
{
	struct tree **tail = &list->child, *item;
	bool end;

	list->kind = TREE_LIST;
	for (;;) {
		TRY(read_next(r, depth + 1, &item, &end, e));
		if (end)
			return true;
		*tail = item;
		tail = &item->next;
	}
}

static bool
check_key(const struct tree *map, const struct tree *key, struct err *e)
{
	const struct tree *same;

	if (key->kind != TREE_TEXT)
		return err_at(e, key->at, "found %s as a key, expected a word",
		    tree_words(key));
	same = tree_find(map, key->text);
	if (same != NULL)
		return err_at(e, key->at, "found the key \"%s\" again "
		    "(first on line %lld), expected it once", key->text,
		    (long long)same->key_at.line);
	return true;
}

static bool
read_map(struct reader *r, int depth, struct tree *map, struct err *e)
{
	struct tree **tail = &map->child, *key, *value;
	bool end;

	map->kind = TREE_MAP;
	for (int keys = 1;; keys++) {
		TRY(read_next(r, depth + 1, &key, &end, e));
		if (end)
			return true;
		if (keys > TREE_MAX_KEYS)
			return err_at(e, key->at, "found more than %d keys in "
			    "one mapping, expected fewer", TREE_MAX_KEYS);
		TRY(check_key(map, key, e));
		TRY(read_next(r, depth + 1, &value, &end, e));
		value->key = key->text;
		value->key_at = key->at;
		*tail = value;
		tail = &value->next;
	}
}

/* Refuse what a rule file may not hold, before anything is kept of it. */
static bool
check_event(struct reader *r, const yaml_event_t *ev, int depth,
    struct err *e)
{
	struct place at = place_of(r, ev->start_mark);

	if (ev->type == YAML_ALIAS_EVENT || is_decorated(ev))
		return err_at(e, at, "found an anchor, alias or tag, expected "
		    "plain YAML without them");
	if (depth > TREE_MAX_DEPTH)
		return err_at(e, at, "found nesting deeper than %d, expected "
		    "less", TREE_MAX_DEPTH);
	if (++r->nodes > TREE_MAX_NODES)
		return err_at(e, at, "found more than %d values, expected "
		    "fewer", TREE_MAX_NODES);
	return true;
}

static bool
read_node(struct reader *r, const yaml_event_t *ev, int depth,
    struct tree **out, struct err *e)
{
	struct tree *n = arena_zero(r->a, 1, sizeof *n);

	TRY(check_event(r, ev, depth, e));
	n->at = place_of(r, ev->start_mark);
	*out = n;
	if (ev->type == YAML_SEQUENCE_START_EVENT)
		return read_list(r, depth, n, e);
	if (ev->type == YAML_MAPPING_START_EVENT)
		return read_map(r, depth, n, e);
	TRY(check_text(ev, n->at, e));
	n->kind = TREE_TEXT;
	n->text = arena_str(r->a, (const char *)ev->data.scalar.value,
	    ev->data.scalar.length);
	return true;
}

/* Take the event that has to come next, and nothing else. */
static bool
expect(struct reader *r, yaml_event_type_t type, const char *what,
    struct err *e)
{
	yaml_event_t ev;
	bool directed, right;
	struct place at;

	TRY(next_event(r, &ev, e));
	right = ev.type == type;
	at = place_of(r, ev.start_mark);
	directed = ev.type == YAML_DOCUMENT_START_EVENT &&
	    (ev.data.document_start.version_directive != NULL ||
	    ev.data.document_start.tag_directives.start !=
	    ev.data.document_start.tag_directives.end);
	yaml_event_delete(&ev);
	if (directed)
		return err_at(e, at, "found a YAML directive, expected the "
		    "rules at once");
	if (!right)
		return err_at(e, at, "expected %s", what);
	return true;
}

/* Bytes in front that mean another encoding, or nothing a reader sees. */
static bool
check_beginning(const struct reader *r, struct bytes text, struct err *e)
{
	struct place at = { r->file, 1, 1 };

	if (text.n >= 3 && memcmp(text.p, "\xEF\xBB\xBF", 3) == 0)
		return err_at(e, at, "found a byte-order mark, expected UTF-8 "
		    "text without one");
	if (text.n >= 2 && (memcmp(text.p, "\xFF\xFE", 2) == 0 ||
	    memcmp(text.p, "\xFE\xFF", 2) == 0))
		return err_at(e, at, "found UTF-16 text, expected UTF-8");
	return true;
}

static bool
read_document(struct reader *r, struct tree **root, struct err *e)
{
	bool end;

	TRY(expect(r, YAML_STREAM_START_EVENT, "a rule file", e));
	TRY(expect(r, YAML_DOCUMENT_START_EVENT, "rules, found an empty file",
	    e));
	TRY(read_next(r, 1, root, &end, e));
	TRY(expect(r, YAML_DOCUMENT_END_EVENT, "the end of the document", e));
	return expect(r, YAML_STREAM_END_EVENT,
	    "the end of the file, found a second document", e);
}

static void
drop_parser(struct reader *r)
{
	yaml_parser_delete(&r->parser);
}

bool
tree_read(struct arena *a, struct bytes text, const char *name,
    struct tree **root, struct err *e)
{
	struct reader r CLEANUP(drop_parser) = { .a = a, .file = name };

	if (!yaml_parser_initialize(&r.parser))
		return err_set(e, ERR_SYSTEM, "out of memory");
	if (text.n > TREE_MAX_BYTES)
		return err_at(e, (struct place){ name, 0, 0 }, "found %zu "
		    "bytes, expected a rule file of at most %zu", text.n,
		    TREE_MAX_BYTES);
	TRY(check_beginning(&r, text, e));
	yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&r.parser,
	    (const unsigned char *)(text.n > 0 ? text.p : ""), text.n);
	return read_document(&r, root, e);
}

const struct tree *
tree_find(const struct tree *map, const char *key)
{
	for (const struct tree *n = map->child; n != NULL; n = n->next)
		if (strcmp(n->key, key) == 0)
			return n;
	return NULL;
}

const char *
tree_words(const struct tree *n)
{
	switch (n->kind) {
	case TREE_TEXT:	return "a text";
	case TREE_LIST:	return "a list";
	case TREE_MAP:	return "a mapping";
	}
	return "something else";
}
