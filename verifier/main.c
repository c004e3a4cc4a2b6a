/* SPDX-License-Identifier: Apache-2.0 */
/*
 * canvass-verify: recompute a published record from nothing.
 *
 *	canvass-verify [--trust POLICY] [--against OTHER-BUNDLE] BUNDLE
 *
 * 0: all checks hold, and the policy is satisfied; 1: a check failed, or there
 * was no policy; 2: wrong usage; 3: something cannot be read.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "check.h"
#include "log.h"

static int
usage(FILE *out, int status)
{
	(void)fputs("usage: canvass-verify [--trust POLICY] [--against "
	    "OTHER-BUNDLE] BUNDLE\n", out);
	return status;
}

struct options {
	const char *trust, *against, *bundle;
};

static bool
options_read(int argc, char **argv, struct options *o)
{
	for (int i = 1; i < argc; i++) {
		bool two = i + 1 < argc;

		if (strcmp(argv[i], "--trust") == 0 && two && !o->trust)
			o->trust = argv[++i];
		else if (strcmp(argv[i], "--against") == 0 && two &&
		    !o->against)
			o->against = argv[++i];
		else if (argv[i][0] == '-' || o->bundle != NULL)
			return false;
		else
			o->bundle = argv[i];
	}
	return o->bundle != NULL;
}

/* The first lines: what sort of record, and on whose word. */
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
	(void)checks_print();
	return holds && p->origin.n > 0 ? 0 : 1;
}

static int
verify(const struct options *o, const struct policy *p)
{
	struct record r;
	struct bundle b;
	struct log l;
	bool readable = bundle_open(&b, o->bundle);
	int status = 3;

	if (!readable)
		return 3;
	bundle_check(&b);
	record_open(&r, &b, p);
	log_open(&l, &b, p);
	proofs_mark(&l);
	readable = log_read(&l, &r);
	proofs_check(&l, &r);
	objects_check(&r);
	sheets_check(&r);
	if (o->against == NULL) {
		check_not(CHECK_OTHER, "not asked: no other bundle");
		check_not(CHECK_SPLIT, "not asked: no other bundle");
	} else if (readable) {
		readable = other_check(&l, o->against);
	}
	if (readable)
		status = verdict(&r, p);
	else
		(void)fprintf(stderr, "canvass-verify: no file for the keys, "
		    "or no other bundle\n");
	log_close(&l);
	record_close(&r);
	bundle_close(&b);
	return status;
}

int
main(int argc, char **argv)
{
	struct policy p = { 0 };
	struct options o = { 0 };
	int status;

	if (argc == 2 && strcmp(argv[1], "--help") == 0)
		return usage(stdout, 0);
	if (!options_read(argc, argv, &o))
		return usage(stderr, 2);
	if (sodium_init() < 0 || (o.trust != NULL && !policy_read(o.trust, &p)))
		return 3;
	status = verify(&o, &p);
	buf_free(&p.file);
	return fflush(stdout) == 0 ? status : 3;
}
