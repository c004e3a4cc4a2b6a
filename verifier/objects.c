/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>

#include "check.h"
#include "record.h"

/* objects/HASH is spoken of; it must be there, but ${may_be_missing}. */
static void
name(struct record *r, struct text hash, bool may_be_missing)
{
	char path[80];

	(void)map_add(&r->objects, ID(hash), 0);
	(void)snprintf(path, sizeof path, "objects/%.*s", SHOW(hash));
	if (!may_be_missing)
		CHECK(CHECK_OBJECTS, bundle_lists(r->bundle, path),
		    "names %s, which is not there", path);
}

/* Any text of a payload that is the hash of an object names it. */
void
objects_of(struct record *r, const struct entry *e)
{
	const struct json *p = e->payload;
	bool imports = text_is(e->action, "source.import");
	/* Tables of small cells may be kept back (docs/record.md). */
	bool kept_back = imports && !json_true(json_get(p, "already_public")) &&
	    text_word(json_say(p, "part"), TEXT("batch precinct")) >= 0;
	uint8_t h[32];

	json_each(v, json_get(e->act, "files"))
		name(r, json_say(v, "sha256"), false);
	if (p == NULL || e->outcome == REFUSED)
		return;
	for (const struct json *v = p; v < p + p->items; v++) {
		if (v->type == JSON_TEXT && hex_read(v->text, h, sizeof h))
			name(r, v->text, true);
	}
	if (imports || text_is(e->action, "rule.adopt"))
		name(r, json_say(p, "sha256"), kept_back);
	if (imports)
		name(r, json_say(p, "table"), kept_back);
	if (json_get(p, "returns") != NULL)
		name(r, json_say(p, "returns"), false);
}

void
objects_check(struct record *r)
{
	struct text rest = r->bundle->list, hex;
	struct listed l;

	while (listed_next(&rest, &l)) {
		if (!text_begins(l.path, "objects/"))
			continue;
		hex = text_from(l.path, 8);
		CHECK(CHECK_NAMED, text_is(hex, hash_hex(&l.hash)) &&
		    map_find(&r->objects, ID(hex)) != NULL, "%.*s: does not "
		    "bear its hash, or no entry names it", SHOW(l.path));
	}
}

/* What all units have of ${choice}; -1: one has other choices, or no number. */
static int64_t
sum_of(const struct json *units, const struct json *total, struct text choice)
{
	int64_t sum = 0;

	json_each(v, units) {
		const struct json *votes = json_get(v, "votes");
		int64_t n = json_whole(json_find(votes, choice), -1);

		if (n < 0 || votes->items != total->items ||
		    __builtin_add_overflow(sum, n, &sum))
			return -1;
	}
	return sum;
}

/* NULL, or why the returns do not bear out the certificate's ${votes}. */
static const char *
disproof(const struct json *returns, const struct json *votes)
{
	const struct json *total = json_get(returns, "total");
	const struct json *units = json_get(returns, "units");
	bool twice = false;

	if (total == NULL || votes == NULL || json_in(units) == NULL ||
	    json_in(total) == NULL || !text_same(total->text, votes->text))
		return "its total is not what was certified";
	json_each_member(v, total) {
		if (json_whole(v + 1, -2) != sum_of(units, total, v->text))
			return "its units do not add up to its total";
	}
	json_each(v, units) {
		struct text unit = json_say(v, "unit");

		json_each(w, units)
			twice |= w < v && text_same(json_say(w, "unit"), unit);
	}
	return twice ? "found a unit twice" : NULL;
}

void
returns_check(struct record *r, const struct entry *e)
{
	static struct json_doc d;
	struct text hex = json_say(e->payload, "returns");
	struct text contest = json_say(e->payload, "contest");
	const char *why = "not canvass-returns-1 of the same contest";

	if (bundle_object(r->bundle, hex, &r->object) &&
	    json_read(&d, buf_text(&r->object)) == NULL &&
	    text_is(json_say(d.item, "schema"), "canvass-returns-1") &&
	    text_same(json_say(d.item, "contest"), contest))
		why = disproof(d.item, json_get(e->payload, "votes"));
	CHECK(CHECK_RETURNS, why == NULL, "objects/%.*s: %s", SHOW(hex), why);
}
