/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/num.h"

#include "cli/law_file.h"
#include "cli/options.h"

#define MAX_ROWS 1000000

bool
option_day(struct call *c, const char *name, struct day *out)
{
	const char *s = call_option(c, name);

	*out = DAY_UNKNOWN;
	return s == NULL || law_file_day(name, s, out, &c->e);
}

bool
option_rows(struct call *c, const char *name, size_t otherwise, size_t *out)
{
	const char *s = call_option(c, name);
	int64_t n = (int64_t)otherwise;

	if (s != NULL && (num_parse(s, strlen(s), &n) != NUM_OK ||
	    n > MAX_ROWS))
		return err_set(&c->e, ERR_USE, "--%s: found '%s', expected a "
		    "number of rows", name, s);
	*out = (size_t)n;
	return true;
}

static char
lower(char c)
{
	if (c >= 'A' && c <= 'Z')
		c = (char)(c - 'A' + 'a');
	return c;
}

bool
option_is_word(const char *word, const char *p, size_t n)
{
	if (strlen(word) != n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (lower(word[i]) != lower(p[i]))
			return false;
	return true;
}

bool
option_unit(struct call *c, const char *name, const struct election *el,
    struct unit_ix *out)
{
	const char *s = call_option(c, name);

	*out = NO_UNIT;
	if (s == NULL)
		return true;
	*out = election_find_unit(el, s);
	for (uint32_t i = 0; i < el->units && !unit_exists(*out); i++)
		if (option_is_word(el->unit[i].name, s, strlen(s)))
			*out = (struct unit_ix){ i };
	if (unit_exists(*out))
		return true;
	return err_set(&c->e, ERR_INPUT, "%s has no %s '%s'", el->title,
	    el->unit_word, s);
}
