/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"
#include "cli/key_act.h"

static bool
revoke(struct call *c, int *status)
{
	struct key_act act = { .action = "key.revoke" };
	struct key_member member[] = { { "actor", NULL }, { "why", NULL },
		{ NULL, NULL } };

	TRY(bring_need(c, "by", &act.by));
	TRY(bring_need(c, "actor", &act.person));
	TRY(bring_need(c, "why", &member[1].value));
	member[0].value = act.person;
	act.member = member;
	return key_act_bring(c, &act, status);
}

static int
run(struct call *c)
{
	int status;

	return revoke(c, &status) ? status : fail(c);
}

const struct cmd cmd_key_revoke = {
	.name = "key revoke", .args = "ELECTION",
	.summary = "refuse what a key signs from here on",
	.about = "An act of whoever --by names. What the key signed before still holds. Exit\n"
	    "status 4 if it was refused.\n",
	.option = (const struct option[]){
		{ "by", "ID", "who revokes", false },
		{ "actor", "ID", "whose key it is", false },
		{ "why", "TEXT", "the reason, for readers", false },
		BRING_OPTIONS },
	.min_args = 1, .max_args = 1, .forms = true,
	.run = run,
};
