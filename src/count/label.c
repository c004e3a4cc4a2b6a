/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/arena.h"

#include "count/label.h"

/* Longer runs of digits are serial numbers, not counts of batches. */
#define DIGITS_MAX 15

struct reading {
	struct label  l;
	char         *shape;
	size_t        n;		/* bytes of shape */
	size_t        gap;		/* bytes of shape when the last number ended */
	bool          dash, dot;	/* a dash, or another joint, since then */
	bool          blank;		/* the last character was a blank */
	bool          latin, other;	/* alphabets met */
};

static bool
is_digit(unsigned char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char
lower(unsigned char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

/* One character of UTF-8: its code point and length; code point 0 if the bytes are none. */
static size_t
character(const unsigned char *s, uint32_t *code)
{
	size_t need = s[0] >= 0xF0 && s[0] < 0xF5 ? 4 : s[0] >= 0xE0 ? 3 : 2;

	*code = 0;
	if (s[0] < 0xC2 || s[0] >= 0xF5)
		return 1;
	*code = s[0] & (0x7Fu >> need);
	for (size_t i = 1; i < need; i++) {
		if ((s[i] & 0xC0) != 0x80) {
			*code = 0;
			return i;
		}
		*code = *code << 6 | (s[i] & 0x3Fu);
	}
	return need;
}

static bool
is_invisible(uint32_t c)
{
	return c == 0xA0 || c == 0xAD || c == 0x61C || c == 0x180E ||
	    (c >= 0x2000 && c <= 0x200F) || (c >= 0x2028 && c <= 0x202F) ||
	    (c >= 0x205F && c <= 0x206F) || c == 0x3000 || c == 0xFEFF;
}

static bool
is_dash(uint32_t c)
{
	return (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
}

/* Greek, Cyrillic and full-width letters have twins in the Latin alphabet. */
static bool
is_twin(uint32_t c)
{
	return (c >= 0x370 && c <= 0x52F) || (c >= 0xFF01 && c <= 0xFF5E);
}

/* A character beyond ASCII: a letter, unless it is invisible or a dash. */
static size_t
read_wide(struct reading *r, const unsigned char *s)
{
	uint32_t c;
	size_t n = character(s, &c);

	r->blank = false;
	if (c == 0)
		r->l.dirt |= DIRT_BYTES;
	else if (is_invisible(c))
		r->l.dirt |= DIRT_INVISIBLE;
	if (is_dash(c)) {
		r->dash = true;
		return n;
	}
	if (is_invisible(c))
		return n;
	r->other |= is_twin(c);
	memcpy(r->shape + r->n, s, n);
	r->n += n;
	return n;
}

static bool
is_to(const char *word, size_t n)
{
	static const char *const words[] = { "to", "thru", "through" };

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strlen(words[i]) == n && memcmp(words[i], word, n) == 0)
			return true;
	return false;
}

/* Does the number that now comes make a range with the one before? */
static bool
joins(const struct reading *r, int64_t value)
{
	size_t words = r->n - r->gap;

	if (r->l.numbers == 0 || r->dot ||
	    value <= r->l.number[r->l.numbers - 1])
		return false;
	return words == 0 ? r->dash :
	    !r->dash && is_to(r->shape + r->gap, words);
}

static size_t
read_number(struct reading *r, const unsigned char *s)
{
	size_t zeros = 0, n;
	int64_t value = 0;

	while (s[zeros] == '0' && is_digit(s[zeros + 1]))
		zeros++;
	for (n = zeros; is_digit(s[n]) && n - zeros < DIGITS_MAX; n++)
		value = value * 10 + (s[n] - '0');
	r->blank = false;
	if (r->l.numbers == LABEL_NUMBERS || is_digit(s[n])) {
		memcpy(r->shape + r->n, s, n);
		r->n += n;
		return n;
	}
	r->l.range = joins(r, value);
	if (r->l.range)
		r->n = r->gap;		/* "to" is a dash in words */
	r->l.number[r->l.numbers++] = value;
	r->shape[r->n++] = '#';
	r->gap = r->n;
	r->dash = r->dot = false;
	return n;
}

static size_t
read_blank(struct reading *r, unsigned char c)
{
	if (c != ' ')
		r->l.dirt |= DIRT_CONTROL;
	if (r->blank)
		r->l.dirt |= DIRT_TWO_BLANKS;
	r->blank = true;
	return 1;
}

static size_t
read_sign(struct reading *r, unsigned char c)
{
	r->blank = false;
	if (is_letter(c)) {
		r->latin = true;
		r->shape[r->n++] = lower(c);
	} else if (c == '-') {
		r->dash = true;
	} else {
		r->dot = true;
	}
	return 1;
}

struct label
label_read(struct arena *a, const char *text)
{
	const unsigned char *s = (const unsigned char *)text;
	size_t n = strlen(text), at = 0;
	struct reading r = { .shape = arena_zero(a, n + 1, 1) };

	if (n > 0 && (s[0] <= ' ' || s[n - 1] <= ' '))
		r.l.dirt |= DIRT_EDGE_BLANK;
	while (at < n) {
		if (is_digit(s[at]))
			at += read_number(&r, s + at);
		else if (s[at] <= ' ' || s[at] == 0x7F)
			at += read_blank(&r, s[at]);
		else if (s[at] < 0x80)
			at += read_sign(&r, s[at]);
		else
			at += read_wide(&r, s + at);
	}
	if (r.l.range && r.n > r.gap)
		r.l.range = false;	/* words follow: "10-12 hall" is a date or a place */
	if (r.latin && r.other)
		r.l.dirt |= DIRT_ALPHABETS;
	r.l.shape = r.shape;
	return r.l;
}

/* FNV-1a, with a last stir so that low bits may be used alone. */
static uint64_t
stir(uint64_t h, const void *p, size_t n)
{
	const unsigned char *b = p;

	for (size_t i = 0; i < n; i++)
		h = (h ^ b[i]) * 0x100000001B3u;
	return h;
}

uint64_t
label_hash(const struct label *l)
{
	uint64_t h = stir(0xCBF29CE484222325u, l->shape, strlen(l->shape));

	h = stir(h, l->number, l->numbers * sizeof l->number[0]);
	return h ^ h >> 29;
}

bool
label_equal(const struct label *x, const struct label *y)
{
	return x->numbers == y->numbers && strcmp(x->shape, y->shape) == 0 &&
	    memcmp(x->number, y->number, x->numbers * sizeof x->number[0]) == 0;
}

/* The words in front of a number, or behind the last one. */
struct words {
	const char *p;
	size_t      n;
};

/* The next words of a shape; *${s} moves past the '#' that ends them. */
static struct words
next_words(const char **s)
{
	struct words w = { *s, strcspn(*s, "#") };

	*s += w.n + (w.p[w.n] == '#');
	return w;
}

static bool
words_equal(struct words x, struct words y)
{
	return x.n == y.n && memcmp(x.p, y.p, x.n) == 0;
}

static bool
contains(struct words big, struct words small)
{
	for (size_t i = 0; i + small.n <= big.n; i++)
		if (memcmp(big.p + i, small.p, small.n) == 0)
			return true;
	return small.n == 0;
}

/* One letter more in ${y}, or two neighbours exchanged. */
static bool
is_slip(struct words x, struct words y)
{
	size_t i = 0, skip = y.n - x.n;

	while (i < x.n && x.p[i] == y.p[i])
		i++;
	if (skip == 1)
		return memcmp(x.p + i, y.p + i + 1, x.n - i) == 0;
	return skip == 0 && i + 1 < x.n && x.p[i] == y.p[i + 1] &&
	    x.p[i + 1] == y.p[i] &&
	    memcmp(x.p + i + 2, y.p + i + 2, x.n - i - 2) == 0;
}

static enum kinship
words_kinship(struct words x, struct words y)
{
	if (x.n > y.n)
		return words_kinship(y, x);
	if (y.n >= 3 && x.n >= 2 && is_slip(x, y))
		return KIN_SLIP;
	if (y.n >= 3 && contains(y, x))
		return KIN_SHORTER;
	return KIN_NONE;
}

enum kinship
label_kinship(const char *x, const char *y)
{
	enum kinship all = KIN_NONE;
	bool x_more = false, y_more = false;

	while (*x != '\0' || *y != '\0') {
		bool last = strchr(x, '#') == NULL || strchr(y, '#') == NULL;
		struct words wx = next_words(&x), wy = next_words(&y);
		enum kinship one;

		if ((wx.p + wx.n == x) != (wy.p + wy.n == y))
			return KIN_NONE;	/* not as many numbers */
		if (words_equal(wx, wy))
			continue;
		one = words_kinship(wx, wy);
		if (one == KIN_NONE || (last && one != KIN_SLIP) ||
		    (all == KIN_SLIP && one == KIN_SLIP))
			return KIN_NONE;
		x_more |= one == KIN_SHORTER && wx.n > wy.n;
		y_more |= one == KIN_SHORTER && wy.n > wx.n;
		all = one > all ? one : all;
	}
	return x_more && y_more ? KIN_NONE : all;
}

/* The bits of ${x} well mixed, so that their sums tell sets apart. */
static uint64_t
mix(uint64_t x)
{
	x = (x ^ x >> 31) * 0x9E3779B97F4A7C15u;
	return x ^ x >> 29;
}

uint64_t
label_loose_hash(const struct label *l)
{
	uint64_t h = 0;

	for (const char *s = l->shape; *s != '\0'; s++)
		h += mix((unsigned char)*s);
	for (size_t i = 0; i < l->numbers; i++)
		h += mix((uint64_t)l->number[i] + 0x100000000u);
	return h;
}

bool
label_reordered(const struct label *x, const struct label *y)
{
	return x->numbers > 1 && x->numbers == y->numbers &&
	    strcmp(x->shape, y->shape) != 0 &&
	    label_loose_hash(x) == label_loose_hash(y);
}
