/* SPDX-License-Identifier: Apache-2.0 */
/*
 * act: acts from a file, one a line, through the record's one door, many in a
 * transaction.  What is printed was durable before.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "base/instant.h"
#include "crypt/hash.h"
#include "report/words.h"
#include "store/objects.h"
#include "text/csv.h"
#include "text/esc.h"
#include "text/json.h"

#include "cli/cmd.h"
#include "cli/door.h"
#include "cli/options.h"
#include "cli/paths.h"

#define GROUP      1000		/* acts in a transaction, if nobody says otherwise */
#define MOST_GROUP 100000
#define ATTEMPTS   8		/* to reach a database that went away */
#define FIRST_WAIT 100		/* milliseconds; each attempt waits twice as long */

/* A line of the file, and what was answered to it. */
struct asked {
	char          *text;
	size_t         n;
	int64_t        line;
	struct receipt receipt;
	const char    *action, *actor, *subject, *key;	/* for the answer */
};

struct acting {
	struct call       *c;
	struct record     *r;
	const char        *file;
	FILE              *in, *receipts;	/* NULL: nobody keeps them */
	int64_t            line;
	struct asked      *asked;
	size_t             n, group;
	bool               summary;	/* what was done as it was asked needs no line */
	struct arena       a;		/* for one group */
	int64_t            outcomes[OUTCOME_REFUSED + 1];
	struct json_writer w;
};

/* What a file that is named beside an act holds becomes an object. */
static bool
attach_file(struct acting *x, const char *name)
{
	struct store *s = record_store(x->r);
	char hex[HASH_HEX];
	int64_t size;

	TRY(objects_put_file(store_folder(s), path_beside(&x->a, x->file,
	    name), hex, &size, &x->c->e));
	return store_object_keep(s, hex, &x->c->e);
}

static bool
attach_all(struct acting *x, const struct json_value *tree, int64_t line)
{
	const struct json_value *list = json_find(tree, "attach");

	for (const struct json_value *v = list == NULL ? NULL : list->child;
	    v != NULL; v = v->next) {
		if (v->kind != JSON_STRING)
			return err_at(&x->c->e, (struct place){ x->file, line,
			    v->column }, "expected the names of files under "
			    "\"attach\"");
		TRY(attach_file(x, v->text));
	}
	return true;
}

static const char *
member(const struct json_value *act, const char *name)
{
	const struct json_value *v = act == NULL ? NULL : json_find(act, name);

	return v != NULL && v->kind == JSON_STRING ? v->text : "";
}

/* Look at a line for what is said about it, and for what comes with it. */
static bool
prepare(struct acting *x, struct asked *q)
{
	const struct json_value *act;
	struct json_value *tree;
	struct err inner;

	/* What is no JSON the door itself refuses, with its place. */
	if (!json_tree_of(&x->a, q->text, q->n, x->file, &tree, &inner) ||
	    tree->kind != JSON_OBJECT)
		return true;
	act = json_find(tree, "act");
	if (act == NULL || act->kind != JSON_OBJECT)
		act = tree;
	q->action = member(act, "action");
	q->actor = member(act, "actor");
	q->subject = member(act, "subject");
	q->key = member(act, "key");
	return attach_all(x, tree, q->line);
}

static void
note_receipt(struct acting *x, struct asked *q)
{
	q->receipt.why = q->receipt.why == NULL ? "" :
	    arena_text(&x->a, q->receipt.why);
	q->receipt.routed = q->receipt.routed == NULL ? "" :
	    arena_text(&x->a, q->receipt.routed);
}

/* Every act of the group, in one transaction. */
static bool
put_group(struct acting *x)
{
	TRY(record_begin(x->r, &x->c->e));
	for (size_t i = 0; i < x->n; i++) {
		struct asked *q = &x->asked[i];
		struct record_line line = { .text = { q->text, q->n },
			.file = x->file, .line = q->line, .now = door_now() };

		TRY(prepare(x, q));
		TRY(record_put(x->r, &line, &q->receipt, &x->c->e));
		note_receipt(x, q);
	}
	return record_commit(x->r, &x->c->e);
}

/* Come back to a database that went away; keys see to it that nothing is done twice. */
static bool
reopen(struct acting *x, int attempt)
{
	int64_t wait = (int64_t)FIRST_WAIT << attempt;
	struct timespec t = { .tv_sec = (time_t)(wait / 1000),
		.tv_nsec = (long)(wait % 1000) * 1000000 };

	record_close(&x->r);
	(void)nanosleep(&t, NULL);
	return door_open(x->c, x->c->arg[0], RECORD_WRITE, &x->r);
}

static bool
put_durably(struct acting *x)
{
	for (int attempt = 0; ; attempt++) {
		bool lost = x->r == NULL;

		if (!lost && put_group(x))
			return true;
		if (!lost) {
			lost = store_lost(record_store(x->r));
			record_rollback(x->r);
		}
		if (!lost || attempt >= ATTEMPTS)
			return false;
		(void)reopen(x, attempt);
	}
}

static void
say_text(struct acting *x, const struct asked *q)
{
	struct buf *out = &x->c->out;
	const struct receipt *r = &q->receipt;
	char seq[NUM_TEXT];

	buf_printf(out, "%6s  %-8s  ", r->seq < 0 ? "-" :
	    num_text(seq, r->seq), outcome_id(r->outcome));
	esc_terminal(out, q->action);
	buf_str(out, "  ");
	esc_terminal(out, q->subject);
	buf_str(out, "  ");
	esc_terminal(out, q->actor);
	if (r->again)
		buf_str(out, "  (answered before)");
	buf_char(out, '\n');
	if (r->outcome == OUTCOME_REFUSED) {
		buf_printf(out, "%8s%s: ", "", refusal_id(r->code));
		esc_terminal(out, r->why);
		buf_char(out, '\n');
	}
	if (r->outcome == OUTCOME_REQUEST)
		buf_printf(out, "%8ssent to: %s\n", "",
		    *r->routed != '\0' ? r->routed : "nobody has the power");
}

static void
say_json(struct acting *x, const struct asked *q)
{
	const struct receipt *r = &q->receipt;
	char hex[HASH_HEX], logged[INSTANT_TEXT];

	hash_text(hex, r->leaf);
	json_object(&x->w, NULL);
	json_num(&x->w, "line", q->line);
	json_text(&x->w, "action", q->action);
	json_text(&x->w, "actor", q->actor);
	json_text(&x->w, "subject", q->subject);
	json_text(&x->w, "outcome", outcome_id(r->outcome));
	json_num(&x->w, "entry", r->seq < 0 ? NUM_UNKNOWN : r->seq);
	json_text(&x->w, "leaf", r->seq < 0 ? NULL : hex);
	json_text(&x->w, "logged", instant_text(logged, r->logged));
	if (r->outcome == OUTCOME_REFUSED) {
		json_text(&x->w, "code", refusal_id(r->code));
		json_text(&x->w, "why", r->why);
	}
	if (r->outcome == OUTCOME_REQUEST)
		json_text(&x->w, "routed", r->routed);
	json_bool(&x->w, "again", r->again);
	json_object_end(&x->w);
}

static void
say_csv(struct acting *x, const struct asked *q)
{
	const struct receipt *r = &q->receipt;
	struct buf *out = &x->c->out;

	csv_put_num(out, q->line, true);
	csv_put(out, q->action, false);
	csv_put(out, q->actor, false);
	csv_put(out, q->subject, false);
	csv_put(out, outcome_id(r->outcome), false);
	csv_put_num(out, r->seq < 0 ? NUM_UNKNOWN : r->seq, false);
	csv_put(out, r->outcome == OUTCOME_REFUSED ? refusal_id(r->code) : "",
	    false);
	csv_end_row(out);
}

static void
say_group(struct acting *x)
{
	for (size_t i = 0; i < x->n; i++) {
		const struct asked *q = &x->asked[i];

		x->outcomes[q->receipt.outcome]++;
		if (x->summary && q->receipt.outcome == OUTCOME_DONE)
			continue;
		if (x->c->form == FORM_JSON)
			say_json(x, q);
		else if (x->c->form == FORM_CSV)
			say_csv(x, q);
		else
			say_text(x, q);
	}
}

/* What was acknowledged, for whoever wants to hold the record to it. */
static bool
keep_receipts(struct acting *x)
{
	struct buf b CLEANUP(buf_free) = { 0 };
	char hex[HASH_HEX];

	if (x->receipts == NULL)
		return true;
	for (size_t i = 0; i < x->n; i++) {
		const struct receipt *r = &x->asked[i].receipt;

		if (r->seq < 0)
			continue;
		hash_text(hex, r->leaf);
		buf_printf(&b, "%" PRId64 " %s %s/%s\n", r->seq, hex,
		    x->asked[i].actor, x->asked[i].key);
	}
	if ((b.len == 0 || fwrite(b.p, 1, b.len, x->receipts) == b.len) &&
	    fflush(x->receipts) == 0)
		return true;
	return err_set(&x->c->e, ERR_SYSTEM, "%s cannot be written",
	    call_option(x->c, "receipts"));
}

static bool
end_group(struct acting *x)
{
	if (x->n > 0)
		TRY(put_durably(x));
	TRY(keep_receipts(x));
	say_group(x);
	x->n = 0;
	arena_reset(&x->a);
	return true;
}

static void
close_file(FILE **f)
{
	if (*f != NULL && *f != stdin)
		(void)fclose(*f);
}

static void
free_line(char **line)
{
	free(*line);
}

static bool
is_blank(const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strchr(" \t\r\n", p[i]) == NULL)
			return false;
	return true;
}

static bool
read_lines(struct acting *x)
{
	char *line CLEANUP(free_line) = NULL;
	size_t room = 0;
	ssize_t n;

	while ((n = getline(&line, &room, x->in)) >= 0) {
		x->line++;
		if (is_blank(line, (size_t)n))
			continue;
		x->asked[x->n++] = (struct asked){ .line = x->line,
			.text = arena_str(&x->a, line, (size_t)n),
			.n = (size_t)n, .action = "", .actor = "",
			.subject = "", .key = "" };
		if (x->n == x->group)
			TRY(end_group(x));
	}
	if (ferror(x->in))
		return err_set(&x->c->e, ERR_SYSTEM, "%s cannot be read",
		    x->file);
	return end_group(x);
}

static bool
open_file(struct acting *x)
{
	const char *from = call_option(x->c, "from");

	if (from == NULL)
		return err_set(&x->c->e, ERR_USE, "act needs --from FILE");
	x->in = strcmp(from, "-") == 0 ? stdin : fopen(from, "r");
	x->file = x->in == stdin ? "standard input" : from;
	return x->in != NULL || err_set(&x->c->e, ERR_INPUT,
	    "%s cannot be read", from);
}

static bool
open_receipts(struct acting *x)
{
	const char *path = call_option(x->c, "receipts");

	if (path == NULL)
		return true;
	x->receipts = fopen(path, "a");
	return x->receipts != NULL || err_set(&x->c->e, ERR_INPUT,
	    "%s cannot be written", path);
}

static void
say_head(struct acting *x)
{
	if (x->c->form == FORM_CSV)
		buf_str(&x->c->out, "line,action,actor,subject,outcome,entry,"
		    "code\r\n");
	if (x->c->form != FORM_JSON)
		return;
	json_begin(&x->w, &x->c->out);
	json_array(&x->w, NULL);
}

static void
say_end(struct acting *x)
{
	const int64_t *n = x->outcomes;
	int64_t all = n[OUTCOME_DONE] + n[OUTCOME_REQUEST] +
	    n[OUTCOME_REFUSED];

	if (x->c->form == FORM_JSON) {
		json_array_end(&x->w);
		json_finish(&x->w);
	}
	if (x->c->form == FORM_TEXT)
		buf_printf(&x->c->out, "%s: %" PRId64 " done, %s, %" PRId64
		    " refused.\n", words_things(x->c->a, all, "act", "acts"),
		    n[OUTCOME_DONE], words_things(x->c->a, n[OUTCOME_REQUEST],
		    "request", "requests"), n[OUTCOME_REFUSED]);
}

static bool
act(struct acting *x)
{
	x->summary = call_option(x->c, "summary") != NULL;
	TRY(option_rows(x->c, "group", GROUP, &x->group));
	if (x->group < 1 || x->group > MOST_GROUP)
		return err_set(&x->c->e, ERR_USE, "--group is 1 to %d",
		    MOST_GROUP);
	TRY(open_file(x));
	TRY(open_receipts(x));
	TRY(door_open(x->c, x->c->arg[0], RECORD_WRITE, &x->r));
	x->asked = arena_zero(x->c->a, x->group, sizeof *x->asked);
	say_head(x);
	TRY(read_lines(x));
	say_end(x);
	return true;
}

static int
run(struct call *c)
{
	struct acting x = { .c = c };
	bool done = act(&x);

	record_close(&x.r);
	close_file(&x.in);
	close_file(&x.receipts);
	arena_free(&x.a);
	if (!done)
		return fail(c);
	return x.outcomes[OUTCOME_REFUSED] > 0 ? 4 : 0;
}

const struct cmd cmd_act = {
	.name = "act",
	.args = "ELECTION",
	.summary = "bring acts to the record",
	.about = "Takes one act a line, signed or not (docs/record.md), and answers each: done, a\n"
	    "request (and to whom it was sent), or refused (and why). An answer is printed\n"
	    "when its entry is on the disk. A file that was taken in part can be given\n"
	    "again: what was answered before is answered the same. Exit status 4 if any act\n"
	    "was refused.\n",
	.option = (const struct option[]){
		{ "from", "FILE", "the acts, or - for standard input", false },
		{ "receipts", "FILE", "append a line for each entry, once it is on the disk", false },
		{ "group", "N", "acts in one transaction (default: 1000)", false },
		{ "summary", NULL, "requests and refusals only, and how many acts were done", false },
		{ NULL, NULL, NULL, false } },
	.min_args = 1, .max_args = 1, .forms = true,
	.run = run,
};
