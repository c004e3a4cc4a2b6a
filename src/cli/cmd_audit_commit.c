/* SPDX-License-Identifier: Apache-2.0 */
/* audit commit: which paper a unit has, before the dice are rolled; with --close, that all have said so. */
#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "read/batch_totals.h"
#include "read/cards.h"
#include "read/manifest.h"
#include "read/stream.h"
#include "store/objects.h"
#include "text/canon.h"

#include "cli/audit_case.h"
#include "cli/options.h"

#define MAX_LIST ((size_t)256 << 20)

struct committing {
	struct call       *c;
	struct audit_call *x;
	const struct unit *unit;
	struct manifest    manifest;
	struct buf         payload;	/* members in any order */
};

static bool
keep(struct committing *g, const struct buf *b, char hex[HASH_HEX])
{
	struct store *s = record_store(g->x->r);
	struct err *e = &g->c->e;

	TRY(objects_put(store_folder(s), b->p, b->len, hex, e));
	return store_object_keep(s, hex, e);
}

/* The unit whose paper it is: that of --unit, else of who commits. */
static bool
find_unit(struct committing *g)
{
	const struct election *el = g->x->f.el;
	struct unit_ix ix;

	TRY(option_unit(g->c, "unit", el, &ix));
	if (!unit_exists(ix))
		return err_set(&g->c->e, ERR_USE, "%s needs --unit, the %s "
		    "whose paper it is", g->c->cmd->name, el->unit_word);
	g->unit = &el->unit[ix.n];
	return true;
}

static bool
commit_manifest(struct committing *g, const char *path)
{
	struct buf b CLEANUP(buf_free) = { 0 };
	struct call *c = g->c;
	struct bytes text;
	char hex[HASH_HEX];

	TRY(file_read(c->a, path, MAX_LIST, &text, &c->e));
	TRY(manifest_read(c->a, text, path, (struct manifest_of){ g->unit->id,
	    g->unit->name }, &g->manifest, &c->e));
	manifest_write(&b, &g->manifest);
	TRY(keep(g, &b, hex));
	buf_printf(&g->payload, "{\"sha256\":\"%s\",\"batches\":%zu,"
	    "\"ballots\":%" PRId64, hex, g->manifest.n, g->manifest.ballots);
	return true;
}

static const struct tally *
planned(struct committing *g, const char *id)
{
	const struct audit_plan *p = &g->x->plan;

	for (size_t i = 0; i < p->contests; i++)
		if (strcmp(p->contest[i].tally.contest, id) == 0)
			return &p->contest[i].tally;
	return NULL;
}

static const struct contest *
defined(struct committing *g, const char *id)
{
	const struct election *el = g->x->f.el;

	for (size_t i = 0; i < el->contests; i++)
		if (strcmp(el->contest[i].id, id) == 0)
			return &el->contest[i];
	return NULL;
}

/* "CONTEST=FILE"; a file alone is of the only contest. */
static bool
parts_of(struct committing *g, const char *value, const struct tally **t,
    const char **path)
{
	const char *equals = strchr(value, '=');
	const char *id = equals == NULL ? g->x->plan.contest[0].tally.contest :
	    arena_str(g->c->a, value, (size_t)(equals - value));

	*path = equals == NULL ? value : equals + 1;
	*t = planned(g, id);
	if (equals == NULL && g->x->plan.contests > 1)
		return err_set(&g->c->e, ERR_USE, "--totals: found '%s', "
		    "expected CONTEST=FILE, for the audit is of %zu contests",
		    value, g->x->plan.contests);
	return *t != NULL || err_set(&g->c->e, ERR_USE, "--totals: found "
	    "contest '%s', expected one of the plan", id);
}

static bool
commit_totals(struct committing *g, const char *value, const char *before)
{
	struct buf b CLEANUP(buf_free) = { 0 };
	struct batch_totals_of of = { .manifest = &g->manifest,
		.unit = g->unit->id, .unit_name = g->unit->name };
	struct call *c = g->c;
	struct bytes text;
	char hex[HASH_HEX];
	const char *path;
	int64_t *votes;

	TRY(parts_of(g, value, &of.tally, &path));
	of.contest = defined(g, of.tally->contest);
	TRY(file_read(c->a, path, MAX_LIST, &text, &c->e));
	TRY(batch_totals_read(c->a, text, path, &of, &votes, &c->e));
	batch_totals_write(&b, &of, votes);
	TRY(keep(g, &b, hex));
	buf_str(&g->payload, before);
	canon_text(&g->payload, of.tally->contest);
	buf_printf(&g->payload, ":\"%s\"", hex);
	return true;
}

static bool
commit_all_totals(struct committing *g)
{
	struct call *c = g->c;
	const char *before = ",\"totals\":{";

	for (size_t i = 0; i < c->givens; i++)
		if (strcmp(c->given[i].name, "totals") == 0) {
			TRY(commit_totals(g, c->given[i].value, before));
			before = ",";
		}
	if (*before == ',' && before[1] == '\0')
		buf_char(&g->payload, '}');
	return true;
}

/* The cards of a unit on their way into their canonical form. */
struct copying {
	const struct cards_of *of;
	struct buf             out;
	FILE                  *spool;	/* there may be millions */
	int64_t                cards;
};

static void
copying_end(struct copying *y)
{
	buf_free(&y->out);
	file_close(&y->spool);
}

static bool
copy_card(void *ctx, const struct card_row *row, struct err *e)
{
	struct copying *y = ctx;

	(void)e;
	cards_write(&y->out, y->of, row);
	y->cards++;
	return true;
}

/* What the file has beside, as serial numbers, stays where it was. */
static bool
copy_cards(struct committing *g, const char *path, struct copying *y)
{
	struct stream *s CLEANUP(stream_close) = NULL;
	struct call *c = g->c;

	if ((y->spool = tmpfile()) == NULL)
		return err_set(&c->e, ERR_STORE, "cannot make a temporary "
		    "file: %s", strerror(errno));
	buf_spool(&y->out, y->spool);
	cards_write_head(&y->out, y->of->plan);
	TRY(stream_open(c->a, path, &s, &c->e));
	TRY(cards_read(c->a, stream_feed(s), y->of, copy_card, y, &c->e));
	if (y->cards == 0)
		return err_set(&c->e, ERR_INPUT, "%s: found no cast vote "
		    "record of %s", path, g->unit->name);
	return buf_flush(&y->out) || err_set(&c->e, ERR_STORE, "cannot write "
	    "a temporary file: %s", strerror(errno));
}

static bool
commit_cards(struct committing *g)
{
	struct cards_of of = { &g->x->plan, g->x->f.el, &g->manifest,
		g->unit->id, g->unit->name };
	struct copying y CLEANUP(copying_end) = { .of = &of };
	struct store *s = record_store(g->x->r);
	const char *path = call_option(g->c, "cards");
	struct err *e = &g->c->e;
	char hex[HASH_HEX];
	int64_t size;

	if (path == NULL)
		return true;
	TRY(copy_cards(g, path, &y));
	rewind(y.spool);
	TRY(objects_put_stream(store_folder(s), y.spool, path, hex, &size, e));
	TRY(store_object_keep(s, hex, e));
	buf_printf(&g->payload, ",\"cards\":\"%s\"", hex);
	return true;
}

/* A method that compares has nothing to compare with if it is not told. */
static bool
has_needed(struct committing *g)
{
	const struct audit_method_of *m =
	    audit_method_of(g->x->plan.method);

	if (m->needs == NEEDS_TOTALS && call_option(g->c, "totals") == NULL)
		return err_set(&g->c->e, ERR_USE, "%s compares batches: it "
		    "needs --totals, what was reported of each of them",
		    m->title);
	return m->needs != NEEDS_CARDS || call_option(g->c, "cards") != NULL ||
	    err_set(&g->c->e, ERR_USE, "%s compares ballots: it needs "
	    "--cards, the cast vote records", m->title);
}

static bool
commit(struct committing *g, int *status)
{
	struct buf payload CLEANUP(buf_free) = { 0 };
	struct call *c = g->c;
	struct bring b = { .action = "audit.commit-manifest",
		.subject = g->x->subject, .payload = &payload };
	const char *path;

	TRY(bring_need(c, "manifest", &path));
	TRY(bring_need(c, "by", &b.by));
	TRY(find_unit(g));
	TRY(has_needed(g));
	b.unit = g->unit->id;
	TRY(commit_manifest(g, path));
	TRY(commit_all_totals(g));
	TRY(commit_cards(g));
	buf_char(&g->payload, '}');
	return audit_payload(g->x, &g->payload, &payload) &&
	    bring_act(c, g->x->r, &b, status);
}

static bool
close_all(struct audit_call *x, int *status)
{
	struct buf payload CLEANUP(buf_free) = { 0 };
	char hex[HASH_HEX];

	TRY(audit_frame_hash(x, hex));
	buf_printf(&payload, "{\"frame\":\"%s\"}", hex);
	return audit_bring(x, "audit.close-manifests", &payload, status);
}

static int
run(struct call *c)
{
	struct audit_call x CLEANUP(audit_end) = { 0 };
	struct committing g = { .c = c, .x = &x };
	int status = 0;
	bool done = audit_begin(c, RECORD_WRITE, &x) && audit_planned(&x) &&
	    (call_option(c, "close") != NULL ? close_all(&x, &status) :
	    commit(&g, &status));

	buf_free(&g.payload);
	return done ? status : fail(c);
}

const struct cmd cmd_audit_commit = {
	.name = "audit commit", .args = "ELECTION [AUDIT]",
	.summary = "commit to the paper there is, before the dice are rolled",
	.about = "A manifest of one unit, and what was reported of each batch where the method\n"
	    "compares; then, once all units have, --close. From there on nothing changes.\n"
	    "Of a file with a column for the unit only the rows of --unit are taken.\n",
	.option = (const struct option[]){
		{ "unit", "ID", "whose paper it is", false },
		{ "manifest", "FILE", "its batches, as CSV (docs/audit-files.md)", false },
		{ "totals", "[CONTEST=]FILE", "what was reported of each batch", true },
		{ "cards", "FILE", "its cast vote records, as CSV", false },
		{ "close", NULL, "all units have committed", false },
		{ "by", "ID", "who acts", false },
		BRING_OPTIONS },
	.min_args = 1, .max_args = 2, .forms = true,
	.run = run,
};
