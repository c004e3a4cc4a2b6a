/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes as an entry of a record: what is canonical is read the same without
 * being held to it, its items lie one in the other, no other spelling of it is
 * canonical, and what entry_read takes has its must.
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

static void
check_spellings(struct json_doc *d, struct text t)
{
	struct buf other = { 0 };

	buf_put(&other, t);
	buf_put(&other, TEXT("\n"));
	CHECK(json_read(d, buf_text(&other), JSON_CANONICAL) != NULL);
	CHECK(json_read(d, buf_text(&other), JSON_LOOSE) == NULL);
	other.n = 0;
	buf_put(&other, TEXT(" "));
	buf_put(&other, t);
	CHECK(json_read(d, buf_text(&other), JSON_CANONICAL) != NULL);
	CHECK(json_read(d, buf_text(&other), JSON_LOOSE) == NULL);
	buf_free(&other);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text t = { (const char *)data, size };
	struct json_doc d = { 0 };
	struct entry e = { .leaf = size % 2 };

	if (json_read(&d, t, JSON_CANONICAL) == NULL) {
		CHECK(d.item->items == d.items);
		check_items(d.item);
		if (entry_read(d.item, &e) == NULL)
			CHECK(e.act != NULL && e.action.n > 0 && e.outcome >= 0);
		check_spellings(&d, t);
	}
	if (json_read(&d, t, JSON_LOOSE) == NULL)
		check_items(d.item);
	json_free(&d);
	return 0;
}
