/* SPDX-License-Identifier: Apache-2.0 */
/*
 * token: JSON's words, one after the other, with line and column; json.c knows
 * in which order they may stand.
 */
#ifndef TEXT_TOKEN_H
#define TEXT_TOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

#include "text/json.h"
#include "text/window.h"

struct tokens {
	struct window w;
	size_t        at;	/* the next byte */
	int64_t       line;
	int64_t       line_base;	/* bytes of the feed before this line */
	int64_t       tails;	/* bytes of the line that begin no character */
	char         *plain;	/* the last string, its escapes resolved */
	size_t        room;
};

void token_open(struct tokens *t, struct arena *a, struct feed s,
    size_t window);

/* token_peek(t, e): Skip blanks.  NEXT_ITEM: a token begins at p[at]. */
enum next token_peek(struct tokens *t, struct err *e);

/* token_place(t): Where p[at] stands. */
struct place token_place(const struct tokens *t);

/* token_unlike(t, expected, e): There is something else at p[at], or nothing. */
bool token_unlike(struct tokens *t, const char *expected, struct err *e);

/* token_string, _number, _word: Take it; its bytes into ${ev}. */
bool token_string(struct tokens *t, struct json_event *ev, struct err *e);
bool token_number(struct tokens *t, struct json_event *ev, struct err *e);
bool token_word(struct tokens *t, const char *word, struct err *e);

#endif
