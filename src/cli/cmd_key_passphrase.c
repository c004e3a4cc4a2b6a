/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"
#include "cli/key.h"
#include "cli/passphrase.h"

static bool
change(struct call *c, struct sign_key *k)
{
	struct passphrase new CLEANUP(passphrase_forget) = { 0 };
	struct key_file f;

	TRY(key_read(c->a, c->arg[0], &f, &c->e));
	if (f.is_demonstration)
		return err_set(&c->e, ERR_INPUT, "%s: a demonstration key has "
		    "no passphrase: everybody has it", c->arg[0]);
	TRY(key_open(c, c->arg[0], k));
	TRY(passphrase_new(c, "new-passphrase-file", "the new passphrase",
	    &new));
	return key_reseal(c->a, &f, k, new.text, &c->e);
}

static int
run(struct call *c)
{
	struct sign_key k CLEANUP(sign_key_forget) = { 0 };

	return change(c, &k) ? 0 : fail(c);
}

const struct cmd cmd_key_passphrase = {
	.name = "key passphrase", .args = "FILE",
	.summary = "give a key another passphrase",
	.about = "Copies of the file that were made before still open with the old one.\n",
	.option = (const struct option[]){
		{ "passphrase-file", "FILE", "the old passphrase is its first line", false },
		{ "new-passphrase-file", "FILE", "the new one is its first line", false },
		{ NULL, NULL, NULL, false } },
	.min_args = 1, .max_args = 1,
	.run = run,
};
