/* SPDX-License-Identifier: Apache-2.0 */
/* law_file: rule files given to a command, by path or by name. */
#ifndef CLI_LAW_FILE_H
#define CLI_LAW_FILE_H

#include <stdbool.h>

#include "base/day.h"
#include "law/law.h"

struct arena;
struct err;

/* law_file_open(a, name, out, e): Read the rule file that rules_find finds. */
bool law_file_open(struct arena *a, const char *name, struct law **out,
    struct err *e);

/* law_file_name(l): The name of its file without folders: the same on every machine. */
const char *law_file_name(const struct law *l);

/* law_file_day(option, text, out, e): The value of --${option} as a date. */
bool law_file_day(const char *option, const char *text, struct day *out,
    struct err *e);

#endif
