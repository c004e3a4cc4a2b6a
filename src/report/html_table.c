/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "report/html_put.h"

#define NARROW 3	/* tables of so many columns never need to scroll */

static bool
same_group(const struct doc_column *a, const struct doc_column *b)
{
	if (a->group == NULL || b->group == NULL)
		return a->group == b->group;
	return strcmp(a->group, b->group) == 0;
}

/* Does column ${k} open a group of columns beside another group? */
static bool
opens_group(const struct doc_table *t, size_t k)
{
	return k > 0 && t->column[k].group != NULL
	    && t->column[k - 1].group != NULL
	    && !same_group(&t->column[k - 1], &t->column[k]);
}

static void
cell_class(struct buf *out, const struct doc_table *t, size_t k)
{
	bool right = t->column[k].align == ALIGN_RIGHT;

	if (right && opens_group(t, k))
		LIT(out, " class=\"n gap\"");
	else if (right)
		LIT(out, " class=\"n\"");
	else if (opens_group(t, k))
		LIT(out, " class=\"gap\"");
}

static void
put_group(struct buf *out, const struct doc_table *t, size_t k, size_t span)
{
	if (t->column[k].group == NULL) {
		for (size_t i = 0; i < span; i++)
			LIT(out, "<td></td>");
		return;
	}
	LIT(out, "<th scope=\"colgroup\" colspan=\"");
	buf_printf(out, "%zu", span);
	LIT(out, "\"");
	cell_class(out, t, k);
	LIT(out, ">");
	html_text(out, t->column[k].group);
	LIT(out, "</th>");
}

/* The row of spanning headers, if any column has one. */
static void
put_groups(struct buf *out, const struct doc_table *t)
{
	bool any = false;

	for (size_t k = 0; k < t->columns; k++)
		any = any || t->column[k].group != NULL;
	if (!any)
		return;
	LIT(out, "<tr class=\"group\">");
	for (size_t k = 0, end; k < t->columns; k = end) {
		for (end = k + 1; end < t->columns
		    && same_group(&t->column[k], &t->column[end]);)
			end++;
		put_group(out, t, k, end - k);
	}
	LIT(out, "</tr>\n");
}

static void
put_head(struct buf *out, const struct doc_table *t)
{
	LIT(out, "<thead>");
	put_groups(out, t);
	LIT(out, "<tr>");
	for (size_t k = 0; k < t->columns; k++) {
		LIT(out, "<th scope=\"col\"");
		cell_class(out, t, k);
		LIT(out, ">");
		html_text(out, t->column[k].header);
		LIT(out, "</th>");
	}
	LIT(out, "</tr></thead>\n");
}

static void
put_content(struct buf *out, const struct doc_cell *c, const char *root)
{
	if (c->small)
		LIT(out, "<small>");
	if (c->href != NULL) {
		LIT(out, "<a");
		html_href(out, root, c->href);
		LIT(out, ">");
	}
	if (c->runs != NULL)
		html_runs(out, c->runs, root);
	else
		html_text(out, c->text);
	if (c->href != NULL)
		LIT(out, "</a>");
	if (c->small)
		LIT(out, "</small>");
}

static void
put_row(struct buf *out, const struct doc_table *t,
    const struct doc_table_row *r, const char *root)
{
	static const char *const class[] = {
		[ROW_PLAIN] = NULL, [ROW_OFFICIAL] = "official",
		[ROW_SUM] = "sum",
	};

	LIT(out, "<tr");
	ATTR(out, "class", class[r->class]);
	LIT(out, ">");
	for (size_t k = 0; k < t->columns; k++) {
		if (k == 0)
			LIT(out, "<th scope=\"row\"");
		else
			LIT(out, "<td");
		cell_class(out, t, k);
		LIT(out, ">");
		put_content(out, &r->cell[k], root);
		if (k == 0)
			LIT(out, "</th>");
		else
			LIT(out, "</td>");
	}
	LIT(out, "</tr>\n");
}

static void
put_caption(struct buf *out, const struct doc_table *t)
{
	if (t->caption == NULL && t->note == NULL)
		return;
	LIT(out, "<caption>");
	html_text(out, t->caption);
	if (t->note != NULL) {
		LIT(out, " <span>");
		html_text(out, t->note);
		LIT(out, "</span>");
	}
	LIT(out, "</caption>\n");
}

static const char *
scroll_class(const struct doc_table *t)
{
	if (t->dense)
		return "scroll long";
	for (size_t k = 0; k < t->columns; k++)
		if (t->column[k].wraps)
			return t->long_one ? "scroll wordy long" :
			    "scroll wordy";
	return t->long_one ? "scroll long" : "scroll";
}

void
html_table(struct buf *out, const struct doc_table *t, const char *name,
    const char *root)
{
	bool wide = t->columns > NARROW;

	if (wide) {
		LIT(out, "<div tabindex=\"0\" role=\"region\"");
		ATTR(out, "class", scroll_class(t));
		ATTR(out, "aria-label", t->caption != NULL ? t->caption : name);
		LIT(out, ">");
	}
	LIT(out, "<table");
	ATTR(out, "class", t->dense ? "matrix" : NULL);
	ATTR(out, "id", t->id);
	LIT(out, ">");
	put_caption(out, t);
	put_head(out, t);
	LIT(out, "<tbody>\n");
	for (const struct doc_table_row *r = t->first; r != NULL; r = r->next)
		put_row(out, t, r, root);
	LIT(out, "</tbody></table>");
	if (wide)
		LIT(out, "</div>");
	LIT(out, "\n");
}
