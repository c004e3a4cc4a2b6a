/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "text/esc.h"

#include "cli/cmd.h"

static const struct cmd *const commands[] = {
	&cmd_init, &cmd_import, &cmd_act, &cmd_reconcile, &cmd_compare, &cmd_recount,
	&cmd_assertions, &cmd_redraw,
	&cmd_audit_plan, &cmd_audit_commit, &cmd_audit_seed, &cmd_audit_draw,
	&cmd_audit_enter, &cmd_audit_status, &cmd_audit_risk,
	&cmd_audit_report,
	&cmd_electors, &cmd_law_deadlines, &cmd_law_show, &cmd_who_may,
	&cmd_state, &cmd_report, &cmd_key_new, &cmd_key_show, &cmd_key_passphrase,
	&cmd_key_enrol, &cmd_key_rotate, &cmd_key_revoke, &cmd_sign,
	&cmd_log_show, &cmd_log_checkpoint, &cmd_log_prove,
	&cmd_log_check, &cmd_log_consistency, &cmd_witness_init, &cmd_witness_sign,
	&cmd_publish, &cmd_private_put, &cmd_private_get, &cmd_private_list,
	&cmd_fsck, &cmd_rebuild, &cmd_backup, &cmd_restore, &cmd_demo,
};
#define COMMANDS (sizeof commands / sizeof commands[0])

static const struct option form_options[] = {
	{ "json", NULL, "print JSON", false },
	{ "csv", NULL, "print CSV", false },
	{ NULL, NULL, NULL, false },
};

/* Error texts quote the user's files; they must not command the terminal. */
static void
say_error(const char *text)
{
	struct buf b CLEANUP(buf_free) = { 0 };

	buf_str(&b, "canvass: ");
	esc_terminal(&b, text);
	fprintf(stderr, "%s\n", b.p);
}

int
fail(struct call *c)
{
	int status = err_exit_status(&c->e);

	buf_rewind(&c->out, c->begin);
	say_error(c->e.text);
	return status;
}

const char *
call_option(const struct call *c, const char *name)
{
	for (size_t i = c->givens; i > 0; i--)
		if (strcmp(c->given[i - 1].name, name) == 0)
			return c->given[i - 1].value;
	return NULL;
}

/* How many words of ${argv} spell ${name}; 0 if they do not. */
static int
words_spelling(const char *name, int argc, char *const argv[])
{
	int words = 0;

	while (*name != '\0') {
		size_t n = strcspn(name, " ");

		if (words >= argc || strlen(argv[words]) != n ||
		    strncmp(argv[words], name, n) != 0)
			return 0;
		words++;
		name += n + (name[n] == ' ');
	}
	return words;
}

static const struct cmd *
find_command(int argc, char *const argv[], int *words)
{
	for (size_t i = 0; i < COMMANDS; i++)
		if ((*words = words_spelling(commands[i]->name, argc, argv)) > 0)
			return commands[i];
	return NULL;
}

/* Do two commands begin with the same word? */
static bool
is_kin(const struct cmd *a, const struct cmd *b)
{
	size_t n = strcspn(a->name, " ");

	return n == strcspn(b->name, " ") && strncmp(a->name, b->name, n) == 0;
}

/* "log", and behind it the second words of commands ${i} and on. */
static size_t
help_kin(struct buf *out, size_t i)
{
	size_t first = i;
	int n = (int)strcspn(commands[i]->name, " ");

	buf_printf(out, "  %-20.*s ", n, commands[i]->name);
	for (; i < COMMANDS && is_kin(commands[first], commands[i]); i++)
		buf_printf(out, "%s%s", i > first ? ", " : "",
		    commands[i]->name + n + 1);
	buf_char(out, '\n');
	return i;
}

static size_t
help_single(struct buf *out, size_t i)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	const struct cmd *cmd = commands[i];

	if (cmd->both == NULL || i + 1 == COMMANDS) {
		buf_printf(out, "  %-20s %s\n", cmd->name, cmd->summary);
		return i + 1;
	}
	buf_printf(out, "  %-20s %s\n", arena_printf(&a, "%s, %s", cmd->name,
	    commands[i + 1]->name), cmd->both);
	return i + 2;
}

static void
help_all(struct buf *out)
{
	buf_str(out, "usage: canvass COMMAND [OPTIONS]\n\n");
	for (size_t i = 0; i < COMMANDS;)
		if (i + 1 < COMMANDS && is_kin(commands[i], commands[i + 1])) {
			i = help_kin(out, i);
		} else {
			i = help_single(out, i);
		}
	buf_str(out, "\n'canvass help COMMAND' says more, 'man canvass' all. "
	    "ELECTION: what 'init' made.\n");
}

/* 'canvass help log': each command that begins so. */
static bool
help_word(struct buf *out, const char *word)
{
	size_t n = strlen(word);
	bool found = false;

	for (size_t i = 0; i < COMMANDS; i++) {
		/* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): none is null */
		const char *name = commands[i]->name;

		if (strncmp(name, word, n) != 0 || name[n] != ' ')
			continue;
		buf_printf(out, "  %-20s %s\n", name, commands[i]->summary);
		found = true;
	}
	return found;
}

static void
help_options(struct buf *out, const struct option *option)
{
	for (; option->name != NULL; option++)
		buf_printf(out, "  --%s%s%-*s %s%s\n", option->name,
		    option->value != NULL ? " " : "",
		    24 - (int)strlen(option->name) - (option->value != NULL),
		    option->value != NULL ? option->value : "", option->help,
		    option->many ? " (repeatable)" : "");
}

static void
help_one(struct buf *out, const struct cmd *cmd)
{
	buf_printf(out, "usage: canvass %s %s%s\n\n%s\n\n%s", cmd->name,
	    cmd->args, cmd->option != NULL || cmd->forms ? " [OPTIONS]" : "",
	    cmd->summary, cmd->about);
	if (cmd->option != NULL || cmd->forms)
		buf_str(out, "\n");
	if (cmd->option != NULL)
		help_options(out, cmd->option);
	if (cmd->forms)
		help_options(out, form_options);
}

static const struct option *
find_option(const struct option *option, const char *name, size_t n)
{
	for (; option != NULL && option->name != NULL; option++)
		if (strlen(option->name) == n &&
		    strncmp(option->name, name, n) == 0)
			return option;
	return NULL;
}

static bool
take_form(struct call *c, const struct option *o)
{
	enum form form = o == &form_options[0] ? FORM_JSON : FORM_CSV;

	if (c->form != FORM_TEXT && c->form != form)
		return err_set(&c->e, ERR_USE,
		    "--json and --csv cannot be given together");
	c->form = form;
	return true;
}

/* Take the option ${word}; *${used} = the arguments it took: 1 or 2. */
static bool
take_option(struct call *c, const char *word, const char *after, int *used)
{
	const char *name = word + 2, *equals = strchr(name, '=');
	size_t n = equals != NULL ? (size_t)(equals - name) : strlen(name);
	const struct option *form = c->cmd->forms ?
	    find_option(form_options, name, n) : NULL;
	const struct option *o = form != NULL ? form :
	    find_option(c->cmd->option, name, n);
	const char *value = equals != NULL ? equals + 1 : NULL;

	*used = 1;
	if (o == NULL)
		return err_set(&c->e, ERR_USE, "%s has no option %.*s "
		    "('canvass %s --help' lists them)", c->cmd->name,
		    (int)n + 2, word, c->cmd->name);
	if (o->value == NULL && value != NULL)
		return err_set(&c->e, ERR_USE, "--%s takes no value", o->name);
	if (form != NULL)
		return take_form(c, form);
	if (!o->many && call_option(c, o->name) != NULL)
		return err_set(&c->e, ERR_USE, "--%s is given twice", o->name);
	if (o->value != NULL && value == NULL) {
		if (after == NULL)
			return err_set(&c->e, ERR_USE, "--%s needs %s", o->name,
			    o->value);
		value = after;
		*used = 2;
	}
	c->given[c->givens].name = o->name;
	c->given[c->givens++].value = value != NULL ? value : "";
	return true;
}

/* Part the arguments behind the command's name into options and the rest. */
static bool
take_arguments(struct call *c, int argc, char *const argv[])
{
	bool options = true;

	c->arg = arena_zero(c->a, (size_t)argc + 1, sizeof *c->arg);
	c->given = arena_zero(c->a, (size_t)argc + 1, sizeof *c->given);
	for (int i = 0, used = 1; i < argc; i += used) {
		used = 1;
		if (options && strcmp(argv[i], "--") == 0)
			options = false;
		else if (options && strncmp(argv[i], "--", 2) == 0)
			TRY(take_option(c, argv[i],
			    i + 1 < argc ? argv[i + 1] : NULL, &used));
		else if (options && argv[i][0] == '-' && argv[i][1] != '\0')
			return err_set(&c->e, ERR_USE,
			    "%s has no option %s", c->cmd->name, argv[i]);
		else
			c->arg[c->args++] = argv[i];
	}
	if (c->args < c->cmd->min_args || c->args > c->cmd->max_args)
		return err_set(&c->e, ERR_USE, "usage: canvass %s %s",
		    c->cmd->name, c->cmd->args);
	return true;
}

static void
look_at_terminal(struct call *c)
{
	struct winsize w;
	const char *term = getenv("TERM");

	c->width = 80;
	if (!isatty(STDOUT_FILENO))
		return;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_col >= 40)
		c->width = w.ws_col;
	c->colour = term != NULL && strcmp(term, "dumb") != 0 &&
	    getenv("NO_COLOR") == NULL;
}

static bool
asks_help(int argc, char *const argv[])
{
	for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], "--help") == 0 ||
		    strcmp(argv[i], "-h") == 0)
			return true;
	return false;
}

static int
run_command(const struct cmd *cmd, int argc, char *const argv[],
    struct buf *out)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct call c = { .cmd = cmd, .a = &a, .out = *out,
		.begin = buf_total(out) };
	int status;

	look_at_terminal(&c);
	status = take_arguments(&c, argc, argv) ? cmd->run(&c) : fail(&c);
	*out = c.out;
	return status;
}

/* "'law deadlines' and 'law show' are": the commands that begin with ${word}, or NULL. */
static const char *
commands_beginning(struct arena *a, const char *word)
{
	const char *said = NULL;
	size_t n = strlen(word), found = 0;

	for (size_t i = 0; i < COMMANDS; i++) {
		/* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): none is null */
		const char *name = commands[i]->name;

		if (strncmp(name, word, n) != 0 || name[n] != ' ')
			continue;
		said = found++ == 0 ? arena_printf(a, "'%s'", name) :
		    arena_printf(a, "%s and '%s'", said, name);
	}
	return said == NULL ? NULL :
	    arena_printf(a, "%s %s", said, found == 1 ? "is" : "are");
}

static int
unknown_command(const char *word)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	const char *others = commands_beginning(&a, word);

	say_error(others != NULL ? arena_printf(&a,
	    "'%s' is not a command, but %s", word, others) :
	    arena_printf(&a, "'%s' is not a command ('canvass help' lists "
	    "them)", word));
	return 2;
}

static int
run_help(int argc, char *const argv[], struct buf *out)
{
	int words;
	const struct cmd *cmd = find_command(argc, argv, &words);

	if (cmd == NULL && argc > 0)
		return help_word(out, argv[0]) ? 0 : unknown_command(argv[0]);
	if (cmd != NULL)
		help_one(out, cmd);
	else
		help_all(out);
	return 0;
}

int
cmd_run(int argc, char *const argv[], struct buf *out)
{
	const struct cmd *cmd;
	int words;

	if (argc < 2) {
		help_all(out);
		return 2;
	}
	if (strcmp(argv[1], "--version") == 0) {
		buf_str(out, "canvass " CANVASS_VERSION "\n");
		return 0;
	}
	if (strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0 ||
	    strcmp(argv[1], "-h") == 0)
		return run_help(argc - 2, argv + 2, out);
	cmd = find_command(argc - 1, argv + 1, &words);
	if (cmd == NULL)
		return unknown_command(argv[1]);
	if (asks_help(argc - 1 - words, argv + 1 + words)) {
		help_one(out, cmd);
		return 0;
	}
	return run_command(cmd, argc - 1 - words, argv + 1 + words, out);
}
