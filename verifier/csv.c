/* SPDX-License-Identifier: Apache-2.0 */
#include "bytes.h"

/* Between quotes two of them stand for one. */
static struct text
unquoted(struct text t)
{
	char *out = lasting(t.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < t.n; i++) {
		out[n++] = t.p[i];
		i += t.p[i] == '"';
	}
	return (struct text){ out, n };
}

static struct text
next_field(struct text *rest, char *end)
{
	bool quoted = rest->n > 0 && rest->p[0] == '"', doubled = false;
	size_t from = quoted, i = from;
	struct text field;

	for (; i < rest->n; i++) {
		bool quote = rest->p[i] == '"';

		if (quoted && quote && i + 1 < rest->n &&
		    rest->p[i + 1] == '"') {
			doubled = true;
			i++;
		} else if (quoted ? quote : rest->p[i] == ',' ||
		    rest->p[i] == '\n') {
			break;
		}
	}
	field = (struct text){ rest->p + from, i - from };
	field.n -= !quoted && i < rest->n && rest->p[i] == '\n' &&
	    field.n > 0 && field.p[field.n - 1] == '\r';
	i += quoted && i < rest->n;
	*end = i < rest->n ? rest->p[i] : '\n';
	*rest = text_from(*rest, i + (i < rest->n));
	return doubled ? unquoted(field) : field;
}

size_t
csv_row(struct text *rest, struct text *field, size_t most)
{
	size_t n = 0;
	char end = ',';

	while (rest->n > 0 && n < most && end == ',')
		field[n++] = next_field(rest, &end);
	return end == '\n' || n == 0 ? n : 0;
}

size_t
csv_column(const struct text *head, size_t n, struct text name)
{
	for (size_t i = 0; i < n; i++) {
		if (text_same(head[i], name))
			return i;
	}
	return SIZE_MAX;
}
