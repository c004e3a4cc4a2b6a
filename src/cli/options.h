/* SPDX-License-Identifier: Apache-2.0 */
/* options: values of options that several commands take, read strictly. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/day.h"
#include "cli/cmd.h"
#include "model/election.h"

/* option_day(c, name, out): A date; DAY_UNKNOWN if the option is not given. */
bool option_day(struct call *c, const char *name, struct day *out);

/* option_rows(c, name, otherwise, out): A number of rows. */
bool option_rows(struct call *c, const char *name, size_t otherwise,
    size_t *out);

/*
 * option_unit(c, name, el, out):
 * A unit by its id or name, in any case; NO_UNIT if the option is not given.
 */
bool option_unit(struct call *c, const char *name, const struct election *el,
    struct unit_ix *out);

/* option_is_word(word, p, n): Are the ${n} bytes at ${p} ${word}, in any case (ASCII)? */
bool option_is_word(const char *word, const char *p, size_t n);

#endif
