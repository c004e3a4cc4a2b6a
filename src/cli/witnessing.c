/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/file.h"

#include "cli/paths.h"
#include "cli/witnessing.h"

#define MAX_SEEN ((size_t)8192)

static char *
seen_path(struct arena *a, const char *folder, const char *origin)
{
	char hex[HASH_HEX];

	hash_hex(origin, strlen(origin), hex);
	return arena_printf(a, "%s/seen/%s", folder, hex);
}

bool
seen_read(struct arena *a, const char *folder, const char *origin,
    struct seen *out, struct err *e)
{
	char *path = seen_path(a, folder, origin);
	struct bytes text;
	const char *lf;

	*out = (struct seen){ .at.origin = origin };
	if (!file_exists(path))
		return true;
	TRY(file_read(a, path, MAX_SEEN, &text, e));
	lf = memchr(text.p, '\n', text.n);
	if (lf == NULL)
		return err_set(e, ERR_STORE, "%s: is not whole", path);
	out->before = true;
	TRY(note_key_parse(a, arena_str(a, text.p, (size_t)(lf - text.p)),
	    &out->log, e));
	return checkpoint_parse(a, lf + 1, text.n - (size_t)(lf + 1 - text.p),
	    path, &out->at, e);
}

bool
seen_write(struct arena *a, const char *folder, const struct seen *s,
    struct err *e)
{
	char *path = seen_path(a, folder, s->at.origin);
	struct buf b CLEANUP(buf_free) = { 0 };

	note_key_write(&b, &s->log);
	buf_char(&b, '\n');
	checkpoint_write(&b, &s->at);
	TRY(file_make_dirs(path_beside(a, path, "."), e));
	return file_write(path, b.p, b.len, e);
}
