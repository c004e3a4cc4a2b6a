/* SPDX-License-Identifier: Apache-2.0 */
/*
 * law: the rules of a jurisdiction, read from a rule file (rules/NAME.yaml).
 *
 * Every rule carries its citation, the dates between which it held, and its
 * basis.  What no rule decides is unknown, and unknown means refuse.  The
 * schema is strict: an unknown key, a missing citation, a wrong type, two
 * rules for one thing at one date fail the load, with line and column.
 */
#ifndef LAW_LAW_H
#define LAW_LAW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/day.h"
#include "base/file.h"
#include "base/num.h"
#include "law/zone.h"
#include "model/election.h"

struct arena;
struct err;

enum basis {
	BASIS_READ,	/* somebody read it in the source that cite names */
	BASIS_MEMORY,	/* from memory: marked wherever shown; enforces only in test elections */
	BASIS_PROPOSAL,	/* ours, not law: a definition the law does not give */
};

/* What another source says of the same thing, kept beside the rule that is used. */
struct disagreement {
	const char *value, *cite;
};

/* What every rule has. */
struct rule {
	const char *id, *title, *cite, *note;	/* note: "" where there is none */
	struct day  from, to;			/* both ends held; DAY_UNKNOWN: open */
	enum basis  basis;
	int64_t     line;			/* in the rule file */
	const struct disagreement *disagrees;	/* the rule's note says why they are not used */
	size_t      disagreements;
};

/* An instant of the calendar, computed in the legal time zone. */
struct deadline {
	const struct rule *rule;
	struct day  day;
	int         minute;	/* of the local day; -1: the whole day */
	int64_t     utc;	/* seconds since 1970; of the minute, or of the midnight that ends the day */
	const char *zone;	/* "EST", "EDT" */
	const char *how;	/* "second Friday after the election", "moved from Saturday 5 Dec (not a business day)" */
	bool        known;	/* false: the event it counts from has not happened; how says which */
	bool        presumed;	/* counted from the last day on which its event may happen */
};

/* Days on which something happened, that deadlines count from. */
struct law_event {
	const char *id;		/* "election", "certified", "recertified", ... as rule files use */
	struct day  day;
};

/* Who may have a recount, and when. */
enum recount_base {
	RECOUNT_OF_TOTAL,	/* share of all votes cast for the contest */
	RECOUNT_OF_WINNER,	/* share of the winner's votes */
	RECOUNT_OF_PAIR,	/* share of the votes of the two leading choices */
	RECOUNT_ABSOLUTE,	/* a number of votes */
	RECOUNT_TIE,		/* equal votes only */
};
enum recount_start { RECOUNT_AUTOMATIC, RECOUNT_ON_REQUEST };

/* One limit; a rule may join several with "any" (the larger) or "all" (the smaller). */
struct recount_limit {
	enum recount_base base;
	struct ratio      share;	/* of the base; for ABSOLUTE num is the votes, den 1 */
	bool              inclusive;	/* "not more than": a margin equal to the limit is inside */
};
struct recount_rule {
	struct rule          rule;
	enum recount_start   start;
	struct recount_limit limit[4];
	size_t               limits;
	bool                 all;	/* every limit must be met, not just one */
	const char          *who;	/* who may ask: "a losing candidate" */
	const char          *method;	/* "by ballot scanner" */
	const char          *window_event;	/* the request window opens with this event */
	int                  window_days;	/* and has so many days; 0: no window is given */
	bool                 business_days;
	const char          *offices;	/* space-separated; "" = all */
};

/* Which count is the official one. */
struct official_rule {
	struct rule     rule;
	enum count_kind kind;
	bool            official;	/* false: an audit; it never replaces a result */
	int             rank;		/* of several official counts the highest rank supersedes */
	const char     *means;		/* one sentence: what it becomes, and by whose act */
};

/* From which size a discrepancy counts as large-scale. */
enum discrepancy_measure {
	MEASURE_GROSS_VOTES,	/* sum over units and choices of absolute change, of all votes */
	MEASURE_GROSS_MARGIN,	/* sum over units of absolute change of the margin, of the official margin */
	MEASURE_NET_MARGIN,	/* change of the margin, of the official margin */
};
struct discrepancy_rule {
	struct rule              rule;
	enum discrepancy_measure measure;
	struct ratio             limit;	/* reached or passed: large-scale */
};

/* Who wins, and when nobody does. */
struct winner_rule {
	struct rule rule;
	bool        majority;	/* more than half of the votes cast is needed, else a runoff of the two leading */
	const char *offices;	/* space-separated; "" = all */
};

/* A step on the way to a certified result. */
struct certify_step {
	struct rule rule;
	const char *who, *act;	/* "county election superintendent", "certify the county's returns" */
	const char *after;	/* the deadline or event it waits for; "" for none */
};

/* The audit the law asks for. */
struct audit_rule {
	struct rule  rule;
	const char  *kind;	/* "risk-limiting audit" */
	struct ratio risk_limit;
	const char  *who, *contests;
};

/* Electoral votes (only in rule files about electors). */
struct elector_rule {
	struct rule rule;
	int64_t     total, needed;
};

struct law {
	const char *name, *title, *jurisdiction;
	struct zone zone;
	struct rule zone_rule;		/* where the zone stands, and since when it holds */
	const struct recount_rule     *recount;     size_t recounts;
	const struct official_rule    *official;    size_t officials;
	const struct discrepancy_rule *discrepancy; size_t discrepancies;
	const struct winner_rule      *winner;      size_t winners;
	const struct certify_step     *certify;     size_t certifies;
	const struct audit_rule       *audit;       size_t audits;
	const struct elector_rule     *elector;     size_t electors;
	struct law_calendar           *calendar;	/* see law/calendar.h */
};

/* law_parse(a, text, name, out, e): Read the rule file ${name} from its bytes. */
bool law_parse(struct arena *a, struct bytes text, const char *name,
    struct law **out, struct err *e);

/* rule_holds(r, on): Was rule ${r} in force on that day? */
bool rule_holds(const struct rule *r, struct day on);

const char *basis_id(enum basis b);	/* "read", "memory", "proposal" */
const char *basis_mark(enum basis b);	/* for readers: "" for read; "from memory, not checked"; "our definition, not law" */

/* rule_covers(offices, office): Is ${office} one of the words of ${offices}?  No words mean all offices. */
bool rule_covers(const char *offices, const char *office);

/* law_winner(l, office, on), law_elector(l, on): The rule in force on ${on}, or NULL. */
const struct winner_rule *law_winner(const struct law *l, const char *office,
    struct day on);
const struct elector_rule *law_elector(const struct law *l, struct day on);

/* law_official(l, kind, on): The rule for counts of that kind in force on ${on}, or NULL. */
const struct official_rule *law_official(const struct law *l,
    enum count_kind kind, struct day on);

/*
 * law_official_count(l, el, on):
 * Which count of ${el} is official on ${on}: of those that had reached their
 * stage by then, the one whose rule has the highest rank.  NO_COUNT if none.
 * The rules are those in force on the day of the election.
 */
struct count_ix law_official_count(const struct law *l,
    const struct election *el, struct day on);

#endif
