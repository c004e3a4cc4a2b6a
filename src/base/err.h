/* SPDX-License-Identifier: Apache-2.0 */
/*
 * err: why something could not be done, and where in the user's data.
 *
 * A call that can fail returns false and describes the failure in its last
 * parameter.  A failed call has changed nothing.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdbool.h>
#include <stdint.h>

enum err_kind {
	ERR_NONE,
	ERR_USE,	/* the command was called wrongly */
	ERR_INPUT,	/* what the user gave is missing or unreadable */
	ERR_DENIED,	/* refused: the rules do not allow it */
	ERR_STORE,	/* our own store failed */
	ERR_SYSTEM,	/* the machine failed */
};

/* Lives on the caller's stack; holds no pointers, so it never needs freeing. */
struct err {
	enum err_kind kind;
	char          text[600];
};

/* err_set(e, kind, fmt, ...): Describe a failure in ${e}; always return false. */
bool err_set(struct err *e, enum err_kind kind, const char *fmt, ...)
    __attribute__((format(printf, 3, 4), cold));

/*
 * A place in the user's data.  line and column count from 1; 0 means that the
 * whole file or the whole line is meant.  column counts characters of a line.
 */
struct place {
	const char *file;
	int64_t     line, column;
};

/*
 * err_at(e, at, fmt, ...):
 * Describe bad input found at ${at}: the text begins "FILE:LINE:COLUMN: ".
 * Say in ${fmt} what was found and what was expected.  Always return false.
 */
bool err_at(struct err *e, struct place at, const char *fmt, ...)
    __attribute__((format(printf, 3, 4), cold));

/* err_exit_status(e): The exit status that ${e} asks of a command (design §8). */
int err_exit_status(const struct err *e);

/* TRY(call): leave the function, failing the same way, if ${call} fails. */
#define TRY(call) do { if (!(call)) return false; } while (0)

#endif
