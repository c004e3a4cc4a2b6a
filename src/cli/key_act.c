/* SPDX-License-Identifier: Apache-2.0 */
#include "crypt/hash.h"
#include "text/canon.h"

#include "cli/door.h"
#include "cli/key.h"
#include "cli/key_act.h"

bool
key_act_public(struct call *c, const char **out)
{
	unsigned char public[SIGN_PUBLIC];
	const char *file;
	char hex[HASH_HEX];

	TRY(bring_need(c, "key-file", &file));
	TRY(key_public(c, file, public));
	hash_text(hex, public);
	*out = arena_text(c->a, hex);
	return true;
}

static void
put_payload(struct buf *out, const struct key_act *act)
{
	const char *comma = "";

	buf_char(out, '{');
	for (const struct key_member *m = act->member; m->name != NULL; m++) {
		if (m->value == NULL)
			continue;
		buf_str(out, comma);
		canon_text(out, m->name);
		buf_char(out, ':');
		canon_text(out, m->value);
		comma = ",";
	}
	buf_char(out, '}');
}

bool
key_act_bring(struct call *c, const struct key_act *act, int *status)
{
	struct record *r CLEANUP(record_close) = NULL;
	struct buf payload CLEANUP(buf_free) = { 0 };
	struct bring b = { .by = act->by, .action = act->action,
		.subject = arena_printf(c->a, "key/%s", act->person),
		.what = act->person, .payload = &payload };

	TRY(door_open(c, c->arg[0], RECORD_WRITE, &r));
	put_payload(&payload, act);
	return bring_act(c, r, &b, status);
}
