/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"
#include "base/err.h"

#include "audit/oneaudit.h"

int64_t
oneaudit_cards(const struct oneaudit_pool *p)
{
	return num_known(p->listed) ? p->listed : p->cards;
}

double
oneaudit_mean(const struct oneaudit_pool *p, double upper)
{
	int64_t cards = oneaudit_cards(p);
	int64_t neither = cards - p->winner - p->loser;

	return cards == 0 ? .5 :
	    (upper * (double)p->winner + .5 * (double)neither) /
	    (double)cards;
}

double
oneaudit_value(const struct oneaudit *o, struct oneaudit_draw d)
{
	return (1 - (d.said - d.found) / d.upper) * o->noerror;
}

static bool
check_pool(const struct oneaudit_ask *ask, const struct oneaudit_pool *p,
    struct err *e)
{
	int64_t cards = oneaudit_cards(p);

	if (p->cards < 0 || cards < 0 || cards > p->cards)
		return err_set(e, ERR_INPUT, "contest %s, pool %s: found %lld "
		    "cards with the contest, expected 0 to %lld",
		    ask->contest, p->id, (long long)cards,
		    (long long)p->cards);
	if (p->winner < 0 || p->loser < 0 || p->winner > cards ||
	    p->loser > cards - p->winner)
		return err_set(e, ERR_INPUT, "contest %s, pool %s: found %lld "
		    "and %lld votes, expected at most %lld together",
		    ask->contest, p->id, (long long)p->winner,
		    (long long)p->loser, (long long)cards);
	return true;
}

/* The sum of all records: what each pool says, once for each of its cards. */
static bool
add_up(const struct oneaudit_ask *ask, struct oneaudit *o, double *sum,
    struct err *e)
{
	*sum = ask->sum + .5 * (double)ask->phantoms;
	if (!num_add(&o->cards, ask->singles, ask->phantoms))
		return err_set(e, ERR_INPUT, "contest %s: too many cards",
		    ask->contest);
	for (size_t i = 0; i < ask->pools; i++) {
		const struct oneaudit_pool *p = &ask->pool[i];

		TRY(check_pool(ask, p, e));
		if (!num_add(&o->cards, o->cards, oneaudit_cards(p)))
			return err_set(e, ERR_INPUT,
			    "contest %s: too many cards", ask->contest);
		*sum += oneaudit_mean(p, ask->upper) *
		    (double)oneaudit_cards(p);
	}
	return true;
}

static void
put_pool(const struct oneaudit_ask *ask, struct oneaudit *o, size_t i)
{
	const struct oneaudit_pool *p = &ask->pool[i];
	const double found[] = { ask->upper, .5, 0 };
	const int64_t cards[] = { p->winner,
		oneaudit_cards(p) - p->winner - p->loser, p->loser };

	o->mean[i] = oneaudit_mean(p, ask->upper);
	for (int k = 0; k < 3; k++) {
		double x = oneaudit_value(o, (struct oneaudit_draw){
		    ask->upper, o->mean[i], found[k] });

		o->count[o->values] = cards[k];
		o->value[o->values++] = (struct kelly_value){ x,
			(double)cards[k] / (double)o->cards };
	}
}

bool
oneaudit_of(struct arena *a, const struct oneaudit_ask *ask,
    struct oneaudit *o, struct err *e)
{
	struct oneaudit made = { 0 };
	double sum;

	TRY(add_up(ask, &made, &sum, e));
	if (made.cards == 0)
		return err_set(e, ERR_INPUT,
		    "contest %s: found no cards, expected some", ask->contest);
	made.margin = 2 * sum / (double)made.cards - 1;
	if (!(made.margin > 0))
		return err_set(e, ERR_INPUT, "contest %s: found a mean of "
		    "%.6g in the records, expected more than 0.5",
		    ask->contest, sum / (double)made.cards);
	made.noerror = 1 / (2 - made.margin / ask->upper);
	made.upper = 2 * made.noerror;
	made.mean = arena_zero(a, ask->pools, sizeof *made.mean);
	made.value = arena_zero(a, 3 * ask->pools, sizeof *made.value);
	made.count = arena_zero(a, 3 * ask->pools, sizeof *made.count);
	for (size_t i = 0; i < ask->pools; i++)
		put_pool(ask, &made, i);
	*o = made;
	return true;
}

int64_t
oneaudit_phantoms(const struct oneaudit_bound *c, size_t n, int64_t all,
    int64_t records)
{
	int64_t most = 0;

	if (c == NULL)
		return all > records ? all - records : 0;
	for (size_t i = 0; i < n; i++) {
		int64_t cards = num_known(c[i].cards) ? c[i].cards : all;

		if (cards - c[i].found > most)
			most = cards - c[i].found;
	}
	return most;
}
