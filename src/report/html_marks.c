/* SPDX-License-Identifier: Apache-2.0 */
#include "report/html_put.h"

#define OPEN " fill=\"none\" stroke=\"currentColor\" stroke-width="
#define FULL " fill=\"currentColor\"/>"
#define WHITE " fill=\"none\" stroke=\"#fff\" stroke-width="

/* The shapes that stand before the words of badges and statuses, on 12 by 12. */
static const struct { const char *id, *shape; } marks[] = {
	{ "m-disc", "<circle cx=\"6\" cy=\"6\" r=\"5\"" FULL },
	{ "m-ring", "<circle cx=\"6\" cy=\"6\" r=\"4.5\"" OPEN "\"2\"/>" },
	{ "m-dashed", "<circle cx=\"6\" cy=\"6\" r=\"4.7\"" OPEN "\"1.8\" "
	    "stroke-dasharray=\"2.4 2.5\"/>" },
	{ "m-diamond", "<path d=\"M6 1 11 6 6 11 1 6Z\"" OPEN "\"1.8\"/>" },
	{ "m-square", "<path d=\"M1 1h10v10H1Z\"" FULL },
	{ "m-tick", "<circle cx=\"6\" cy=\"6\" r=\"6\"" FULL
	    "<path d=\"m3 6.2 2.2 2.1L9 3.9\"" WHITE "\"1.6\"/>" },
	{ "m-triangle", "<path d=\"m6 .5 5.9 10.9H.1Z\"" FULL
	    "<path d=\"M6 4v3.6m0 1v1.3\"" WHITE "\"1.4\"/>" },
	{ "m-info", "<circle cx=\"6\" cy=\"6\" r=\"6\"" FULL
	    "<path d=\"M6 5.2v4m0-6.6V4\"" WHITE "\"1.5\"/>" },
	{ "m-half", "<circle cx=\"6\" cy=\"6\" r=\"4.9\"" OPEN "\"1.6\"/>"
	    "<path d=\"M6 1a5 5 0 0 0 0 10Z\"" FULL },
	{ "m-clock", "<circle cx=\"6\" cy=\"6\" r=\"5\"" OPEN "\"1.2\"/>"
	    "<path d=\"M6 3v3.3l2.2 1.2\"" OPEN "\"1.2\"/>" },
	{ "m-up", "<path d=\"M6 1 11 10.4H1Z\"" OPEN "\"1.7\"/>" },
	{ "m-cross", "<path d=\"m2 2 8 8m0-8-8 8\"" OPEN "\"1.6\"/>" },
	{ "m-barred", "<circle cx=\"6\" cy=\"6\" r=\"5\"" OPEN "\"1.8\"/>"
	    "<path d=\"m2.6 9.4 6.8-6.8\"" OPEN "\"1.8\"/>" },
};

static void
put_mark(struct buf *out, const char *id, const char *shape)
{
	LIT(out, "<symbol");
	ATTR(out, "id", id);
	LIT(out, " viewBox=\"0 0 12 12\">");
	buf_str(out, shape);
	LIT(out, "</symbol>\n");
}

static void
put_logo(struct buf *out)
{
	LIT(out, "<symbol id=\"m-logo\" viewBox=\"0 0 26 26\">"
	    "<rect x=\"1.5\" y=\"1.5\" width=\"23\" height=\"23\" rx=\"2\""
	    OPEN "\"2.4\"/><path d=\"M6 8h14M6 13h9M6 18h6\"" OPEN "\"2.6\"/>"
	    "<circle cx=\"18.6\" cy=\"17.6\" r=\"2.6\"" FULL "</symbol>\n");
}

/* Hatching of one side's colour, for what is won and not certified. */
static void
put_hatch(struct buf *out, const char *id, const char *turn, const char *class)
{
	LIT(out, "<pattern width=\"6\" height=\"6\" "
	    "patternUnits=\"userSpaceOnUse\"");
	ATTR(out, "id", id);
	ATTR(out, "patternTransform", turn);
	LIT(out, "><rect width=\"6\" height=\"6\" fill=\"#fff\"/>"
	    "<rect width=\"2.4\" height=\"6\"");
	ATTR(out, "class", class);
	LIT(out, "/></pattern>\n");
}

void
html_marks(struct buf *out)
{
	LIT(out, "<svg class=\"defs\" aria-hidden=\"true\" "
	    "focusable=\"false\">\n");
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		put_mark(out, marks[i].id, marks[i].shape);
	put_logo(out);
	put_hatch(out, "hatch", "rotate(45)", "a");
	put_hatch(out, "hatch-b", "rotate(-45)", "b");
	LIT(out, "</svg>\n");
}
