/* SPDX-License-Identifier: Apache-2.0 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bundle.h"
#include "check.h"

enum { PATH_MOST = 255, DEEPEST = 16 };

/* The whole of one file, which must be a plain one. */
bool
bundle_read(const struct bundle *b, const char *path, struct buf *out)
{
	int fd = openat(b->dir, path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK |
	    O_CLOEXEC);
	struct stat st;
	ssize_t got = 0;

	out->n = 0;
	if (fd < 0)
		return false;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
		if (out->room < (size_t)st.st_size + 1) {
			out->room = (size_t)st.st_size + 1;
			out->p = more(out->p, out->room, 1);
		}
		while ((got = read(fd, out->p + out->n, out->room - out->n)) > 0) {
			out->n += (size_t)got;
			if (out->n == out->room)
				out->p = more(out->p, out->room *= 2, 1);
		}
	} else {
		got = -1;
	}
	(void)close(fd);
	return got == 0;
}

/* A–Z a–z 0–9 . _ / -, relative, without empty steps, `.` and `..`. */
static bool
path_is_plain(struct text path)
{
	struct text rest = path, step;

	if (path.n == 0 || path.n > PATH_MOST)
		return false;
	for (size_t i = 0; i < path.n; i++) {
		if (strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		    "0123456789._/-", path.p[i]) == NULL || path.p[i] == '\0')
			return false;
	}
	while (rest.n > 0) {
		if (!text_cut(&rest, '/', &step)) {
			step = rest;
			rest.n = 0;
		} else if (rest.n == 0) {
			return false;
		}
		if (step.n == 0 || text_is(step, ".") || text_is(step, ".."))
			return false;
	}
	return true;
}

bool
listed_next(struct text *rest, struct listed *out)
{
	struct text line, hash, bytes;

	return next_line(rest, &line) && text_cut(&line, ' ', &hash) &&
	    hash_read(hash, &out->hash) && text_cut(&line, ' ', &bytes) &&
	    whole_read(bytes, &out->bytes) &&
	    path_is_plain(out->path = line);
}

static int
path_order(struct text a, struct text b)
{
	int order = memcmp(a.p, b.p, a.n < b.n ? a.n : b.n);

	return order != 0 ? order : (a.n > b.n) - (a.n < b.n);
}

static bool
list_is_sorted(struct text rest, const char **why)
{
	struct text last = { "", 0 };
	struct listed l;

	*why = "found a line that is no HASH BYTES PATH, or an odd path";
	while (rest.n > 0) {
		if (!listed_next(&rest, &l))
			return false;
		if (path_order(last, l.path) >= 0 || text_is(l.path, "bundle")) {
			*why = "found paths out of order, twice, or the list itself";
			return false;
		}
		last = l.path;
	}
	return true;
}

static bool
bundle_parse(struct bundle *b, const char **why)
{
	struct text rest, line;

	if (!note_read((struct text){ b->file.p, b->file.n }, &b->note, why))
		return false;
	rest = b->note.text;
	*why = "expected the lines `canvass bundle 1`, origin and size";
	if (!next_line(&rest, &line) || !text_is(line, "canvass bundle 1") ||
	    !next_line(&rest, &b->origin) || b->origin.n == 0 ||
	    !next_line(&rest, &line) || !whole_read(line, &b->size))
		return false;
	b->list = rest;
	return list_is_sorted(b->list, why);
}

bool
bundle_open(struct bundle *b, const char *dir)
{
	const char *why = "not there, or no plain file";

	*b = (struct bundle){ .dir = open(dir, O_RDONLY | O_DIRECTORY |
	    O_CLOEXEC) };
	if (b->dir < 0) {
		(void)fprintf(stderr, "canvass-verify: %s: %s\n", dir,
		    strerror(errno));
		return false;
	}
	b->reads = bundle_read(b, "bundle", &b->file) && bundle_parse(b, &why);
	if (!b->reads) {
		b->list = (struct text){ "", 0 };
		check_fail(CHECK_LIST, "bundle: %s", why);
	}
	return true;
}

void
bundle_close(struct bundle *b)
{
	buf_free(&b->file);
	if (b->dir >= 0)
		(void)close(b->dir);
}

/* The list is sorted: halve it, at the beginning of a line each time. */
bool
bundle_find(const struct bundle *b, struct text path, struct listed *out)
{
	const char *low = b->list.p, *high = b->list.p + b->list.n;

	while (low < high) {
		const char *line = low + (high - low) / 2;
		struct text rest;
		int order;

		while (line > low && line[-1] != '\n')
			line--;
		rest = (struct text){ line, (size_t)(high - line) };
		if (!listed_next(&rest, out))
			return false;
		order = path_order(path, out->path);
		if (order == 0)
			return true;
		if (order < 0)
			high = line;
		else
			low = rest.p;
	}
	return false;
}

bool
bundle_object(const struct bundle *b, const struct hash *hash,
    struct buf *out)
{
	char path[80];
	struct hash found;

	(void)snprintf(path, sizeof path, "objects/%s", hash_hex(hash));
	if (!bundle_read(b, path, out))
		return false;
	found = hash_bytes((struct text){ out->p, out->n });
	return hash_same(hash, &found);
}

static void
check_file(const struct bundle *b, const struct listed *l, struct buf *bytes)
{
	char path[PATH_MOST + 1];
	struct hash found;

	(void)snprintf(path, sizeof path, "%.*s", (int)l->path.n, l->path.p);
	if (!bundle_read(b, path, bytes)) {
		check_fail(CHECK_FILES, "%s: listed, but not there", path);
		return;
	}
	found = hash_bytes((struct text){ bytes->p, bytes->n });
	if (!check_that(CHECK_FILES, bytes->n == l->bytes &&
	    hash_same(&found, &l->hash)))
		check_fail(CHECK_FILES, "%s: expected %" PRIu64 " bytes, %s, "
		    "found %zu bytes, %s", path, l->bytes, hash_hex(&l->hash),
		    bytes->n, hash_hex(&found));
}

/* One thing that lies in a folder of the bundle. */
static bool
check_there(const struct bundle *b, const char *path, const struct stat *st)
{
	struct listed l;

	if (S_ISDIR(st->st_mode))
		return true;
	if (!S_ISREG(st->st_mode))
		check_fail(CHECK_UNLISTED, "%s: found a link or a device, "
		    "expected a plain file", path);
	else if (strcmp(path, "bundle") != 0 &&
	    !check_that(CHECK_UNLISTED, bundle_find(b, text_of(path), &l)))
		check_fail(CHECK_UNLISTED, "%s: not listed", path);
	return false;
}

static void
walk(const struct bundle *b, const char *path, int depth)
{
	int fd = openat(b->dir, depth == 0 ? "." : path, O_RDONLY |
	    O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *dir = fd >= 0 && depth < DEEPEST ? fdopendir(fd) : NULL;
	char inner[PATH_MOST + 258];
	struct dirent *d;
	struct stat st;

	if (dir == NULL) {
		check_fail(CHECK_UNLISTED, "%s: cannot be looked into", path);
		return;
	}
	while ((d = readdir(dir)) != NULL) {
		if (strcmp(d->d_name, ".") == 0 || strcmp(d->d_name, "..") == 0)
			continue;
		(void)snprintf(inner, sizeof inner, "%s%s%s", path,
		    depth > 0 ? "/" : "", d->d_name);
		if (strlen(inner) > PATH_MOST || fstatat(b->dir, inner, &st,
		    AT_SYMLINK_NOFOLLOW) != 0)
			check_fail(CHECK_UNLISTED, "%s: cannot be looked at",
			    inner);
		else if (check_there(b, inner, &st))
			walk(b, inner, depth + 1);
	}
	(void)closedir(dir);
}

void
bundle_check(const struct bundle *b)
{
	struct text rest = b->list;
	struct buf bytes = { 0 };
	struct listed l;

	while (rest.n > 0 && listed_next(&rest, &l))
		check_file(b, &l, &bytes);
	buf_free(&bytes);
	if (b->reads)
		walk(b, "", 0);
}
