/* SPDX-License-Identifier: Apache-2.0 */
/*
 * record: what the entries so far have left, as docs/record.md says under
 * "What acts do".  After a fault the fold goes on with what the entry says, so
 * that one fault is told once.
 */
#ifndef VERIFIER_RECORD_H
#define VERIFIER_RECORD_H

#include "bundle.h"
#include "json.h"

/*
 * One entry of the record, its members known and of their types.  What
 * docs/record.md does not list is refused: a member or a word of a newer
 * version is not overlooked.
 */
#define ROLE_WORDS TEXT("registrar superintendent audit-board secretary " \
	"election-board governor legislature court candidate elector " \
	"observer public recorder")
#define POWER_WORDS TEXT("perform order petition ask hear assist note " \
	"witness view refuse")
enum { PERFORM, ORDER, PETITION, ASK, HEAR, ASSIST, NOTE, WITNESS, VIEW,
	REFUSE };
#define REFUSAL_WORDS TEXT("NO_AUTHORITY STALE_VERSION BAD_SIGNATURE " \
	"STAYED_BY_COURT DUPLICATE PRIVACY MALFORMED RULE_UNKNOWN " \
	"WRONG_STATE TOO_EARLY TOO_LATE NO_QUORUM CONFLICT_OF_INTEREST")
enum { NO_AUTHORITY, STALE_VERSION, BAD_SIGNATURE, STAYED_BY_COURT, DUPLICATE,
	PRIVACY, MALFORMED, RULE_UNKNOWN, WRONG_STATE, TOO_EARLY, TOO_LATE,
	NO_QUORUM, CONFLICT_OF_INTEREST };
#define OUTCOME_WORDS TEXT("done request refused genesis")
enum { DONE, REQUEST, REFUSED, GENESIS };

struct entry {
	uint64_t    leaf;		/* its place in the log */
	struct hash hash;
	const struct json *whole, *act, *payload, *sig;
	struct text action, kind, id, actor, role, subject, unit, key, logged;
	int         as, outcome, refusal;	/* places; -1: not said */
	bool        is_shadow;	/* refused, and entered without its content */
};

/* entry_read(whole, e): NULL, or which member is unknown, missing or odd. */
const char *entry_read(const struct json *whole, struct entry *e);

/*
 * A form names the members of an object, sorted, with their types, and ! behind
 * what must be there: "cite:t! url:t".  t text, n whole number from 0, z any
 * whole number, b true or false, o object, l list of objects, a list of texts,
 * c votes by choice, v votes of a board, h 32 bytes in hexadecimal, i instant,
 * d day or instant.
 *
 * form_fits(v, form, closed): NULL, or which member is missing, or of another
 * type, or (${closed}) stands in no form.
 */
const char *form_fits(const struct json *v, const char *form, bool closed);
/* The same of an object, or of each in a list; NULL fits. */
const char *form_fits_each(const struct json *v, const char *form);
const char *form_wrong(const char *what, struct text name);
const char *payload_wrong(const struct entry *e);

/*
 * An authority file (docs/rules.md): who may do what, how states change.  It is
 * read by libyaml and kept as JSON; rows and moves are objects in it.
 */
/* What must be so before an act, as bits; UNKNOWN: what no one here knows. */
enum { FINDINGS = 1, QUORUM = 2, TWO = 4, UNITS = 8, RETURNS = 16,
	COURT_ORDER = 32, UNKNOWN = 1 << 30 };

struct law {
	struct hash     hash;
	struct json_doc file;
};
bool law_read(struct text t, struct law *l);
/* yaml_read(t, out): YAML without anchors and tags, JSON too, as texts. */
bool yaml_read(struct text t, struct json_doc *out);

/* law_row(l, action, day): The row in force on ${day}, or NULL. */
const struct json *law_row(const struct law *l, struct text action,
    struct text day);
/* The power of ${role} for ${action}; REFUSE if it is limited to other acts. */
int row_cell(const struct json *row, struct text role, struct text action);

/* Is there a limit of ${role} in words, which no program can decide? */
bool law_limits(const struct json *row_or_move, struct text role);

/* The first state of a lifecycle; empty: acts of ${kind} leave facts. */
struct text law_start(const struct law *l, struct text kind);
/* The move that ${act} makes; empty ${from}: from any state. */
const struct json *law_move(const struct law *l, struct text from,
    struct text act, int power);
unsigned law_needs(const struct json *row_or_move);

enum { POLICY_MOST = 64 };	/* officers, witnesses, checkpoints seen */

/* What somebody knows of a record from elsewhere. */
struct policy {
	struct text origin;	/* empty: there is no policy */
	struct vkey log, witness[POLICY_MOST];
	struct officer {
		struct text actor, key;
	} officer[POLICY_MOST];
	struct seen {
		uint64_t    size;
		struct hash root;
		struct text time;	/* empty: not said */
	} seen[POLICY_MOST];
	size_t      officers, witnesses, seens;
	uint64_t    threshold, quorum;
	struct text genesis;	/* its leaf hash; empty: not said */
};
/* policy_read(path, p): False, with a line on stderr, if it is none. */
bool policy_read(const char *path, struct policy *p);

/* A subject, or a person, or what a fact is about; new ones are all zero. */
struct thing {
	struct thing *next;	/* finding, or source */
	const struct json *says;	/* the payload that made it, if there */
	struct text state, key;
	struct hash last;	/* leaf that changed it last */
	uint32_t    version;
	bool        open, revoked, stayed;
};

struct record {
	const struct bundle *bundle;
	const struct policy *policy;
	const struct json *genesis;	/* its act */
	struct hash genesis_leaf;
	bool        real, history, simulated;
	const struct law *law;		/* in force */
	struct json_doc definition;	/* election.json */
	struct map  things, laws, sums, audits;
	struct thing *findings, *sources;
	int64_t     units_certified;
	struct buf  message, object;	/* room that is used again */
};
struct thing *thing(struct record *r, struct text kind, struct text id);
#define person(r, actor) thing(r, TEXT("person"), actor)

/* What an act rests on: its row and cell, as what it is meant, its move. */
struct claim {
	const struct json *row, *move;
	int                cell, as;
	struct text        from, to;	/* state now (empty: none), and then */
};

/* What acts that are no move of a lifecycle need, and leave. */
void facts_check(struct record *r, const struct entry *e, unsigned needs);
void facts_fold(struct record *r, const struct entry *e, struct thing *t);

/* Was what the act was refused for so? */
void refusal_check(struct record *r, const struct entry *e,
    const struct claim *c, const struct thing *subject);
bool claim_is_allowed(const struct claim *c);

/* The votes of a board, or those of it who did something together. */
struct sitting {
	int64_t     n, ayes, least;	/* who sat, for; who must */
	struct text party;		/* of the last */
	bool        differ;		/* there are others */
};
bool board_stands(struct record *r, const struct entry *e, bool votes,
    struct sitting *s);

/* record_add(r, e): Take one more entry, in the order of the log. */
void record_add(struct record *r, const struct entry *e);

/* Sections 4 and 5: who they are, and whether they have signed. */
void people_found(struct record *r, const struct entry *genesis);
void people_check(struct record *r, const struct entry *e);
bool person_is_enrolled(struct record *r, const struct entry *e);
bool person_has_signed(struct record *r, const struct entry *e);
void people_fold(struct record *r, const struct entry *e);

/* Section 8: what lies in objects/, and the tables among it. */
void objects_of(struct record *r, const struct entry *e);
void objects_check(const struct record *r);
void returns_check(struct record *r, const struct entry *e);
void sheets_check(struct record *r);

#endif
