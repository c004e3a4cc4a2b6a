/* SPDX-License-Identifier: Apache-2.0 */
/* The files in use: those of the genesis, until others are adopted. */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "store/objects.h"
#include "text/json.h"

#include "record/inside.h"

#define MAX_RULES      ((size_t)4 << 20)
#define MAX_DEFINITION ((size_t)64 << 20)

bool
record_object(struct record *r, struct arena *a, const char *hex, size_t max,
    struct bytes *out, struct err *e)
{
	char now[HASH_HEX];

	TRY(store_object_get(r->store, hex, e));
	TRY(file_read(a, objects_path(a, store_folder(r->store), hex), max,
	    out, e));
	hash_hex(out->p, out->n, now);
	if (strcmp(now, hex) == 0)
		return true;
	return err_set(e, ERR_STORE, "the object %s is damaged: its SHA-256 is "
	    "%s", hex, now);
}

bool
record_definition(struct record *r, struct err *e)
{
	const struct record_file *f = record_file(r, "definition");
	struct json_value *tree;
	struct bytes text;

	if (r->definition != NULL)
		return true;
	TRY(record_object(r, r->a, f->sha256, MAX_DEFINITION, &text, e));
	TRY(json_tree_of(r->a, text.p, text.n, f->name, &tree, e));
	r->definition = tree;
	return true;
}

const struct record_file *
record_file(const struct record *r, const char *use)
{
	for (size_t i = 0; i < r->files; i++)
		if (strcmp(r->file[i].use, use) == 0)
			return &r->file[i];
	return NULL;
}

static bool
take_file(void *ctx, const struct store_fact *fact, struct err *e)
{
	struct record *r = ctx;
	struct record_file *f = &r->file[r->files];
	const struct json_value *name, *sha256;
	struct json_value *v;

	TRY(json_tree_of(r->a, fact->value, strlen(fact->value), "file", &v,
	    e));
	name = json_find(v, "name");
	sha256 = json_find(v, "sha256");
	if (r->files == RECORD_MAX_FILES || name == NULL || sha256 == NULL ||
	    sha256->text == NULL || sha256->n != HASH_HEX - 1)
		return err_set(e, ERR_STORE, "the record's list of files is "
		    "damaged at \"%s\"", fact->id);
	f->use = arena_text(r->a, fact->id);
	f->name = name->text;
	memcpy(f->sha256, sha256->text, HASH_HEX);
	r->files++;
	return true;
}

static bool
read_law(struct record *r, struct err *e)
{
	const struct record_file *rules = record_file(r, "rules");
	const struct record_file *authority = record_file(r, "authority");
	struct bytes text;

	if (rules == NULL)
		return err_set(e, ERR_STORE, "the record names no rule file");
	TRY(record_object(r, r->a, rules->sha256, MAX_RULES, &text, e));
	TRY(law_parse(r->a, text, rules->name, &r->law, e));
	r->authority = NULL;
	if (authority == NULL)
		return true;
	TRY(record_object(r, r->a, authority->sha256, MAX_RULES, &text, e));
	TRY(authority_parse(r->a, text, authority->name, &r->authority, e));
	memcpy(r->authority->sha256, authority->sha256, HASH_HEX);
	return true;
}

static bool
same_files(const struct record_file *was, size_t n, const struct record *r)
{
	if (n != r->files)
		return false;
	for (size_t i = 0; i < n; i++)
		if (strcmp(was[i].sha256, r->file[i].sha256) != 0)
			return false;
	return true;
}

bool
files_refresh(struct record *r, struct err *e)
{
	struct record_file was[RECORD_MAX_FILES];
	size_t n = r->files;

	if (r->seen == r->head.size)
		return true;
	memcpy(was, r->file, sizeof was);
	r->files = 0;
	TRY(store_facts(r->store, "file", NULL, take_file, r, e));
	r->seen = r->head.size;
	if (same_files(was, n, r))
		return true;
	r->definition = NULL;
	return read_law(r, e);
}
