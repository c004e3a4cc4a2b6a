/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "law/tell.h"
#include "report/doc.h"
#include "report/term.h"
#include "text/csv.h"
#include "text/json.h"

#include "cli/cmd.h"
#include "cli/law_file.h"

/* The rules that were asked for. */
struct shown {
	struct call      *c;
	struct law       *law;
	struct day        on;		/* DAY_UNKNOWN: of all days */
	struct rule_line *line;
	size_t            lines;
};

static bool
is_asked(const struct shown *s, const struct rule_line *line)
{
	const char *kind = call_option(s->c, "kind");

	return (kind == NULL || strcmp(kind, line->kind) == 0) &&
	    (!day_known(s->on) || rule_holds(line->rule, s->on));
}

static bool
find_rules(struct shown *s)
{
	const char *on = call_option(s->c, "on");
	size_t n, kept = 0;

	TRY(law_file_open(s->c->a, s->c->arg[0], &s->law, &s->c->e));
	s->on = DAY_UNKNOWN;
	if (on != NULL)
		TRY(law_file_day("on", on, &s->on, &s->c->e));
	tell_rules(s->c->a, s->law, &s->line, &n);
	for (size_t i = 0; i < n; i++)
		if (is_asked(s, &s->line[i]))
			s->line[kept++] = s->line[i];
	s->lines = kept;
	return true;
}

static void
add_rule(struct node *section, const struct rule_line *line)
{
	struct buf text CLEANUP(buf_free) = { 0 };
	const struct rule *r = line->rule;
	struct node *entry = doc_cert(section, r->title);

	doc_pair(entry, "Says", false, "%s", line->says);
	tell_dates(&text, r);
	doc_pair(entry, "In force", false, "%s", text.p);
	law_file_source(entry, r);
}

static void
print_text(const struct shown *s)
{
	struct doc *d = doc_new(s->c->a, s->law->title);
	struct node *section = d->body;
	const char *kind = "";
	char on[DAY_TEXT];

	d->lead = arena_printf(s->c->a, "%zu rule%s of %s%s%s. From: %s.",
	    s->lines, s->lines == 1 ? "" : "s", s->law->jurisdiction, day_known(s->on) ?
	    ", in force on " : "", day_known(s->on) ? day_long(on, s->on) :
	    "", law_file_name(s->law));
	for (size_t i = 0; i < s->lines; i++) {
		if (strcmp(kind, s->line[i].kind) != 0) {
			kind = s->line[i].kind;
			section = doc_section(d->body, kind, kind);
		}
		add_rule(section, &s->line[i]);
	}
	law_file_limits(d->body);
	term_print(&s->c->out, d, s->c->width, s->c->colour);
}

static const char *
day_or_null(char out[DAY_TEXT], struct day d)
{
	return day_known(d) ? day_iso(out, d) : NULL;
}

static void
json_rule(struct json_writer *w, const struct rule_line *line)
{
	const struct rule *r = line->rule;
	char from[DAY_TEXT], to[DAY_TEXT];

	json_object(w, NULL);
	json_text(w, "kind", line->kind);
	json_text(w, "id", r->id);
	json_text(w, "title", r->title);
	json_text(w, "says", line->says);
	json_text(w, "cite", r->cite);
	json_text(w, "basis", basis_id(r->basis));
	json_text(w, "from", day_or_null(from, r->from));
	json_text(w, "to", day_or_null(to, r->to));
	json_text(w, "note", r->note);
	json_num(w, "line", r->line);
	law_file_disagrees(w, r);
	json_object_end(w);
}

static void
print_json(const struct shown *s)
{
	struct json_writer w;
	char on[DAY_TEXT];

	json_begin(&w, &s->c->out);
	json_object(&w, NULL);
	json_text(&w, "rules", law_file_name(s->law));
	json_text(&w, "title", s->law->title);
	json_text(&w, "jurisdiction", s->law->jurisdiction);
	json_text(&w, "on", day_or_null(on, s->on));
	json_array(&w, "rule");
	for (size_t i = 0; i < s->lines; i++)
		json_rule(&w, &s->line[i]);
	json_array_end(&w);
	json_object_end(&w);
	json_finish(&w);
}

static void
csv_rule(struct buf *out, const struct rule_line *line)
{
	const struct rule *r = line->rule;
	char from[DAY_TEXT], to[DAY_TEXT];

	csv_put(out, line->kind, true);
	csv_put(out, r->id, false);
	csv_put(out, r->title, false);
	csv_put(out, line->says, false);
	csv_put(out, r->cite, false);
	csv_put(out, basis_id(r->basis), false);
	csv_put(out, day_iso(from, r->from), false);
	csv_put(out, day_known(r->to) ? day_iso(to, r->to) : "", false);
	csv_put(out, r->note, false);
	csv_end_row(out);
}

static void
print_csv(const struct shown *s)
{
	buf_str(&s->c->out, "kind,id,title,says,cite,basis,from,to,note");
	csv_end_row(&s->c->out);
	for (size_t i = 0; i < s->lines; i++)
		csv_rule(&s->c->out, &s->line[i]);
}

static int
run(struct call *c)
{
	static void (*const print[])(const struct shown *s) = {
		[FORM_TEXT] = print_text, [FORM_JSON] = print_json,
		[FORM_CSV] = print_csv,
	};
	struct shown s = { .c = c };

	if (!find_rules(&s))
		return fail(c);
	print[c->form](&s);
	return 0;
}

static const struct option options[] = {
	{ "on", "DATE", "only rules in force on that day", false },
	{ "kind", "WORD", "only one section of the file, such as recount",
	    false },
	{ NULL, NULL, NULL, false },
};

const struct cmd cmd_law_show = {
	.name = "law show",
	.args = "RULES",
	.summary = "what a rule file says, with citations",
	.about = "RULES is a rule file, or the name of one that comes with "
	    "canvass.\nEvery rule comes with its citation, the days on which "
	    "it held, and whether the\ncitation was read or is from memory.\n",
	.option = options,
	.min_args = 1, .max_args = 1,
	.forms = true,
	.run = run,
};
