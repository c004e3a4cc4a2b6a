/* SPDX-License-Identifier: Apache-2.0 */
/* say_claims: an instant runoff and the assertions that an audit of it tests, as a document, as JSON, as CSV (docs/irv.md). */
#ifndef REPORT_SAY_CLAIMS_H
#define REPORT_SAY_CLAIMS_H

#include "audit/raire.h"
#include "base/buf.h"
#include "report/doc.h"

struct say_claims {
	const char               *contest;
	const char *const        *choice;	/* ids */
	const struct rankings    *rankings;
	const struct raire_found *found;
	int64_t                   ballots;	/* the contest may be on */
};

struct doc *say_claims_doc(struct arena *a, const struct say_claims *s);
void say_claims_json(struct buf *out, const struct say_claims *s);
void say_claims_csv(struct buf *out, const struct say_claims *s);

#endif
