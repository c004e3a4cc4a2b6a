/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tree: a rule file's YAML as it stands, every part with its place.  Nothing
 * is typed here: "yes", "012" and "1e3" are texts until a schema reads them.
 * Anchors, aliases, tags, directives, several documents and repeated keys are
 * refused: what a person reads is all there is.
 */
#ifndef LAW_TREE_H
#define LAW_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/file.h"

struct arena;

#define TREE_MAX_BYTES ((size_t)1 << 20)
#define TREE_MAX_DEPTH 8
#define TREE_MAX_NODES 50000
#define TREE_MAX_KEYS  100	/* of one mapping */
#define TREE_MAX_TEXT  4096

enum tree_kind { TREE_TEXT, TREE_LIST, TREE_MAP };

struct tree {
	enum tree_kind kind;
	const char    *key;		/* in a map; else NULL */
	struct place   key_at, at;
	const char    *text;		/* TREE_TEXT: no NUL inside */
	struct tree   *child, *next;
};

/* tree_read(a, text, name, root, e): The one document of the file ${name}. */
bool tree_read(struct arena *a, struct bytes text, const char *name,
    struct tree **root, struct err *e);

/* tree_find(map, key): The value of ${key} in ${map}, or NULL. */
const struct tree *tree_find(const struct tree *map, const char *key);

/* tree_words(n): What ${n} is, for "found ...": "a list", "a mapping", "a text". */
const char *tree_words(const struct tree *n);

#endif
