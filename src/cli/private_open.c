/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "base/file.h"
#include "store/store.h"
#include "text/csv.h"
#include "text/esc.h"
#include "text/json.h"

#include "cli/passphrase.h"
#include "cli/private_open.h"

const struct option private_options[] = {
	{ "in", "FOLDER", "where it is, if the election is in a database", false },
	{ "passphrase-file", "FILE", "the passphrase is its first line; it is asked for otherwise", false },
	{ NULL, NULL, NULL, false },
};

static bool
find_folder(struct call *c, const char **folder)
{
	*folder = call_option(c, "in");
	if (*folder == NULL && store_is_address(c->arg[0]))
		return err_set(&c->e, ERR_USE, "an election in a database has "
		    "its private store in a folder: --in FOLDER");
	if (*folder == NULL)
		*folder = c->arg[0];
	return file_exists(*folder) || err_set(&c->e, ERR_INPUT,
	    "%s: there is no such folder", *folder);
}

bool
private_of(struct call *c, bool make, struct private **out)
{
	struct passphrase pass CLEANUP(passphrase_forget) = { 0 };
	const char *folder;

	TRY(find_folder(c, &folder));
	if (make && !file_exists(arena_printf(c->a, "%s/private.key",
	    folder))) {
		TRY(passphrase_new(c, "passphrase-file", "A new passphrase "
		    "for what is private", &pass));
		TRY(private_create(folder, pass.text, &c->e));
	} else {
		TRY(passphrase_get(c, "passphrase-file", "Passphrase for what "
		    "is private", &pass));
	}
	return private_open(c->a, folder, pass.text, out, &c->e);
}

static void
salt_text(char out[2 * PRIVATE_SALT + 1], const struct private_thing *t)
{
	for (size_t i = 0; i < PRIVATE_SALT; i++)
		(void)snprintf(out + 2 * i, 3, "%02x", t->salt[i]);
}

void
private_say(struct call *c, const struct private_thing *t)
{
	char salt[2 * PRIVATE_SALT + 1], hex[HASH_HEX];
	struct json_writer w;

	salt_text(salt, t);
	hash_text(hex, t->commitment);
	if (c->form == FORM_JSON) {
		json_begin(&w, &c->out);
		json_object(&w, NULL);
		json_text(&w, "id", t->id);
		json_num(&w, "bytes", (int64_t)t->bytes.n);
		json_text(&w, "commitment", hex);
		json_text(&w, "salt", salt);
		json_object_end(&w);
		json_finish(&w);
		return;
	}
	if (c->form == FORM_CSV) {
		buf_str(&c->out, "id,bytes,commitment,salt\r\n");
		csv_put(&c->out, t->id, true);
		csv_put_num(&c->out, (int64_t)t->bytes.n, false);
		csv_put(&c->out, hex, false);
		csv_put(&c->out, salt, false);
		csv_end_row(&c->out);
		return;
	}
	esc_terminal(&c->out, t->id);
	buf_printf(&c->out, "\ncommitment  %s\nsalt        %s\n", hex, salt);
}
