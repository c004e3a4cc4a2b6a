/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "text/feed.h"

bool
memory_fill(void *memory, char *p, size_t cap, size_t *got, struct err *e)
{
	struct memory *m = memory;
	size_t n = m->left < cap ? m->left : cap;

	(void)e;
	if (n > 0)
		memcpy(p, m->p, n);
	m->p += n;
	m->left -= n;
	*got = n;
	return true;
}
