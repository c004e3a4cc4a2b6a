/* SPDX-License-Identifier: Apache-2.0 */
/* wrong_clock: preloaded, it sets every clock a program reads to 1 January 2001. */
#include <sys/time.h>
#include <time.h>

#define WRONG 978307200

__attribute__((visibility("default"))) time_t
time(time_t *t)
{
	if (t != NULL)
		*t = WRONG;
	return WRONG;
}

__attribute__((visibility("default"))) int
clock_gettime(clockid_t id, struct timespec *ts)
{
	(void)id;
	*ts = (struct timespec){ .tv_sec = WRONG };
	return 0;
}

__attribute__((visibility("default"))) int
gettimeofday(struct timeval *restrict tv, void *restrict zone)
{
	(void)zone;
	*tv = (struct timeval){ .tv_sec = WRONG };
	return 0;
}
