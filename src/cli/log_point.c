/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "ledger/merkle.h"

#include "cli/key.h"
#include "cli/log_point.h"
#include "cli/log_tiles.h"

#define MAX_NOTE ((size_t)1 << 20)

bool
log_key_name(struct arena *a, const struct record *r, struct note_key *out,
    struct err *e)
{
	return note_key_parse(a, record_genesis(r)->log_key, out, e);
}

/* Anybody can sign for a log whose key everybody has. */
static bool
find_secret(struct call *c, struct log_key *k)
{
	const char *spec = call_option(c, "key");

	if (spec != NULL)
		return key_open(c, spec, &k->secret);
	return key_find_demonstration(k->name.public, &k->secret) ||
	    err_set(&c->e, ERR_USE, "%s needs --key FILE, the key of the log "
	    "%s", c->cmd->name, k->name.name);
}

bool
log_key_open(struct call *c, const struct record *r, struct log_key *out)
{
	TRY(log_key_name(c->a, r, &out->name, &c->e));
	TRY(find_secret(c, out));
	return memcmp(out->secret.public, out->name.public, SIGN_PUBLIC) == 0 ||
	    err_set(&c->e, ERR_INPUT, "this is not the key of the log %s",
	    out->name.name);
}

void
log_key_forget(struct log_key *k)
{
	sign_key_forget(&k->secret);
}

char *
log_folder(struct call *c, const char *option, const char *address)
{
	const char *given = call_option(c, option);

	if (given != NULL)
		return arena_text(c->a, given);
	return store_is_address(address) ? NULL :
	    arena_printf(c->a, "%s/log", address);
}

bool
log_point_read(struct arena *a, const char *folder,
    const struct note_key *key, struct log_point *out, struct err *e)
{
	char *path = arena_printf(a, "%s/checkpoint", folder);
	struct signed_note *note = arena_zero(a, 1, sizeof *note);

	TRY(file_read(a, path, MAX_NOTE, &out->note, e));
	TRY(note_parse(a, out->note.p, out->note.n, path, note, e));
	TRY(checkpoint_parse(a, note->text, note->n, path, &out->at, e));
	return key == NULL || note_signed(note, key) || err_set(e, ERR_INPUT,
	    "%s: found no signature of %s that holds", path, key->name);
}

/* From here on this root, and no other, may be signed for this size. */
static bool
claim(struct record *r, struct checkpoint *at, struct err *e)
{
	struct store *s = record_store(r);
	struct store_head head;
	struct merkle tree;

	TRY(store_begin(s, &head, e));
	tree.size = head.size;
	memcpy(tree.node, head.node, sizeof tree.node);
	at->size = head.size;
	merkle_root(&tree, at->root);
	if (store_sign(s, &head, at->size, at->root, e) &&
	    store_commit(s, &head, e))
		return true;
	store_rollback(s);
	return false;
}

static bool
read_last(struct arena *a, const char *folder, const struct log_key *key,
    struct log_point *out, struct err *e)
{
	*out = (struct log_point){ 0 };
	return !file_exists(arena_printf(a, "%s/checkpoint", folder)) ||
	    log_point_read(a, folder, &key->name, out, e);
}

static bool
sign(struct arena *a, const char *folder, const struct log_key *key,
    struct log_point *p, struct err *e)
{
	struct buf text CLEANUP(buf_free) = { 0 };
	struct buf note CLEANUP(buf_free) = { 0 };

	checkpoint_write(&text, &p->at);
	note_begin(&note, text.p, text.len);
	note_sign(&note, text.p, text.len, &key->name, &key->secret);
	p->note = (struct bytes){ arena_str(a, note.p, note.len), note.len };
	return file_write(arena_printf(a, "%s/checkpoint", folder), note.p,
	    note.len, e);
}

/* One at a time, or an older checkpoint could take the place of a newer one. */
static bool
hold(const char *folder, int *fd, struct err *e)
{
	TRY(file_make_dirs(folder, e));
	*fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (*fd >= 0 && flock(*fd, LOCK_EX) == 0)
		return true;
	return err_set(e, ERR_SYSTEM, "%s: cannot be locked: %s", folder,
	    strerror(errno));
}

bool
log_point_make(struct call *c, struct record *r, const struct log_key *key,
    const char *folder, struct log_point *out)
{
	int lock CLEANUP(file_close_fd) = -1;
	struct log_point was;

	TRY(hold(folder, &lock, &c->e));
	TRY(read_last(c->a, folder, key, &was, &c->e));
	out->at.origin = record_genesis(r)->origin;
	TRY(claim(r, &out->at, &c->e));
	if (was.at.size > out->at.size)
		return err_set(&c->e, ERR_STORE, "%s/checkpoint is of %" PRId64
		    " entries, and the record has %" PRId64 ": it was put back "
		    "to an older state", folder, was.at.size, out->at.size);
	TRY(log_tiles_write(r, folder, &was.at, &out->at, &c->e));
	TRY(file_sync_all(folder, &c->e));
	if (was.at.size == out->at.size) {
		*out = was;
		return true;
	}
	return sign(c->a, folder, key, out, &c->e);
}
