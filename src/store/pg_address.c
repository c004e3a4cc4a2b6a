/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "store/pg_address.h"

#define OURS "election="

static bool
is_name(const char *s)
{
	size_t n = strlen(s);

	return n > 0 && n < 64 && strncmp(s, "pg_", 3) != 0 &&
	    strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_-") == n;
}

/* Copy the query after ${query} without the parameters that are ours. */
static void
sort_out(struct arena *a, const char *query, struct buf *out,
    struct pg_address *x)
{
	char mark = '?';

	while (*query != '\0') {
		size_t n = strcspn(query + 1, "&");

		if (strncmp(query + 1, OURS, strlen(OURS)) == 0) {
			x->election = arena_str(a, query + 1 + strlen(OURS),
			    n - strlen(OURS));
		} else {
			buf_char(out, mark);
			buf_put(out, query + 1, n);
			mark = '&';
		}
		query += 1 + n;
	}
}

bool
pg_address_parse(struct arena *a, const char *address,
    struct pg_address *out, struct err *e)
{
	struct buf libpq CLEANUP(buf_free) = { 0 };
	size_t n = strcspn(address, "?");

	out->election = PG_ELECTION;
	buf_put(&libpq, address, n);
	sort_out(a, address + n, &libpq, out);
	if (!is_name(out->election))
		return err_set(e, ERR_INPUT, "the address of the database "
		    "names the election \"%s\": expected 1 to 63 of a-z 0-9 "
		    "_ -", out->election);
	out->libpq = arena_str(a, libpq.p, libpq.len);
	return true;
}

/*
 * BIGINT, for an INTEGER of PostgreSQL ends in 2038 as a time; "C", so that
 * the order of texts is that of their bytes.
 */
const char *
pg_words(struct arena *a, const char *sql)
{
	static const char *const word[][2] = {
		{ " INTEGER", " BIGINT" },
		{ " BLOB", " BYTEA" },
		{ " TEXT", " TEXT COLLATE \"C\"" },
		{ " STRICT, WITHOUT ROWID", "" },
		{ " STRICT", "" },
	};
	struct buf out CLEANUP(buf_free) = { 0 };

	while (*sql != '\0') {
		size_t i = 0;

		while (i < 5 && strncmp(sql, word[i][0],
		    strlen(word[i][0])) != 0)
			i++;
		if (i == 5) {
			buf_char(&out, *sql++);
			continue;
		}
		buf_str(&out, word[i][1]);
		sql += strlen(word[i][0]);
	}
	return arena_str(a, out.p, out.len);
}
