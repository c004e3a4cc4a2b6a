/* SPDX-License-Identifier: Apache-2.0 */
/* mart_answers: a test on each line (method, t, u, N, eta or bet or g, d, c, draws...), its p-values after each draw on a line of output. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "stat/mart.h"

#define MOST 400

static struct mart_rule
rule_of(const char *name, const double *v)
{
	struct mart_null null = { v[0], v[1], (int64_t)v[2] };
	struct mart_rule r = mart_bet(null, v[3]);

	if (strcmp(name, "shrink") == 0) {
		r = mart_shrink(null, v[3]);
		r.d = v[4];
		r.c = v[5];
	} else if (strcmp(name, "alternative") == 0) {
		r = mart_alternative(null, v[3]);
	} else if (strcmp(name, "agrapa") == 0) {
		r = mart_agrapa(null, v[3]);
		r.c = r.c_max = v[5];
	} else if (strcmp(name, "kolmogorov") == 0) {
		r = mart_kaplan(MART_KAPLAN_KOLMOGOROV, null, v[3]);
	}
	return r;
}

int
main(void)
{
	static char line[16384];

	while (fgets(line, sizeof line, stdin) != NULL) {
		double v[MOST], p[MOST], all;
		char *name = strtok(line, " "), *word;
		struct mart_rule r;
		struct err e;
		size_t n = 0;

		while (n < MOST && (word = strtok(NULL, " \n")) != NULL)
			v[n++] = strtod(word, NULL);
		r = rule_of(name, v);
		if (n < 6 || !mart_history(&r, (struct mart_sample){ v + 6,
		    n - 6 }, (struct mart_said){ p, &all }, &e))
			return 1;
		for (size_t i = 0; i + 6 < n; i++)
			printf("%.17g ", p[i]);
		printf("%.17g\n", all);
	}
	return 0;
}
