/* SPDX-License-Identifier: Apache-2.0 */
#include "report/draw.h"
#include "report/html.h"
#include "report/html_put.h"

struct printing {
	struct buf *out;
	const char *root;
	const char *section;	/* heading of the section being printed */
	int         depth;	/* of headings: 2 is <h2> */
};

static void block(struct printing *p, const struct node *n);

static void
blocks(struct printing *p, const struct node *parent)
{
	for (const struct node *n = parent->child; n != NULL; n = n->next)
		block(p, n);
}

static void
heading(struct printing *p, int depth, const char *text)
{
	static const char *const tag[] = { "h2", "h3", "h4" };
	const char *h = tag[depth < 2 ? 0 : depth > 4 ? 2 : depth - 2];

	if (text == NULL)
		return;
	LIT(p->out, "<");
	html_text(p->out, h);
	LIT(p->out, ">");
	html_text(p->out, text);
	LIT(p->out, "</");
	html_text(p->out, h);
	LIT(p->out, ">\n");
}

static void
put_section(struct printing *p, const struct node *n)
{
	const char *outer = p->section;

	LIT(p->out, "<section");
	ATTR(p->out, "id", n->id);
	if (n->kind == NODE_LIMITS)
		LIT(p->out, " class=\"limits\"");
	LIT(p->out, ">");
	heading(p, p->depth, n->text);
	if (n->text != NULL)
		p->section = n->text;
	p->depth++;
	if (n->kind == NODE_LIMITS)
		LIT(p->out, "<ul>\n");
	blocks(p, n);
	if (n->kind == NODE_LIMITS)
		LIT(p->out, "</ul>\n");
	p->depth--;
	p->section = outer;
	LIT(p->out, "</section>\n");
}

static void
put_para(struct printing *p, const struct node *n)
{
	LIT(p->out, "<p>");
	html_runs(p->out, n, p->root);
	LIT(p->out, "</p>\n");
}

static void
put_note(struct printing *p, const struct node *n)
{
	LIT(p->out, "<p class=\"note\">");
	html_runs(p->out, n, p->root);
	LIT(p->out, "</p>\n");
}

static void
put_list(struct printing *p, const struct node *n)
{
	LIT(p->out, "<ul>\n");
	blocks(p, n);
	LIT(p->out, "</ul>\n");
}

static void
put_item(struct printing *p, const struct node *n)
{
	LIT(p->out, "<li>");
	html_runs(p->out, n, p->root);
	LIT(p->out, "</li>\n");
}

static void
put_table(struct printing *p, const struct node *n)
{
	html_table(p->out, n->table, p->section, p->root);
}

static void
put_ladder(struct printing *p, const struct node *n)
{
	html_ladder(p->out, n);
}

static void
put_findings(struct printing *p, const struct node *n)
{
	LIT(p->out, "<ul class=\"findings\">\n");
	blocks(p, n);
	LIT(p->out, "</ul>\n");
}

static void
put_finding(struct printing *p, const struct node *n)
{
	LIT(p->out, "<li class=\"finding\"><div>");
	html_status(p->out, n);
	LIT(p->out, "</div><div>");
	heading(p, p->depth, n->text);
	if (n->child != NULL)
		put_para(p, n);
	if (n->where != NULL) {
		LIT(p->out, "<p class=\"where\">");
		html_text(p->out, n->where);
		LIT(p->out, "</p>");
	}
	LIT(p->out, "</div></li>\n");
}

static void
put_attempts(struct printing *p, const struct node *n)
{
	LIT(p->out, "<ul class=\"refusals\">\n");
	blocks(p, n);
	LIT(p->out, "</ul>\n");
}

static void
put_attempt(struct printing *p, const struct node *n)
{
	LIT(p->out, "<li class=\"refusal\"");
	ATTR(p->out, "id", n->id);
	LIT(p->out, "><div class=\"when\">");
	html_text(p->out, n->where);
	LIT(p->out, "</div><div><p><b>");
	html_text(p->out, n->text);
	LIT(p->out, "</b></p>");
	if (n->child != NULL) {
		LIT(p->out, "<p class=\"why\">");
		html_runs(p->out, n, p->root);
		LIT(p->out, "</p>");
	}
	LIT(p->out, "</div><div>");
	html_status(p->out, n);
	LIT(p->out, "</div></li>\n");
}

static void
put_command(struct printing *p, const struct node *n)
{
	LIT(p->out, "<pre class=\"command\" tabindex=\"0\"><code>");
	html_text(p->out, n->text);
	LIT(p->out, "</code></pre>\n");
}

static void
put_clock(struct printing *p, const struct node *n)
{
	LIT(p->out, "<div class=\"clock\"><svg aria-hidden=\"true\">"
	    "<use href=\"#m-clock\"/></svg><p><b>");
	html_text(p->out, n->text);
	LIT(p->out, "</b>");
	html_runs(p->out, n, p->root);
	LIT(p->out, "</p></div>\n");
}

static void
put_cert(struct printing *p, const struct node *n)
{
	LIT(p->out, "<article class=\"cert\"");
	ATTR(p->out, "id", n->id);
	LIT(p->out, ">");
	heading(p, p->depth, n->text);
	LIT(p->out, "<dl>");
	for (const struct doc_pair *q = n->pair; q != NULL; q = q->next) {
		LIT(p->out, "<dt>");
		html_text(p->out, q->name);
		LIT(p->out, "</dt><dd");
		ATTR(p->out, "class", q->mono ? "hash" : NULL);
		LIT(p->out, ">");
		if (q->href != NULL) {
			LIT(p->out, "<a");
			html_href(p->out, p->root, q->href);
			LIT(p->out, ">");
		}
		html_text(p->out, q->value);
		if (q->href != NULL)
			LIT(p->out, "</a>");
		LIT(p->out, "</dd>\n");
	}
	LIT(p->out, "</dl></article>\n");
}

static void
put_proof(struct printing *p, const struct doc_proof *f)
{
	LIT(p->out, "<li class=\"proof\">");
	if (f->href != NULL) {
		LIT(p->out, "<a");
		html_href(p->out, p->root, f->href);
		LIT(p->out, ">");
	}
	LIT(p->out, "<b>");
	html_text(p->out, f->file);
	LIT(p->out, "</b>");
	if (f->href != NULL)
		LIT(p->out, "</a>");
	LIT(p->out, " <small>");
	html_text(p->out, f->what);
	LIT(p->out, "</small>");
	if (f->sha256 != NULL) {
		LIT(p->out, "<span class=\"hash\">SHA-256 ");
		html_text(p->out, f->sha256);
		LIT(p->out, "</span>");
	}
	LIT(p->out, "</li>\n");
}

static void
put_proofs(struct printing *p, const struct node *n)
{
	LIT(p->out, "<ul class=\"proofs\">\n");
	for (const struct doc_proof *f = n->proof; f != NULL; f = f->next)
		put_proof(p, f);
	LIT(p->out, "</ul>\n");
}

static void
put_chart(struct printing *p, const struct node *n)
{
	LIT(p->out, "<figure class=\"chart\">");
	heading(p, p->depth, n->text);
	html_picture(p->out, n->picture, p->root);
	if (n->where != NULL) {
		LIT(p->out, "<figcaption>");
		html_text(p->out, n->where);
		LIT(p->out, "</figcaption>");
	}
	LIT(p->out, "</figure>\n");
}

static void
put_two(struct printing *p, const struct node *n)
{
	LIT(p->out, "<div class=\"two\">");
	blocks(p, n);
	LIT(p->out, "</div>\n");
}

static void
put_column(struct printing *p, const struct node *n)
{
	LIT(p->out, "<div>");
	blocks(p, n);
	LIT(p->out, "</div>\n");
}

typedef void printer(struct printing *p, const struct node *n);

static printer *const printers[] = {
	[NODE_BODY] = blocks, [NODE_SECTION] = put_section,
	[NODE_PARA] = put_para, [NODE_NOTE] = put_note,
	[NODE_LIST] = put_list, [NODE_ITEM] = put_item,
	[NODE_TABLE] = put_table, [NODE_LADDER] = put_ladder,
	[NODE_FINDINGS] = put_findings, [NODE_FINDING] = put_finding,
	[NODE_LIMITS] = put_section, [NODE_LIMIT] = put_item,
	[NODE_CLOCK] = put_clock, [NODE_CERT] = put_cert,
	[NODE_PROOFS] = put_proofs, [NODE_CHART] = put_chart,
	[NODE_TWO] = put_two, [NODE_COLUMN] = put_column,
	[NODE_ATTEMPTS] = put_attempts, [NODE_ATTEMPT] = put_attempt,
	[NODE_COMMAND] = put_command,
};

static void
block(struct printing *p, const struct node *n)
{
	if ((size_t)n->kind < sizeof printers / sizeof *printers
	    && printers[n->kind] != NULL)
		printers[n->kind](p, n);
}

static void
put_figure_line(struct buf *out, const char *name, const char *value)
{
	if (value == NULL)
		return;
	LIT(out, "<dt>");
	html_text(out, name);
	LIT(out, "</dt><dd>");
	html_text(out, value);
	LIT(out, "</dd>");
}

static void
put_figure(struct buf *out, const struct doc_figure *f)
{
	LIT(out, "<figure class=\"figure\"><b>");
	html_text(out, f->label);
	LIT(out, "</b><span class=\"value\">");
	html_text(out, f->value);
	if (f->unit != NULL) {
		LIT(out, " <small>");
		html_text(out, f->unit);
		LIT(out, "</small>");
	}
	LIT(out, "</span>");
	html_badge(out, f->badge);
	LIT(out, "<dl>");
	put_figure_line(out, "Share", f->share);
	put_figure_line(out, "Source", f->source);
	put_figure_line(out, "As of", f->as_of);
	LIT(out, "</dl></figure>");
}

static void
put_answer(struct printing *p, const struct doc *d, const struct html_frame *f)
{
	if (d->figure != NULL)
		LIT(p->out, "<div class=\"answer\"><div>");
	else
		LIT(p->out, "<div class=\"answer alone\"><div>");
	LIT(p->out, "<p class=\"kicker\">");
	if (f->crumb.text != NULL) {
		LIT(p->out, "<a");
		html_href(p->out, f->root, f->crumb.href);
		LIT(p->out, ">");
		html_text(p->out, f->crumb.text);
		LIT(p->out, "</a> › ");
	}
	html_text(p->out, d->kicker);
	LIT(p->out, "</p>\n<h1>");
	html_text(p->out, d->title);
	LIT(p->out, "</h1>\n");
	if (d->lead != NULL) {
		LIT(p->out, "<p class=\"lead\">");
		html_text(p->out, d->lead);
		LIT(p->out, "</p>\n");
	}
	blocks(p, d->intro);
	LIT(p->out, "</div>\n");
	if (d->figure != NULL)
		put_figure(p->out, d->figure);
	LIT(p->out, "</div>\n");
}

/* Lines of the contents: the sections of ${parent}, also those side by side. */
static void
put_contents(struct buf *out, const struct node *parent)
{
	for (const struct node *n = parent->child; n != NULL; n = n->next) {
		if (n->kind == NODE_TWO || n->kind == NODE_COLUMN)
			put_contents(out, n);
		if ((n->kind != NODE_SECTION && n->kind != NODE_LIMITS)
		    || n->id == NULL || n->text == NULL)
			continue;
		LIT(out, "<li><a href=\"#");
		html_text(out, n->id);
		LIT(out, "\">");
		html_text(out, n->brief != NULL ? n->brief : n->text);
		LIT(out, "</a></li>\n");
	}
}

static void
put_links(struct printing *p, const struct html_link *link, size_t n,
    size_t here)
{
	LIT(p->out, "<ul class=\"nav\">");
	for (size_t i = 0; i < n; i++) {
		LIT(p->out, "<li><a");
		html_href(p->out, p->root, link[i].href);
		if (i == here)
			LIT(p->out, " aria-current=\"page\"");
		LIT(p->out, ">");
		html_text(p->out, link[i].text);
		LIT(p->out, "</a></li>");
	}
	LIT(p->out, "</ul>");
}

static void
put_nav(struct buf *out, const struct html_frame *f)
{
	struct printing p = { .out = out, .root = f->root };

	LIT(out, "<nav aria-label=\"Main\" class=\"nav-box\">");
	put_links(&p, f->nav, f->navs, f->here);
	LIT(out, "</nav>\n");
}

/* The pages of a group, in a line of their own. */
static void
put_sub(struct buf *out, const struct html_frame *f)
{
	struct printing p = { .out = out, .root = f->root };

	if (f->subs == 0)
		return;
	LIT(out, "<nav class=\"sub\"");
	ATTR(out, "aria-label", f->sub_name);
	LIT(out, "><div class=\"wrap\">");
	put_links(&p, f->sub, f->subs, f->sub_here);
	LIT(out, "</div></nav>\n");
}

static void
put_head(struct buf *out, const struct doc *d, const struct html_frame *f)
{
	LIT(out, "<!doctype html>\n<html lang=\"en-US\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n"
	    "<meta http-equiv=\"Content-Security-Policy\" "
	    "content=\"default-src 'none'; style-src 'self'; "
	    "font-src 'self'; base-uri 'none'; form-action 'none'\">\n"
	    "<meta name=\"viewport\" "
	    "content=\"width=device-width, initial-scale=1\">\n"
	    "<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
	html_text(out, d->title);
	if (f->site != NULL) {
		LIT(out, " – ");
		html_text(out, f->site);
	}
	LIT(out, "</title>\n<link rel=\"stylesheet\"");
	html_href(out, f->root, "page.css");
	LIT(out, ">\n</head>\n<body>\n");
	html_marks(out);
	LIT(out, "<a class=\"skip\" href=\"#main\">"
	    "Skip to the main content</a>\n");
	if (f->notice != NULL && f->notice[0] != '\0') {
		LIT(out, "<aside class=\"notice\" aria-label=\"Notice\">"
		    "<div class=\"wrap\"><p>");
		html_text(out, f->notice);
		LIT(out, "</p></div></aside>\n");
	}
	LIT(out, "<header class=\"head\"><div class=\"wrap\">\n"
	    "<a class=\"brand\"");
	html_href(out, f->root, "index.html");
	LIT(out, "><svg aria-hidden=\"true\"><use href=\"#m-logo\"/>"
	    "</svg>canvass</a>\n");
	put_nav(out, f);
	LIT(out, "</div></header>\n");
	put_sub(out, f);
}

static void
put_foot(struct buf *out, const struct html_frame *f)
{
	LIT(out, "<footer class=\"foot\"><div class=\"wrap\"><p>");
	html_text(out, f->footer);
	LIT(out, "</p>");
	if (f->paper != NULL) {
		LIT(out, "<p class=\"noprint\"><a");
		html_href(out, f->root, f->paper);
		LIT(out, ">This page on paper (PDF)</a></p>");
	}
	LIT(out, "</div></footer>\n</body>\n</html>\n");
}

void
html_print(struct buf *out, const struct doc *d, const struct html_frame *f)
{
	struct printing p = { out, f->root, d->title, 2 };

	put_head(out, d, f);
	LIT(out, "<main id=\"main\" class=\"wrap\">\n");
	put_answer(&p, d, f);
	if (d->wide) {
		LIT(out, "<div class=\"cols wide\"><div>\n");
	} else {
		LIT(out, "<div class=\"cols\"><nav class=\"toc\" "
		    "aria-label=\"On this page\"><p>On this page</p><ol>\n");
		put_contents(out, d->body);
		LIT(out, "</ol></nav>\n<div>\n");
	}
	blocks(&p, d->body);
	LIT(out, "</div></div>\n</main>\n");
	put_foot(out, f);
}
