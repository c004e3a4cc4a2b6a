/* SPDX-License-Identifier: Apache-2.0 */
/*
 * election: what was voted on, where, how often it was counted, and which
 * sources say so.  Plain tables; the indexes below are their positions.
 */
#ifndef MODEL_ELECTION_H
#define MODEL_ELECTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/day.h"

/*
 * Indexes into an election's tables.  One-member structs, so the compiler will
 * not let a contest stand where a choice belongs.
 */
struct choice_ix  { uint16_t n; };
struct contest_ix { uint16_t n; };
struct count_ix   { uint16_t n; };
struct source_ix  { uint16_t n; };
struct unit_ix    { uint32_t n; };

/* No such thing: an index that no table reaches. */
#define NO_CHOICE ((struct choice_ix){ UINT16_MAX })
#define NO_COUNT  ((struct count_ix){ UINT16_MAX })
#define NO_SOURCE ((struct source_ix){ UINT16_MAX })
#define NO_UNIT   ((struct unit_ix){ UINT32_MAX })

struct choice {
	const char *id;		/* as in file headers: "reed" */
	const char *name;	/* as on the ballot: "Alma Reed" */
	const char *label;	/* short, for tables: "Reed" */
	const char *party;	/* "" where none is given */
};

struct contest {
	const char          *id, *title;
	const struct choice *choice;
	uint16_t             choices;
	uint16_t             votes_allowed;	/* on one ballot */
	uint16_t             winners;
	struct day           date;		/* of this contest: a runoff has its own */
	const char          *office;		/* which rules hold: "federal", "state", "local" */
};

/* A part of the jurisdiction that reports results: a county. */
struct unit {
	const char *id;		/* FIPS code or another official code */
	const char *name;
};

enum count_kind {
	COUNT_ORIGINAL,		/* the first count of all ballots */
	COUNT_HAND_TALLY,	/* every ballot read by people */
	COUNT_RECOUNT,		/* counted once more by machine */
	COUNT_KINDS
};

enum stage {
	STAGE_UNOFFICIAL, STAGE_ORIGINAL, STAGE_HAND_TALLY, STAGE_RECOUNT,
	STAGE_CERTIFIED, STAGE_RECERTIFIED, STAGE_ADJUDICATED, STAGES
};

/* One counting of the ballots. */
struct count {
	const char      *id;		/* "original", "hand", "recount" */
	const char      *title;		/* "First count" */
	enum count_kind  kind;
	enum stage       stage;		/* what it came to be */
	bool             by_hand;
	struct day       as_of;		/* when it reached that stage */
};

/* How a source divides the votes of a contest. */
enum partition {
	PART_TOTAL,	/* one row for the whole jurisdiction */
	PART_UNIT,	/* a row for each unit */
	PART_METHOD,	/* unit x voting method */
	PART_PRECINCT,	/* unit x precinct, and voting method where given */
	PART_BATCH,	/* unit x batch of ballots */
	PART_TURNOUT,	/* unit: ballots cast, check-ins, absentee ballots; no votes */
	PARTS
};

/* How one column of the file was understood. */
struct column {
	const char *header;	/* as it stands in the file */
	const char *field;	/* the choice id or field name; "" = not used */
	bool        guessed;	/* understood in spite of its spelling */
};

/* Bytes somebody published, and what they were taken to mean. */
struct source {
	const char       *id, *title;
	const char       *publisher, *cite;	/* who says so, and where it can be found */
	const char       *file, *format;	/* name as imported; "arlo", "results", ... */
	const char       *sha256;		/* of the bytes as imported, hex */
	int64_t           bytes, rows;
	const char       *table;		/* SHA-256 of our own table made from it, hex */
	struct day        as_of;
	const char       *as_of_text;		/* to the minute, where known; else "" */
	enum partition    part;
	struct contest_ix contest;		/* PART_TURNOUT: of the contest it was published with */
	struct count_ix   count;
	bool              quotes;		/* PART_TOTAL: what this source says of another source's count */
	bool              already_public;	/* its cells below the unit are public already */
	const struct column *column;
	size_t            columns;
};

/* What somebody says explains a finding. */
struct note {
	const char    *code;	/* of the finding */
	struct unit_ix unit;	/* NO_UNIT: everywhere */
	const char    *member;	/* a batch label, or "" for all */
	const char    *text;
	const char    *by, *cite;
	struct day     on;
};

/* One figure given for an incident; an incident keeps all that were given. */
struct report_of {
	const char *what;	/* "ballots not scanned" */
	int64_t     value;
	bool        about;	/* the source says "about" */
	const char *publisher, *cite;
	struct day  as_of;	/* may be unknown */
	enum stage  stage;
};

struct incident {
	const char             *id, *title, *text;
	struct unit_ix          unit;
	const struct report_of *report;
	size_t                  reports;
};

struct election {
	const char *id, *title, *jurisdiction;
	const char *unit_word, *units_word;	/* "county", "counties" */
	const char *rules;			/* file name of the rules, without folder */
	const char *map, *electors;		/* files beside the definition, or "" */
	const char *elector_rules;		/* rule file about electors, or "" */
	const char *authority;			/* file of who may do what, or "" */
	struct day  date;
	const char *demonstration;		/* the notice on each page; "" for a real election */
	const struct unit     *unit;     uint32_t units;
	const struct contest  *contest;  uint16_t contests;
	const struct count    *count;    uint16_t counts;
	const struct source   *source;   uint16_t sources;
	const struct note     *note;     size_t   notes;
	const struct incident *incident; size_t   incidents;
};

/* election_find_*(el, id): The thing with that id, or NO_...; contest: UINT16_MAX. */
struct unit_ix    election_find_unit(const struct election *el, const char *id);
struct contest_ix election_find_contest(const struct election *el, const char *id);
struct count_ix   election_find_count(const struct election *el, const char *id);
struct choice_ix  contest_find_choice(const struct contest *c, const char *id);

static inline bool unit_exists(struct unit_ix u) { return u.n != UINT32_MAX; }
static inline bool choice_exists(struct choice_ix c) { return c.n != UINT16_MAX; }
static inline bool count_exists(struct count_ix c) { return c.n != UINT16_MAX; }
static inline bool contest_exists(struct contest_ix c) { return c.n != UINT16_MAX; }
static inline bool source_exists(struct source_ix s) { return s.n != UINT16_MAX; }

/* Words for people and, where _id, for files: "Hand tally", "hand_tally". */
const char *stage_name(enum stage s);
const char *stage_id(enum stage s);
bool        stage_parse(const char *id, enum stage *s);
const char *count_kind_id(enum count_kind k);
bool        count_kind_parse(const char *id, enum count_kind *k);
const char *partition_id(enum partition p);
bool        partition_parse(const char *id, enum partition *p);

#endif
