/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/arena.h"
#include "base/num.h"

#include "read/fold.h"
#include "read/headed.h"

#define MOST_DIGITS 18

/* Is ${word} one of the words in ${list}? */
static bool
is_listed(const char *list, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = list; p != NULL && *p != '\0';) {
		if (strncmp(p, word, n) == 0 && (p[n] == ' ' || p[n] == '\0'))
			return true;
		p = strchr(p, ' ');
		if (p != NULL)
			p++;
	}
	return false;
}

static bool
is_called(const struct headed_column *c, const char *folded)
{
	return *folded != '\0' && (strcmp(c->name, folded) == 0 ||
	    is_listed(c->also, folded));
}

static bool
find_column(struct headed *h, size_t column, struct err *e)
{
	char folded[FOLD_MAX];

	h->at[column] = HEADED_NONE;
	for (size_t i = 0; i < h->row.fields; i++) {
		const struct csv_field *f = &h->row.field[i];

		fold(folded, f->p, f->n);
		if (!is_called(&h->column[column], folded))
			continue;
		if (h->at[column] != HEADED_NONE)
			return err_at(e, csv_place(h->csv, i), "found a second "
			    "column for %s", h->column[column].name);
		h->at[column] = i;
	}
	return h->at[column] != HEADED_NONE || !h->column[column].must ||
	    err_at(e, csv_place(h->csv, 0), "found no column \"%s\"",
	    h->column[column].name);
}

static void
keep_header(struct headed *h)
{
	h->fields = h->row.fields;
	h->header = arena_zero(h->a, h->fields + 1, sizeof *h->header);
	for (size_t i = 0; i < h->fields; i++)
		h->header[i] = arena_str(h->a, h->row.field[i].p,
		    h->row.field[i].n);
}

static bool
begin(struct headed *h, struct feed s, struct err *e)
{
	enum next got;

	h->csv = csv_open(h->a, s);
	got = csv_next(h->csv, &h->row, e);
	if (got == NEXT_FAILED)
		return false;
	if (got == NEXT_END)
		return err_set(e, ERR_INPUT, "%s: found nothing, expected a "
		    "header and rows", h->file);
	keep_header(h);
	for (size_t i = 0; i < h->columns; i++)
		TRY(find_column(h, i, e));
	return true;
}

bool
headed_begin(struct arena *a, struct feed s,
    const struct headed_column *column, size_t n, struct headed *out,
    struct err *e)
{
	*out = (struct headed){ .a = a, .column = column, .columns = n,
		.file = s.name };
	return begin(out, s, e);
}

bool
headed_open(struct arena *a, struct bytes text, const char *file,
    const struct headed_column *column, size_t n, struct headed *out,
    struct err *e)
{
	*out = (struct headed){ .a = a, .column = column, .columns = n,
		.file = file, .text = { text.p, text.n } };
	return begin(out, (struct feed){ memory_fill, &out->text, file }, e);
}

enum next
headed_next(struct headed *h, struct err *e)
{
	enum next got = csv_next(h->csv, &h->row, e);

	if (got != NEXT_ITEM || h->row.fields == h->fields)
		return got;
	(void)err_at(e, csv_place(h->csv, 0), "found %zu fields, expected %zu "
	    "as in the header", h->row.fields, h->fields);
	return NEXT_FAILED;
}

bool
headed_is_asked(const struct headed *h, size_t field)
{
	for (size_t i = 0; i < h->columns; i++)
		if (h->at[i] == field)
			return true;
	return false;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static struct csv_field
trimmed(struct csv_field f)
{
	while (f.n > 0 && is_blank(f.p[0])) {
		f.p++;
		f.n--;
	}
	while (f.n > 0 && is_blank(f.p[f.n - 1]))
		f.n--;
	return f;
}

char *
headed_text(const struct headed *h, struct arena *a, size_t column)
{
	struct csv_field f;

	if (h->at[column] == HEADED_NONE)
		return arena_text(a, "");
	f = trimmed(h->row.field[h->at[column]]);
	return arena_str(a, f.p, f.n);
}

struct place
headed_place(const struct headed *h, size_t column)
{
	return csv_place(h->csv, h->at[column] == HEADED_NONE ? 0 :
	    h->at[column]);
}

/* "1,234" as 1234: a comma before each three digits, and nowhere else. */
static bool
without_commas(struct csv_field f, char out[MOST_DIGITS + 1])
{
	size_t n = 0;

	for (size_t i = 0; i < f.n; i++) {
		if (f.p[i] == ',' && i > 0 && (f.n - i) % 4 == 0)
			continue;
		if (n == MOST_DIGITS)
			return false;
		out[n++] = f.p[i];
	}
	out[n] = '\0';
	return true;
}

bool
headed_field(struct headed *h, size_t field, int64_t *out, struct err *e)
{
	struct csv_field f = trimmed(h->row.field[field]);
	char digits[MOST_DIGITS + 1];

	if (without_commas(f, digits) && num_parse(digits, strlen(digits),
	    out) == NUM_OK && *out >= 0)
		return true;
	return err_at(e, csv_place(h->csv, field), "%s: found %s, expected a "
	    "whole number", h->header[field], fold_show(h->a, f.p, f.n));
}

bool
headed_number(struct headed *h, size_t column, int64_t *out, struct err *e)
{
	return headed_field(h, h->at[column], out, e);
}
