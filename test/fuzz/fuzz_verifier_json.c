/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes as an entry of a record: the items of what is canonical lie one in
 * the other, no blank may be added to it, and what entry_read takes has its
 * must.
 */
#include <stdlib.h>

#include "record.h"

#include "fuzz.h"

/* The items inside ${v} fill it, and lie in its bytes. */
static void
check_items(const struct json *v)
{
	uint32_t n = 1;

	json_each(w, v) {
		CHECK(w->text.p >= v->text.p);
		CHECK(w->text.p + w->text.n <= v->text.p + v->text.n);
		CHECK(w->items >= 1 && n + w->items <= v->items);
		n += w->items;
		check_items(w);
	}
	CHECK(n == v->items);
}

/* With a blank before it, or behind, it is another text. */
static void
check_spellings(struct text t)
{
	struct json_doc d = { 0 };
	struct buf other = { 0 };

	CHECK(json_read(&d, buf_join(&other, 2, (struct text[]){ t,
	    TEXT("\n") })) != NULL);
	CHECK(json_read(&d, buf_join(&other, 2, (struct text[]){ TEXT(" "),
	    t })) != NULL);
	free(other.p);
	free(d.item);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text t = { (const char *)data, size };
	struct json_doc d = { 0 };
	struct entry e = { .leaf = size % 2 };

	if (json_read(&d, t) == NULL) {
		CHECK(d.item->items == d.items);
		check_items(d.item);
		if (entry_read(d.item, &e) == NULL)
			CHECK(e.act != NULL && e.action.n > 0 && e.outcome >= 0);
		check_spellings(t);
	}
	free(d.item);
	return 0;
}
