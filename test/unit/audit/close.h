/* SPDX-License-Identifier: Apache-2.0 */
/* close: two numbers that should be one, to a few roundings. */
#ifndef TEST_AUDIT_CLOSE_H
#define TEST_AUDIT_CLOSE_H

#include <math.h>
#include <stdbool.h>

static inline bool
near(double x, double y, double relative)
{
	return fabs(x - y) <= relative * fabs(y);
}

/* assert_close(x, y): Alike to 1e-12. */
#define assert_close(x, y) assert_true(near((x), (y), 1e-12))

/* assert_printed(x, y, digits): What a peer printed with so many decimals. */
#define assert_printed(x, y, digits) \
	assert_true(fabs((x) - (y)) <= 0.5000001 * pow(10, -(digits)))

#endif
