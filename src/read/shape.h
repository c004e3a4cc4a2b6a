/* SPDX-License-Identifier: Apache-2.0 */
/*
 * shape: what the members of the objects in election.json are, and where they
 * stand in the structs of model/election.h.  One table a kind of object reads
 * it, checks it and writes it, so the three cannot drift apart.
 */
#ifndef READ_SHAPE_H
#define READ_SHAPE_H

#include <stdbool.h>
#include <stddef.h>

#include "model/election.h"

struct arena;
struct err;
struct json_value;
struct json_writer;

enum member_kind {
	MEMBER_TEXT,		/* const char *: free text without tricks */
	MEMBER_NAME,		/* const char *: one line that people tell apart by eye */
	MEMBER_EXACT,		/* const char *: bytes of somebody's file, tricks included */
	MEMBER_ID,		/* const char *: letters, digits and - _ . */
	MEMBER_FILE,		/* const char *: a file name without folder */
	MEMBER_HASH,		/* const char *: a SHA-256, in hex */
	MEMBER_DAY,		/* struct day */
	MEMBER_NUMBER,		/* int64_t */
	MEMBER_SMALL,		/* uint16_t, 1 at least */
	MEMBER_BOOL,		/* bool */
	MEMBER_STAGE,		/* enum stage */
	MEMBER_KIND,		/* enum count_kind */
	MEMBER_PART,		/* enum partition */
	MEMBER_CODE,		/* const char *: a finding's code */
	MEMBER_UNIT,		/* struct unit_ix, by id */
	MEMBER_CONTEST,		/* struct contest_ix, by id */
	MEMBER_COUNT,		/* struct count_ix, by id */
	MEMBER_LIST,		/* a pointer and a number of objects */
};

struct shape;

struct member_rule {
	const char        *name;
	enum member_kind   kind;
	bool               optional;	/* may be left out: "", unknown, false, none */
	size_t             at;		/* offset in the struct */
	const struct shape *of;		/* LIST: what its objects are */
	size_t             count_at;	/* LIST: offset of their number ... */
	size_t             count_size;	/* ... and how wide it is, in bytes */
};

struct shape {
	const char               *what;	/* "a choice", for messages */
	size_t                    size;	/* of the struct */
	const struct member_rule *rule;	/* ends with a NULL name; in the order of writing */
};

/* What reading needs besides the text: where ids are looked up. */
struct shape_reader {
	struct arena          *a;
	const char            *file;
	const struct election *el;	/* being read; its earlier members are there */
};

/* shape_read(r, sh, v, out, e): Fill the struct at ${out} from the object ${v}; strict. */
bool shape_read(const struct shape_reader *r, const struct shape *sh,
    const struct json_value *v, void *out, struct err *e);

/* shape_write(w, sh, in, el): The members of the struct at ${in}; what is not known is left out. */
void shape_write(struct json_writer *w, const struct shape *sh, const void *in,
    const struct election *el);

#endif
