/* SPDX-License-Identifier: Apache-2.0 */
/* say_redraw: an audit drawn again from plain files: the sample and, if the count by hand is known, the risk. */
#ifndef REPORT_SAY_REDRAW_H
#define REPORT_SAY_REDRAW_H

#include "audit/answer.h"
#include "audit/draw.h"
#include "base/buf.h"
#include "report/doc.h"

struct say_redraw {
	const struct audit_case   *one;
	const struct draw_pick    *pick;
	int64_t                    draws;
	const char                *bound;	/* sum of the bounds of all batches, in decimal; NULL: the method has none */
	const struct audit_answer *answer;	/* NULL: nothing was counted by hand */
};

struct doc *say_redraw_doc(struct arena *a, const struct say_redraw *s);
void say_redraw_json(struct buf *out, const struct say_redraw *s);
void say_redraw_csv(struct buf *out, const struct say_redraw *s);

#endif
