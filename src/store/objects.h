/* SPDX-License-Identifier: Apache-2.0 */
/*
 * objects: files named by the SHA-256 of their bytes, in FOLDER/objects/.
 * An object is never changed, and the same bytes are kept once.
 */
#ifndef STORE_OBJECTS_H
#define STORE_OBJECTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "crypt/hash.h"

struct arena;
struct err;

/* objects_put(folder, p, n, hex, e): Keep ${n} bytes; ${hex} is their name. */
bool objects_put(const char *folder, const void *p, size_t n,
    char hex[HASH_HEX], struct err *e);

/* objects_put_file(folder, path, hex, size, e): Keep a copy of a file, streamed. */
bool objects_put_file(const char *folder, const char *path,
    char hex[HASH_HEX], int64_t *size, struct err *e);

/* objects_put_stream(folder, in, name, hex, size, e): The same of what is left to read of an open file, which messages call ${name}. */
bool objects_put_stream(const char *folder, FILE *in, const char *name,
    char hex[HASH_HEX], int64_t *size, struct err *e);

/* objects_move(from, to, hex, e): Move an object into another folder, which may have it already. */
bool objects_move(const char *from, const char *to, const char *hex,
    struct err *e);

/* objects_check(a, folder, hex, e): Has the object still the bytes it is named by? */
bool objects_check(struct arena *a, const char *folder, const char *hex,
    struct err *e);

/* objects_path(a, folder, hex): Where an object is. */
char *objects_path(struct arena *a, const char *folder, const char *hex);

#endif
