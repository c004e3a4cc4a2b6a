/* SPDX-License-Identifier: Apache-2.0 */
/*
 * repr: texts as Python's repr() writes them, because the peers' draws hash
 * what it wrote.
 *
 *	repr_put(&out, "O'Brien", e)		-> "O'Brien", in double quotes
 *	repr_put(&out, "Box\t1", e)		-> 'Box\t1', in single ones
 *
 * Python 3.11, Unicode 14.0: characters that a later Unicode has made
 * printable are escaped here and not by a later Python.
 */
#ifndef STAT_REPR_H
#define STAT_REPR_H

#include <stdbool.h>
#include <stdint.h>

struct buf;
struct err;

/* repr_put(out, s, e): Append ${s} in quotes.  Fail, adding nothing, if it is not UTF-8. */
bool repr_put(struct buf *out, const char *s, struct err *e);

/* repr_printable(c): Python's str.isprintable() of one character. */
bool repr_printable(uint32_t c);

#endif
