/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>

#include "draw.h"

enum { LEAD = 18, LEAST = 64, DIGITS = 82 };
static const uint64_t TO_THE_18 = 1000000000000000000;

static struct wide
wide_of(const struct hash *h)
{
	struct wide n = { { 0 } };

	for (int i = 0; i < 32; i++)
		n.w[i / 8] = n.w[i / 8] << 8 | h->b[i];
	return n;
}

/* Divided by; the remainder. */
static uint64_t
wide_divide(struct wide *n, uint64_t by)
{
	u128 rest = 0;

	for (int i = 0; i < 4; i++) {
		rest = rest << 64 | n->w[i];
		n->w[i] = (uint64_t)(rest / by);
		rest %= by;
	}
	return (uint64_t)rest;
}

/* The digits from the last to the first; 64 of them at least. */
static struct text
ticket_of_number(struct wide n)
{
	char digits[DIGITS] = "0.";
	size_t size = 2;

	while (size < 2 + LEAST || (n.w[0] | n.w[1] | n.w[2] | n.w[3]) != 0)
		digits[size++] = (char)('0' + wide_divide(&n, 10));
	return lasting_text((struct text){ digits, size });
}

struct text
ticket_of(struct text t)
{
	struct hash h = hash_of(t);

	return ticket_of_number(wide_of(&h));
}

struct text
ticket_first(struct text seed, struct text id)
{
	static struct buf b;
	struct hash h = hash_of(seed);

	return ticket_of(buf_join(&b, 2, (struct text[]){
	    text_of(hash_hex(&h)), id }));
}

static size_t
nines(struct text ticket)
{
	size_t n = 2;

	while (n < ticket.n && ticket.p[n] == '9')
		n++;
	return n;
}

/* x"0" stands for x in the order of texts: the longer one must be larger. */
struct text
ticket_next(struct text x)
{
	static struct buf b, least, joined;
	struct text floor = buf_join(&least, 2, (struct text[]){ x,
	    TEXT("0") });
	struct text prefix = { floor.p, nines(floor) }, found;
	char number[24];

	for (unsigned i = 1;; i++) {
		(void)snprintf(number, sizeof number, ":%u", i);
		found = ticket_of(buf_join(&b, 2, (struct text[]){ x,
		    text_of(number) }));
		found = buf_join(&joined, 2, (struct text[]){ prefix,
		    text_from(found, 2) });
		if (text_order(found, floor) > 0)
			return lasting_text(found);
	}
}

struct text
ticket_short(struct text ticket, size_t digits)
{
	size_t n = nines(ticket) + digits;

	return (struct text){ ticket.p, n < ticket.n ? n : ticket.n };
}

void
urn_open(struct urn *u, struct text seed, size_t take)
{
	struct hash h = hash_of(seed);

	*u = (struct urn){ .take = take, .limit = UINT64_MAX,
		.offer = more(NULL, 2 * take + 1, sizeof(struct offer)) };
	memcpy(u->seed, hash_hex(&h), sizeof u->seed);
}

static int
offer_order(const void *a, const void *b)
{
	const struct offer *x = a, *y = b;

	return x->lead != y->lead ? (x->lead > y->lead) - (x->lead < y->lead) :
	    (x->item > y->item) - (x->item < y->item);
}

/* The last 18 digits, the last one first: as a ticket begins. */
static uint64_t
lead_of(struct wide n)
{
	uint64_t last = wide_divide(&n, TO_THE_18), lead = 0;

	for (int i = 0; i < LEAD; i++, last /= 10)
		lead = lead * 10 + last % 10;
	return lead;
}

/* What is drawn uses up one first ticket at most, so the smallest will do. */
static void
urn_shrink(struct urn *u)
{
	qsort(u->offer, u->offers, sizeof *u->offer, offer_order);
	while (u->offers > u->take && u->offer[u->offers - 1].lead !=
	    u->offer[u->take - 1].lead)
		u->offers--;
	if (u->offers >= u->take && u->take > 0)
		u->limit = u->offer[u->take - 1].lead;
}

void
urn_offer(struct urn *u, struct text id, uint64_t item)
{
	struct hash h = hash_parts(2, (struct text[]){ { u->seed, 64 }, id });
	struct offer o = { 0, wide_of(&h), item };

	o.lead = lead_of(o.number);
	if (u->take == 0 || o.lead > u->limit)
		return;
	u->offer[u->offers++] = o;
	if (u->offers == 2 * u->take + 1)
		urn_shrink(u);
}

/* What lies behind those that can still be drawn is forgotten. */
static size_t
put_back(struct drawn *d, size_t n, struct drawn x)
{
	size_t at = n;

	while (at > 0 && text_order(d[at - 1].ticket, x.ticket) > 0)
		at--;
	memmove(&d[at + 1], &d[at], (n - at) * sizeof *d);
	d[at] = x;
	return n + 1;
}

/* In the order of their tickets; of two that are equal the first item. */
size_t
urn_draw(struct urn *u, bool again, struct drawn *out)
{
	size_t n = 0, i = 0;

	urn_shrink(u);
	for (size_t k = 0; k < u->offers; k++)
		n = put_back(out, n < u->take ? n : u->take, (struct drawn){
		    u->offer[k].item, 1,
		    ticket_of_number(u->offer[k].number) });
	for (; again && i < n && i < u->take; i++) {
		struct drawn next = out[i];

		next.ticket = ticket_next(next.ticket);
		next.generation++;
		n = i + 1 + put_back(out + i + 1, (n < u->take ? n :
		    u->take) - i - 1, next);
	}
	free(u->offer);
	return n < u->take ? n : u->take;
}

uint64_t
counter_pick(struct text seed, uint64_t i, uint64_t n)
{
	char number[24];
	struct hash h;
	struct wide w;

	(void)snprintf(number, sizeof number, ",%llu", (unsigned long long)i);
	h = hash_parts(2, (struct text[]){ seed, text_of(number) });
	w = wide_of(&h);
	return 1 + wide_divide(&w, n);
}
