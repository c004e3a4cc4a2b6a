/* SPDX-License-Identifier: Apache-2.0 */
/* What two methods with a closed form would ask for at other margins. */
#include "audit/bravo.h"
#include "audit/plan_inside.h"
#include "audit/supersimple.h"
#include "base/err.h"

/* Of all ballots, in thousandths. */
static const int64_t thousandths[PLAN_MARGINS] = { 1, 2, 5, 10, 20, 50, 100,
	200, 500 };

/* All ballots are for one of two. */
static double
bravo_at(const struct planning *x, double margin)
{
	double share = .5 + margin / 2;
	struct bravo b = { share, 1 - share, share, x->ask->tally->ballots,
		x->ask->tally->ballots };

	return (double)bravo_asn(&b, x->limit, (struct bravo_seen){ 0, 0 });
}

static bool
supersimple_at(const struct planning *x, int64_t margin, double *out)
{
	const struct audit_rates *r = &x->ask->rates;
	struct supersimple_rates rates = { plan_share(r->o1),
		plan_share(r->o2), plan_share(r->u1), plan_share(r->u2) };
	struct supersimple s;

	TRY(supersimple_open(&s, (struct ratio){ margin, 1000 },
	    x->ask->tally->ballots, x->limit, x->e));
	*out = (double)supersimple_plan(&s, rates);
	return true;
}

bool
plan_work(struct planning *x)
{
	for (size_t i = 0; i < PLAN_MARGINS; i++) {
		struct plan_work *w = &x->out->work[i];

		w->margin = (double)thousandths[i] / 1000;
		w->poll = bravo_at(x, w->margin);
		TRY(supersimple_at(x, thousandths[i], &w->comparison));
	}
	return true;
}
