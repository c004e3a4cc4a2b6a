/* SPDX-License-Identifier: Apache-2.0 */
/* bundle: its files, one at a time, against its signed list in memory. */
#ifndef VERIFIER_BUNDLE_H
#define VERIFIER_BUNDLE_H

#include "bytes.h"

/* C2SP signed notes, verifier keys, checkpoints and cosignatures. */
enum { NOTE_ED25519 = 1, NOTE_COSIGNATURE = 4 };

/* NAME+HASH+KEY, as people exchange it; both texts are borrowed. */
struct vkey {
	struct text text, name;
	uint8_t     type, key[32];
};
bool vkey_read(struct text t, struct vkey *out);

struct note {
	struct text text;	/* with its last line end */
	struct text lines;	/* of signatures */
};
/* note_read(t, out): NULL, or what is wrong with the note. */
const char *note_read(struct text t, struct note *out);

enum signed_by { SIGNED, SIGNED_NOT, SIGNED_BADLY };
/*
 * note_signed(n, k, time): Is there a line of ${k}, and do all of them hold?
 * With ${time}, the lines of a witness; *${time} is that of the latest.
 */
enum signed_by note_signed(const struct note *n, const struct vkey *k,
    uint64_t *time);

struct checkpoint {
	struct text origin;
	uint64_t    size;
	struct hash root;
};
bool checkpoint_read(const struct note *n, struct checkpoint *out);

struct bundle {
	char       *path;
	int         dir;	/* descriptor of the folder */
	struct buf  file;	/* the file `bundle` */
	struct note note;
	struct text origin;
	uint64_t    size;	/* of the log, as the list says */
	struct text list;	/* its lines of files */
	struct map  listed;	/* by path: has an entry named it? */
	const char *wrong;	/* with the list; NULL: nothing */
};

struct listed {
	struct text path;
	struct hash hash;
	uint64_t    bytes;
};

/* bundle_open(b, dir): False, with a line on stderr, if it is no folder. */
bool bundle_open(struct bundle *b, char *dir);
void bundle_check(const struct bundle *b);	/* 1.2 and 1.3 */
/* bundle_lists(b, path): NULL: not listed; else whether an entry named it. */
bool *bundle_lists(const struct bundle *b, struct text path);

/* listed_next(rest, out): Cut the next line off ${rest}; false: no more. */
bool listed_next(struct text *rest, struct listed *out);

/* bundle_read(b, path, out): The bytes of a plain file; false: it is none. */
bool bundle_read(const struct bundle *b, const char *path, struct buf *out);
/* bundle_object(b, hex, out): objects/HEX, if that is what it hashes to. */
bool bundle_object(const struct bundle *b, struct text hex, struct buf *out);

#endif
