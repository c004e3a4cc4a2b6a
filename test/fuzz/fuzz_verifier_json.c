/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes as an entry of a record: the items of what is canonical lie one in
 * the other, no other spelling of it is canonical, and what entry_read takes
 * has its must.
 */
#include <string.h>

#include "entry.h"

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

/* What is canonical is so in one spelling: a blank more is another. */
static void
check_spellings(struct json_doc *d, struct text t)
{
	static struct buf other;
	struct text behind[] = { t, TEXT("\n") }, before[] = { TEXT(" "), t };

	CHECK(json_read(d, buf_join(&other, 2, behind)) != NULL);
	CHECK(json_read(d, buf_join(&other, 2, before)) != NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct json_doc d;
	struct text t = { (const char *)data, size };
	struct entry e = { .leaf = size % 2 };

	if (json_read(&d, t) == NULL) {
		CHECK(d.item->items == d.items);
		check_items(d.item);
		if (entry_read(d.item, &e) == NULL)
			CHECK(e.act != NULL && e.action.n > 0 && e.outcome >= 0);
		check_spellings(&d, t);
	}
	return 0;
}
