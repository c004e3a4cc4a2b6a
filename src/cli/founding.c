/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/instant.h"
#include "crypt/sign.h"
#include "ledger/note.h"
#include "record/act_read.h"
#include "text/base64.h"
#include "text/canon.h"
#include "text/json.h"

#include "cli/founding.h"

#define MAX_PEOPLE    ((size_t)16 << 20)
#define DEMONSTRATION "demonstration:"

/* What is being written. */
struct writing {
	struct arena               *a;
	const struct founding_plan *plan;
	const struct json_value    *given;	/* of the people's file; NULL: none */
	const char                 *name;	/* of that file */
	struct buf                 *out;
	struct err                 *e;
};

/* The members that a people's file may have; they go into the genesis as they are. */
static const char *const members[] = { "clock", "kind", "log", "occurred",
	"officers", "people", "threshold" };

static bool
check_members(const struct writing *w)
{
	for (const struct json_value *v = w->given->child; v != NULL;
	    v = v->next) {
		size_t i = 0;

		while (i < sizeof members / sizeof *members &&
		    strcmp(members[i], v->name) != 0)
			i++;
		if (i == sizeof members / sizeof *members)
			return err_at(w->e, (struct place){ w->name, v->line,
			    v->column }, "found the member \"%s\", expected "
			    "clock, kind, log, occurred, officers, people or "
			    "threshold", v->name);
	}
	return true;
}

/* "demonstration:N" stands for that public key. */
static bool
name_key(const struct writing *w, struct json_value *key)
{
	struct sign_key k CLEANUP(sign_key_forget) = { 0 };
	char hex[HASH_HEX];
	char *end;
	long n;

	if (key->kind != JSON_STRING || strncmp(key->text, DEMONSTRATION,
	    strlen(DEMONSTRATION)) != 0)
		return true;
	n = strtol(key->text + strlen(DEMONSTRATION), &end, 10);
	if (*end != '\0' || n < 0 || n >= SIGN_DEMONSTRATIONS)
		return err_at(w->e, (struct place){ w->name, key->line,
		    key->column }, "found the key \"%s\", expected "
		    DEMONSTRATION "0 to %d", key->text,
		    SIGN_DEMONSTRATIONS - 1);
	sign_demonstration(&k, (unsigned)n);
	hash_text(hex, k.public);
	key->text = arena_text(w->a, hex);
	key->n = strlen(hex);
	return true;
}

static bool
name_keys(const struct writing *w, struct json_value *people)
{
	if (people->kind != JSON_ARRAY)
		return true;	/* genesis_read says what is wrong */
	for (struct json_value *p = people->child; p != NULL; p = p->next) {
		if (p->kind != JSON_OBJECT)
			continue;
		for (struct json_value *v = p->child; v != NULL; v = v->next)
			if (strcmp(v->name, "key") == 0)
				TRY(name_key(w, v));
	}
	return true;
}

static bool
read_people(struct writing *w)
{
	struct json_value *tree;
	struct bytes text;

	w->name = w->plan->people;
	if (w->name == NULL)
		return true;
	TRY(file_read(w->a, w->name, MAX_PEOPLE, &text, w->e));
	TRY(json_tree_of(w->a, text.p, text.n, w->name, &tree, w->e));
	if (tree->kind != JSON_OBJECT)
		return err_set(w->e, ERR_INPUT, "%s: expected an object with "
		    "people, officers and threshold", w->name);
	w->given = tree;
	TRY(check_members(w));
	for (struct json_value *v = tree->child; v != NULL; v = v->next)
		if (strcmp(v->name, "people") == 0)
			TRY(name_keys(w, v));
	return true;
}

static void
put_text(struct buf *out, const char *name, const char *text)
{
	buf_char(out, ',');
	canon_text(out, name);
	buf_char(out, ':');
	canon_text(out, text);
}

/* A member as the people's file gives it, or as it is when nobody says otherwise. */
static bool
put_given(const struct writing *w, const char *name, const char *otherwise)
{
	const struct json_value *v = w->given == NULL ? NULL :
	    json_find(w->given, name);

	buf_printf(w->out, ",\"%s\":", name);
	if (v != NULL)
		return canon_write(w->out, v, w->name, w->e);
	buf_str(w->out, otherwise);
	return true;
}

static bool
given_word(const struct writing *w, const char *name, const char *word,
    bool otherwise)
{
	const struct json_value *v = w->given == NULL ? NULL :
	    json_find(w->given, name);

	return v == NULL ? otherwise : v->text != NULL &&
	    strcmp(v->text, word) == 0;
}

/* A log that nobody named is signed with a key that everybody has; a real record refuses it. */
static char *
plain_log(const struct writing *w)
{
	struct sign_key k CLEANUP(sign_key_forget) = { 0 };
	struct buf b CLEANUP(buf_free) = { 0 };
	struct note_key key;

	const char *origin = arena_printf(w->a, "canvass-%s/%s",
	    given_word(w, "kind", "history", true) ? "history" : "test",
	    w->plan->el->id);

	sign_demonstration(&k, 0);
	key = note_key_of(w->a, origin, NOTE_ED25519, k.public);
	buf_str(&b, "{\"key\":\"");
	note_key_write(&b, &key);
	buf_str(&b, "\"");
	put_text(&b, "origin", origin);
	buf_char(&b, '}');
	return arena_str(w->a, b.p, b.len);
}

static void
put_files(const struct writing *w)
{
	buf_str(w->out, ",\"files\":[");
	for (size_t i = 0; i < w->plan->files; i++) {
		const struct founding_file *f = &w->plan->file[i];

		buf_printf(w->out, "%s{\"sha256\":\"%s\"", i > 0 ? "," : "",
		    f->sha256);
		put_text(w->out, "name", f->name);
		put_text(w->out, "use", f->use);
		buf_char(w->out, '}');
	}
	buf_char(w->out, ']');
}

static bool
put_act(const struct writing *w)
{
	const struct election *el = w->plan->el;
	char day[DAY_TEXT], begin[INSTANT_TEXT + 2];
	char instant[INSTANT_TEXT];

	instant_text(instant, zone_utc(&w->plan->law->zone, el->date, 0));
	(void)snprintf(begin, sizeof begin, "\"%s\"", instant);
	buf_str(w->out, "{\"action\":\"genesis\"");
	put_text(w->out, "date", day_iso(day, el->date));
	put_text(w->out, "election", el->id);
	put_text(w->out, "jurisdiction", el->jurisdiction);
	put_text(w->out, "title", el->title);
	buf_printf(w->out, ",\"units\":%d", (int)el->units);
	put_files(w);
	TRY(put_given(w, "kind", "\"history\""));
	TRY(put_given(w, "clock", given_word(w, "kind", "real", false) ?
	    "\"real\"" : "\"simulated\""));
	TRY(put_given(w, "log", plain_log(w)));
	TRY(put_given(w, "occurred", begin));
	TRY(put_given(w, "officers", "[]"));
	TRY(put_given(w, "people", "[]"));
	TRY(put_given(w, "threshold", "0"));
	buf_char(w->out, '}');
	return true;
}

/* The demonstration key with that public half; false if it is none. */
static bool
find_demonstration(const char *hex, struct sign_key *k)
{
	char text[HASH_HEX];

	for (unsigned n = 0; n < SIGN_DEMONSTRATIONS; n++) {
		sign_demonstration(k, n);
		hash_text(text, k->public);
		if (strcmp(text, hex) == 0)
			return true;
	}
	return false;
}

static const char *
key_of(const struct json_value *people, const char *actor)
{
	for (const struct json_value *p = people == NULL ? NULL :
	    people->child; p != NULL; p = p->next) {
		const struct json_value *id = json_find(p, "actor");
		const struct json_value *key = json_find(p, "key");

		if (id != NULL && key != NULL && id->kind == JSON_STRING &&
		    key->kind == JSON_STRING && strcmp(id->text, actor) == 0)
			return key->text;
	}
	return NULL;
}

static void
put_sig(struct buf *out, const char *hex, const unsigned char sig[SIGN_SIZE],
    bool first)
{
	buf_printf(out, "%s{\"key\":\"%s\",\"sig\":\"", first ? "" : ",", hex);
	base64_put(out, sig, SIGN_SIZE);
	buf_str(out, "\"}");
}

/* Sign ${act}, canonical, for the officers whose keys are no secret. */
static void
put_sigs(const struct writing *w, struct bytes act)
{
	const struct json_value *officers = w->given == NULL ? NULL :
	    json_find(w->given, "officers");
	struct buf b CLEANUP(buf_free) = { 0 };
	bool first = true;

	act_signed_bytes(&b, act);
	for (const struct json_value *o = officers == NULL ? NULL :
	    officers->child; o != NULL; o = o->next) {
		struct sign_key k CLEANUP(sign_key_forget) = { 0 };
		unsigned char sig[SIGN_SIZE];
		const char *hex = o->kind != JSON_STRING ? NULL :
		    key_of(json_find(w->given, "people"), o->text);

		if (hex == NULL || !find_demonstration(hex, &k))
			continue;
		sign_make(sig, b.p, b.len, &k);
		put_sig(w->out, hex, sig, first);
		first = false;
	}
}

bool
founding_write(struct arena *a, const struct founding_plan *plan,
    struct buf *out, struct err *e)
{
	struct buf loose CLEANUP(buf_free) = { 0 };
	struct buf act CLEANUP(buf_free) = { 0 };
	struct writing w = { .a = a, .plan = plan, .out = &loose, .e = e };
	struct json_value *tree;

	TRY(read_people(&w));
	TRY(put_act(&w));
	TRY(json_tree_of(a, loose.p, loose.len, "genesis", &tree, e));
	TRY(canon_write(&act, tree, "genesis", e));
	w.out = out;
	buf_str(out, "{\"act\":");
	buf_put(out, act.p, act.len);
	buf_str(out, ",\"sigs\":[");
	put_sigs(&w, (struct bytes){ act.p, act.len });
	buf_str(out, "]}\n");
	return true;
}

static bool
is_planned(const struct founding_plan *plan, const struct json_value *file)
{
	const struct json_value *use = json_find(file, "use");
	const struct json_value *sum = json_find(file, "sha256");

	for (size_t i = 0; i < plan->files; i++)
		if (use != NULL && sum != NULL && use->text != NULL &&
		    sum->text != NULL &&
		    strcmp(plan->file[i].use, use->text) == 0)
			return strcmp(plan->file[i].sha256, sum->text) == 0;
	return false;
}

bool
founding_names(struct arena *a, struct bytes genesis, const char *name,
    const struct founding_plan *plan, struct err *e)
{
	const struct json_value *act, *files;
	struct json_value *tree;
	size_t n = 0;

	TRY(json_tree_of(a, genesis.p, genesis.n, name, &tree, e));
	act = json_find(tree, "act");
	files = act == NULL ? NULL : json_find(act, "files");
	if (files == NULL || files->kind != JSON_ARRAY)
		return err_set(e, ERR_INPUT, "%s: expected a genesis, with "
		    "the list \"files\" in its act", name);
	for (const struct json_value *f = files->child; f != NULL;
	    f = f->next, n++)
		if (!is_planned(plan, f))
			return err_at(e, (struct place){ name, f->line,
			    f->column }, "found a file that is not what the "
			    "definition names now; write the draft again");
	if (n != plan->files)
		return err_set(e, ERR_INPUT, "%s: found %zu files, expected "
		    "%zu; write the draft again", name, n, plan->files);
	return true;
}
