/* SPDX-License-Identifier: Apache-2.0 */
/*
 * risk: a p-value as it stands in a record, and the limit it is held against.
 * Seventeen significant digits, "4.8015242117965720e-02", so that whoever
 * reads it lands on the same side of the limit: compared exactly, as digits.
 */
#ifndef MODEL_RISK_H
#define MODEL_RISK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/num.h"

/* digits x 10^exponent, from 0 to 1. */
struct risk {
	int64_t digits;		/* 0 or 17 of them */
	int     exponent;	/* of the last digit */
};

#define RISK_TEXT 32

/* risk_text(out, p): ${p}, from 0 to 1, with 17 significant digits. */
char *risk_text(char out[RISK_TEXT], double p);

/* risk_parse(s, r): False if ${s} is not of that form, or above 1. */
bool risk_parse(const char *s, struct risk *r);

/* risk_is_within(r, limit): Is the risk at most ${limit}?  Exact, for denominators up to a million. */
bool risk_is_within(struct risk r, struct ratio limit);

/* risk_limit_parse(s, r): "1/20", or "0.05", or "5%": above 0, below 1, the denominator at most a million, in lowest terms. */
bool risk_limit_parse(const char *s, struct ratio *r);

#endif
