/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/buf.h"

#include "text/esc.h"

#include "report/doc.h"
#include "report/term_text.h"

#define BOLD  "\033[1m"
#define DIM   "\033[2m"
#define PLAIN "\033[0m"

/* Bytes of the escape sequence that ${s} begins with; 0 if it is none. */
static size_t
sequence(const char *s)
{
	size_t n = 2;

	if (s[0] != '\033' || s[1] != '[')
		return 0;
	while (s[n] != '\0' && s[n] != 'm')
		n++;
	return s[n] == '\0' ? n : n + 1;
}

char *
term_safe(struct term *t, const char *s)
{
	struct buf b CLEANUP(buf_free) = { 0 };

	if (s != NULL)
		esc_terminal(&b, s);
	return arena_str(&t->a, b.p == NULL ? "" : b.p, b.len);
}

static void
put_run(struct term *t, struct buf *b, const struct node *n)
{
	char words[80];

	switch (n->kind) {
	case NODE_STRONG:
		buf_str(b, t->colour ? BOLD : "");
		esc_terminal(b, n->text);
		buf_str(b, t->colour ? PLAIN : "");
		break;
	case NODE_STAGE:
		buf_printf(b, "[%s]",
		    standing_words(n->badge, words, sizeof words));
		break;
	case NODE_STATUS:
		esc_terminal(b, status_word(n));
		break;
	default:
		esc_terminal(b, n->text);
		break;
	}
}

char *
term_runs(struct term *t, const struct node *n)
{
	struct buf b CLEANUP(buf_free) = { 0 };

	for (const struct node *r = n->child; r != NULL; r = r->next)
		put_run(t, &b, r);
	return arena_str(&t->a, b.p == NULL ? "" : b.p, b.len);
}

void
term_spaces(struct term *t, int n)
{
	for (int i = 0; i < n; i++)
		buf_char(t->out, ' ');
}

/* Columns of the first ${n} bytes of ${s}. */
static int
width_of(const char *s, size_t n)
{
	int w = 0;

	for (size_t i = 0, skip; i < n; i += skip > 0 ? skip : 1) {
		skip = sequence(s + i);
		/* Every byte but a continuation opens a character. */
		if (skip == 0 && ((unsigned char)s[i] & 0xc0) != 0x80)
			w++;
	}
	return w;
}

int
term_width(const char *s)
{
	return width_of(s, strlen(s));
}

size_t
term_take(const char *s, int width)
{
	size_t end = 0;

	for (size_t i = 0; s[i] != '\0'; i += strspn(s + i, " ")) {
		i += strcspn(s + i, " ");
		if (end > 0 && width_of(s, i) > width)
			return end;
		end = i;
	}
	return end;
}

void
term_wrap(struct term *t, const char *s, int hang, int width, enum ink ink)
{
	static const char *const on[] = { "", BOLD, DIM };
	int  room = width;

	for (s += strspn(s, " "); *s != '\0'; s += strspn(s, " ")) {
		size_t n = term_take(s, room);

		buf_str(t->out, t->colour ? on[ink] : "");
		buf_put(t->out, s, n);
		buf_str(t->out, t->colour && ink != INK_PLAIN ? PLAIN : "");
		buf_char(t->out, '\n');
		s += n;
		room = width - hang;
		if (s[strspn(s, " ")] != '\0')
			term_spaces(t, t->indent + hang);
	}
}
