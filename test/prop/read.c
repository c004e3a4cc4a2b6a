/* SPDX-License-Identifier: Apache-2.0 */
/* Laws of read/import and read/table: nothing is lost, made up or moved. */
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/num.h"

#include "read/import.h"
#include "read/table.h"

#include "text.h"

enum { UNITS = 3, CHOICES = 2, WIDTH = CHOICES + EXTRAS, ROWS_MAX = 100 };

static const struct choice choices[CHOICES] = {
	{ "reed", "Alma Reed", "Reed", "" },
	{ "stone", "Bo Stone", "Stone", "" },
};
static const struct contest contests[] = {
	{ "governor", "Governor", choices, CHOICES, 1, 1, { 22405 }, "state" },
};
static const struct unit units[UNITS] = {
	{ "01", "Alder" }, { "02", "Birch" }, { "03", "Cedar" },
};
static const struct election election = { .jurisdiction = "Arcadia",
	.unit_word = "county", .units_word = "counties", .unit = units,
	.units = UNITS, .contest = contests, .contests = 1 };

/* Rows as somebody might publish them. */
struct batch {
	uint32_t unit;
	char     label[GEN_TEXT + 24];
	int64_t  v[WIDTH];
};
static struct batch batch[ROWS_MAX];
static char in[64], out[64];

static void
put_quoted(struct buf *b, const char *s)
{
	buf_char(b, '"');
	for (; *s != '\0'; s++) {
		if (*s == '"')
			buf_char(b, '"');
		buf_char(b, *s);
	}
	buf_char(b, '"');
}

static void
put_number(struct buf *b, int64_t n)
{
	if (num_known(n))
		buf_printf(b, ",%" PRId64, n);
	else
		buf_char(b, ',');
}

/* Labels of any bytes, each with its number: no two are the same. */
static size_t
gen_batches(struct gen *g)
{
	size_t n = gen_sized(g) + 1;
	char text[GEN_TEXT];

	for (size_t i = 0; i < n; i++) {
		gen_text(g, text);
		batch[i].unit = (uint32_t)gen_below(g, UNITS);
		(void)snprintf(batch[i].label, sizeof batch[i].label,
		    "%zu %s", i, text);
		for (size_t k = 0; k < WIDTH; k++)
			batch[i].v[k] = gen_below(g, 8) == 0 ? NUM_UNKNOWN :
			    gen_between(g, 0, 1 << 20);
	}
	return n;
}

static void
write_wide(struct buf *b, size_t n)
{
	buf_str(b, "unit,label,reed,stone,ballots,undervotes,overvotes,"
	    "write_ins,write_ins_invalid\n");
	for (size_t i = 0; i < n; i++) {
		buf_printf(b, "%s,", units[batch[i].unit].name);
		put_quoted(b, batch[i].label);
		for (size_t k = 0; k < WIDTH; k++)
			put_number(b, batch[i].v[k]);
		buf_char(b, '\n');
	}
}

static void
write_long(struct buf *b, size_t n)
{
	buf_str(b, "unit,label,choice,votes\n");
	for (size_t k = 0; k < WIDTH; k++)
		for (size_t i = 0; i < n; i++) {
			buf_printf(b, "%s,", units[batch[i].unit].id);
			put_quoted(b, batch[i].label);
			buf_printf(b, ",%s", k < CHOICES ? choices[k].id :
			    extra_id((enum extra)(k - CHOICES)));
			put_number(b, batch[i].v[k]);
			buf_char(b, '\n');
		}
}

static bool
import(const struct buf *text, enum partition part, struct err *e)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct import_request rq = { .path = in, .part = part };
	struct import_result res;
	FILE *f = fopen(in, "wb");

	if (f == NULL)
		return err_set(e, ERR_SYSTEM, "%s: cannot write", in);
	(void)fwrite(text->p, 1, text->len, f);
	(void)fclose(f);
	return import_file(&a, &election, &rq, out, &res, e);
}

/* The rows of ${unit} in the table are the batches of that unit, in order. */
static bool
same_unit(struct gen *g, const struct sheet *sh, uint32_t unit, size_t n)
{
	size_t row = 0;

	for (size_t i = 0; i < n; i++) {
		if (batch[i].unit != unit)
			continue;
		if (row == sh->rows)
			return HOLDS(false, "row %zu is missing", i);
		if (strcmp(sh->row[row].label, batch[i].label) != 0 ||
		    memcmp(sh->row[row].v, batch[i].v, sizeof batch[i].v) != 0)
			return HOLDS(false, "row %zu differs", i);
		row++;
	}
	return HOLDS(row == sh->rows, "%zu rows too many", sh->rows - row);
}

static bool
table_is_as_written(struct gen *g, enum partition part, size_t n)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct table *t CLEANUP(table_close) = NULL;
	struct source s = { .part = part };
	struct sheet sh;
	struct err e;

	if (!table_open(&a, out, &election, &s, &t, &e))
		return HOLDS(false, "%.300s", e.text);
	for (uint32_t u = 0; u < UNITS; u++) {
		if (!table_unit(t, (struct unit_ix){ u }, &a, &sh, &e))
			return HOLDS(false, "%.300s", e.text);
		if (!same_unit(g, &sh, u, n))
			return false;
	}
	return true;
}

static bool
round_trip(struct gen *g, void (*write)(struct buf *b, size_t n),
    enum partition part)
{
	struct buf text CLEANUP(buf_free) = { 0 };
	size_t n = gen_batches(g);
	struct err e;

	write(&text, n);
	if (!import(&text, part, &e))
		return HOLDS(false, "%.300s", e.text);
	return table_is_as_written(g, part, n);
}

static bool
a_table_holds_what_a_wide_file_says(struct gen *g)
{
	return round_trip(g, write_wide,
	    gen_below(g, 2) == 0 ? PART_BATCH : PART_PRECINCT);
}

static bool
a_table_holds_what_a_long_file_says(struct gen *g)
{
	return round_trip(g, write_long, PART_PRECINCT);
}

int
main(void)
{
	char dir[] = "/tmp/canvass-prop-XXXXXX";
	int status;

	if (mkdtemp(dir) == NULL)
		return 1;
	(void)snprintf(in, sizeof in, "%s/in", dir);
	(void)snprintf(out, sizeof out, "%s/out", dir);
	prop_begin();
	prop_tries /= 20;	/* each writes and reads files */
	PROP(a_table_holds_what_a_wide_file_says);
	PROP(a_table_holds_what_a_long_file_says);
	status = prop_end();
	(void)unlink(in);
	(void)unlink(out);
	(void)rmdir(dir);
	return status;
}
