/* SPDX-License-Identifier: Apache-2.0 */
/* What the record pages say, as JSON and as CSV. */
#include <inttypes.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/instant.h"
#include "text/csv.h"

#include "report/say_record.h"
#include "report/say_who_may.h"

static char *
num_plain(char out[NUM_TEXT], int64_t n)
{
	(void)snprintf(out, NUM_TEXT, "%" PRId64, n);
	return out;
}

static const char *
or_null(const char *s)
{
	return *s == '\0' ? NULL : s;
}

static void
begin(struct json_writer *w, struct buf *out, const struct say_record *s,
    const char *schema)
{
	json_begin(w, out);
	json_object(w, NULL);
	json_text(w, "schema", schema);
	json_text(w, "election", s->genesis->election);
	say_json_day(w, "as_of", s->on);
}

static void
end(struct json_writer *w)
{
	json_object_end(w);
	json_finish(w);
}

static void
csv_row(struct buf *out, const char *const *cell, size_t n)
{
	for (size_t i = 0; i < n; i++)
		csv_put(out, cell[i], i == 0);
	csv_end_row(out);
}

#define ROW(out, ...) csv_row((out), (const char *const []){ __VA_ARGS__ }, \
	sizeof (const char *const []){ __VA_ARGS__ } / sizeof (const char *))

static struct say_who_may
asked(const struct say_record *s)
{
	return (struct say_who_may){ .w = s->authority, .law = s->law,
		.file = s->authority->name, .role = ROLES, .on = s->on };
}

void
say_authority_json(struct buf *out, const struct say_record *s)
{
	struct say_who_may who;

	if (s->authority == NULL)
		return;
	who = asked(s);
	say_who_may_json(out, s->a, &who);
}

void
say_authority_csv(struct buf *out, const struct say_record *s)
{
	struct say_who_may who;

	if (s->authority == NULL)
		return;
	who = asked(s);
	say_who_may_csv(out, &who);
}

static void
put_common(struct json_writer *w, const struct say_record *s,
    const struct say_act *x)
{
	char logged[INSTANT_TEXT];

	json_num(w, "seq", x->seq);
	json_text(w, "logged", instant_text(logged, x->logged));
	json_text(w, "occurred", or_null(x->occurred));
	json_text(w, "actor", x->actor);
	json_text(w, "name", say_record_name(s, x->actor));
	json_text(w, "role", or_null(x->role));
	json_text(w, "action", x->action);
	json_text(w, "what", say_record_what(s, x));
	json_text(w, "subject", or_null(x->subject));
	json_text(w, "says", or_null(x->says));
	json_text(w, "rule", or_null(x->rule));
}

static void
put_request(struct json_writer *w, const struct say_record *s,
    const struct say_request *q)
{
	json_object(w, NULL);
	put_common(w, s, q->act);
	json_text(w, "as", or_null(q->act->as));
	json_text(w, "asked_of", or_null(q->act->of));
	json_text(w, "routed", or_null(q->act->routed));
	json_text(w, "answer", or_null(say_answer_id(q->answer)));
	json_text(w, "answered_by", q->by != NULL ? q->by->actor : NULL);
	json_text(w, "answered", q->by != NULL ? q->by->occurred : NULL);
	json_num(w, "answer_seq", q->by != NULL ? q->by->seq : NUM_UNKNOWN);
	json_text(w, "text", or_null(q->text));
	json_object_end(w);
}

static void
put_refusal(struct json_writer *w, const struct say_record *s,
    const struct say_act *x)
{
	json_object(w, NULL);
	put_common(w, s, x);
	json_text(w, "code", refusal_id(x->code));
	json_text(w, "why", x->why);
	json_num(w, "unlisted", x->unlisted);
	json_object_end(w);
}

void
say_requests_json(struct buf *out, const struct say_record *s)
{
	struct json_writer w;

	begin(&w, out, s, "canvass-requests-1");
	json_array(&w, "requests");
	for (size_t i = 0; i < s->requests; i++)
		put_request(&w, s, &s->request[i]);
	json_array_end(&w);
	json_array(&w, "refusals");
	for (size_t i = 0; i < s->refusals; i++)
		put_refusal(&w, s, s->refused[i]);
	json_array_end(&w);
	json_num(&w, "refusals_not_entered", s->unlisted);
	end(&w);
}

void
say_requests_csv(struct buf *out, const struct say_record *s)
{
	char seq[NUM_TEXT], logged[INSTANT_TEXT];

	ROW(out, "seq", "outcome", "logged", "occurred", "actor", "name",
	    "role", "action", "subject", "says", "asked_of", "routed",
	    "answer", "answered_by", "answered", "text", "code", "why");
	for (size_t i = 0; i < s->requests; i++) {
		const struct say_request *q = &s->request[i];
		const struct say_act *x = q->act;

		(void)num_plain(seq, x->seq);
		ROW(out, seq, "request", instant_text(logged, x->logged),
		    x->occurred, x->actor, say_record_name(s, x->actor),
		    x->role, x->action, x->subject, x->says, x->of, x->routed,
		    say_answer_id(q->answer), q->by != NULL ? q->by->actor :
		    "", q->by != NULL ? q->by->occurred : "", q->text, "",
		    "");
	}
	for (size_t i = 0; i < s->refusals; i++) {
		const struct say_act *x = s->refused[i];

		(void)num_plain(seq, x->seq);
		ROW(out, seq, "refused", instant_text(logged, x->logged),
		    x->occurred, x->actor, say_record_name(s, x->actor),
		    x->role, x->action, x->subject, x->says, x->of, "", "",
		    "", "", "", refusal_id(x->code), x->why);
	}
}

static void
put_cert(struct json_writer *w, const struct say_record *s,
    const struct say_cert *c)
{
	char leaf[HASH_HEX];

	hash_text(leaf, c->act->leaf);
	json_object(w, NULL);
	put_common(w, s, c->act);
	json_text(w, "contest", or_null(c->contest));
	json_text(w, "stage", or_null(c->stage));
	json_object(w, "votes");
	for (size_t i = 0; i < c->votes; i++)
		json_num(w, c->vote[i].choice, c->vote[i].votes);
	json_object_end(w);
	json_text(w, "returns", or_null(c->returns));
	json_text(w, "audit", or_null(c->audit));
	json_text(w, "replaces", or_null(c->replaces));
	json_text(w, "replaced_by", c->replaced_by == NULL ? NULL :
	    c->replaced_by->act->subject);
	json_text(w, "state", or_null(c->state));
	json_text(w, "leaf", leaf);
	json_text(w, "proof", or_null(c->path));
	json_object_end(w);
}

void
say_certificates_json(struct buf *out, const struct say_record *s)
{
	struct json_writer w;

	begin(&w, out, s, "canvass-certificates-1");
	json_array(&w, "certificates");
	for (size_t i = 0; i < s->certs; i++)
		put_cert(&w, s, &s->cert[i]);
	json_array_end(&w);
	end(&w);
}

/* A row for each choice of each certificate. */
void
say_certificates_csv(struct buf *out, const struct say_record *s)
{
	char seq[NUM_TEXT], votes[NUM_TEXT], leaf[HASH_HEX];

	ROW(out, "seq", "subject", "contest", "stage", "issuer", "occurred",
	    "choice", "votes", "returns", "replaces", "state", "rule", "leaf",
	    "proof");
	for (size_t i = 0; i < s->certs; i++) {
		const struct say_cert *c = &s->cert[i];

		(void)num_plain(seq, c->act->seq);
		hash_text(leaf, c->act->leaf);
		for (size_t k = 0; k < c->votes; k++) {
			(void)num_plain(votes, c->vote[k].votes);
			ROW(out, seq, c->act->subject, c->contest, c->stage,
			    c->act->actor, c->act->occurred,
			    c->vote[k].choice, votes, c->returns, c->replaces,
			    c->state, c->act->rule, leaf, c->path);
		}
	}
}

static const char *
kind_id(enum record_kind k)
{
	static const char *const ids[] = { "real", "test", "history" };

	return ids[k];
}

void
say_log_json(struct buf *out, const struct say_record *s)
{
	struct json_writer w;
	char genesis[HASH_HEX], root[HASH_HEX];

	hash_text(genesis, s->genesis->leaf);
	hash_text(root, s->root);
	begin(&w, out, s, "canvass-log-1");
	json_text(&w, "kind", kind_id(s->genesis->kind));
	json_bool(&w, "simulated_clock", s->genesis->simulated);
	json_text(&w, "origin", s->genesis->origin);
	json_text(&w, "log_key", s->genesis->log_key);
	json_text(&w, "genesis", genesis);
	json_num(&w, "entries", s->entries);
	json_num(&w, "entries_later", s->later);
	json_num(&w, "size", s->size);
	json_text(&w, "root", root);
	json_num(&w, "signed_size", s->signed_log.size < 0 ? NUM_UNKNOWN :
	    s->signed_log.size);
	json_text(&w, "signed_root", s->signed_log.size < 0 ? NULL :
	    s->signed_log.root);
	json_array(&w, "witnesses");
	for (size_t i = 0; i < s->signed_log.witnesses; i++)
		json_text(&w, NULL, s->signed_log.witness[i]);
	json_array_end(&w);
	end(&w);
}

void
say_log_csv(struct buf *out, const struct say_record *s)
{
	char size[NUM_TEXT], signed_size[NUM_TEXT] = "";
	char genesis[HASH_HEX], root[HASH_HEX];

	hash_text(genesis, s->genesis->leaf);
	hash_text(root, s->root);
	(void)num_plain(size, s->size);
	if (s->signed_log.size >= 0)
		(void)num_plain(signed_size, s->signed_log.size);
	ROW(out, "kind", "clock", "origin", "log_key", "genesis", "size",
	    "root", "signed_size", "signed_root");
	ROW(out, kind_id(s->genesis->kind), s->genesis->simulated ?
	    "simulated" : "real", s->genesis->origin, s->genesis->log_key,
	    genesis, size, root, signed_size, s->signed_log.size < 0 ? "" :
	    s->signed_log.root);
}
