/* SPDX-License-Identifier: Apache-2.0 */
#include "audit/case_style.h"

bool
case_has_style(const struct audit_plan *plan)
{
	return plan->sampler == SAMPLER_CRYPTORANDOM &&
	    plan->contests <= CASE_STYLED &&
	    (plan->method == METHOD_COMPARISON_ALPHA ||
	    plan->method == METHOD_COMPARISON_BETTING);
}

int64_t
case_frame(const struct audit_case *one, size_t contest)
{
	int64_t n = 0;

	if (one->contests == NULL || !case_has_style(one->plan))
		return one->ballots;
	for (int64_t i = 0; i < one->ballots; i++)
		n += (int64_t)(one->contests[i] >> contest & 1);
	return n;
}
