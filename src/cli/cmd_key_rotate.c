/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"
#include "cli/key_act.h"

static bool
rotate(struct call *c, int *status)
{
	struct key_act act = { .action = "key.rotate" };
	struct key_member member[] = { { "actor", NULL }, { "key", NULL },
		{ NULL, NULL } };

	TRY(bring_need(c, "actor", &act.person));
	TRY(key_act_public(c, &member[1].value));
	act.by = act.person;
	member[0].value = act.person;
	act.member = member;
	return key_act_bring(c, &act, status);
}

static int
run(struct call *c)
{
	int status;

	return rotate(c, &status) ? status : fail(c);
}

const struct cmd cmd_key_rotate = {
	.name = "key rotate", .args = "ELECTION",
	.summary = "change one's own key",
	.about = "An act of --actor, signed with the old key (--sign); the new one is in\n"
	    "--key-file. What the old key signed before still holds. Exit status 4 if it was\n"
	    "refused.\n",
	.option = (const struct option[]){
		{ "actor", "ID", "whose key it is", false },
		{ "key-file", "FILE", "the new key; its public half, 64 digits, will do", false },
		BRING_OPTIONS },
	.min_args = 1, .max_args = 1, .forms = true,
	.run = run,
};
