/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "text/utf8.h"

#include "read/fold.h"
#include "read/import.h"

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static struct bytes
trim(struct bytes b)
{
	while (b.n > 0 && is_blank(b.p[0])) {
		b.p++;
		b.n--;
	}
	while (b.n > 0 && is_blank(b.p[b.n - 1]))
		b.n--;
	return b;
}

/* "FIELD = HEADER"; blanks around both do not count. */
static bool
parse_line(struct arena *a, struct bytes line, struct place at,
    struct column_map *out, struct err *e)
{
	const char *eq = memchr(line.p, '=', line.n);
	struct bytes field, header;

	if (eq == NULL)
		return err_at(e, at, "found %s, expected FIELD = HEADER",
		    fold_show(a, line.p, line.n));
	field = trim((struct bytes){ line.p, (size_t)(eq - line.p) });
	header = trim((struct bytes){ eq + 1,
	    line.n - (size_t)(eq + 1 - line.p) });
	if (field.n == 0)
		return err_at(e, at, "found no field before the \"=\", "
		    "expected FIELD = HEADER");
	out->field = arena_str(a, field.p, field.n);
	out->header = arena_str(a, header.p, header.n);
	return true;
}

static bool
check_text(struct bytes text, const char *name, struct err *e)
{
	size_t at = 0;

	if (memchr(text.p, '\0', text.n) == NULL &&
	    utf8_valid(text.p, text.n, &at))
		return true;
	return err_at(e, (struct place){ name, 0, 0 },
	    "found bytes that are no text, expected a column map in UTF-8");
}

bool
column_map_parse(struct arena *a, struct bytes text, const char *name,
    struct column_map **out, struct err *e)
{
	struct column_map *head = NULL, **end = &head;
	struct place at = { name, 0, 1 };
	const char *p = text.p, *stop = p + text.n;

	TRY(check_text(text, name, e));
	while (p < stop) {
		const char *nl = memchr(p, '\n', (size_t)(stop - p));
		size_t n = (size_t)((nl != NULL ? nl : stop) - p);
		struct bytes line = trim((struct bytes){ p, n });

		p += n + (nl != NULL);
		at.line++;
		if (line.n == 0 || line.p[0] == '#')
			continue;
		*end = arena_zero(a, 1, sizeof **end);
		TRY(parse_line(a, line, at, *end, e));
		end = &(*end)->next;
	}
	*out = head;
	return true;
}
