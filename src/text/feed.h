/* SPDX-License-Identifier: Apache-2.0 */
/*
 * feed: where a pull reader gets its bytes.  The readers in this room never
 * open a file: the caller gives them a function that fills a window.
 */
#ifndef TEXT_FEED_H
#define TEXT_FEED_H

#include <stdbool.h>
#include <stddef.h>

struct err;

struct feed {
	/* Put up to ${cap} bytes at ${p}; *${got} = 0 means the end.  False fails. */
	bool (*fill)(void *ctx, char *p, size_t cap, size_t *got, struct err *e);
	void *ctx;
	const char *name;	/* for messages; outlives the reader */
};

/* Bytes already in memory, as a feed: set ctx to one of these and fill to memory_fill. */
struct memory {
	const char *p;
	size_t      left;
};
bool memory_fill(void *memory, char *p, size_t cap, size_t *got, struct err *e);

/* What a pull gave. */
enum next { NEXT_FAILED = -1, NEXT_END = 0, NEXT_ITEM = 1 };

#endif
