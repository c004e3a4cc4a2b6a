/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bundle: a published record as a folder (docs/record.md, "The bundle"):
 * every file in it, with its hash, stands in one list that the log's key signs.
 */
#ifndef CLI_BUNDLE_H
#define CLI_BUNDLE_H

#include "cli/log_point.h"

/* bundle_copy(a, from, to, e): Copy every file of the folder ${from} into ${to}. */
bool bundle_copy(struct arena *a, const char *from, const char *to,
    struct err *e);

/* bundle_list(a, folder, key, at, e): Write the list of the files in ${folder}: the file "bundle". */
bool bundle_list(struct arena *a, const char *folder,
    const struct log_key *key, const struct checkpoint *at, struct err *e);

#endif
