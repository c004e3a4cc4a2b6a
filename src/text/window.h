/* SPDX-License-Identifier: Apache-2.0 */
/*
 * window: the part of a feed that a pull reader looks at, as clean text.
 *
 *	for (;;) {
 *		parse p[at .. limit); whole token: use it, move at behind it
 *		token cut off by limit: window_more(&w, &at, &e), parse it again
 *	}
 *
 * Bytes below limit are valid UTF-8 without NUL; a byte-order mark is skipped.
 * After the last byte of the feed stands one line end that the feed did not
 * have, so that a token at the very end ends like any other.  p[-1] and
 * SCAN_SLACK bytes beyond limit may be read.
 */
#ifndef TEXT_WINDOW_H
#define TEXT_WINDOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/feed.h"

struct arena;
struct buf;
struct err;

#define WINDOW_SIZE ((size_t)128 << 10)

struct window {
	struct feed   feed;
	struct arena *arena;
	char         *p;
	size_t        limit;	/* clean text ends here */
	size_t        end;	/* bytes end here; limit = end + 1 when all is read */
	size_t        cap;
	int64_t       base;	/* bytes of the feed that stood before p[0] */
	bool          started, ended, had_bom;
};

/* window_open(w, a, s, size): A window with room for ${size} bytes at first. */
void window_open(struct window *w, struct arena *a, struct feed s, size_t size);

/*
 * window_more(w, at, e):
 * Keep the bytes from *${at} on, move them to the front (*${at} follows them)
 * and read on, with twice the room if they fill the window: the caller limits
 * the length of a token.  NEXT_END: no more clean text will come, either
 * because the feed has ended or because of what window_stop describes.
 */
enum next window_more(struct window *w, size_t *at, struct err *e);

/* window_is_bad(w): Is p[limit] a byte that cannot stand in UTF-8 text? */
bool window_is_bad(const struct window *w);

#define WINDOW_SAY 160
/* window_stop(w, out): What stands at p[limit] of a bad window, and what was expected. */
char *window_stop(const struct window *w, char out[WINDOW_SAY]);

#endif
