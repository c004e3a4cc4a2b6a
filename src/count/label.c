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

/* The Latin letter, digit or sign that a character only looks like; 0 if none. */
static unsigned char
latin_twin(uint32_t c)
{
	static const struct { uint16_t from; unsigned char to; } twins[] = {
		/* Cyrillic, capital and small */
		{ 0x405, 's' }, { 0x406, 'i' }, { 0x408, 'j' }, { 0x410, 'a' },
		{ 0x412, 'b' }, { 0x415, 'e' }, { 0x41A, 'k' }, { 0x41C, 'm' },
		{ 0x41D, 'h' }, { 0x41E, 'o' }, { 0x420, 'p' }, { 0x421, 'c' },
		{ 0x422, 't' }, { 0x423, 'y' }, { 0x425, 'x' }, { 0x430, 'a' },
		{ 0x435, 'e' }, { 0x43E, 'o' }, { 0x440, 'p' }, { 0x441, 'c' },
		{ 0x443, 'y' }, { 0x445, 'x' }, { 0x455, 's' }, { 0x456, 'i' },
		{ 0x458, 'j' },
		/* Greek capitals */
		{ 0x391, 'a' }, { 0x392, 'b' }, { 0x395, 'e' }, { 0x396, 'z' },
		{ 0x397, 'h' }, { 0x399, 'i' }, { 0x39A, 'k' }, { 0x39C, 'm' },
		{ 0x39D, 'n' }, { 0x39F, 'o' }, { 0x3A1, 'p' }, { 0x3A4, 't' },
		{ 0x3A5, 'y' }, { 0x3A7, 'x' }, { 0x3BF, 'o' },
	};

	if (c >= 0xFF01 && c <= 0xFF5E)	/* full width */
		return (unsigned char)(c - 0xFF01 + '!');
	for (size_t i = 0; i < sizeof twins / sizeof twins[0]; i++)
		if (twins[i].from == c)
			return twins[i].to;
	return 0;
}

/* The text with its look-alikes made plain; bytes beyond ASCII that are left are letters. */
static char *
plain_text(struct arena *a, const char *text)
{
	const unsigned char *s = (const unsigned char *)text;
	char *out = arena_zero(a, strlen(text) + 1, 1);
	size_t n = 0;
	uint32_t c;

	while (*s != '\0') {
		size_t len = *s < 0x80 ? 1 : character(s, &c);

		if (len == 1 && *s < 0x80)
			out[n++] = (char)*s;
		else if (is_dash(c))
			out[n++] = '-';
		else if (latin_twin(c) != 0)
			out[n++] = (char)latin_twin(c);
		else if (!is_invisible(c)) {
			memcpy(out + n, s, len);
			n += len;
		}
		s += len;
	}
	return out;
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
	if (r->l.numbers == LABEL_NUMBERS || is_digit(s[n])) {
		while (is_digit(s[n]))
			n++;
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

static void
read_sign(struct reading *r, unsigned char c)
{
	if (is_letter(c) || c >= 0x80)
		r->shape[r->n++] = lower(c);
	else if (c == '-')
		r->dash = true;
	else if (c > ' ')
		r->dot = true;
}

struct label
label_read(struct arena *a, const char *text)
{
	const char *plain = plain_text(a, text);
	const unsigned char *s = (const unsigned char *)plain;
	struct reading r = { .shape = arena_zero(a, strlen(plain) + 1, 1) };

	while (*s != '\0')
		if (is_digit(*s))
			s += read_number(&r, s);
		else
			read_sign(&r, *s++);
	if (r.n > r.gap)
		r.l.range = false;	/* words follow: "10-12 hall" is a date or a place */
	r.shape[r.n] = '\0';
	r.l.shape = r.shape;
	return r.l;
}

/* The dirt in one character, and how many bytes it has. */
static unsigned
dirt_of(const unsigned char *s, size_t *len)
{
	uint32_t c;

	*len = 1;
	if (*s < 0x80)
		return *s < ' ' || *s == 0x7F ? DIRT_CONTROL : 0;
	*len = character(s, &c);
	if (c == 0)
		return DIRT_BYTES;
	if (is_invisible(c))
		return DIRT_INVISIBLE;
	return latin_twin(c) != 0 ? DIRT_ALPHABETS : 0;
}

unsigned
label_dirt(const char *text)
{
	const unsigned char *s = (const unsigned char *)text;
	unsigned dirt = 0;
	size_t len;

	for (size_t i = 0; s[i] != '\0'; i += len) {
		dirt |= dirt_of(s + i, &len);
		if (s[i] != ' ')
			continue;
		if (i == 0 || s[i + 1] == '\0')
			dirt |= DIRT_EDGE_BLANK;
		if (s[i + 1] == ' ')
			dirt |= DIRT_TWO_BLANKS;
	}
	return dirt;
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

/* The first letter, and some of the others in order: "pct" for "precinct". */
static bool
abbreviates(struct words big, struct words small)
{
	size_t at = 0;

	if (small.n < 2 || big.n < 2 * small.n || big.p[0] != small.p[0])
		return false;
	for (size_t i = 0; i < big.n && at < small.n; i++)
		at += big.p[i] == small.p[at];
	return at == small.n;
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
	if (y.n >= 3 && (contains(y, x) || abbreviates(y, x)))
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
