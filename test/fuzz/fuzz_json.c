/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes read as JSON: the size of the window changes nothing, texts are
 * clean, brackets match, places go forward, a failure names a place, and what
 * was read can be written and read again.
 */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "text/json.h"
#include "text/utf8.h"

#include "fuzz.h"

struct reading {
	struct buf say;		/* all that came, places too */
	bool       whole;
};

static void
free_reading(struct reading *r)
{
	buf_free(&r->say);
}

static void
check_event(const struct json_event *ev, const struct json_event *last,
    int depth)
{
	size_t bad;

	CHECK(depth >= 0 && depth <= JSON_MAX_DEPTH);
	CHECK(ev->line > last->line || (ev->line == last->line &&
	    ev->column > last->column));
	CHECK(ev->n == 0 || utf8_valid(ev->p, ev->n, &bad));
	CHECK(ev->n == 0 || memchr(ev->p, 0, ev->n) == NULL);
}

static int
step_of(enum json_kind k)
{
	return (k == JSON_OBJECT || k == JSON_ARRAY) -
	    (k == JSON_OBJECT_END || k == JSON_ARRAY_END);
}

static void
read_all(struct reading *r, const char *p, size_t n, size_t window)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct memory m = { p, n };
	struct json *j = json_open_sized(&a,
	    (struct feed){ memory_fill, &m, "f" }, window);
	struct json_event ev, last = { 0 };
	struct err e;
	enum next got;
	int depth = 0;

	while ((got = json_next(j, &ev, &e)) == NEXT_ITEM) {
		depth += step_of(ev.kind);
		check_event(&ev, &last, depth);
		buf_printf(&r->say, "%d@%" PRId64 ":%" PRId64 "[", ev.kind,
		    ev.line, ev.column);
		buf_put(&r->say, ev.p, ev.n);
		buf_char(&r->say, ']');
		last = ev;
	}
	r->whole = got == NEXT_END;
	CHECK(!r->whole || depth == 0);
	CHECK(r->whole || strncmp(e.text, "f:", 2) == 0);
	buf_str(&r->say, r->whole ? "." : e.text);
}

static void
write_value(struct json_writer *w, const struct json_value *v)
{
	switch (v->kind) {
	case JSON_OBJECT:
		json_object(w, v->name);
		break;
	case JSON_ARRAY:
		json_array(w, v->name);
		break;
	case JSON_TRUE:
	case JSON_FALSE:
		json_bool(w, v->name, v->kind == JSON_TRUE);
		return;
	default:
		json_text(w, v->name, v->text);
		return;
	}
	for (const struct json_value *c = v->child; c != NULL; c = c->next)
		write_value(w, c);
	if (v->kind == JSON_OBJECT)
		json_object_end(w);
	else
		json_array_end(w);
}

static void
write_tree(struct buf *out, const struct buf *in)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct memory m = { in->p, in->len };
	struct json_value *v;
	struct json_writer w;
	struct err e;

	CHECK(json_tree(&a, (struct feed){ memory_fill, &m, "f" }, &v, &e));
	json_begin(&w, out);
	write_value(&w, v);
	json_finish(&w);
}

/* Once written, a document is written again to the same bytes. */
static void
check_writing(const uint8_t *data, size_t size)
{
	struct buf in CLEANUP(buf_free) = { 0 };
	struct buf once CLEANUP(buf_free) = { 0 };
	struct buf twice CLEANUP(buf_free) = { 0 };

	buf_put(&in, data, size);
	write_tree(&once, &in);
	write_tree(&twice, &once);
	CHECK(once.len == twice.len);
	CHECK(memcmp(once.p, twice.p, once.len) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const size_t windows[] = { 1, 7, 100 };
	struct reading whole CLEANUP(free_reading) = { 0 };

	read_all(&whole, (const char *)data, size, (size_t)64 << 10);
	for (size_t i = 0; i < sizeof windows / sizeof windows[0]; i++) {
		struct reading part CLEANUP(free_reading) = { 0 };

		read_all(&part, (const char *)data, size, windows[i]);
		CHECK(part.say.len == whole.say.len);
		CHECK(memcmp(part.say.p, whole.say.p, whole.say.len) == 0);
	}
	if (whole.whole)
		check_writing(data, size);
	return 0;
}
