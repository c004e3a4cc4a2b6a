/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "base/file.h"
#include "ledger/merkle.h"
#include "ledger/tile.h"
#include "record/limits.h"
#include "report/words.h"
#include "store/objects.h"
#include "text/csv.h"
#include "text/json.h"

#include "cli/backup.h"
#include "cli/cmd.h"
#include "cli/door.h"
#include "cli/log_point.h"
#include "cli/named.h"
#include "cli/paths.h"

#define BUNDLE ((int64_t)TILE_WIDTH)
#define FIRST_LINE "canvass backup 1\n"

struct backing {
	struct call      *c;
	struct record    *r;
	struct backup_out out;
	struct record_last last;
	struct { char *actor; int64_t n; } *unlisted;
	size_t            actors, actor_cap;
	int64_t           objects;
	struct buf        bundle;
	int64_t           in_bundle;
};

/* What stands in no entry: refusals that were only counted. */
static bool
keep_unlisted(void *ctx, const struct store_fact *fact, struct err *e)
{
	struct backing *b = ctx;
	int64_t n;

	TRY(limits_unlisted(record_store(b->r), b->c->a, fact->id, &n, e));
	b->unlisted = arena_grow(b->c->a, b->unlisted, b->actors,
	    &b->actor_cap, sizeof *b->unlisted);
	b->unlisted[b->actors].actor = arena_text(b->c->a, fact->id);
	b->unlisted[b->actors++].n = n;
	return true;
}

/* What the record is at this moment; entries that come later are not in it. */
static bool
look(struct backing *b)
{
	struct store *s = record_store(b->r);
	struct store_head head;
	struct merkle tree;
	struct call *c = b->c;
	bool done;

	TRY(store_look(s, &head, &c->e));
	done = store_facts(s, LIMITS_UNLISTED, NULL, keep_unlisted, b, &c->e);
	store_rollback(s);
	tree.size = b->last.size = head.size;
	memcpy(tree.node, head.node, sizeof tree.node);
	merkle_root(&tree, b->last.root);
	b->last.signed_size = head.signed_size;
	memcpy(b->last.signed_root, head.signed_root, HASH_SIZE);
	return done;
}

static void
put_line(struct backing *b, const char *line)
{
	backup_put(&b->out, line, strlen(line));
}

static void
put_head(struct backing *b)
{
	const struct genesis *g = record_genesis(b->r);
	struct arena *a = b->c->a;
	char root[HASH_HEX], was[HASH_HEX];

	hash_text(root, b->last.root);
	hash_text(was, b->last.signed_root);
	put_line(b, arena_printf(a, "election %s\n", g->election));
	put_line(b, arena_printf(a, "size %" PRId64 "\nroot %s\n",
	    b->last.size, root));
	put_line(b, arena_printf(a, "signed %" PRId64 " %s\n",
	    b->last.signed_size, was));
	for (size_t i = 0; i < b->actors; i++)
		backup_part(&b->out, "unlisted", b->unlisted[i].actor,
		    b->unlisted[i].n);
}

/* The bytes of ${path}, which have the name ${hex}. */
static bool
put_file(struct backing *b, const char *path, const char *hex, struct err *e)
{
	FILE *f CLEANUP(file_close) = fopen(path, "rb");
	struct hash *h;
	char window[1 << 16], now[HASH_HEX];
	size_t n;

	if (f == NULL || fseeko(f, 0, SEEK_END) != 0)
		return err_set(e, ERR_STORE, "%s: cannot be read: %s", path,
		    strerror(errno));
	backup_part(&b->out, "object", hex, (int64_t)ftello(f));
	rewind(f);
	h = hash_new();
	while ((n = fread(window, 1, sizeof window, f)) > 0) {
		hash_add(h, window, n);
		backup_put(&b->out, window, n);
	}
	hash_end(&h, now);
	put_line(b, "\n");
	return strcmp(now, hex) == 0 || err_set(e, ERR_STORE,
	    "%s: damaged: its SHA-256 is %s", path, now);
}

static bool
put_object(void *ctx, const char *hex, bool must, struct err *e)
{
	struct backing *b = ctx;
	struct arena a CLEANUP(arena_free) = { 0 };
	struct store *s = record_store(b->r);

	/* Most hashes in acts name keys or leaves. */
	if (!store_object_get(s, hex, e))
		return !must;
	b->objects++;
	return put_file(b, objects_path(&a, store_folder(s), hex), hex, e);
}

static void
end_bundle(struct backing *b)
{
	if (b->in_bundle == 0)
		return;
	backup_part(&b->out, "entries", "", (int64_t)b->bundle.len);
	backup_put(&b->out, b->bundle.p, b->bundle.len);
	put_line(b, "\n");
	buf_rewind(&b->bundle, 0);
	b->in_bundle = 0;
}

static bool
put_entry(void *ctx, const struct store_row *row, struct err *e)
{
	struct backing *b = ctx;

	if (row->bytes.n > TILE_MAX_ENTRY)
		return err_set(e, ERR_STORE, "entry %" PRId64 " is too long",
		    row->seq);
	tile_entry(&b->bundle, row->bytes.p, row->bytes.n);
	if (++b->in_bundle == BUNDLE)
		end_bundle(b);
	return true;
}

/* The signatures of witnesses stand nowhere else. */
static bool
put_checkpoint(struct backing *b)
{
	struct call *c = b->c;
	const char *folder = log_folder(c, "log", c->arg[0]);
	struct log_point point;
	struct note_key key;

	if (folder == NULL || !file_exists(arena_printf(c->a, "%s/checkpoint",
	    folder)))
		return true;
	TRY(log_key_name(c->a, b->r, &key, &c->e));
	TRY(log_point_read(c->a, folder, &key, &point, &c->e));
	/* One that was signed meanwhile is for the next backup. */
	if (point.at.size > b->last.size)
		return true;
	backup_part(&b->out, "checkpoint", "", (int64_t)point.note.n);
	backup_put(&b->out, point.note.p, point.note.n);
	put_line(b, "\n");
	return true;
}

static void
say(struct backing *b)
{
	struct call *c = b->c;
	struct json_writer w;
	char hex[HASH_HEX];

	hash_text(hex, b->last.root);
	if (c->form == FORM_TEXT)
		buf_printf(&c->out, "%s: %s and %s, root %s.\n", c->arg[1],
		    words_things(c->a, b->last.size, "entry", "entries"),
		    words_things(c->a, b->objects, "object", "objects"), hex);
	if (c->form == FORM_CSV) {
		buf_str(&c->out, "file,entries,objects,root\r\n");
		csv_put(&c->out, c->arg[1], true);
		csv_put_num(&c->out, b->last.size, false);
		csv_put_num(&c->out, b->objects, false);
		csv_put(&c->out, hex, false);
		csv_end_row(&c->out);
	}
	if (c->form != FORM_JSON)
		return;
	json_begin(&w, &c->out);
	json_object(&w, NULL);
	json_text(&w, "file", c->arg[1]);
	json_num(&w, "entries", b->last.size);
	json_num(&w, "objects", b->objects);
	json_text(&w, "root", hex);
	json_object_end(&w);
	json_finish(&w);
}

/* Only another backup is written over. */
static bool
may_go(struct call *c, const char *path)
{
	FILE *f CLEANUP(file_close) = NULL;
	char first[sizeof FIRST_LINE] = "";

	if (!file_exists(path))
		return true;
	f = fopen(path, "rb");
	if (f != NULL && fread(first, 1, strlen(FIRST_LINE), f) > 0 &&
	    strcmp(first, FIRST_LINE) == 0)
		return true;
	return err_set(&c->e, ERR_INPUT, "%s: found something that is no "
	    "backup, expected nothing or an older backup", path);
}

static bool
backup(struct backing *b)
{
	struct call *c = b->c;

	TRY(may_go(c, c->arg[1]));
	TRY(door_open(c, c->arg[0], RECORD_READ, &b->r));
	TRY(look(b));
	TRY(backup_create(c->a, c->arg[1], &b->out, &c->e));
	put_head(b);
	TRY(named_each(b->r, b->last.size, put_object, b, &c->e));
	TRY(door_each(b->r, b->last.size, put_entry, b, &c->e));
	end_bundle(b);
	TRY(put_checkpoint(b));
	TRY(backup_finish(&b->out, &c->e));
	say(b);
	return true;
}

static int
run(struct call *c)
{
	struct backing b = { .c = c };
	bool done = backup(&b);

	backup_drop(&b.out);
	buf_free(&b.bundle);
	record_close(&b.r);
	return done ? 0 : fail(c);
}

const struct cmd cmd_backup = {
	.name = "backup", .args = "ELECTION FILE",
	.summary = "write a whole record into one file",
	.both = "a whole record as one file, and back",
	.about = "The record as it is at one moment, while others go on writing: its entries,\n"
	    "every object they name, and the last checkpoint with its signatures. The file\n"
	    "ends with its own SHA-256, appears whole or not at all, and replaces only an\n"
	    "older backup. It holds what is not public: keep it as you keep the record.\n",
	.option = (const struct option[]){
		{ "log", "FOLDER", "where the log's checkpoints are kept (default: ELECTION/log)", false },
		{ NULL, NULL, NULL, false } },
	.min_args = 2, .max_args = 2, .forms = true,
	.run = run,
};
