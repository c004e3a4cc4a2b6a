/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "check.h"
#include "record.h"

enum { MOST_CHOICES = 256 };

/* objects/HASH is spoken of: is it there? */
void
object_named(struct record *r, const struct entry *e, struct text hash)
{
	char path[80];
	struct listed l;

	(void)map_add(&r->objects, id_of("object", hash, TEXT("")));
	(void)snprintf(path, sizeof path, "objects/%.*s", SHOW(hash));
	if (!check_that(CHECK_OBJECTS, bundle_find(r->bundle, text_of(path),
	    &l)))
		check_fail(CHECK_OBJECTS, "leaf %" PRIu64 ": %s is not in the "
		    "bundle", e->leaf, path);
}

/* Tables of small cells may be kept back (docs/record.md, "The bundle"). */
static bool
may_be_missing(const struct entry *e)
{
	const struct json *v = json_get(e->doc, e->payload, "already_public");

	return (v == NULL || v->type != JSON_TRUE) &&
	    text_word(payload_say(e, "part"), "batch precinct") >= 0;
}

/* A text of a payload that is the hash of an object names it. */
void
objects_of(struct record *r, const struct entry *e)
{
	const struct json *files = json_get(e->doc, e->act, "files");

	for (const struct json *v = json_in(e->doc, files); v != NULL;
	    v = json_after(e->doc, files, v))
		object_named(r, e, json_say(e->doc, v, "sha256"));
	if (e->payload == NULL || e->outcome == REFUSED)
		return;
	for (const struct json *v = e->payload;
	    v < e->doc->item + e->payload->next; v++) {
		struct text t = json_text(e->doc, v);
		struct hash h;

		if (v->type == JSON_TEXT && hash_read(t, &h))
			(void)map_add(&r->objects, id_of("object", t,
			    TEXT("")));
	}
	if (text_is(e->action, "rule.adopt")) {
		object_named(r, e, payload_say(e, "sha256"));
	} else if (text_is(e->action, "source.import") && !may_be_missing(e)) {
		object_named(r, e, payload_say(e, "sha256"));
		object_named(r, e, payload_say(e, "table"));
	} else if (payload_say(e, "returns").n > 0) {
		object_named(r, e, payload_say(e, "returns"));
	}
}

void
objects_check(struct record *r)
{
	struct text rest = r->bundle->list, name;
	struct listed l;

	while (rest.n > 0 && listed_next(&rest, &l)) {
		if (!text_begins(l.path, "objects/"))
			continue;
		name = (struct text){ l.path.p + 8, l.path.n - 8 };
		if (!check_that(CHECK_NAMED, text_same(name,
		    text_of(hash_hex(&l.hash))) && map_find(&r->objects,
		    id_of("object", name, TEXT(""))) != NULL))
			check_fail(CHECK_NAMED, "%.*s: does not bear its hash, "
			    "or no entry names it", SHOW(l.path));
	}
}

/* Votes by choice, added up. */
struct votes {
	struct text choice;
	int64_t     sum, total;
	bool        met;
};

static bool
add_votes(const struct json_doc *d, const struct json *object,
    struct votes *of, size_t choices)
{
	int64_t n;

	for (const struct json *v = json_in(d, object); v != NULL;
	    v = json_after(d, object, v + 1)) {
		size_t i = 0;

		while (i < choices && !text_same(of[i].choice, json_text(d, v)))
			i++;
		if (i == choices || !json_whole(d, v + 1, &n) || n < 0 ||
		    __builtin_add_overflow(n, of[i].sum, &of[i].sum))
			return false;
	}
	return true;
}

/* Every unit once, its choices among those of the total. */
static bool
add_units(const struct json_doc *d, struct votes *of, size_t choices)
{
	const struct json *units = json_get(d, d->item, "units");
	struct map met = { 0 };
	bool ok = true;
	size_t n = 0;

	for (const struct json *v = json_in(d, units); ok && v != NULL;
	    v = json_after(d, units, v)) {
		(void)map_add(&met, id_of("unit", json_say(d, v, "unit"),
		    TEXT("")));
		ok = met.used == ++n && add_votes(d, json_get(d, v, "votes"),
		    of, choices);
	}
	map_free(&met);
	return ok && n > 0;
}

/* ${votes} is the certificate's object, of ${c}. */
static bool
returns_add_up(const struct json_doc *d, const struct json_doc *c,
    const struct json *votes, const char **why)
{
	const struct json *total = json_get(d, d->item, "total");
	struct votes of[MOST_CHOICES] = { 0 };
	size_t n = 0;

	*why = "its total is not what was certified";
	for (const struct json *v = json_in(d, total); v != NULL;
	    v = json_after(d, total, v + 1)) {
		if (n == MOST_CHOICES || !json_whole(d, v + 1, &of[n].total))
			return false;
		of[n++].choice = json_text(d, v);
	}
	for (const struct json *v = json_in(c, votes); v != NULL;
	    v = json_after(c, votes, v + 1)) {
		size_t i = 0;
		int64_t m;

		while (i < n && !text_same(of[i].choice, json_text(c, v)))
			i++;
		if (i == n || of[i].met || !json_whole(c, v + 1, &m) ||
		    m != of[i].total)
			return false;
		of[i].met = true;
	}
	for (size_t i = 0; i < n; i++) {
		if (!of[i].met)
			return false;
	}
	*why = "found a unit twice, or votes for a choice without total";
	if (n == 0 || !add_units(d, of, n))
		return false;
	*why = "its units do not add up to its total";
	for (size_t i = 0; i < n; i++) {
		if (of[i].sum != of[i].total)
			return false;
	}
	return true;
}

static bool
returns_hold(struct record *r, const struct entry *e, const char **why)
{
	const struct json *votes = json_get(e->doc, e->payload, "votes");
	struct json_doc d = { 0 };
	struct json_fault f;
	struct hash h;
	bool ok;

	*why = "expected votes and the hash of an object that is there";
	if (votes == NULL || !hash_read(payload_say(e, "returns"), &h) ||
	    !bundle_object(r->bundle, &h, &r->object))
		return false;
	*why = "expected the JSON of canvass-returns-1, of the same contest";
	ok = json_read(&d, (struct text){ r->object.p, r->object.n },
	    JSON_LOOSE, &f) && text_is(json_say(&d, d.item, "schema"),
	    "canvass-returns-1") && text_same(json_say(&d, d.item, "contest"),
	    payload_say(e, "contest")) &&
	    returns_add_up(&d, e->doc, votes, why);
	json_free(&d);
	return ok;
}

void
returns_check(struct record *r, const struct entry *e)
{
	const char *why;

	if (!check_that(CHECK_RETURNS, returns_hold(r, e, &why)))
		check_fail(CHECK_RETURNS, "leaf %" PRIu64 ": objects/%.*s: %s",
		    e->leaf, SHOW(payload_say(e, "returns")), why);
}
