/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_audit: a plan and a manifest for the targets that read files of an audit. */
#ifndef FUZZ_AUDIT_H
#define FUZZ_AUDIT_H

#include "model/audit.h"
#include "read/manifest.h"

#include "fuzz_read.h"

static const char *const fuzz_ids[] = { "reed", "stone" };
static const int64_t fuzz_votes[] = { 40, 20 };
static struct audit_contest fuzz_planned[] = { {
	.tally = { .contest = "governor", .choice = fuzz_ids,
	    .votes = fuzz_votes, .choices = 2, .ballots = 70,
	    .votes_allowed = 1, .winners = 1 },
	.targeted = true } };
static const struct audit_plan fuzz_plan = { .audit = "governor",
	.method = METHOD_ALPHA, .risk_limit = { 1, 20 },
	.contest = fuzz_planned, .contests = 1, .targeted = 1 };

/* Two batches, of 40 and 30 ballots. */
static inline struct manifest
fuzz_manifest(struct arena *a)
{
	static const char text[] = "batch,ballots\nB1,40\nB2,30\n";
	struct manifest m;
	struct err e;

	CHECK(manifest_read(a, (struct bytes){ text, sizeof text - 1 }, "m",
	    (struct manifest_of){ "01", "Alder" }, &m, &e));
	return m;
}

#endif
