/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "cli/parallel.h"

#define MOST     16	/* processes */
#define WORTH    1000000	/* draws for which a process is begun */

struct part {
	pid_t    pid;		/* 0: not begun */
	int      from;		/* where its sizes are read */
	uint64_t first, end;
};

static bool
here(const struct simulate *s, struct simulate_part part, int64_t *size,
    struct err *e)
{
	struct arena work CLEANUP(arena_free) = { 0 };

	return simulate_sizes(&work, s, part, size, e);
}

/* The child: sizes into the pipe, and nothing else of what it has from its parent. */
static void
work(const struct simulate *s, const struct part *p, int to)
{
	uint64_t n = p->end - p->first;
	int64_t *size = calloc((size_t)n + 1, sizeof *size);
	FILE *f = fdopen(to, "wb");
	struct err e;
	bool done = size != NULL && f != NULL && here(s,
	    (struct simulate_part){ p->first, p->end }, size, &e) &&
	    fwrite(size, sizeof *size, (size_t)n, f) == (size_t)n &&
	    fclose(f) == 0;

	_exit(done ? 0 : 1);
}

static bool
begin(const struct simulate *s, struct part *p)
{
	int ends[2];

	if (pipe(ends) != 0)
		return false;
	p->pid = fork();
	if (p->pid == 0) {
		(void)close(ends[0]);
		work(s, p, ends[1]);
	}
	(void)close(ends[1]);
	p->from = ends[0];
	if (p->pid > 0)
		return true;
	(void)close(ends[0]);
	p->pid = 0;
	return false;
}

static bool
collect(struct part *p, int64_t *size)
{
	FILE *f = fdopen(p->from, "rb");
	size_t n = (size_t)(p->end - p->first);
	bool whole = f != NULL && fread(size + p->first, sizeof *size, n, f) ==
	    n;
	int status = 1;

	if (f != NULL)
		(void)fclose(f);
	else
		(void)close(p->from);
	return waitpid(p->pid, &status, 0) == p->pid && whole &&
	    WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* How many processes the work is worth. */
static uint64_t
processes(const struct simulate *s, uint64_t runs)
{
	long all = sysconf(_SC_NPROCESSORS_ONLN);
	uint64_t n = all < 1 ? 1 : all > MOST ? MOST : (uint64_t)all;
	double draws = (double)runs, cards = 0;

	for (size_t i = 0; i < s->of.n; i++)
		cards += (double)s->of.count[i];
	draws *= cards;
	return draws < WORTH || runs < n ? 1 : n;
}

/* What a process could not do is done here, and says why it cannot be done. */
bool
parallel_simulate(const struct simulate *s, uint64_t runs, int64_t *size,
    struct err *e)
{
	struct part part[MOST] = { { 0 } };
	uint64_t n = processes(s, runs);
	bool done = true;

	for (uint64_t i = 0; i < n; i++) {
		part[i].first = runs * i / n;
		part[i].end = runs * (i + 1) / n;
		if (n > 1)
			(void)begin(s, &part[i]);
	}
	for (uint64_t i = 0; i < n; i++) {
		struct part *p = &part[i];
		bool came = p->pid > 0 && collect(p, size);

		done = done && (came || here(s, (struct simulate_part){
		    p->first, p->end }, size + p->first, e));
	}
	return done;
}
