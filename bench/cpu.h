/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BENCH_CPU_H
#define BENCH_CPU_H

#include <sys/resource.h>

/* cpu(): CPU seconds of this process so far. */
static inline double
cpu(void)
{
	struct rusage r;

	getrusage(RUSAGE_SELF, &r);
	return (double)r.ru_utime.tv_sec + (double)r.ru_utime.tv_usec * 1e-6 +
	    (double)r.ru_stime.tv_sec + (double)r.ru_stime.tv_usec * 1e-6;
}

#endif
