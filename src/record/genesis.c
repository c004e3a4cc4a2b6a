/* SPDX-License-Identifier: Apache-2.0 */
/* Entry 0: what the record is of, under which law, and who founded it. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/instant.h"
#include "base/num.h"
#include "text/canon.h"
#include "text/json.h"

#include "record/inside.h"

struct reading {
	struct arena            *a;
	const char              *name;
	const struct json_value *act, *sigs;
	struct founding         *out;
	struct err              *e;
};

static struct place
place_of(const struct reading *g, const struct json_value *v)
{
	return (struct place){ g->name, v->line, v->column };
}

static bool
need_text(const struct reading *g, const struct json_value *in,
    const char *name, const char **out)
{
	const struct json_value *v = json_find(in, name);

	if (v == NULL || v->kind != JSON_STRING || v->n == 0)
		return err_at(g->e, place_of(g, v != NULL ? v : in),
		    "expected the text \"%s\" in a genesis", name);
	*out = v->text;
	return true;
}

static bool
need_list(const struct reading *g, const char *name,
    const struct json_value **out)
{
	*out = json_find(g->act, name);
	if (*out == NULL || (*out)->kind != JSON_ARRAY)
		return err_at(g->e, place_of(g, g->act),
		    "expected the list \"%s\" in a genesis", name);
	return true;
}

static bool
need_number(const struct reading *g, const char *name, int64_t *out)
{
	const struct json_value *v = json_find(g->act, name);

	if (v == NULL || v->kind != JSON_NUMBER ||
	    num_parse(v->text, v->n, out) != NUM_OK)
		return err_at(g->e, place_of(g, g->act),
		    "expected the whole number \"%s\" in a genesis", name);
	return true;
}

static bool
need_word(const struct reading *g, const char *name,
    const char *const *words, int *out)
{
	const char *text = "";

	TRY(need_text(g, g->act, name, &text));
	for (*out = 0; words[*out] != NULL; ++*out)
		if (strcmp(words[*out], text) == 0)
			return true;
	return err_at(g->e, place_of(g, json_find(g->act, name)),
	    "found \"%s\", expected a %s that this program knows", text, name);
}

static bool
read_head(const struct reading *g)
{
	static const char *const kinds[] = { "real", "test", "history", NULL };
	static const char *const clocks[] = { "real", "simulated", NULL };
	struct genesis *out = &g->out->genesis;
	const struct json_value *log = json_find(g->act, "log");
	const char *date = "", *occurred = "", *action = "";
	int kind = 0, clock = 0;

	TRY(need_text(g, g->act, "action", &action));
	TRY(need_text(g, g->act, "election", &out->election));
	TRY(need_text(g, g->act, "title", &out->title));
	TRY(need_text(g, g->act, "jurisdiction", &out->jurisdiction));
	TRY(need_text(g, g->act, "date", &date));
	TRY(need_text(g, g->act, "occurred", &occurred));
	TRY(need_word(g, "kind", kinds, &kind));
	TRY(need_word(g, "clock", clocks, &clock));
	TRY(need_number(g, "units", &g->out->units));
	if (log == NULL || strcmp(action, "genesis") != 0)
		return err_at(g->e, place_of(g, g->act), "expected the action "
		    "genesis, and \"log\" with origin and key");
	TRY(need_text(g, log, "origin", &out->origin));
	TRY(need_text(g, log, "key", &out->log_key));
	out->kind = (enum record_kind)kind;
	out->simulated = clock == 1;
	if (!day_parse(date, strlen(date), &g->out->date) ||
	    !instant_parse(occurred, strlen(occurred),
	    &g->out->entry.logged))
		return err_at(g->e, place_of(g, g->act), "expected date as a "
		    "day and occurred as an instant");
	return true;
}

/* Does the text ${name} of ${v} stand in an item of ${list} before ${v}? */
static bool
stands_before(const struct json_value *list, const struct json_value *v,
    const char *name)
{
	const char *text = json_find(v, name)->text;

	for (list = list->child; list != v; list = list->next)
		if (strcmp(json_find(list, name)->text, text) == 0)
			return true;
	return false;
}

static bool
read_files(const struct reading *g)
{
	const struct json_value *files = NULL;
	const char *text = "";
	unsigned char sum[HASH_SIZE];

	TRY(need_list(g, "files", &files));
	for (const struct json_value *f = files->child; f != NULL; f = f->next) {
		TRY(need_text(g, f, "name", &text));
		TRY(need_text(g, f, "use", &text));
		TRY(need_text(g, f, "sha256", &text));
		if (!hash_parse(sum, text, strlen(text)))
			return err_at(g->e, place_of(g, f), "found a sha256 "
			    "that is not 64 hexadecimal digits");
		if (stands_before(files, f, "use"))
			return err_at(g->e, place_of(g, f), "found a second "
			    "file of one use");
	}
	return true;
}

/* A real election takes no key that everybody has. */
static bool
check_key(const struct reading *g, const struct json_value *key)
{
	unsigned char public[SIGN_PUBLIC];

	if (key->kind != JSON_STRING || !hash_parse(public, key->text, key->n))
		return err_at(g->e, place_of(g, key), "found a key that is not "
		    "64 hexadecimal digits");
	if (g->out->genesis.kind == RECORD_REAL && sign_is_demonstration(public))
		return err_at(g->e, place_of(g, key), "found a published "
		    "demonstration key, expected a key of this election");
	return true;
}

static bool
read_people(const struct reading *g)
{
	const struct json_value *people = NULL;
	const char *text = "";

	TRY(need_list(g, "people", &people));
	for (const struct json_value *p = people->child; p != NULL;
	    p = p->next) {
		const struct json_value *key = json_find(p, "key");
		enum role role;

		TRY(need_text(g, p, "actor", &text));
		TRY(need_text(g, p, "name", &text));
		TRY(need_text(g, p, "role", &text));
		if (!role_find(text, &role))
			return err_at(g->e, place_of(g, p), "found the role "
			    "\"%s\", expected one of the twelve", text);
		if (stands_before(people, p, "actor"))
			return err_at(g->e, place_of(g, p), "found a second "
			    "person of one id");
		if (key != NULL)
			TRY(check_key(g, key));
	}
	return true;
}

static const struct json_value *
find_person(const struct reading *g, const char *actor)
{
	const struct json_value *p = json_find(g->act, "people")->child;

	while (p != NULL && strcmp(json_find(p, "actor")->text, actor) != 0)
		p = p->next;
	return p;
}

static bool
has_signed(const struct reading *g, const struct json_value *key)
{
	unsigned char want[SIGN_PUBLIC], public[SIGN_PUBLIC], sig[SIGN_SIZE];
	struct buf b CLEANUP(buf_free) = { 0 };

	act_signed_bytes(&b, g->out->entry.act_bytes);
	(void)hash_parse(want, key->text, key->n);
	for (const struct json_value *s = g->sigs->child; s != NULL; s = s->next)
		if (act_signature(s, public, sig) &&
		    memcmp(public, want, SIGN_PUBLIC) == 0 &&
		    sign_holds(sig, b.p, b.len, public))
			return true;
	return false;
}

/* An officer counts once, and one key is not two officers. */
static bool
counts_twice(const struct reading *g, const struct json_value *officers,
    const struct json_value *o)
{
	const char *key = json_find(find_person(g, o->text), "key")->text;

	for (const struct json_value *v = officers->child; v != o; v = v->next)
		if (strcmp(json_find(find_person(g, v->text), "key")->text,
		    key) == 0)
			return true;
	return false;
}

/* m of the n officers must have signed. */
static bool
check_officers(const struct reading *g)
{
	const struct json_value *officers = NULL;
	int64_t threshold = 0, have = 0;
	int64_t least = g->out->genesis.kind == RECORD_REAL ? 2 :
	    g->out->genesis.kind == RECORD_TEST ? 1 : 0;

	TRY(need_list(g, "officers", &officers));
	TRY(need_number(g, "threshold", &threshold));
	for (const struct json_value *o = officers->child; o != NULL;
	    o = o->next) {
		const struct json_value *p = o->kind != JSON_STRING ? NULL :
		    find_person(g, o->text);
		const struct json_value *key = p == NULL ? NULL :
		    json_find(p, "key");

		if (key == NULL)
			return err_at(g->e, place_of(g, o), "found an officer "
			    "who is not among the people, or has no key");
		if (counts_twice(g, officers, o))
			return err_at(g->e, place_of(g, o), "found an officer "
			    "twice, or two officers with one key");
		have += has_signed(g, key);
	}
	if (threshold < least)
		return err_at(g->e, place_of(g, g->act), "found a threshold of "
		    "%d, expected %d or more", (int)threshold, (int)least);
	if (have < threshold)
		return err_at(g->e, place_of(g, g->act), "%d of the officers "
		    "have signed, expected %d", (int)have, (int)threshold);
	return true;
}

static bool
check_kind(const struct reading *g)
{
	if (g->out->genesis.kind == RECORD_REAL && g->out->genesis.simulated)
		return err_at(g->e, place_of(g, g->act), "found a simulated "
		    "clock, expected the real one in a real election");
	return true;
}

static bool
write_act(const struct reading *g)
{
	struct buf b CLEANUP(buf_free) = { 0 };

	TRY(canon_write(&b, g->act, g->name, g->e));
	g->out->entry.act_bytes = (struct bytes){ arena_str(g->a, b.p, b.len),
		b.len };
	return true;
}

bool
genesis_read(struct arena *a, struct bytes bytes, const char *name,
    struct founding *out, struct err *e)
{
	struct reading g = { .a = a, .name = name, .out = out, .e = e };
	struct json_value *tree;

	*out = (struct founding){ .entry.outcome = OUTCOME_GENESIS };
	TRY(json_tree_of(a, bytes.p, bytes.n, name, &tree, e));
	g.act = json_find(tree, "act");
	g.sigs = json_find(tree, "sigs");
	if (g.act == NULL || g.act->kind != JSON_OBJECT || g.sigs == NULL ||
	    g.sigs->kind != JSON_ARRAY)
		return err_set(e, ERR_INPUT, "%s: expected {\"act\": ..., "
		    "\"sigs\": [...]}", name);
	TRY(write_act(&g));
	TRY(read_head(&g));
	TRY(check_kind(&g));
	TRY(read_files(&g));
	TRY(read_people(&g));
	TRY(check_officers(&g));
	act_of_tree(g.act, &out->entry.act);
	out->entry.sigs = g.sigs;
	return true;
}
