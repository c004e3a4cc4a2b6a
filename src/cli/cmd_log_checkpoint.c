/* SPDX-License-Identifier: Apache-2.0 */
#include "report/words.h"
#include "text/csv.h"
#include "text/json.h"

#include "cli/cmd.h"
#include "cli/door.h"
#include "cli/log_point.h"

static void
say_json(struct call *c, const struct checkpoint *at, const char *hex)
{
	struct json_writer w;

	json_begin(&w, &c->out);
	json_object(&w, NULL);
	json_text(&w, "origin", at->origin);
	json_num(&w, "entries", at->size);
	json_text(&w, "root", hex);
	json_object_end(&w);
	json_finish(&w);
}

static void
say_csv(struct call *c, const struct checkpoint *at, const char *hex)
{
	buf_str(&c->out, "origin,entries,root\r\n");
	csv_put(&c->out, at->origin, true);
	csv_put_num(&c->out, at->size, false);
	csv_put(&c->out, hex, false);
	csv_end_row(&c->out);
}

static void
say(struct call *c, const struct log_point *p)
{
	char hex[HASH_HEX];

	hash_text(hex, p->at.root);
	if (c->form == FORM_JSON)
		say_json(c, &p->at, hex);
	else if (c->form == FORM_CSV)
		say_csv(c, &p->at, hex);
	else
		buf_put(&c->out, p->note.p, p->note.n);
}

static bool
checkpoint(struct call *c, struct log_key *key)
{
	struct record *r CLEANUP(record_close) = NULL;
	char *folder = log_folder(c, "out", c->arg[0]);
	struct log_point point;

	if (folder == NULL)
		return err_set(&c->e, ERR_USE, "the log of a database needs "
		    "--out FOLDER");
	TRY(door_open(c, c->arg[0], RECORD_WRITE, &r));
	TRY(log_key_open(c, r, key));
	TRY(log_point_make(c, r, key, folder, &point));
	say(c, &point);
	return true;
}

static int
run(struct call *c)
{
	struct log_key key CLEANUP(log_key_forget) = { 0 };

	return checkpoint(c, &key) ? 0 : fail(c);
}

const struct cmd cmd_log_checkpoint = {
	.name = "log checkpoint", .args = "ELECTION",
	.summary = "sign the log as it stands, and write it as files",
	.about = "Claims size and root in the record, so that no other root is ever signed for\n"
	    "this size, writes the log's tiles and then the signed checkpoint into\n"
	    "ELECTION/log, and prints it. If a checkpoint of this size is there, it stays,\n"
	    "with the signatures of its witnesses. Nothing is signed if the entries do not\n"
	    "give the root, or not that of the checkpoint before.\n",
	.option = (const struct option[]){
		{ "key", "FILE", "the key of the log", false },
		{ "passphrase-file", "FILE", "the key's passphrase is its first line", false },
		{ "out", "FOLDER", "in place of ELECTION/log", false },
		{ NULL, NULL, NULL, false } },
	.min_args = 1, .max_args = 1, .forms = true,
	.run = run,
};
