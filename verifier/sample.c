/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "audit.h"

enum { FIELDS = 8, PLACES = 18 };

/* What the seed draws for a contest, or for all (no name). */
struct expected {
	struct text   contest;
	struct drawn *drawn;
	uint64_t      n, seen;
};

static struct text
id_of_item(const struct audit *a, const struct batch *b, uint64_t position)
{
	return id_text(b->name, a->has_tabulators ? &b->tabulator : NULL,
	    b->batch, position);
}

static struct batch *
batch_at(const struct audit *a, uint64_t ballot)
{
	size_t low = 0, high = a->batches;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (a->batch[middle].before <= ballot)
			low = middle;
		else
			high = middle;
	}
	return &a->batch[low];
}

static struct text
lasting_short(struct text ticket)
{
	return lasting_text(ticket_short(ticket, PLACES));
}

static void
draw_consistent(const struct audit *a, struct expected *e)
{
	struct urn u;

	urn_open(&u, a->seed, e->n);
	for (size_t i = 0; i < a->batches; i++) {
		const struct batch *b = &a->batch[i];

		for (uint64_t at = 1; at <= b->ballots; at++)
			urn_offer(&u, id_of_item(a, b, at), b->before + at - 1);
	}
	e->n = urn_draw(&u, true, e->drawn);
	for (uint64_t i = 0; i < e->n; i++)
		e->drawn[i].ticket = lasting_short(e->drawn[i].ticket);
}

static void
draw_counter(const struct audit *a, struct expected *e)
{
	for (uint64_t i = 0; i < e->n; i++)
		e->drawn[i] = (struct drawn){ .item = counter_pick(a->seed,
			i + 1, a->ballots) - 1 };
}

/* As Arlo does: the second ticket of a batch is made of the first, cut off. */
static void
draw_ppeb(const struct audit *a, struct expected *e)
{
	const struct tally *t = tally_of(a, e->contest);
	quad *bound = t == NULL ? NULL : macro_bounds(a, t);
	uint64_t *out;

	if (e->contest.n == 0) {
		bound = more(NULL, a->batches + 1, sizeof *bound);
		for (size_t i = 0; i < a->batches; i++)
			bound[i] = (quad)a->batch[i].ballots;
	}
	if (bound == NULL) {
		e->n = 0;
		return;
	}
	out = more(NULL, e->n + 1, sizeof *out);
	ppeb_draw(a->seed, bound, a->batches, e->n, out);
	for (uint64_t i = 0; i < e->n; i++) {
		struct drawn *d = &e->drawn[i];

		*d = (struct drawn){ .item = out[i], .generation = 1 };
		for (uint64_t j = i; j-- > 0 && d->generation == 1; ) {
			if (out[j] == out[i]) {
				d->generation = e->drawn[j].generation + 1;
				d->ticket = lasting_short(ticket_next(
				    e->drawn[j].ticket));
			}
		}
		if (d->generation == 1)
			d->ticket = lasting_short(ticket_first(a->seed,
			    id_of_item(a, &a->batch[out[i]], 0)));
	}
	free(out);
	free(bound);
}

struct item *
audit_item(struct audit *a, struct text unit, struct text tabulator,
    struct text batch, uint64_t position)
{
	char number[24];

	(void)snprintf(number, sizeof number, "%" PRIu64, position);
	return map_add(&a->items, ID(unit, tabulator, batch, text_of(number)),
	    sizeof(struct item));
}

/* The first round of which the sizes reach so far; 0: none does. */
static uint64_t
round_of(const struct audit *a, struct text contest, uint64_t draw)
{
	for (uint64_t i = 0; i < a->rounds; i++) {
		json_each_member(v, a->sizes[i]) {
			if ((contest.n == 0 || text_same(v->text, contest)) &&
			    json_whole(v + 1, 0) > (int64_t)draw)
				return i + 1;
		}
	}
	return 0;
}

/* A line against what the seed draws next; false: it is another. */
static bool
is_next(struct audit *a, struct expected *e, const struct text *field)
{
	struct text sampler = json_say(a->plan, "sampler");
	bool whole = text_is(sampler, "ppeb");
	const struct drawn *d = &e->drawn[e->seen];
	struct batch *b = whole ? &a->batch[d->item] : batch_at(a, d->item);
	uint64_t position = whole ? 0 : d->item - b->before + 1, found = 0;
	uint64_t round = round_of(a, e->contest, e->seen++), its, generation;
	struct item *item = audit_item(a, b->unit, b->tabulator, b->batch,
	    position);

	a->items_drawn += item->batch == NULL;
	item->batch = b;
	a->pick[a->picks++] = (struct pick){ item, round, e->contest,
		item->rounds == a->rounds };
	item->rounds = a->rounds;
	(void)whole_read(field[3], &found);
	return text_same(field[0], b->unit) &&
	    text_same(field[1], b->tabulator) &&
	    text_same(field[2], b->batch) && found == position &&
	    whole_read(field[4], &its) && its == round &&
	    (d->generation == 0 || (text_same(field[6], d->ticket) &&
	    whole_read(field[7], &generation) && generation == d->generation));
}

static bool
draw_all(const struct audit *a, struct expected *e)
{
	struct text sampler = json_say(a->plan, "sampler");

	e->drawn = more(NULL, e->n + 2, sizeof *e->drawn);
	if (text_is(sampler, "consistent"))
		draw_consistent(a, e);
	else if (text_is(sampler, "counter") && a->ballots > 0)
		draw_counter(a, e);
	else if (text_is(sampler, "ppeb"))
		draw_ppeb(a, e);
	else
		return false;
	return true;
}

/* One sample for all contests, of the largest size; by ppeb one for each. */
static size_t
expect(const struct audit *a, struct expected e[CONTESTS_MOST])
{
	bool apart = text_is(json_say(a->plan, "sampler"), "ppeb") &&
	    !text_is(json_say(a->plan, "method"), "batch-comparison");
	size_t n = 0;

	json_each_member(v, a->sizes[a->rounds - 1]) {
		uint64_t size = (uint64_t)json_whole(v + 1, 0);

		if (n == CONTESTS_MOST)
			return 0;
		if (apart || n == 0)
			e[n++] = (struct expected){ .n = size };
		if (apart)
			e[n - 1].contest = v->text;
		else if (size > e[0].n)
			e[0].n = size;
	}
	return n;
}

static const char *
compare(struct audit *a, struct expected *e, size_t n, struct text list)
{
	struct text field[FIELDS];
	size_t i;

	if (csv_row(&list, field, FIELDS) != FIELDS)
		return "is no draw list";
	while (list.n > 0) {
		if (csv_row(&list, field, FIELDS) != FIELDS)
			return "has a row that is none";
		for (i = 0; n > 1 && i < n && !text_same(e[i].contest,
		    field[5]); )
			i++;
		if (i == n || e[i].seen == e[i].n || !is_next(a, &e[i], field))
			return "has a line that seed and frame do not give";
	}
	for (i = 0; i < n; i++) {
		if (e[i].seen < e[i].n)
			return "lacks draws that seed and frame give";
	}
	return n > 0 ? NULL : "is of no contest";
}

const char *
audit_draw_wrong(struct audit *a, struct text list)
{
	struct expected e[CONTESTS_MOST] = { { .n = 0 } };
	size_t n = expect(a, e);
	uint64_t all = 0;
	const char *why = a->is_whole && a->batches > 0 ? NULL :
	    "is of a manifest that is not here";

	for (size_t i = 0; i < n; i++) {
		if (e[i].n > 1000000)
			return "is larger than anybody draws";
		if (why == NULL && !draw_all(a, &e[i]))
			why = "is of a sampler that is not known here";
		all += e[i].n;
	}
	if (why != NULL)
		return why;
	a->pick = more(a->pick, (size_t)all + 1, sizeof *a->pick);
	a->picks = 0;
	why = compare(a, e, n, lasting_text(list));
	for (size_t i = 0; i < n; i++)
		free(e[i].drawn);
	return why;
}
