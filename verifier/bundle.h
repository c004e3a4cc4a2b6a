/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bundle: the files of a bundle, against its signed list.  The list stays in
 * memory as it lies on the disk; files are read one at a time.
 */
#ifndef VERIFIER_BUNDLE_H
#define VERIFIER_BUNDLE_H

#include "note.h"

struct bundle {
	char       *path;
	int         dir;	/* descriptor of the folder */
	struct buf  file;	/* the file `bundle` */
	struct note note;
	struct text origin;
	uint64_t    size;	/* of the log, as the list says */
	struct text list;	/* its lines of files */
	struct map  listed;	/* their paths */
	const char *wrong;	/* with the list; NULL: nothing */
};

/* One line of the list. */
struct listed {
	struct text path;
	struct hash hash;
	uint64_t    bytes;
};

/* bundle_open(b, dir): False, with a line on stderr, if it is no folder. */
bool bundle_open(struct bundle *b, char *dir);
void bundle_check(const struct bundle *b);	/* 1.2 and 1.3 */
bool bundle_lists(const struct bundle *b, const char *path);

/* listed_next(rest, out): Cut the next line off ${rest}; false: no more. */
bool listed_next(struct text *rest, struct listed *out);

/* bundle_read(b, path, out): The bytes of a plain file; false: it is none. */
bool bundle_read(const struct bundle *b, const char *path, struct buf *out);
/* bundle_object(b, hex, out): objects/HEX, if that is what it hashes to. */
bool bundle_object(const struct bundle *b, struct text hex, struct buf *out);

#endif
