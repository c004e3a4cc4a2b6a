/* SPDX-License-Identifier: Apache-2.0 */
/*
 * canvass-verify: recompute a published record from nothing.
 *
 * 0: all checks hold, and the policy is satisfied; 1: a check failed, or there
 * was no policy; 2: wrong usage; 3: something cannot be read.
 */
#include <getopt.h>
#include <stdio.h>

#include <sodium.h>

#include "check.h"
#include "log.h"

static const char usage[] = "usage: canvass-verify [--trust POLICY] "
    "[--against OTHER-BUNDLE] BUNDLE\n";

static int
verify(char *path, char *against, const struct policy *p)
{
	static const struct law none;
	static struct record r;
	static struct bundle b;
	static struct log l;
	bool holds, trusts = p->origin.n > 0;

	if (!bundle_open(&b, path))
		return 3;
	bundle_check(&b);
	log_open(&l, &b, p);
	r = (struct record){ .bundle = &b, .policy = p, .law = &none };
	if (!log_read(&l, &r)) {
		(void)fputs("canvass-verify: no room on the disk\n", stderr);
		return 3;
	}
	head_check(&l);
	objects_check(&r);
	sheets_check(&r);
	if (against != NULL && !other_check(&l, against))
		return 3;
	if (r.simulated)
		(void)puts("SIMULATED: the clock of this record was set by "
		    "hand");
	holds = checks_print();
	(void)printf("\n%s\n", !holds ? "a check failed" : trusts ?
	    "all checks hold; origin established" :
	    "self-consistent; origin not established");
	return fflush(stdout) != 0 ? 3 : holds && trusts ? 0 : 1;
}

int
main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "trust", required_argument, NULL, 't' },
		{ "against", required_argument, NULL, 'a' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 }
	};
	static struct policy p;
	char *path[128] = { NULL };
	int c;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1)
		path[c & 127] = c == 'h' || c == '?' ? argv[0] : optarg;
	if (path['h'] != NULL)
		return fputs(usage, stdout) < 0 ? 3 : 0;
	if (path['?'] != NULL || optind + 1 != argc) {
		(void)fputs(usage, stderr);
		return 2;
	}
	if (sodium_init() < 0)
		return 3;
	if (path['t'] != NULL && !policy_read(path['t'], &p))
		return 3;
	return verify(argv[optind], path['a'], &p);
}
