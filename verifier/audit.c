/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "audit.h"
#include "check.h"

enum { DICE = 20 };

/* The plan that an act names, of this audit; NULL: it is none. */
static const struct json *
read_plan(struct record *r, const struct entry *e)
{
	static struct json_doc d;

	if (!bundle_object(r->bundle, json_say(e->payload, "plan"),
	    &r->object) || json_read(&d, buf_text(&r->object)) != NULL ||
	    !text_is(json_say(d.item, "schema"), "canvass-audit-plan-1") ||
	    !text_same(json_say(d.item, "audit"), e->id) ||
	    json_in(json_get(d.item, "contests")) == NULL)
		return NULL;
	return json_keep(d.item);
}

double
ratio_of(struct text d)
{
	struct text n;
	uint64_t above, below;

	return text_cut(&d, '/', &n) && whole_read(n, &above) &&
	    whole_read(d, &below) && above < below ?
	    (double)above / (double)below : 0;
}

static void
select_contest(struct record *r, struct audit *a, const struct entry *e)
{
	if (json_get(e->payload, "plan") == NULL)
		return;
	*a = (struct audit){ .plan = read_plan(r, e),
		.tally = lasting(CONTESTS_MOST * sizeof *a->tally) };
	a->limit = ratio_of(json_say(a->plan, "risk_limit"));
	CHECK(CHECK_PLANS, a->limit > 0, "expected a plan of %.*s with a risk "
	    "limit", SHOW(e->id));
	json_each(v, json_get(a->plan, "contests")) {
		struct tally *t = &a->tally[a->tallies];

		if (CHECK(CHECK_PLANS, a->tallies < CONTESTS_MOST - 1 &&
		    tally_read(v, t), "the votes of `%.*s` are not one number "
		    "a choice", SHOW(json_say(v, "contest"))))
			a->tallies++;
		if (text_is(t->kind, "irv"))
			assertions_check(r, t);
	}
}

static void
commit_manifest(struct audit *a, const struct entry *e)
{
	const struct json **says = map_add(&a->commits, ID(e->unit),
	    sizeof *says);

	a->committed += *says == NULL;
	*says = json_keep(e->payload);
	if (a->is_closed)
		check_fail(CHECK_FRAMES, "after the manifests were closed");
}

static void
set_seed(struct audit *a, const struct entry *e)
{
	struct text seed = json_say(e->payload, "seed");

	CHECK(CHECK_SEEDS, a->is_closed && a->seed.n == 0 && seed.n >= DICE &&
	    text_has_only(seed, "0123456789"), "expected one seed of %d digits "
	    "or more, when all manifests were closed", DICE);
	if (a->seed.n == 0)
		a->seed = lasting_text(seed);
}

/* The first round, or a later one: sizes grow, and the draw goes on. */
static void
check_draw(struct record *r, struct audit *a, const struct entry *e)
{
	struct text hex = json_say(e->payload, "draw");
	const struct json *sizes = json_get(e->payload, "sizes");
	int64_t round = json_number(e->payload, "round", 0);
	const char *why = "is not there";

	if (!CHECK(CHECK_DRAWS, a->rounds < ROUNDS_MOST && sizes != NULL,
	    "has no sizes, or too many rounds"))
		return;
	a->sizes[a->rounds++] = json_keep(sizes);
	if (bundle_object(r->bundle, hex, &r->object))
		why = audit_draw_wrong(a, buf_text(&r->object));
	CHECK(CHECK_DRAWS, why == NULL, "objects/%.*s %s", SHOW(hex), why);
	CHECK(CHECK_DRAWS, round == (int64_t)a->rounds &&
	    json_number(e->payload, "items", -1) == (int64_t)a->items_drawn,
	    "found round %" PRId64 ", expected round %" PRIu64 " of %" PRIu64
	    " items", round, a->rounds, a->items_drawn);
}

/* What an act says it read; in a hand tally any batch of the frame. */
static struct item *
find_item(struct audit *a, const struct entry *e)
{
	struct text tabulator = json_plain(json_get(e->payload, "tabulator"));
	struct text batch = json_plain(json_get(e->payload, "batch"));
	int64_t position = json_number(e->payload, "position", 0);
	struct item *item = audit_item(a, e->unit, tabulator, batch,
	    (uint64_t)position);
	const size_t *place = map_find(&a->names, ID(e->unit, tabulator,
	    batch));

	if (a->is_tally && position == 0 && place != NULL)
		item->batch = &a->batch[*place - 1];
	return item;
}

static void
check_reading(struct audit *a, const struct entry *e)
{
	struct item *item = find_item(a, e);
	struct text corrects = json_say(e->payload, "corrects");
	const struct json *now = json_get(e->payload, "readings");
	const struct json *was = json_get(item->read, "readings");
	bool same = was != NULL && now != NULL &&
	    text_same(was->text, now->text);

	if (!CHECK(CHECK_READINGS, item->batch != NULL, "had not been drawn"))
		return;
	CHECK(CHECK_READINGS, item->read == NULL ? corrects.n == 0 : same ||
	    text_is(corrects, hash_hex(&item->entry)), "was read before, or "
	    "corrects another entry");
	a->items_read += item->read == NULL;
	item->read = json_keep(e->payload);
	item->entry = e->hash;
}

/* The same number, and on the same side of the limit. */
static bool
is_same_risk(double ours, double theirs, double limit)
{
	return fabs(ours - theirs) <= 1e-9 * fabs(ours) &&
	    (ours <= limit) == (theirs <= limit);
}

static void
check_risk(struct audit *a, const struct tally *t, struct text said)
{
	double ours = audit_risk(a, t), theirs = strtod(said.p, NULL);

	if (ours < 0)
		(void)printf("NOT RECOMPUTED: the risk of `%.*s`, by %.*s\n",
		    SHOW(t->id), SHOW(json_say(a->plan, "method")));
	else
		CHECK(CHECK_RISKS, is_same_risk(ours, theirs, a->limit),
		    "the risk of `%.*s`: expected %.16e, found %.*s",
		    SHOW(t->id), ours, SHOW(said));
	ours = ours < 0 ? theirs : ours;
	if (json_true(json_get(t->contest, "targeted")))
		a->is_met &= ours <= a->limit;
}

static void
close_round(struct record *r, struct audit *a, const struct entry *e)
{
	const struct json *risks = json_get(e->payload, "risks");

	(void)frame_cards(r, a);
	a->is_met = a->rounds > 0;
	CHECK(CHECK_READINGS, a->items_read >= a->items_drawn && json_number(
	    e->payload, "items", -1) == (int64_t)a->items_read, "when %" PRIu64
	    " of %" PRIu64 " items had been read", a->items_read,
	    a->items_drawn);
	for (size_t i = 0; i < a->tallies; i++)
		check_risk(a, &a->tally[i], json_text(json_find(risks,
		    a->tally[i].id)));
	CHECK(CHECK_RISKS, json_true(json_get(e->payload, "met")) == a->is_met,
	    "expected that the limit is %smet", a->is_met ? "" : "not ");
}

/* When the limit is met, or when every batch of the frame was tallied. */
static void
check_confirmed(const struct audit *a)
{
	CHECK(CHECK_CONFIRMED, a->is_tally ? tally_is_whole(a) : a->is_met,
	    "%s", a->is_tally ? "before every batch was tallied, or although "
	    "another outcome was found" : "when the risk limit was not met");
}

void
audit_fold(struct record *r, const struct entry *e)
{
	struct audit *a = map_add(&r->audits, ID(e->id), sizeof *a);
	int act = text_word(e->action, TEXT("audit.select-contest "
	    "audit.commit-manifest audit.close-manifests audit.seed audit.draw "
	    "audit.escalate audit.enter audit.close-round "
	    "audit.start-hand-tally audit.confirm"));

	if (act == 0)
		select_contest(r, a, e);
	if (a->plan == NULL || act <= 0)
		return;
	if (act >= 4 && act <= 7 && text_is(json_say(a->plan, "sampler"),
	    "cryptorandom")) {
		a->is_met = json_true(json_get(e->payload, "met"));
		if (act == 7)
			(void)printf("NOT RECOMPUTED: `%.*s`\n", SHOW(e->id));
		return;
	}
	switch (act) {
	case 1: commit_manifest(a, e); break;
	case 2: frame_close(r, a, json_say(e->payload, "frame")); break;
	case 3: set_seed(a, e); break;
	case 4: case 5: check_draw(r, a, e); break;
	case 6: check_reading(a, e); break;
	case 7: close_round(r, a, e); break;
	case 8: tally_start(a); break;
	default: check_confirmed(a); break;
	}
}
