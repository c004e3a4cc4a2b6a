/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/arena.h"
#include "base/err.h"

#include "text/json.h"
#include "text/names.h"
#include "text/token.h"

/* What may come next. */
enum expect {
	A_VALUE, VALUE_OR_CLOSE, A_NAME, NAME_OR_CLOSE, A_COLON,
	COMMA_OR_CLOSE, NOTHING,
};

static const char *const expected[] = {
	[A_VALUE] = "a value",
	[VALUE_OR_CLOSE] = "a value or ]",
	[A_NAME] = "a member name in quotes",
	[NAME_OR_CLOSE] = "a member name in quotes or }",
	[A_COLON] = "a colon",
	[COMMA_OR_CLOSE] = "a comma or a closing bracket",
	[NOTHING] = "the end of the text",
};

struct json {
	struct tokens t;
	struct names  names;
	enum expect   expect;
	int           depth;
	bool          object[JSON_MAX_DEPTH];	/* what is open there */
	size_t        mark[JSON_MAX_DEPTH];	/* names_mark of it */
};

struct json *
json_open_sized(struct arena *a, struct feed s, size_t window)
{
	struct json *j = arena_zero(a, 1, sizeof *j);

	token_open(&j->t, a, s, window);
	j->names.arena = a;
	return j;
}

struct json *
json_open(struct arena *a, struct feed s)
{
	return json_open_sized(a, s, WINDOW_SIZE);
}

static bool
in_object(const struct json *j)
{
	return j->object[j->depth - 1];
}

static bool
unlike(struct json *j, struct err *e)
{
	return token_unlike(&j->t, expected[j->expect], e);
}

static void
after_value(struct json *j)
{
	j->expect = j->depth > 0 ? COMMA_OR_CLOSE : NOTHING;
}

static bool
open_one(struct json *j, struct json_event *ev, struct err *e)
{
	bool object = j->t.w.p[j->t.at] == '{';

	if (j->depth == JSON_MAX_DEPTH)
		return err_at(e, token_place(&j->t), "objects and arrays are "
		    "nested deeper than %d", JSON_MAX_DEPTH);
	j->object[j->depth] = object;
	j->mark[j->depth] = names_mark(&j->names);
	j->depth++;
	j->t.at++;
	j->expect = object ? NAME_OR_CLOSE : VALUE_OR_CLOSE;
	ev->kind = object ? JSON_OBJECT : JSON_ARRAY;
	return true;
}

static bool
close_one(struct json *j, struct json_event *ev, struct err *e)
{
	bool object = in_object(j);

	if (j->t.w.p[j->t.at] != (object ? '}' : ']'))
		return unlike(j, e);
	j->depth--;
	names_leave(&j->names, j->mark[j->depth]);
	j->t.at++;
	ev->kind = object ? JSON_OBJECT_END : JSON_ARRAY_END;
	after_value(j);
	return true;
}

static bool
take_name(struct json *j, struct json_event *ev, struct err *e)
{
	struct place at = { j->t.w.feed.name, ev->line, ev->column };

	if (j->t.w.p[j->t.at] != '"')
		return unlike(j, e);
	TRY(token_string(&j->t, ev, e));
	switch (names_add(&j->names, j->mark[j->depth - 1], ev->p, ev->n)) {
	case NAMES_TWICE:
		return err_at(e, at, "the name \"%.*s\" stands twice in one "
		    "object", (int)(ev->n < 200 ? ev->n : 200), ev->p);
	case NAMES_TOO_MANY:
		return err_at(e, at, "the names of the open objects are more "
		    "than %zu bytes", NAMES_MAX);
	case NAMES_OK:
		break;
	}
	ev->kind = JSON_NAME;
	j->expect = A_COLON;
	return true;
}

static bool
take_scalar(struct json *j, struct json_event *ev, struct err *e)
{
	switch (j->t.w.p[j->t.at]) {
	case '"':
		ev->kind = JSON_STRING;
		return token_string(&j->t, ev, e);
	case 't':
		ev->kind = JSON_TRUE;
		return token_word(&j->t, "true", e);
	case 'f':
		ev->kind = JSON_FALSE;
		return token_word(&j->t, "false", e);
	case 'n':
		ev->kind = JSON_NULL;
		return token_word(&j->t, "null", e);
	case '-': case '0': case '1': case '2': case '3': case '4':
	case '5': case '6': case '7': case '8': case '9':
		ev->kind = JSON_NUMBER;
		return token_number(&j->t, ev, e);
	default:
		return unlike(j, e);
	}
}

static bool
take_value(struct json *j, struct json_event *ev, struct err *e)
{
	char c = j->t.w.p[j->t.at];

	if (c == '{' || c == '[')
		return open_one(j, ev, e);
	TRY(take_scalar(j, ev, e));
	after_value(j);
	return true;
}

/* Step over the colon or comma at p[at], if it is due; then another is not. */
static bool
skip_mark(struct json *j)
{
	char c = j->t.w.p[j->t.at];

	if (j->expect == A_COLON && c == ':')
		j->expect = A_VALUE;
	else if (j->expect == COMMA_OR_CLOSE && c == ',')
		j->expect = in_object(j) ? A_NAME : A_VALUE;
	else
		return false;
	j->t.at++;
	return true;
}

static bool
take(struct json *j, struct json_event *ev, struct err *e)
{
	char c = j->t.w.p[j->t.at];
	struct place at = token_place(&j->t);

	*ev = (struct json_event){ .line = at.line, .column = at.column };
	switch (j->expect) {
	case NAME_OR_CLOSE:
		return c == '}' ? close_one(j, ev, e) : take_name(j, ev, e);
	case A_NAME:
		return take_name(j, ev, e);
	case VALUE_OR_CLOSE:
		return c == ']' ? close_one(j, ev, e) : take_value(j, ev, e);
	case A_VALUE:
		return take_value(j, ev, e);
	case COMMA_OR_CLOSE:
		return close_one(j, ev, e);
	case A_COLON:
	case NOTHING:
		break;
	}
	return unlike(j, e);
}

enum next
json_next(struct json *j, struct json_event *ev, struct err *e)
{
	enum next got;

	do
		if ((got = token_peek(&j->t, e)) == NEXT_FAILED)
			return NEXT_FAILED;
	while (got == NEXT_ITEM && skip_mark(j));
	if (got == NEXT_ITEM)
		return take(j, ev, e) ? NEXT_ITEM : NEXT_FAILED;
	if (j->expect == NOTHING)
		return NEXT_END;
	unlike(j, e);
	return NEXT_FAILED;
}
