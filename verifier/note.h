/* SPDX-License-Identifier: Apache-2.0 */
/*
 * note: C2SP signed-note, its verifier keys, tlog-checkpoint, tlog-cosignature.
 */
#ifndef VERIFIER_NOTE_H
#define VERIFIER_NOTE_H

#include "hash.h"

enum { NOTE_ED25519 = 1, NOTE_COSIGNATURE = 4 };

/* NAME+HASH+KEY, as people exchange it. */
struct vkey {
	struct text name;	/* borrowed from what was read */
	uint8_t     type, key[32];
};
bool vkey_read(struct text t, struct vkey *out);
bool vkey_same(const struct vkey *a, const struct vkey *b);

struct note {
	struct text text;	/* with its last line end */
	struct text lines;	/* of signatures */
};

/* note_read(t, out, why): Part a note; *${why} says what is wrong with it. */
bool note_read(struct text t, struct note *out, const char **why);

enum signed_by { SIGNED, SIGNED_NOT, SIGNED_BADLY };

/* note_signed(n, k): Is there a line of ${k}, and does it hold? */
enum signed_by note_signed(const struct note *n, const struct vkey *k);

/* The same of a witness; *${time} is that of its latest line. */
enum signed_by note_cosigned(const struct note *n, const struct vkey *k,
    int64_t *time);

struct checkpoint {
	struct text origin;
	uint64_t    size;
	struct hash root;
};
bool checkpoint_read(const struct note *n, struct checkpoint *out);

/* next_line(rest, line): Cut a line that ends in LF off ${rest}. */
bool next_line(struct text *rest, struct text *line);

#endif
