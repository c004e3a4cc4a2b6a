/* SPDX-License-Identifier: Apache-2.0 */
/* normal: the normal distribution, and the chi-squared ones that products of p-values have. */
#ifndef STAT_NORMAL_H
#define STAT_NORMAL_H

/* normal_below(x): P[Z <= x]. */
double normal_below(double x);

/* normal_quantile(q): Where P[Z <= x] = q; 0 < q < 1 (Wichura 1988, AS 241). */
double normal_quantile(double q);

/* chi4_above(x), chi4_quantile(p): P[X >= x] with four degrees of freedom, exp(-x/2) (1 + x/2), and where it is ${p}. */
double chi4_above(double x);
double chi4_quantile(double p);

#endif
