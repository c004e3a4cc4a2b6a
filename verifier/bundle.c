/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bundle.h"
#include "check.h"

enum { PATH_MOST = 255, PIECE = 1 << 16 };

bool
bundle_read(const struct bundle *b, const char *path, struct buf *out)
{
	int fd = openat(b->dir, path,
	    O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	struct stat st;
	ssize_t got = -1;

	out->n = 0;
	if (fd < 0)
		return false;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
		while ((got = read(fd, buf_room(out, PIECE), PIECE)) > 0)
			out->n += (size_t)got;
	}
	(void)close(fd);
	return got == 0;
}

/* A–Z a–z 0–9 . _ / -, relative, without empty steps, `.` and `..`. */
static bool
path_is_plain(struct text path)
{
	struct text rest = path, step;

	while (text_next(&rest, '/', &step)) {
		if (step.n == 0 || text_is(step, ".") || text_is(step, ".."))
			return false;
	}
	return path.n > 0 && path.n <= PATH_MOST && path.p[path.n - 1] != '/' &&
	    text_has_only(path, LETTERS_AND_DIGITS "._/-");
}

bool
listed_next(struct text *rest, struct listed *out)
{
	struct text hash, bytes;

	return text_cut(rest, '\n', &out->path) &&
	    text_cut(&out->path, ' ', &hash) &&
	    hex_read(hash, out->hash.b, 32) &&
	    text_cut(&out->path, ' ', &bytes) &&
	    whole_read(bytes, &out->bytes) && path_is_plain(out->path);
}

/* NULL, or what is wrong with the list. */
static const char *
read_list(struct bundle *b)
{
	const char *why = "not there";
	struct text rest, list, line, last = TEXT("");
	struct listed l;

	if (!bundle_read(b, "bundle", &b->file) ||
	    (why = note_read(buf_text(&b->file), &b->note)) != NULL)
		return why;
	rest = b->note.text;
	if (!text_cut(&rest, '\n', &line) ||
	    !text_is(line, "canvass bundle 1") ||
	    !text_cut(&rest, '\n', &b->origin) || b->origin.n == 0 ||
	    !text_cut(&rest, '\n', &line) || !whole_read(line, &b->size))
		return "expected `canvass bundle 1`, origin and size";
	for (list = rest; rest.n > 0; last = l.path) {
		if (!listed_next(&rest, &l))
			return "found no HASH BYTES PATH, or an odd path";
		if (text_order(last, l.path) >= 0 || text_is(l.path, "bundle"))
			return "found paths out of order, twice, or itself";
		(void)map_add(&b->listed, ID(l.path), sizeof(bool));
	}
	b->list = list;
	return NULL;
}

bool
bundle_open(struct bundle *b, char *dir)
{
	*b = (struct bundle){ .path = dir };
	b->dir = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (b->dir < 0) {
		(void)fprintf(stderr, "canvass-verify: %s: %s\n", dir,
		    strerror(errno));
		return false;
	}
	b->wrong = read_list(b);
	return true;
}

bool *
bundle_lists(const struct bundle *b, struct text path)
{
	return map_find(&b->listed, ID(path));
}

bool
bundle_object(const struct bundle *b, struct text hex, struct buf *out)
{
	char path[80];
	struct hash named, found;

	(void)snprintf(path, sizeof path, "objects/%.*s", SHOW(hex));
	if (!hex_read(hex, named.b, 32) || !bundle_read(b, path, out))
		return false;
	found = hash_of(buf_text(out));
	return hash_same(&named, &found);
}

static void
check_file(const struct bundle *b, const struct listed *l)
{
	static struct buf bytes;
	char path[PATH_MOST + 1];
	struct hash found;
	bool there;

	(void)snprintf(path, sizeof path, "%.*s", (int)l->path.n, l->path.p);
	there = bundle_read(b, path, &bytes);
	found = hash_of(buf_text(&bytes));
	CHECK(CHECK_FILES, there && bytes.n == l->bytes &&
	    hash_same(&found, &l->hash), "%s: expected %" PRIu64 " bytes, %s, "
	    "found %s%zu bytes, %s", path, l->bytes, hash_hex(&l->hash),
	    there ? "" : "no file, ", bytes.n, hash_hex(&found));
}

void
bundle_check(const struct bundle *b)
{
	size_t n = strlen(b->path);
	char *root[] = { b->path, NULL };
	struct text rest = b->list;
	struct listed l;
	FTS *walk = b->wrong != NULL ? NULL : fts_open(root,
	    FTS_PHYSICAL | FTS_COMFOLLOW | FTS_NOCHDIR, NULL);

	while (listed_next(&rest, &l))
		check_file(b, &l);
	for (FTSENT *f; walk != NULL && (f = fts_read(walk)) != NULL; ) {
		const char *path = f->fts_path + n + (f->fts_path[n] == '/');

		if (f->fts_info != FTS_D && f->fts_info != FTS_DP &&
		    strcmp(path, "bundle") != 0)
			CHECK(CHECK_UNLISTED, f->fts_info == FTS_F &&
			    bundle_lists(b, text_of(path)) != NULL, "%s: %s",
			    path, f->fts_info == FTS_F ? "not listed" :
			    "found a link, a device, or what is locked");
	}
	if (walk != NULL)
		(void)fts_close(walk);
}
