/* SPDX-License-Identifier: Apache-2.0 */
/*
 * record_fixture: a record in a folder of its own, and acts brought to it.
 *
 *	found(w, &(struct founding_of){ .kind = "test" });
 *	r = put(w, "sec", "audit.order", "audit/p", "");
 *
 * Texts of JSON have ' in the place of ".  In the people below the role is
 * what the name says; each has the demonstration key of the same number.
 */
#ifndef TEST_RECORD_FIXTURE_H
#define TEST_RECORD_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/instant.h"
#include "crypt/sign.h"
#include "record/inside.h"
#include "store/objects.h"
#include "text/base64.h"
#include "text/canon.h"
#include "text/json.h"

struct someone {
	const char *actor, *role, *unit, *party, *candidate;
};
static const struct someone people[] = {
	{ "reg", "registrar", "01", "", "" },
	{ "sup", "superintendent", "01", "", "" },
	{ "panel", "audit-board", "01", "A", "" },
	{ "sec", "secretary", "", "", "" },
	{ "board", "election-board", "", "", "" },
	{ "gov", "governor", "", "", "" },
	{ "leg", "legislature", "", "", "" },
	{ "court", "court", "", "", "" },
	{ "cand", "candidate", "", "", "president" },
	{ "voter", "elector", "01", "", "" },
	{ "obs", "observer", "", "", "" },
	{ "pub", "public", "", "", "" },
	{ "sup2", "superintendent", "02", "", "" },
	{ "ann", "audit-board", "01", "A", "" },
	{ "bob", "audit-board", "01", "B", "" },
	{ "cid", "audit-board", "01", "A", "" },
	{ "runs", "secretary", "", "", "president" },
	{ "reg2", "registrar", "02", "", "" },
};
#define PEOPLE (sizeof people / sizeof *people)

struct world {
	struct arena   a, own;	/* own: as long as the record */
	struct err     e;
	char           dir[64];
	const char    *address, *in;	/* the record, and the objects it is founded with */
	struct record *r;
	bool           is_signed, is_real;
	const char    *when;		/* of the next act */
	int64_t        now;		/* on the machine's clock */
	const char    *next_key;	/* NULL: a new one for each act */
	int            acts;
	const char    *actor_key;	/* whose key signs; NULL: the actor's */
	const char    *unit;		/* NULL: the actor's own */
	bool           keeper;
};

#define OK(w, call) do { if (!(call)) fail_msg("%s", (w)->e.text); } while (0)
#define FAILS(w, call, why_not) do { \
	assert_false(call); \
	if (strstr((w)->e.text, (why_not)) == NULL) \
		fail_msg("found \"%s\", expected \"%s\"", (w)->e.text, \
		    (why_not)); \
} while (0)

/* What a record is founded with; NULL and 0: as most tests have it. */
struct founding_of {
	const char *kind, *clock, *rules, *authority, *people, *officers;
	int         threshold, signatures;
	const char *files;	/* besides definition, rules and authority */
};

static inline char *
quoted(struct arena *a, const char *text)
{
	char *s = arena_text(a, text);

	for (char *p = s; *p != '\0'; p++)
		if (*p == '\'')
			*p = '"';
	return s;
}

static inline int
person_number(const char *actor)
{
	for (size_t i = 0; i < PEOPLE; i++)
		if (strcmp(people[i].actor, actor) == 0)
			return (int)i;
	return -1;
}

/* Real elections have keys that are not published. */
static inline void
key_of(const struct world *w, const char *actor, struct sign_key *k)
{
	unsigned char seed[SIGN_SEED] = { 1 };
	int n = person_number(actor);

	if (!w->is_real && n >= 0) {
		sign_demonstration(k, (unsigned)n);
		return;
	}
	(void)strncpy((char *)seed + 1, actor, sizeof seed - 2);
	sign_key_of(k, seed);
}

static inline const char *
public_of(struct world *w, const char *actor)
{
	struct sign_key k;
	char hex[HASH_HEX];

	key_of(w, actor, &k);
	hash_text(hex, k.public);
	return arena_text(&w->a, hex);
}

static inline void
put_signature(struct world *w, struct buf *out, const char *actor,
    const struct json_value *act)
{
	struct buf b CLEANUP(buf_free) = { 0 }, over CLEANUP(buf_free) = { 0 };
	unsigned char sig[SIGN_SIZE];
	struct sign_key k;

	key_of(w, actor, &k);
	OK(w, canon_write(&b, act, "act", &w->e));
	act_signed_bytes(&over, (struct bytes){ b.p, b.len });
	sign_make(sig, over.p, over.len, &k);
	buf_printf(out, "{\"key\":\"%s\",\"sig\":\"", public_of(w, actor));
	base64_put(out, sig, SIGN_SIZE);
	buf_str(out, "\"}");
}

static inline struct json_value *
tree_of(struct world *w, const char *text)
{
	struct json_value *v;

	OK(w, json_tree_of(&w->a, text, strlen(text), "test", &v, &w->e));
	return v;
}

static inline const char *
put_file(struct world *w, const char *path)
{
	struct bytes b;
	char hex[HASH_HEX];

	OK(w, file_read(&w->a, arena_printf(&w->a, "%s/%s", getenv("SOURCE"),
	    path), (size_t)4 << 20, &b, &w->e));
	OK(w, objects_put(w->in, b.p, b.n, hex, &w->e));
	return arena_text(&w->a, hex);
}

static inline const char *
put_text(struct world *w, const char *folder, const char *text)
{
	const char *s = quoted(&w->a, text);
	char hex[HASH_HEX];

	OK(w, objects_put(folder, s, strlen(s), hex, &w->e));
	return arena_text(&w->a, hex);
}

static inline void
put_people(struct world *w, struct buf *out)
{
	for (size_t i = 0; i < PEOPLE; i++) {
		const struct someone *p = &people[i];

		buf_printf(out, "%s{'actor':'%s','name':'%s','role':'%s',"
		    "'key':'%s'", i > 0 ? "," : "", p->actor, p->actor,
		    p->role, public_of(w, p->actor));
		if (*p->unit != '\0')
			buf_printf(out, ",'unit':'%s'", p->unit);
		if (*p->party != '\0')
			buf_printf(out, ",'party':'%s'", p->party);
		if (*p->candidate != '\0')
			buf_printf(out, ",'candidate':'%s'", p->candidate);
		buf_char(out, '}');
	}
}

#define DEFINITION "{'units':[{'id':'01'},{'id':'02'}],'contests':[{'id':'president','title':'President'," \
	"'office':'president','winners':1}]}"

static inline const char *
genesis_act(struct world *w, const struct founding_of *f)
{
	struct buf b CLEANUP(buf_free) = { 0 };
	const char *rules = f->rules != NULL ? f->rules : "us-ga-2020";
	bool ga = strcmp(rules, "us-ga-2020") == 0;

	buf_printf(&b, "{'action':'genesis','election':'test','title':'Test',"
	    "'jurisdiction':'Here','date':'%s','units':2,"
	    "'occurred':'%s','kind':'%s','clock':'%s','log':{'origin':"
	    "'example.org/test','key':'none'},'people':[",
	    ga ? "2020-11-03" : "2031-05-06",
	    ga ? "2020-11-03T05:00:00Z" : "2031-05-06T06:00:00Z",
	    f->kind, f->clock != NULL ? f->clock : "simulated");
	if (f->people != NULL)
		buf_str(&b, f->people);
	else
		put_people(w, &b);
	buf_printf(&b, "],'officers':[%s],'threshold':%d,'files':["
	    "{'name':'election.json','use':'definition','sha256':'%s'},"
	    "{'name':'rules','use':'rules','sha256':'%s'},"
	    "{'name':'authority','use':'authority','sha256':'%s'}%s]}",
	    f->officers != NULL ? f->officers : "'sec','gov'",
	    f->threshold, put_text(w, w->in, DEFINITION),
	    put_file(w, arena_printf(&w->a, "rules/%s.yaml", rules)),
	    put_file(w, f->authority != NULL ? f->authority :
	    arena_printf(&w->a, "rules/%s-authority.yaml", rules)),
	    f->files != NULL ? f->files : "");
	buf_char(&b, '\0');
	return quoted(&w->a, b.p);
}

static inline bool
try_to_found(struct world *w, const struct founding_of *f)
{
	static const char *const officers[] = { "sec", "gov" };
	struct buf b CLEANUP(buf_free) = { 0 };
	static int n;
	const char *act;

	w->is_signed = strcmp(f->kind, "history") != 0;
	w->is_real = strcmp(f->kind, "real") == 0;
	w->address = arena_printf(&w->a, "%s/r%d", w->dir, ++n);
	w->when = f->rules == NULL ? "2020-11-04T12:00:00Z" :
	    "2031-05-07T12:00:00Z";
	(void)instant_parse(w->when, strlen(w->when), &w->now);
	act = genesis_act(w, f);
	buf_printf(&b, "{\"act\":%s,\"sigs\":[", act);
	for (int i = 0; i < f->signatures; i++) {
		buf_str(&b, i > 0 ? "," : "");
		put_signature(w, &b, officers[i % 2], tree_of(w, act));
	}
	buf_str(&b, "]}");
	return record_create(&w->own, w->address, (struct bytes){ b.p, b.len },
	    "genesis.json", w->in, &w->r, &w->e) &&
	    (record_close(&w->r), true) && record_open(&w->own, w->address,
	    RECORD_WRITE, &w->r, &w->e);
}

/* A record of two units that the Secretary and the Governor founded. */
static inline void
found(struct world *w, const char *kind)
{
	bool history = strcmp(kind, "history") == 0;
	bool real = strcmp(kind, "real") == 0;

	OK(w, try_to_found(w, &(struct founding_of){ .kind = kind,
	    .clock = real ? "real" : "simulated",
	    .threshold = history ? 0 : 2, .signatures = 2 }));
}

/* The text of an act; ${more} are its other members, each after a comma. */
static inline const char *
act_text(struct world *w, const char *actor, const char *action,
    const char *subject, const char *more)
{
	const struct someone *p = person_number(actor) < 0 ? NULL :
	    &people[person_number(actor)];
	const char *unit = w->unit != NULL ? w->unit : p == NULL ? "" : p->unit;
	struct buf b CLEANUP(buf_free) = { 0 };
	char hex[HASH_HEX];

	buf_printf(&b, "{'action':'%s','actor':'%s','subject':'%s',"
	    "'occurred':'%s','key':'%s'", action, actor, subject, w->when,
	    w->next_key != NULL ? w->next_key :
	    arena_printf(&w->a, "k%d", ++w->acts));
	if (strncmp(more, ",'role'", 7) != 0)
		buf_printf(&b, ",'role':'%s'", p != NULL ? p->role :
		    "registrar");
	if (*unit != '\0')
		buf_printf(&b, ",'unit':'%s'", unit);
	hash_text(hex, record_genesis(w->r)->leaf);
	if (w->is_signed && strstr(more, "'election'") == NULL)
		buf_printf(&b, ",'election':'%s'", hex);
	else if (strstr(more, "'sources'") == NULL)
		buf_str(&b, ",'sources':[{'cite':'a newspaper'}]");
	buf_printf(&b, "%s}", more);
	buf_char(&b, '\0');
	w->next_key = NULL;
	return quoted(&w->a, b.p);
}

static inline const char *
line_text(struct world *w, const char *actor, const char *act)
{
	struct buf b CLEANUP(buf_free) = { 0 };

	if (!w->is_signed || w->keeper)
		return act;
	buf_printf(&b, "{\"act\":%s,\"sig\":", act);
	put_signature(w, &b, w->actor_key != NULL ? w->actor_key : actor,
	    tree_of(w, act));
	buf_char(&b, '}');
	return arena_str(&w->a, b.p, b.len);
}

static inline struct receipt
bring(struct world *w, const char *line)
{
	struct record_line in = { .text = { line, strlen(line) },
		.file = "test", .line = 1, .now = w->now,
		.keeper = w->keeper };
	struct receipt out = { 0 };

	OK(w, record_put(w->r, &in, &out, &w->e));
	return out;
}

static inline struct receipt
put(struct world *w, const char *actor, const char *action,
    const char *subject, const char *more)
{
	return bring(w, line_text(w, actor, act_text(w, actor, action,
	    subject, more)));
}

static inline struct receipt
keep(struct world *w, const char *action, const char *subject,
    const char *more)
{
	struct receipt out;

	w->keeper = true;
	out = put(w, "recorder", action, subject, arena_printf(&w->a,
	    ",'role':'recorder'%s", more));
	w->keeper = false;
	return out;
}

#define IS_DONE(w, got) do { \
	struct receipt is_ = (got); \
	if (is_.outcome != OUTCOME_DONE) \
		fail_msg("%s %s: %s", outcome_id(is_.outcome), \
		    refusal_id(is_.code), is_.why); \
} while (0)
#define IS_REFUSED(w, got, with) do { \
	struct receipt is_ = (got); \
	if (is_.outcome != OUTCOME_REFUSED || is_.code != (with)) \
		fail_msg("found %s %s (%s), expected %s", \
		    outcome_id(is_.outcome), refusal_id(is_.code), is_.why, \
		    refusal_id(with)); \
} while (0)

static inline const char *
state_of(struct world *w, const char *subject)
{
	struct store_subject s;
	bool there;

	OK(w, store_subject_find(record_store(w->r), &w->a, subject, &there,
	    &s, &w->e));
	return there ? s.state : "";
}

static inline const char *
fact_state(struct world *w, const char *kind, const char *id)
{
	struct store_fact f;
	bool there;

	OK(w, store_fact_find(record_store(w->r), &w->a, kind, id, &there, &f,
	    &w->e));
	return there ? f.state : "";
}

static inline int
enter(void **state)
{
	struct world *w = calloc(1, sizeof *w);

	if (w == NULL)
		return -1;
	strcpy(w->dir, access("/dev/shm", W_OK) == 0 ?
	    "/dev/shm/record-test-XXXXXX" : "/tmp/record-test-XXXXXX");
	*state = w;
	if (mkdtemp(w->dir) == NULL)
		return -1;
	w->in = arena_printf(&w->a, "%s/in", w->dir);
	return file_make_dirs(w->in, &w->e) ? 0 : -1;
}

static inline int
leave(void **state)
{
	struct world *w = *state;
	struct stage_dir whole = { .path = w->dir };

	record_close(&w->r);
	stage_drop(&whole);
	arena_free(&w->own);
	arena_free(&w->a);
	free(w);
	return 0;
}

/* Tests that need no more than one long transaction: nothing waits for a disk. */
static inline int
enter_kind(void **state, const char *kind)
{
	struct world *w;

	if (enter(state) != 0)
		return -1;
	w = *state;
	found(w, kind);
	OK(w, record_begin(w->r, &w->e));
	return 0;
}

static inline int
enter_test(void **state)
{
	return enter_kind(state, "test");
}

static inline int
enter_history(void **state)
{
	return enter_kind(state, "history");
}

static inline int
enter_real(void **state)
{
	return enter_kind(state, "real");
}

/* The made-up state has more guards than Georgia. */
static inline int
enter_made_up(void **state)
{
	struct world *w;

	if (enter(state) != 0)
		return -1;
	w = *state;
	OK(w, try_to_found(w, &(struct founding_of){ .kind = "test",
	    .rules = "made-up", .threshold = 2, .signatures = 2 }));
	OK(w, record_begin(w->r, &w->e));
	return 0;
}

static inline int
leave_open(void **state)
{
	struct world *w = *state;

	record_rollback(w->r);
	return leave(state);
}

#endif
