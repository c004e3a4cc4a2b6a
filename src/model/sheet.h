/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sheet: what one source says of one unit, as rows of votes.  A sheet is read,
 * used and forgotten before the next unit's is read, so memory is bounded by
 * the largest unit.
 */
#ifndef MODEL_SHEET_H
#define MODEL_SHEET_H

#include <stddef.h>
#include <stdint.h>

#include "model/election.h"

/* What a row may say besides the votes of each choice. */
enum extra {
	EXTRA_BALLOTS,		/* ballots (cards, where the source counts cards) */
	EXTRA_UNDERVOTES,	/* blank and undervoted together, where the source does not part them */
	EXTRA_OVERVOTES,
	EXTRA_WRITE_INS,	/* valid write-in votes not given by name */
	EXTRA_WRITE_INS_INVALID,
	EXTRAS
};

/* extra_id(x): "ballots", "undervotes", "overvotes", "write_ins", "write_ins_invalid". */
const char *extra_id(enum extra x);

/* What is known of the voters and envelopes of a unit (PART_TURNOUT). */
enum turnout {
	TURNOUT_REGISTERED, TURNOUT_CHECK_INS, TURNOUT_BALLOTS_CAST,
	TURNOUT_ABSENTEE_RETURNED, TURNOUT_ABSENTEE_COUNTED,
	TURNOUT_ABSENTEE_REJECTED, TURNOUT_REJECTED_LATE,
	TURNOUT_REJECTED_NO_SIGNATURE, TURNOUT_REJECTED_SIGNATURE,
	TURNOUT_REJECTED_ID, TURNOUT_REJECTED_OTHER,
	TURNOUTS
};

/* turnout_id(t): "registered", "check_ins", "ballots_cast", "absentee_returned", ..., "rejected_no_signature", ... */
const char *turnout_id(enum turnout t);

struct row {
	const char *label;	/* batch or precinct, byte for byte as the source has it; "" for none */
	const char *method;	/* voting method or batch type, as the source has it; "" for none */
	int64_t     line;	/* in the file that was imported */
	int64_t    *v;		/* choices, then EXTRAS; or TURNOUTS; NUM_UNKNOWN where not given */
};

struct sheet {
	struct row *row;
	size_t      rows;
	uint16_t    width;	/* of each v */
};

/* sheet_width(el, s): How many numbers a row of source ${s} has. */
uint16_t sheet_width(const struct election *el, const struct source *s);

#endif
