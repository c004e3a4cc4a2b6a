/* SPDX-License-Identifier: Apache-2.0 */
/* act_read: one line of JSON as an act, with its canonical bytes and its signature. */
#ifndef RECORD_ACT_READ_H
#define RECORD_ACT_READ_H

#include <stdbool.h>
#include <stddef.h>

#include "crypt/hash.h"
#include "crypt/sign.h"
#include "model/act.h"
#include "record/record.h"

struct act_line {
	struct act    act;
	struct bytes  canonical;	/* of the act */
	unsigned char hash[HASH_SIZE];	/* of those bytes */
	bool          is_signed;
	unsigned char key[SIGN_PUBLIC], sig[SIGN_SIZE];
	char         *malformed;	/* what is wrong with it; NULL: nothing */
};

/*
 * act_read(a, line, out, e):
 * Read an act into ${a}.  What is not an act at all (docs/record.md) fails;
 * an act with a fault is read as far as it is well formed, and ${malformed}
 * says what is wrong.
 */
bool act_read(struct arena *a, const struct record_line *line,
    struct act_line *out, struct err *e);

/* act_of_tree(a, tree, out): The members of an act that was read before; what they are is not looked at again. */
void act_of_tree(const struct json_value *tree, struct act *out);

/* act_reduced(out, line): The canonical act without what PRIVACY and MALFORMED leave out. */
void act_reduced(struct buf *out, const struct act_line *line);

/* act_is_id(s, extra): Only a-z 0-9 - and the characters of ${extra}, and at least one. */
bool act_is_id(const char *s, const char *extra);

/* act_signed_bytes(out, canonical): What an actor's signature is over. */
void act_signed_bytes(struct buf *out, struct bytes canonical);

/* act_signature(sig, key, out_sig): The members of {"key", "sig"}; false if they are not that. */
bool act_signature(const struct json_value *sig, unsigned char key[SIGN_PUBLIC],
    unsigned char out[SIGN_SIZE]);

#endif
