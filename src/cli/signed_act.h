/* SPDX-License-Identifier: Apache-2.0 */
/* signed_act: an act with a signature around it, as the door takes it (docs/record.md). */
#ifndef CLI_SIGNED_ACT_H
#define CLI_SIGNED_ACT_H

#include "base/file.h"
#include "crypt/sign.h"

struct arena;
struct buf;
struct err;
struct json_value;

/* signed_act_put(out, act, k): Append {"act": ..., "sig": ...} of the canonical ${act}. */
void signed_act_put(struct buf *out, struct bytes act,
    const struct sign_key *k);

/*
 * signed_act_of(a, text, name, election, out, e):
 * The canonical bytes of the act in the JSON of file ${name}, for the election
 * with that genesis; ${election} may be NULL if the act names it itself.
 */
bool signed_act_of(struct arena *a, struct bytes text, const char *name,
    const char *election, struct bytes *out, struct err *e);

/* signed_act_genesis(out, draft, name, k, e): A draft of a genesis with one signature more; ${draft} is {"act", "sigs"}. */
bool signed_act_genesis(struct buf *out, const struct json_value *draft,
    const char *name, const struct sign_key *k, struct err *e);

#endif
