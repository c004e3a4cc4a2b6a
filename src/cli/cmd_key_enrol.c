/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"
#include "cli/key_act.h"

static bool
enrol(struct call *c, int *status)
{
	struct key_act act = { .action = "key.enrol" };
	struct key_member member[] = { { "actor", NULL },
		{ "candidate", call_option(c, "candidate") },
		{ "key", NULL }, { "name", NULL },
		{ "party", call_option(c, "party") }, { "role", NULL },
		{ "unit", call_option(c, "unit") }, { NULL, NULL } };

	TRY(bring_need(c, "by", &act.by));
	TRY(bring_need(c, "actor", &act.person));
	TRY(key_act_public(c, &member[2].value));
	TRY(bring_need(c, "name", &member[3].value));
	TRY(bring_need(c, "role", &member[5].value));
	member[0].value = act.person;
	act.member = member;
	return key_act_bring(c, &act, status);
}

static int
run(struct call *c)
{
	int status;

	return enrol(c, &status) ? status : fail(c);
}

const struct cmd cmd_key_enrol = {
	.name = "key enrol", .args = "ELECTION",
	.summary = "enrol a person with a role and a key",
	.about = "An act of whoever --by names, signed with the key --sign names. From then on\n"
	    "acts of --actor are taken if they are signed with the key in --key-file. Exit\n"
	    "status 4 if it was refused.\n",
	.option = (const struct option[]){
		{ "by", "ID", "who enrols", false },
		{ "actor", "ID", "who is enrolled", false },
		{ "name", "TEXT", "as readers know that person", false },
		{ "role", "ROLE", "one of the twelve roles", false },
		{ "unit", "ID", "acts for that unit only", false },
		{ "party", "ID", "the person's party", false },
		{ "candidate", "ID", "the contest the person stands in", false },
		{ "key-file", "FILE", "the person's key; its public half, 64 digits, will do", false },
		BRING_OPTIONS },
	.min_args = 1, .max_args = 1, .forms = true,
	.run = run,
};
