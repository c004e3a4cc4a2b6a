/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cmd: the commands of canvass, one file each (cmd_NAME.c), as a table that
 * drives the dispatch, the help and the check of the options.
 *
 * A command writes what it has to say into call->out; it is printed when the
 * command returns, so output appears whole or not at all.  It returns the
 * exit status (design §8): fail(c) for a failure described in c->e.
 */
#ifndef CLI_CMD_H
#define CLI_CMD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#define CANVASS_VERSION "0.1.0"

enum form { FORM_TEXT, FORM_JSON, FORM_CSV };

struct option {
	const char *name;	/* "contest": given as --contest VALUE or --contest=VALUE */
	const char *value;	/* what stands for the value in help, or NULL: a flag */
	const char *help;
	bool        many;	/* may be given more than once */
};

struct call {
	const struct cmd *cmd;
	const char      **arg;		/* positional arguments */
	size_t            args;
	enum form         form;		/* --json, --csv */
	struct given { const char *name, *value; } *given;	/* options, in order */
	size_t            givens;
	int               width;	/* columns of the terminal, 80 if it is none */
	bool              colour;	/* a terminal that shows bold and dim */
	struct arena     *a;		/* for the whole run */
	struct buf        out;
	int64_t           begin;	/* of this command's own output in it */
	struct err        e;
};

struct cmd {
	const char *name;		/* "compare", "law deadlines": words of the command line */
	const char *args;		/* "ELECTION" */
	const char *summary;		/* one line */
	const char *both;		/* what this command and the next one do, where help shows them in one line; else NULL */
	const char *about;		/* a few lines for --help */
	const struct option *option;	/* ends with a NULL name */
	size_t      min_args, max_args;
	bool        forms;		/* takes --json and --csv */
	int       (*run)(struct call *c);
};

/* call_option(c, name): The last value given for --${name} ("" for a flag), or NULL. */
const char *call_option(const struct call *c, const char *name);

/* fail(c): The exit status that c->e asks for; main prints the text. */
int fail(struct call *c);

/* cmd_run(argc, argv, a, out): Run one command line, as main does; used by demo too. */
int cmd_run(int argc, char *const argv[], struct buf *out);

/* The commands, one a file. */
extern const struct cmd cmd_audit_plan, cmd_audit_commit, cmd_audit_seed;
extern const struct cmd cmd_audit_draw, cmd_audit_enter, cmd_audit_status;
extern const struct cmd cmd_audit_risk, cmd_audit_report, cmd_assertions, cmd_redraw;
extern const struct cmd cmd_state, cmd_private_put, cmd_private_get, cmd_private_list;
extern const struct cmd cmd_init, cmd_import, cmd_compare, cmd_reconcile,
    cmd_recount, cmd_electors, cmd_law_deadlines, cmd_law_show, cmd_report,
    cmd_demo, cmd_who_may, cmd_act, cmd_fsck, cmd_rebuild, cmd_publish,
    cmd_log_show, cmd_log_checkpoint, cmd_log_prove, cmd_log_check,
    cmd_log_consistency, cmd_key_new, cmd_key_show, cmd_key_passphrase,
    cmd_key_enrol, cmd_key_rotate, cmd_key_revoke, cmd_sign,
    cmd_witness_init, cmd_witness_sign, cmd_backup, cmd_restore;

#endif
