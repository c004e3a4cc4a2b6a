/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/err.h"
#include "base/file.h"

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
	const char *slash = strrchr(l->name, '/');

	return slash != NULL ? slash + 1 : l->name;
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
