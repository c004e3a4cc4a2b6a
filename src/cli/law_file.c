/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "law/tell.h"
#include "report/doc.h"
#include "text/json.h"

#include "cli/law_file.h"
#include "cli/paths.h"

#define MAX_RULES ((size_t)4 << 20)

bool
law_file_open(struct arena *a, const char *name, struct law **out,
    struct err *e)
{
	struct bytes text;
	char *path;

	TRY(rules_find(a, name, &path, e));
	TRY(file_read(a, path, MAX_RULES, &text, e));
	return law_parse(a, text, path, out, e);
}

const char *
law_file_name(const struct law *l)
{
	return path_name(l->name);
}

bool
law_file_day(const char *option, const char *text, struct day *out,
    struct err *e)
{
	if (day_parse(text, strlen(text), out))
		return true;
	return err_set(e, ERR_USE, "--%s: found \"%s\", expected a date such "
	    "as 2020-11-03", option, text);
}

void
law_file_source(struct node *entry, const struct rule *r)
{
	struct buf cite CLEANUP(buf_free) = { 0 };

	tell_cite(&cite, r);
	doc_pair(entry, "Law", false, "%s", cite.p);
	if (*r->note != '\0')
		doc_pair(entry, "Note", false, "%s", r->note);
	for (size_t i = 0; i < r->disagreements; i++)
		doc_pair(entry, "Not used", false, "%s, %s",
		    r->disagrees[i].value, r->disagrees[i].cite);
}

void
law_file_disagrees(struct json_writer *w, const struct rule *r)
{
	json_array(w, "disagrees");
	for (size_t i = 0; i < r->disagreements; i++) {
		json_object(w, NULL);
		json_text(w, "value", r->disagrees[i].value);
		json_text(w, "cite", r->disagrees[i].cite);
		json_object_end(w);
	}
	json_array_end(w);
}

void
law_file_limits(struct node *body)
{
	struct node *limits = doc_limits(body);

	doc_limit(limits, "What a court would say.", "These are the rules as "
	    "the file has them, with their citations; a rule from memory says "
	    "so.");
	doc_limit(limits, "What was done.", "A deadline says by when, not "
	    "whether.");
	doc_limit(limits, "Other law.", "What the file does not hold is "
	    "unknown here, and not allowed for that reason.");
}
