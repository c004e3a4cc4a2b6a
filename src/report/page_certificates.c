/* SPDX-License-Identifier: Apache-2.0 */
/* Each certificate with what it binds, what it replaces, and its proof. */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "law/tell.h"
#include "text/esc.h"

#include "report/page.h"
#include "report/words.h"

static const char *
anchor(struct arena *a, const char *subject)
{
	struct buf b CLEANUP(buf_free) = { 0 };

	esc_slug(&b, subject);
	return arena_text(a, b.p == NULL ? "" : b.p);
}

static const struct contest *
contest_of(const struct site *s, const struct say_cert *c)
{
	struct contest_ix ix = election_find_contest(s->el, c->contest);

	return contest_exists(ix) ? &s->el->contest[ix.n] : NULL;
}

/* "Reed 2,473,633 · Stone 2,461,854" */
static const char *
votes_of(const struct site *s, struct arena *a, const struct say_cert *c)
{
	const struct contest *contest = contest_of(s, c);
	const char *text = "";

	for (size_t i = 0; i < c->votes; i++) {
		struct choice_ix ix = contest == NULL ?
		    (struct choice_ix){ UINT16_MAX } :
		    contest_find_choice(contest, c->vote[i].choice);

		text = arena_printf(a, "%s%s%s %s", text, i == 0 ? "" : " · ",
		    choice_exists(ix) ? contest->choice[ix.n].label :
		    c->vote[i].choice, words_num(a, c->vote[i].votes));
	}
	return *text == '\0' ? "none named" : text;
}

static const char *
stage_words(const char *id)
{
	for (int i = 0; i < STAGES; i++)
		if (strcmp(stage_id((enum stage)i), id) == 0)
			return stage_name((enum stage)i);
	return *id == '\0' ? "no stage named" : id;
}

static void
rule_pair(const struct say_record *r, struct node *n, const struct say_cert *c)
{
	const struct authority_row *row = say_record_rule(r, c->act);
	struct buf cite CLEANUP(buf_free) = { 0 };

	if (row == NULL)
		return;
	tell_cite(&cite, &row->rule);
	doc_pair(n, "Rule", false, "%s", cite.p);
}

static void
chain_pairs(struct node *n, const struct say_cert *c)
{
	struct arena *a = n->doc->a;

	if (c->replaces[0] != '\0')
		doc_pair_link(n, "Replaces", arena_printf(a, "#%s",
		    anchor(a, c->replaces)), c->replaces);
	if (c->replaced_by != NULL)
		doc_pair_link(n, "Replaced by", arena_printf(a, "#%s",
		    anchor(a, c->replaced_by->act->subject)),
		    c->replaced_by->act->subject);
}

static void
proof_pair(const struct say_record *r, struct node *n,
    const struct say_cert *c)
{
	if (c->proof != NULL)
		doc_pair_link(n, "Proof", c->path, c->path);
	else
		doc_pair(n, "Proof", false, "%s", r->signed_log.size < 0 ?
		    "made with the next checkpoint, by canvass publish" :
		    "made with the next checkpoint; the last one is older "
		    "than this entry");
}

static void
card(const struct site *s, struct node *sec, const struct say_cert *c)
{
	const struct say_record *r = s->record;
	struct arena *a = sec->doc->a;
	const struct contest *contest = contest_of(s, c);
	struct node *n = doc_cert(sec, arena_printf(a, "Certificate of %s",
	    say_record_when(r, a, c->act)));
	char leaf[HASH_HEX];

	hash_text(leaf, c->act->leaf);
	doc_anchor(n, anchor(a, c->act->subject));
	doc_pair(n, "Name", false, "%s", c->act->subject);
	doc_pair(n, "Contest", false, "%s", contest != NULL ? contest->title :
	    c->contest);
	doc_pair(n, "Result", false, "%s", votes_of(s, a, c));
	doc_pair(n, "Stage", false, "%s%s", stage_words(c->stage),
	    c->replaced_by != NULL ? " · superseded" : "");
	doc_pair(n, "Issued by", false, "%s, %s", say_record_name(r,
	    c->act->actor), say_record_when(r, a, c->act));
	rule_pair(r, n, c);
	doc_pair(n, "State", false, "%s", c->title[0] != '\0' ? c->title :
	    "issued");
	chain_pairs(n, c);
	doc_pair(n, "Returns", true, "%s", c->returns[0] != '\0' ?
	    c->returns : "none named");
	doc_pair(n, "Entry", false, "%" PRId64 ", logged %s", c->act->seq,
	    say_record_time(r, a, c->act->logged));
	doc_pair(n, "Leaf hash", true, "%s", leaf);
	proof_pair(r, n, c);
}

static void
cards(const struct site *s, struct doc *d)
{
	const struct say_record *r = s->record;
	struct node *sec = doc_section(d->body, "certificates", r->certs == 0 ?
	    "No certificates yet" : "Each certificate");

	if (r->certs == 0) {
		doc_text(doc_para(sec), "They appear here when an officer "
		    "certifies a result, with what it binds and a proof that "
		    "it is in the record.");
		return;
	}
	doc_text(doc_para(sec), "A certificate is never edited. A later one "
	    "replaces it, and the old one stays.");
	for (size_t i = 0; i < r->certs; i++)
		card(s, sec, &r->cert[i]);
}

static void
checking(struct doc *d)
{
	struct node *sec = doc_section(d->body, "check", "How to check one");
	struct node *p;

	doc_text(doc_para(sec), "The returns are a file whose SHA-256 stands "
	    "on the certificate: hash it and compare. They add up to the "
	    "result. The leaf hash is that of the whole entry, and the proof "
	    "leads from it to the root that the log's key has signed.");
	doc_command(sec, "canvass log check PROOF --key LOG-KEY --leaf LEAF-HASH");
	p = doc_para(sec);
	doc_link(p, "verify.html", "Verify this yourself");
	doc_text(p, " says how a program does all of this.");
}

static const char *
lead(const struct say_record *r, struct arena *a)
{
	const struct say_cert *last;

	if (r->certs == 0)
		return "Nothing has been certified by this day.";
	last = &r->cert[r->certs - 1];
	return arena_printf(a, "%s. The latest was issued on %s by %s.",
	    words_capital(a, words_things(a, (int64_t)r->certs, "certificate",
	    "certificates")), say_record_when(r, a, last->act),
	    say_record_name(r, last->act->actor));
}

struct doc *
page_certificates(const struct site *s, struct arena *a)
{
	const struct say_record *r = s->record;
	struct doc *d = doc_new(a, arena_printf(a, "What was certified by %s",
	    words_date(a, r->on)));
	struct node *l;

	d->kicker = page_record_kicker(s, a);
	d->lead = lead(r, a);
	page_record_notice(s, d->intro);
	cards(s, d);
	checking(d);
	l = doc_limits(d->body);
	doc_limit(l, "That a result is right.", "A certificate shows who "
	    "stood by which figures, and when. What the counts show stands "
	    "under Report and Findings.");
	doc_limit(l, "Paper.", "The signed and sealed paper is kept by the "
	    "officer. Here stand its figures and their hash.");
	return d;
}
