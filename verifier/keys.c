/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "keys.h"

enum { RUN = 65536, READ = 256 };

struct key {
	struct id id;		/* of actor and key */
	uint64_t  at;		/* leaf, twice; odd: refused as DUPLICATE */
};

static struct key *run;
static size_t in_run;
static FILE *file;
static size_t runs;

static int
key_order(const void *a, const void *b)
{
	const struct key *x = a, *y = b;
	int order = memcmp(&x->id, &y->id, sizeof x->id);

	return order != 0 ? order : (x->at > y->at) - (x->at < y->at);
}

static bool
write_run(void)
{
	if (file == NULL)
		file = tmpfile();
	qsort(run, in_run, sizeof *run, key_order);
	if (file == NULL || fwrite(run, sizeof *run, in_run, file) != in_run)
		return false;
	in_run = 0;
	runs++;
	return true;
}

/*
 * An act refused for its signature was not its actor's, and used no key of
 * theirs; one refused as DUPLICATE says that the key was used before.
 */
bool
keys_add(const struct entry *e)
{
	if (e->refusal == BAD_SIGNATURE)
		return true;
	if (run == NULL)
		run = more(NULL, RUN, sizeof *run);
	if (in_run == RUN && !write_run())
		return false;
	run[in_run++] = (struct key){ id_of("key", e->actor, e->key),
		e->leaf * 2 + (e->refusal == DUPLICATE) };
	return true;
}

/* Keys come in order, those of one name in the order of the log. */
static void
judge(const struct key *k)
{
	static struct key last;
	bool again = memcmp(&k->id, &last.id, sizeof k->id) == 0;

	if (!check_that(CHECK_KEYS, again == (k->at & 1)))
		check_fail(CHECK_KEYS, again ?
		    "leaf %" PRIu64 ": answers the key of leaf %" PRIu64 " again" :
		    "leaf %" PRIu64 ": refused as DUPLICATE, but nothing before "
		    "it has its key", k->at / 2, last.at / 2);
	last = *k;
}

/* One run in the file, read a little at a time. */
struct part {
	struct key key[READ];
	size_t     at, n;
	long       next, end;		/* in the file */
};

static bool
refill(struct part *p)
{
	size_t left = (size_t)(p->end - p->next) / sizeof *p->key;

	p->at = 0;
	p->n = left < READ ? left : READ;
	if (p->n > 0 && (fseek(file, p->next, SEEK_SET) != 0 ||
	    fread(p->key, sizeof *p->key, p->n, file) != p->n))
		return false;
	p->next += (long)(p->n * sizeof *p->key);
	return true;
}

static bool
merge(struct part *part)
{
	for (;;) {
		struct part *first = NULL;

		for (size_t i = 0; i < runs; i++) {
			if (part[i].n > 0 && (first == NULL || key_order(
			    &part[i].key[part[i].at],
			    &first->key[first->at]) < 0))
				first = &part[i];
		}
		if (first == NULL)
			return true;
		judge(&first->key[first->at++]);
		if (first->at == first->n && !refill(first))
			return false;
	}
}

bool
keys_check(void)
{
	struct part *part = NULL;
	long bytes = (long)(RUN * sizeof *run), end;
	bool ok = true;

	if (file == NULL) {
		if (in_run > 0)
			qsort(run, in_run, sizeof *run, key_order);
		for (size_t i = 0; i < in_run; i++)
			judge(&run[i]);
	} else if ((ok = write_run() && (end = ftell(file)) > 0)) {
		part = more(NULL, runs, sizeof *part);
		for (size_t i = 0; ok && i < runs; i++) {
			part[i].next = (long)i * bytes;
			part[i].end = i + 1 < runs ? part[i].next + bytes : end;
			ok = refill(&part[i]);
		}
		ok = ok && merge(part);
		free(part);
		(void)fclose(file);
	}
	free(run);
	return ok;
}
