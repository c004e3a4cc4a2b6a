/* SPDX-License-Identifier: Apache-2.0 */
#include "text/canon.h"

#include "cli/audit.h"

static bool
seed(struct call *c, struct audit_call *x, int *status)
{
	struct buf payload CLEANUP(buf_free) = { 0 };
	const char *dice;

	TRY(bring_need(c, "dice", &dice));
	TRY(audit_begin(c, RECORD_WRITE, x));
	buf_str(&payload, "{\"seed\":");
	canon_text(&payload, dice);
	buf_char(&payload, '}');
	return audit_bring(x, "audit.seed", &payload, status);
}

static int
run(struct call *c)
{
	struct audit_call x CLEANUP(audit_end) = { 0 };
	int status = 0;

	return seed(c, &x, &status) ? status : fail(c);
}

const struct cmd cmd_audit_seed = {
	.name = "audit seed", .args = "ELECTION [AUDIT]",
	.summary = "enter the dice that were rolled in public",
	.about = "Twenty digits or more, as the dice fell, once, after the manifests are closed.\n"
	    "What comes earlier, or a second time, is refused and stands in the record.\n",
	.option = (const struct option[]){
		{ "by", "ID", "who publishes it", false },
		{ "dice", "DIGITS", "the digits, leading zeros included", false },
		BRING_OPTIONS },
	.min_args = 1, .max_args = 2, .forms = true,
	.run = run,
};
