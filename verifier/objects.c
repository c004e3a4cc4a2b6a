/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>

#include "check.h"
#include "record.h"

enum { MOST_CHOICES = 256 };

/* objects/HASH is spoken of; it must be there, but ${may_be_missing}. */
static void
name(struct record *r, struct text hash, bool may_be_missing)
{
	char path[80];

	(void)map_add(&r->objects, id_of("object", hash));
	(void)snprintf(path, sizeof path, "objects/%.*s", SHOW(hash));
	if (!may_be_missing)
		(void)CHECK(CHECK_OBJECTS, bundle_lists(r->bundle, text_of(path)),
		    "%s is not in the bundle", path);
}

/* Tables of small cells may be kept back (docs/record.md, "The bundle"). */
static bool
is_kept_back(const struct entry *e)
{
	return !json_true(e->payload, "already_public") &&
	    text_word(json_say(e->payload, "part"), TEXT("batch precinct")) >= 0;
}

/* Any text of a payload that is the hash of an object names it. */
void
objects_of(struct record *r, const struct entry *e)
{
	bool imports = text_is(e->action, "source.import");
	struct hash h;

	json_each(v, json_get(e->act, "files"))
		name(r, json_say(v, "sha256"), false);
	if (e->payload == NULL || e->outcome == REFUSED)
		return;
	for (const struct json *v = e->payload; v < e->payload + e->payload->items; v++) {
		if (v->type == JSON_TEXT && hash_read(v->text, &h))
			name(r, v->text, true);
	}
	if (imports || text_is(e->action, "rule.adopt"))
		name(r, json_say(e->payload, "sha256"), imports && is_kept_back(e));
	if (imports)
		name(r, json_say(e->payload, "table"), is_kept_back(e));
	if (json_say(e->payload, "returns").n > 0)
		name(r, json_say(e->payload, "returns"), false);
}

void
objects_check(struct record *r)
{
	struct text rest = r->bundle->list, hex;
	struct listed l;

	while (rest.n > 0 && listed_next(&rest, &l)) {
		if (!text_begins(l.path, "objects/"))
			continue;
		hex = (struct text){ l.path.p + 8, l.path.n - 8 };
		(void)CHECK(CHECK_NAMED, text_is(hex, hash_hex(&l.hash)) &&
		    map_find(&r->objects, id_of("object", hex)) != NULL,
		    "%.*s: does not bear its hash, or no entry names it", SHOW(l.path));
	}
}

/* One choice of returns: what its units add up to, and its total. */
struct votes {
	struct text choice;
	int64_t     sum, total;
};

static struct votes *
votes_of(struct votes *of, size_t n, struct text choice)
{
	for (size_t i = 0; i < n; i++) {
		if (text_same(of[i].choice, choice))
			return &of[i];
	}
	return NULL;
}

/* Every unit once, with votes for choices among the ${n} of the total. */
static bool
add_units(const struct json *units, struct votes *of, size_t n)
{
	struct map met = { 0 };
	size_t seen = 0;
	int64_t votes;
	bool ok = json_in(units) != NULL;

	json_each(v, units) {
		(void)map_add(&met, id_of("unit", json_say(v, "unit")));
		ok = ok && met.used == ++seen;
		json_each_member(w, json_get(v, "votes")) {
			struct votes *to = votes_of(of, n, w->text);

			ok = ok && to != NULL && json_whole(w + 1, &votes) && votes >= 0 &&
			    !__builtin_add_overflow(to->sum, votes, &to->sum);
		}
	}
	map_free(&met);
	return ok;
}

/* NULL, or why the returns do not bear out the certificate's ${votes}. */
static const char *
disproof(const struct json *returns, const struct json *votes)
{
	struct votes of[MOST_CHOICES] = { 0 }, *to;
	size_t n = 0, certified = 0;
	int64_t m;

	json_each_member(v, json_get(returns, "total")) {
		if (n == MOST_CHOICES || !json_whole(v + 1, &of[n].total))
			return "its total has no whole numbers, or too many";
		of[n++].choice = v->text;
	}
	json_each_member(v, votes) {
		to = votes_of(of, n, v->text);
		if (to == NULL || !json_whole(v + 1, &m) || m != to->total)
			return "its total is not what was certified";
		certified++;
	}
	if (n == 0 || certified != n)
		return "its total is not what was certified";
	if (!add_units(json_get(returns, "units"), of, n))
		return "found a unit twice, or votes for a choice without total";
	for (size_t i = 0; i < n; i++) {
		if (of[i].sum != of[i].total)
			return "its units do not add up to its total";
	}
	return NULL;
}

void
returns_check(struct record *r, const struct entry *e)
{
	struct text hex = json_say(e->payload, "returns");
	const char *why = "expected canvass-returns-1, of the same contest, in an object";
	struct json_doc d = { 0 };

	if (bundle_object(r->bundle, hex, &r->object) &&
	    json_read(&d, buf_text(&r->object), JSON_LOOSE) == NULL &&
	    text_is(json_say(d.item, "schema"), "canvass-returns-1") &&
	    text_same(json_say(d.item, "contest"), json_say(e->payload, "contest")))
		why = disproof(d.item, json_get(e->payload, "votes"));
	(void)CHECK(CHECK_RETURNS, why == NULL, "objects/%.*s: %s", SHOW(hex), why);
	json_free(&d);
}
