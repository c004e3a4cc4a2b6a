/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/num.h"
#include "store/store.h"
#include "text/json.h"

#include "record/limits.h"

#define HOUR 3600

static int64_t
number(const struct json_value *v, const char *name)
{
	const struct json_value *m = json_find(v, name);
	int64_t n = 0;

	if (m != NULL && m->kind == JSON_NUMBER)
		(void)num_parse(m->text, m->n, &n);
	return n;
}

/* The fact of ${actor}; NULL if there is none. */
static bool
read_fact(struct store *s, struct arena *a, const char *kind,
    const char *actor, struct json_value **out, struct err *e)
{
	struct store_fact fact;
	bool found;

	*out = NULL;
	TRY(store_fact_find(s, a, kind, actor, &found, &fact, e));
	return !found || json_tree_of(a, fact.value, strlen(fact.value),
	    "refusals", out, e);
}

bool
limits_actor(struct store *s, struct arena *a, const char *actor,
    const char **out, struct err *e)
{
	struct store_fact person;
	bool found;

	TRY(store_fact_find(s, a, "person", actor, &found, &person, e));
	*out = found ? actor : "unknown actors";
	return true;
}

bool
limits_read(struct store *s, struct arena *a, const char *actor,
    struct limits *out, struct err *e)
{
	struct json_value *v;

	*out = (struct limits){ 0 };
	TRY(read_fact(s, a, "refusals", actor, &v, e));
	if (v != NULL)
		*out = (struct limits){ number(v, "since"), number(v, "n") };
	return true;
}

const char *
limits_value(struct arena *a, const struct limits *l)
{
	return arena_printf(a, "{\"n\":%" PRId64 ",\"since\":%" PRId64 "}",
	    l->n, l->since);
}

void
limits_count(struct limits *l, int64_t now)
{
	if (l->n == 0 || now - l->since >= HOUR)
		*l = (struct limits){ now, 0 };
	l->n++;
}

bool
limits_full(const struct limits *l, int64_t now)
{
	return l->n >= LIMITS_AN_HOUR && now - l->since < HOUR;
}

bool
limits_unlisted(struct store *s, struct arena *a, const char *actor,
    int64_t *out, struct err *e)
{
	struct json_value *v;

	TRY(read_fact(s, a, LIMITS_UNLISTED, actor, &v, e));
	*out = v != NULL ? number(v, "n") : 0;
	return true;
}

bool
limits_set_unlisted(struct store *s, const char *actor, int64_t n,
    struct arena *a, struct err *e)
{
	struct store_fact fact = { .kind = LIMITS_UNLISTED, .id = actor,
		.unit = "", .state = "counted", .value = arena_printf(a,
		"{\"n\":%" PRId64 "}", n), .seq = -1 };

	return store_fact_put(s, &fact, e);
}
