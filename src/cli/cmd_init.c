/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "law/authority.h"
#include "law/law.h"
#include "read/definition.h"
#include "record/record.h"
#include "report/words.h"
#include "store/objects.h"
#include "text/csv.h"
#include "text/json.h"

#include "cli/cmd.h"
#include "cli/founding.h"
#include "cli/paths.h"

#define MAX_FILE ((size_t)64 << 20)

/* What the record begins with, read and checked before it is made. */
#define MAX_PARTS 6
struct parts {
	struct election     *el;
	struct law          *law;
	struct founding_file file[MAX_PARTS];
	size_t               files;
};

static void
add_part(struct parts *p, const char *use, const char *name, struct bytes b)
{
	struct founding_file *f = &p->file[p->files++];

	*f = (struct founding_file){ .name = name, .use = use, .bytes = b };
	hash_hex(b.p, b.n, f->sha256);
}

/* Rules stand beside the definition, or come with canvass. */
static bool
read_rules(struct call *c, const char *from, const char *name,
    char **path, struct bytes *out)
{
	*path = path_beside(c->a, from, name);
	if (!file_exists(*path))
		TRY(rules_find(c->a, name, path, &c->e));
	return file_read(c->a, *path, MAX_FILE, out, &c->e);
}

static bool
add_law(struct call *c, const char *from, const char *use, const char **name,
    struct parts *p)
{
	struct law *law;
	struct bytes text;
	char *path;

	if (*name == NULL || **name == '\0')
		return true;
	TRY(read_rules(c, from, *name, &path, &text));
	TRY(law_parse(c->a, text, path, &law, &c->e));
	if (p->law == NULL)
		p->law = law;
	*name = path_name(*name);
	add_part(p, use, *name, text);
	return true;
}

static bool
add_authority(struct call *c, const char *from, struct parts *p)
{
	const char **name = &p->el->authority;
	struct authority *authority;
	struct bytes text;
	char *path;

	if (*name == NULL || **name == '\0')
		return true;
	TRY(read_rules(c, from, *name, &path, &text));
	TRY(authority_parse(c->a, text, path, &authority, &c->e));
	*name = path_name(*name);
	add_part(p, "authority", *name, text);
	return true;
}

/* A file beside the definition; in the record it has the one name ${plain}. */
static bool
add_beside(struct call *c, const char *from, const char *use,
    const char *plain, const char **name, struct parts *p)
{
	struct bytes text;

	if (*name == NULL || **name == '\0')
		return true;
	TRY(file_read(c->a, path_beside(c->a, from, *name), MAX_FILE, &text,
	    &c->e));
	*name = plain;
	add_part(p, use, plain, text);
	return true;
}

/* The definition as the record keeps it: canonical, and naming its files as they are named there. */
static bool
add_definition(struct call *c, struct parts *p)
{
	struct buf b CLEANUP(buf_free) = { 0 };
	struct election *again;
	struct bytes text;

	definition_write(&b, p->el);
	text = (struct bytes){ arena_str(c->a, b.p, b.len), b.len };
	/* A rule file named on the command line may have a name we cannot keep. */
	TRY(definition_parse(c->a, text, "election.json", &again, &c->e));
	add_part(p, "definition", "election.json", text);
	return true;
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
	TRY(add_law(c, from, "rules", &p->el->rules, p));
	TRY(add_authority(c, from, p));
	TRY(add_law(c, from, "elector-rules", &p->el->elector_rules, p));
	TRY(add_beside(c, from, "map", "map.json", &p->el->map, p));
	TRY(add_beside(c, from, "electors", "electors.csv", &p->el->electors,
	    p));
	return add_definition(c, p);
}

static struct founding_plan
plan_of(const struct call *c, const struct parts *p)
{
	return (struct founding_plan){ .el = p->el, .law = p->law,
		.file = p->file, .files = p->files,
		.people = call_option(c, "people") };
}

/* The genesis: as the officers signed it, or as it follows from the files. */
static bool
read_genesis(struct call *c, const struct founding_plan *plan,
    struct bytes *out, const char **name)
{
	struct buf b CLEANUP(buf_free) = { 0 };

	*name = call_option(c, "genesis");
	if (*name != NULL) {
		TRY(file_read(c->a, *name, MAX_FILE, out, &c->e));
		return founding_names(c->a, *out, *name, plan, &c->e);
	}
	*name = plan->people != NULL ? plan->people : "genesis";
	TRY(founding_write(c->a, plan, &b, &c->e));
	*out = (struct bytes){ arena_str(c->a, b.p, b.len), b.len };
	return true;
}

/* Make the record at ${address} out of objects in the folder ${objects}. */
static bool
make_record(struct call *c, const char *address, const char *objects,
    const struct parts *p, struct genesis *made)
{
	struct record *r CLEANUP(record_close) = NULL;
	struct founding_plan plan = plan_of(c, p);
	struct bytes genesis;
	const char *name;
	char hex[HASH_HEX];

	TRY(read_genesis(c, &plan, &genesis, &name));
	for (size_t i = 0; i < p->files; i++)
		TRY(objects_put(objects, p->file[i].bytes.p,
		    p->file[i].bytes.n, hex, &c->e));
	TRY(record_create(c->a, address, genesis, name, objects, &r, &c->e));
	*made = *record_genesis(r);
	return true;
}

static bool
make_folder(struct call *c, const struct parts *p, struct genesis *made)
{
	struct stage_dir stage CLEANUP(stage_drop) = { 0 };

	if (file_exists(c->arg[0]))
		return err_set(&c->e, ERR_INPUT, "%s: something stands here "
		    "already; an election is made in a new folder", c->arg[0]);
	TRY(stage_begin(c->a, c->arg[0], &stage, &c->e));
	TRY(make_record(c, stage.path, stage.path, p, made));
	return stage_commit(&stage, &c->e);
}

/* The objects of a database wait in a folder of the machine. */
static bool
make_database(struct call *c, const struct parts *p, struct genesis *made)
{
	struct stage_dir stage CLEANUP(stage_drop) = { 0 };
	const char *temp = getenv("TMPDIR");

	TRY(stage_begin(c->a, arena_printf(c->a, "%s/canvass-init",
	    temp != NULL ? temp : "/tmp"), &stage, &c->e));
	return make_record(c, c->arg[0], stage.path, p, made);
}

static bool
write_draft(struct call *c, const struct parts *p)
{
	struct buf b CLEANUP(buf_free) = { 0 };
	struct founding_plan plan = plan_of(c, p);

	TRY(founding_write(c->a, &plan, &b, &c->e));
	return file_write(call_option(c, "draft"), b.p, b.len, &c->e);
}

static void
say_text(struct call *c, const struct election *el, const struct genesis *g)
{
	char hex[HASH_HEX];

	hash_text(hex, g->leaf);
	buf_printf(&c->out, "%s: %s, %s, %s, rules %s.\n", el->title,
	    words_things(c->a, el->units, el->unit_word, el->units_word),
	    words_things(c->a, el->contests, "contest", "contests"),
	    words_things(c->a, el->counts, "count", "counts"), el->rules);
	buf_printf(&c->out, "Its record begins with %s.\n", hex);
}

static void
say_csv(struct call *c, const struct election *el, const char *hex)
{
	buf_str(&c->out, "election,units,contests,counts,rules,genesis\r\n");
	csv_put(&c->out, el->id, true);
	csv_put_num(&c->out, el->units, false);
	csv_put_num(&c->out, el->contests, false);
	csv_put_num(&c->out, el->counts, false);
	csv_put(&c->out, el->rules, false);
	csv_put(&c->out, hex, false);
	csv_end_row(&c->out);
}

static void
say_json(struct call *c, const struct election *el, const char *hex)
{
	struct json_writer w;

	json_begin(&w, &c->out);
	json_object(&w, NULL);
	json_text(&w, "election", el->id);
	json_num(&w, "units", el->units);
	json_num(&w, "contests", el->contests);
	json_num(&w, "counts", el->counts);
	json_text(&w, "rules", el->rules);
	json_text(&w, "genesis", hex);
	json_object_end(&w);
	json_finish(&w);
}

static void
say(struct call *c, const struct election *el, const struct genesis *g)
{
	char hex[HASH_HEX];

	hash_text(hex, g->leaf);
	if (c->form == FORM_JSON)
		say_json(c, el, hex);
	else if (c->form == FORM_CSV)
		say_csv(c, el, hex);
	else
		say_text(c, el, g);
}

static bool
make(struct call *c, const char *from)
{
	struct parts parts = { 0 };
	struct genesis made;

	TRY(read_parts(c, from, &parts));
	if (call_option(c, "draft") != NULL)
		return write_draft(c, &parts);
	if (store_is_address(c->arg[0]))
		TRY(make_database(c, &parts, &made));
	else
		TRY(make_folder(c, &parts, &made));
	say(c, parts.el, &made);
	return true;
}

static int
run(struct call *c)
{
	const char *from = call_option(c, "from");

	if (from == NULL) {
		(void)err_set(&c->e, ERR_USE, "init needs --from FILE");
		return fail(c);
	}
	return make(c, from) ? 0 : fail(c);
}

const struct cmd cmd_init = {
	.name = "init",
	.args = "ELECTION",
	.summary = "begin the record of an election",
	.about = "Reads what there is to count (units, contests, counts) and the rules it is\n"
	    "counted under, and makes the folder ELECTION, or the tables of a database\n"
	    "postgresql://..., with a record that begins with them. Nothing is made if\n"
	    "anything in the definition or the rules is wrong.\n\n"
	    "The officers of a real election sign how it begins: --draft writes what they\n"
	    "sign ('canvass sign'), --genesis takes it back.\n",
	.option = (const struct option[]){
		{ "from", "FILE", "the definition, election.json", false },
		{ "rules", "FILE", "a rule file other than the definition names", false },
		{ "people", "FILE", "who is enrolled, and who must sign", false },
		{ "draft", "FILE", "write the genesis to be signed, make nothing else", false },
		{ "genesis", "FILE", "the genesis that the officers signed", false },
		{ NULL, NULL, NULL, false } },
	.min_args = 1, .max_args = 1, .forms = true,
	.run = run,
};
