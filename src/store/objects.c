/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"

#include "store/objects.h"

char *
objects_path(struct arena *a, const char *folder, const char *hex)
{
	return arena_printf(a, "%s/objects/%s", folder, hex);
}

static bool
make_folder(struct arena *a, const char *folder, struct err *e)
{
	return file_make_dirs(arena_printf(a, "%s/objects", folder), e);
}

bool
objects_put(const char *folder, const void *p, size_t n, char hex[HASH_HEX],
    struct err *e)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	char *path;

	hash_hex(p, n, hex);
	path = objects_path(&a, folder, hex);
	if (file_exists(path))
		return true;
	TRY(make_folder(&a, folder, e));
	return file_write(path, p, n, e);
}

/* Copy ${in} to ${out}, hashing what passes. */
static bool
copy_and_hash(FILE *in, FILE *out, const char *from, char hex[HASH_HEX],
    int64_t *size, struct err *e)
{
	struct hash *h = hash_new();
	char window[1 << 16];
	bool written = true;
	size_t n;

	*size = 0;
	while (written && (n = fread(window, 1, sizeof window, in)) > 0) {
		hash_add(h, window, n);
		*size += (int64_t)n;
		written = fwrite(window, 1, n, out) == n;
	}
	hash_end(&h, hex);
	if (ferror(in))
		return err_set(e, ERR_INPUT, "%s: cannot read: %s", from,
		    strerror(errno));
	if (!written || fflush(out) != 0 || fsync(fileno(out)) != 0)
		return err_set(e, ERR_STORE, "cannot keep a copy of %s: %s",
		    from, strerror(errno));
	return true;
}

bool
objects_put_stream(const char *folder, FILE *in, const char *name,
    char hex[HASH_HEX], int64_t *size, struct err *e)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	char *tmp = arena_printf(&a, "%s/objects/.part%ld", folder,
	    (long)getpid());
	FILE *out CLEANUP(file_close) = NULL;

	TRY(make_folder(&a, folder, e));
	if ((out = fopen(tmp, "wb")) == NULL)
		return err_set(e, ERR_STORE, "%s: cannot write: %s", tmp,
		    strerror(errno));
	if (!copy_and_hash(in, out, name, hex, size, e)) {
		(void)unlink(tmp);
		return false;
	}
	if (rename(tmp, objects_path(&a, folder, hex)) != 0) {
		(void)err_set(e, ERR_STORE, "%s: cannot keep: %s", name,
		    strerror(errno));
		(void)unlink(tmp);
		return false;
	}
	return file_sync_parent(tmp, e);
}

bool
objects_put_file(const char *folder, const char *path, char hex[HASH_HEX],
    int64_t *size, struct err *e)
{
	FILE *in CLEANUP(file_close) = fopen(path, "rb");

	if (in == NULL)
		return err_set(e, ERR_INPUT, "%s: cannot read: %s", path,
		    strerror(errno));
	return objects_put_stream(folder, in, path, hex, size, e);
}

bool
objects_move(const char *from, const char *to, const char *hex, struct err *e)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	char *there = objects_path(&a, to, hex);

	if (file_exists(there))
		return true;
	TRY(make_folder(&a, to, e));
	if (rename(objects_path(&a, from, hex), there) != 0)
		return err_set(e, ERR_STORE, "%s: cannot keep: %s", there,
		    strerror(errno));
	return file_sync_parent(there, e);
}

bool
objects_check(struct arena *a, const char *folder, const char *hex,
    struct err *e)
{
	char *path = objects_path(a, folder, hex), now[HASH_HEX];

	if (!hash_file(path, now))
		return err_set(e, ERR_STORE, "%s: cannot be read", path);
	if (strcmp(now, hex) == 0)
		return true;
	return err_set(e, ERR_STORE, "%s: damaged: its SHA-256 is %s", path,
	    now);
}
