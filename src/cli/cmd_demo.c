/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A demonstration is data: data/NAME/demo.txt tells a story in prose, and in
 * lines beginning "$ " that are public commands.  ELECTION, DATA and OUT in
 * them stand for the election folder, the folder of the data and the folder
 * of the site.  Whoever types the commands gets the same.
 */
#include <string.h>
#include <unistd.h>

#include "base/file.h"

#include "cli/cmd.h"
#include "cli/paths.h"

#define MAX_STORY ((size_t)1 << 20)
#define MAX_WORDS 64

struct story {
	struct call *c;
	const char  *data, *out;
	const char  *election;		/* as it is called ... */
	const char  *work;		/* ... and where it is until it is whole */
	int          status;		/* the worst so far */
};

/* What stands for ${word} on screen, or, with ${run}, in the command. */
static const char *
stand_in(const struct story *s, const char *word, bool run)
{
	if (strcmp(word, "ELECTION") == 0)
		return run ? s->work : s->election;
	if (strcmp(word, "OUT") == 0)
		return s->out;
	if (strncmp(word, "DATA/", 5) == 0)
		return arena_printf(s->c->a, "%s/%s", s->data, word + 5);
	return word;
}

static int
split(struct arena *a, const char *line, size_t n, const char **word)
{
	int words = 0;

	for (size_t i = 0; i < n && words < MAX_WORDS - 1;) {
		size_t end = i;

		while (end < n && line[end] != ' ')
			end++;
		if (end > i)
			word[words++] = arena_str(a, line + i, end - i);
		i = end + 1;
	}
	return words;
}

/* Does a story go on after a command that ended so?  1 and 4 are answers: it differs, it was refused. */
static bool
is_answer(int status)
{
	return status <= 1 || status == 4;
}

/* Show a command and run it. */
static bool
run_line(struct story *s, const char *line, size_t n)
{
	struct call *c = s->c;
	const char *word[MAX_WORDS];
	char *argv[MAX_WORDS + 1];
	int words = split(c->a, line, n, word), status;

	buf_str(&c->out, "$ canvass");
	argv[0] = arena_text(c->a, "canvass");
	for (int i = 0; i < words; i++) {
		buf_printf(&c->out, " %s", stand_in(s, word[i], false));
		argv[i + 1] = arena_text(c->a, stand_in(s, word[i], true));
	}
	buf_str(&c->out, "\n\n");
	argv[words + 1] = NULL;
	status = cmd_run(words + 1, argv, &c->out);
	buf_str(&c->out, "\n");
	if (status > s->status)
		s->status = status;
	return is_answer(status);
}

static bool
is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* A line of prose, with the same words standing in as on screen. */
static void
say_prose(struct story *s, const char *line, size_t n)
{
	struct buf *out = &s->c->out;

	for (size_t i = 0, end; i < n; i = end) {
		for (end = i; end < n && is_upper(line[end]); end++)
			;
		if (end > i)
			buf_str(out, stand_in(s, arena_str(s->c->a, line + i,
			    end - i), false));
		else
			buf_char(out, line[end++]);
	}
	buf_char(out, '\n');
}

/* Tell the story line by line. */
static bool
tell(struct story *s, struct bytes text)
{
	for (size_t i = 0; i < text.n;) {
		const char *line = text.p + i;
		const char *end = memchr(line, '\n', text.n - i);
		size_t n = end != NULL ? (size_t)(end - line) : text.n - i;

		i += n + 1;
		if (n > 2 && line[0] == '$' && line[1] == ' ') {
			TRY(run_line(s, line + 2, n - 2));
			continue;
		}
		say_prose(s, line, n);
	}
	return true;
}

static bool
find_data(struct call *c, const char *name, char **data)
{
	char *what = arena_printf(c->a, "data/%s", name);

	if (strchr(name, '/') != NULL) {
		*data = arena_text(c->a, name);
		return true;
	}
	return share_find(c->a, what, data, &c->e);
}

static int
run(struct call *c)
{
	struct stage_dir stage CLEANUP(stage_drop) = { 0 };
	const char *out = call_option(c, "out");
	struct story s = { .c = c, .out = out != NULL ? out : "build/demo" };
	struct bytes text;
	char *data;

	if (!find_data(c, c->arg[0], &data) ||
	    !file_read(c->a, arena_printf(c->a, "%s/demo.txt", data),
	    MAX_STORY, &text, &c->e))
		return fail(c);
	s.data = data;
	s.election = arena_printf(c->a, "%s-election", s.out);
	if (!path_may_go(c->a, s.election, "record.db", &c->e) ||
	    !stage_begin(c->a, s.election, &stage, &c->e))
		return fail(c);
	s.work = stage.path;
	(void)rmdir(stage.path);	/* the story's init makes it */
	if (!tell(&s, text))
		return s.status;
	return stage_commit(&stage, &c->e) ? 0 : fail(c);
}

const struct cmd cmd_demo = {
	.name = "demo",
	.args = "NAME",
	.summary = "tell the story of an election from public commands",
	.about = "Runs the commands of data/NAME/demo.txt and shows what they print between its\n"
	    "lines of prose; writes the site to OUT and the election to OUT-election.\n",
	.option = (const struct option[]){
		{ "out", "OUT", "folder of the site (default: build/demo)", false },
		{ NULL, NULL, NULL, false } },
	.min_args = 1, .max_args = 1,
	.run = run,
};
