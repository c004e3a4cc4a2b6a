/* SPDX-License-Identifier: Apache-2.0 */
/* The record in short, for the first page. */
#include <string.h>

#include "base/arena.h"
#include "law/tell.h"
#include "base/buf.h"

#include "report/page.h"
#include "report/words.h"

static void
certified(const struct site *s, struct node *list)
{
	const struct say_record *r = s->record;

	for (size_t i = 0; i < r->certs; i++) {
		const struct say_cert *c = &r->cert[i];
		const struct authority_row *row = say_record_rule(r, c->act);
		struct buf cite CLEANUP(buf_free) = { 0 };
		struct node *n;

		if (strcmp(c->contest, page_contest(s)->id) != 0)
			continue;
		n = doc_item(list);
		doc_strong(n, "Certified on %s ", say_record_when(r, n->doc->a,
		    c->act));
		doc_text(n, "by %s", say_record_name(r, c->act->actor));
		if (row != NULL) {
			tell_cite(&cite, &row->rule);
			doc_text(n, " under %s", cite.p);
		}
		doc_text(n, "%s.", c->replaced_by != NULL ?
		    "; a later certificate replaces this one" : "");
	}
	if (r->certs == 0)
		doc_text(doc_item(list), "Nothing has been certified yet.");
}

/* Audits, signature audits, recounts: how each stood. */
static void
stood(const struct say_record *r, struct node *list)
{
	static const struct { const char *lifecycle, *name; } kinds[] = {
		{ "audit", "Audit" }, { "signature-audit", "Signature audit" },
		{ "recount", "Recount" },
	};

	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
		for (size_t i = 0; i < r->subjects; i++) {
			const struct record_subject *x = &r->subject[i];
			struct node *n;

			if (strcmp(x->lifecycle, kinds[k].lifecycle) != 0)
				continue;
			n = doc_item(list);
			doc_strong(n, "%s: ", kinds[k].name);
			doc_text(n, "%s (since %s).", x->title,
			    say_record_time(r, n->doc->a, x->logged));
		}
}

static void
open_requests(const struct say_record *r, struct node *list)
{
	struct node *n = doc_item(list);
	size_t open = 0;

	for (size_t i = 0; i < r->requests; i++)
		open += r->request[i].by == NULL;
	doc_link(n, "requests.html", "%s", words_capital(n->doc->a,
	    words_things(n->doc->a, (int64_t)r->requests, "request",
	    "requests")));
	doc_text(n, ", %s without an answer; %s refused.", words_num(n->doc->a,
	    (int64_t)open), words_things(n->doc->a, (int64_t)r->refusals,
	    "act was", "acts were"));
}

void
part_record(const struct site *s, struct doc *d)
{
	const struct say_record *r = s->record;
	struct node *sec, *list, *p;

	if (r == NULL)
		return;
	sec = doc_section(d->body, "record", arena_printf(d->a, "The record, "
	    "as of %s", words_date(d->a, r->on)));
	doc_brief(sec, "The record");
	list = doc_list(sec);
	certified(s, list);
	stood(r, list);
	open_requests(r, list);
	p = doc_para(sec);
	doc_link(p, "certificates.html", "The certificates");
	doc_text(p, ", ");
	doc_link(p, "timeline.html", "everything in order");
	doc_text(p, ", ");
	doc_link(p, "authority.html", "who could order what");
	doc_text(p, ", and ");
	doc_link(p, "verify.html", "how to verify it");
	doc_text(p, ".");
}
