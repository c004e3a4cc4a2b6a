/* SPDX-License-Identifier: Apache-2.0 */
/* audit_file: many readings from one file. */
#ifndef CLI_AUDIT_FILE_H
#define CLI_AUDIT_FILE_H

#include "cli/audit_entry.h"

/* audit_file_readings(x, file, entry, n): The readings of ${file}, each with its place in it. */
bool audit_file_readings(struct audit_call *x, const char *file,
    struct audit_entry **entry, size_t *n);

#endif
