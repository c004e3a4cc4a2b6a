/* SPDX-License-Identifier: Apache-2.0 */
/*
 * draw_ballots: ballots by their tickets, our default sampler, to the letter
 * Rivest's consistent_sampler as Arlo calls it (docs/sampling.md).
 *
 *	struct draw_wish w = { .seed = seed, .take = 200,
 *	    .with_replacement = true };
 *	TRY(draw_ballots(&a, &frame, &w, &drawn, e));
 *
 * A later round asks for the same with ${drop} raised by what was drawn.  Time
 * is one hash a ballot; memory is in proportion to drop + take, not to ballots.
 */
#ifndef AUDIT_DRAW_BALLOTS_H
#define AUDIT_DRAW_BALLOTS_H

#include "audit/frame.h"

struct arena;

struct draw_wish {
	const char *seed;
	int64_t     drop;		/* drawn in earlier rounds */
	int64_t     take;		/* now; with ${below}, at most */
	bool        with_replacement;
	const char *below;		/* only tickets below this one, "0.01"; NULL: all */
};

struct drawn_ballot {
	const char *ticket;	/* in full; ticket_shown says how much people see */
	size_t      batch;	/* of the frame */
	int64_t     position;	/* in the batch; 1 for a text */
	int64_t     generation;	/* 1 the first time it is drawn, 2 the second */
};

struct drawn_ballots {
	struct drawn_ballot *ballot;	/* in the order of their tickets */
	size_t               n;
};

/*
 * draw_ballots(a, f, w, r, e):
 * Fail if ${f} is wrong (frame_check), if there is no ballot, or if more are
 * wanted than there are without replacement.
 */
bool draw_ballots(struct arena *a, const struct frame *f,
    const struct draw_wish *w, struct drawn_ballots *r, struct err *e);

#endif
