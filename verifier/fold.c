/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>

#include "audit.h"
#include "check.h"
#include "record.h"

struct thing *
thing(struct record *r, struct text kind, struct text id)
{
	return map_add(&r->things, ID(kind, id), sizeof(struct thing));
}

static struct claim
claim_of(struct record *r, const struct entry *e, const struct thing *s)
{
	struct claim c = { .row = law_row(r->law, e->action,
	    json_say(r->genesis, "date")), .cell = REFUSE };

	if (c.row != NULL)
		c.cell = row_cell(c.row, e->role, e->action);
	c.as = e->as >= 0 ? e->as : c.cell <= HEAR ? c.cell : REFUSE;
	c.from = law_start(r->law, e->kind);
	if (c.from.n > 0 && s->state.n > 0)
		c.from = s->state;
	if (c.from.n > 0)
		c.move = law_move(r->law, c.from, e->action, c.as);
	c.to = json_get(c.move, "to") != NULL ? json_say(c.move, "to") : c.from;
	return c;
}

/* Who may perform, order or petition may also only ask; none may do more. */
bool
claim_is_allowed(const struct claim *c)
{
	return c->as < VIEW &&
	    (c->as == c->cell || (c->as == ASK && c->cell <= PETITION));
}

/* NULL, or why the act may not stand as it does. */
static const char *
objection(const struct record *r, const struct entry *e, const struct claim *c)
{
	bool asks = c->as == ASK || (c->as == PETITION &&
	    law_move(r->law, TEXT(""), e->action, PETITION) == NULL);
	const struct json *rule = json_get(e->whole, "rule");

	if (text_is(e->role, "recorder"))
		return text_word(e->action, TEXT("source.import finding.open "
		    "finding.close program.use")) >= 0 ? NULL :
		    "is not the keeper's to do";
	if (c->row == NULL)
		return "is decided by no rule";
	if (!claim_is_allowed(c))
		return "is beyond what its row says of that role";
	if (e->outcome != (asks ? REQUEST : DONE))
		return "should have another outcome";
	return text_is(json_say(rule, "file"), hash_hex(&r->law->hash)) &&
	    text_same(json_say(rule, "id"), json_say(c->row, "id")) ? NULL :
	    "names another rule than the row that decides it";
}

/* from, to and version, as the move and the entries before have it. */
static void
check_move(const struct record *r, const struct entry *e,
    const struct claim *c, const struct thing *s)
{
	const struct json *st = json_get(e->whole, "state");
	struct text from = json_say(st, "from"), to = json_say(st, "to");
	struct text expected = c->move != NULL ? c->to : TEXT("nothing");
	int64_t version = json_number(st, "version", 0);

	if (c->move != NULL || st != NULL || (c->from.n > 0 &&
	    law_move(r->law, TEXT(""), e->action, c->as) != NULL))
		CHECK(CHECK_MOVES, c->move != NULL && text_same(from, c->from)
		    && text_same(to, expected) && version == s->version + 1,
		    "expected %.*s to %.*s, version %" PRIu32 ", found %.*s "
		    "to %.*s, version %" PRId64, SHOW(c->from), SHOW(expected),
		    s->version + 1, SHOW(from), SHOW(to), version);
}

/* An authority file is the law from here on; units are the definition's. */
static void
adopt(struct record *r, const struct json *file)
{
	struct text hash = json_say(file, "sha256");
	struct law *l;

	if (text_is(json_say(file, "use"), "definition") &&
	    bundle_object(r->bundle, hash, &r->object))
		(void)yaml_read(buf_text(&r->object), &r->definition);
	if (!text_is(json_say(file, "use"), "authority"))
		return;
	r->law = l = map_add(&r->laws, ID(hash), sizeof *l);
	if (l->file.items == 0)
		CHECK(CHECK_LAW, hex_read(hash, l->hash.b, 32) &&
		    bundle_object(r->bundle, hash, &r->object) &&
		    law_read(buf_text(&r->object), l), "objects/%.*s: not "
		    "canvass-authority-1 in plain YAML", SHOW(hash));
}

/* Notes, help and witness marks are done, and leave nothing. */
static void
done(struct record *r, const struct entry *e, const struct claim *c,
    struct thing *s)
{
	struct text reached = TEXT("certified filed recertified");
	struct text to = json_say(json_get(e->whole, "state"), "to");
	struct text of = json_say(e->payload, "subject"), kind = TEXT("");

	check_same(CHECK_PRIOR, "prior", text_of(s->version > 0 ?
	    hash_hex(&s->last) : ""), json_say(e->whole, "prior"));
	if (e->as >= ASSIST)
		return;
	check_move(r, e, c, s);
	if (s->stayed && !text_is(e->role, "court"))
		check_fail(CHECK_STAYS, "was stayed");
	facts_check(r, e, law_needs(c->move) | law_needs(c->row));
	if (text_is(e->kind, "canvass") && to.n > 0)
		r->units_certified += (text_word(to, reached) >= 0) -
		    (text_word(s->state, reached) >= 0);
	if (to.n > 0)
		s->state = text_same(to, c->to) ? c->to : lasting_text(to);
	s->last = e->hash;
	s->version++;
	facts_fold(r, e, s);
	if (text_is(e->kind, "key"))
		people_fold(r, e);
	if (text_is(e->kind, "audit"))
		audit_fold(r, e);
	if (text_is(e->action, "rule.adopt"))
		adopt(r, e->payload);
	if (text_is(e->kind, "stay") && text_cut(&of, '/', &kind))
		thing(r, kind, of)->stayed = check_ok(CHECK_STAYS) &&
		    text_is(e->action, "stay.order");
}

/* Requests go to the roles that may perform or order what is asked. */
static void
check_routed(const struct entry *e, const struct claim *c)
{
	const struct json *list = json_get(e->whole, "routed");
	struct text words = ROLE_WORDS, role;
	uint32_t may = 0, found = 0;

	while (text_next(&words, ' ', &role)) {
		if (row_cell(c->row, role, e->action) <= ORDER) {
			may++;
			found += json_has(list, role, NULL);
		}
	}
	CHECK(CHECK_ROUTED, found == may && list->items == 1 + may,
	    "was routed to %.*s, not to who may", SHOW(list->text));
}

void
record_add(struct record *r, const struct entry *e)
{
	const char *why;
	struct thing *s;
	struct claim c;

	objects_of(r, e);
	if (e->outcome == GENESIS) {
		people_found(r, e);
		json_each(v, json_get(e->act, "files"))
			adopt(r, v);
		return;
	}
	people_check(r, e);
	if (e->is_shadow)
		return;
	s = thing(r, e->kind, e->id);
	c = claim_of(r, e, s);
	if (e->outcome == REFUSED) {
		refusal_check(r, e, &c, s);
		return;
	}
	why = objection(r, e, &c);
	CHECK(CHECK_ALLOWED, why == NULL, "by %.*s %s", SHOW(e->actor), why);
	if (e->outcome == REQUEST)
		check_routed(e, &c);
	else
		done(r, e, &c, s);
}
