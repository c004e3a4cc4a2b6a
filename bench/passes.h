/* SPDX-License-Identifier: Apache-2.0 */
/* passes: of so many runs, how often a wrong outcome passed. */
#ifndef BENCH_PASSES_H
#define BENCH_PASSES_H

#include <math.h>
#include <stdbool.h>
#include <stdio.h>

/* Print the share with Wilson's interval of 99 %; is all of it above ${limit}? */
static inline bool
passes_say(const char *name, int passed, int runs, double limit)
{
	double n = runs, p = passed / n, z = 2.5758;
	double middle = (p + z * z / (2 * n)) / (1 + z * z / n);
	double half = z / (1 + z * z / n) *
	    sqrt(p * (1 - p) / n + z * z / (4 * n * n));

	printf("%-40s %5d of %d  %.4f  (%.4f to %.4f)\n", name, passed, runs,
	    p, fmax(0, middle - half), middle + half);
	return middle - half > limit;
}

#endif
