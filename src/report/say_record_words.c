/* SPDX-License-Identifier: Apache-2.0 */
/* The record in words: names, deeds, times, and what can be done instead. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/instant.h"
#include "law/tell.h"

#include "report/say_record.h"
#include "report/words.h"

const char *
say_record_name(const struct say_record *s, const char *actor)
{
	size_t low = 0, high = s->people;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(s->person[middle].actor, actor);

		if (order == 0)
			return s->person[middle].name;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return *actor == '\0' || strcmp(actor, "recorder") == 0 ?
	    "The record keeper" : actor;
}

const struct authority_row *
say_record_row(const struct say_record *s, const char *action)
{
	return s->authority == NULL ? NULL :
	    authority_row(s->authority, action, s->on);
}

const struct authority_row *
say_record_rule(const struct say_record *s, const struct say_act *act)
{
	return s->authority == NULL ? NULL :
	    authority_row(s->authority, act->action, act->day);
}

const char *
say_record_what(const struct say_record *s, const struct say_act *act)
{
	const struct authority_row *row = say_record_rule(s, act);

	if (strcmp(act->action, "source.import") == 0)
		return "Import a source";
	if (strcmp(act->action, "finding.open") == 0)
		return "List a finding";
	if (strcmp(act->action, "finding.close") == 0)
		return "Close a finding";
	return row != NULL ? row->rule.title : act->action;
}

const char *
say_record_sentence(const struct say_record *s, struct arena *a,
    const struct say_act *act)
{
	if (act->says[0] != '\0')
		return act->says;
	return arena_printf(a, "%s: %s.", say_record_name(s, act->actor),
	    say_record_what(s, act));
}

const char *
say_record_roles(struct arena *a, const struct say_record *s,
    const char *roles)
{
	const char *name[ROLES];
	size_t n = 0;

	while (*roles != '\0') {
		size_t len = strcspn(roles, " ");
		const char *id = arena_str(a, roles, len);
		enum role r;

		if (n < ROLES)
			name[n++] = s->authority != NULL && role_find(id, &r) ?
			    s->authority->called[r] : id;
		roles += len + (roles[len] == ' ');
	}
	return n == 0 ? "nobody" : words_list(a, name, n);
}

const char *
say_record_state(const struct say_record *s, const struct say_act *act,
    const char *state)
{
	const struct lifecycle *l = s->authority == NULL ? NULL :
	    authority_lifecycle(s->authority, act->action);
	const struct lifecycle_state *found = l == NULL ? NULL :
	    lifecycle_state(l, state);

	return found != NULL ? found->title : state;
}

const char *
say_record_time(const struct say_record *s, struct arena *a, int64_t utc)
{
	struct buf b CLEANUP(buf_free) = { 0 };
	struct day d;
	int minute;

	(void)zone_local(&s->law->zone, utc, &d, &minute);
	/* A simulated clock stands at midnight when no more than the day is known. */
	if (s->genesis->simulated && minute == 0 &&
	    zone_utc(&s->law->zone, d, 0) == utc)
		return words_day(a, d);
	tell_time(&b, minute);
	return arena_printf(a, "%s, %s", words_day(a, d), b.p);
}

const char *
say_record_when(const struct say_record *s, struct arena *a,
    const struct say_act *act)
{
	size_t n = strlen(act->occurred);
	struct day d;
	int64_t utc;

	if (day_parse(act->occurred, n, &d))
		return words_day(a, d);
	if (instant_parse(act->occurred, n, &utc))
		return say_record_time(s, a, utc);
	return "not said";
}

const char *
say_record_instead(enum refusal code)
{
	static const char *const words[REFUSALS] = {
		[WRONG_STATE] = "It may be brought again when the state "
		    "allows it.",
		[TOO_EARLY] = "It may be brought again when the time comes.",
		[TOO_LATE] = "The time for it is over.",
		[NO_QUORUM] = "It may be brought again by enough of those "
		    "who must act.",
		[CONFLICT_OF_INTEREST] = "Somebody without an interest may "
		    "do it.",
		[DUPLICATE] = "It may be brought again under a key of its "
		    "own.",
		[STALE_VERSION] = "It may be brought again after a look at "
		    "what has changed.",
		[BAD_SIGNATURE] = "It may be brought again, signed with the "
		    "key that is enrolled.",
		[PRIVACY] = "It may be brought again with a commitment in "
		    "the place of what is private.",
		[STAYED_BY_COURT] = "It may be brought again when the court "
		    "lifts its stay.",
		[MALFORMED] = "It may be brought again in the form that the "
		    "record takes.",
		[RULE_UNKNOWN] = "It waits for a rule that decides it.",
	};

	return words[code] != NULL ? words[code] : "";
}

const char *
say_answer_id(enum say_answer x)
{
	static const char *const ids[] = { "", "granted", "partly",
		"declined" };

	return ids[x];
}

const struct record_subject *
say_record_subject(const struct say_record *s, const char *id)
{
	for (size_t i = 0; i < s->subjects; i++)
		if (strcmp(s->subject[i].id, id) == 0)
			return &s->subject[i];
	return NULL;
}
