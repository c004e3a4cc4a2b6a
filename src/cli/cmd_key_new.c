/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "crypt/hash.h"

#include "cli/cmd.h"
#include "cli/key.h"
#include "cli/passphrase.h"
#include "cli/paths.h"

static bool
make(struct call *c, const char *path, const char *name, struct sign_key *k)
{
	struct passphrase pass CLEANUP(passphrase_forget) = { 0 };

	TRY(passphrase_new(c, "passphrase-file", arena_printf(c->a,
	    "a new passphrase for %s", path), &pass));
	sign_key_new(k);
	return key_write(path, name, k, pass.text, &c->e);
}

static bool
make_either(struct call *c, const char *path, const char *name,
    struct sign_key *k)
{
	const char *number = call_option(c, "demonstration");
	unsigned n;

	if (number == NULL)
		return make(c, path, name, k);
	TRY(key_number(c, number, &n));
	sign_demonstration(k, n);
	return key_write_demonstration(path, name, n, &c->e);
}

static int
run(struct call *c)
{
	struct sign_key k CLEANUP(sign_key_forget) = { 0 };
	const char *path = arena_printf(c->a, "%s.key", c->arg[0]);
	const char *name = path_name(c->arg[0]);
	char hex[HASH_HEX];

	if (*name == '\0' || strchr(name, '\n') != NULL) {
		(void)err_set(&c->e, ERR_USE, "expected the name of a key");
		return fail(c);
	}
	if (!make_either(c, path, name, &k))
		return fail(c);
	hash_text(hex, k.public);
	buf_printf(&c->out, "%s\n", hex);
	return 0;
}

const struct cmd cmd_key_new = {
	.name = "key new", .args = "NAME",
	.summary = "make a signing key",
	.about = "Makes an Ed25519 key in the new file NAME.key, sealed with a passphrase, and\n"
	    "prints its public half. Who has both file and passphrase can sign as you; who\n"
	    "loses either can no longer: 'canvass key revoke' and 'canvass key enrol' follow.\n",
	.option = (const struct option[]){
		{ "demonstration", "N", "the published key N, 0 to 63, which no real record takes", false },
		{ "passphrase-file", "FILE", "the passphrase is its first line; it is asked for otherwise", false },
		{ NULL, NULL, NULL, false } },
	.min_args = 1, .max_args = 1,
	.run = run,
};
