/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "ledger/tile.h"
#include "report/words.h"
#include "store/objects.h"
#include "text/csv.h"
#include "text/json.h"

#include "cli/backup.h"
#include "cli/cmd.h"
#include "cli/log_point.h"
#include "cli/log_tiles.h"
#include "cli/paths.h"

#define MAX_BUNDLE ((int64_t)TILE_WIDTH * (TILE_MAX_ENTRY + 2))
#define MAX_NOTE   ((int64_t)1 << 20)

struct restoring {
	struct call       *c;
	struct record     *r;
	struct backup_in   in;
	struct backup_head head;
	struct arena       each;
	struct bytes       note;	/* the checkpoint; p is NULL if there is none */
	int64_t            objects;
};

static bool
copy_out(struct restoring *x, const char *path, int64_t n)
{
	struct err *e = &x->c->e;
	FILE *f CLEANUP(file_close) = fopen(path, "wb");
	char window[1 << 16];

	if (f == NULL)
		return err_set(e, ERR_SYSTEM, "%s: cannot write: %s", path,
		    strerror(errno));
	while (n > 0) {
		size_t some = n < (int64_t)sizeof window ? (size_t)n :
		    sizeof window;

		TRY(backup_get(&x->in, window, some, e));
		if (fwrite(window, 1, some, f) != some)
			break;
		n -= (int64_t)some;
	}
	return (n == 0 && fflush(f) == 0) || err_set(e, ERR_SYSTEM, "%s: "
	    "cannot write: %s", path, strerror(errno));
}

/* Keep what has the name that it should. */
static bool
keep_object(struct restoring *x, const char *path, const char *hex)
{
	struct store *s = record_store(x->r);
	struct err *e = &x->c->e;
	char now[HASH_HEX];
	int64_t size;

	TRY(objects_put_file(store_folder(s), path, now, &size, e));
	if (strcmp(now, hex) != 0)
		return err_set(e, ERR_INPUT, "%s: the object %s has the "
		    "SHA-256 %s", x->in.path, hex, now);
	x->objects++;
	return store_object_keep(s, hex, e);
}

static bool
take_object(struct restoring *x, const struct backup_next *part)
{
	char *work = arena_printf(&x->each, "%s/.restore%ld",
	    store_folder(record_store(x->r)), (long)getpid());
	bool done;

	done = copy_out(x, work, part->n) && keep_object(x, work, part->name);
	(void)unlink(work);
	return done;
}

static bool
take_entries(struct restoring *x, const struct backup_next *part)
{
	struct err *e = &x->c->e;
	const unsigned char *entry;
	unsigned char *bundle;
	size_t at = 0, size, n = (size_t)part->n;

	if (part->n > MAX_BUNDLE)
		return err_set(e, ERR_INPUT, "%s: found %" PRId64 " bytes of "
		    "entries, expected %" PRId64 " at most", x->in.path,
		    part->n, MAX_BUNDLE);
	bundle = arena_zero(&x->each, 1, n + 1);
	TRY(backup_get(&x->in, bundle, n, e));
	while (tile_entries_next(bundle, n, &at, &entry, &size))
		TRY(record_restore_entry(x->r, (struct bytes){
		    (const char *)entry, size }, e));
	return at == n || err_set(e, ERR_INPUT, "%s: found entries that are "
	    "not whole", x->in.path);
}

static bool
take_checkpoint(struct restoring *x, const struct backup_next *part)
{
	struct err *e = &x->c->e;
	char *note;

	if (part->n > MAX_NOTE)
		return err_set(e, ERR_INPUT, "%s: found a checkpoint that is "
		    "too long", x->in.path);
	note = arena_zero(x->c->a, 1, (size_t)part->n + 1);
	x->note = (struct bytes){ note, (size_t)part->n };
	return backup_get(&x->in, note, (size_t)part->n, e);
}

static bool
take_part(struct restoring *x, const struct backup_next *part)
{
	struct err *e = &x->c->e;
	bool known = true, done = false;

	if (strcmp(part->word, "unlisted") == 0)
		return record_restore_unlisted(x->r, part->name, part->n, e);
	if (strcmp(part->word, "object") == 0)
		done = take_object(x, part);
	else if (strcmp(part->word, "entries") == 0)
		done = take_entries(x, part);
	else if (strcmp(part->word, "checkpoint") == 0)
		done = take_checkpoint(x, part);
	else
		known = false;
	if (!known)
		return err_set(e, ERR_INPUT, "%s: found a part \"%s\" that "
		    "this program does not know", x->in.path, part->word);
	return done && backup_skip_end(&x->in, e);
}

static bool
take_all(struct restoring *x, const char *address)
{
	struct call *c = x->c;
	struct backup_next part;

	TRY(record_restore_begin(c->a, address, &x->head.last, &x->r, &c->e));
	TRY(backup_next(&x->in, &part, &c->e));
	while (part.word[0] != '\0') {
		arena_reset(&x->each);
		TRY(take_part(x, &part));
		TRY(backup_next(&x->in, &part, &c->e));
	}
	return record_restore_end(x->r, &x->head.last, &c->e);
}

/* The log as files, under the checkpoint that was there. */
static bool
put_log(struct restoring *x, const char *folder)
{
	static const struct checkpoint nothing = { 0 };
	struct call *c = x->c;
	struct log_point point;
	struct note_key key;

	if (folder == NULL || x->note.p == NULL)
		return true;
	TRY(file_make_dirs(folder, &c->e));
	TRY(stage_put(arena_printf(c->a, "%s/checkpoint", folder), x->note.p,
	    x->note.n, &c->e));
	TRY(log_key_name(c->a, x->r, &key, &c->e));
	TRY(log_point_read(c->a, folder, &key, &point, &c->e));
	return log_tiles_write(x->r, folder, &nothing, &point.at, &c->e);
}

static bool
restore_folder(struct restoring *x, const char *path)
{
	struct stage_dir stage CLEANUP(stage_drop) = { 0 };
	struct call *c = x->c;

	if (file_exists(path))
		return err_set(&c->e, ERR_INPUT, "%s: something stands here "
		    "already; a record is restored into a new folder", path);
	TRY(stage_begin(c->a, path, &stage, &c->e));
	TRY(take_all(x, stage.path));
	TRY(put_log(x, arena_printf(c->a, "%s/log", stage.path)));
	record_close(&x->r);
	return stage_commit(&stage, &c->e);
}

static bool
restore_database(struct restoring *x, const char *address)
{
	struct stage_dir stage CLEANUP(stage_drop) = { 0 };
	struct call *c = x->c;
	const char *log = call_option(c, "log");

	if (log != NULL && file_exists(log) && !file_is_empty_folder(log))
		return err_set(&c->e, ERR_INPUT, "%s: expected a new or an "
		    "empty folder", log);
	TRY(take_all(x, address));
	if (log == NULL)
		return true;
	TRY(stage_begin(c->a, log, &stage, &c->e));
	TRY(put_log(x, stage.path));
	return stage_commit(&stage, &c->e);
}

static void
say(struct restoring *x)
{
	struct call *c = x->c;
	struct json_writer w;
	char hex[HASH_HEX];

	hash_text(hex, x->head.last.root);
	if (c->form == FORM_TEXT)
		buf_printf(&c->out, "%s: %s and %s of %s, root %s.\n",
		    store_is_address(c->arg[1]) ? "the database" : c->arg[1],
		    words_things(c->a, x->head.last.size, "entry", "entries"),
		    words_things(c->a, x->objects, "object", "objects"),
		    x->head.election, hex);
	if (c->form == FORM_CSV) {
		buf_str(&c->out, "election,entries,objects,root\r\n");
		csv_put(&c->out, x->head.election, true);
		csv_put_num(&c->out, x->head.last.size, false);
		csv_put_num(&c->out, x->objects, false);
		csv_put(&c->out, hex, false);
		csv_end_row(&c->out);
	}
	if (c->form != FORM_JSON)
		return;
	json_begin(&w, &c->out);
	json_object(&w, NULL);
	json_text(&w, "election", x->head.election);
	json_num(&w, "entries", x->head.last.size);
	json_num(&w, "objects", x->objects);
	json_text(&w, "root", hex);
	json_object_end(&w);
	json_finish(&w);
}

static bool
restore(struct restoring *x)
{
	struct call *c = x->c;
	const char *to = c->arg[1];

	TRY(backup_open(c->a, c->arg[0], &x->in, &x->head, &c->e));
	if (store_is_address(to))
		TRY(restore_database(x, to));
	else
		TRY(restore_folder(x, to));
	say(x);
	return true;
}

static int
run(struct call *c)
{
	struct restoring x = { .c = c };
	bool done = restore(&x);

	record_close(&x.r);
	backup_close(&x.in);
	arena_free(&x.each);
	return done ? 0 : fail(c);
}

const struct cmd cmd_restore = {
	.name = "restore", .args = "FILE ELECTION",
	.summary = "make a record again from a backup",
	.about = "ELECTION is a new folder, or a database postgresql://... without a record. The\n"
	    "file is read once to see that it is whole, and then again: every hash is\n"
	    "computed, the entries must give the root, and the tables are made from them.\n"
	    "Nothing is there before all of it is.\n",
	.option = (const struct option[]){
		{ "log", "FOLDER", "of a database: put the log's files there", false },
		{ NULL, NULL, NULL, false } },
	.min_args = 2, .max_args = 2, .forms = true,
	.run = run,
};
