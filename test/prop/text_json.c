/* SPDX-License-Identifier: Apache-2.0 */
/* Laws of text/json. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/num.h"

#include "text/json.h"

#include "text.h"

/* Read what was written; NULL if it is no JSON. */
static struct json_value *
read_back(struct arena *a, const struct buf *b)
{
	struct memory m = { b->p, b->len };
	struct json_value *v = NULL;
	struct err e;

	(void)json_tree(a, (struct feed){ memory_fill, &m, "f" }, &v, &e);
	return v;
}

static bool
texts_are_read_back(struct gen *g)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct buf b CLEANUP(buf_free) = { 0 };
	char name[GEN_TEXT], text[GEN_TEXT];
	const struct json_value *v, *found;
	struct json_writer w;

	json_begin(&w, &b);
	json_object(&w, NULL);
	json_text(&w, gen_text(g, name), gen_text(g, text));
	json_object_end(&w);
	json_finish(&w);
	v = read_back(&a, &b);
	found = v != NULL ? json_find(v, name) : NULL;
	return HOLDS(found != NULL && strcmp(found->text, text) == 0, "%s",
	    b.p);
}

static bool
whole_numbers_are_read_back(struct gen *g)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct buf b CLEANUP(buf_free) = { 0 };
	int64_t n = gen_near(g);
	const struct json_value *v;
	struct json_writer w;
	bool small = n <= NUM_MAX_VOTES && n >= -NUM_MAX_VOTES;

	json_begin(&w, &b);
	json_num(&w, NULL, n);
	json_finish(&w);
	v = read_back(&a, &b);
	if (!num_known(n))
		return HOLDS(v != NULL && v->kind == JSON_NULL, "%s", b.p);
	return HOLDS(v != NULL && strtoll(v->text, NULL, 10) == n &&
	    v->kind == (small ? JSON_NUMBER : JSON_STRING), "%s", b.p);
}

/* Without its point, a decimal is the whole number it was made of. */
static bool
decimals_are_exact(struct gen *g)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct buf b CLEANUP(buf_free) = { 0 };
	int places = (int)gen_below(g, 19);
	int64_t n = gen_near(g);
	const struct json_value *v;
	struct json_writer w;
	char text[64], *point;

	if (!num_known(n))
		n = 0;
	json_begin(&w, &b);
	json_decimal(&w, NULL, n, places);
	json_finish(&w);
	v = read_back(&a, &b);
	if (!HOLDS(v != NULL && v->kind == JSON_NUMBER, "%s", b.p))
		return false;
	strcpy(text, v->text);
	if ((point = strchr(text, '.')) != NULL)
		memmove(point, point + 1, strlen(point));
	return HOLDS(strtoll(text, NULL, 10) == n && (places == 0 ?
	    point == NULL : point != NULL && strlen(point) == (size_t)places),
	    "%" PRId64 " to %d places: %s", n, places, b.p);
}

static size_t
write_nested(struct gen *g, struct json_writer *w, int depth)
{
	size_t n = gen_below(g, 4), values = 1;

	json_array(w, NULL);
	for (size_t i = 0; i < n; i++) {
		if (depth > 0 && gen_below(g, 2) == 0) {
			values += write_nested(g, w, depth - 1);
		} else {
			json_num(w, NULL, gen_near(g));
			values++;
		}
	}
	json_array_end(w);
	return values;
}

static size_t
count_values(const struct json_value *v)
{
	size_t n = 0;

	for (; v != NULL; v = v->next)
		n += 1 + count_values(v->child);
	return n;
}

static bool
nested_values_are_all_read_back(struct gen *g)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct buf b CLEANUP(buf_free) = { 0 };
	struct json_writer w;
	size_t values;

	json_begin(&w, &b);
	values = write_nested(g, &w, (int)(g->size / 10));
	json_finish(&w);
	return HOLDS(count_values(read_back(&a, &b)) == values, "%s", b.p);
}

int
main(void)
{
	prop_begin();
	PROP(texts_are_read_back);
	PROP(whole_numbers_are_read_back);
	PROP(decimals_are_exact);
	PROP(nested_values_are_all_read_back);
	return prop_end();
}
