/* SPDX-License-Identifier: Apache-2.0 */
/* profile: rankings for tests, written as text: "5000 CBA, 1000 BCD". */
#ifndef AUDIT_PROFILE_H
#define AUDIT_PROFILE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "model/ranking.h"

static inline struct rankings
profile(struct arena *a, size_t choices, const char *text)
{
	struct rankings r = { .choices = choices };
	struct err e;

	while (*text != '\0') {
		char *end;
		int64_t ballots = strtoll(text, &end, 10);
		uint8_t pref[RANKING_CHOICES];
		size_t n = 0;

		for (end += *end == ' '; *end >= 'A' && *end <= 'Z'; end++)
			pref[n++] = (uint8_t)(*end - 'A');
		assert_true(rankings_add(a, &r, pref, n, ballots, &e));
		text = end + strspn(end, ", ");
	}
	return r;
}

/* A set of choices, a letter each. */
static inline uint64_t
those(const char *letters)
{
	uint64_t set = 0;

	for (; *letters != '\0'; letters++)
		set |= ranking_one((size_t)(*letters - 'A'));
	return set;
}

#endif
