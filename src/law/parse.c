/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/arena.h"

#include "law/check.h"
#include "law/sections.h"

/* The version of the schema of rule files that this reader knows. */
static const char *const versions[] = { "canvass-rules-1", NULL };

struct top {
	int         version;
	const char *title, *jurisdiction;
};
static const struct schema_field top_fields[] = {
	WORD("schema", true, struct top, version, versions, 0),
	FIELD("title", SCHEMA_TEXT, true, struct top, title),
	FIELD("jurisdiction", SCHEMA_TEXT, true, struct top, jurisdiction),
	PART("zone", true),
	PART("events", true),
	PART("holidays", false),
	PART("deadlines", false),
	PART("recount", false),
	PART("official", false),
	PART("discrepancy", false),
	PART("winner", false),
	PART("certify", false),
	PART("audit", false),
	PART("electors", false),
	{ 0 },
};
static const struct schema top_schema = { "a rule file", NULL, top_fields };

/* The zone, with the rule that says so. */
struct zone_file {
	struct rule rule;
	struct zone zone;
};
static const struct schema_field zone_fields[] = {
	FIELD("name", SCHEMA_TEXT, true, struct zone_file, zone.name),
	FIELD("spoken", SCHEMA_TEXT, true, struct zone_file, zone.spoken),
	PART("standard", true),
	PART("daylight", false),
	{ 0 },
};
static const struct schema zone_schema = { "a zone", &sections_rule,
	zone_fields };

static const struct schema_field standard_fields[] = {
	FIELD("name", SCHEMA_TEXT, true, struct zone, standard),
	FIELD("offset", SCHEMA_OFFSET, true, struct zone, standard_offset),
	{ 0 },
};
static const struct schema standard_schema = { "standard time", NULL,
	standard_fields };

static const struct schema_field daylight_fields[] = {
	FIELD("name", SCHEMA_TEXT, true, struct zone, daylight),
	FIELD("offset", SCHEMA_OFFSET, true, struct zone, daylight_offset),
	PART("starts", true),
	PART("ends", true),
	{ 0 },
};
static const struct schema daylight_schema = { "daylight time", NULL,
	daylight_fields };

static bool
read_daylight(struct arena *a, const struct tree *n, struct zone *z,
    struct err *e)
{
	z->daylight = z->standard;
	z->daylight_offset = z->standard_offset;
	if (n == NULL)
		return true;
	z->has_daylight = true;
	TRY(schema_read(a, &daylight_schema, n, z, e));
	if (z->daylight_offset <= z->standard_offset)
		return err_at(e, n->at, "found daylight time not east of "
		    "standard time, expected it ahead");
	TRY(shape_read_switch(a, tree_find(n, "starts"), &z->start, e));
	return shape_read_switch(a, tree_find(n, "ends"), &z->end, e);
}

static bool
read_zone(struct arena *a, const struct tree *n, struct law *l,
    struct err *e)
{
	struct zone_file f = { 0 };

	TRY(schema_read(a, &zone_schema, n, &f, e));
	TRY(sections_rule_finish(a, n, &f.rule, e));
	TRY(schema_read(a, &standard_schema, tree_find(n, "standard"),
	    &f.zone, e));
	TRY(read_daylight(a, tree_find(n, "daylight"), &f.zone, e));
	l->zone = f.zone;
	l->zone_rule = f.rule;
	return true;
}

static const struct schema_field event_fields[] = {
	FIELD("id", SCHEMA_ID, true, struct event_name, id),
	FIELD("title", SCHEMA_TEXT, true, struct event_name, title),
	FIELD("due", SCHEMA_ID, false, struct event_name, due),
	{ 0 },
};
static const struct schema event_schema = { "an event", NULL, event_fields };

static bool
read_events(struct arena *a, const struct tree *list, struct law_calendar *c,
    struct err *e)
{
	struct event_name *event;

	TRY(schema_list(list, "events", e));
	event = arena_zero(a, schema_length(list) + 1, sizeof *event);
	c->event = event;
	for (const struct tree *n = list->child; n != NULL; n = n->next) {
		TRY(schema_read(a, &event_schema, n, &event[c->events], e));
		for (size_t i = 0; i < c->events; i++)
			if (strcmp(event[i].id, event[c->events].id) == 0)
				return err_at(e, n->at, "found the event "
				    "\"%s\" again, expected it once",
				    event[i].id);
		c->events++;
	}
	return true;
}

/* Read every rule of one kind. */
static bool
read_section(struct arena *a, const struct section *s,
    const struct tree *list, struct rule_file *file, struct err *e)
{
	size_t n = 0;
	char *item;

	TRY(schema_list(list, s->key, e));
	if (schema_length(list) > s->max)
		return err_at(e, list->at, "found %zu %s, expected at most "
		    "%zu", schema_length(list), s->key, s->max);
	item = arena_zero(a, schema_length(list) + 1, s->size);
	memcpy((char *)file + s->list_at, &item, sizeof item);
	for (const struct tree *i = list->child; i != NULL; i = i->next) {
		void *to = item + n++ * s->size;

		TRY(schema_read(a, s->schema, i, to, e));
		TRY(sections_rule_finish(a, i, to, e));
		if (s->finish != NULL)
			TRY(s->finish(a, i, to, e));
	}
	memcpy((char *)file + s->count_at, &n, sizeof n);
	return true;
}

static bool
read_file(struct arena *a, const struct tree *root, const char *name,
    struct rule_file *file, struct err *e)
{
	struct top top;

	TRY(schema_read(a, &top_schema, root, &top, e));
	file->law.name = arena_text(a, name);
	file->law.title = top.title;
	file->law.jurisdiction = top.jurisdiction;
	file->law.calendar = &file->calendar;
	TRY(read_zone(a, tree_find(root, "zone"), &file->law, e));
	TRY(read_events(a, tree_find(root, "events"), &file->calendar, e));
	for (const struct section *s = sections; s->key != NULL; s++) {
		const struct tree *list = tree_find(root, s->key);

		if (list != NULL)
			TRY(read_section(a, s, list, file, e));
	}
	return check_rules(file, e);
}

bool
law_parse(struct arena *a, struct bytes text, const char *name,
    struct law **out, struct err *e)
{
	struct rule_file *file = arena_zero(a, 1, sizeof *file);
	struct tree *root;

	TRY(tree_read(a, text, name, &root, e));
	TRY(read_file(a, root, name, file, e));
	*out = &file->law;
	return true;
}
