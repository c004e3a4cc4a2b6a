/* SPDX-License-Identifier: Apache-2.0 */
/*
 * definition: election.json, what there is to count (docs/schema.md).  The
 * same file, with its sources filled in, is the head of an election folder.
 */
#ifndef READ_DEFINITION_H
#define READ_DEFINITION_H

#include <stdbool.h>

#include "base/file.h"
#include "model/election.h"

struct arena;
struct buf;
struct err;
struct place;

/* definition_parse(a, text, name, out, e): Read the JSON bytes of file ${name}; strict: unknown or missing members fail. */
bool definition_parse(struct arena *a, struct bytes text, const char *name,
    struct election **out, struct err *e);

/* definition_write(out, el): The same as canonical text: parse(write(el)) is el. */
void definition_write(struct buf *out, const struct election *el);

/*
 * definition_source(a, el, text, name, out, e):
 * Read one source, as definition_source_write writes it and an act
 * source.import carries it.
 */
bool definition_source(struct arena *a, const struct election *el,
    struct bytes text, const char *name, struct source *out, struct err *e);

/* definition_source_write(out, el, s): As JSON. */
void definition_source_write(struct buf *out, const struct election *el,
    const struct source *s);

/*
 * definition_takes(a, el, s, at, e):
 * Could ${s} stand among the sources of ${el}?  What a definition would refuse
 * to read is refused before it is written, as said at ${at}.
 */
bool definition_takes(struct arena *a, const struct election *el,
    const struct source *s, struct place at, struct err *e);

#endif
