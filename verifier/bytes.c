/* SPDX-License-Identifier: Apache-2.0 */
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <openssl/evp.h>
#include <sodium.h>

#include "bytes.h"

struct text
text_of(const char *s)
{
	return (struct text){ s, strlen(s) };
}

struct text
text_from(struct text t, size_t at)
{
	return (struct text){ t.p + at, t.n - at };
}

int
text_order(struct text a, struct text b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n > 0 ? memcmp(a.p, b.p, n) : 0;

	return order != 0 ? order : (a.n > b.n) - (a.n < b.n);
}

bool
text_begins(struct text t, const char *s)
{
	return t.n >= strlen(s) && memcmp(t.p, s, strlen(s)) == 0;
}

bool
text_cut(struct text *t, char c, struct text *head)
{
	const char *at = t->n > 0 ? memchr(t->p, c, t->n) : NULL;

	if (at == NULL)
		return false;
	*head = (struct text){ t->p, (size_t)(at - t->p) };
	*t = text_from(*t, head->n + 1);
	return true;
}

bool
text_next(struct text *t, char c, struct text *part)
{
	if (t->n == 0)
		return false;
	if (!text_cut(t, c, part)) {
		*part = *t;
		t->n = 0;
	}
	return true;
}

int
text_word(struct text t, struct text words)
{
	struct text word;

	for (int i = 0; text_next(&words, ' ', &word); i++) {
		if (text_same(t, word))
			return i;
	}
	return -1;
}

bool
text_has_only(struct text t, const char *allowed)
{
	for (size_t i = 0; i < t.n; i++) {
		if (t.p[i] == '\0' || strchr(allowed, t.p[i]) == NULL)
			return false;
	}
	return true;
}

/* What is read and written again is the same only if it was so written. */
bool
time_read(struct text t, const char *form, uint64_t *seconds)
{
	char in[24] = "", out[24] = "";
	struct tm tm = { 0 };
	time_t time;

	memcpy(in, t.p, t.n < sizeof in ? t.n : 0);
	if (strptime(in, form, &tm) == NULL)
		return false;
	time = timegm(&tm);
	*seconds = (uint64_t)time;
	return gmtime_r(&time, &tm) != NULL &&
	    strftime(out, sizeof out, form, &tm) == t.n && strcmp(in, out) == 0;
}

bool
hex_read(struct text t, uint8_t *out, size_t n)
{
	return t.n == 2 * n && text_has_only(t, "0123456789abcdef") &&
	    sodium_hex2bin(out, n, t.p, t.n, NULL, NULL, NULL) == 0;
}

/* libsodium takes padding, and no bits that the padding leaves over. */
bool
base64_read(struct text t, uint8_t *out, size_t n)
{
	size_t got = 0;

	return sodium_base642bin(out, n, t.p, t.n, NULL, &got, NULL,
	    sodium_base64_VARIANT_ORIGINAL) == 0 && got == n;
}

bool
whole_read(struct text t, uint64_t *out)
{
	bool ok = t.n > 0 && t.n <= 18 && (t.p[0] != '0' || t.n == 1) &&
	    text_has_only(t, "0123456789");

	*out = 0;
	for (size_t i = 0; ok && i < t.n; i++)
		*out = *out * 10 + (uint64_t)(t.p[i] - '0');
	return ok;
}

void *
more(void *p, size_t count, size_t size)
{
	p = count > SIZE_MAX / size ? NULL : realloc(p, count * size);
	if (p == NULL) {
		(void)fputs("canvass-verify: out of memory\n", stderr);
		exit(3);
	}
	return p;
}

void *
lasting(size_t n)
{
	static struct piece {
		struct piece *next;
		max_align_t   bytes[];
	} *pieces;
	struct piece *p = more(NULL, 1, sizeof *p + n);

	p->next = pieces;
	pieces = p;
	return memset(p->bytes, 0, n);
}

struct text
lasting_text(struct text t)
{
	return (struct text){ memcpy(lasting(t.n + 1), t.n > 0 ? t.p : "",
	    t.n), t.n };
}

char *
buf_room(struct buf *b, size_t n)
{
	if (b->p == NULL || b->room - b->n < n) {
		b->room = 2 * b->n + n;
		b->p = more(b->p, b->room, 1);
	}
	return b->p + b->n;
}

void
buf_put(struct buf *b, struct text t)
{
	if (t.n > 0)
		memcpy(buf_room(b, t.n), t.p, t.n);
	b->n += t.n;
}

struct text
buf_join(struct buf *b, size_t n, const struct text *part)
{
	b->n = 0;
	(void)buf_room(b, 1);
	for (size_t i = 0; i < n; i++)
		buf_put(b, part[i]);
	return buf_text(b);
}

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

/* libcrypto uses the processor's SHA instructions, libsodium does not. */
struct hash
hash_parts(size_t n, const struct text *part)
{
	static EVP_MD_CTX *ctx;
	static EVP_MD *sha256;
	struct hash h;
	bool ok;

	if (ctx == NULL) {
		ctx = EVP_MD_CTX_new();
		sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
	}
	ok = EVP_DigestInit_ex(ctx, sha256, NULL) == 1;
	for (size_t i = 0; i < n; i++)
		ok = ok && EVP_DigestUpdate(ctx, part[i].p, part[i].n) == 1;
	if (!ok || EVP_DigestFinal_ex(ctx, h.b, NULL) != 1) {
		(void)fputs("canvass-verify: no SHA-256\n", stderr);
		exit(3);
	}
	return h;
}

struct hash
hash_node(const struct hash *left, const struct hash *right)
{
	char both[65] = { 1 };

	memcpy(both + 1, left->b, sizeof left->b);
	memcpy(both + 33, right->b, sizeof right->b);
	return hash_of(((struct text){ both, sizeof both }));
}

const char *
hash_hex(const struct hash *h)
{
	static char place[4][65];
	static unsigned turn;

	return sodium_bin2hex(place[turn++ % 4], 65, h->b, sizeof h->b);
}

bool
signature_holds(const uint8_t key[32], const uint8_t sig[64],
    struct text message)
{
	return crypto_sign_verify_detached(sig, (const uint8_t *)message.p,
	    message.n, key) == 0;
}

/* Each text is ended by a line end, which no name has inside. */
struct id
id_of(size_t n, const struct text *name)
{
	struct text part[16];
	struct hash h;
	struct id id;

	for (size_t i = 0; i < n; i++) {
		part[2 * i] = name[i];
		part[2 * i + 1] = TEXT("\n");
	}
	h = hash_parts(2 * n, part);
	memcpy(id.b, h.b, sizeof id.b);
	return id;
}

struct node {
	struct id   id;
	max_align_t value[];
};

static int
id_order(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct id));
}

void *
map_find(const struct map *m, struct id id)
{
	struct node *const *n = tfind(&id, &m->root, id_order);

	return n != NULL ? (*n)->value : NULL;
}

void *
map_add(struct map *m, struct id id, size_t size)
{
	void *found = map_find(m, id);
	struct node *n = found != NULL ? NULL : lasting(sizeof *n + size);

	if (found != NULL)
		return found;
	n->id = id;
	(void)tsearch(n, &m->root, id_order);
	return n->value;
}
