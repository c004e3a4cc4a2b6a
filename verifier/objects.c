/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>

#include "check.h"
#include "record.h"

/* objects/HASH, or NULL if it is not listed; it is named from here on. */
static bool *
named(struct record *r, struct text hash)
{
	char path[80];
	bool *is_named;

	(void)snprintf(path, sizeof path, "objects/%.*s", SHOW(hash));
	is_named = bundle_lists(r->bundle, text_of(path));
	if (is_named != NULL)
		*is_named = true;
	return is_named;
}

/* What an entry needs must be there. */
static void
need(struct record *r, struct text hash)
{
	CHECK(CHECK_OBJECTS, named(r, hash) != NULL,
	    "names objects/%.*s, which is not there", SHOW(hash));
}

/* Any text of a payload that is a hash may name an object. */
void
objects_of(struct record *r, const struct entry *e)
{
	const struct json *p = e->payload;
	bool imports = text_is(e->action, "source.import");
	/* Tables of small cells may be kept back (docs/record.md). */
	bool kept_back = imports && !json_true(json_get(p, "already_public")) &&
	    text_word(json_say(p, "part"), TEXT("batch precinct")) >= 0;

	json_each(v, json_get(e->act, "files"))
		need(r, json_say(v, "sha256"));
	for (const struct json *v = p; p != NULL && v < p + p->items; v++) {
		if (v->type == JSON_TEXT && v->text.n == 64)
			(void)named(r, v->text);
	}
	if (p == NULL || e->outcome == REFUSED)
		return;
	if (!kept_back && (imports || text_is(e->action, "rule.adopt")))
		need(r, json_say(p, "sha256"));
	if (!kept_back && imports)
		need(r, json_say(p, "table"));
	if (json_get(p, "returns") != NULL)
		need(r, json_say(p, "returns"));
}

void
objects_check(const struct record *r)
{
	struct text rest = r->bundle->list, hex;
	struct listed l;

	while (listed_next(&rest, &l)) {
		if (!text_begins(l.path, "objects/"))
			continue;
		hex = text_from(l.path, strlen("objects/"));
		CHECK(CHECK_NAMED, *bundle_lists(r->bundle, l.path) &&
		    text_is(hex, hash_hex(&l.hash)), "%.*s: no entry names "
		    "it, or it does not bear its hash", SHOW(l.path));
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
