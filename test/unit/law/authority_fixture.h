/* SPDX-License-Identifier: Apache-2.0 */
/* authority_fixture: a small authority file for the tests of law/, in parts that can be exchanged. */
#ifndef AUTHORITY_FIXTURE_H
#define AUTHORITY_FIXTURE_H

#include "fixture.h"

#include "law/authority.h"

/* Lines 1 to 16. */
#define TOP \
	"schema: canvass-authority-1\ntitle: A test\njurisdiction: Testland\n"
#define CALLED \
	"roles:\n  registrar: r\n  superintendent: the clerk\n" \
	"  audit-board: a\n  secretary: the Secretary\n  election-board: b\n" \
	"  governor: the Governor\n  legislature: l\n  court: a court\n" \
	"  candidate: c\n  elector: e\n  observer: o\n  public: p\n"

/* Lines 17 to 28. */
#define STATES \
	"lifecycles:\n  - id: door\n    title: A door\n    starts: shut\n" \
	"    states:\n      - { id: shut, title: shut }\n" \
	"      - { id: open, title: open }\n" \
	"      - { id: gone, title: gone, last: true }\n"
#define MOVES \
	"    moves:\n      - { from: shut, act: door.open, to: open, " \
	"needs: two findings, opens: dawn, closes: dusk }\n" \
	"      - { from: open shut, act: door.burn, to: gone, by: order }\n" \
	"      - { from: open, act: door.knock, by: petition }\n"

/* Line 29; the first row begins on line 30. */
#define ROWS "authority:\n"
#define NAMED(id) "  - id: " id "\n    title: T\n    cite: c\n" \
	"    basis: read\n    from: 2019-01-01\n"
#define OPEN NAMED("doors") "    acts: door.open door.burn\n"
#define WHO "    who:\n      perform: superintendent\n      order: court\n" \
	"      ask: governor\n      refuse: registrar audit-board secretary " \
	"election-board legislature candidate elector observer public\n"
#define LIMITS "    limits:\n      - { role: court, says: in need, " \
	"acts: door.burn }\n      - { role: superintendent, says: by day, " \
	"acts: door.open }\n"
#define KNOCK NAMED("knocks") "    acts: door.knock\n    who:\n" \
	"      petition: elector\n      note: observer\n" \
	"      refuse: registrar superintendent audit-board secretary " \
	"election-board governor legislature court candidate public\n"
#define NOBODY NAMED("nobody") "    acts: door.unmake door.undo\n    who:\n" \
	"      refuse: registrar superintendent audit-board secretary " \
	"election-board governor legislature court candidate elector " \
	"observer public\n    refusal: PRIVACY\n"
#define FACT NAMED("facts") "    acts: note.add\n    needs: chain\n" \
	"    closes: dusk\n    who:\n      note: elector observer public\n" \
	"      perform: registrar superintendent audit-board secretary " \
	"election-board governor legislature court candidate\n"

#define WHOLE TOP CALLED STATES MOVES ROWS OPEN WHO LIMITS KNOCK NOBODY FACT

static inline bool
parse_authority(struct arena *a, const char *text, struct authority **w,
    struct err *e)
{
	return authority_parse(a, (struct bytes){ text, strlen(text) },
	    "t.yaml", w, e);
}

/* An authority file that must be right. */
static inline struct authority *
authority_of(struct arena *a, const char *text)
{
	struct err e = { 0 };
	struct authority *w = NULL;

	if (!parse_authority(a, text, &w, &e))
		fail_msg("%s", e.text);
	return w;
}

#endif
