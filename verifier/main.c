/* SPDX-License-Identifier: Apache-2.0 */
/*
 * canvass-verify: recompute a published record from nothing.
 *
 * 0: all checks hold, and the policy is satisfied; 1: a check failed, or there
 * was no policy; 2: wrong usage; 3: something cannot be read.
 */
#include <stdio.h>
#include <string.h>

#include <sodium.h>

#include "check.h"
#include "log.h"

static const char usage[] = "usage: canvass-verify [--trust POLICY] "
    "[--against OTHER-BUNDLE] BUNDLE\n";

struct options {
	const char *trust, *against, *bundle;
};

static bool
options_read(int argc, char **argv, struct options *o)
{
	for (int i = 1; i < argc; i++) {
		const char **value = strcmp(argv[i], "--trust") == 0 ?
		    &o->trust : strcmp(argv[i], "--against") == 0 ?
		    &o->against : &o->bundle;

		if (value != &o->bundle && ++i == argc)
			return false;
		if (*value != NULL ||
		    (value == &o->bundle && argv[i][0] == '-'))
			return false;
		*value = argv[i];
	}
	return o->bundle != NULL;
}

/* The first lines: what sort of record, and on whose word; then all checks. */
static int
verdict(const struct record *r, const struct policy *p)
{
	bool holds = checks_hold();

	if (r->simulated)
		(void)printf("SIMULATED: the clock of this record was set by "
		    "hand\n");
	if (p->origin.n == 0)
		(void)printf("%sself-consistent; origin not established\n\n",
		    holds ? "" : "not ");
	else if (holds)
		(void)printf("all checks hold; origin established: %.*s\n\n",
		    SHOW(p->origin));
	else
		(void)printf("a check failed; origin not established\n\n");
	checks_print();
	return holds && p->origin.n > 0 ? 0 : 1;
}

static int
verify(const struct options *o, const struct policy *p)
{
	static struct record r;
	static struct bundle b;
	static struct log l;
	bool ok;

	if (!bundle_open(&b, o->bundle))
		return 3;
	bundle_check(&b);
	record_open(&r, &b, p);
	log_open(&l, &b, p);
	proofs_mark(&l);
	ok = log_read(&l, &r);
	if (!ok)
		(void)fprintf(stderr, "canvass-verify: the keys cannot be kept "
		    "on the disk\n");
	proofs_check(&l, &r);
	objects_check(&r);
	sheets_check(&r);
	if (o->against != NULL) {
		ok = ok && other_check(&l, o->against);
	} else {
		check_not(CHECK_OTHER, "not asked: no other bundle");
		check_not(CHECK_SPLIT, "not asked: no other bundle");
	}
	return ok ? verdict(&r, p) : 3;
}

int
main(int argc, char **argv)
{
	static struct policy p;
	struct options o = { 0 };

	if (argc == 2 && strcmp(argv[1], "--help") == 0)
		return fputs(usage, stdout) < 0;
	if (!options_read(argc, argv, &o)) {
		(void)fputs(usage, stderr);
		return 2;
	}
	if (sodium_init() < 0 || (o.trust != NULL && !policy_read(o.trust, &p)))
		return 3;
	if (fflush(stdout) != 0)
		return 3;
	return verify(&o, &p);
}
