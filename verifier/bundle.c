/* SPDX-License-Identifier: Apache-2.0 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bundle.h"
#include "check.h"

enum { PATH_MOST = 255, DEEPEST = 16 };

static bool
read_all(int fd, struct buf *out)
{
	struct stat st;
	ssize_t got = -1;

	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		return false;
	while (got != 0) {
		if (out->room <= out->n + (out->n == 0 ? (size_t)st.st_size : 0)) {
			out->room = 2 * out->n + (size_t)st.st_size + 1;
			out->p = more(out->p, out->room, 1);
		}
		got = read(fd, out->p + out->n, out->room - out->n);
		if (got < 0)
			return false;
		out->n += (size_t)got;
	}
	return true;
}

bool
bundle_read(const struct bundle *b, const char *path, struct buf *out)
{
	int fd = openat(b->dir, path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	bool ok;

	out->n = 0;
	if (fd < 0)
		return false;
	ok = read_all(fd, out);
	(void)close(fd);
	return ok;
}

/* A–Z a–z 0–9 . _ / -, relative, without empty steps, `.` and `..`. */
static bool
path_is_plain(struct text path)
{
	struct text rest = path, step;

	if (path.n == 0 || path.n > PATH_MOST || path.p[path.n - 1] == '/')
		return false;
	for (size_t i = 0; i < path.n; i++) {
		if (path.p[i] == '\0' || strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZ"
		    "abcdefghijklmnopqrstuvwxyz0123456789._/-", path.p[i]) == NULL)
			return false;
	}
	while (text_next(&rest, '/', &step)) {
		if (step.n == 0 || text_is(step, ".") || text_is(step, ".."))
			return false;
	}
	return true;
}

bool
listed_next(struct text *rest, struct listed *out)
{
	struct text hash, bytes;

	return text_cut(rest, '\n', &out->path) &&
	    text_cut(&out->path, ' ', &hash) && hash_read(hash, &out->hash) &&
	    text_cut(&out->path, ' ', &bytes) && whole_read(bytes, &out->bytes) &&
	    path_is_plain(out->path);
}

static int
path_order(struct text a, struct text b)
{
	int order = memcmp(a.p, b.p, a.n < b.n ? a.n : b.n);

	return order != 0 ? order : (a.n > b.n) - (a.n < b.n);
}

/* NULL, or what is wrong with the list. */
static const char *
bundle_parse(struct bundle *b)
{
	const char *why = note_read(buf_text(&b->file), &b->note);
	struct text rest = b->note.text, line, last = TEXT("");
	struct listed l;

	if (why != NULL)
		return why;
	if (!text_cut(&rest, '\n', &line) || !text_is(line, "canvass bundle 1") ||
	    !text_cut(&rest, '\n', &b->origin) || b->origin.n == 0 ||
	    !text_cut(&rest, '\n', &line) || !whole_read(line, &b->size))
		return "expected the lines `canvass bundle 1`, origin and size";
	b->list = rest;
	for (; rest.n > 0; last = l.path) {
		if (!listed_next(&rest, &l))
			return "found a line that is no HASH BYTES PATH, or an odd path";
		if (path_order(last, l.path) >= 0 || text_is(l.path, "bundle"))
			return "found paths out of order, twice, or the list itself";
	}
	return NULL;
}

bool
bundle_open(struct bundle *b, const char *dir)
{
	*b = (struct bundle){ .dir = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC) };
	if (b->dir < 0) {
		(void)fprintf(stderr, "canvass-verify: %s: %s\n", dir, strerror(errno));
		return false;
	}
	b->wrong = bundle_read(b, "bundle", &b->file) ? bundle_parse(b) : "not there";
	if (b->wrong != NULL)
		b->list = TEXT("");
	return true;
}

void
bundle_close(struct bundle *b)
{
	buf_free(&b->file);
	(void)close(b->dir);
}

/* The list is sorted: halve it, at the beginning of a line each time. */
bool
bundle_lists(const struct bundle *b, struct text path)
{
	const char *low = b->list.p, *high = b->list.p + b->list.n;
	struct listed l;

	while (low < high) {
		const char *line = low + (high - low) / 2;
		struct text rest;
		int order;

		while (line > low && line[-1] != '\n')
			line--;
		rest = (struct text){ line, (size_t)(high - line) };
		order = listed_next(&rest, &l) ? path_order(path, l.path) : 0;
		if (order == 0)
			return text_same(path, l.path);
		if (order < 0)
			high = line;
		else
			low = rest.p;
	}
	return false;
}

bool
bundle_object(const struct bundle *b, struct text hex, struct buf *out)
{
	char path[80];
	struct hash named, found;

	(void)snprintf(path, sizeof path, "objects/%.*s", SHOW(hex));
	if (!hash_read(hex, &named) || !bundle_read(b, path, out))
		return false;
	found = hash_bytes(buf_text(out));
	return hash_same(&named, &found);
}

static void
check_file(const struct bundle *b, const struct listed *l, struct buf *bytes)
{
	char path[PATH_MOST + 1];
	struct hash found;

	(void)snprintf(path, sizeof path, "%.*s", (int)l->path.n, l->path.p);
	if (!bundle_read(b, path, bytes)) {
		(void)check_fail(CHECK_FILES, "%s: listed, but not there", path);
		return;
	}
	found = hash_bytes(buf_text(bytes));
	(void)CHECK(CHECK_FILES, bytes->n == l->bytes && hash_same(&found, &l->hash),
	    "%s: expected %" PRIu64 " bytes, %s, found %zu bytes, %s", path,
	    l->bytes, hash_hex(&l->hash), bytes->n, hash_hex(&found));
}

/* Everything in the folder ${path} and below. */
static void
walk(const struct bundle *b, const char *path, int depth)
{
	int fd = openat(b->dir, depth == 0 ? "." : path, O_RDONLY | O_DIRECTORY |
	    O_NOFOLLOW | O_CLOEXEC);
	DIR *dir = fd >= 0 && depth < DEEPEST ? fdopendir(fd) : NULL;
	char inner[PATH_MOST + 258];
	struct stat st;

	if (dir == NULL) {
		(void)check_fail(CHECK_UNLISTED, "%s: cannot be looked into", path);
		return;
	}
	for (struct dirent *d; (d = readdir(dir)) != NULL; ) {
		if (strcmp(d->d_name, ".") == 0 || strcmp(d->d_name, "..") == 0 ||
		    (depth == 0 && strcmp(d->d_name, "bundle") == 0))
			continue;
		(void)snprintf(inner, sizeof inner, "%s%s%s", path,
		    depth > 0 ? "/" : "", d->d_name);
		if (strlen(inner) > PATH_MOST || fstatat(b->dir, inner, &st,
		    AT_SYMLINK_NOFOLLOW) != 0)
			(void)check_fail(CHECK_UNLISTED, "%s: cannot be looked at", inner);
		else if (S_ISDIR(st.st_mode))
			walk(b, inner, depth + 1);
		else if (!S_ISREG(st.st_mode))
			(void)check_fail(CHECK_UNLISTED, "%s: found a link or a device, "
			    "expected a plain file", inner);
		else
			(void)CHECK(CHECK_UNLISTED, bundle_lists(b, text_of(inner)),
			    "%s: not listed", inner);
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
	if (b->wrong == NULL)
		walk(b, "", 0);
}
