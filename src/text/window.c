/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"

#include "text/scan.h"
#include "text/utf8.h"
#include "text/window.h"

/* Before the bytes, one for p[-1]; behind them, a line end and slack. */
#define FRONT 8
#define BACK  (1 + SCAN_SLACK)

#define LONGEST_CHARACTER 4

static char *
make_room(struct arena *a, size_t cap)
{
	return (char *)arena_zero(a, FRONT + cap + BACK, 1) + FRONT;
}

void
window_open(struct window *w, struct arena *a, struct feed s, size_t size)
{
	*w = (struct window){ .feed = s, .arena = a, .cap = size };
	w->p = make_room(a, size);
}

static void
move_to_front(struct window *w, size_t keep)
{
	size_t n = w->end - keep;
	char *to = w->p;

	if (n == w->cap)
		to = make_room(w->arena, w->cap *= 2);
	memmove(to, w->p + keep, n);
	w->p = to;
	w->base += (int64_t)keep;
	w->limit -= keep;
	w->end = n;
}

static bool
fill(struct window *w, struct err *e)
{
	size_t got;

	while (!w->ended && w->end < w->cap) {
		if (!w->feed.fill(w->feed.ctx, w->p + w->end, w->cap - w->end,
		    &got, e))
			return false;
		w->end += got;
		w->ended = got == 0;
	}
	return true;
}

/* Move limit over what is clean; part of a character may be left behind it. */
static void
look(struct window *w)
{
	const char *from = w->p + w->limit;
	size_t n = w->end - w->limit, clean;
	const char *nul = memchr(from, '\0', n);

	if (nul != NULL)
		n = (size_t)(nul - from);
	if (!utf8_valid(from, n, &clean))
		n = clean;
	w->limit += n;
	if (w->ended && w->limit == w->end)
		w->p[w->limit++] = '\n';
}

static void
skip_bom(struct window *w, size_t *at)
{
	w->started = true;
	w->had_bom = w->end >= 3 && memcmp(w->p, "\xEF\xBB\xBF", 3) == 0;
	if (w->had_bom)
		*at = 3;
}

enum next
window_more(struct window *w, size_t *at, struct err *e)
{
	size_t before;

	if (w->limit > w->end || (w->started && window_is_bad(w)))
		return NEXT_END;
	move_to_front(w, *at);
	*at = 0;
	before = w->limit;
	if (!fill(w, e))
		return NEXT_FAILED;
	if (!w->started && w->end < LONGEST_CHARACTER && !w->ended)
		return window_more(w, at, e);
	look(w);
	if (!w->started)
		skip_bom(w, at);
	if (w->limit > before)
		return NEXT_ITEM;
	return window_is_bad(w) ? NEXT_END : window_more(w, at, e);
}

bool
window_is_bad(const struct window *w)
{
	size_t left;

	if (w->limit >= w->end)
		return false;
	left = w->end - w->limit;
	return w->ended || left >= LONGEST_CHARACTER ||
	    w->p[w->limit] == '\0';
}

/* Latin text in UTF-16 is every second byte a NUL. */
static bool
is_utf16(const struct window *w)
{
	const char *p = w->p;

	if (w->base > 0 || w->limit > 1 || w->end < 2)
		return false;
	if (memcmp(p, "\xFF\xFE", 2) == 0 || memcmp(p, "\xFE\xFF", 2) == 0)
		return true;
	return w->end >= 4 && (p[0] == '\0') == (p[2] == '\0') &&
	    (p[1] == '\0') == (p[3] == '\0') &&
	    (p[0] == '\0') != (p[1] == '\0');
}

/* How many bytes a character that begins with ${lead} has; 0: none does. */
static size_t
length_of(unsigned char lead)
{
	if (lead >= 0xC2 && lead <= 0xDF)
		return 2;
	if ((lead & 0xF0) == 0xE0)
		return 3;
	return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

char *
window_stop(const struct window *w, char out[WINDOW_SAY])
{
	unsigned char byte = (unsigned char)w->p[w->limit];

	if (is_utf16(w))
		snprintf(out, WINDOW_SAY, "the text is in UTF-16; UTF-8 was "
		    "expected (save it again as UTF-8)");
	else if (byte == '\0')
		snprintf(out, WINDOW_SAY, "found a NUL byte; text was "
		    "expected");
	else if (w->ended && w->end - w->limit < length_of(byte))
		snprintf(out, WINDOW_SAY, "the file ends within a character; "
		    "is it cut off?");
	else
		snprintf(out, WINDOW_SAY, "found the byte 0x%02X, which is not "
		    "UTF-8 here; UTF-8 text was expected", byte);
	return out;
}
