/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fail_at: preloaded, it lets the program's Nth write or sync to a disk fail.
 *
 *	FAIL_AT=N FAIL_HOW=kill|enospc|eio|short LD_PRELOAD=fail_at.so ...
 *
 * kill ends the program before the call, as kill -9 would; enospc and eio
 * fail that call and every later one, as a full or a broken disk does; short
 * writes half and then fails so.  FAIL_AT=0 lets everything pass.  What was
 * counted is printed nowhere: a run that ends well has used up its N.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PUBLIC __attribute__((visibility("default")))

static long calls;

/* Pipes and terminals are not disks. */
static int
is_file(int fd)
{
	struct stat st;

	return fstat(fd, &st) == 0 && (S_ISREG(st.st_mode) ||
	    S_ISDIR(st.st_mode));
}

/* How this call shall fail; NULL: not at all. */
static const char *
how(int fd)
{
	const char *at = getenv("FAIL_AT"), *what = getenv("FAIL_HOW");
	long n = at != NULL ? atol(at) : 0;

	if (n == 0 || what == NULL || !is_file(fd) || ++calls < n)
		return NULL;
	if (strcmp(what, "kill") == 0)
		(void)raise(SIGKILL);
	errno = strcmp(what, "eio") == 0 ? EIO : ENOSPC;
	return what;
}

static void *
real(const char *name)
{
	return dlsym(RTLD_NEXT, name);
}

PUBLIC ssize_t
pwrite64(int fd, const void *p, size_t n, off64_t at)
{
	ssize_t (*next)(int, const void *, size_t, off64_t);
	const char *what = how(fd);

	*(void **)&next = real("pwrite64");
	if (what == NULL)
		return next(fd, p, n, at);
	if (strcmp(what, "short") == 0 && n > 1)
		return next(fd, p, n / 2, at);
	return -1;
}

PUBLIC ssize_t
write(int fd, const void *p, size_t n)
{
	ssize_t (*next)(int, const void *, size_t);
	const char *what = how(fd);

	*(void **)&next = real("write");
	if (what == NULL)
		return next(fd, p, n);
	if (strcmp(what, "short") == 0 && n > 1)
		return next(fd, p, n / 2);
	return -1;
}

static int
sync_call(const char *name, int fd)
{
	int (*next)(int);

	if (how(fd) != NULL)
		return -1;
	*(void **)&next = real(name);
	return next(fd);
}

PUBLIC int
fsync(int fd)
{
	return sync_call("fsync", fd);
}

PUBLIC int
fdatasync(int fd)
{
	return sync_call("fdatasync", fd);
}

PUBLIC int
ftruncate64(int fd, off64_t size)
{
	int (*next)(int, off64_t);

	if (how(fd) != NULL)
		return -1;
	*(void **)&next = real("ftruncate64");
	return next(fd, size);
}
