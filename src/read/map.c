/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "text/json.h"

#include "read/map.h"

#define SCHEMA   "canvass-map-1"
#define MAX_SIDE 100000

struct reading {
	struct arena          *a;
	const char            *file;
	const struct election *el;
	struct map            *map;
};

static bool
refuse(const struct reading *r, const struct json_value *v, const char *want,
    struct err *e)
{
	return err_at(e, (struct place){ r->file, v->line, v->column },
	    "expected %s", want);
}

/* A drawing unit: a number from 0 to MAX_SIDE. */
static bool
coordinate(const struct reading *r, const struct json_value *v, double *out,
    struct err *e)
{
	*out = strtod(v->text, NULL);
	if (!isfinite(*out) || *out < 0 || *out > MAX_SIDE)
		return refuse(r, v, "a coordinate from 0 to 100000", e);
	return true;
}

static bool
read_point(const struct reading *r, const struct json_value *v, bool opens,
    struct map_unit *u, struct err *e)
{
	struct map_point p = { 0, 0 };
	const struct json_value *x = v->child;

	if (v->kind != JSON_ARRAY || x == NULL || x->kind != JSON_NUMBER ||
	    x->next == NULL || x->next->kind != JSON_NUMBER ||
	    x->next->next != NULL)
		return refuse(r, v, "a point: two numbers", e);
	TRY(coordinate(r, x, &p.x, e));
	TRY(coordinate(r, x->next, &p.y, e));
	u->point = arena_grow(r->a, u->point, u->points, &u->cap, sizeof p);
	u->opens = arena_grow(r->a, u->opens, u->points, &u->opens_cap,
	    sizeof *u->opens);
	u->point[u->points] = p;
	u->opens[u->points++] = opens;
	return true;
}

static bool
read_ring(const struct reading *r, const struct json_value *ring,
    struct map_unit *u, struct err *e)
{
	if (ring->kind != JSON_ARRAY || ring->child == NULL)
		return refuse(r, ring, "a ring: a list of points", e);
	for (const struct json_value *p = ring->child; p != NULL; p = p->next)
		TRY(read_point(r, p, p == ring->child, u, e));
	return true;
}

static bool
read_unit(const struct reading *r, const struct json_value *v, struct err *e)
{
	const struct json_value *id = json_find(v, "id");
	const struct json_value *rings = json_find(v, "rings");
	struct map_unit u = { .unit = NO_UNIT };

	if (id == NULL || id->kind != JSON_STRING || rings == NULL ||
	    rings->kind != JSON_ARRAY)
		return refuse(r, v, "a unit with id and rings", e);
	u.unit = election_find_unit(r->el, id->text);
	if (!unit_exists(u.unit))
		return refuse(r, id, "the id of a unit of the election", e);
	for (const struct json_value *g = rings->child; g != NULL; g = g->next)
		TRY(read_ring(r, g, &u, e));
	r->map->unit = arena_grow(r->a, r->map->unit, r->map->units,
	    &r->map->cap, sizeof u);
	r->map->unit[r->map->units++] = u;
	return true;
}

static bool
read_size(const struct reading *r, const struct json_value *root,
    const char *name, double *out, struct err *e)
{
	const struct json_value *v = json_find(root, name);

	if (v == NULL || v->kind != JSON_NUMBER)
		return refuse(r, root, "width and height as numbers", e);
	return coordinate(r, v, out, e);
}

static bool
has_schema(const struct json_value *root)
{
	const struct json_value *v;

	if (root->kind != JSON_OBJECT)
		return false;
	v = json_find(root, "schema");
	return v != NULL && v->kind == JSON_STRING &&
	    strcmp(v->text, SCHEMA) == 0;
}

bool
map_parse(struct arena *a, struct bytes text, const char *name,
    const struct election *el, struct map **out, struct err *e)
{
	struct memory bytes = { text.p, text.n };
	struct feed feed = { memory_fill, &bytes, name };
	struct reading r = { a, name, el, arena_zero(a, 1, sizeof *r.map) };
	const struct json_value *units, *source;
	struct json_value *root;

	TRY(json_tree(a, feed, &root, e));
	if (!has_schema(root))
		return refuse(&r, root, "an object of schema " SCHEMA, e);
	TRY(read_size(&r, root, "width", &r.map->width, e));
	TRY(read_size(&r, root, "height", &r.map->height, e));
	source = json_find(root, "source");
	r.map->source = source != NULL && source->kind == JSON_STRING ?
	    source->text : "";
	units = json_find(root, "units");
	if (units == NULL || units->kind != JSON_ARRAY)
		return refuse(&r, root, "a list of units", e);
	for (const struct json_value *v = units->child; v != NULL; v = v->next)
		TRY(read_unit(&r, v, e));
	*out = r.map;
	return true;
}
