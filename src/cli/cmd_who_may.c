/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/file.h"
#include "report/say_who_may.h"
#include "report/term.h"

#include "cli/cmd.h"
#include "cli/folder.h"
#include "cli/law_file.h"
#include "cli/options.h"
#include "cli/paths.h"

#define MAX_AUTHORITY ((size_t)1 << 20)
#define ENDING "-authority"

/* "audit.order", and not "elections/x" or "x.yaml": the two arguments come in any order. */
static bool
is_action(const char *arg)
{
	const char *dot = strchr(arg, '.');

	return strchr(arg, '/') == NULL && dot != NULL && dot != arg &&
	    dot[1] != '\0' && strchr(dot + 1, '.') == NULL;
}

/* "us-ga-2020" of "us-ga-2020.yaml", "rules/us-ga-2020-authority.yaml" ... */
static const char *
base_of(struct arena *a, const char *rules)
{
	size_t n = strlen(rules);
	static const char *const endings[] = { ".yaml", ENDING };

	for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
		size_t end = strlen(endings[i]);

		if (n > end && strncmp(rules + n - end, endings[i], end) == 0)
			n -= end;
	}
	return arena_str(a, rules, n);
}

/* The authority file beside a rule file, and the rule file for its deadlines. */
static bool
read_files(struct call *c, const char *rules, struct say_who_may *s)
{
	const char *base = base_of(c->a, rules);
	struct authority *w;
	struct bytes text;
	struct law *law;
	struct err none;
	char *path;

	TRY(rules_find(c->a, arena_printf(c->a, "%s" ENDING ".yaml", base),
	    &path, &c->e));
	TRY(file_read(c->a, path, MAX_AUTHORITY, &text, &c->e));
	TRY(authority_parse(c->a, text, path, &w, &c->e));
	s->w = w;
	s->file = path_name(path);
	if (law_file_open(c->a, arena_printf(c->a, "%s.yaml", base), &law,
	    &none))
		s->law = law;
	return true;
}

/* The rules that an election's own record has adopted. */
static bool
read_election(struct call *c, const char *path, struct say_who_may *s)
{
	struct authority *w;
	struct bytes text;
	struct folder f;

	TRY(folder_open(c->a, path, &f, &c->e));
	TRY(folder_read(c->a, &f, "authority", &text, &s->file, &c->e));
	if (text.p == NULL)
		return err_set(&c->e, ERR_INPUT, "%s: its record names no "
		    "authority file; --rules NAME asks one that comes with "
		    "canvass", path);
	TRY(authority_parse(c->a, text, s->file, &w, &c->e));
	s->w = w;
	s->law = f.law;
	if (!day_known(s->on))
		s->on = f.el->date;
	return true;
}

static bool
read_arguments(struct call *c, struct say_who_may *s)
{
	const char *rules = call_option(c, "rules"), *election = NULL;

	for (size_t i = 0; i < c->args; i++) {
		/* A folder may be called as an action is. */
		const char **to = is_action(c->arg[i]) &&
		    !file_exists(c->arg[i]) ? &s->action : &election;

		if (*to != NULL)
			return err_set(&c->e, ERR_USE, "found \"%s\" and "
			    "\"%s\", expected one action such as audit.order "
			    "and one election", *to, c->arg[i]);
		*to = c->arg[i];
	}
	if (election != NULL && rules == NULL)
		return read_election(c, election, s);
	if (rules == NULL)
		return err_set(&c->e, ERR_USE, "expected --rules NAME, or the "
		    "record of an election");
	return read_files(c, rules, s);
}

static bool
read_role(struct call *c, struct say_who_may *s)
{
	const char *role = call_option(c, "role");

	s->role = ROLES;
	if (role == NULL || role_find(role, &s->role))
		return true;
	return err_set(&c->e, ERR_USE, "--role: found \"%s\", expected one of "
	    "registrar, superintendent, audit-board, secretary, "
	    "election-board, governor, legislature, court, candidate, elector, "
	    "observer, public", role);
}

static bool
read_state(struct call *c, struct say_who_may *s)
{
	const struct lifecycle *l;

	s->state = call_option(c, "state");
	if (s->state == NULL)
		return true;
	if (s->action == NULL)
		return err_set(&c->e, ERR_USE, "--state needs an action");
	l = authority_lifecycle(s->w, s->action);
	if (l == NULL || lifecycle_state(l, s->state) == NULL)
		return err_set(&c->e, ERR_USE, "--state: found \"%s\", "
		    "expected a state of what %s is done to", s->state,
		    s->action);
	return true;
}

/* An action whose row changed has no answer without a day. */
static bool
check_row(struct call *c, const struct say_who_may *s)
{
	size_t rows = 0;
	char on[DAY_TEXT];

	if (s->action == NULL)
		return true;
	for (size_t i = 0; i < s->w->rows; i++)
		rows += say_who_may_shows(s, &s->w->row[i]);
	if (rows == 0)
		return err_set(&c->e, ERR_DENIED, "RULE_UNKNOWN: no row of %s "
		    "decides %s%s%s; what no rule decides is refused",
		    s->file, s->action, day_known(s->on) ? " on " : "",
		    day_known(s->on) ? day_iso(on, s->on) : "");
	if (rows > 1 && c->form != FORM_CSV)
		return err_set(&c->e, ERR_USE, "the rule for %s changed: "
		    "expected --on DATE", s->action);
	return true;
}

static bool
read_question(struct call *c, struct say_who_may *s)
{
	TRY(option_day(c, "on", &s->on));
	TRY(read_role(c, s));
	TRY(read_arguments(c, s));
	TRY(read_state(c, s));
	return check_row(c, s);
}

static int
run(struct call *c)
{
	struct say_who_may s = { 0 };

	if (!read_question(c, &s))
		return fail(c);
	switch (c->form) {
	case FORM_TEXT:
		term_print(&c->out, say_who_may_doc(c->a, &s), c->width,
		    c->colour);
		break;
	case FORM_JSON:
		say_who_may_json(&c->out, c->a, &s);
		break;
	case FORM_CSV:
		say_who_may_csv(&c->out, &s);
		break;
	}
	return s.action != NULL && s.role != ROLES && !say_who_may_is_yes(&s);
}

static const struct option options[] = {
	{ "rules", "NAME", "the rules of this file, such as us-ga-2020",
	    false },
	{ "role", "ROLE", "may this office? Leaves with 0 for yes, 1 for no",
	    false },
	{ "on", "DATE", "by the rules in force on that day", false },
	{ "state", "STATE", "while its subject is in that state", false },
	{ NULL, NULL, NULL, false },
};

const struct cmd cmd_who_may = {
	.name = "who-may",
	.args = "[ACTION] [ELECTION]",
	.summary = "who may do what, and when, with citations",
	.about = "ACTION is one such as audit.order; without it, every act and "
	    "every office.\nELECTION has a record: the rules that it adopted hold, on its "
	    "day. To ask is not\nto order, and to order is not to do.\n",
	.option = options,
	.min_args = 0, .max_args = 2,
	.forms = true,
	.run = run,
};
