/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/num.h"

#include "text/json.h"

void
json_begin(struct json_writer *w, struct buf *out)
{
	*w = (struct json_writer){ .out = out, .first = { true } };
}

void
json_finish(struct json_writer *w)
{
	assert(w->depth == 0);
	buf_char(w->out, '\n');
}

static void
new_line(struct json_writer *w)
{
	buf_char(w->out, '\n');
	for (int i = 0; i < w->depth; i++)
		buf_str(w->out, "  ");
}

static void
put_escaped(struct buf *out, char c)
{
	static const char from[] = "\"\\\n\r\t", to[] = "\"\\nrt";
	const char *found = memchr(from, c, sizeof from - 1);

	if (found != NULL)
		buf_printf(out, "\\%c", to[found - from]);
	else
		buf_printf(out, "\\u%04x", (unsigned)c);
}

static void
put_string(struct buf *out, const char *s)
{
	buf_char(out, '"');
	for (const char *p = s;; s = ++p) {
		while (*p != '"' && *p != '\\' && (unsigned char)*p >= ' ')
			p++;
		buf_put(out, s, (size_t)(p - s));
		if (*p == '\0')
			break;
		put_escaped(out, *p);
	}
	buf_char(out, '"');
}

/* Everything that stands before a value. */
static void
lead(struct json_writer *w, const char *name)
{
	if (!w->first[w->depth])
		buf_char(w->out, ',');
	w->first[w->depth] = false;
	if (w->depth > 0)
		new_line(w);
	if (name != NULL) {
		put_string(w->out, name);
		buf_str(w->out, ": ");
	}
}

static void
begin(struct json_writer *w, const char *name, char bracket)
{
	lead(w, name);
	buf_char(w->out, bracket);
	assert(w->depth < JSON_MAX_DEPTH);
	w->first[++w->depth] = true;
}

static void
end(struct json_writer *w, char bracket)
{
	bool empty = w->first[w->depth];

	assert(w->depth > 0);
	w->depth--;
	if (!empty)
		new_line(w);
	buf_char(w->out, bracket);
}

void
json_object(struct json_writer *w, const char *name)
{
	begin(w, name, '{');
}

void
json_object_end(struct json_writer *w)
{
	end(w, '}');
}

void
json_array(struct json_writer *w, const char *name)
{
	begin(w, name, '[');
}

void
json_array_end(struct json_writer *w)
{
	end(w, ']');
}

void
json_text(struct json_writer *w, const char *name, const char *s)
{
	lead(w, name);
	if (s == NULL)
		buf_str(w->out, "null");
	else
		put_string(w->out, s);
}

void
json_num(struct json_writer *w, const char *name, int64_t n)
{
	bool large = n > NUM_MAX_VOTES || n < -NUM_MAX_VOTES;

	lead(w, name);
	if (!num_known(n))
		buf_str(w->out, "null");
	else
		buf_printf(w->out, large ? "\"%" PRId64 "\"" : "%" PRId64, n);
}

void
json_bool(struct json_writer *w, const char *name, bool b)
{
	lead(w, name);
	buf_str(w->out, b ? "true" : "false");
}

void
json_decimal(struct json_writer *w, const char *name, int64_t n, int places)
{
	char digits[64];
	int len;

	assert(places >= 0 && places <= 18);
	lead(w, name);
	if (!num_known(n)) {
		buf_str(w->out, "null");
		return;
	}
	len = snprintf(digits, sizeof digits, "%0*" PRIu64, places + 1,
	    n < 0 ? (uint64_t)-n : (uint64_t)n) - places;
	buf_printf(w->out, "%s%.*s%s%s", n < 0 ? "-" : "", len, digits,
	    places > 0 ? "." : "", digits + len);
}
