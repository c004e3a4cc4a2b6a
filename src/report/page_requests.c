/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Requests and refusals.  To decline what one has the power to do is a
 * decision; only what the record itself turned away is a refusal, and plum.
 */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"

#include "report/page.h"
#include "report/say_who_may.h"
#include "report/words.h"

static size_t
answered(const struct say_record *r, enum say_answer x)
{
	size_t n = 0;

	for (size_t i = 0; i < r->requests; i++)
		n += r->request[i].answer == x;
	return n;
}

static const char *
lead(const struct say_record *r, struct arena *a)
{
	const char *text;

	if (r->requests == 0 && r->refusals == 0)
		return "Nothing was asked for, and nothing was refused.";
	text = arena_printf(a, "%s: %s granted, %s in part, %s declined, %s "
	    "without an answer.", words_capital(a, words_things(a,
	    (int64_t)r->requests, "request", "requests")),
	    words_num(a, (int64_t)answered(r, ANSWER_GRANTED)),
	    words_num(a, (int64_t)answered(r, ANSWER_PARTLY)),
	    words_num(a, (int64_t)answered(r, ANSWER_DECLINED)),
	    words_num(a, (int64_t)answered(r, ANSWER_NONE)));
	return arena_printf(a, "%s %s refused.", text, words_things(a,
	    (int64_t)r->refusals, "act was", "acts were"));
}

static enum status
status_of(const struct say_request *q)
{
	switch (q->answer) {
	case ANSWER_GRANTED:	return STATUS_GRANTED;
	case ANSWER_PARTLY:	return STATUS_PARTLY;
	case ANSWER_DECLINED:	return STATUS_DECLINED;
	case ANSWER_NONE:	break;
	}
	return strcmp(q->act->as, "petition") == 0 ? STATUS_PETITION :
	    STATUS_ASKED;
}

static void
word_of(const struct say_record *r, const struct say_request *q,
    struct node *n)
{
	enum status s = status_of(q);

	if (q->by == NULL)
		doc_attempt_word(n, "%s · no answer yet", status_words(s));
	else
		doc_attempt_word(n, "%s by %s", status_words(s),
		    say_record_name(r, q->by->actor));
}

/* "governor or sos": each word that is somebody's id, as their name. */
static const char *
addressee(const struct say_record *r, struct arena *a, const char *of)
{
	const char *text = "";

	while (*of != '\0') {
		size_t n = strcspn(of, " ");
		const char *word = arena_str(a, of, n);

		text = arena_printf(a, "%s%s%s", text, *text == '\0' ? "" :
		    " ", say_record_name(r, word));
		of += n + (of[n] == ' ');
	}
	return text;
}

/* Who asked, of whom, and to whom it went. */
static void
asked(const struct say_record *r, const struct say_act *x, struct node *n)
{
	doc_strong(n, "Asked by ");
	doc_text(n, "%s", say_record_name(r, x->actor));
	if (x->of[0] != '\0')
		doc_text(n, " · to %s", addressee(r, n->doc->a, x->of));
	doc_text(n, ". ");
	doc_strong(n, "For: ");
	doc_text(n, "%s. ", say_record_what(r, x));
	doc_strong(n, "Passed on: ");
	if (x->routed[0] != '\0')
		doc_text(n, "to %s, who may. ",
		    say_record_roles(n->doc->a, r, x->routed));
	else
		doc_text(n, "to nobody, for nobody may. ");
}

static void
told_answer(const struct say_record *r, const struct say_request *q,
    struct node *n)
{
	if (q->by == NULL)
		return;
	doc_strong(n, "Answer, %s: ", say_record_when(r, n->doc->a, q->by));
	doc_text(n, "%s ", q->text[0] != '\0' ? q->text : q->by->says);
	page_act_source(n, q->by);
}

static void
law_of(const struct say_record *r, const struct say_act *x, struct node *n)
{
	const struct authority_row *row = say_record_rule(r, x);

	if (row == NULL)
		return;
	doc_strong(n, "Rule: ");
	doc_text(n, "%s%s. ", row->rule.cite, say_mark(n->doc->a,
	    &row->rule));
}

static struct node *
line(const struct say_record *r, struct node *list, enum status s,
    const struct say_act *x)
{
	struct arena *a = list->doc->a;
	struct node *n = doc_attempt(list, s, say_record_when(r, a, x),
	    say_record_sentence(r, a, x));

	doc_anchor(n, arena_printf(a, "entry-%" PRId64, x->seq));
	return n;
}

static void
requests(const struct say_record *r, struct doc *d)
{
	struct node *sec = doc_section(d->body, "requests", r->requests == 0 ?
	    "No requests yet" : "Requests, and what became of them");
	struct node *list;

	if (r->requests == 0) {
		doc_text(doc_para(sec), "They appear here when somebody asks "
		    "for what another may do, with the day, to whom it was "
		    "passed on, and the answer.");
		return;
	}
	doc_text(doc_para(sec), "To ask, to order, to do and to certify are "
	    "four things. A request is kept and passed on to those who may. "
	    "To decline is a decision of theirs, and no refusal.");
	list = doc_attempts(sec);
	for (size_t i = 0; i < r->requests; i++) {
		const struct say_request *q = &r->request[i];
		struct node *n = line(r, list, status_of(q), q->act);

		word_of(r, q, n);
		asked(r, q->act, n);
		law_of(r, q->act, n);
		doc_strong(n, "Source: ");
		page_act_source(n, q->act);
		told_answer(r, q, n);
	}
}

/* Why, and what can be done instead. */
static void
reason(const struct say_record *r, const struct say_act *x, struct node *n)
{
	const struct authority_row *row = say_record_rule(r, x);
	const char *instead = say_record_instead(x->code);
	bool known = row != NULL && r->authority != NULL;

	doc_strong(n, "Why not: ");
	doc_text(n, "%s (", x->code == NO_AUTHORITY && known ?
	    refusal_words(x->code) : x->why);
	doc_code(n, "%s", refusal_id(x->code));
	doc_text(n, "). ");
	if (instead[0] != '\0')
		doc_text(n, "%s ", instead);
	else if (known)
		doc_text(n, "%s ", say_who_may_holders(n->doc->a,
		    r->authority, row, x->action));
}

static void
refusals(const struct say_record *r, struct doc *d)
{
	struct node *sec = doc_section(d->body, "refusals", r->refusals == 0 ?
	    "No refusals yet" : "Refusals, and what can be done instead");
	struct node *list;

	if (r->refusals == 0) {
		doc_text(doc_para(sec), "They appear here when the record turns "
		    "away an act: who tried what, why not, and what can be "
		    "done instead.");
	} else {
		list = doc_attempts(sec);
		for (size_t i = 0; i < r->refusals; i++) {
			const struct say_act *x = r->refused[i];
			struct node *n = line(r, list, STATUS_REFUSED, x);

			doc_attempt_word(n, "Refused · %s",
			    refusal_words(x->code));
			doc_strong(n, "Tried by ");
			doc_text(n, "%s. ", say_record_name(r, x->actor));
			doc_strong(n, "What: ");
			doc_text(n, "%s. ", say_record_what(r, x));
			reason(r, x, n);
			law_of(r, x, n);
			page_act_source(n, x);
		}
	}
	if (r->unlisted > 0)
		doc_text(doc_note(sec), "%s more of the same actors %s "
		    "answered and counted, and not entered one by one: who "
		    "tries too often within an hour must not crowd out the "
		    "rest.", words_num(d->a, r->unlisted), r->unlisted == 1 ?
		    "was" : "were");
}

struct doc *
page_requests(const struct site *s, struct arena *a)
{
	const struct say_record *r = s->record;
	struct doc *d = doc_new(a, arena_printf(a, "Requests and refusals by "
	    "%s", words_date(a, r->on)));
	struct node *l;

	d->kicker = page_record_kicker(s, a);
	d->lead = lead(r, a);
	page_record_notice(s, d->intro);
	requests(r, d);
	refusals(r, d);
	doc_link(doc_para(d->body), "data/requests.json", "The same as data, "
	    "with the codes");
	l = doc_limits(d->body);
	doc_limit(l, "Whether an act was wise.", "The page says who held a "
	    "power, not whether to use it.");
	doc_limit(l, "What was asked elsewhere.", "Only what was brought to "
	    "this record stands here.");
	return d;
}
