/* SPDX-License-Identifier: Apache-2.0 */
/*
 * stream: a file as a feed of bytes.  .zst is unpacked on the way.  What is
 * plainly not text (PDF, xlsx and other zip files, xls, UTF-16, gzip) is
 * refused by name before anything is read from it; so are a directory and a
 * missing file.
 */
#ifndef READ_STREAM_H
#define READ_STREAM_H

#include <stdbool.h>
#include <stdint.h>

#include "text/feed.h"

struct arena;
struct err;

struct stream;	/* held open; stream_close gives it back */

bool stream_open(struct arena *a, const char *path, struct stream **out,
    struct err *e);
struct feed stream_feed(struct stream *s);
void stream_close(struct stream **s);	/* fits CLEANUP */

/* stream_watch(s, see, ctx): Call ${see} with the bytes of the file as they are on disk (for hashing while reading). */
void stream_watch(struct stream *s, void (*see)(void *ctx, const void *p, size_t n), void *ctx);

#endif
