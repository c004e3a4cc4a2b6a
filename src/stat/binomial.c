/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "stat/binomial.h"
#include "stat/normal.h"

#define LOG_TWO_PI 1.8378770664093454836
#define TABLED     16
#define TERMS      1000
#define NOTHING    1e-18	/* of a sum */

/* ln n! less Stirling's formula for it. */
static double
stirling_error(double n)
{
	static const double tabled[TABLED] = { 0,
		0.0810614667953272582196702, 0.0413406959554092940938221,
		0.02767792568499833914878929, 0.02079067210376509311152277,
		0.01664469118982119216319487, 0.01387612882307074799874573,
		0.01189670994589177009505572, 0.010411265261972096497478567,
		0.009255462182712732917728637, 0.008330563433362871256469318,
		0.007573675487951840794972024, 0.006942840107209529865664152,
		0.006408994188004207068439631, 0.005951370112758847735624416,
		0.005554733551962801371038690 };
	double nn = n * n;

	if (n < TABLED)
		return tabled[(int)n];
	return (1 / 12. - (1 / 360. - (1 / 1260. - (1 / 1680. -
	    1 / 1188. / nn) / nn) / nn) / nn) / n;
}

/* x ln(x/m) + m - x, without loss where x is near m. */
static double
deviance(double x, double m)
{
	double v, sum, term;

	if (fabs(x - m) >= 0.1 * (x + m))
		return x * log(x / m) + m - x;
	v = (x - m) / (x + m);
	sum = (x - m) * v;
	term = 2 * x * v;
	for (int j = 1; j < TERMS; j++) {
		double next;

		term *= v * v;
		next = sum + term / (2 * j + 1);
		if (next == sum)
			break;
		sum = next;
	}
	return sum;
}

double
binomial_log(int64_t n, int64_t k, double p)
{
	double x = (double)k, m = (double)n, q = 1 - p;

	if (k < 0 || k > n || (p <= 0 && k > 0) || (p >= 1 && k < n))
		return -INFINITY;
	if (k == 0)
		return n == 0 || p <= 0 ? 0 : m * log1p(-p);
	if (k == n)
		return p >= 1 ? 0 : m * log(p);
	return stirling_error(m) - stirling_error(x) - stirling_error(m - x) -
	    deviance(x, m * p) - deviance(m - x, m * q) -
	    0.5 * (LOG_TWO_PI + log(x) + log1p(-x / m));
}

/* From k upwards, where terms fall: each from the one before. */
static double
sum_up(int64_t n, int64_t k, double p)
{
	double term = exp(binomial_log(n, k, p)), sum = term;
	double odds = p / (1 - p);

	for (; k < n && term > NOTHING * sum; k++) {
		term *= (double)(n - k) / (double)(k + 1) * odds;
		sum += term;
	}
	return sum;
}

double
binomial_above(int64_t n, int64_t k, double p)
{
	if (k <= 0)
		return 1;
	if (k > n || p <= 0)
		return 0;
	if (p >= 1)
		return 1;
	if ((double)k >= ((double)n + 1) * p)
		return sum_up(n, k, p);
	return 1 - sum_up(n, n - k + 1, 1 - p);
}

double
binomial_below(int64_t n, int64_t k, double p)
{
	return binomial_above(n, n - k, 1 - p);
}

int64_t
binomial_quantile(int64_t n, double q, double p)
{
	double mean = (double)n * p, sd = sqrt(mean * (1 - p));
	int64_t k = (int64_t)floor(mean + sd * normal_quantile(q));

	k = k < 0 ? 0 : k > n ? n : k;
	while (k > 0 && binomial_below(n, k - 1, p) >= q)
		k--;
	while (k < n && binomial_below(n, k, p) < q)
		k++;
	return k;
}

double
hyper_log(int64_t n, int64_t k, int64_t all, int64_t good)
{
	double p = (double)n / (double)all;

	if (k < 0 || k > n || k > good || n - k > all - good)
		return -INFINITY;
	return binomial_log(good, k, p) +
	    binomial_log(all - good, n - k, p) - binomial_log(all, n, p);
}

/* From k downwards, where terms fall: each from the one before. */
static double
hyper_down(int64_t n, int64_t k, int64_t all, int64_t good)
{
	double term = exp(hyper_log(n, k, all, good)), sum = term;
	int64_t bad = all - good;

	for (; k > 0 && term > NOTHING * sum; k--) {
		term *= (double)k / (double)(good - k + 1) *
		    ((double)(bad - n + k) / (double)(n - k + 1));
		sum += term;
	}
	return sum;
}

double
hyper_below(int64_t n, int64_t k, int64_t all, int64_t good)
{
	int64_t least = n - (all - good), most = n < good ? n : good;

	if (k < 0 || k < least)
		return 0;
	if (k >= most)
		return 1;
	if ((double)(k + 1) * (double)(all + 2) <=
	    ((double)n + 1) * ((double)good + 1))
		return hyper_down(n, k, all, good);
	return 1 - hyper_down(n, n - k - 1, all, all - good);
}
