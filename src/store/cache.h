/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cache: where the objects of a database lie on this machine:
 * $XDG_CACHE_HOME (or $HOME/.cache) /canvass/ and the first 16 digits of the
 * SHA-256 of the address.  What is in it can be fetched again.
 */
#ifndef STORE_CACHE_H
#define STORE_CACHE_H

#include <stdbool.h>

struct arena;
struct err;

/* cache_folder(a, address, out, e): That folder; it is made if it is missing. */
bool cache_folder(struct arena *a, const char *address, const char **out,
    struct err *e);

#endif
