/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/num.h"

#include "cli/backup.h"
#include "cli/paths.h"

#define HEAD     "canvass backup 1\n"
#define LAST     "sha256 "
#define LAST_LEN (sizeof LAST - 1 + HASH_HEX)	/* with its LF in the place of a NUL */
#define MAX_LINE 512
#define WINDOW   ((size_t)1 << 16)

bool
backup_create(struct arena *a, const char *path, struct backup_out *out,
    struct err *e)
{
	*out = (struct backup_out){ .path = path, .hash = hash_new(),
		.work = arena_printf(a, "%s.new%ld", path, (long)getpid()) };
	out->f = fopen(out->work, "wb");
	if (out->f == NULL)
		return err_set(e, ERR_INPUT, "%s: cannot write: %s", out->work,
		    strerror(errno));
	backup_put(out, HEAD, strlen(HEAD));
	return true;
}

void
backup_put(struct backup_out *b, const void *p, size_t n)
{
	hash_add(b->hash, p, n);
	b->failed |= fwrite(p, 1, n, b->f) != n;
}

void
backup_part(struct backup_out *b, const char *word, const char *name,
    int64_t n)
{
	char line[MAX_LINE];
	int len = snprintf(line, sizeof line, "%s%s%s %" PRId64 "\n", word,
	    *name != '\0' ? " " : "", name, n);

	backup_put(b, line, (size_t)len);
}

static bool
sync_folder(const char *path, struct err *e)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	const char *slash = strrchr(path, '/');

	return file_sync_all(slash == NULL ? "." : arena_str(&a, path,
	    (size_t)(slash - path) + (slash == path)), e);
}

bool
backup_finish(struct backup_out *b, struct err *e)
{
	char hex[HASH_HEX];

	hash_end(&b->hash, hex);
	b->failed |= fprintf(b->f, LAST "%s\n", hex) < 0 ||
	    fflush(b->f) != 0 || fsync(fileno(b->f)) != 0;
	b->failed |= fclose(b->f) != 0;
	b->f = NULL;
	if (b->failed || rename(b->work, b->path) != 0)
		return err_set(e, ERR_SYSTEM, "%s: cannot write: %s", b->path,
		    strerror(errno));
	b->work = NULL;
	return sync_folder(b->path, e);
}

void
backup_drop(struct backup_out *b)
{
	char hex[HASH_HEX];

	if (b->f != NULL)
		(void)fclose(b->f);
	if (b->hash != NULL)
		hash_end(&b->hash, hex);
	if (b->work != NULL)
		(void)unlink(b->work);
	*b = (struct backup_out){ 0 };
}

void
backup_close(struct backup_in *b)
{
	if (b->f != NULL)
		(void)fclose(b->f);
	b->f = NULL;
}

static bool
is_cut_off(const struct backup_in *b, struct err *e)
{
	return err_set(e, ERR_INPUT, "%s: is not whole: it does not end with "
	    "its SHA-256", b->path);
}

/* The last line, which is over all before it. */
static bool
read_last(struct backup_in *b, char hex[HASH_HEX], struct err *e)
{
	char line[LAST_LEN];
	unsigned char sum[HASH_SIZE];

	if (fseeko(b->f, 0, SEEK_END) != 0 ||
	    (b->end = (int64_t)ftello(b->f) - (int64_t)LAST_LEN) < 0 ||
	    fseeko(b->f, (off_t)b->end, SEEK_SET) != 0 ||
	    fread(line, 1, LAST_LEN, b->f) != LAST_LEN ||
	    memcmp(line, LAST, strlen(LAST)) != 0 ||
	    line[LAST_LEN - 1] != '\n' ||
	    !hash_parse(sum, line + strlen(LAST), HASH_HEX - 1))
		return is_cut_off(b, e);
	hash_text(hex, sum);
	return true;
}

static bool
hash_rest(struct backup_in *b, char hex[HASH_HEX])
{
	struct hash *h = hash_new();
	char window[WINDOW];
	int64_t left = b->end;
	size_t n = 1;

	rewind(b->f);
	while (left > 0 && n > 0) {
		n = fread(window, 1, left < (int64_t)WINDOW ? (size_t)left :
		    WINDOW, b->f);
		hash_add(h, window, n);
		left -= (int64_t)n;
	}
	hash_end(&h, hex);
	return left == 0;
}

static bool
is_whole(struct backup_in *b, struct err *e)
{
	char want[HASH_HEX], found[HASH_HEX];

	TRY(read_last(b, want, e));
	if (!hash_rest(b, found))
		return err_set(e, ERR_SYSTEM, "%s: cannot be read", b->path);
	return strcmp(want, found) == 0 || err_set(e, ERR_INPUT, "%s: was "
	    "changed: its SHA-256 is %s, expected %s", b->path, found, want);
}

/* A line without its LF, of a file whose hash was found right. */
static bool
line_of(struct backup_in *b, char line[MAX_LINE], struct err *e)
{
	size_t n;

	if (fgets(line, MAX_LINE, b->f) == NULL ||
	    (n = strlen(line)) == 0 || line[n - 1] != '\n')
		return err_set(e, ERR_INPUT, "%s: at byte %jd: found no line",
		    b->path, (intmax_t)ftello(b->f));
	line[n - 1] = '\0';
	return true;
}

/* The text behind "WORD ", or NULL. */
static char *
behind(char *line, const char *word)
{
	size_t w = strlen(word);

	return strncmp(line, word, w) == 0 && line[w] == ' ' ? line + w + 1 :
	    NULL;
}

static bool
read_election(struct arena *a, struct backup_in *b, struct backup_head *h,
    struct err *e)
{
	char line[MAX_LINE], *text;

	TRY(line_of(b, line, e));
	text = behind(line, "election");
	if (text == NULL)
		return err_set(e, ERR_INPUT, "%s: found no election", b->path);
	h->election = arena_text(a, text);
	return true;
}

static bool
read_size_and_root(struct backup_in *b, struct record_last *last,
    struct err *e)
{
	char size[MAX_LINE], root[MAX_LINE], *s, *r;

	TRY(line_of(b, size, e));
	TRY(line_of(b, root, e));
	s = behind(size, "size");
	r = behind(root, "root");
	return (s != NULL && r != NULL && num_parse(s, strlen(s),
	    &last->size) == NUM_OK && hash_parse(last->root, r, strlen(r))) ||
	    err_set(e, ERR_INPUT, "%s: found no size and root", b->path);
}

static bool
read_signed(struct backup_in *b, struct record_last *last, struct err *e)
{
	char line[MAX_LINE], *s, *root;

	TRY(line_of(b, line, e));
	s = behind(line, "signed");
	root = s == NULL ? NULL : strchr(s, ' ');
	return (root != NULL && num_parse(s, (size_t)(root - s),
	    &last->signed_size) == NUM_OK && hash_parse(last->signed_root,
	    root + 1, strlen(root + 1))) || err_set(e, ERR_INPUT,
	    "%s: does not say what was signed", b->path);
}

static bool
read_head(struct arena *a, struct backup_in *b, struct backup_head *h,
    struct err *e)
{
	TRY(read_election(a, b, h, e));
	TRY(read_size_and_root(b, &h->last, e));
	return read_signed(b, &h->last, e);
}

bool
backup_open(struct arena *a, const char *path, struct backup_in *out,
    struct backup_head *head, struct err *e)
{
	char first[sizeof HEAD] = "";

	*out = (struct backup_in){ .path = path, .f = fopen(path, "rb") };
	if (out->f == NULL)
		return err_set(e, ERR_INPUT, "%s: cannot be read: %s", path,
		    strerror(errno));
	if (fread(first, 1, strlen(HEAD), out->f) != strlen(HEAD) ||
	    strcmp(first, HEAD) != 0)
		return err_set(e, ERR_INPUT, "%s: is not a file that 'canvass "
		    "backup' has written", path);
	TRY(is_whole(out, e));
	if (fseeko(out->f, (off_t)strlen(HEAD), SEEK_SET) != 0)
		return err_set(e, ERR_SYSTEM, "%s: cannot be read", path);
	return read_head(a, out, head, e);
}

/* "WORD N" or "WORD NAME N". */
static bool
take_part(char *line, struct backup_next *out)
{
	char *first = strchr(line, ' '), *last = strrchr(line, ' ');

	if (first == NULL || (size_t)(first - line) >= sizeof out->word ||
	    num_parse(last + 1, strlen(last + 1), &out->n) != NUM_OK)
		return false;
	*first = *last = '\0';
	strcpy(out->word, line);
	if (last == first)
		return true;
	if (strlen(first + 1) >= sizeof out->name)
		return false;
	strcpy(out->name, first + 1);
	return true;
}

bool
backup_next(struct backup_in *b, struct backup_next *out, struct err *e)
{
	char line[MAX_LINE];

	*out = (struct backup_next){ 0 };
	if ((int64_t)ftello(b->f) == b->end)
		return true;
	TRY(line_of(b, line, e));
	return take_part(line, out) || err_set(e, ERR_INPUT, "%s: found "
	    "\"%.40s\", expected a part", b->path, line);
}

bool
backup_get(struct backup_in *b, void *p, size_t n, struct err *e)
{
	return fread(p, 1, n, b->f) == n || err_set(e, ERR_INPUT,
	    "%s: a part has fewer bytes than it says", b->path);
}

bool
backup_skip_end(struct backup_in *b, struct err *e)
{
	char c;

	return (backup_get(b, &c, 1, e) && c == '\n') || err_set(e, ERR_INPUT,
	    "%s: a part has more bytes than it says", b->path);
}
