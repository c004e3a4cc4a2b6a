/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/file.h"
#include "law/law.h"
#include "read/definition.h"
#include "report/words.h"
#include "text/csv.h"
#include "text/json.h"

#include "cli/cmd.h"
#include "cli/paths.h"

#define MAX_FILE ((size_t)64 << 20)

/* What goes into the new folder, read and checked before it is made. */
struct parts {
	struct election *el;
	struct bytes     rules, elector_rules, map, electors;
};

/* Rules stand beside the definition, or come with canvass. */
static bool
read_rules(struct call *c, const char *from, const char *name,
    struct bytes *out)
{
	char *path = path_beside(c->a, from, name);
	struct law *law;

	if (!file_exists(path))
		TRY(rules_find(c->a, name, &path, &c->e));
	TRY(file_read(c->a, path, MAX_FILE, out, &c->e));
	return law_parse(c->a, *out, path, &law, &c->e);
}

static bool
read_beside(struct call *c, const char *from, const char *name,
    struct bytes *out)
{
	if (name == NULL || name[0] == '\0')
		return true;
	return file_read(c->a, path_beside(c->a, from, name), MAX_FILE, out,
	    &c->e);
}

static bool
read_parts(struct call *c, const char *from, struct parts *p)
{
	const char *rules = call_option(c, "rules");
	struct bytes text;

	TRY(file_read(c->a, from, MAX_FILE, &text, &c->e));
	TRY(definition_parse(c->a, text, from, &p->el, &c->e));
	if (p->el->sources > 0)
		return err_set(&c->e, ERR_INPUT, "%s: found sources, expected "
		    "none: files come in by 'canvass import'", from);
	if (rules != NULL)
		p->el->rules = rules;
	TRY(read_rules(c, from, p->el->rules, &p->rules));
	if (p->el->elector_rules != NULL && p->el->elector_rules[0] != '\0')
		TRY(read_rules(c, from, p->el->elector_rules,
		    &p->elector_rules));
	TRY(read_beside(c, from, p->el->map, &p->map));
	return read_beside(c, from, p->el->electors, &p->electors);
}

static bool
write_part(struct call *c, const char *folder, const char *name,
    struct bytes b)
{
	if (b.p == NULL)
		return true;
	return file_write(arena_printf(c->a, "%s/%s", folder, name), b.p, b.n,
	    &c->e);
}

/* Inside the folder every part has one fixed name. */
static bool
write_parts(struct call *c, const char *folder, struct parts *p)
{
	struct buf b CLEANUP(buf_free) = { 0 };
	struct election *el = p->el, *again;

	el->rules = path_name(el->rules);
	el->map = p->map.p != NULL ? "map.json" : "";
	el->electors = p->electors.p != NULL ? "electors.csv" : "";
	el->elector_rules = p->elector_rules.p != NULL ?
	    path_name(el->elector_rules) : "";
	definition_write(&b, el);
	/* A rule file named on the command line may have a name we cannot keep. */
	TRY(definition_parse(c->a, (struct bytes){ b.p, b.len },
	    "election.json", &again, &c->e));
	TRY(file_make_dirs(arena_printf(c->a, "%s/rules", folder), &c->e));
	TRY(write_part(c, folder, arena_printf(c->a, "rules/%s", el->rules),
	    p->rules));
	TRY(write_part(c, folder,
	    arena_printf(c->a, "rules/%s", el->elector_rules),
	    p->elector_rules));
	TRY(write_part(c, folder, "map.json", p->map));
	TRY(write_part(c, folder, "electors.csv", p->electors));
	return write_part(c, folder, "election.json",
	    (struct bytes){ b.p, b.len });
}

static void
say(struct call *c, const struct election *el)
{
	struct json_writer w;

	switch (c->form) {
	case FORM_TEXT:
		buf_printf(&c->out, "%s: %s, %s, %s, rules %s.\n", el->title,
		    words_things(c->a, el->units, el->unit_word,
		    el->units_word),
		    words_things(c->a, el->contests, "contest", "contests"),
		    words_things(c->a, el->counts, "count", "counts"),
		    el->rules);
		return;
	case FORM_JSON:
		json_begin(&w, &c->out);
		json_object(&w, NULL);
		json_text(&w, "election", el->id);
		json_num(&w, "units", el->units);
		json_num(&w, "contests", el->contests);
		json_num(&w, "counts", el->counts);
		json_text(&w, "rules", el->rules);
		json_object_end(&w);
		json_finish(&w);
		return;
	case FORM_CSV:
		buf_str(&c->out, "election,units,contests,counts,rules\r\n");
		csv_put(&c->out, el->id, true);
		csv_put_num(&c->out, el->units, false);
		csv_put_num(&c->out, el->contests, false);
		csv_put_num(&c->out, el->counts, false);
		csv_put(&c->out, el->rules, false);
		csv_end_row(&c->out);
		return;
	}
}

static int
run(struct call *c)
{
	struct stage_dir stage CLEANUP(stage_drop) = { 0 };
	const char *from = call_option(c, "from");
	struct parts parts = { 0 };

	if (from == NULL) {
		(void)err_set(&c->e, ERR_USE, "init needs --from FILE");
		return fail(c);
	}
	if (file_exists(c->arg[0])) {
		(void)err_set(&c->e, ERR_INPUT, "%s: something stands here "
		    "already; an election is made in a new folder", c->arg[0]);
		return fail(c);
	}
	if (!read_parts(c, from, &parts) ||
	    !stage_begin(c->a, c->arg[0], &stage, &c->e) ||
	    !write_parts(c, stage.path, &parts) ||
	    !stage_commit(&stage, &c->e))
		return fail(c);
	say(c, parts.el);
	return 0;
}

const struct cmd cmd_init = {
	.name = "init",
	.args = "ELECTION",
	.summary = "make an election folder from its definition",
	.about = "Reads what there is to count (units, contests, counts) and the rules it is\n"
	    "counted under, and makes the folder ELECTION. Nothing is made if anything\n"
	    "in the definition or the rules is wrong.\n",
	.option = (const struct option[]){
		{ "from", "FILE", "the definition, election.json", false },
		{ "rules", "FILE", "a rule file other than the definition names", false },
		{ NULL, NULL, NULL, false } },
	.min_args = 1, .max_args = 1, .forms = true,
	.run = run,
};
