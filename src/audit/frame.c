/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/num.h"

#include "stat/repr.h"

#include "audit/frame.h"

static bool
put_name(struct buf *out, const char *name, struct err *e)
{
	if (name != NULL)
		return repr_put(out, name, e);
	buf_str(out, "None");
	return true;
}

bool
frame_key_put(struct buf *out, const struct frame *f, size_t batch,
    struct err *e)
{
	const struct frame_batch *b = &f->batch[batch];

	if (f->id == FRAME_TEXT) {
		buf_str(out, b->batch);
		return true;
	}
	if (f->id == FRAME_BATCH)
		return put_name(out, b->batch, e);
	buf_char(out, '(');
	TRY(put_name(out, b->jurisdiction, e));
	if (f->id == FRAME_TRIPLE) {
		buf_str(out, ", ");
		TRY(put_name(out, b->tabulator, e));
	}
	buf_str(out, ", ");
	TRY(put_name(out, b->batch, e));
	buf_char(out, ')');
	return true;
}

bool
frame_id_put(struct buf *out, const struct frame *f, size_t batch,
    struct err *e)
{
	if (f->id != FRAME_TEXT)
		buf_char(out, '(');
	TRY(frame_key_put(out, f, batch, e));
	if (f->id != FRAME_TEXT)
		buf_str(out, ", ");
	return true;
}

/* UTF-8 sorts by bytes as Python sorts by characters. */
static int
name_cmp(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return (a != NULL) - (b != NULL);
	return strcmp(a, b);
}

static int
batch_cmp(enum frame_id id, const struct frame_batch *a,
    const struct frame_batch *b)
{
	int order = 0;

	if (id == FRAME_PAIR || id == FRAME_TRIPLE)
		order = name_cmp(a->jurisdiction, b->jurisdiction);
	if (order == 0 && id == FRAME_TRIPLE)
		order = name_cmp(a->tabulator, b->tabulator);
	return order != 0 ? order : name_cmp(a->batch, b->batch);
}

int
frame_cmp(const struct frame *f, size_t a, size_t b)
{
	return batch_cmp(f->id, &f->batch[a], &f->batch[b]);
}

/* A batch in a list that is sorted: qsort hands nothing else to its comparison. */
struct listed {
	const struct frame_batch *batch;
	enum frame_id             id;
};

static int
listed_cmp(const void *x, const void *y)
{
	const struct listed *a = x, *b = y;

	return batch_cmp(a->id, a->batch, b->batch);
}

static bool
refuse(const struct frame_batch *b, const char *what, struct err *e)
{
	return err_set(e, ERR_INPUT, "batch \"%s\" of \"%s\": %s",
	    b->batch == NULL ? "" : b->batch,
	    b->jurisdiction == NULL ? "" : b->jurisdiction, what);
}

static bool
check_unique(struct arena *a, const struct frame *f, struct err *e)
{
	struct listed *l = arena_zero(a, f->n + 1, sizeof *l);

	for (size_t i = 0; i < f->n; i++)
		l[i] = (struct listed){ &f->batch[i], f->id };
	qsort(l, f->n, sizeof *l, listed_cmp);
	for (size_t i = 1; i < f->n; i++)
		if (listed_cmp(&l[i - 1], &l[i]) == 0)
			return refuse(l[i].batch,
			    "found twice, expected once", e);
	return true;
}

static bool
positions_ascend(const struct frame_batch *b)
{
	for (int64_t i = 0; b->position != NULL && i < b->ballots; i++)
		if (b->position[i] < 0 ||
		    (i > 0 && b->position[i] <= b->position[i - 1]))
			return false;
	return true;
}

static bool
check_batch(const struct frame *f, size_t i, struct err *e)
{
	const struct frame_batch *b = &f->batch[i];
	struct buf id CLEANUP(buf_free) = { 0 };

	if (b->batch == NULL)
		return refuse(b, "found no name of the batch, expected one", e);
	if (b->jurisdiction == NULL &&
	    (f->id == FRAME_PAIR || f->id == FRAME_TRIPLE))
		return refuse(b, "found no jurisdiction, expected one", e);
	if (b->ballots < 0)
		return err_set(e, ERR_INPUT, "batch \"%s\": found %" PRId64
		    " ballots, expected 0 or more", b->batch, b->ballots);
	if (f->id == FRAME_TEXT && b->ballots != 1)
		return err_set(e, ERR_INPUT, "\"%s\": found %" PRId64
		    " ballots, expected 1", b->batch, b->ballots);
	if (!positions_ascend(b))
		return refuse(b, "found positions out of order, expected each "
		    "above the one before", e);
	return frame_id_put(&id, f, i, e);
}

bool
frame_check(const struct frame *f, int64_t *total, struct err *e)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	int64_t sum = 0;

	for (size_t i = 0; i < f->n; i++) {
		TRY(check_batch(f, i, e));
		if (!num_add(&sum, sum, f->batch[i].ballots))
			return refuse(&f->batch[i], "found more ballots than "
			    "can be counted", e);
	}
	TRY(check_unique(&a, f, e));
	*total = sum;
	return true;
}
