/* SPDX-License-Identifier: Apache-2.0 */
/* tell: rules and times in words, for terminal, page and paper alike. */
#ifndef LAW_TELL_H
#define LAW_TELL_H

#include "law/law.h"

struct buf;

/* tell_time(out, minute): "5 p.m.", "9:30 a.m.", "noon"; "whole day" for -1. */
void tell_time(struct buf *out, int minute);

/* tell_cite(out, r): "3 U.S.C. § 7; from memory, not checked". */
void tell_cite(struct buf *out, const struct rule *r);

/* tell_dates(out, r): "since 2 Apr 2019", "2 Apr 2019 to 24 Mar 2021". */
void tell_dates(struct buf *out, const struct rule *r);

/* A rule of some kind, in the order of the file. */
struct rule_line {
	const char        *kind;	/* the section of the file: "recount" */
	const struct rule *rule;
	const char        *says;	/* what it decides, in words */
};

/* tell_rules(a, l, out, n): Every rule of ${l}, the zone first. */
void tell_rules(struct arena *a, const struct law *l, struct rule_line **out,
    size_t *n);

#endif
