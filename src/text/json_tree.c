/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/arena.h"
#include "base/err.h"

#include "text/json.h"

/* A tree being built: what is open, and where its next member goes. */
struct builder {
	struct arena       *a;
	const char         *name;	/* of the next value */
	struct json_value **tail[JSON_MAX_DEPTH + 1];
	int                 depth;
};

static void
add_value(struct builder *b, const struct json_event *ev)
{
	struct json_value *v = arena_zero(b->a, 1, sizeof *v);

	*v = (struct json_value){ .kind = ev->kind, .name = b->name,
	    .line = ev->line, .column = ev->column };
	if (ev->kind == JSON_STRING || ev->kind == JSON_NUMBER) {
		v->text = arena_str(b->a, ev->p, ev->n);
		v->n = ev->n;
	}
	b->name = NULL;
	/* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): json_next balances ends. */
	*b->tail[b->depth] = v;
	b->tail[b->depth] = &v->next;
	if (ev->kind == JSON_OBJECT || ev->kind == JSON_ARRAY)
		b->tail[++b->depth] = &v->child;
}

static void
add_event(struct builder *b, const struct json_event *ev)
{
	if (ev->kind == JSON_NAME)
		b->name = arena_str(b->a, ev->p, ev->n);
	else if (ev->kind == JSON_OBJECT_END || ev->kind == JSON_ARRAY_END)
		b->depth--;
	else
		add_value(b, ev);
}

static bool
build_tree(struct arena *a, struct json *j, struct json_value **out,
    struct err *e)
{
	struct json_value *root = NULL;
	struct builder b = { .a = a, .tail = { &root } };
	struct json_event ev;
	enum next got;

	while ((got = json_next(j, &ev, e)) == NEXT_ITEM)
		add_event(&b, &ev);
	if (got == NEXT_FAILED)
		return false;
	*out = root;
	return true;
}

bool
json_tree(struct arena *a, struct feed s, struct json_value **out,
    struct err *e)
{
	return build_tree(a, json_open(a, s), out, e);
}

bool
json_tree_of(struct arena *a, const char *p, size_t n, const char *name,
    struct json_value **out, struct err *e)
{
	struct memory bytes = { p, n };
	struct feed s = { memory_fill, &bytes, name };

	return build_tree(a, json_open_sized(a, s, n + 16), out, e);
}

const struct json_value *
json_find(const struct json_value *v, const char *name)
{
	if (v->kind != JSON_OBJECT)
		return NULL;
	for (v = v->child; v != NULL; v = v->next)
		if (strcmp(v->name, name) == 0)
			return v;
	return NULL;
}

const char *
json_text_find(const struct json_value *v, const char *name)
{
	const struct json_value *m = v == NULL ? NULL : json_find(v, name);

	return m != NULL && m->kind == JSON_STRING ? m->text : NULL;
}

const char *
json_text_in(const struct json_value *v, const char *name)
{
	const char *text = json_text_find(v, name);

	return text != NULL ? text : "";
}
