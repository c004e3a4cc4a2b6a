/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"
#include "ledger/note.h"

#include "cli/cmd.h"
#include "cli/key.h"
#include "cli/passphrase.h"

/* The name must be one that a line of a note can bear. */
static bool
verifier_key(struct call *c, const char *name, const struct sign_key *k,
    struct buf *out)
{
	struct note_key key = note_key_of(c->a, name, NOTE_COSIGNER,
	    k->public), again;

	note_key_write(out, &key);
	return note_key_parse(c->a, out->p, &again, &c->e);
}

static bool
make_key(struct call *c, struct sign_key *k, bool *published, unsigned *n)
{
	const char *number = call_option(c, "demonstration");

	*published = number != NULL;
	if (number == NULL) {
		sign_key_new(k);
		return true;
	}
	TRY(key_number(c, number, n));
	sign_demonstration(k, *n);
	return true;
}

static bool
write_key(struct call *c, const char *path, const char *name,
    const struct sign_key *k)
{
	struct passphrase pass CLEANUP(passphrase_forget) = { 0 };

	TRY(passphrase_new(c, "passphrase-file", arena_printf(c->a,
	    "a new passphrase for %s", path), &pass));
	return key_write(path, name, k, pass.text, &c->e);
}

static bool
init(struct call *c, struct sign_key *k)
{
	const char *name = call_option(c, "name");
	char *path = arena_printf(c->a, "%s/key", c->arg[0]);
	struct buf b CLEANUP(buf_free) = { 0 };
	unsigned n = 0;
	bool published;

	if (name == NULL)
		return err_set(&c->e, ERR_USE, "witness init needs --name");
	if (file_exists(path))
		return err_set(&c->e, ERR_INPUT, "%s: there is a witness here "
		    "already", c->arg[0]);
	TRY(make_key(c, k, &published, &n));
	TRY(verifier_key(c, name, k, &b));
	TRY(file_make_dirs(arena_printf(c->a, "%s/seen", c->arg[0]), &c->e));
	if (published)
		TRY(key_write_demonstration(path, name, n, &c->e));
	else
		TRY(write_key(c, path, name, k));
	buf_printf(&c->out, "%s\n", b.p);
	return true;
}

static int
run(struct call *c)
{
	struct sign_key k CLEANUP(sign_key_forget) = { 0 };

	return init(c, &k) ? 0 : fail(c);
}

const struct cmd cmd_witness_init = {
	.name = "witness init", .args = "FOLDER",
	.summary = "make a witness of logs",
	.about = "Makes the folder of a witness with a new key, and prints the verifier key that\n"
	    "policies name it by. A witness belongs to somebody else than the log, on\n"
	    "another machine: the press, a party, a university.\n",
	.option = (const struct option[]){
		{ "name", "NAME", "as policies call it: example.org/press", false },
		{ "demonstration", "N", "the published key N, 0 to 63: anybody can sign with it", false },
		{ "passphrase-file", "FILE", "the passphrase is its first line; it is asked for otherwise", false },
		{ NULL, NULL, NULL, false } },
	.min_args = 1, .max_args = 1,
	.run = run,
};
