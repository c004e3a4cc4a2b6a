/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "text/csv.h"
#include "text/esc.h"
#include "text/json.h"

#include "cli/cmd.h"
#include "cli/private_open.h"

struct item { const char *id, *commitment; int64_t bytes; };

struct listing {
	struct call *c;
	struct item *item;
	size_t       n, cap;
};

static bool
take(void *ctx, const struct private_thing *t, struct err *e)
{
	struct listing *l = ctx;
	char hex[HASH_HEX];

	(void)e;
	hash_text(hex, t->commitment);
	l->item = arena_grow(l->c->a, l->item, l->n, &l->cap, sizeof *l->item);
	l->item[l->n++] = (struct item){ arena_text(l->c->a, t->id),
		arena_text(l->c->a, hex), (int64_t)t->bytes.n };
	return true;
}

static int
by_id(const void *x, const void *y)
{
	const struct item *a = x, *b = y;

	return strcmp(a->id, b->id);
}

static void
say_json(const struct listing *l)
{
	struct json_writer w;

	json_begin(&w, &l->c->out);
	json_array(&w, NULL);
	for (size_t i = 0; i < l->n; i++) {
		json_object(&w, NULL);
		json_text(&w, "id", l->item[i].id);
		json_num(&w, "bytes", l->item[i].bytes);
		json_text(&w, "commitment", l->item[i].commitment);
		json_object_end(&w);
	}
	json_array_end(&w);
	json_finish(&w);
}

static void
say_csv(const struct listing *l)
{
	struct buf *out = &l->c->out;

	buf_str(out, "id,bytes,commitment\r\n");
	for (size_t i = 0; i < l->n; i++) {
		csv_put(out, l->item[i].id, true);
		csv_put_num(out, l->item[i].bytes, false);
		csv_put(out, l->item[i].commitment, false);
		csv_end_row(out);
	}
}

static void
say_text(const struct listing *l)
{
	for (size_t i = 0; i < l->n; i++) {
		buf_printf(&l->c->out, "%s  ", l->item[i].commitment);
		esc_terminal(&l->c->out, l->item[i].id);
		buf_char(&l->c->out, '\n');
	}
}

static bool
list(struct listing *l)
{
	struct private *p CLEANUP(private_close) = NULL;

	TRY(private_of(l->c, false, &p));
	TRY(private_each(p, take, l, &l->c->e));
	if (l->n > 0)
		qsort(l->item, l->n, sizeof *l->item, by_id);
	return true;
}

static int
run(struct call *c)
{
	struct listing l = { .c = c };

	if (!list(&l))
		return fail(c);
	if (c->form == FORM_JSON)
		say_json(&l);
	else if (c->form == FORM_CSV)
		say_csv(&l);
	else
		say_text(&l);
	return 0;
}

const struct cmd cmd_private_list = {
	.name = "private list",
	.args = "ELECTION",
	.summary = "what is kept there, and the commitment to each",
	.about = "Opens every box, so that one that was changed is noticed.\n",
	.option = private_options, .min_args = 1, .max_args = 1, .forms = true,
	.run = run,
};
