/* SPDX-License-Identifier: Apache-2.0 */
/*
 * say_record: what the record of an election says, gathered for pages and
 * downloads: who did, asked for or tried what, and what stood on a day.
 *
 *	struct say_record s = { .a = a, .r = record, .el = el, .law = law,
 *	    .on = day };
 *	TRY(say_record_gather(&s, e));
 *
 * Everything is as of the end of the legal day ${on}: what was logged later
 * is counted, and not shown.
 */
#ifndef REPORT_SAY_RECORD_H
#define REPORT_SAY_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/day.h"
#include "crypt/hash.h"
#include "law/authority.h"
#include "model/act.h"
#include "model/election.h"
#include "record/record.h"
#include "report/say.h"
#include "report/say_proof.h"

struct arena;
struct buf;
struct err;

/* A day has at most so many acts on the timeline; the rest is counted, and stands in the file. */
#define SAY_ACTS_A_DAY 400

struct say_person { const char *actor, *name, *role; };

/* A figure that stands in the payload of an act. */
struct say_vote { const char *choice; int64_t votes; };

/* One entry. Texts are "" where it has none. */
struct say_act {
	int64_t       seq, logged;
	struct day    day;		/* legal day on which it was logged */
	const char   *action, *actor, *role, *as, *subject, *unit, *occurred, *key;
	const char   *says, *why, *routed, *rule, *from, *to;
	const char   *of;		/* payload "to": whom it was asked of */
	const char   *cite, *url;	/* the first of its sources ... */
	int64_t       sources;		/* ... of so many */
	const char   *stage;		/* of the figures in its payload */
	enum outcome  outcome;
	enum refusal  code;
	int64_t       version, unlisted;
	bool          is_signed;
	unsigned char leaf[HASH_SIZE];
};

enum say_answer { ANSWER_NONE, ANSWER_GRANTED, ANSWER_PARTLY, ANSWER_DECLINED };

/* A request, and the last answer to it. */
struct say_request {
	const struct say_act *act, *by;	/* by: who answered; NULL: nobody yet */
	enum say_answer       answer;
	const char           *text;
};

struct say_cert {
	const struct say_act  *act;
	const char            *contest, *stage, *returns, *audit, *replaces;
	const struct say_cert *replaced_by;
	const char            *state, *title;	/* of the certification on that day */
	const struct say_vote *vote; size_t votes;
	const char            *proof;		/* the .tlog-proof; NULL: the log was not signed at this size */
	const char            *path;		/* where it is published; "" for no proof */
};

struct say_record {
	/* given by the caller */
	struct arena          *a;
	struct record         *r;
	const struct election *el;
	const struct law      *law;	/* for the legal time zone */
	struct day             on;	/* DAY_UNKNOWN: the day of the last entry */
	const char            *log;	/* the folder with the checkpoint */
	/* gathered */
	int64_t                until;	/* the last second of that day */
	const struct genesis  *genesis;
	const struct authority *authority;	/* NULL: the record names none */
	struct say_person     *person; size_t people;	/* in the order of actor */
	struct say_act       **act; size_t acts;	/* on the timeline, by seq */
	struct day            *full; int64_t *rest; size_t fulls;	/* days with more acts than are shown, and how many more */
	int64_t                entries, later;	/* by that day, the genesis included; logged afterwards */
	struct say_request    *request; size_t requests;
	struct say_act       **refused; size_t refusals;
	int64_t                unlisted;	/* refusals that were answered and not entered */
	struct say_cert       *cert; size_t certs;
	struct record_subject *subject; size_t subjects;
	int64_t                size;	/* of the log as it stands, whatever the day */
	unsigned char          root[HASH_SIZE];
	struct say_checkpoint  signed_log;
};

bool say_record_gather(struct say_record *s, struct err *e);

/* Parts of it, each in its own file. */
bool say_record_log(struct say_record *s, struct err *e);
bool say_record_proofs(struct say_record *s, struct err *e);
bool say_record_cert(struct say_record *s, const struct act *act,
    const struct say_act *own);
void say_record_link(struct say_record *s);	/* certificates: which replaces which, and their states */

/* say_record_act(s, act, ...): "sos" as "Alma Reed, Secretary of State"; the id of who is not enrolled. */
const char *say_record_name(const struct say_record *s, const char *actor);

/* say_record_row(s, action): The row that decides ${action}; NULL for none. */
const struct authority_row *say_record_row(const struct say_record *s,
    const char *action);

/* say_record_rule(s, act): The row that decided ${act} on its day; NULL for none. */
const struct authority_row *say_record_rule(const struct say_record *s,
    const struct say_act *act);

/* say_record_what(s, act): What was done, in words of the authority file; else the action. */
const char *say_record_what(const struct say_record *s,
    const struct say_act *act);

/* say_record_sentence(s, act): What the act says of itself; else name and deed. */
const char *say_record_sentence(const struct say_record *s, struct arena *a,
    const struct say_act *act);

/* say_record_roles(a, s, roles): "the Secretary of State or a court", of ids parted by blanks. */
const char *say_record_roles(struct arena *a, const struct say_record *s,
    const char *roles);

/* say_record_state(s, act, state): The title of a state of the act's lifecycle. */
const char *say_record_state(const struct say_record *s,
    const struct say_act *act, const char *state);

/* say_record_when(s, a, act): When it occurred: "20 Nov 2020, 4 p.m.". */
const char *say_record_when(const struct say_record *s, struct arena *a,
    const struct say_act *act);
const char *say_record_time(const struct say_record *s, struct arena *a,
    int64_t utc);

/* say_record_instead(code): What can be done after such a refusal; "" where that depends on who may. */
const char *say_record_instead(enum refusal code);

/* say_answer_id(x): "granted", "partly", "declined"; "" for none. */
const char *say_answer_id(enum say_answer x);

/* say_record_subject(s, id): It as it stood, or NULL. */
const struct record_subject *say_record_subject(const struct say_record *s,
    const char *id);

/* Downloads. */
void say_authority_json(struct buf *out, const struct say_record *s);
void say_authority_csv(struct buf *out, const struct say_record *s);
void say_requests_json(struct buf *out, const struct say_record *s);
void say_requests_csv(struct buf *out, const struct say_record *s);
void say_certificates_json(struct buf *out, const struct say_record *s);
void say_certificates_csv(struct buf *out, const struct say_record *s);
void say_log_json(struct buf *out, const struct say_record *s);
void say_log_csv(struct buf *out, const struct say_record *s);

/* The timeline is read again from the record as it is written, so that no memory need hold it. */
bool say_timeline_json(struct buf *out, const struct say_record *s,
    struct err *e);
bool say_timeline_csv(struct buf *out, const struct say_record *s,
    struct err *e);

/* say_record_read(a, s, row, act, out, e): One entry of the store as a value; also its act as it stands. */
bool say_record_read(struct arena *a, const struct say_record *s,
    const struct store_row *row, struct act *act, struct say_act *out,
    struct err *e);

#endif
