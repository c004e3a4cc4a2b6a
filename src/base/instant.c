/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "base/day.h"

#include "base/instant.h"

#define DAY_SECONDS 86400

char *
instant_text(char out[INSTANT_TEXT], int64_t utc)
{
	int64_t days = utc / DAY_SECONDS, left = utc % DAY_SECONDS;
	char day[DAY_TEXT];

	if (left < 0) {
		left += DAY_SECONDS;
		days--;
	}
	(void)snprintf(out, INSTANT_TEXT, "%.10sT%02d:%02d:%02dZ",
	    day_iso(day, (struct day){ (int32_t)days }), (int)(left / 3600),
	    (int)(left / 60 % 60), (int)(left % 60));
	return out;
}

/* Two digits below ${limit}. */
static bool
two(const char *s, int limit, int *value)
{
	if (s[0] < '0' || s[0] > '9' || s[1] < '0' || s[1] > '9')
		return false;
	*value = (s[0] - '0') * 10 + (s[1] - '0');
	return *value < limit;
}

bool
instant_parse(const char *s, size_t n, int64_t *utc)
{
	struct day d;
	int hour, minute, second;

	if (n != 20 || !day_parse(s, 10, &d) || s[10] != 'T' || s[13] != ':' ||
	    s[16] != ':' || s[19] != 'Z' || !two(s + 11, 24, &hour) ||
	    !two(s + 14, 60, &minute) || !two(s + 17, 60, &second))
		return false;
	*utc = (int64_t)d.n * DAY_SECONDS + (int64_t)hour * 3600 +
	    (int64_t)minute * 60 + second;
	return true;
}
