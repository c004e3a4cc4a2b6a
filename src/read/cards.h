/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cards: cast vote records as plain CSV, a row for each ballot and a column
 * for each choice, headed "CONTEST/CHOICE" (docs/audit-files.md); read row by
 * row, for there may be millions.
 */
#ifndef READ_CARDS_H
#define READ_CARDS_H

#include "model/audit.h"
#include "model/card.h"
#include "model/manifest.h"
#include "text/feed.h"

struct arena;
struct buf;
struct election;
struct err;

struct cards_of {
	const struct audit_plan *plan;
	const struct election   *el;		/* other names of contests and choices */
	const struct manifest   *manifest;
	const char              *unit, *unit_name;	/* of a file with a column "unit" only its rows */
};

/* One row; valid during the call. */
struct card_row {
	size_t             batch;	/* of the manifest */
	int64_t            position;
	const struct card *card;	/* of each contest of the plan */
	int64_t            line;
};
typedef bool cards_visit(void *ctx, const struct card_row *row,
    struct err *e);

/*
 * cards_read(a, s, of, visit, ctx, e):
 * Refused, by line and field: a batch that is on no manifest, a position that
 * its ballots do not have, or that comes twice, and marks that are no numbers.
 * A contest whose cells are all empty is not on the card.
 */
bool cards_read(struct arena *a, struct feed s, const struct cards_of *of,
    cards_visit *visit, void *ctx, struct err *e);

/*
 * cards_write_head(b, plan), cards_write(b, of, row):
 * The canonical form (docs/audit-files.md): what the audit asks of each card,
 * and no other column that the file may have had.
 */
void cards_write_head(struct buf *b, const struct audit_plan *plan);
void cards_write(struct buf *b, const struct cards_of *of,
    const struct card_row *row);

#endif
