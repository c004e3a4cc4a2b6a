/* SPDX-License-Identifier: Apache-2.0 */
/* The log as it stands, what was signed of it, and a proof for each certificate. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "text/esc.h"

#include "report/say_record.h"

#define MAX_CHECKPOINT ((size_t)1 << 20)

bool
say_record_log(struct say_record *s, struct err *e)
{
	const char *path = arena_printf(s->a, "%s/checkpoint", s->log);
	struct bytes text;

	s->signed_log = (struct say_checkpoint){ .size = -1 };
	TRY(record_root(s->r, &s->size, s->root, e));
	if (!file_exists(path))
		return true;
	TRY(file_read(s->a, path, MAX_CHECKPOINT, &text, e));
	s->signed_log = say_checkpoint(s->a, text, s->genesis->log_key,
	    s->genesis->origin);
	return true;
}

/* "data/proofs/certification-state-2020-11-20.tlog-proof" */
static const char *
proof_path(struct arena *a, const char *subject)
{
	struct buf b CLEANUP(buf_free) = { 0 };

	buf_str(&b, "data/proofs/");
	esc_slug(&b, subject);
	buf_str(&b, ".tlog-proof");
	return arena_str(a, b.p, b.len);
}

bool
say_record_proofs(struct say_record *s, struct err *e)
{
	for (size_t i = 0; i < s->certs; i++) {
		struct say_cert *c = &s->cert[i];

		if (c->act->seq >= s->signed_log.size ||
		    s->signed_log.size > s->size)
			continue;
		TRY(say_proof(s->a, record_store(s->r), c->act->seq,
		    &s->signed_log, &c->proof, e));
		c->path = proof_path(s->a, c->act->subject);
	}
	return true;
}
