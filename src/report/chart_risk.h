/* SPDX-License-Identifier: Apache-2.0 */
/*
 * chart_risk: drawings of audits.  The numbers stand in a table beside them;
 * positions are drawing only.
 */
#ifndef REPORT_CHART_RISK_H
#define REPORT_CHART_RISK_H

#include <stddef.h>

struct arena;
struct picture;

/* The risk of a contest after each draw. */
struct chart_risk_line {
	const char   *name;
	const double *risk;	/* 0 .. 1 */
	size_t        n;
};
struct chart_risk {
	const char *label, *desc;
	double      limit;
	const struct chart_risk_line *line;
	size_t      lines;
};

/* chart_risk(a, c): Draws across, risk down a scale of powers of ten as far as it went, to 10^-8 at most; the limit marked. */
struct picture *chart_risk(struct arena *a, const struct chart_risk *c);

/* What a method asks for at each margin. */
struct chart_work_line {
	const char   *name;
	const double *margin;	/* shares of all ballots, above 0 */
	const double *work;	/* items to be looked at, 1 or more */
	size_t        n;
};
struct chart_work {
	const char *label, *desc;
	double      here;	/* the margin of the contest; 0: none */
	const struct chart_work_line *line;
	size_t      lines;
};

/* chart_work(a, c): Margin across, work up, both on scales of powers of ten. */
struct picture *chart_work(struct arena *a, const struct chart_work *c);

#endif
