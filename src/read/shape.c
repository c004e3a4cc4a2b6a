/* SPDX-License-Identifier: Apache-2.0 */
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/num.h"
#include "model/finding.h"
#include "text/json.h"
#include "text/utf8.h"

#include "read/fold.h"
#include "read/shape.h"

#define ID_MAX 64

/* One member being read: its rule, its value and where it goes. */
struct slot {
	const struct shape_reader *r;
	const struct member_rule  *m;
	const struct json_value   *v;
	void                      *to;
};

static const char *
kind_words(enum json_kind k)
{
	switch (k) {
	case JSON_OBJECT:	return "an object";
	case JSON_ARRAY:	return "a list";
	case JSON_STRING:	return "a text";
	case JSON_NUMBER:	return "a number";
	case JSON_TRUE:
	case JSON_FALSE:	return "true or false";
	default:		return "null";
	}
}

static struct place
place_of(const struct shape_reader *r, const struct json_value *v)
{
	return (struct place){ r->file, v->line, v->column };
}

static bool
wrong(const struct slot *s, const char *expected, struct err *e)
{
	const struct json_value *v = s->v;
	const char *found = kind_words(v->kind);

	if (v->kind == JSON_STRING || v->kind == JSON_NUMBER)
		found = fold_show(s->r->a, v->text, v->n);
	return err_at(e, place_of(s->r, v), "found %s for \"%s\", expected %s",
	    found, s->m->name, expected);
}

/* An enum by its word. */
static bool
read_stage(const struct slot *s, struct err *e)
{
	enum stage *to = s->to;

	return stage_parse(s->v->text, to) ||
	    wrong(s, "a stage: unofficial, original, hand_tally, recount, "
	    "certified, recertified or adjudicated", e);
}

static bool
read_kind(const struct slot *s, struct err *e)
{
	enum count_kind *to = s->to;

	return count_kind_parse(s->v->text, to) ||
	    wrong(s, "a kind of count: original, hand_tally or recount", e);
}

static bool
read_part(const struct slot *s, struct err *e)
{
	enum partition *to = s->to;

	return partition_parse(s->v->text, to) ||
	    wrong(s, "a partition: total, unit, method, precinct, batch or "
	    "turnout", e);
}

static bool
read_code(const struct slot *s, struct err *e)
{
	const char **to = s->to;

	for (int c = 0; c < FINDING_CODES; c++) {
		*to = finding_code_id((enum finding_code)c);
		if (strcmp(*to, s->v->text) == 0)
			return true;
	}
	return wrong(s, "the code of a finding", e);
}

static bool
read_unit(const struct slot *s, struct err *e)
{
	struct unit_ix *to = s->to;

	*to = election_find_unit(s->r->el, s->v->text);
	return unit_exists(*to) || wrong(s, "the id of a unit", e);
}

static bool
read_contest(const struct slot *s, struct err *e)
{
	struct contest_ix *to = s->to;

	*to = election_find_contest(s->r->el, s->v->text);
	return contest_exists(*to) || wrong(s, "the id of a contest", e);
}

static bool
read_count(const struct slot *s, struct err *e)
{
	struct count_ix *to = s->to;

	*to = election_find_count(s->r->el, s->v->text);
	return count_exists(*to) || wrong(s, "the id of a count", e);
}

static bool
read_day(const struct slot *s, struct err *e)
{
	struct day *to = s->to;

	return day_parse(s->v->text, s->v->n, to) ||
	    wrong(s, "a date like 2031-05-06", e);
}

static bool
read_number(const struct slot *s, struct err *e)
{
	enum num_fault f = num_parse(s->v->text, s->v->n, s->to);

	return f == NUM_OK || wrong(s, num_fault_text(f), e);
}

static bool
read_small(const struct slot *s, struct err *e)
{
	uint16_t *to = s->to;
	int64_t n;

	if (num_parse(s->v->text, s->v->n, &n) != NUM_OK || n < 1 ||
	    n > INT16_MAX)
		return wrong(s, "a whole number from 1 to 32767", e);
	*to = (uint16_t)n;
	return true;
}

static bool
read_bool(const struct slot *s, struct err *e)
{
	bool *to = s->to;

	if (s->v->kind != JSON_TRUE && s->v->kind != JSON_FALSE)
		return wrong(s, "true or false", e);
	*to = s->v->kind == JSON_TRUE;
	return true;
}

static bool
is_id(const char *p, size_t n)
{
	static const char ok[] = "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";

	return n > 0 && n <= ID_MAX && p[0] != '.' && strspn(p, ok) == n;
}

static bool
is_hash(const char *p, size_t n)
{
	return n == 64 && strspn(p, "0123456789abcdef") == n;
}

static bool
is_file_name(const char *p, size_t n)
{
	return n > 0 && p[0] != '.' && strchr(p, '/') == NULL;
}

/* Is the text free of what deceives the eye? */
static bool
read_honest(const struct slot *s, bool name, struct err *e)
{
	size_t at;
	enum text_fault f = text_look(s->v->text, s->v->n, &at);

	if (f == TEXT_FINE || (f == TEXT_MIXED && !name))
		return true;
	return err_at(e, place_of(s->r, s->v),
	    "found %s in %s for \"%s\", expected plain text",
	    text_fault_name(f), fold_show(s->r->a, s->v->text, s->v->n),
	    s->m->name);
}

static bool
read_text(const struct slot *s, struct err *e)
{
	const char *p = s->v->text, **to = s->to;
	size_t n = s->v->n;

	if (strlen(p) != n)
		return wrong(s, "a text without NUL", e);
	if (n == 0 && !s->m->optional)
		return wrong(s, "something", e);
	*to = p;
	if (n == 0)
		return true;
	switch (s->m->kind) {
	case MEMBER_ID:
		return is_id(p, n) ||
		    wrong(s, "an id of letters, digits and - _ .", e);
	case MEMBER_FILE:
		return (is_file_name(p, n) && read_honest(s, true, e)) ||
		    (is_file_name(p, n) ? false :
		    wrong(s, "a file name without folder", e));
	case MEMBER_HASH:
		return is_hash(p, n) ||
		    wrong(s, "a SHA-256 of 64 hexadecimal digits", e);
	case MEMBER_NAME:
		if (strpbrk(p, "\n\r\t") != NULL)
			return wrong(s, "one line", e);
		return read_honest(s, true, e);
	case MEMBER_EXACT:
		return true;
	default:
		return read_honest(s, false, e);
	}
}

static void
store_count(void *to, size_t size, size_t n)
{
	if (size == sizeof(uint16_t))
		*(uint16_t *)to = (uint16_t)n;
	else if (size == sizeof(uint32_t))
		*(uint32_t *)to = (uint32_t)n;
	else
		*(size_t *)to = n;
}

static size_t
load_count(const void *from, size_t size)
{
	if (size == sizeof(uint16_t))
		return *(const uint16_t *)from;
	if (size == sizeof(uint32_t))
		return *(const uint32_t *)from;
	return *(const size_t *)from;
}

/* The objects of a list; ${base} is the struct that holds their number. */
static bool
read_list(const struct slot *s, void *base, struct err *e)
{
	const struct shape *of = s->m->of;
	size_t n = 0, i = 0;
	char *item;

	for (const struct json_value *c = s->v->child; c != NULL; c = c->next)
		n++;
	if (n == 0 && !s->m->optional)
		return wrong(s, "one entry at least", e);
	if (s->m->count_size == sizeof(uint16_t) && n >= UINT16_MAX)
		return wrong(s, "fewer than 65535 entries", e);
	item = arena_zero(s->r->a, n, of->size);
	for (const struct json_value *c = s->v->child; c != NULL; c = c->next)
		TRY(shape_read(s->r, of, c, item + i++ * of->size, e));
	memcpy(s->to, &item, sizeof item);
	store_count((char *)base + s->m->count_at, s->m->count_size, n);
	return true;
}

/* Which JSON a member of that kind is written in. */
static enum json_kind
json_kind_of(enum member_kind k)
{
	if (k == MEMBER_LIST)
		return JSON_ARRAY;
	return k == MEMBER_NUMBER || k == MEMBER_SMALL ? JSON_NUMBER :
	    JSON_STRING;
}

static bool
read_member(const struct slot *s, void *base, struct err *e)
{
	enum json_kind kind = json_kind_of(s->m->kind);

	if (s->m->kind == MEMBER_BOOL)
		return read_bool(s, e);
	if (s->v->kind != kind)
		return wrong(s, kind_words(kind), e);
	switch (s->m->kind) {
	case MEMBER_DAY:	return read_day(s, e);
	case MEMBER_NUMBER:	return read_number(s, e);
	case MEMBER_SMALL:	return read_small(s, e);
	case MEMBER_STAGE:	return read_stage(s, e);
	case MEMBER_KIND:	return read_kind(s, e);
	case MEMBER_PART:	return read_part(s, e);
	case MEMBER_CODE:	return read_code(s, e);
	case MEMBER_UNIT:	return read_unit(s, e);
	case MEMBER_CONTEST:	return read_contest(s, e);
	case MEMBER_COUNT:	return read_count(s, e);
	case MEMBER_LIST:	return read_list(s, base, e);
	default:		return read_text(s, e);
	}
}

/* What a member is when nobody said; a zeroed struct does for the rest. */
static void
leave_out(const struct member_rule *m, void *to)
{
	switch (m->kind) {
	case MEMBER_DAY:
		*(struct day *)to = DAY_UNKNOWN;
		break;
	case MEMBER_NUMBER:
		*(int64_t *)to = NUM_UNKNOWN;
		break;
	case MEMBER_UNIT:
		*(struct unit_ix *)to = NO_UNIT;
		break;
	case MEMBER_COUNT:
		*(struct count_ix *)to = NO_COUNT;
		break;
	case MEMBER_BOOL:
	case MEMBER_LIST:
		break;
	default:
		*(const char **)to = "";
	}
}

/* The names that the object may hold, for a message. */
static bool
unknown_member(const struct shape_reader *r, const struct shape *sh,
    const struct json_value *v, struct err *e)
{
	const char *list = "";

	for (const struct member_rule *m = sh->rule; m->name != NULL; m++)
		list = arena_printf(r->a, "%s%s%s", list,
		    m == sh->rule ? "" : ", ", m->name);
	return err_at(e, place_of(r, v),
	    "found the member %s in %s, expected only %s",
	    fold_show(r->a, v->name, strlen(v->name)), sh->what, list);
}

static bool
no_strangers(const struct shape_reader *r, const struct shape *sh,
    const struct json_value *v, struct err *e)
{
	for (const struct json_value *c = v->child; c != NULL; c = c->next) {
		const struct member_rule *m = sh->rule;

		while (m->name != NULL && strcmp(m->name, c->name) != 0)
			m++;
		if (m->name == NULL)
			return unknown_member(r, sh, c, e);
	}
	return true;
}

bool
shape_read(const struct shape_reader *r, const struct shape *sh,
    const struct json_value *v, void *out, struct err *e)
{
	if (v->kind != JSON_OBJECT)
		return err_at(e, place_of(r, v), "found %s, expected %s",
		    kind_words(v->kind), sh->what);
	TRY(no_strangers(r, sh, v, e));
	for (const struct member_rule *m = sh->rule; m->name != NULL; m++) {
		void *to = (char *)out + m->at;
		const struct json_value *c = json_find(v, m->name);

		if (c == NULL && !m->optional)
			return err_at(e, place_of(r, v),
			    "found %s without \"%s\", expected that member",
			    sh->what, m->name);
		if (c == NULL) {
			leave_out(m, to);
			continue;
		}
		TRY(read_member(&(struct slot){ r, m, c, to }, out, e));
	}
	return true;
}

static void
write_list(struct json_writer *w, const struct member_rule *m,
    const void *in, const struct election *el)
{
	size_t n = load_count((const char *)in + m->count_at, m->count_size);
	const char *item;

	memcpy(&item, (const char *)in + m->at, sizeof item);
	if (n == 0 && m->optional)
		return;
	json_array(w, m->name);
	for (size_t i = 0; i < n; i++) {
		json_object(w, NULL);
		shape_write(w, m->of, item + i * m->of->size, el);
		json_object_end(w);
	}
	json_array_end(w);
}

/* A text, or the word or id that stands for a value; "": leave it out. */
static const char *
words_of(const struct member_rule *m, const void *from,
    const struct election *el, char day[DAY_TEXT])
{
	switch (m->kind) {
	case MEMBER_DAY: {
		const struct day *d = from;

		return day_known(*d) ? day_iso(day, *d) : "";
	}
	case MEMBER_STAGE:
		return stage_id(*(const enum stage *)from);
	case MEMBER_KIND:
		return count_kind_id(*(const enum count_kind *)from);
	case MEMBER_PART:
		return partition_id(*(const enum partition *)from);
	case MEMBER_UNIT: {
		const struct unit_ix *u = from;

		return unit_exists(*u) ? el->unit[u->n].id : "";
	}
	case MEMBER_CONTEST:
		return el->contest[((const struct contest_ix *)from)->n].id;
	case MEMBER_COUNT: {
		const struct count_ix *c = from;

		return count_exists(*c) ? el->count[c->n].id : "";
	}
	default:
		return *(const char *const *)from;
	}
}

static void
write_member(struct json_writer *w, const struct member_rule *m,
    const void *from, const struct election *el)
{
	char day[DAY_TEXT];
	const char *s;

	switch (m->kind) {
	case MEMBER_NUMBER:
		if (num_known(*(const int64_t *)from))
			json_num(w, m->name, *(const int64_t *)from);
		return;
	case MEMBER_SMALL:
		json_num(w, m->name, *(const uint16_t *)from);
		return;
	case MEMBER_BOOL:
		if (*(const bool *)from || !m->optional)
			json_bool(w, m->name, *(const bool *)from);
		return;
	default:
		s = words_of(m, from, el, day);
		if (s != NULL && (*s != '\0' || !m->optional))
			json_text(w, m->name, s);
	}
}

void
shape_write(struct json_writer *w, const struct shape *sh, const void *in,
    const struct election *el)
{
	for (const struct member_rule *m = sh->rule; m->name != NULL; m++) {
		if (m->kind == MEMBER_LIST)
			write_list(w, m, in, el);
		else
			write_member(w, m, (const char *)in + m->at, el);
	}
}
