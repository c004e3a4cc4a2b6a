/* SPDX-License-Identifier: Apache-2.0 */
#include <stdint.h>

#include "text/utf8.h"

struct range {
	uint32_t first, last;
};

static const struct range control[] = {
	{ 0x00, 0x1F }, { 0x7F, 0x9F }, { 0, 0 },
};

/* Unicode Bidirectional Algorithm (UAX #9), table 4 and section 2.6. */
static const struct range bidi[] = {
	{ 0x061C, 0x061C }, { 0x200E, 0x200F }, { 0x202A, 0x202E },
	{ 0x2066, 0x2069 }, { 0, 0 },
};

/* Default_Ignorable_Code_Point and the line and paragraph separators. */
static const struct range invisible[] = {
	{ 0x00AD, 0x00AD }, { 0x034F, 0x034F }, { 0x115F, 0x1160 },
	{ 0x17B4, 0x17B5 }, { 0x180B, 0x180F }, { 0x200B, 0x200D },
	{ 0x2028, 0x2029 }, { 0x2060, 0x206F }, { 0x3164, 0x3164 },
	{ 0xFE00, 0xFE0F }, { 0xFEFF, 0xFEFF }, { 0xFFA0, 0xFFA0 },
	{ 0xFFF0, 0xFFFB }, { 0x1BCA0, 0x1BCA3 }, { 0x1D173, 0x1D17A },
	{ 0xE0000, 0xE0FFF }, { 0, 0 },
};

/* Scripts whose letters pass for Latin ones (Unicode TR 39, confusables). */
static const struct script {
	struct range range;
	unsigned     script;	/* a bit for each */
} scripts[] = {
	{ { 'A', 'Z' }, 1 }, { { 'a', 'z' }, 1 },
	{ { 0x00AA, 0x00AA }, 1 }, { { 0x00BA, 0x00BA }, 1 },
	{ { 0x00C0, 0x00D6 }, 1 }, { { 0x00D8, 0x00F6 }, 1 },
	{ { 0x00F8, 0x02AF }, 1 }, { { 0x1E00, 0x1EFF }, 1 },
	{ { 0x2C60, 0x2C7F }, 1 }, { { 0xA720, 0xA7FF }, 1 },
	{ { 0x0370, 0x03FF }, 2 }, { { 0x1F00, 0x1FFF }, 2 },
	{ { 0x0400, 0x052F }, 4 }, { { 0x1C80, 0x1C8F }, 4 },
	{ { 0xA640, 0xA69F }, 4 },
	{ { 0x0530, 0x058F }, 8 },
	{ { 0x13A0, 0x13FF }, 16 }, { { 0xAB70, 0xABBF }, 16 },
	{ { 0xFF10, 0xFF19 }, 32 }, { { 0xFF21, 0xFF3A }, 32 },
	{ { 0xFF41, 0xFF5A }, 32 },
	{ { 0x1D400, 0x1D7FF }, 64 },
};

#define DIGIT 1u	/* the script of ASCII digits, beside full-width ones */

static bool
is_in(const struct range *r, uint32_t c)
{
	for (; r->last != 0; r++)
		if (c >= r->first && c <= r->last)
			return true;
	return false;
}

static unsigned
script_of(uint32_t c)
{
	if (c >= '0' && c <= '9')
		return DIGIT;
	for (size_t i = 0; i < sizeof scripts / sizeof scripts[0]; i++)
		if (c >= scripts[i].range.first && c <= scripts[i].range.last)
			return scripts[i].script;
	return 0;
}

/* Blanks and punctuation; letters of other scripts and accents are none. */
static bool
ends_word(uint32_t c)
{
	static const struct range between[] = {
		{ 0x20, 0x2F }, { 0x3A, 0x40 }, { 0x5B, 0x60 },
		{ 0x7B, 0xBF }, { 0x2000, 0x2BFF }, { 0x3000, 0x303F },
		{ 0xFF01, 0xFF0F }, { 0xFF1A, 0xFF20 }, { 0, 0 },
	};

	return c < 0x20 || is_in(between, c);
}

bool
utf8_is_hidden(uint32_t c)
{
	return is_in(control, c) || is_in(bidi, c) || is_in(invisible, c);
}

static enum text_fault
look_at(uint32_t c)
{
	if (c == '\t' || c == '\n' || c == '\r')
		return TEXT_FINE;
	if (is_in(control, c))
		return TEXT_CONTROL;
	if (is_in(bidi, c))
		return TEXT_BIDI;
	return is_in(invisible, c) ? TEXT_INVISIBLE : TEXT_FINE;
}

/* Add ${c} to a word in ${seen} scripts: are there two now? */
static bool
is_mixed(unsigned *seen, uint32_t c)
{
	unsigned script = script_of(c);

	if (script == 0 && ends_word(c))
		*seen = 0;
	*seen |= script;
	return (*seen & (*seen - 1)) != 0;
}

enum text_fault
text_look(const char *p, size_t n, size_t *at)
{
	unsigned seen = 0;
	size_t len;

	for (size_t i = 0; i < n; i += len) {
		uint32_t c = utf8_decode(p + i, n - i, &len);
		enum text_fault f = look_at(c);

		if (f == TEXT_FINE && is_mixed(&seen, c))
			f = TEXT_MIXED;
		if (f != TEXT_FINE) {
			*at = i;
			return f;
		}
	}
	return TEXT_FINE;
}

const char *
text_fault_name(enum text_fault f)
{
	switch (f) {
	case TEXT_FINE:		return "nothing unusual";
	case TEXT_CONTROL:	return "a control character";
	case TEXT_BIDI:
		return "a mark that turns the reading direction";
	case TEXT_INVISIBLE:	return "an invisible character";
	case TEXT_MIXED:
		return "letters of two scripts in one word";
	}
	return "nothing unusual";
}
