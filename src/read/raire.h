/* SPDX-License-Identifier: Apache-2.0 */
/*
 * raire: ballots of instant runoffs as the programs for RAIRE exchange them, a
 * line or a value at a time (docs/irv.md has both formats).
 *
 *	TRY(raire_read(a, stream_feed(s), &file, e));
 *	file.contest[0].rankings ...
 */
#ifndef READ_RAIRE_H
#define READ_RAIRE_H

#include "base/num.h"
#include "model/ranking.h"
#include "text/feed.h"

struct raire_contest {
	const char        *id;
	const char *const *choice;	/* ids, in the order of the file */
	size_t             choices;
	size_t             winner;	/* as reported; SIZE_MAX: the file does not say */
	int64_t            informal;	/* ballots without a valid vote that are not in the file; NUM_UNKNOWN: it does not say */
	struct rankings    rankings;
};

struct raire_file {
	struct raire_contest *contest;
	size_t                contests;
};

/*
 * raire_read(a, s, out, e):
 * Read a .raire file into ${a}.  Refused: a ballot twice in one contest, a
 * contest or choice that was not announced, a choice ranked twice.
 */
bool raire_read(struct arena *a, struct feed s, struct raire_file *out,
    struct err *e);

/* What the problem file asks for, as it says it; NULL and NUM_UNKNOWN: it does not. */
struct raire_problem {
	const char        *contest;	/* metadata.contest */
	const char *const *name;	/* metadata.candidates, as many as choices, or NULL */
	size_t             winner;	/* SIZE_MAX: it does not say */
	const char        *measure;	/* audit.type: "OneOnMargin", "OneOnMarginSq", "MACRO", "BRAVO", "Comparison" */
	const char        *confidence;	/* audit.confidence, audit.error_inflation_factor: numbers as written */
	const char        *inflation;
	int64_t            ballots;	/* audit.total_auditable_ballots */
	struct rankings    rankings;
};

/*
 * raire_read_json(a, s, out, e):
 * Read a problem file of raire-rs or raire-java, { metadata, num_candidates,
 * votes: [{ n, prefs }], winner, audit, ... }.  Unknown members outside of
 * metadata are refused.
 */
bool raire_read_json(struct arena *a, struct feed s,
    struct raire_problem *out, struct err *e);

#endif
