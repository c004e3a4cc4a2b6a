/* SPDX-License-Identifier: Apache-2.0 */
/*
 * say: what every command that shows figures shares.  A figure is never
 * written without its stage, its source and its time.
 */
#ifndef REPORT_SAY_H
#define REPORT_SAY_H

#include <stdint.h>

#include "base/day.h"
#include "count/compare.h"
#include "law/law.h"
#include "report/doc.h"
#include "text/json.h"

struct arena;

/* Where a figure comes from. */
struct say_origin {
	enum stage  stage;
	const char *source, *title;	/* id and title of the source; "" where none */
	struct day  as_of;
};

/* say_origin(c, i): Of the figures of count[${i}]. */
struct say_origin say_origin(const struct compare *c, size_t i);

/* say_count(c, i): The definition of count[${i}]. */
const struct count *say_count(const struct compare *c, size_t i);

/* say_standing(c, law, i): Official, superseded, or never official. */
enum standing say_standing(const struct compare *c, const struct law *law,
    size_t i);

/* say_standing_id(s): "official", "superseded", "not_official", "open", "". */
const char *say_standing_id(enum standing s);

/* say_title(c, i): "first count", for the middle of a sentence. */
const char *say_title(struct arena *a, const struct compare *c, size_t i);

/* say_json_figure(w, name, value, o): {"value", "stage", "source", "as_of"}. */
void say_json_figure(struct json_writer *w, const char *name, int64_t value,
    struct say_origin o);

/* say_json_day(w, name, d): "2020-11-20", or null. */
void say_json_day(struct json_writer *w, const char *name, struct day d);

/* say_mark(a, r): " (our definition, not law)", or "". */
const char *say_mark(struct arena *a, const struct rule *r);

/* say_limits_of_counting(limits): What no count of ballots shows. */
void say_limits_of_counting(struct node *limits);

#endif
