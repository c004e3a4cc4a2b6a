/* SPDX-License-Identifier: Apache-2.0 */
/*
 * store: what tests of a store share.  They run over a new folder, or, where
 * CANVASS_PG has the address of a database, over a new schema of it.
 */
#ifndef TEST_STORE_H
#define TEST_STORE_H

#include <assert.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "store/store.h"

struct world {
	struct arena  a;
	char          dir[64];		/* of this test alone */
	const char   *address;		/* where no store is yet */
	struct store *s;		/* open, after make_store */
	struct err    e;
};

static inline bool
on_postgresql(void)
{
	return getenv("CANVASS_PG") != NULL;
}

/* new_address(w): Of a store that is not there yet; another one each time. */
static inline const char *
new_address(struct world *w)
{
	static int n;
	const char *pg = getenv("CANVASS_PG");

	n++;
	if (pg == NULL)
		return arena_printf(&w->a, "%s/election-%d", w->dir, n);
	return arena_printf(&w->a, "%s%celection=t%ld-%d", pg,
	    strchr(pg, '?') != NULL ? '&' : '?', (long)getpid(), n);
}

static inline int
enter(void **state)
{
	struct world *w = calloc(1, sizeof *w);

	if (w == NULL)
		return -1;
	strcpy(w->dir, "/tmp/store-test-XXXXXX");
	*state = w;
	if (mkdtemp(w->dir) == NULL)
		return -1;
	w->address = new_address(w);
	return setenv("XDG_CACHE_HOME", w->dir, 1);
}

static inline int
leave(void **state)
{
	struct world *w = *state;
	struct stage_dir whole = { .path = w->dir };

	store_close(&w->s);
	stage_drop(&whole);
	arena_free(&w->a);
	free(w);
	return 0;
}

static inline struct store *
open_store(struct world *w, const char *address, enum store_how how)
{
	struct store *s = NULL;

	if (!store_open(&w->a, address, how, &s, &w->e))
		fail_msg("%s: %s", address, w->e.text);
	return s;
}

static inline int
enter_store(void **state)
{
	struct world *w;

	if (enter(state) != 0)
		return -1;
	w = *state;
	return store_open(&w->a, w->address, STORE_CREATE, &w->s, &w->e) ? 0 :
	    -1;
}

#define OK(w, call) do { if (!(call)) fail_msg("%s", (w)->e.text); } while (0)
#define FAILS(w, call, why) do { \
	assert_false(call); \
	if (strstr((w)->e.text, (why)) == NULL) \
		fail_msg("found \"%s\", expected \"%s\"", (w)->e.text, (why)); \
} while (0)

/* row_at(a, seq): An entry with something to find in every column. */
static inline struct store_row
row_at(struct arena *a, int64_t seq)
{
	static const char *const action[] = { "audit.order", "contest.certify" };
	static const char *const outcome[] = { "done", "request", "refused" };
	struct store_row row = {
		.seq = seq, .logged = 1604361600 + 60 * seq,
		.action = action[seq % 2], .role = "board",
		.actor = arena_printf(a, "actor-%jd", (intmax_t)(seq % 5)),
		.subject = arena_printf(a, "audit/%jd", (intmax_t)(seq % 7)),
		.unit = seq % 4 == 0 ? "" : "13121",
		.outcome = outcome[seq % 3],
		.code = seq % 3 == 2 ? "NO_AUTHORITY" : "",
	};
	const char *text = arena_printf(a, "{\"seq\":%jd}", (intmax_t)seq);

	row.bytes = (struct bytes){ text, strlen(text) };
	hash_of(row.leaf, text, row.bytes.n);
	return row;
}

/* fill(w, s, n): Append the entries 0 .. n-1, in one transaction. */
static inline void
fill(struct world *w, struct store *s, int64_t n)
{
	struct store_head head;

	OK(w, store_begin(s, &head, &w->e));
	for (int64_t i = head.size; i < n; i++) {
		struct store_row row = row_at(&w->a, i);

		OK(w, store_append(s, &row, &w->e));
		head.logged = row.logged;
	}
	head.size = n;
	OK(w, store_commit(s, &head, &w->e));
}

#endif
