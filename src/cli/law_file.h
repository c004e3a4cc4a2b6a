/* SPDX-License-Identifier: Apache-2.0 */
/* law_file: rule files given to a command, and what law show and law deadlines print alike. */
#ifndef CLI_LAW_FILE_H
#define CLI_LAW_FILE_H

#include <stdbool.h>

#include "base/day.h"
#include "law/law.h"

struct arena;
struct err;
struct json_writer;
struct node;

/* law_file_open(a, name, out, e): Read the rule file that rules_find finds. */
bool law_file_open(struct arena *a, const char *name, struct law **out,
    struct err *e);

/* law_file_name(l): The name of its file without folders: the same on every machine. */
const char *law_file_name(const struct law *l);

/* law_file_day(option, text, out, e): The value of --${option} as a date. */
bool law_file_day(const char *option, const char *text, struct day *out,
    struct err *e);

/* law_file_source(entry, r): The citation, the note and what is not used, as pairs of ${entry}. */
void law_file_source(struct node *entry, const struct rule *r);

/* law_file_disagrees(w, r): The array "disagrees". */
void law_file_disagrees(struct json_writer *w, const struct rule *r);

/* law_file_limits(body): What the text of a rule file does not show. */
void law_file_limits(struct node *body);

#endif
