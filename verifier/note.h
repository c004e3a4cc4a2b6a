/* SPDX-License-Identifier: Apache-2.0 */
/* note: C2SP signed-note, its verifier keys, checkpoints and cosignatures. */
#ifndef VERIFIER_NOTE_H
#define VERIFIER_NOTE_H

#include "bytes.h"

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

#endif
