/* SPDX-License-Identifier: Apache-2.0 */
/* utf8: is a text what it seems to be? */
#ifndef TEXT_UTF8_H
#define TEXT_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* utf8_valid(p, n, at): Is it UTF-8 (RFC 3629)?  If not, *${at} = the first bad byte. */
bool utf8_valid(const char *p, size_t n, size_t *at);

/*
 * utf8_decode(p, n, len): The character that begins the ${n} > 0 bytes at ${p};
 * *${len} = its bytes.  A byte that begins none is U+FFFD, one byte long.
 */
uint32_t utf8_decode(const char *p, size_t n, size_t *len);

/* utf8_is_hidden(c): Is it a control character, a mark of direction or invisible? */
bool utf8_is_hidden(uint32_t c);

enum text_fault {
	TEXT_FINE,
	TEXT_CONTROL,	/* a control character other than tab or line end */
	TEXT_BIDI,	/* marks that turn the reading direction (U+202A-202E, 2066-2069, 200E-F, 061C) */
	TEXT_INVISIBLE,	/* zero-width and other invisible characters */
	TEXT_MIXED,	/* letters of Latin and of a look-alike script (Greek, Cyrillic, Armenian, full-width) in one word */
};

/* text_look(p, n, at): The first thing in a valid text that deceives the eye; *${at} = its byte. */
enum text_fault text_look(const char *p, size_t n, size_t *at);

/* text_fault_name(f): What was found, for a message: "a right-to-left mark". */
const char *text_fault_name(enum text_fault f);

#endif
