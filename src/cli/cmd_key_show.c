/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "crypt/hash.h"
#include "ledger/note.h"
#include "text/csv.h"
#include "text/esc.h"
#include "text/json.h"

#include "cli/cmd.h"
#include "cli/key.h"

struct shown {
	const char *name, *public;
	bool        is_demonstration;
	const char *log, *witness;	/* verifier keys; NULL: nobody asked */
};

/* The same key as others know it, under the name of a log or of a witness. */
static char *
verifier_key(struct call *c, const char *name, unsigned char type,
    const struct key_file *f)
{
	struct note_key k = note_key_of(c->a, name, type, f->public), again;
	struct buf b CLEANUP(buf_free) = { 0 };

	note_key_write(&b, &k);
	if (!note_key_parse(c->a, b.p, &again, &c->e))
		return NULL;
	return arena_str(c->a, b.p, b.len);
}

static void
say_text(struct buf *out, const struct shown *s)
{
	buf_str(out, "name     ");
	esc_terminal(out, s->name);
	buf_printf(out, "\npublic   %s\n", s->public);
	if (s->is_demonstration)
		buf_str(out, "         a demonstration key: everybody has it, "
		    "and no real record takes it\n");
	if (s->log != NULL)
		buf_printf(out, "log      %s\nwitness  %s\n", s->log,
		    s->witness);
}

static void
say_csv(struct buf *out, const struct shown *s)
{
	buf_str(out, "name,public,demonstration,log,witness\r\n");
	csv_put(out, s->name, true);
	csv_put(out, s->public, false);
	csv_put(out, s->is_demonstration ? "yes" : "no", false);
	csv_put(out, s->log != NULL ? s->log : "", false);
	csv_put(out, s->witness != NULL ? s->witness : "", false);
	csv_end_row(out);
}

static void
say_json(struct buf *out, const struct shown *s)
{
	struct json_writer w;

	json_begin(&w, out);
	json_object(&w, NULL);
	json_text(&w, "name", s->name);
	json_text(&w, "public", s->public);
	json_bool(&w, "demonstration", s->is_demonstration);
	json_text(&w, "log", s->log);
	json_text(&w, "witness", s->witness);
	json_object_end(&w);
	json_finish(&w);
}

static bool
show(struct call *c)
{
	const char *as = call_option(c, "as");
	struct key_file f;
	struct shown s = { 0 };
	char hex[HASH_HEX];

	TRY(key_read(c->a, c->arg[0], &f, &c->e));
	hash_text(hex, f.public);
	s = (struct shown){ .name = f.name, .public = hex,
		.is_demonstration = f.is_demonstration };
	if (as != NULL) {
		s.log = verifier_key(c, as, NOTE_ED25519, &f);
		s.witness = verifier_key(c, as, NOTE_COSIGNER, &f);
		if (s.log == NULL || s.witness == NULL)
			return false;
	}
	if (c->form == FORM_JSON)
		say_json(&c->out, &s);
	else if (c->form == FORM_CSV)
		say_csv(&c->out, &s);
	else
		say_text(&c->out, &s);
	return true;
}

static int
run(struct call *c)
{
	return show(c) ? 0 : fail(c);
}

const struct cmd cmd_key_show = {
	.name = "key show", .args = "FILE",
	.summary = "print the public half of a key",
	.about = "Needs no passphrase.\n",
	.option = (const struct option[]){
		{ "as", "NAME", "the verifier keys of a log or a witness called NAME, too", false },
		{ NULL, NULL, NULL, false } },
	.min_args = 1, .max_args = 1, .forms = true,
	.run = run,
};
