/* SPDX-License-Identifier: Apache-2.0 */
/* text: texts for laws, rich in what readers and writers stumble over. */
#ifndef PROP_TEXT_H
#define PROP_TEXT_H

#include "prop.h"

#define GEN_TEXT 512

/* gen_text(g, out): Valid UTF-8 without NUL, up to g->size pieces long. */
static inline const char *
gen_text(struct gen *g, char out[GEN_TEXT])
{
	static const char *const piece[] = { "a", "Z", "0", " ", ",", "\"",
		"\"\"", "\n", "\r", "\r\n", "\t", "\\", "/", "=", "-", "'",
		"\x01", "\x7F", "\xC3\xA9", "\xE2\x82\xAC",
		"\xF0\x9F\x97\xB3", "\xE2\x80\xAE", "\xED\x9F\xBF" };
	size_t pieces = sizeof piece / sizeof piece[0], n = gen_sized(g);

	out[0] = '\0';
	for (size_t i = 0; i < n; i++)
		strcat(out, piece[gen_below(g, pieces)]);
	return out;
}

#endif
