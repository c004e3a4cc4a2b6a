/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "risk.h"

double
risk_of(double log)
{
	return log >= 0 || log != log ? 1 : exp(log);
}

/* n ln x, where nothing to the power of nothing is 1. */
static double
power_log(double x, uint64_t n)
{
	return n == 0 ? 0 : (double)n * log(x);
}

double
bravo_log(double share, uint64_t w, uint64_t l)
{
	return -power_log(2 * share, w) - power_log(2 - 2 * share, l);
}

double
kaplan_markov_log(double all, double taint)
{
	if (taint >= 1)
		return INFINITY;
	return all <= 1 ? -INFINITY : log1p(-1 / all) - log1p(-taint);
}
