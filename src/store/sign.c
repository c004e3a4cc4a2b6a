/* SPDX-License-Identifier: Apache-2.0 */
/* Which checkpoint may be signed: never two of one log that differ. */
#include <assert.h>

#include "base/err.h"

#include "store/inside.h"

/* RFC 6962, section 2.1: the full subtrees, joined from the smallest up. */
static void
root_of(const struct store_head *h, unsigned char root[HASH_SIZE])
{
	size_t n = (size_t)__builtin_popcountll((unsigned long long)h->size);

	if (n == 0) {
		hash_of(root, "", 0);
		return;
	}
	memcpy(root, h->node[--n], HASH_SIZE);
	while (n-- > 0)
		hash_tagged(root, 1, h->node[n], HASH_SIZE, root, HASH_SIZE);
}

bool
store_sign(struct store *s, struct store_head *head, int64_t size,
    const unsigned char root[HASH_SIZE], struct err *e)
{
	unsigned char now[HASH_SIZE];

	assert(s->db->inside);
	root_of(head, now);
	if (size != head->size || memcmp(root, now, HASH_SIZE) != 0)
		return err_set(e, ERR_STORE, "%s: the log has changed: found "
		    "%jd entries, expected %jd with the root to be signed",
		    s->name, (intmax_t)head->size, (intmax_t)size);
	if (size < head->signed_size || (size == head->signed_size &&
	    size > 0 && memcmp(root, head->signed_root, HASH_SIZE) != 0))
		return err_set(e, ERR_STORE, "%s: another checkpoint of %jd "
		    "entries has been signed", s->name,
		    (intmax_t)head->signed_size);
	head->signed_size = size;
	memcpy(head->signed_root, root, HASH_SIZE);
	return true;
}
