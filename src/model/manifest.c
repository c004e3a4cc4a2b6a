/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "model/manifest.h"

int
manifest_cmp(const struct manifest_batch *x, const struct manifest_batch *y)
{
	int order = strcmp(x->tabulator, y->tabulator);

	return order != 0 ? order : strcmp(x->name, y->name);
}

size_t
manifest_find(const struct manifest *m, const char *tabulator,
    const char *name)
{
	struct manifest_batch wanted = { .tabulator = tabulator,
		.name = name };
	size_t low = 0, high = m->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = manifest_cmp(&m->batch[m->sorted[middle]],
		    &wanted);

		if (order == 0)
			return m->sorted[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return MANIFEST_NONE;
}
