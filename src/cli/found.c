/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "crypt/hash.h"
#include "text/canon.h"

#include "cli/door.h"
#include "cli/found.h"
#include "cli/walk.h"

#define DIGITS 12	/* of the hash, in the number of a finding */

/* An entry has no room for a thousand members; the first ones tell which batches are meant. */
#define MOST_MEMBERS 200

static void
put_member(struct buf *out, const char *name, const char *text)
{
	canon_text(out, name);
	buf_char(out, ':');
	canon_text(out, text);
}

static void
put_members(struct buf *out, const struct election *el,
    const struct finding *fd)
{
	buf_str(out, "\"members\":[");
	for (size_t i = 0; i < fd->kept && i < MOST_MEMBERS; i++) {
		const struct member *m = &fd->member[i];

		buf_printf(out, "%s{", i > 0 ? "," : "");
		put_member(out, "label", m->label);
		buf_printf(out, ",\"line\":%" PRId64 ",", m->line);
		put_member(out, "source", el->source[m->source.n].id);
		buf_char(out, '}');
	}
	buf_char(out, ']');
}

/* The payload of finding.open, canonical, with or without what may be said in other words later. */
static void
put_payload(struct buf *out, const struct election *el,
    struct contest_ix contest, const struct finding *fd, bool title)
{
	buf_char(out, '{');
	put_member(out, "code", finding_code_id(fd->code));
	buf_char(out, ',');
	put_member(out, "contest", el->contest[contest.n].id);
	if (count_exists(fd->count)) {
		buf_char(out, ',');
		put_member(out, "count", el->count[fd->count.n].id);
	}
	if (num_known(fd->margin_effect))
		buf_printf(out, ",\"margin_effect\":%" PRId64,
		    fd->margin_effect);
	buf_char(out, ',');
	put_members(out, el, fd);
	buf_char(out, ',');
	put_member(out, "severity", severity_id(fd->severity));
	if (title) {
		buf_char(out, ',');
		put_member(out, "title", fd->title);
	}
	if (unit_exists(fd->unit)) {
		buf_char(out, ',');
		put_member(out, "unit", el->unit[fd->unit.n].id);
	}
	buf_char(out, '}');
}

void
found_id(char out[FOUND_ID], const struct election *el,
    struct contest_ix contest, const struct finding *fd)
{
	struct buf b CLEANUP(buf_free) = { 0 };
	char hex[HASH_HEX];

	put_payload(&b, el, contest, fd, false);
	hash_hex(b.p, b.len, hex);
	(void)snprintf(out, FOUND_ID, "finding/%.40s-%.*s",
	    finding_code_id(fd->code), DIGITS, hex);
}

/* What is being entered, and what the record has already. */
struct entering {
	struct call         *c;
	const struct folder *f;
	struct record       *r;
	int64_t              now, opened;
	struct contest_ix    contest;
	const char         **open;	/* findings the record holds open, in the order of id */
	bool                *still;	/* are shown by the data */
	size_t               n, cap;
};

static int
by_id(const void *x, const void *y)
{
	const char *const *a = x, *const *b = y;

	return strcmp(*a, *b);
}

static bool
note_open(void *ctx, const struct store_fact *fact, struct err *e)
{
	struct entering *x = ctx;

	(void)e;
	x->open = arena_grow(x->c->a, x->open, x->n, &x->cap, sizeof *x->open);
	x->open[x->n++] = arena_printf(x->c->a, "finding/%s", fact->id);
	return true;
}

static bool
enter_one(struct entering *x, const struct finding *fd, const char *id)
{
	const char *unit = unit_exists(fd->unit) ?
	    x->f->el->unit[fd->unit.n].id : "";
	struct buf b CLEANUP(buf_free) = { 0 };
	struct keeper_act act = { .action = "finding.open", .subject = id,
		.unit = unit, .key = arena_printf(x->c->a, "open-%s-%" PRId64,
		strchr(id, '/') + 1, record_size(x->r)), .now = x->now };

	put_payload(&b, x->f->el, x->contest, fd, true);
	act.payload = (struct bytes){ b.p, b.len };
	x->opened++;
	return door_keep(x->r, &act, &x->c->e);
}

static bool
take_one(struct entering *x, const struct finding *fd)
{
	const char *id;
	const char **found;
	char text[FOUND_ID];

	found_id(text, x->f->el, x->contest, fd);
	id = arena_text(x->c->a, text);
	found = x->n == 0 ? NULL : bsearch(&id, x->open, x->n, sizeof id,
	    by_id);
	if (found != NULL) {
		x->still[found - x->open] = true;
		return true;
	}
	return enter_one(x, fd, id);
}

static bool
take(void *ctx, struct unit_ix unit, struct findings *found, struct err *e)
{
	struct entering *x = ctx;

	(void)unit;
	(void)e;
	for (size_t i = 0; i < found->n; i++)
		if (finding_is_open(&found->item[i]))
			TRY(take_one(x, &found->item[i]));
	return true;
}

static bool
enter_contest(struct entering *x)
{
	const struct compare *compare;
	struct reconcile_tally tally;

	TRY(walk_compare(x->c, x->f, x->contest, DAY_UNKNOWN, &compare));
	return walk_reconcile(x->c, x->f, compare, take, x, &tally);
}

static bool
close_rest(struct entering *x, int64_t *closed)
{
	for (size_t i = 0; i < x->n; i++) {
		struct keeper_act act = { .action = "finding.close",
			.subject = x->open[i], .unit = "",
			.key = arena_printf(x->c->a, "close-%s-%" PRId64,
			strchr(x->open[i], '/') + 1, record_size(x->r)),
			.now = x->now };

		if (x->still[i])
			continue;
		act.payload = (struct bytes){
			"{\"why\":\"the data no longer shows it\"}", 38 };
		TRY(door_keep(x->r, &act, &x->c->e));
		++*closed;
	}
	return true;
}

bool
found_enter(struct call *c, const struct folder *f, struct record *r,
    int64_t now, int64_t *opened, int64_t *closed)
{
	struct entering x = { .c = c, .f = f, .r = r, .now = now };

	*closed = 0;
	TRY(store_facts(record_store(r), "finding", "open", note_open, &x,
	    &c->e));
	if (x.n > 0)
		qsort(x.open, x.n, sizeof *x.open, by_id);
	x.still = arena_zero(c->a, x.n + 1, sizeof *x.still);
	for (uint16_t i = 0; i < f->el->contests; i++) {
		x.contest.n = i;
		TRY(enter_contest(&x));
	}
	*opened = x.opened;
	return close_rest(&x, closed);
}
