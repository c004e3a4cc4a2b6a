/* SPDX-License-Identifier: Apache-2.0 */
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "text/esc.h"

#include "read/fold.h"

/* How many bytes of somebody's file a message quotes. */
#define SHOW_MAX 48

static char
lower(char c)
{
	if (c >= 'A' && c <= 'Z')
		c = (char)(c - 'A' + 'a');
	return c;
}

static bool
is_kept(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
	    (unsigned char)c >= 0x80;
}

size_t
fold(char out[FOLD_MAX], const char *p, size_t n)
{
	size_t used = 0;

	for (size_t i = 0; i < n; i++) {
		char c = lower(p[i]);

		if (!is_kept(c))
			continue;
		if (used == FOLD_MAX - 1) {
			used = 0;
			break;
		}
		out[used++] = c;
	}
	out[used] = '\0';
	return used;
}

char *
fold_new(struct arena *a, const char *s)
{
	char out[FOLD_MAX];
	size_t n = fold(out, s, strlen(s));

	return arena_str(a, out, n);
}

static int
least(int x, int y, int z)
{
	int m = x < y ? x : y;

	return m < z ? m : z;
}

int
fold_distance(const char *x, const char *y, int limit)
{
	int row[3][FOLD_MAX + 1];
	int nx = (int)strnlen(x, FOLD_MAX), ny = (int)strnlen(y, FOLD_MAX);
	int *before = row[0], *last = row[1], *now = row[2];

	if (nx - ny > limit || ny - nx > limit)
		return limit + 1;
	for (int j = 0; j <= ny; j++)
		last[j] = j;
	for (int i = 1; i <= nx; i++) {
		int *spare = before;

		now[0] = i;
		for (int j = 1; j <= ny; j++) {
			now[j] = least(last[j] + 1, now[j - 1] + 1,
			    last[j - 1] + (x[i - 1] != y[j - 1]));
			if (i > 1 && j > 1 && x[i - 1] == y[j - 2] &&
			    x[i - 2] == y[j - 1] && before[j - 2] + 1 < now[j])
				now[j] = before[j - 2] + 1;
		}
		before = last;
		last = now;
		now = spare;
	}
	return last[ny] <= limit ? last[ny] : limit + 1;
}

/* Letters of other scripts, and digits, that print like a Latin letter. */
static const struct {
	const char *from;
	char        to;
} looks[] = {
	{ "0", 'O' }, { "1", 'l' }, { "I", 'l' }, { "|", 'l' },
	/* Cyrillic */
	{ "\u0430", 'a' }, { "\u0435", 'e' }, { "\u043E", 'o' },
	{ "\u0440", 'p' }, { "\u0441", 'c' }, { "\u0443", 'y' },
	{ "\u0445", 'x' }, { "\u0456", 'i' }, { "\u0458", 'j' },
	{ "\u0455", 's' }, { "\u0501", 'd' }, { "\u0410", 'A' },
	{ "\u0412", 'B' }, { "\u0415", 'E' }, { "\u041A", 'K' },
	{ "\u041C", 'M' }, { "\u041D", 'H' }, { "\u041E", 'O' },
	{ "\u0420", 'P' }, { "\u0421", 'C' }, { "\u0422", 'T' },
	{ "\u0425", 'X' }, { "\u0406", 'l' }, { "\u0405", 'S' },
	{ "\u0408", 'J' },
	/* Greek */
	{ "\u0391", 'A' }, { "\u0392", 'B' }, { "\u0395", 'E' },
	{ "\u0396", 'Z' }, { "\u0397", 'H' }, { "\u0399", 'l' },
	{ "\u039A", 'K' }, { "\u039C", 'M' }, { "\u039D", 'N' },
	{ "\u039F", 'O' }, { "\u03A1", 'P' }, { "\u03A4", 'T' },
	{ "\u03A5", 'Y' }, { "\u03A7", 'X' }, { "\u03BF", 'o' },
	{ "\u03BD", 'v' },
};

/* The Latin letter that ${s} begins like and its length in bytes; 0: none. */
static char
look_of(const char *s, size_t *n)
{
	for (size_t i = 0; i < sizeof looks / sizeof looks[0]; i++) {
		*n = strlen(looks[i].from);
		if (strncmp(s, looks[i].from, *n) == 0)
			return looks[i].to;
	}
	return 0;
}

char *
fold_looks(struct arena *a, const char *s)
{
	char *out = arena_zero(a, strlen(s) + 1, 1), *to = out;

	while (*s != '\0') {
		size_t n;
		char c = look_of(s, &n);

		if (c != 0) {
			*to++ = c;
			s += n;
		} else {
			if (is_kept(lower(*s)))
				*to++ = *s;
			s++;
		}
	}
	return out;
}

char *
fold_show(struct arena *a, const char *p, size_t n)
{
	struct buf out CLEANUP(buf_free) = { 0 };
	size_t keep = n;

	if (n > SHOW_MAX) {
		keep = SHOW_MAX;
		while (keep > 0 && ((unsigned char)p[keep] & 0xC0) == 0x80)
			keep--;
	}
	buf_char(&out, '"');
	esc_terminal(&out, arena_str(a, p, keep));
	buf_str(&out, keep < n ? "\u2026\"" : "\"");
	return arena_text(a, out.p);
}
