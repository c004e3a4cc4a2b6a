/* SPDX-License-Identifier: Apache-2.0 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"

#include "cli/paths.h"

char *
path_beside(struct arena *a, const char *file, const char *name)
{
	const char *slash = strrchr(file, '/');

	if (name[0] == '/' || slash == NULL)
		return arena_text(a, name);
	return arena_printf(a, "%.*s/%s", (int)(slash - file), file, name);
}

const char *
path_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ? slash + 1 : path;
}

/* The folder that this program was started from, or NULL. */
static char *
program_folder(struct arena *a)
{
	char exe[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);

	if (n <= 0)
		return NULL;
	exe[n] = '\0';
	return path_beside(a, exe, ".");
}

bool
share_find(struct arena *a, const char *what, char **path, struct err *e)
{
	const char *share = getenv("CANVASS_SHARE");
	char *bin = program_folder(a);
	char *try[3] = { NULL, NULL, NULL };

	if (share != NULL)
		try[0] = arena_printf(a, "%s/%s", share, what);
	if (bin != NULL) {
		try[1] = arena_printf(a, "%s/../%s", bin, what);
		try[2] = arena_printf(a, "%s/../share/canvass/%s", bin, what);
	}
	for (size_t i = 0; i < 3; i++)
		if (try[i] != NULL && file_exists(try[i])) {
			*path = try[i];
			return true;
		}
	return err_set(e, ERR_INPUT,
	    "%s: not found among the files that come with canvass", what);
}

bool
rules_find(struct arena *a, const char *name, char **path, struct err *e)
{
	size_t n = strlen(name);
	bool yaml = n > 5 && strcmp(name + n - 5, ".yaml") == 0;
	char *file = arena_printf(a, "rules/%s%s", name, yaml ? "" : ".yaml");

	if (strchr(name, '/') != NULL || (yaml && file_exists(name))) {
		*path = arena_text(a, name);
		return true;
	}
	return share_find(a, file, path, e);
}

bool
path_may_go(struct arena *a, const char *path, const char *sign, struct err *e)
{
	if (!file_exists(path) || file_is_empty_folder(path) ||
	    file_exists(arena_printf(a, "%s/%s", path, sign)))
		return true;
	return err_set(e, ERR_INPUT, "%s: found something that canvass did "
	    "not write, expected a new or an empty folder", path);
}
