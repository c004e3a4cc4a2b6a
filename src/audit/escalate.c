/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "audit/escalate.h"

#define WAVERS   1.1
#define LEAST    1.25
#define MOST     4.0
#define NO_TREND 2.0

int64_t
escalate_size(int64_t draws, double risk, struct ratio limit, int64_t frame)
{
	double goal = log((double)limit.num / (double)limit.den);
	double times = risk > 0 && risk < 1 ? WAVERS * goal / log(risk) :
	    NO_TREND;
	double size;

	times = times < LEAST ? LEAST : times > MOST ? MOST : times;
	size = ceil((double)draws * times);
	return size >= (double)frame ? frame : (int64_t)size;
}
