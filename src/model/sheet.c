/* SPDX-License-Identifier: Apache-2.0 */
#include "model/sheet.h"

const char *
extra_id(enum extra x)
{
	static const char *const ids[EXTRAS] = { "ballots", "undervotes",
		"overvotes", "write_ins", "write_ins_invalid" };

	return ids[x];
}

const char *
turnout_id(enum turnout t)
{
	static const char *const ids[TURNOUTS] = { "registered", "check_ins",
		"ballots_cast", "absentee_returned", "absentee_counted",
		"absentee_rejected", "rejected_late", "rejected_no_signature",
		"rejected_signature", "rejected_id", "rejected_other" };

	return ids[t];
}

uint16_t
sheet_width(const struct election *el, const struct source *s)
{
	if (s->part == PART_TURNOUT)
		return TURNOUTS;
	return (uint16_t)(el->contest[s->contest.n].choices + EXTRAS);
}
