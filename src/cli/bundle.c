/* SPDX-License-Identifier: Apache-2.0 */
#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/bundle.h"
#include "cli/paths.h"

#define DEEPEST 16
#define PLAIN "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" \
	"0123456789._/-"

/* Files below a folder, by their path from there. */
struct files {
	struct arena *a;
	const char   *folder;
	char        **path;
	size_t        n, cap;
};

static void
close_folder(DIR **d)
{
	if (*d != NULL)
		(void)closedir(*d);
}

static bool find(struct files *f, const char *below, int depth,
    struct err *e);

/* A path that a reader on another machine may not be able to write is none of ours. */
static bool
found(struct files *f, const char *path, int depth, struct err *e)
{
	char *full = arena_printf(f->a, "%s/%s", f->folder, path);
	struct stat st;

	if (path[strspn(path, PLAIN)] != '\0')
		return err_set(e, ERR_INPUT, "%s: found a name with other "
		    "characters than A-Z a-z 0-9 . _ -", full);
	if (lstat(full, &st) != 0)
		return err_set(e, ERR_SYSTEM, "%s: %s", full, strerror(errno));
	if (S_ISDIR(st.st_mode))
		return find(f, path, depth + 1, e);
	if (!S_ISREG(st.st_mode))
		return err_set(e, ERR_INPUT, "%s: found a link or a device, "
		    "expected a file", full);
	f->path = arena_grow(f->a, f->path, f->n, &f->cap, sizeof *f->path);
	f->path[f->n++] = arena_text(f->a, path);
	return true;
}

static bool
find(struct files *f, const char *below, int depth, struct err *e)
{
	const char *full = arena_printf(f->a, "%s/%s", f->folder, below);
	DIR *d CLEANUP(close_folder) = opendir(full);
	const struct dirent *x;

	if (d == NULL || depth > DEEPEST)
		return err_set(e, ERR_INPUT, "%s: cannot be read", full);
	while ((x = readdir(d)) != NULL)
		if (strcmp(x->d_name, ".") != 0 && strcmp(x->d_name, "..") != 0)
			TRY(found(f, *below == '\0' ? x->d_name :
			    arena_printf(f->a, "%s/%s", below, x->d_name),
			    depth, e));
	return true;
}

static int
by_bytes(const void *x, const void *y)
{
	char *const *a = x, *const *b = y;

	return strcmp(*a, *b);
}

static bool
find_all(struct files *f, struct err *e)
{
	TRY(find(f, "", 0, e));
	if (f->n > 0)
		qsort(f->path, f->n, sizeof *f->path, by_bytes);
	return true;
}

static bool
copy(const char *from, const char *to, struct err *e)
{
	FILE *in CLEANUP(file_close) = fopen(from, "rb");
	FILE *out CLEANUP(file_close) = in == NULL ? NULL : fopen(to, "wb");
	char window[1 << 16];
	size_t n;

	if (in == NULL || out == NULL)
		return err_set(e, ERR_INPUT, "%s: cannot be copied: %s", from,
		    strerror(errno));
	while ((n = fread(window, 1, sizeof window, in)) > 0)
		if (fwrite(window, 1, n, out) != n)
			break;
	if (!ferror(in) && !ferror(out) && fflush(out) == 0)
		return true;
	return err_set(e, ERR_SYSTEM, "%s: cannot be copied: %s", from,
	    strerror(errno));
}

bool
bundle_copy(struct arena *a, const char *from, const char *to, struct err *e)
{
	struct files f = { .a = a, .folder = from };

	TRY(find_all(&f, e));
	for (size_t i = 0; i < f.n; i++) {
		char *path = arena_printf(a, "%s/%s", to, f.path[i]);

		TRY(file_make_dirs(path_beside(a, path, "."), e));
		TRY(copy(arena_printf(a, "%s/%s", from, f.path[i]), path, e));
	}
	return true;
}

static bool
list_one(struct buf *out, const char *folder, const char *path,
    struct err *e)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	char *full = arena_printf(&a, "%s/%s", folder, path);
	char hex[HASH_HEX];
	struct stat st;

	if (stat(full, &st) != 0 || !hash_file(full, hex))
		return err_set(e, ERR_SYSTEM, "%s: cannot be read", full);
	buf_printf(out, "%s %jd %s\n", hex, (intmax_t)st.st_size, path);
	return true;
}

bool
bundle_list(struct arena *a, const char *folder, const struct log_key *key,
    const struct checkpoint *at, struct err *e)
{
	struct files f = { .a = a, .folder = folder };
	struct buf text CLEANUP(buf_free) = { 0 };
	struct buf note CLEANUP(buf_free) = { 0 };

	TRY(find_all(&f, e));
	buf_printf(&text, "canvass bundle 1\n%s\n%" PRId64 "\n", at->origin,
	    at->size);
	for (size_t i = 0; i < f.n; i++)
		TRY(list_one(&text, folder, f.path[i], e));
	note_begin(&note, text.p, text.len);
	note_sign(&note, text.p, text.len, &key->name, &key->secret);
	return stage_put(arena_printf(a, "%s/bundle", folder), note.p,
	    note.len, e);
}
