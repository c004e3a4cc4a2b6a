/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "crypt/hash.h"

#include "text/base64.h"
#include "text/utf8.h"

#include "ledger/note.h"

#define DASH       "\xE2\x80\x94 "	/* an em dash and a blank */
#define MAX_RAW    8192		/* bytes of a signature with its hash */
#define TIME_BYTES 8

static uint32_t
big_end(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	    (uint32_t)p[2] << 8 | p[3];
}

/* Unicode's blanks (White_Space). */
static bool
is_blank(uint32_t c)
{
	return c <= ' ' || c == 0x7F || c == 0x85 || c == 0xA0 || c == 0x1680 ||
	    (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
	    c == 0x202F || c == 0x205F || c == 0x3000;
}

static bool
is_name(const char *p, size_t n)
{
	size_t at, len;

	if (n == 0 || !utf8_valid(p, n, &at))
		return false;
	for (size_t i = 0; i < n; i += len) {
		uint32_t c = utf8_decode(p + i, n - i, &len);

		if (c == '+' || is_blank(c))
			return false;
	}
	return true;
}

struct note_key
note_key_of(struct arena *a, const char *name, unsigned char type,
    const unsigned char public[SIGN_PUBLIC])
{
	struct note_key k = { .name = arena_text(a, name), .type = type };
	struct buf b CLEANUP(buf_free) = { 0 };
	unsigned char sum[HASH_SIZE];

	memcpy(k.public, public, SIGN_PUBLIC);
	buf_str(&b, name);
	buf_char(&b, '\n');
	buf_put(&b, &type, 1);
	buf_put(&b, public, SIGN_PUBLIC);
	hash_of(sum, b.p, b.len);
	k.hash = big_end(sum);
	return k;
}

void
note_key_write(struct buf *out, const struct note_key *k)
{
	unsigned char key[1 + SIGN_PUBLIC] = { k->type };

	memcpy(key + 1, k->public, SIGN_PUBLIC);
	buf_printf(out, "%s+%08" PRIx32 "+", k->name, k->hash);
	base64_put(out, key, sizeof key);
}

bool
note_key_parse(struct arena *a, const char *text, struct note_key *out,
    struct err *e)
{
	const char *plus = strchr(text, '+');
	unsigned char key[1 + SIGN_PUBLIC];
	struct buf again CLEANUP(buf_free) = { 0 };
	struct note_key k;
	size_t got;

	if (plus == NULL || !is_name(text, (size_t)(plus - text)) ||
	    strlen(plus) < 10 || plus[9] != '+' ||
	    !base64_get(key, sizeof key, plus + 10, strlen(plus + 10), &got) ||
	    got != sizeof key ||
	    (key[0] != NOTE_ED25519 && key[0] != NOTE_COSIGNER))
		return err_set(e, ERR_INPUT, "“%s” is not a verifier key, "
		    "NAME+HASH+BASE64 of an Ed25519 key", text);
	k = note_key_of(a, arena_str(a, text, (size_t)(plus - text)), key[0],
	    key + 1);
	note_key_write(&again, &k);
	if (strcmp(again.p, text) != 0)
		return err_set(e, ERR_INPUT, "the hash in the verifier key "
		    "“%s” is not that of its name and key", text);
	*out = k;
	return true;
}

/* Valid UTF-8 without control characters but LF. */
static bool
is_text(const char *p, size_t n)
{
	size_t at;

	for (size_t i = 0; i < n; i++)
		if ((unsigned char)p[i] < ' ' && p[i] != '\n')
			return false;
	return utf8_valid(p, n, &at);
}

/* The last empty line: the note's text ends before it. */
static const char *
find_split(const char *p, size_t n)
{
	for (size_t i = n; i-- > 1;)
		if (p[i] == '\n' && p[i - 1] == '\n')
			return p + i;
	return NULL;
}

/* A signature line without its LF. */
static bool
take_signature(struct arena *a, const char *p, size_t n,
    struct note_signature *s)
{
	const size_t dash = sizeof DASH - 1;
	unsigned char raw[MAX_RAW], *kept;
	const char *blank;
	size_t got;

	if (n < dash || memcmp(p, DASH, dash) != 0)
		return false;
	p += dash;
	n -= dash;
	blank = memchr(p, ' ', n);
	if (blank == NULL || !is_name(p, (size_t)(blank - p)))
		return false;
	if (!base64_get(raw, sizeof raw, blank + 1,
	    n - (size_t)(blank + 1 - p), &got) || got < 5)
		return false;
	kept = arena_zero(a, 1, got);
	memcpy(kept, raw, got);
	*s = (struct note_signature){ arena_str(a, p, (size_t)(blank - p)),
	    big_end(raw), kept + 4, got - 4 };
	return true;
}

static bool
take_signatures(struct arena *a, const char *p, const char *end,
    struct signed_note *out)
{
	if (p == end || end[-1] != '\n')
		return false;
	while (p < end) {
		const char *lf = memchr(p, '\n', (size_t)(end - p));

		if (out->sigs == NOTE_MAX_SIGNATURES || !take_signature(a, p,
		    (size_t)(lf - p), &out->sig[out->sigs]))
			return false;
		out->sigs++;
		p = lf + 1;
	}
	return true;
}

bool
note_parse(struct arena *a, const char *p, size_t n, const char *name,
    struct signed_note *out, struct err *e)
{
	const struct place at = { name, 0, 0 };
	const char *split = find_split(p, n);

	if (!is_text(p, n))
		return err_at(e, at, "found bytes that are no text; "
		    "a signed note was expected");
	if (split == NULL)
		return err_at(e, at, "found no empty line; a signed note "
		    "has one before its signatures");
	out->sigs = 0;
	if (!take_signatures(a, split + 1, p + n, out))
		return err_at(e, at, "found no list of 1 to %d signatures "
		    "“— NAME BASE64” after the last empty line",
		    NOTE_MAX_SIGNATURES);
	out->n = (size_t)(split - p);
	out->text = arena_str(a, p, out->n);
	return true;
}

static bool
is_of(const struct note_signature *s, const struct note_key *k)
{
	return s->hash == k->hash && strcmp(s->name, k->name) == 0;
}

bool
note_signed(const struct signed_note *n, const struct note_key *k)
{
	bool found = false;

	if (k->type != NOTE_ED25519)
		return false;
	for (size_t i = 0; i < n->sigs; i++) {
		if (!is_of(&n->sig[i], k))
			continue;
		if (n->sig[i].n != SIGN_SIZE || !sign_holds(n->sig[i].bytes,
		    n->text, n->n, k->public))
			return false;
		found = true;
	}
	return found;
}

/* What a cosigner signs: the time and the whole text. */
static void
put_cosigned(struct buf *out, const char *text, size_t n, int64_t when)
{
	buf_printf(out, "cosignature/v1\ntime %" PRId64 "\n", when);
	buf_put(out, text, n);
}

static bool
cosignature_holds(const struct signed_note *n, const struct note_signature *s,
    const struct note_key *k, int64_t *when)
{
	struct buf b CLEANUP(buf_free) = { 0 };
	uint64_t t;

	if (s->n != TIME_BYTES + SIGN_SIZE)
		return false;
	t = (uint64_t)big_end(s->bytes) << 32 | big_end(s->bytes + 4);
	if (t > INT64_MAX)
		return false;
	put_cosigned(&b, n->text, n->n, (int64_t)t);
	if (!sign_holds(s->bytes + TIME_BYTES, b.p, b.len, k->public))
		return false;
	*when = (int64_t)t;
	return true;
}

bool
note_cosigned(const struct signed_note *n, const struct note_key *k, int64_t *when)
{
	bool found = false;
	int64_t t;

	if (k->type != NOTE_COSIGNER)
		return false;
	for (size_t i = 0; i < n->sigs; i++) {
		if (!is_of(&n->sig[i], k))
			continue;
		if (!cosignature_holds(n, &n->sig[i], k, &t))
			return false;
		if (!found || t > *when)
			*when = t;
		found = true;
	}
	return found;
}

void
note_begin(struct buf *out, const char *text, size_t n)
{
	buf_put(out, text, n);
	buf_char(out, '\n');
}

static void
put_signature(struct buf *out, const struct note_key *k,
    const unsigned char *bytes, size_t n)
{
	unsigned char raw[4 + TIME_BYTES + SIGN_SIZE];

	for (size_t i = 0; i < 4; i++)
		raw[i] = (unsigned char)(k->hash >> (24 - 8 * i));
	memcpy(raw + 4, bytes, n);
	buf_printf(out, DASH "%s ", k->name);
	base64_put(out, raw, 4 + n);
	buf_char(out, '\n');
}

void
note_sign(struct buf *out, const char *text, size_t n,
    const struct note_key *k, const struct sign_key *key)
{
	unsigned char sig[SIGN_SIZE];

	sign_make(sig, text, n, key);
	put_signature(out, k, sig, sizeof sig);
}

void
note_cosign(struct buf *out, const char *text, size_t n,
    const struct note_key *k, const struct sign_key *key, int64_t when)
{
	struct buf b CLEANUP(buf_free) = { 0 };
	unsigned char sig[TIME_BYTES + SIGN_SIZE];

	put_cosigned(&b, text, n, when);
	for (size_t i = 0; i < TIME_BYTES; i++)
		sig[i] = (unsigned char)((uint64_t)when >> (56 - 8 * i));
	sign_make(sig + TIME_BYTES, b.p, b.len, key);
	put_signature(out, k, sig, sizeof sig);
}
