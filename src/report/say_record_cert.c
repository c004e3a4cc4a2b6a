/* SPDX-License-Identifier: Apache-2.0 */
/* Certificates as the record has them, and which of them replaces which. */
#include <string.h>

#include "base/arena.h"
#include "base/num.h"
#include "text/json.h"

#include "report/say_record.h"

static const char *
text_of(struct arena *a, const struct json_value *v, const char *name)
{
	const struct json_value *m = v == NULL ? NULL : json_find(v, name);

	return m != NULL && m->kind == JSON_STRING ? arena_text(a, m->text) :
	    "";
}

static void
take_votes(struct arena *a, const struct json_value *votes,
    struct say_cert *c)
{
	struct say_vote *vote;
	size_t n = 0;

	for (const struct json_value *v = votes == NULL ? NULL : votes->child;
	    v != NULL; v = v->next)
		n++;
	vote = arena_zero(a, n + 1, sizeof *vote);
	c->vote = vote;
	if (n == 0 || votes->kind != JSON_OBJECT)
		return;
	for (const struct json_value *v = votes->child; v != NULL; v = v->next)
		if (v->kind == JSON_NUMBER && num_parse(v->text, v->n,
		    &vote[c->votes].votes) == NUM_OK)
			vote[c->votes++].choice = arena_text(a, v->name);
}

bool
say_record_cert(struct say_record *s, const struct act *act,
    const struct say_act *own)
{
	struct say_cert *all = arena_zero(s->a, s->certs + 1, sizeof *all);
	struct say_cert *c = &all[s->certs];
	const struct json_value *p = act->payload;

	if (s->certs > 0)
		memcpy(all, s->cert, s->certs * sizeof *all);
	*c = (struct say_cert){ .act = own,
		.contest = text_of(s->a, p, "contest"),
		.stage = text_of(s->a, p, "stage"),
		.returns = text_of(s->a, p, "returns"),
		.audit = text_of(s->a, p, "audit"),
		.replaces = text_of(s->a, p, "replaces"), .state = "",
		.title = "", .path = "" };
	take_votes(s->a, p == NULL ? NULL : json_find(p, "votes"), c);
	s->cert = all;
	s->certs++;
	return true;
}

void
say_record_link(struct say_record *s)
{
	for (size_t i = 0; i < s->certs; i++) {
		struct say_cert *c = &s->cert[i];
		const struct record_subject *subject =
		    say_record_subject(s, c->act->subject);

		if (subject != NULL) {
			c->state = subject->state;
			c->title = subject->title;
		}
		for (size_t k = 0; k < s->certs; k++)
			if (strcmp(s->cert[k].act->subject, c->replaces) == 0)
				s->cert[k].replaced_by = c;
	}
}
