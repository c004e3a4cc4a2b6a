/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>

#include "text/esc.h"

#include "report/html_put.h"

void
html_text(struct buf *out, const char *s)
{
	if (s != NULL)
		esc_html(out, s);
}

void
html_attr(struct buf *out, const char *open, const char *value)
{
	if (value == NULL)
		return;
	buf_str(out, open);
	esc_attr(out, value);
	LIT(out, "\"");
}

/* Does ${href} begin with a scheme, as "javascript:" does? */
static bool
has_scheme(const char *href)
{
	size_t colon = strcspn(href, ":"), slash = strcspn(href, "/?#");

	return colon < slash && href[colon] == ':';
}

void
html_href(struct buf *out, const char *root, const char *href)
{
	bool web = strncmp(href, "https://", 8) == 0
	    || strncmp(href, "http://", 7) == 0;

	if (has_scheme(href) && !web)
		return;
	LIT(out, " href=\"");
	if (!web && href[0] != '#')
		esc_attr(out, root);
	esc_attr(out, href);
	LIT(out, "\"");
}

void
html_num(struct buf *out, double x)
{
	long tenths = lround(x * 10);

	if (tenths < 0) {
		LIT(out, "-");
		tenths = -tenths;
	}
	buf_printf(out, "%ld", tenths / 10);
	if (tenths % 10 != 0)
		buf_printf(out, ".%ld", tenths % 10);
}

/* The shape of a badge: the same one marks that count in every chart. */
static void
badge_mark(struct buf *out, struct doc_badge b)
{
	if (b.stage == STAGE_HAND_TALLY)
		LIT(out, "#m-diamond");
	else if (b.standing == STANDING_OPEN || b.stage == STAGE_UNOFFICIAL)
		LIT(out, "#m-dashed");
	else if (b.standing == STANDING_SUPERSEDED)
		LIT(out, "#m-ring");
	else if (b.stage == STAGE_RECERTIFIED || b.stage == STAGE_RECOUNT)
		LIT(out, "#m-square");
	else
		LIT(out, "#m-disc");
}

void
html_badge(struct buf *out, struct doc_badge b)
{
	static const char *const class[] = {
		[STANDING_NONE] = "stage", [STANDING_OFFICIAL] = "stage solid",
		[STANDING_SUPERSEDED] = "stage past",
		[STANDING_NOT_OFFICIAL] = "stage",
		[STANDING_OPEN] = "stage open",
	};
	char words[80];

	LIT(out, "<span");
	ATTR(out, "class", class[b.standing]);
	LIT(out, "><svg aria-hidden=\"true\"><use href=\"");
	badge_mark(out, b);
	LIT(out, "\"/></svg>");
	html_text(out, standing_words(b, words, sizeof words));
	LIT(out, "</span>");
}

void
html_status(struct buf *out, const struct node *n)
{
	static const struct { const char *class, *mark; } look[] = {
		[STATUS_HOLDS] = { "status good", "#m-tick" },
		[STATUS_OPEN] = { "status warn", "#m-triangle" },
		[STATUS_EXPLAINED] = { "status calm", "#m-info" },
		[STATUS_NOTE] = { "status calm", "#m-info" },
		[STATUS_YES] = { "status calm", "#m-tick" },
		[STATUS_NO] = { "status calm", "#m-ring" },
		[STATUS_UNDETERMINED] = { "status calm", "#m-half" },
		[STATUS_LATE] = { "status warn", "#m-clock" },
		[STATUS_NOT_REPORTED] = { "status calm", "#m-dashed" },
		[STATUS_REFUSED] = { "status stop", "#m-barred" },
		[STATUS_ASKED] = { "status calm", "#m-ring" },
		[STATUS_PETITION] = { "status calm", "#m-up" },
		[STATUS_GRANTED] = { "status good", "#m-tick" },
		[STATUS_PARTLY] = { "status calm", "#m-half" },
		[STATUS_DECLINED] = { "status calm", "#m-half" },
		[STATUS_DOES] = { "may does", "#m-disc" },
		[STATUS_ORDERS] = { "may", "#m-half" },
		[STATUS_MAY_PETITION] = { "may", "#m-up" },
		[STATUS_MAY_ASK] = { "may calm", "#m-ring" },
		[STATUS_BESIDE] = { "may calm", "#m-dashed" },
		[STATUS_CANNOT] = { "may cannot", "#m-cross" },
	};

	LIT(out, "<span");
	ATTR(out, "class", look[n->status].class);
	LIT(out, "><svg aria-hidden=\"true\"><use");
	ATTR(out, "href", look[n->status].mark);
	LIT(out, "/></svg>");
	html_text(out, status_word(n));
	LIT(out, "</span>");
}

static void
put_run(struct buf *out, const struct node *r, const char *root)
{
	switch (r->kind) {
	case NODE_STRONG:
		LIT(out, "<b>");
		html_text(out, r->text);
		LIT(out, "</b>");
		break;
	case NODE_CODE:
		LIT(out, "<code>");
		html_text(out, r->text);
		LIT(out, "</code>");
		break;
	case NODE_LINK:
		LIT(out, "<a");
		html_href(out, root, r->href);
		LIT(out, ">");
		html_text(out, r->text);
		LIT(out, "</a>");
		break;
	case NODE_STAGE:
		html_badge(out, r->badge);
		break;
	case NODE_STATUS:
		html_status(out, r);
		break;
	default:
		html_text(out, r->text);
		break;
	}
}

void
html_runs(struct buf *out, const struct node *n, const char *root)
{
	for (const struct node *r = n->child; r != NULL; r = r->next)
		put_run(out, r, root);
}
