/* SPDX-License-Identifier: Apache-2.0 */
/*
 * trust: what somebody knows of a record from elsewhere: a policy.
 */
#ifndef VERIFIER_TRUST_H
#define VERIFIER_TRUST_H

#include "note.h"

enum { POLICY_MOST = 64 };	/* officers, witnesses, checkpoints seen */

struct seen {
	uint64_t    size;
	struct hash root;
	struct text time;	/* instant; empty: not said */
};

struct policy {
	struct buf  file;
	struct text origin;	/* empty: there is no policy */
	struct vkey log;
	struct officer { struct text actor; uint8_t key[32]; }
	            officer[POLICY_MOST];
	struct vkey witness[POLICY_MOST];
	struct seen seen[POLICY_MOST];
	size_t      officers, witnesses, seens;
	uint64_t    threshold, quorum;
	bool        has_genesis;
	struct hash genesis;
};

/* policy_read(path, p): False, with a line on stderr, if it says nothing. */
bool policy_read(const char *path, struct policy *p);

#endif
