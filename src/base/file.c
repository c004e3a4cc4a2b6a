/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE	/* syncfs */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"

void
file_close_fd(int *fd)
{
	if (*fd >= 0)
		(void)close(*fd);
}

void
file_close(FILE **f)
{
	if (*f != NULL)
		(void)fclose(*f);
}

/* What the user named is at fault unless the machine is. */
static bool
cannot(struct err *e, const char *verb, const char *path)
{
	int why = errno;
	bool users = why == ENOENT || why == EISDIR || why == ENOTDIR ||
	    why == EACCES || why == ELOOP || why == ENAMETOOLONG;

	return err_set(e, users ? ERR_INPUT : ERR_SYSTEM, "%s: cannot %s: %s",
	    path, verb, strerror(why));
}

static bool
read_all(int fd, char *p, size_t want, const char *path, struct err *e)
{
	size_t have = 0;

	while (have < want) {
		ssize_t n = read(fd, p + have, want - have);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return cannot(e, "read", path);
		if (n == 0)
			return err_set(e, ERR_INPUT,
			    "%s: the file became shorter while it was read",
			    path);
		have += (size_t)n;
	}
	return true;
}

bool
file_read(struct arena *a, const char *path, size_t max, struct bytes *out,
    struct err *e)
{
	int fd CLEANUP(file_close_fd) = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	char *p;

	if (fd < 0 || fstat(fd, &st) != 0)
		return cannot(e, "read", path);
	if (S_ISDIR(st.st_mode))
		return err_set(e, ERR_INPUT,
		    "%s: found a directory, expected a file", path);
	if (!S_ISREG(st.st_mode))
		return err_set(e, ERR_INPUT,
		    "%s: found no regular file, expected a file", path);
	if ((uintmax_t)st.st_size > max)
		return err_set(e, ERR_INPUT,
		    "%s: found %jd bytes, expected %zu at most", path,
		    (intmax_t)st.st_size, max);
	p = arena_zero(a, 1, (size_t)st.st_size + 1);
	TRY(read_all(fd, p, (size_t)st.st_size, path, e));
	*out = (struct bytes){ p, (size_t)st.st_size };
	return true;
}

static bool
write_all(int fd, const char *p, size_t n, const char *path, struct err *e)
{
	while (n > 0) {
		ssize_t done = write(fd, p, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return cannot(e, "write", path);
		p += done;
		n -= (size_t)done;
	}
	return true;
}

bool
file_sync_parent(const char *path, struct err *e)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	char *dir = arena_text(&a, path);
	char *slash = strrchr(dir, '/');
	int fd CLEANUP(file_close_fd) = -1;

	if (slash == NULL)
		dir = arena_text(&a, ".");
	else
		slash[slash == dir] = '\0';
	if ((fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) < 0 ||
	    fsync(fd) != 0)
		return cannot(e, "sync", dir);
	return true;
}

static bool
write_new(const char *path, const void *b, size_t n, bool sync_it,
    struct err *e)
{
	int fd CLEANUP(file_close_fd) = open(path,
	    O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);

	if (fd < 0)
		return cannot(e, "write", path);
	TRY(write_all(fd, b, n, path, e));
	if (sync_it && fsync(fd) != 0)
		return cannot(e, "sync", path);
	return true;
}

bool
stage_put(const char *path, const void *b, size_t n, struct err *e)
{
	return write_new(path, b, n, false, e);
}

bool
file_write(const char *path, const void *b, size_t n, struct err *e)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	char *tmp = arena_printf(&a, "%s.tmp%ld", path, (long)getpid());

	if (!write_new(tmp, b, n, true, e)) {
		(void)unlink(tmp);
		return false;
	}
	if (rename(tmp, path) != 0) {
		(void)cannot(e, "write", path);
		(void)unlink(tmp);
		return false;
	}
	return file_sync_parent(path, e);
}

bool
file_make_dirs(const char *path, struct err *e)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	char *dir = arena_text(&a, path);
	struct stat st;

	for (char *p = dir + 1;; p++) {
		char was = *p;

		if (was != '/' && was != '\0')
			continue;
		*p = '\0';
		if (mkdir(dir, 0755) != 0 && errno != EEXIST)
			return cannot(e, "make the folder", dir);
		if (was == '\0')
			break;
		*p = was;
	}
	if (stat(path, &st) != 0 || !S_ISDIR(st.st_mode))
		return err_set(e, ERR_INPUT,
		    "%s: found a file, expected a folder", path);
	return true;
}

bool
file_exists(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0;
}

/* The first thing that is not the folder itself ends the walk. */
static int
is_inside(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)path;
	(void)st;
	return at->level > 0 || kind != FTW_D;
}

bool
file_is_empty_folder(const char *path)
{
	return nftw(path, is_inside, 4, FTW_PHYS) == 0;
}

static int
remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

static bool
remove_tree(const char *path)
{
	return nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS) == 0;
}

/* Is ${name} a work folder of ${final} whose process is gone? */
static bool
is_left_behind(const char *name, const char *final)
{
	size_t n = strlen(final);
	char *end;
	long pid;

	if (strncmp(name, final, n) != 0 || strncmp(name + n, ".new", 4) != 0)
		return false;
	pid = strtol(name + n + 4, &end, 10);
	return pid > 0 && *end == '\0' && kill((pid_t)pid, 0) != 0 &&
	    errno == ESRCH;
}

static void
close_folder(DIR **d)
{
	if (*d != NULL)
		(void)closedir(*d);
}

/* Remove what a process that was killed left beside ${final}. */
static void
sweep(const char *final)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	const char *slash = strrchr(final, '/');
	char *parent = slash == NULL ? arena_text(&a, ".") :
	    arena_str(&a, final, (size_t)(slash - final) + (slash == final));
	DIR *d CLEANUP(close_folder) = opendir(parent);
	const struct dirent *x;

	while (d != NULL && (x = readdir(d)) != NULL)
		if (is_left_behind(x->d_name, slash != NULL ? slash + 1 :
		    final))
			(void)remove_tree(arena_printf(&a, "%s/%s", parent,
			    x->d_name));
}

bool
stage_begin(struct arena *a, const char *final, struct stage_dir *s,
    struct err *e)
{
	size_t n = strlen(final);

	while (n > 1 && final[n - 1] == '/')
		n--;
	*s = (struct stage_dir){ 0 };
	s->final = arena_str(a, final, n);
	s->path = arena_printf(a, "%s.new%ld", s->final, (long)getpid());
	(void)remove_tree(s->path);
	sweep(s->final);
	return file_make_dirs(s->path, e);
}

bool
file_sync_all(const char *path, struct err *e)
{
	int fd CLEANUP(file_close_fd) = open(path, O_RDONLY | O_DIRECTORY |
	    O_CLOEXEC);

	if (fd < 0 || syncfs(fd) != 0)
		return cannot(e, "sync", path);
	return true;
}

bool
stage_commit(struct stage_dir *s, struct err *e)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	char *old = arena_printf(&a, "%s.old%ld", s->final, (long)getpid());
	bool replaces = file_exists(s->final);

	TRY(file_sync_all(s->path, e));
	if (replaces && rename(s->final, old) != 0)
		return cannot(e, "replace", s->final);
	if (rename(s->path, s->final) != 0) {
		(void)cannot(e, "write", s->final);
		if (replaces)
			(void)rename(old, s->final);
		return false;
	}
	s->path = NULL;
	TRY(file_sync_parent(s->final, e));
	if (replaces)
		(void)remove_tree(old);
	return true;
}

void
stage_drop(struct stage_dir *s)
{
	if (s->path != NULL)
		(void)remove_tree(s->path);
	s->path = NULL;
}
