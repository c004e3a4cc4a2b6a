/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "read/audit_plan.h"
#include "text/canon.h"
#include "text/json.h"

#include "cli/audit.h"
#include "cli/door.h"

#define MAX_PLAN ((size_t)16 << 20)

/* Audits in the record: the one that was asked for, or the only one. */
struct finding_audit {
	struct arena *a;
	const char   *id, *state;
	size_t        n;
	bool          is_named;
};

static bool
look_at_subject(void *ctx, const struct store_subject *s, struct err *e)
{
	struct finding_audit *x = ctx;
	const char *id = strchr(s->id, '/') + 1;

	(void)e;
	if (x->is_named && strcmp(id, x->id) != 0)
		return true;
	x->id = arena_text(x->a, id);
	x->state = arena_text(x->a, s->state);
	x->n++;
	return true;
}

static bool
find(struct audit_call *x)
{
	struct call *c = x->c;
	struct finding_audit look = { .a = c->a,
		.id = c->args > 1 ? c->arg[1] : NULL, .is_named = c->args > 1 };

	TRY(store_subjects(record_store(x->r), "audit", look_at_subject, &look,
	    &c->e));
	if (look.n == 0)
		return err_set(&c->e, ERR_INPUT, "%s: found no audit%s%s in "
		    "this record, expected one that was ordered or whose "
		    "contest was chosen", c->arg[0], look.is_named ? " " : "",
		    look.is_named ? look.id : "");
	if (look.n > 1)
		return err_set(&c->e, ERR_USE, "%s has %zu audits; say which "
		    "one: canvass %s ELECTION AUDIT", c->arg[0], look.n,
		    c->cmd->name);
	x->id = look.id;
	x->state = look.state;
	x->subject = arena_printf(c->a, "audit/%s", x->id);
	return true;
}

bool
audit_fact(struct audit_call *x, const char *kind, struct json_value **tree)
{
	struct store_fact fact;
	struct call *c = x->c;
	bool found;

	*tree = NULL;
	TRY(store_fact_find(record_store(x->r), c->a, kind, x->id, &found,
	    &fact, &c->e));
	return !found || json_tree_of(c->a, fact.value, strlen(fact.value),
	    kind, tree, &c->e);
}

static bool
read_plan(struct audit_call *x)
{
	struct call *c = x->c;
	struct json_value *fact;
	struct bytes text;

	TRY(audit_fact(x, "audit-plan", &fact));
	x->plan_hex = fact == NULL ? NULL : json_text_find(fact, "plan");
	x->has_plan = x->plan_hex != NULL;
	if (!x->has_plan)
		return true;
	TRY(record_object(x->r, c->a, x->plan_hex, MAX_PLAN, &text, &c->e));
	return audit_plan_read(c->a, text, "the plan", &x->plan, &c->e);
}

bool
audit_begin(struct call *c, enum record_how how, struct audit_call *x)
{
	x->c = c;
	TRY(door_open(c, c->arg[0], how, &x->r));
	TRY(folder_of(c->a, x->r, c->arg[0], &x->f, &c->e));
	TRY(find(x));
	return read_plan(x);
}

void
audit_end(struct audit_call *x)
{
	record_close(&x->r);
}

bool
audit_planned(struct audit_call *x)
{
	return x->has_plan || err_set(&x->c->e, ERR_INPUT, "%s has no plan in "
	    "this record; 'canvass audit plan --select' makes one",
	    x->subject);
}

bool
audit_bring(struct audit_call *x, const char *action,
    const struct buf *payload, int *status)
{
	struct bring b = { .action = action, .subject = x->subject,
		.payload = payload, .unit = call_option(x->c, "unit") };

	TRY(bring_need(x->c, "by", &b.by));
	return bring_act(x->c, x->r, &b, status);
}

bool
audit_payload(struct audit_call *x, const struct buf *text, struct buf *out)
{
	struct call *c = x->c;
	struct json_value *tree;

	return json_tree_of(c->a, text->p, text->len, c->cmd->name, &tree,
	    &c->e) && canon_write(out, tree, c->cmd->name, &c->e);
}
