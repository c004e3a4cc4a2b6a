/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/file.h"
#include "outcome/electors.h"
#include "read/electors.h"
#include "report/say_electors.h"
#include "report/term.h"

#include "cli/cmd.h"
#include "cli/folder.h"
#include "cli/options.h"

static bool
read_table(struct call *c, const struct folder *f, struct elector_table *t)
{
	struct bytes text;
	const char *name;

	TRY(folder_read(c->a, f, "electors", &text, &name, &c->e));
	if (text.p == NULL)
		return err_set(&c->e, ERR_INPUT, "%s has no electors.csv: its "
		    "definition names none", f->el->title);
	return electors_parse(c->a, text, name, t, &c->e);
}

static bool
read_law(struct call *c, const struct folder *f, struct law **law)
{
	TRY(folder_law(c->a, f, "elector-rules", law, &c->e));
	if (*law == NULL)
		return err_set(&c->e, ERR_DENIED, "RULE_UNKNOWN: %s names no "
		    "rules about electors; what no rule decides is refused",
		    f->el->title);
	return true;
}

/* The unit that ${n} bytes at ${p} name, by id or name; t->units if none. */
static size_t
find_unit(const struct elector_table *t, const char *p, size_t n)
{
	size_t i = 0;

	while (i < t->units && !option_is_word(t->unit[i].id, p, n) &&
	    !option_is_word(t->unit[i].name, p, n))
		i++;
	return i;
}

static bool
add_flip(struct call *c, const struct elector_table *t, size_t *flip,
    size_t *n, struct bytes name)
{
	size_t i = find_unit(t, name.p, name.n);

	if (i == t->units)
		return err_set(&c->e, ERR_INPUT, "--flip: found no unit "
		    "'%.*s' in the table of electors", (int)name.n, name.p);
	for (size_t k = 0; k < *n; k++)
		if (flip[k] == i)
			return err_set(&c->e, ERR_USE, "--flip: %s is named "
			    "twice", t->unit[i].name);
	if (t->unit[i].winner < 0)
		return err_set(&c->e, ERR_INPUT, "--flip: no source says who "
		    "won %s, so it cannot go to the other side",
		    t->unit[i].name);
	flip[(*n)++] = i;
	return true;
}

/* "GA,AZ" or names; given once or more often. */
static bool
read_flips(struct call *c, const struct elector_table *t,
    struct say_electors *s)
{
	size_t *flip = arena_zero(c->a, t->units + 1, sizeof *flip);

	for (size_t i = 0; i < c->givens; i++) {
		const char *p = c->given[i].value;

		if (strcmp(c->given[i].name, "flip") != 0)
			continue;
		for (bool more = true; more; ) {
			size_t n = strcspn(p, ",");

			TRY(add_flip(c, t, flip, &s->flips,
			    (struct bytes){ p, n }));
			more = p[n] == ',';
			p += n + more;
		}
	}
	s->flip = flip;
	return true;
}

/* Before it, nobody had won anything. */
static bool
is_after_election(struct call *c, const struct election *el, struct day on)
{
	char day[DAY_TEXT], date[DAY_TEXT];

	if (day_cmp(on, el->date) >= 0)
		return true;
	return err_set(&c->e, ERR_USE, "--as-of: found %s, expected the day "
	    "of the election, %s, or a later one", day_iso(day, on),
	    day_iso(date, el->date));
}

static bool
prepare(struct call *c, struct say_electors *s, struct elector_table *t)
{
	struct folder f;
	struct law *law = NULL;

	*s = (struct say_electors){ .t = t };
	TRY(option_day(c, "as-of", &s->on));
	if (!day_known(s->on))
		return err_set(&c->e, ERR_USE, "--as-of DATE says on which "
		    "day: what is certified depends on it");
	TRY(folder_open(c->a, c->arg[0], &f, &c->e));
	TRY(is_after_election(c, f.el, s->on));
	TRY(read_table(c, &f, t));
	TRY(read_law(c, &f, &law));
	TRY(electors_under(t, law, f.el->date, &c->e));
	TRY(read_flips(c, t, s));
	s->el = f.el;
	s->rule = law_elector(law, f.el->date);
	return say_electors_compute(c->a, s, &c->e);
}

static int
run(struct call *c)
{
	struct elector_table t;
	struct say_electors s;

	if (!prepare(c, &s, &t))
		return fail(c);
	switch (c->form) {
	case FORM_TEXT:
		term_print(&c->out, say_electors_doc(c->a, &s), c->width,
		    c->colour);
		break;
	case FORM_JSON:
		say_electors_json(&c->out, &s);
		break;
	case FORM_CSV:
		say_electors_csv(&c->out, &s);
		break;
	}
	return 0;
}

static const struct option options[] = {
	{ "as-of", "DATE", "the day that is asked about (needed)", false },
	{ "flip", "ID,ID...", "what if these had gone the other way", true },
	{ NULL, NULL, NULL, false },
};

const struct cmd cmd_electors = {
	.name = "electors", .args = "ELECTION",
	.summary = "electoral votes certified, won and open on a day",
	.about = "Who has how many electoral votes, certified or not; what if "
	    "some had gone the\nother way; the smallest changes that make "
	    "another outcome; in how many ways the\nopen ones could fall. "
	    "Arithmetic, not a forecast.\n\nExit status: 0 answered.\n",
	.option = options, .min_args = 1, .max_args = 1, .forms = true,
	.run = run,
};
