/* SPDX-License-Identifier: Apache-2.0 */
/*
 * file: bytes in from files and out to files.  A file appears whole or not at
 * all: it is written under a temporary name, synced and renamed.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct arena;
struct err;

/* Bytes that live somewhere else; no NUL is promised. */
struct bytes {
	const char *p;
	size_t      n;
};

/*
 * file_read(a, path, max, out, e):
 * Read all of ${path}, at most ${max} bytes, into ${a} (a NUL follows the
 * bytes).  A missing file, a directory or a larger file is bad input.
 */
bool file_read(struct arena *a, const char *path, size_t max,
    struct bytes *out, struct err *e);

/* file_write(path, b, n, e): Put ${n} bytes under ${path}, whole or not at all. */
bool file_write(const char *path, const void *b, size_t n, struct err *e);

/* file_sync_parent(path, e): Make the name of a file durable: sync the folder that it stands in. */
bool file_sync_parent(const char *path, struct err *e);

/* file_make_dirs(path, e): Make ${path} and its parents; it may exist already. */
bool file_make_dirs(const char *path, struct err *e);

/* file_close(f), file_close_fd(fd): Close what is open; they fit CLEANUP. */
void file_close(FILE **f);
void file_close_fd(int *fd);

/* file_exists(path): Does anything stand under ${path}? */
bool file_exists(const char *path);

/* file_is_empty_folder(path): Does a folder stand there, and nothing in it? */
bool file_is_empty_folder(const char *path);

/*
 * A folder that appears whole: write into work.path with stage_put, then
 * stage_commit makes all of it durable at once and puts it in place of
 * ${final} (what stood there before, if anything, is removed after the rename).  stage_drop removes the work folder; it is safe after a commit,
 * so it can stand in a CLEANUP.
 */
struct stage_dir {
	char *path;	/* in the arena; NULL when nothing is staged */
	char *final;
};
bool stage_begin(struct arena *a, const char *final, struct stage_dir *s,
    struct err *e);
bool stage_commit(struct stage_dir *s, struct err *e);

/* stage_put(path, b, n, e): Write a new file into a staged folder; not durable until the commit. */
bool stage_put(const char *path, const void *b, size_t n, struct err *e);

void stage_drop(struct stage_dir *s);

/* file_sync_all(folder, e): Everything written to the file system of ${folder} is on the disk. */
bool file_sync_all(const char *folder, struct err *e);

#endif
