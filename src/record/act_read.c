/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/instant.h"
#include "base/num.h"
#include "text/base64.h"
#include "text/canon.h"
#include "text/json.h"

#include "record/act_read.h"

#define MAX_KEY     128
#define MAX_ID      128	/* so that the shortest entry of an act always fits */
#define MAX_SUBJECT 160
#define SIGNED_PREFIX "canvass act 1\n"

/* Capitals and the marks that ids of the outside world have: docket numbers, file names. */
#define WIDE "ABCDEFGHIJKLMNOPQRSTUVWXYZ._"

bool
act_is_id(const char *s, const char *extra)
{
	size_t n = 0;

	for (; s[n] != '\0'; n++)
		if (strchr("abcdefghijklmnopqrstuvwxyz0123456789-", s[n]) ==
		    NULL && strchr(extra, s[n]) == NULL)
			return false;
	return n > 0;
}

static bool
is_action(const char *s)
{
	const char *point = strchr(s, '.');

	return strlen(s) <= MAX_ID && act_is_id(s, ".") && point != NULL && point > s &&
	    point[1] != '\0' && strchr(point + 1, '.') == NULL;
}

static bool
is_plain(const char *s)
{
	return strlen(s) <= MAX_ID && act_is_id(s, "_");
}

static bool
is_wide(const char *s)
{
	return strlen(s) <= MAX_ID && act_is_id(s, WIDE);
}

static bool
is_key(const char *s)
{
	return strlen(s) <= MAX_KEY && act_is_id(s, WIDE ":");
}

static bool
is_subject(const char *s)
{
	const char *slash = strchr(s, '/');

	return slash != NULL && slash > s && strlen(s) <= MAX_SUBJECT &&
	    act_is_id(slash + 1, WIDE "/:");
}

static bool
is_hash(const char *s)
{
	unsigned char sum[HASH_SIZE];

	return hash_parse(sum, s, strlen(s));
}

static bool
is_when(const char *s)
{
	struct day d;
	int64_t utc;

	return day_parse(s, strlen(s), &d) ||
	    instant_parse(s, strlen(s), &utc);
}

static bool
is_text(const char *s)
{
	return *s != '\0';
}

/* The members that are texts: where they go, and what they must be. */
static const struct member {
	const char *name;
	size_t      at;
	bool        must;
	bool      (*is)(const char *s);
	const char *expected;
} members[] = {
#define MEMBER(name, must, is, expected) \
	{ #name, offsetof(struct act, name), must, is, expected }
	MEMBER(action, true, is_action, "KIND.VERB in small letters"),
	MEMBER(actor, true, is_wide, "an id"),
	MEMBER(as, false, is_plain, "a word of the matrix"),
	MEMBER(commitment, false, is_hash, "64 hexadecimal digits"),
	MEMBER(election, false, is_hash, "64 hexadecimal digits"),
	MEMBER(key, true, is_key, "1 to 128 letters, digits and . _ : -"),
	MEMBER(occurred, true, is_when, "a day, or an instant in UTC"),
	MEMBER(role, true, is_plain, "a role"),
	MEMBER(says, false, is_text, "a sentence"),
	MEMBER(subject, true, is_subject, "KIND/ID"),
	MEMBER(unit, false, is_wide, "the id of a unit"),
#undef MEMBER
};
#define MEMBERS (sizeof members / sizeof *members)

static const struct member *
find_member(const char *name)
{
	for (size_t i = 0; i < MEMBERS; i++)
		if (strcmp(members[i].name, name) == 0)
			return &members[i];
	return NULL;
}

static void
set_text(struct act *act, const struct member *m, const char *text)
{
	memcpy((char *)act + m->at, &text, sizeof text);
}

static const char *
get_text(const struct act *act, const struct member *m)
{
	const char *text;

	memcpy(&text, (const char *)act + m->at, sizeof text);
	return text;
}

static void
clear(struct act *act)
{
	*act = (struct act){ .expect = -1, .utc = -1, .day = DAY_UNKNOWN };
	for (size_t i = 0; i < MEMBERS; i++)
		set_text(act, &members[i], "");
}

static void
set_when(struct act *act)
{
	size_t n = strlen(act->occurred);

	if (!day_parse(act->occurred, n, &act->day) &&
	    !instant_parse(act->occurred, n, &act->utc))
		act->utc = -1;
}

void
act_of_tree(const struct json_value *tree, struct act *out)
{
	clear(out);
	out->tree = tree;
	for (const struct json_value *v = tree->child; v != NULL; v = v->next) {
		const struct member *m = find_member(v->name);

		if (m != NULL && v->kind == JSON_STRING)
			set_text(out, m, v->text);
		else if (strcmp(v->name, "expect") == 0 && v->text != NULL)
			(void)num_parse(v->text, v->n, &out->expect);
		else if (strcmp(v->name, "payload") == 0)
			out->payload = v;
		else if (strcmp(v->name, "sources") == 0)
			out->sources = v;
	}
	set_when(out);
}

/* A text member: keep it if it is well formed, else remember why not. */
static void
read_member(struct arena *a, struct act_line *out, const struct member *m,
    const struct json_value *v)
{
	if (v->kind == JSON_STRING && m->is(v->text)) {
		set_text(&out->act, m, v->text);
		return;
	}
	if (out->malformed == NULL)
		out->malformed = arena_printf(a, "%s is \"%.60s\", expected %s",
		    m->name, v->kind == JSON_STRING ? v->text :
		    "(no text)", m->expected);
}

static bool
read_expect(const struct json_value *v, struct act *act)
{
	return v->kind == JSON_NUMBER &&
	    num_parse(v->text, v->n, &act->expect) == NUM_OK;
}

static bool
is_source(const struct json_value *v)
{
	const struct json_value *cite = json_find(v, "cite");

	return cite != NULL && cite->kind == JSON_STRING && cite->n > 0;
}

static bool
read_sources(const struct json_value *v, struct act *act)
{
	if (v->kind != JSON_ARRAY)
		return false;
	for (const struct json_value *s = v->child; s != NULL; s = s->next)
		if (!is_source(s))
			return false;
	act->sources = v;
	return true;
}

static bool
read_payload(const struct json_value *v, struct act *act)
{
	act->payload = v;
	return v->kind == JSON_OBJECT;
}

/* The members that are no texts. */
static const struct part {
	const char *name;
	bool      (*read)(const struct json_value *v, struct act *act);
	const char *expected;
} parts[] = {
	{ "expect", read_expect, "a whole number" },
	{ "payload", read_payload, "an object" },
	{ "sources", read_sources, "a list of objects, each with a cite" },
};

static void
read_part(struct arena *a, struct act_line *out, const struct json_value *v)
{
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (strcmp(parts[i].name, v->name) != 0)
			continue;
		if (!parts[i].read(v, &out->act) && out->malformed == NULL)
			out->malformed = arena_printf(a, "%s is not %s",
			    v->name, parts[i].expected);
		return;
	}
	if (out->malformed == NULL)
		out->malformed = arena_printf(a,
		    "found the member \"%.60s\", which no act has", v->name);
}

static bool
kinds_agree(const struct act *act)
{
	size_t n = strcspn(act->action, ".");

	return strncmp(act->subject, act->action, n) == 0 &&
	    act->subject[n] == '/';
}

static void
read_members(struct arena *a, const struct json_value *tree,
    struct act_line *out)
{
	for (const struct json_value *v = tree->child; v != NULL; v = v->next) {
		const struct member *m = find_member(v->name);

		if (m != NULL)
			read_member(a, out, m, v);
		else
			read_part(a, out, v);
	}
	for (size_t i = 0; i < MEMBERS && out->malformed == NULL; i++)
		if (members[i].must && *get_text(&out->act, &members[i]) ==
		    '\0')
			out->malformed = arena_printf(a, "has no %s",
			    members[i].name);
	if (out->malformed == NULL && !kinds_agree(&out->act))
		out->malformed = arena_printf(a, "the subject %s is not of "
		    "the kind of the action %s", out->act.subject,
		    out->act.action);
	set_when(&out->act);
}

bool
act_signature(const struct json_value *sig, unsigned char key[SIGN_PUBLIC],
    unsigned char out[SIGN_SIZE])
{
	const struct json_value *k = json_find(sig, "key");
	const struct json_value *s = json_find(sig, "sig");
	size_t got;

	return k != NULL && s != NULL && k->kind == JSON_STRING &&
	    s->kind == JSON_STRING && hash_parse(key, k->text, k->n) &&
	    base64_get(out, SIGN_SIZE, s->text, s->n, &got) &&
	    got == SIGN_SIZE;
}

static bool
read_signature(const struct json_value *line, struct act_line *out,
    struct place at, struct err *e)
{
	const struct json_value *sig = json_find(line, "sig");

	if (sig == NULL)
		return true;
	if (!act_signature(sig, out->key, out->sig))
		return err_at(e, at, "found a sig that is not {\"key\": 64 "
		    "hexadecimal digits, \"sig\": base64}");
	out->is_signed = true;
	return true;
}

/* The act of a line: the line itself, or its member. */
static bool
find_act(const struct json_value *line, struct place at,
    const struct json_value **act, struct err *e)
{
	*act = json_find(line, "act");
	if (*act == NULL)
		*act = line;
	else
		for (const struct json_value *v = line->child; v != NULL;
		    v = v->next)
			if (strcmp(v->name, "act") != 0 &&
			    strcmp(v->name, "sig") != 0 &&
			    strcmp(v->name, "attach") != 0)
				return err_at(e, at, "found the member \"%s\" "
				    "beside act, expected sig or attach",
				    v->name);
	if ((*act)->kind != JSON_OBJECT)
		return err_at(e, at, "expected an act, a JSON object");
	return true;
}

static bool
write_canonical(struct arena *a, struct place at,
    const struct json_value *act, struct act_line *out, struct err *e)
{
	struct buf b CLEANUP(buf_free) = { 0 };
	struct err inner = { 0 };

	if (!canon_write(&b, act, "line", &inner))
		return err_at(e, at, "%s", inner.text);
	out->canonical = (struct bytes){ arena_str(a, b.p, b.len), b.len };
	hash_of(out->hash, b.p, b.len);
	return true;
}

bool
act_read(struct arena *a, const struct record_line *line,
    struct act_line *out, struct err *e)
{
	struct place at = { line->file, line->line, 0 };
	const struct json_value *act;
	struct json_value *tree;
	struct err inner = { 0 };

	*out = (struct act_line){ 0 };
	clear(&out->act);
	if (!json_tree_of(a, line->text.p, line->text.n, "line", &tree,
	    &inner))
		return err_at(e, at, "%s", inner.text);
	TRY(find_act(tree, at, &act, e));
	TRY(read_signature(tree, out, at, e));
	TRY(write_canonical(a, at, act, out, e));
	out->act.tree = act;
	read_members(a, act, out);
	if (*out->act.action == '\0' || *out->act.actor == '\0' ||
	    *out->act.key == '\0')
		return err_at(e, at, "expected an act with action, actor and "
		    "key; %s", out->malformed != NULL ? out->malformed :
		    "one of them is missing");
	return true;
}

void
act_reduced(struct buf *out, const struct act_line *line)
{
	static const char *const kept[] = { "action", "actor", "commitment",
		"key", "occurred", "role", "subject" };
	char hex[HASH_HEX];

	hash_text(hex, line->hash);
	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
		const struct member *m = find_member(kept[i]);
		const char *text = strcmp(kept[i], "commitment") == 0 ? hex :
		    get_text(&line->act, m);

		if (*text == '\0')
			continue;
		buf_str(out, i == 0 ? "{" : ",");
		canon_text(out, kept[i]);
		buf_char(out, ':');
		canon_text(out, text);
	}
	buf_char(out, '}');
}

void
act_signed_bytes(struct buf *out, struct bytes canonical)
{
	buf_str(out, SIGNED_PREFIX);
	buf_put(out, canonical.p, canonical.n);
}
