/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "base/instant.h"
#include "crypt/hash.h"
#include "store/store.h"
#include "text/canon.h"

#include "cli/door.h"

int64_t
door_now(void)
{
	return (int64_t)time(NULL);
}

/* The program that wrote last; "" for none. */
static bool
find_program(struct record *r, struct arena *a, const char **out,
    struct err *e)
{
	struct store_fact fact;
	bool found;

	TRY(store_fact_find(record_store(r), a, "program", "canvass", &found,
	    &fact, e));
	*out = found ? fact.value : "";
	return true;
}

/* Say in the record that this program writes from now on. */
static bool
enter_program(struct record *r, struct bytes payload, const char *binary,
    struct err *e)
{
	char key[80];
	struct keeper_act act = { .action = "program.use", .unit = "",
		.subject = "program/canvass", .key = key, .payload = payload };

	TRY(record_begin(r, e));
	act.now = record_now(r, door_now());
	(void)snprintf(key, sizeof key, "program-%.16s-%" PRId64, binary,
	    record_size(r));
	return door_keep(r, &act, e) && record_commit(r, e);
}

/*
 * Which program wrote what can be told later, if its file can be built again
 * (tools/reproduce).  A simulated record is not of this machine's day.
 */
static bool
name_program(struct call *c, struct record *r)
{
	const char *known, *payload;
	char hex[HASH_HEX];

	if (record_genesis(r)->simulated)
		return true;
	if (!hash_file("/proc/self/exe", hex))
		return err_set(&c->e, ERR_SYSTEM,
		    "this program's own file cannot be read");
	payload = arena_printf(c->a, "{\"binary\":\"%s\",\"version\":\""
	    CANVASS_VERSION "\"}", hex);
	TRY(find_program(r, c->a, &known, &c->e));
	if (strcmp(known, payload) == 0 || enter_program(r, (struct bytes){
	    payload, strlen(payload) }, hex, &c->e))
		return true;
	record_rollback(r);
	return false;
}

bool
door_open(struct call *c, const char *address, enum record_how how,
    struct record **out)
{
	if (!store_is_address(address) && !file_exists(arena_printf(c->a,
	    "%s/record.db", address)))
		return err_set(&c->e, ERR_INPUT, "%s: found no election here, "
		    "expected a folder made by 'canvass init'", address);
	TRY(record_open(c->a, address, how, out, &c->e));
	return how != RECORD_WRITE || name_program(c, *out);
}

static void
put_member(struct buf *out, const char *name, const char *text)
{
	buf_printf(out, ",\"%s\":", name);
	canon_text(out, text);
}

static void
put_act(struct buf *out, const struct keeper_act *act)
{
	char now[INSTANT_TEXT];

	buf_str(out, "{\"actor\":\"recorder\",\"role\":\"recorder\"");
	put_member(out, "action", act->action);
	put_member(out, "key", act->key);
	put_member(out, "subject", act->subject);
	put_member(out, "occurred", instant_text(now, act->now));
	if (act->unit[0] != '\0')
		put_member(out, "unit", act->unit);
	buf_str(out, ",\"payload\":");
	buf_put(out, act->payload.p, act->payload.n);
	buf_char(out, '}');
}

bool
door_keep(struct record *r, const struct keeper_act *act, struct err *e)
{
	struct buf b CLEANUP(buf_free) = { 0 };
	struct record_line line = { .file = "the record keeper",
		.now = act->now, .keeper = true };
	struct receipt receipt;

	put_act(&b, act);
	line.text = (struct bytes){ b.p, b.len };
	TRY(record_put(r, &line, &receipt, e));
	if (receipt.outcome == OUTCOME_DONE)
		return true;
	return err_set(e, ERR_STORE, "%s of %s was refused: %s %s",
	    act->action, act->subject, refusal_id(receipt.code), receipt.why);
}

#define PAGE 1000	/* entries */

bool
door_each(struct record *r, int64_t size, store_visit *visit, void *ctx,
    struct err *e)
{
	for (int64_t from = 0; from < size; from += PAGE) {
		struct store_query q = { .from = from,
			.to = from + PAGE < size ? from + PAGE : size };

		TRY(store_each(record_store(r), &q, visit, ctx, e));
	}
	return true;
}
