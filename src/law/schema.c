/* SPDX-License-Identifier: Apache-2.0 */
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/day.h"
#include "base/num.h"

#include "law/schema.h"
#include "law/scalar.h"

static const struct schema_field *
find_field(const struct schema *s, const char *key)
{
	do {
		for (const struct schema_field *f = s->field; f->key != NULL;
		    f++)
			if (strcmp(f->key, key) == 0)
				return f;
	} while ((s = s->base) != NULL);
	return NULL;
}

/* The keys of a schema, the common ones first: "id, title, cite". */
static void
put_keys(struct buf *out, const struct schema *s)
{
	if (s->base != NULL)
		put_keys(out, s->base);
	for (const struct schema_field *f = s->field; f->key != NULL; f++)
		buf_printf(out, "%s%s", out->len > 0 ? ", " : "", f->key);
}

static bool
refuse_key(const struct schema *s, const struct tree *n, struct err *e)
{
	struct buf keys CLEANUP(buf_free) = { 0 };

	put_keys(&keys, s);
	return err_at(e, n->key_at, "found the key \"%s\" in %s, expected one "
	    "of: %s", n->key, s->what, keys.p);
}

/* Give ${f} the value it has where the file says nothing. */
static void
set_absent(const struct schema_field *f, char *to)
{
	switch (f->type) {
	case SCHEMA_TEXT:
	case SCHEMA_ID:
	case SCHEMA_IDS:
		*(const char **)(void *)to = "";
		break;
	case SCHEMA_WORD:
		*(int *)(void *)to = f->min;
		break;
	case SCHEMA_TIME:
		*(int *)(void *)to = -1;
		break;
	case SCHEMA_DAY:
		*(struct day *)(void *)to = DAY_UNKNOWN;
		break;
	case SCHEMA_WHOLE:
	case SCHEMA_VOTES:
	case SCHEMA_SHARE:
	case SCHEMA_OFFSET:
	case SCHEMA_BOOL:
	case SCHEMA_PART:
		break;
	}
}

static bool
read_value(struct arena *a, const struct schema_field *f,
    const struct tree *n, void *to, struct err *e)
{
	switch (f->type) {
	case SCHEMA_TEXT:	return scalar_text(a, n, to, e);
	case SCHEMA_ID:		return scalar_id(a, n, to, e);
	case SCHEMA_IDS:	return scalar_ids(a, n, to, e);
	case SCHEMA_WORD:	return scalar_word(n, f->words, to, e);
	case SCHEMA_WHOLE:	return scalar_whole(n, f->min, f->max, to, e);
	case SCHEMA_VOTES:	return scalar_votes(n, to, e);
	case SCHEMA_SHARE:	return scalar_share(n, to, e);
	case SCHEMA_DAY:	return scalar_day(n, to, e);
	case SCHEMA_TIME:	return scalar_time(n, to, e);
	case SCHEMA_OFFSET:	return scalar_offset(n, to, e);
	case SCHEMA_BOOL:	return scalar_bool(n, to, e);
	case SCHEMA_PART:	return true;
	}
	return true;
}

/* Read or default the fields of one table. */
static bool
read_fields(struct arena *a, const struct schema *s, const char *what,
    const struct tree *map, char *into, struct err *e)
{
	for (const struct schema_field *f = s->field; f->key != NULL; f++) {
		const struct tree *n = tree_find(map, f->key);

		if (n != NULL)
			TRY(read_value(a, f, n, into + f->at, e));
		else if (f->must)
			return err_at(e, map->at, "found %s without \"%s\", "
			    "expected it here", what, f->key);
		else
			set_absent(f, into + f->at);
	}
	return true;
}

bool
schema_read(struct arena *a, const struct schema *s, const struct tree *map,
    void *into, struct err *e)
{
	if (map->kind != TREE_MAP)
		return err_at(e, map->at, "found %s, expected %s as a mapping",
		    tree_words(map), s->what);
	for (const struct tree *n = map->child; n != NULL; n = n->next)
		if (find_field(s, n->key) == NULL)
			return refuse_key(s, n, e);
	if (s->base != NULL)
		TRY(read_fields(a, s->base, s->what, map, into, e));
	return read_fields(a, s, s->what, map, into, e);
}

bool
schema_list(const struct tree *n, const char *what, struct err *e)
{
	if (n->kind != TREE_LIST)
		return err_at(e, n->at, "found %s, expected a list of %s",
		    tree_words(n), what);
	return true;
}

size_t
schema_length(const struct tree *list)
{
	size_t n = 0;

	for (const struct tree *item = list->child; item != NULL;
	    item = item->next)
		n++;
	return n;
}
