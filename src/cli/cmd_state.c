/* SPDX-License-Identifier: Apache-2.0 */
/* state: where everything in a record stood on a day, and since which entry. */
#include <inttypes.h>
#include <string.h>

#include "base/instant.h"
#include "law/zone.h"
#include "text/csv.h"
#include "text/esc.h"
#include "text/json.h"

#include "cli/cmd.h"
#include "cli/door.h"
#include "cli/options.h"

struct standing {
	struct call           *c;
	struct record         *r;
	struct day             on;
	const char            *lifecycle;	/* NULL: all */
	struct record_subject *item;
	size_t                 n;
};

static bool
is_asked(const struct standing *s, const struct record_subject *x)
{
	return s->lifecycle == NULL || strcmp(s->lifecycle, x->lifecycle) == 0;
}

static struct day
local_day(const struct standing *s, int64_t utc)
{
	struct day day;
	int minute;

	(void)zone_local(&record_law(s->r)->zone, utc, &day, &minute);
	return day;
}

/* What was logged by the end of the day, in the legal time. */
static bool
find(struct standing *s)
{
	struct call *c = s->c;
	int64_t until = INT64_MAX;

	TRY(option_day(c, "as-of", &s->on));
	s->lifecycle = call_option(c, "lifecycle");
	TRY(door_open(c, c->arg[0], RECORD_READ, &s->r));
	if (day_known(s->on))
		until = zone_utc(&record_law(s->r)->zone, day_add(s->on, 1),
		    0) - 1;
	return record_state_on(s->r, c->a, until, &s->item, &s->n, &c->e);
}

static void
say_text(const struct standing *s)
{
	struct buf *out = &s->c->out;
	char since[DAY_TEXT], on[DAY_TEXT];
	size_t shown = 0;

	for (size_t i = 0; i < s->n; i++) {
		const struct record_subject *x = &s->item[i];

		if (!is_asked(s, x))
			continue;
		shown++;
		esc_terminal(out, x->id);
		buf_printf(out, "  %s, since %s (entry %" PRId64 ")\n",
		    x->title, day_short(since, local_day(s, x->logged)),
		    x->seq);
	}
	if (shown == 0)
		buf_printf(out, "Nothing stood in any state%s%s.\n",
		    day_known(s->on) ? " on " : "", day_known(s->on) ?
		    day_short(on, s->on) : "");
}

static void
say_json(const struct standing *s)
{
	char logged[INSTANT_TEXT];
	struct json_writer w;

	json_begin(&w, &s->c->out);
	json_array(&w, NULL);
	for (size_t i = 0; i < s->n; i++) {
		const struct record_subject *x = &s->item[i];

		if (!is_asked(s, x))
			continue;
		json_object(&w, NULL);
		json_text(&w, "subject", x->id);
		json_text(&w, "lifecycle", x->lifecycle);
		json_text(&w, "state", x->state);
		json_text(&w, "title", x->title);
		json_text(&w, "unit", x->unit);
		json_num(&w, "version", x->version);
		json_num(&w, "entry", x->seq);
		json_text(&w, "logged", instant_text(logged, x->logged));
		json_object_end(&w);
	}
	json_array_end(&w);
	json_finish(&w);
}

static void
say_csv(const struct standing *s)
{
	struct buf *out = &s->c->out;
	char logged[INSTANT_TEXT];

	buf_str(out, "subject,lifecycle,state,unit,version,entry,logged\r\n");
	for (size_t i = 0; i < s->n; i++) {
		const struct record_subject *x = &s->item[i];

		if (!is_asked(s, x))
			continue;
		csv_put(out, x->id, true);
		csv_put(out, x->lifecycle, false);
		csv_put(out, x->state, false);
		csv_put(out, x->unit, false);
		csv_put_num(out, x->version, false);
		csv_put_num(out, x->seq, false);
		csv_put(out, instant_text(logged, x->logged), false);
		csv_end_row(out);
	}
}

static int
run(struct call *c)
{
	struct standing s = { .c = c };
	bool done = find(&s);

	if (done && c->form == FORM_JSON)
		say_json(&s);
	else if (done && c->form == FORM_CSV)
		say_csv(&s);
	else if (done)
		say_text(&s);
	record_close(&s.r);
	return done ? 0 : fail(c);
}

const struct cmd cmd_state = {
	.name = "state",
	.args = "ELECTION",
	.summary = "where everything stood on a day, and since when",
	.about = "Each audit, recount, certification, slate ... with its state, folded from the\n"
	    "entries that were logged by the end of that day in the legal time zone.\n",
	.option = (const struct option[]){
		{ "as-of", "DATE", "the day; if not given, as it stands now", false },
		{ "lifecycle", "ID", "one kind only: audit, certification, slate ...", false },
		{ NULL, NULL, NULL, false } },
	.min_args = 1, .max_args = 1, .forms = true,
	.run = run,
};
