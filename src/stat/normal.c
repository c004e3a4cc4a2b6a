/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stddef.h>

#include "stat/normal.h"

#define ROOT_HALF 0.70710678118654752440
#define STEPS     60

double
normal_below(double x)
{
	return 0.5 * erfc(-x * ROOT_HALF);
}

static double
polynomial(const double *c, size_t n, double x)
{
	double sum = 0;

	while (n-- > 0)
		sum = sum * x + c[n];
	return sum;
}

/* Two polynomials of degree seven, one divided by the other. */
struct fraction { double above[8], below[8]; };

static double
divide(const struct fraction *f, double x)
{
	return polynomial(f->above, 8, x) / polynomial(f->below, 8, x);
}

static const struct fraction middle = {
	{ 3.3871328727963666080, 1.3314166789178437745e2,
	1.9715909503065514427e3, 1.3731693765509461125e4,
	4.5921953931549871457e4, 6.7265770927008700853e4,
	3.3430575583588128105e4, 2.5090809287301226727e3 },
	{ 1, 4.2313330701600911252e1, 6.8718700749205790830e2,
	5.3941960214247511077e3, 2.1213794301586595867e4,
	3.9307895800092710610e4, 2.8729085735721942674e4,
	5.2264952788528545610e3 } };
static const struct fraction tail = {
	{ 1.42343711074968357734, 4.63033784615654529590,
	5.76949722146069140550, 3.64784832476320460504,
	1.27045825245236838258, 2.41780725177450611770e-1,
	2.27238449892691845833e-2, 7.74545014278341407640e-4 },
	{ 1, 2.05319162663775882187, 1.67638483018380384940,
	6.89767334985100004550e-1, 1.48103976427480074590e-1,
	1.51986665636164571966e-2, 5.47593808499534494600e-4,
	1.05075007164441684324e-9 } };
static const struct fraction far = {
	{ 6.65790464350110377720, 5.46378491116411436990,
	1.78482653991729133580, 2.96560571828504891230e-1,
	2.65321895265761230930e-2, 1.24266094738807843860e-3,
	2.71155556874348757815e-5, 2.01033439929228813265e-7 },
	{ 1, 5.99832206555887937690e-1, 1.36929880922735805310e-1,
	1.48753612908506148525e-2, 7.86869131145613259100e-4,
	1.84631831751005468180e-5, 1.42151175831644588870e-7,
	2.04426310338993978564e-15 } };

double
normal_quantile(double q)
{
	double off = q - 0.5, r, x;

	if (fabs(off) <= 0.425)
		return off * divide(&middle, 0.180625 - off * off);
	r = sqrt(-log(off < 0 ? q : 1 - q));
	x = r <= 5 ? divide(&tail, r - 1.6) : divide(&far, r - 5);
	return off < 0 ? -x : x;
}

double
chi4_above(double x)
{
	return x <= 0 ? 1 : exp(-x / 2) * (1 + x / 2);
}

/* x/2 = -ln p + ln(1 + x/2), again and again: it closes in from below. */
double
chi4_quantile(double p)
{
	double half = -log(p);

	for (int i = 0; i < STEPS; i++) {
		double f = half - log1p(half) + log(p);

		half -= f * (1 + half) / half;
	}
	return 2 * half;
}
