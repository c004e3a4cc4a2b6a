/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "model/audit.h"

static const struct audit_method_of methods[AUDIT_METHODS] = {
	[METHOD_BRAVO] = { "bravo", "Ballot polling (BRAVO)", ITEMS_BALLOTS,
	    NEEDS_MANIFEST, SAMPLER_CONSISTENT,
	    "Lindeman, Stark and Yates, EVT/WOTE 2012" },
	[METHOD_MINERVA] = { "minerva", "Ballot polling (Minerva)", ITEMS_BALLOTS,
	    NEEDS_MANIFEST, SAMPLER_CONSISTENT,
	    "Zagórski et al., USENIX Security 2021" },
	[METHOD_PROVIDENCE] = { "providence", "Ballot polling (Providence)", ITEMS_BALLOTS,
	    NEEDS_MANIFEST, SAMPLER_CONSISTENT, "Broadrick et al., arXiv 2210.08717" },
	[METHOD_BRLA] = { "brla", "Ballot polling (Bayesian)", ITEMS_BALLOTS,
	    NEEDS_MANIFEST, SAMPLER_CONSISTENT, "Vora, arXiv 1902.00999" },
	[METHOD_ALPHA] = { "alpha", "Ballot polling (ALPHA)", ITEMS_BALLOTS,
	    NEEDS_MANIFEST, SAMPLER_CONSISTENT, "Stark, arXiv 2201.02707" },
	[METHOD_BETTING] = { "betting", "Ballot polling (betting)", ITEMS_BALLOTS,
	    NEEDS_MANIFEST, SAMPLER_CONSISTENT,
	    "Waudby-Smith and Ramdas, arXiv 2010.09686" },
	[METHOD_SUPERSIMPLE] = { "supersimple", "Ballot comparison (super-simple)", ITEMS_BALLOTS,
	    NEEDS_CARDS, SAMPLER_CONSISTENT, "Stark, EVT/WOTE 2010" },
	[METHOD_KAPLAN_WALD] = { "kaplan-wald", "Ballot comparison (Kaplan–Wald)", ITEMS_BALLOTS,
	    NEEDS_CARDS, SAMPLER_CONSISTENT, "Stark, arXiv 1911.10035" },
	[METHOD_COMPARISON_ALPHA] = { "comparison-alpha", "Ballot comparison (ALPHA)", ITEMS_BALLOTS,
	    NEEDS_CARDS, SAMPLER_CONSISTENT, "Stark, arXiv 2201.02707" },
	[METHOD_COMPARISON_BETTING] = { "comparison-betting", "Ballot comparison (betting)",
	    ITEMS_BALLOTS, NEEDS_CARDS, SAMPLER_CONSISTENT, "Spertus, arXiv 2304.01010" },
	[METHOD_ONEAUDIT] = { "oneaudit", "Hybrid (ONEAudit)", ITEMS_BALLOTS,
	    NEEDS_CARDS | NEEDS_TOTALS, SAMPLER_CONSISTENT, "Stark, arXiv 2303.03335" },
	[METHOD_STRATIFIED] = { "stratified", "Hybrid (two strata, betting)", ITEMS_BALLOTS,
	    NEEDS_CARDS | NEEDS_TOTALS, SAMPLER_CONSISTENT,
	    "Ottoboni et al., E-Vote-ID 2018; Stark, arXiv 2201.02707" },
	[METHOD_SUITE] = { "suite", "Hybrid (SUITE)", ITEMS_BALLOTS,
	    NEEDS_CARDS | NEEDS_TOTALS, SAMPLER_CONSISTENT, "Ottoboni et al., E-Vote-ID 2018" },
	[METHOD_MACRO] = { "macro", "Batch comparison (MACRO)", ITEMS_BATCHES, NEEDS_TOTALS,
	    SAMPLER_PPEB, "Stark, SSRN 1443314 (2009)" },
	[METHOD_BATCH_COMPARISON] = { "batch-comparison", "Batch comparison (betting)",
	    ITEMS_BATCHES, NEEDS_TOTALS, SAMPLER_PPEB, "Stark, arXiv 1911.10035, section 4" },
	[METHOD_HAND_TALLY] = { "hand-tally", "Full hand tally", ITEMS_BATCHES, NEEDS_MANIFEST,
	    SAMPLER_ALL, "every ballot, once" },
};

static const char *const samplers[AUDIT_SAMPLERS] = { "consistent", "counter",
	"cryptorandom", "ppeb", "all" };

const struct audit_method_of *
audit_method_of(enum audit_method m)
{
	return &methods[m];
}

bool
audit_sampler_fits(enum audit_method m, enum audit_sampler s)
{
	if (methods[m].sampler != SAMPLER_CONSISTENT)
		return s == methods[m].sampler;
	return s == SAMPLER_CONSISTENT || s == SAMPLER_COUNTER ||
	    (s == SAMPLER_CRYPTORANDOM && (m == METHOD_ALPHA ||
	    m == METHOD_BETTING || m == METHOD_COMPARISON_ALPHA ||
	    m == METHOD_COMPARISON_BETTING || m == METHOD_ONEAUDIT ||
	    m == METHOD_STRATIFIED || m == METHOD_BRLA));
}

bool
audit_method_parse(const char *id, enum audit_method *m)
{
	for (size_t i = 0; i < AUDIT_METHODS; i++)
		if (strcmp(methods[i].id, id) == 0) {
			*m = (enum audit_method)i;
			return true;
		}
	return false;
}

bool
audit_sampler_parse(const char *id, enum audit_sampler *s)
{
	for (size_t i = 0; i < AUDIT_SAMPLERS; i++)
		if (strcmp(samplers[i], id) == 0) {
			*s = (enum audit_sampler)i;
			return true;
		}
	return false;
}

const char *
audit_sampler_id(enum audit_sampler s)
{
	return samplers[s];
}
