/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes: an authority file is read or refused with its name in front; what
 * is read cites a law in each row, finds every action again, and has an answer
 * for each action, role and state.
 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "law/answer.h"

#include "fuzz.h"

static void
check_answer(const struct answer *an)
{
	CHECK(an->row != NULL);
	CHECK((an->outcome == OUTCOME_REFUSED) == (an->code != REFUSAL_NONE));
	CHECK(an->move == NULL || (an->outcome == OUTCOME_DONE &&
	    move_takes(an->move, an->power)));
}

static void
check_act(const struct authority *w, const struct authority_act *act)
{
	const struct lifecycle *l = authority_lifecycle(w, act->act);
	struct question q = { .action = act->act, .as = POWERS, .state = "",
		.on = act->row->rule.from };
	struct answer an;

	CHECK(authority_row(w, act->act, q.on) == act->row);
	for (enum role r = 0; r < ROLES; r++) {
		q.role = r;
		for (size_t i = 0; i < (l == NULL ? 1 : l->states); i++) {
			q.state = l == NULL ? "" : l->state[i].id;
			an = answer(w, &q);
			check_answer(&an);
		}
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct err e = { 0 };
	struct authority *w;

	if (!authority_parse(&a, (struct bytes){ (const char *)data, size },
	    "f", &w, &e)) {
		CHECK(e.kind == ERR_INPUT);
		CHECK(strncmp(e.text, "f:", 2) == 0);
		return 0;
	}
	for (size_t i = 0; i < w->rows; i++)
		CHECK(w->row[i].rule.cite[0] != '\0');
	for (size_t i = 0; i < w->acts; i++)
		check_act(w, &w->act[i]);
	return 0;
}
