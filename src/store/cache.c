/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"

#include "crypt/hash.h"
#include "store/cache.h"

/* The variable must name an absolute path, or it does not count (XDG). */
static const char *
folder_in(const char *variable)
{
	const char *path = getenv(variable);

	return path != NULL && path[0] == '/' ? path : NULL;
}

bool
cache_folder(struct arena *a, const char *address, const char **out,
    struct err *e)
{
	const char *cache = folder_in("XDG_CACHE_HOME");
	const char *home = folder_in("HOME");
	char hex[HASH_HEX];

	if (cache == NULL && home == NULL)
		return err_set(e, ERR_SYSTEM, "there is no folder for objects "
		    "of a database: neither XDG_CACHE_HOME nor HOME is set");
	if (cache == NULL)
		cache = arena_printf(a, "%s/.cache", home);
	hash_hex(address, strlen(address), hex);
	*out = arena_printf(a, "%s/canvass/%.16s", cache, hex);
	return file_make_dirs(*out, e);
}
