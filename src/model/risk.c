/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "model/risk.h"

#define DIGITS  17
#define MOST    INT64_C(1000000)

__extension__ typedef __int128 wide;

char *
risk_text(char out[RISK_TEXT], double p)
{
	(void)snprintf(out, RISK_TEXT, "%.16e", p);
	return out;
}

/* "e-02", "e+00", "e-324". */
static bool
parse_exponent(const char *s, int *out)
{
	size_t n = strspn(s + 2, "0123456789");
	int v = 0;

	if (n < 2 || n > 3 || s[2 + n] != '\0')
		return false;
	for (size_t i = 0; i < n; i++)
		v = v * 10 + (s[2 + i] - '0');
	*out = s[1] == '-' ? -v : v;
	return true;
}

bool
risk_parse(const char *s, struct risk *r)
{
	const char *e = strchr(s, 'e');
	int power;

	if (e != s + DIGITS + 1 || s[1] != '.' || (e[1] != '-' && e[1] != '+') ||
	    !parse_exponent(e, &power))
		return false;
	r->digits = 0;
	for (const char *p = s; p < e; p++) {
		if (p == s + 1)
			continue;
		if (*p < '0' || *p > '9')
			return false;
		r->digits = r->digits * 10 + (*p - '0');
	}
	r->exponent = power - (DIGITS - 1);
	return risk_is_within(*r, (struct ratio){ 1, 1 });
}

/* digits x 10^exponent x den <= num, with all that is small on the left. */
bool
risk_is_within(struct risk r, struct ratio limit)
{
	wide left = (wide)r.digits * limit.den, right = limit.num;

	if (r.digits == 0)
		return true;
	if (r.exponent > 0)
		return false;
	/* digits x den is below 10^23, and num is 1 at least. */
	if (r.exponent < -(DIGITS + 7))
		return true;
	for (int i = 0; i > r.exponent; i--)
		right *= 10;
	return left <= right;
}

static int64_t
divisor(int64_t a, int64_t b)
{
	while (b != 0) {
		int64_t c = a % b;

		a = b;
		b = c;
	}
	return a;
}

static bool
settle(int64_t num, int64_t den, struct ratio *r)
{
	int64_t d;

	if (num <= 0 || den <= 0 || num >= den)
		return false;
	d = divisor(num, den);
	*r = (struct ratio){ num / d, den / d };
	return r->den <= MOST;
}

/* "0.05", and "5", "0.5" before a percent sign. */
static bool
parse_decimal(const char *s, size_t n, int64_t den, struct ratio *r)
{
	int64_t num = 0;
	bool point = false;
	size_t digits = 0;

	for (size_t i = 0; i < n; i++) {
		if (s[i] == '.' && !point && i > 0 && i + 1 < n) {
			point = true;
			continue;
		}
		if (s[i] < '0' || s[i] > '9' || ++digits > 9)
			return false;
		num = num * 10 + (s[i] - '0');
		if (point)
			den *= 10;
	}
	return digits > 0 && settle(num, den, r);
}

bool
risk_limit_parse(const char *s, struct ratio *r)
{
	const char *slash = strchr(s, '/');
	size_t n = strlen(s);
	int64_t num, den;

	if (slash != NULL)
		return num_parse(s, (size_t)(slash - s), &num) == NUM_OK &&
		    num_parse(slash + 1, strlen(slash + 1), &den) == NUM_OK &&
		    settle(num, den, r);
	if (n > 0 && s[n - 1] == '%') {
		n--;
		n -= n > 0 && s[n - 1] == ' ';
		return parse_decimal(s, n, 100, r);
	}
	return parse_decimal(s, n, 1, r);
}
