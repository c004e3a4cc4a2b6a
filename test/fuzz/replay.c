/* SPDX-License-Identifier: Apache-2.0 */
/* replay: hand every file of the folders named to a fuzz target. */
#include <dirent.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"

#include "fuzz.h"

#define FILE_MAX ((size_t)4 << 20)

static void
close_folder(DIR **d)
{
	if (*d != NULL)
		closedir(*d);
}

/* A copy of exactly the file's size, so that a sanitizer sees its end. */
static bool
replay_file(const char *path, struct err *e)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct bytes file;
	uint8_t *exact;

	TRY(file_read(&a, path, FILE_MAX, &file, e));
	if ((exact = malloc(file.n > 0 ? file.n : 1)) == NULL)
		return err_set(e, ERR_SYSTEM, "out of memory");
	memcpy(exact, file.p, file.n);
	(void)LLVMFuzzerTestOneInput(exact, file.n);
	free(exact);
	return true;
}

static bool
replay_folder(const char *path, int *files, struct err *e)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	DIR *d CLEANUP(close_folder) = opendir(path);

	if (d == NULL)
		return err_set(e, ERR_INPUT, "%s: no such folder", path);
	for (struct dirent *x; (x = readdir(d)) != NULL;) {
		if (x->d_name[0] == '.')
			continue;
		TRY(replay_file(arena_printf(&a, "%s/%s", path, x->d_name),
		    e));
		++*files;
	}
	return true;
}

int
main(int argc, char **argv)
{
	struct err e;
	int files = 0;

	for (int i = 1; i < argc; i++)
		if (!replay_folder(argv[i], &files, &e)) {
			fprintf(stderr, "replay: %s\n", e.text);
			return 1;
		}
	printf("%d files replayed\n", files);
	return files > 0 ? 0 : 1;
}
