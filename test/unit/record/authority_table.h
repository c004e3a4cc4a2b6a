/* SPDX-License-Identifier: Apache-2.0 */
/*
 * authority_table: an authority file as a table of words, read line by line.
 * It shares no code with src/law, so that what the door answers is compared
 * with what the file says and not with what law/ made of it.
 */
#ifndef TEST_AUTHORITY_TABLE_H
#define TEST_AUTHORITY_TABLE_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define WORDS   10
#define OFFICES 12
#define TEXT    1000

static const char *const words[WORDS] = { "perform", "order", "petition",
	"ask", "hear", "assist", "note", "witness", "view", "refuse" };
static const char *const offices[OFFICES] = { "registrar", "superintendent",
	"audit-board", "secretary", "election-board", "governor",
	"legislature", "court", "candidate", "elector", "observer", "public" };

struct t_row {
	char id[80], from[16], to[16], acts[TEXT], refusal[40], needs[200];
	char opens[80], closes[80];
	int  word[OFFICES];
	char only[OFFICES][TEXT];	/* acts it is limited to; "": all */
};
struct t_move {
	char from[200], act[80], to[80], by[80], needs[200];
	char opens[80], closes[80];
};
struct t_cycle {
	char          id[40], starts[40], state[40][40];
	size_t        states;
	struct t_move move[80];
	size_t        moves;
};
struct table {
	struct t_row   row[80];
	size_t         rows;
	struct t_cycle cycle[10];
	size_t         cycles;
};

static bool
t_has(const char *list, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = list; (p = strstr(p, word)) != NULL; p += n)
		if ((p == list || p[-1] == ' ') &&
		    (p[n] == ' ' || p[n] == '\0'))
			return true;
	return false;
}

static void
t_copy(char *out, size_t size, const char *from, size_t n)
{
	if (n >= 2 && from[0] == '"') {
		from++;
		n -= 2;
	}
	(void)snprintf(out, size, "%.*s", (int)n, from);
}

/* "KEY: rest" at the start of the line, after blanks and a dash. */
static bool
t_line(const char *line, const char *key, char *out, size_t size)
{
	size_t n = strlen(key);

	line += strspn(line, " -");
	if (strncmp(line, key, n) != 0 || line[n] != ':')
		return false;
	line += n + 1;
	line += strspn(line, " ");
	t_copy(out, size, line, strlen(line));
	return true;
}

/* ", KEY: value" within braces. */
static void
t_member(const char *line, const char *key, char *out, size_t size)
{
	char want[40];
	const char *p, *end;

	out[0] = '\0';
	(void)snprintf(want, sizeof want, " %s: ", key);
	p = strstr(line, want);
	if (p == NULL)
		return;
	p += strlen(want);
	end = *p == '"' ? strchr(p + 1, '"') + 1 : p + strcspn(p, ",}");
	while (end > p && end[-1] == ' ')
		end--;
	t_copy(out, size, p, (size_t)(end - p));
}

static int
t_find(const char *const *list, int n, const char *word)
{
	for (int i = 0; i < n; i++)
		if (strcmp(list[i], word) == 0)
			return i;
	return -1;
}

static void
t_cycle_line(struct table *t, const char *line)
{
	struct t_cycle *c = &t->cycle[t->cycles - 1];
	struct t_move *m = &c->move[c->moves];

	if (strncmp(line, "    starts: ", 12) == 0) {
		(void)t_line(line, "starts", c->starts, sizeof c->starts);
	} else if (strncmp(line, "      - { id: ", 14) == 0) {
		t_member(line, "id", c->state[c->states],
		    sizeof c->state[0]);
		c->states++;
	} else if (strncmp(line, "      - { from: ", 16) == 0) {
		t_member(line, "from", m->from, sizeof m->from);
		t_member(line, "act", m->act, sizeof m->act);
		t_member(line, "to", m->to, sizeof m->to);
		t_member(line, "by", m->by, sizeof m->by);
		t_member(line, "needs", m->needs, sizeof m->needs);
		t_member(line, "opens", m->opens, sizeof m->opens);
		t_member(line, "closes", m->closes, sizeof m->closes);
		if (m->by[0] == '\0')
			strcpy(m->by, "perform order hear");
		c->moves++;
	}
}

static void
t_row_line(struct t_row *r, const char *line)
{
	char text[TEXT];
	int office;

	(void)t_line(line, "from", r->from, sizeof r->from);
	(void)t_line(line, "to", r->to, sizeof r->to);
	(void)t_line(line, "acts", r->acts, sizeof r->acts);
	(void)t_line(line, "refusal", r->refusal, sizeof r->refusal);
	(void)t_line(line, "needs", r->needs, sizeof r->needs);
	(void)t_line(line, "opens", r->opens, sizeof r->opens);
	(void)t_line(line, "closes", r->closes, sizeof r->closes);
	if (strncmp(line, "      - { role: ", 16) == 0) {
		t_member(line, "role", text, sizeof text);
		office = t_find(offices, OFFICES, text);
		t_member(line, "acts", r->only[office], TEXT);
	}
	for (int w = 0; w < WORDS; w++)
		if (strncmp(line, "      ", 6) == 0 && line[6] != ' ' &&
		    t_line(line, words[w], text, sizeof text))
			for (int o = 0; o < OFFICES; o++)
				if (t_has(text, offices[o]))
					r->word[o] = w;
}

static bool
table_read(const char *path, struct table *t)
{
	FILE *f = fopen(path, "r");
	enum { NONE, CYCLES, ROWS } part = NONE;
	char line[4000];

	if (f == NULL)
		return false;
	while (fgets(line, sizeof line, f) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		if (line[0] != ' ' && line[0] != '#' && line[0] != '\0')
			part = strcmp(line, "lifecycles:") == 0 ? CYCLES :
			    strcmp(line, "authority:") == 0 ? ROWS : NONE;
		else if (part == CYCLES && strncmp(line, "  - id: ", 8) == 0)
			(void)t_line(line, "id", t->cycle[t->cycles++].id, 40);
		else if (part == CYCLES && t->cycles > 0)
			t_cycle_line(t, line);
		else if (part == ROWS && strncmp(line, "  - id: ", 8) == 0)
			(void)t_line(line, "id", t->row[t->rows++].id, 80);
		else if (part == ROWS && t->rows > 0)
			t_row_line(&t->row[t->rows - 1], line);
	}
	return fclose(f) == 0;
}

static const struct t_cycle *
table_cycle(const struct table *t, const char *action)
{
	size_t n = strcspn(action, ".");

	for (size_t i = 0; i < t->cycles; i++)
		if (strlen(t->cycle[i].id) == n &&
		    strncmp(t->cycle[i].id, action, n) == 0)
			return &t->cycle[i];
	return NULL;
}

static const struct t_move *
table_move(const struct t_cycle *c, const char *from, const char *act)
{
	for (size_t i = 0; i < c->moves; i++)
		if (t_has(c->move[i].from, from) &&
		    strcmp(c->move[i].act, act) == 0)
			return &c->move[i];
	return NULL;
}

#endif
