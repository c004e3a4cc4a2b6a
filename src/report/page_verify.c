/* SPDX-License-Identifier: Apache-2.0 */
/* How somebody else checks all of it, with a program that shares no code with this one. */
#include <inttypes.h>

#include "base/arena.h"

#include "report/page.h"
#include "report/words.h"

static void
steps(struct doc *d)
{
	struct node *sec = doc_section(d->body, "commands", "Three commands");

	doc_text(doc_para(sec), "First, get the bundle: a folder with the "
	    "log, the files it names, and these pages. Who keeps the record "
	    "makes it; a copy from anywhere will do, for every file in it is "
	    "hashed.");
	doc_command(sec, "canvass publish ELECTION BUNDLE");
	doc_text(doc_para(sec), "Second, let the verifier recompute it from "
	    "nothing. It needs no network. The first line says that the "
	    "origin is not established: a bundle can only agree with "
	    "itself.");
	doc_command(sec, "canvass-verify BUNDLE");
	doc_text(doc_para(sec), "Third, the same with a policy that you got "
	    "from somebody else: from an officer, a party, a newspaper or a "
	    "university, by another way than the bundle. It names the log's "
	    "key, the officers and the witnesses. Now the origin is checked "
	    "too.");
	doc_command(sec, "canvass-verify --trust POLICY BUNDLE");
}

static void
shows_row(struct doc *d, struct doc_table *t, const char *check,
    const char *shows, const char *not)
{
	struct doc_table_row *row = doc_row(d, t, ROW_PLAIN);

	doc_cell(d, t, row, 0, "%s", check);
	doc_cell(d, t, row, 1, "%s", shows);
	doc_cell(d, t, row, 2, "%s", not);
}

static void
checks(struct doc *d)
{
	struct node *sec = doc_section(d->body, "checks", "What each check "
	    "shows");
	struct doc_table *t = doc_table(sec, NULL, "The groups of checks",
	    "Each prints how many things it looked at. None looked at is a "
	    "failure.");

	doc_add_column(d, t, "Check", ALIGN_LEFT)->wraps = true;
	doc_add_column(d, t, "It shows", ALIGN_LEFT)->wraps = true;
	doc_add_column(d, t, "It does not show", ALIGN_LEFT)->wraps = true;
	shows_row(d, t, "Files", "Every file is listed, and has the hash that "
	    "the list gives it.", "That the list is the one others got.");
	shows_row(d, t, "Log", "No entry was changed, removed, inserted or "
	    "reordered under the root that was signed.", "That nobody signed "
	    "another history for other readers; witnesses show that.");
	shows_row(d, t, "Acts", "Each act was done by somebody enrolled, "
	    "signed or attributed, and answered as the rules say.",
	    "That an officer's key was not stolen.");
	shows_row(d, t, "Returns", "The figures of each certificate are those "
	    "of the returns it names, and the units add up.",
	    "That the ballots were counted rightly.");
	shows_row(d, t, "Trust", "The log, its officers and its witnesses are "
	    "those of your policy.", "That your policy came from whom you "
	    "think.");
}

static void
log_card(const struct say_record *r, struct node *sec)
{
	struct node *n = doc_cert(sec, "The log");
	char hex[HASH_HEX];

	doc_pair(n, "Origin", true, "%s", r->genesis->origin);
	doc_pair(n, "Log key", true, "%s", r->genesis->log_key);
	hash_text(hex, r->genesis->leaf);
	doc_pair(n, "Genesis", true, "%s", hex);
	doc_pair(n, "Size", false, "%s", words_things(n->doc->a, r->size,
	    "entry", "entries"));
	hash_text(hex, r->root);
	doc_pair(n, "Root", true, "%s", hex);
	if (r->signed_log.size < 0) {
		doc_pair(n, "Signed", false, "not yet: no checkpoint of this "
		    "log has been signed");
		return;
	}
	doc_pair(n, "Signed", false, "at %s", words_things(n->doc->a,
	    r->signed_log.size, "entry", "entries"));
	doc_pair(n, "Its root", true, "%s", r->signed_log.root);
	doc_pair(n, "Witnesses", false, "%s", r->signed_log.witnesses == 0 ?
	    "none yet" : words_list(n->doc->a, r->signed_log.witness,
	    r->signed_log.witnesses));
}

static void
log_section(const struct say_record *r, struct doc *d)
{
	struct node *sec = doc_section(d->body, "log", "The log when this "
	    "page was made");

	doc_text(doc_para(sec), "Compare these with what the verifier prints. "
	    "Whoever has seen the log before can prove that it only grew.");
	log_card(r, sec);
	doc_link(doc_para(sec), "data/log.json", "The same as data");
}

struct doc *
page_verify(const struct site *s, struct arena *a)
{
	const struct say_record *r = s->record;
	struct doc *d = doc_new(a, "Verify this yourself");
	struct node *l;

	d->kicker = page_record_kicker(s, a);
	d->lead = "Three commands recompute everything on these pages, on your "
	    "own machine, with a program that shares no code with the one that "
	    "made them.";
	page_record_notice(s, d->intro);
	steps(d);
	checks(d);
	log_section(r, d);
	l = doc_limits(d->body);
	doc_limit(l, "That the record is complete.", "A check shows that what "
	    "is in the record is whole and unchanged, not that everything "
	    "that happened is in it.");
	doc_limit(l, "That a source was right.", "Files are those that were "
	    "read; their publishers answer for what is in them.");
	return d;
}
