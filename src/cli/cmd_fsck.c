/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>

#include "record/record.h"
#include "report/words.h"
#include "text/csv.h"
#include "text/esc.h"
#include "text/json.h"

#include "cli/cmd.h"
#include "cli/door.h"

/* What is said about each fault, in the form that was asked for. */
struct telling {
	struct call       *c;
	struct json_writer w;
};

static void
tell(void *ctx, const char *text)
{
	struct telling *t = ctx;
	struct buf *out = &t->c->out;

	if (t->c->form == FORM_JSON) {
		json_text(&t->w, NULL, text);
	} else if (t->c->form == FORM_CSV) {
		csv_put(out, text, true);
		csv_end_row(out);
	} else {
		esc_terminal(out, text);
		buf_char(out, '\n');
	}
}

static bool
check(struct telling *t, int64_t *faults)
{
	struct record *r CLEANUP(record_close) = NULL;
	struct call *c = t->c;
	unsigned char root[HASH_SIZE];
	int64_t size;

	TRY(door_open(c, c->arg[0], RECORD_MEND, &r));
	if (c->form == FORM_CSV)
		buf_str(&c->out, "fault\r\n");
	if (c->form == FORM_JSON) {
		json_begin(&t->w, &c->out);
		json_object(&t->w, NULL);
		json_array(&t->w, "faults");
	}
	TRY(record_fsck(r, tell, t, faults, &c->e));
	TRY(record_root(r, &size, root, &c->e));
	if (c->form == FORM_JSON) {
		json_array_end(&t->w);
		json_num(&t->w, "entries", size);
		json_object_end(&t->w);
		json_finish(&t->w);
	} else if (c->form == FORM_TEXT) {
		buf_printf(&c->out, "%s read; %s found.\n",
		    words_things(c->a, size, "entry", "entries"),
		    words_things(c->a, *faults, "fault", "faults"));
	}
	return true;
}

static int
run(struct call *c)
{
	struct telling t = { .c = c };
	int64_t faults;

	if (!check(&t, &faults))
		return fail(c);
	return faults > 0;
}

const struct cmd cmd_fsck = {
	.name = "fsck",
	.args = "ELECTION",
	.summary = "compare a record with itself",
	.both = "compare a record with itself; make its tables again",
	.about = "Reads every entry, computes its hash, the root and every table again, looks at\n"
	    "every object, and says what is not as it should be. Changes nothing; exit\n"
	    "status 1 if anything is wrong.\n",
	.min_args = 1, .max_args = 1, .forms = true,
	.run = run,
};
