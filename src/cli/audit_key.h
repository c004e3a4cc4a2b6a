/* SPDX-License-Identifier: Apache-2.0 */
/*
 * audit_key: batches and ballots by the texts that the record knows them by:
 * "unit,tabulator,batch," and, of a ballot, "position," after it.
 */
#ifndef CLI_AUDIT_KEY_H
#define CLI_AUDIT_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

struct audit_keys {
	struct audit_key { const char *text; size_t at; } *key;
	size_t n;
};

/* audit_key_batch(a, unit, tabulator, batch): Of a batch; no tabulator: NULL or "". */
char *audit_key_batch(struct arena *a, const char *unit,
    const char *tabulator, const char *batch);

/* audit_key_item(a, batch, position): Of an item of the batch with that key; 0: the batch itself. */
char *audit_key_item(struct arena *a, const char *batch, int64_t position);

/* audit_keys_sort(k): Before anything is looked for. */
void audit_keys_sort(struct audit_keys *k);

/* audit_keys_find(k, text, at): *${at} = what stands beside that key; false: there is none. */
bool audit_keys_find(const struct audit_keys *k, const char *text,
    size_t *at);

#endif
