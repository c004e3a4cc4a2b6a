/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tally_of: what was reported of a contest, for an audit: from a count in the
 * record, or from the options of the command.
 */
#ifndef CLI_TALLY_OF_H
#define CLI_TALLY_OF_H

#include "cli/cmd.h"
#include "cli/folder.h"
#include "model/tally.h"

/* What they say beside the votes, where the votes come out of a file. */
#define TALLY_RULES \
	{ "ballots", "N", "ballots the contest may be on", false }, \
	{ "kind", "WORD", "plurality, majority, approval, score, borda, dhondt", false }, \
	{ "winners", "N", "how many win (default: 1)", false }, \
	{ "votes-allowed", "N", "votes on one ballot (default: 1)", false }, \
	{ "max-score", "N", "the most points, where the kind is score", false }, \
	{ "threshold", "SHARE", "the share that is needed: majority, dhondt", false }, \
	{ "runoff", NULL, "without a majority the two leading meet again", false }

/* Options that say what was reported, or put right what a count does not say. */
#define TALLY_OPTIONS \
	{ "votes", "CHOICE=N", "what was reported for a choice (instead of a count)", true }, \
	TALLY_RULES

/* tally_with_options(c, t): ${t} as the options put it right; checked. */
bool tally_with_options(struct call *c, struct tally *t);

/* tally_of_options(c, id, out): From --votes and the others; checked. */
bool tally_of_options(struct call *c, const char *id, struct tally *out);

/*
 * tally_of_count(c, f, contest, out):
 * From --count, else from the official count, else from the first one; the
 * law says whether a majority is needed.  Write-ins are a choice of their own.
 * Options override.  Checked.
 */
bool tally_of_count(struct call *c, const struct folder *f,
    struct contest_ix contest, struct tally *out);

#endif
