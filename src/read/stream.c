/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <zstd.h>
#include <zstd_errors.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "read/stream.h"

/* What a packed file may unpack to: a small file must not fill the machine. */
#define STREAM_MAX_UNPACKED ((uint64_t)4 << 30)

/* 2^23 = 8 MiB: what every reader of zstd must support (RFC 8878 3.1.1.1.2). */
#define STREAM_WINDOW_LOG 23

#define STREAM_CHUNK ((size_t)64 << 10)

/* Enough of a file to see what it is. */
#define STREAM_HEAD 512

struct stream {
	const char   *path;
	int           fd;
	bool          ended;		/* no more bytes on disk */
	char          head[STREAM_HEAD];	/* of the unpacked text */
	size_t        head_n, given;	/* its bytes; those given out */
	bool          looked;
	bool          mid_frame;	/* unpacking stands inside a frame */
	uint64_t      unpacked;
	ZSTD_DCtx    *zstd;		/* NULL: the file is plain */
	ZSTD_inBuffer in;
	char         *chunk;		/* STREAM_CHUNK bytes, packed */
	void        (*see)(void *ctx, const void *p, size_t n);
	void         *see_ctx;
};

static const struct magic {
	const char *bytes;
	size_t      n;
	const char *what;
} magics[] = {
	{ "%PDF-", 5, "a PDF file" },
	{ "PK\3\4", 4, "a zip file (an .xlsx or .ods workbook is one)" },
	{ "PK\5\6", 4, "an empty zip file" },
	{ "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8,
	    "an old Office file (.xls or .doc)" },
	{ "\x1F\x8B", 2, "a gzip file" },
	{ "BZh", 3, "a bzip2 file" },
	{ "\xFD" "7zXZ", 5, "an xz file" },
	{ "7z\xBC\xAF\x27\x1C", 6, "a 7z file" },
	{ "\xFF\xFE\0\0", 4, "UTF-32 text" },
	{ "\0\0\xFE\xFF", 4, "UTF-32 text" },
	{ "\xFF\xFE", 2, "UTF-16 text" },
	{ "\xFE\xFF", 2, "UTF-16 text" },
	{ "\x89PNG", 4, "a picture (PNG)" },
	{ "\xFF\xD8\xFF", 3, "a picture (JPEG)" },
	{ "{\\rtf", 5, "a word processor file (RTF)" },
	{ "<!DOCTYPE", 9, "a web page (HTML)" },
	{ "<!doctype", 9, "a web page (HTML)" },
	{ "<html", 5, "a web page (HTML)" },
	{ "<?xml", 5, "an XML file" },
	{ "SQLite format 3", 15, "an SQLite database" },
};

/* UTF-16 without a mark: every other byte of Latin text is NUL. */
static bool
is_unmarked_utf16(const char *p, size_t n)
{
	size_t zeros[2] = { 0, 0 };

	if (n < 4)
		return false;
	for (size_t i = 0; i < n; i++)
		zeros[i & 1] += p[i] == '\0';
	return (zeros[0] == 0) != (zeros[1] == 0) &&
	    (zeros[0] + zeros[1]) * 4 >= n;
}

/* What the file is, if it is plainly no text; else NULL. */
static const char *
foreign(const char *p, size_t n)
{
	for (size_t i = 0; i < sizeof magics / sizeof magics[0]; i++)
		if (n >= magics[i].n &&
		    memcmp(p, magics[i].bytes, magics[i].n) == 0)
			return magics[i].what;
	return is_unmarked_utf16(p, n) ? "UTF-16 text" : NULL;
}

static bool
is_zstd(const char *p, size_t n)
{
	return n >= 4 && (memcmp(p, "\x28\xB5\x2F\xFD", 4) == 0 ||
	    (((unsigned char)p[0] & 0xF0) == 0x50 &&
	    memcmp(p + 1, "\x2A\x4D\x18", 3) == 0));
}

static bool
refuse(const struct stream *s, const char *found, struct err *e)
{
	return err_at(e, (struct place){ s->path, 0, 0 },
	    "found %s, expected UTF-8 text, plain or packed with zstd", found);
}

static bool
cannot_read(const struct stream *s, struct err *e)
{
	bool users = errno == ENOENT || errno == ENOTDIR || errno == EACCES ||
	    errno == ELOOP || errno == ENAMETOOLONG;

	return err_set(e, users ? ERR_INPUT : ERR_SYSTEM,
	    "%s: cannot read it: %s", s->path, strerror(errno));
}

static bool
read_some(struct stream *s, char *p, size_t cap, size_t *got, struct err *e)
{
	ssize_t n;

	do
		n = read(s->fd, p, cap);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return cannot_read(s, e);
	if (n > 0 && s->see != NULL)
		s->see(s->see_ctx, p, (size_t)n);
	*got = (size_t)n;
	s->ended = n == 0;
	return true;
}

static bool
zstd_failed(const struct stream *s, size_t code, struct err *e)
{
	if (ZSTD_getErrorCode(code) == ZSTD_error_frameParameter_windowTooLarge)
		return err_at(e, (struct place){ s->path, 0, 0 },
		    "found zstd data that need a window above 8 MiB, expected "
		    "data packed without --long or --ultra");
	return err_at(e, (struct place){ s->path, 0, 0 },
	    "found damaged zstd data (%s) after %llu unpacked bytes, expected "
	    "a whole file", ZSTD_getErrorName(code),
	    (unsigned long long)s->unpacked);
}

/* Some unpacked bytes; none only at the end. */
static bool
unpack(struct stream *s, char *p, size_t cap, size_t *got, struct err *e)
{
	ZSTD_outBuffer out = { p, cap, 0 };

	while (out.pos == 0) {
		size_t left;

		if (s->in.pos == s->in.size && !s->ended) {
			s->in = (ZSTD_inBuffer){ s->chunk, 0, 0 };
			TRY(read_some(s, s->chunk, STREAM_CHUNK, &s->in.size,
			    e));
		}
		if (s->ended && !s->mid_frame)
			break;
		left = ZSTD_decompressStream(s->zstd, &out, &s->in);
		if (ZSTD_isError(left))
			return zstd_failed(s, left, e);
		s->mid_frame = left != 0;
		if (s->ended && s->mid_frame && out.pos == 0)
			return err_at(e, (struct place){ s->path, 0, 0 },
			    "found the end of the zstd data in the middle, "
			    "after %llu unpacked bytes, expected a whole file",
			    (unsigned long long)s->unpacked);
	}
	s->unpacked += out.pos;
	if (s->unpacked > STREAM_MAX_UNPACKED)
		return err_at(e, (struct place){ s->path, 0, 0 },
		    "found more than 4 GiB of unpacked text, expected 4 GiB "
		    "at most");
	*got = out.pos;
	return true;
}

/* What was packed must be text, too. */
static bool
look(struct stream *s, struct err *e)
{
	size_t got = 1;
	const char *what;

	while (s->head_n < STREAM_HEAD && got > 0) {
		TRY(unpack(s, s->head + s->head_n, STREAM_HEAD - s->head_n,
		    &got, e));
		s->head_n += got;
	}
	s->looked = true;
	what = foreign(s->head, s->head_n);
	if (is_zstd(s->head, s->head_n))
		what = "zstd data packed twice";
	if (s->head_n == 0)
		what = "an empty file";
	return what == NULL || refuse(s, what, e);
}

static bool
stream_fill(void *ctx, char *p, size_t cap, size_t *got, struct err *e)
{
	struct stream *s = ctx;
	size_t left;

	if (s->zstd == NULL)
		return read_some(s, p, cap, got, e);
	if (!s->looked)
		TRY(look(s, e));
	left = s->head_n - s->given;
	if (left == 0)
		return unpack(s, p, cap, got, e);
	*got = left < cap ? left : cap;
	memcpy(p, s->head + s->given, *got);
	s->given += *got;
	return true;
}

static bool
open_zstd(struct arena *a, struct stream *s, struct err *e)
{
	s->zstd = ZSTD_createDCtx();
	if (s->zstd == NULL || ZSTD_isError(ZSTD_DCtx_setParameter(s->zstd,
	    ZSTD_d_windowLogMax, STREAM_WINDOW_LOG)))
		return err_set(e, ERR_SYSTEM, "%s: zstd cannot start",
		    s->path);
	s->chunk = arena_zero(a, STREAM_CHUNK, 1);
	return true;
}

/* Look at the head of the file without moving in it. */
static bool
open_text(struct arena *a, struct stream *s, struct err *e)
{
	char head[STREAM_HEAD];
	ssize_t n = pread(s->fd, head, sizeof head, 0);
	const char *what;

	if (n < 0)
		return cannot_read(s, e);
	if (n == 0)
		return refuse(s, "an empty file", e);
	if (is_zstd(head, (size_t)n))
		return open_zstd(a, s, e);
	what = foreign(head, (size_t)n);
	return what == NULL || refuse(s, what, e);
}

bool
stream_open(struct arena *a, const char *path, struct stream **out,
    struct err *e)
{
	struct stream *s CLEANUP(stream_close) = arena_zero(a, 1, sizeof *s);
	struct stat st;

	s->path = arena_text(a, path);
	s->fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (s->fd < 0 || fstat(s->fd, &st) != 0)
		return cannot_read(s, e);
	if (S_ISDIR(st.st_mode))
		return refuse(s, "a directory", e);
	if (!S_ISREG(st.st_mode))
		return refuse(s, "something that is no file", e);
	TRY(open_text(a, s, e));
	*out = s;
	s = NULL;
	return true;
}

struct feed
stream_feed(struct stream *s)
{
	return (struct feed){ stream_fill, s, s->path };
}

void
stream_watch(struct stream *s, void (*see)(void *ctx, const void *p, size_t n),
    void *ctx)
{
	s->see = see;
	s->see_ctx = ctx;
}

void
stream_close(struct stream **s)
{
	struct stream *x = *s;

	if (x == NULL)
		return;
	if (x->fd >= 0)
		(void)close(x->fd);
	ZSTD_freeDCtx(x->zstd);
	*s = NULL;
}
