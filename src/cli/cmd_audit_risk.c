/* SPDX-License-Identifier: Apache-2.0 */
/* audit risk: the risk as the readings so far give it; with --close, as an act that ends the round. */
#include <inttypes.h>

#include "model/risk.h"
#include "text/canon.h"

#include "cli/audit_say.h"

static void
put_risks(struct buf *out, const struct audit_told *t)
{
	const struct audit_plan *p = &t->x.plan;
	char text[RISK_TEXT];

	for (size_t i = 0; i < p->contests; i++) {
		buf_str(out, i > 0 ? "," : "");
		canon_text(out, p->contest[i].tally.contest);
		buf_printf(out, ":\"%s\"", risk_text(text,
		    t->answer.contest[i].risk));
	}
}

static bool
close_round(struct audit_told *t, int *status)
{
	struct buf text CLEANUP(buf_free) = { 0 };
	struct buf payload CLEANUP(buf_free) = { 0 };

	buf_printf(&text, "{\"items\":%" PRId64 ",\"met\":%s,\"risks\":{",
	    t->answer.read, t->answer.met ? "true" : "false");
	put_risks(&text, t);
	buf_printf(&text, "},\"round\":%zu}", t->all.one.rounds);
	return audit_payload(&t->x, &text, &payload) &&
	    audit_bring(&t->x, "audit.close-round", &payload, status);
}

/* The door counts batches; whose votes were more, only this does. */
static bool
is_changed(const struct audit_told *t, struct err *e)
{
	const struct audit_plan *p = t->all.one.plan;

	for (size_t i = 0; i < p->targeted; i++)
		if (t->answer.contest[i].kind == ANSWER_CHANGED) {
			(void)err_set(e, ERR_INPUT, "%s: contest %s, counted "
			    "by hand, has another outcome than was reported; "
			    "what follows is audit.change-outcome",
			    t->x.subject, p->contest[i].tally.contest);
			return true;
		}
	return false;
}

static bool
confirm(struct audit_told *t, int *status)
{
	struct buf payload CLEANUP(buf_free) = { 0 };

	if (is_changed(t, &t->x.c->e))
		return false;
	buf_printf(&payload, "{\"round\":%zu}", t->all.one.rounds);
	return audit_bring(&t->x, "audit.confirm", &payload, status);
}

static int
run(struct call *c)
{
	struct audit_told t CLEANUP(audit_told_end) = { .x = { 0 } };
	bool closes = call_option(c, "close") != NULL;
	bool confirms = call_option(c, "confirm") != NULL;
	int status = 0;

	if (!audit_tell(c, closes || confirms ? RECORD_WRITE : RECORD_READ, &t))
		return fail(c);
	if (closes && !close_round(&t, &status))
		return fail(c);
	if (confirms && status == 0 && !confirm(&t, &status))
		return fail(c);
	if (!closes && !confirms)
		audit_told_print(c, &t);
	return status != 0 ? status : t.answer.met ? 0 : 1;
}

const struct cmd cmd_audit_risk = {
	.name = "audit risk", .args = "ELECTION [AUDIT]",
	.summary = "the risk so far; close the round, or confirm",
	.about = "Without an option nothing is entered. Exit status 1 if the limit is not met.\n",
	.option = (const struct option[]){
		{ "close", NULL, "enter the risks and end the round", false },
		{ "confirm", NULL, "enter that the outcome is confirmed", false },
		{ "by", "ID", "who acts", false },
		BRING_OPTIONS },
	.min_args = 1, .max_args = 2, .forms = true,
	.run = run,
};
