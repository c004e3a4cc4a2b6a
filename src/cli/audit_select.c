/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "model/risk.h"
#include "read/audit_plan.h"
#include "store/objects.h"
#include "text/canon.h"
#include "text/json.h"

#include "cli/audit_claims.h"
#include "cli/audit_select.h"
#include "cli/bring.h"
#include "cli/door.h"
#include "cli/folder.h"
#include "cli/tally_of.h"

/* The rule about audits in force on the day of the contest. */
static const struct audit_rule *
rule_of(const struct law *law, struct day on)
{
	for (size_t i = 0; law != NULL && i < law->audits; i++)
		if (rule_holds(&law->audit[i].rule, on))
			return &law->audit[i];
	return NULL;
}

bool
audit_limit(struct call *c, const struct law *law, struct day on,
    struct ratio *out)
{
	const char *s = call_option(c, "risk-limit");
	const struct audit_rule *rule = rule_of(law, on);

	*out = rule != NULL && rule->risk_limit.num > 0 ? rule->risk_limit :
	    (struct ratio){ 1, 20 };
	return s == NULL || risk_limit_parse(s, out) || err_set(&c->e, ERR_USE,
	    "--risk-limit: found '%s', expected a share such as 1/20, 0.05 or "
	    "5%%", s);
}

static bool
take_rate(struct call *c, const char *name, struct ratio otherwise,
    struct ratio *out)
{
	const char *s = call_option(c, name);

	*out = s != NULL && strcmp(s, "0") == 0 ? (struct ratio){ 0, 1 } :
	    otherwise;
	return s == NULL || strcmp(s, "0") == 0 || risk_limit_parse(s, out) ||
	    err_set(&c->e, ERR_USE, "--%s: found '%s', expected a share such "
	    "as 0.001", name, s);
}

bool
audit_rates(struct call *c, struct audit_rates *out)
{
	struct ratio one = { 1, 1000 }, two = { 1, 10000 };

	TRY(take_rate(c, "one-over", one, &out->o1));
	TRY(take_rate(c, "two-over", two, &out->o2));
	TRY(take_rate(c, "one-under", one, &out->u1));
	return take_rate(c, "two-under", two, &out->u2);
}

static bool
add_contest(struct call *c, const struct folder *f, const char *id,
    struct audit_plan *p)
{
	struct audit_contest *to = &p->contest[p->contests++];
	struct contest_ix contest;

	TRY(folder_contest(f, id, &contest, &c->e));
	return tally_of_count(c, f, contest, &to->tally);
}

static bool
add_contests(struct call *c, const struct folder *f, struct audit_plan *p)
{
	p->contest = arena_zero(c->a, c->givens + 1, sizeof *p->contest);
	for (size_t i = 0; i < c->givens; i++)
		if (strcmp(c->given[i].name, "contest") == 0) {
			TRY(add_contest(c, f, c->given[i].value, p));
			p->contest[p->contests - 1].targeted = true;
		}
	if (p->contests == 0) {
		TRY(add_contest(c, f, NULL, p));
		p->contest[0].targeted = true;
	}
	p->targeted = p->contests;
	for (size_t i = 0; i < c->givens; i++)
		if (strcmp(c->given[i].name, "also") == 0)
			TRY(add_contest(c, f, c->given[i].value, p));
	return true;
}

static bool
take_method(struct call *c, struct audit_plan *p)
{
	const char *method = call_option(c, "select");
	const char *sampler = call_option(c, "sampler");

	if (!audit_method_parse(method, &p->method))
		return err_set(&c->e, ERR_USE, "--select: found '%s', expected "
		    "a method, as 'canvass audit plan' lists them", method);
	p->sampler = audit_method_of(p->method)->sampler;
	if (sampler != NULL && !audit_sampler_parse(sampler, &p->sampler))
		return err_set(&c->e, ERR_USE, "--sampler: found '%s', expected "
		    "consistent, counter, cryptorandom or ppeb", sampler);
	return audit_sampler_fits(p->method, p->sampler) || err_set(&c->e,
	    ERR_USE, "--sampler: found '%s', expected one that %s can look at, "
	    "as %s", sampler, method,
	    audit_sampler_id(audit_method_of(p->method)->sampler));
}

static bool
keep(struct call *c, struct record *r, const char *p, size_t n, char *hex)
{
	TRY(objects_put(store_folder(record_store(r)), p, n, hex, &c->e));
	return store_object_keep(record_store(r), hex, &c->e);
}

static bool
make_plan(struct call *c, const struct folder *f, struct audit_plan *p)
{
	TRY(take_method(c, p));
	TRY(add_contests(c, f, p));
	TRY(audit_limit(c, f->law, f->el->date, &p->risk_limit));
	TRY(audit_rates(c, &p->rates));
	p->audit = c->args > 1 ? c->arg[1] : p->contest[0].tally.contest;
	return true;
}

static bool
keep_assertions(struct call *c, struct record *r, struct audit_plan *p)
{
	const char *path = call_option(c, "assertions");
	struct buf canonical CLEANUP(buf_free) = { 0 };
	struct assertions claims;
	struct json_value *tree;
	struct bytes text;
	char hex[HASH_HEX];

	if (path == NULL)
		return p->contest[0].tally.kind != CHOICE_IRV ||
		    err_set(&c->e, ERR_USE, "an instant runoff needs "
		    "--assertions, as 'canvass assertions --json' makes "
		    "them");
	TRY(file_read(c->a, path, MAX_CLAIMS, &text, &c->e));
	TRY(audit_claims_read(c->a, text, path, &p->contest[0].tally, &claims,
	    &c->e));
	TRY(json_tree_of(c->a, text.p, text.n, path, &tree, &c->e));
	TRY(canon_write(&canonical, tree, path, &c->e));
	TRY(keep(c, r, canonical.p, canonical.len, hex));
	p->contest[0].assertions = arena_text(c->a, hex);
	return true;
}

/* Of each contest that has some, so that they are published with the plan. */
static void
put_assertions(struct buf *out, const struct audit_plan *p)
{
	const char *before = "{\"assertions\":{";

	for (size_t i = 0; i < p->contests; i++) {
		if (p->contest[i].assertions == NULL)
			continue;
		buf_str(out, before);
		canon_text(out, p->contest[i].tally.contest);
		buf_printf(out, ":\"%s\"", p->contest[i].assertions);
		before = ",";
	}
	buf_str(out, before[0] == ',' ? "},\"contest\":" : "{\"contest\":");
}

static bool
bring_plan(struct call *c, struct record *r, const struct audit_plan *p,
    int *status)
{
	struct buf plan CLEANUP(buf_free) = { 0 };
	struct buf payload CLEANUP(buf_free) = { 0 };
	struct bring b = { .action = "audit.select-contest",
		.subject = arena_printf(c->a, "audit/%s", p->audit),
		.payload = &payload };
	char hex[HASH_HEX];

	TRY(bring_need(c, "by", &b.by));
	audit_plan_write(&plan, p);
	TRY(keep(c, r, plan.p, plan.len, hex));
	put_assertions(&payload, p);
	canon_text(&payload, p->contest[0].tally.contest);
	buf_printf(&payload, ",\"plan\":\"%s\"}", hex);
	return bring_act(c, r, &b, status);
}

bool
audit_select(struct call *c, int *status)
{
	struct record *r CLEANUP(record_close) = NULL;
	struct audit_plan p = { 0 };
	struct folder f;

	if (c->args == 0)
		return err_set(&c->e, ERR_USE, "--select needs the ELECTION "
		    "whose record takes the plan");
	TRY(door_open(c, c->arg[0], RECORD_WRITE, &r));
	TRY(folder_of(c->a, r, c->arg[0], &f, &c->e));
	TRY(make_plan(c, &f, &p));
	TRY(keep_assertions(c, r, &p));
	return bring_plan(c, r, &p, status);
}
