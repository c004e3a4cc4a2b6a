/* SPDX-License-Identifier: Apache-2.0 */
/* page: the pages of a site as documents, and what they share.  Each is made in an arena of its own. */
#ifndef REPORT_PAGE_H
#define REPORT_PAGE_H

#include "count/compare.h"

#include "report/chart.h"
#include "report/doc.h"
#include "report/say.h"
#include "report/say_compare.h"
#include "report/say_record.h"
#include "report/site.h"

struct doc *page_index(const struct site *s, struct arena *a);
struct doc *page_units(const struct site *s, struct arena *a);
struct doc *page_findings(const struct site *s, struct arena *a);
struct doc *page_electors(const struct site *s, struct arena *a);
struct doc *page_law(const struct site *s, struct arena *a);
struct doc *page_data(const struct site *s, struct arena *a);
struct doc *page_timeline(const struct site *s, struct arena *a);
struct doc *page_authority(const struct site *s, struct arena *a);
struct doc *page_requests(const struct site *s, struct arena *a);
struct doc *page_certificates(const struct site *s, struct arena *a);
struct doc *page_verify(const struct site *s, struct arena *a);
struct doc *page_unit(const struct site *s, struct arena *a,
    struct unit_ix unit, const struct source_ix *which,
    const struct sheet *sheet, size_t n);

/* Parts of the first page, each in its own file. */
void part_changes(const struct site *s, struct doc *d);
void part_checks(const struct site *s, struct doc *d);
void part_recount(const struct site *s, struct node *parent);
void part_record(const struct site *s, struct doc *d);
void part_electors(const struct site *s, struct node *parent);

/* page_say(s, unit): What report/say_compare.h tells about ${unit}, or about all. */
struct say_compare page_say(const struct site *s, struct unit_ix unit);

/* page_act_href(s, a, act): Where ${act} can be read about: a certificate, a request, a unit; NULL: nowhere else. */
const char *page_act_href(const struct site *s, struct arena *a,
    const struct say_act *act);

/* page_act_source(p, act): Where the act was read, as runs. */
void page_act_source(struct node *p, const struct say_act *act);

/* page_record_notice(s, parent): What kind of record this is, where that must be said first. */
void page_record_notice(const struct site *s, struct node *parent);

/* page_record_kicker(s, a): "Arcadia, Governor · the record as of 5 December 2020" */
const char *page_record_kicker(const struct site *s, struct arena *a);

/* Which choices get a column of their own: all, or the leading ones when there are many. */
#define MAX_COLUMNS 6
struct choices {
	struct choice_ix ix[MAX_COLUMNS];
	size_t           n;
	bool             others;	/* one more column for the rest */
};
struct choices page_choices(const struct site *s);

/* page_choice_columns(d, t, s, c, group): A column for each of ${c}, and "Others". */
void page_choice_columns(struct doc *d, struct doc_table *t,
    const struct site *s, const struct choices *c, const char *group);

/* page_choice_cells(d, r, s, c, at, v): The votes in ${v} from column ${at} on; returns the next column. */
size_t page_choice_cells(struct doc *d, struct doc_table_row *r,
    const struct site *s, const struct choices *c, size_t at, const int64_t *v);

const struct contest *page_contest(const struct site *s);

/* page_standing(s, i): Where compare->count[i] stands under the rules. */
struct doc_badge page_standing(const struct site *s, size_t i);

/* page_official(s): The position of the official count; compare->counts if there is none. */
size_t page_official(const struct site *s);

/* page_source(s, a, i): "Recount by county, 7 Dec 2020". */
const char *page_source(const struct site *s, struct arena *a, size_t i);

/* page_finding(s, list, fd): One finding with its numbers; ${members}: name its members too. */
void page_finding(const struct site *s, struct node *list,
    const struct finding *fd, bool members);

/* page_found(s, unit): How many findings ${unit} has; page_found_at gives them. */
size_t page_found(const struct site *s, struct unit_ix unit);
const struct finding *page_found_at(const struct site *s, struct unit_ix unit, size_t i);

/* page_open(s, unit): Open findings of ${unit}; of all if it is NO_UNIT. */
size_t page_open(const struct site *s, struct unit_ix unit);

/* page_legend(s, parent): Each count once, with its stage and its source, for the tables that follow. */
void page_legend(const struct site *s, struct node *parent);

/* What all open findings together could do to a margin, at most. */
struct page_effect {
	int64_t margin;		/* sum of the effects that are known */
	int64_t unknown;	/* findings whose effect is not */
};
struct page_effect page_open_effect(const struct site *s);

/* page_sources(s, parent): Every source with publisher, date and full SHA-256. */
void page_sources(const struct site *s, struct node *parent);

/* page_withheld(src): Must the cells of ${src} below the unit be withheld? */
bool page_withheld(const struct source *src);

#endif
