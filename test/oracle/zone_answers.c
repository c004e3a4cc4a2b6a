/* SPDX-License-Identifier: Apache-2.0 */
/*
 * zone_answers RULES: what a rule file's zone says.  Answers line by line:
 *	utc SECONDS		-> DAY MINUTE NAME
 *	local DAY MINUTE	-> SECONDS
 * where DAY counts from 1 January 1970.
 */
#include <inttypes.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"

#include "law/law.h"

#define MAX_RULES ((size_t)1 << 20)

static void
answer(const struct zone *z, const char *line)
{
	int64_t utc;
	int32_t day;
	int minute;
	struct day d;

	if (sscanf(line, "utc %" SCNd64, &utc) == 1) {
		const char *name = zone_local(z, utc, &d, &minute);

		printf("%" PRId32 " %d %s\n", d.n, minute, name);
	} else if (sscanf(line, "local %" SCNd32 " %d", &day, &minute) == 2)
		printf("%" PRId64 "\n", zone_utc(z, (struct day){ day },
		    minute));
	else
		printf("?\n");
}

int
main(int argc, char *argv[])
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct err e = { 0 };
	struct bytes text;
	struct law *l;
	char line[100];

	if (argc != 2)
		return 2;
	if (!file_read(&a, argv[1], MAX_RULES, &text, &e) ||
	    !law_parse(&a, text, argv[1], &l, &e)) {
		fprintf(stderr, "%s\n", e.text);
		return 3;
	}
	printf("%s\n", l->zone.name);
	while (fgets(line, sizeof line, stdin) != NULL)
		answer(&l->zone, line);
	return 0;
}
