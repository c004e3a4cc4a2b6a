/* SPDX-License-Identifier: Apache-2.0 */
/* Which members of a payload name objects (docs/record.md, docs/audit.md). */
#include <string.h>

#include "base/err.h"
#include "text/json.h"

#include "record/record.h"

/* "*": of any action.  Without ${beside} the member is a commitment to what is kept elsewhere. */
static const struct { const char *action, *member, *beside; } naming[] = {
	{ "source.import", "sha256", NULL },
	{ "source.import", "table", NULL },
	{ "rule.adopt", "sha256", NULL },
	{ "audit.select-contest", "plan", NULL },
	{ "audit.select-contest", "assertions", NULL },
	{ "audit.commit-manifest", "sha256", "batches" },
	{ "audit.commit-manifest", "cards", "batches" },
	{ "audit.commit-manifest", "totals", "batches" },
	{ "audit.draw", "draw", "items" },
	{ "audit.escalate", "draw", "items" },
	{ "*", "returns", NULL },
};

/* A member is one name, or an object of them. */
static bool
visit_member(const struct json_value *v, record_named_visit *visit,
    void *ctx, struct err *e)
{
	if (v->kind != JSON_OBJECT)
		return visit(ctx, v, e);
	for (v = v->child; v != NULL; v = v->next)
		TRY(visit(ctx, v, e));
	return true;
}

bool
record_named(const struct act *act, record_named_visit *visit, void *ctx,
    struct err *e)
{
	if (act->payload == NULL)
		return true;
	for (size_t i = 0; i < sizeof naming / sizeof *naming; i++) {
		const struct json_value *v = json_find(act->payload,
		    naming[i].member);

		if (v == NULL || (naming[i].beside != NULL &&
		    json_find(act->payload, naming[i].beside) == NULL) ||
		    (naming[i].action[0] != '*' &&
		    strcmp(naming[i].action, act->action) != 0))
			continue;
		TRY(visit_member(v, visit, ctx, e));
	}
	return true;
}
