/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "note.h"

enum { MOST_SIGNATURES = 64 };

/* An em dash and a blank begin each line of a signature. */
static const char DASH[] = "\xE2\x80\x94 ";

/* The first four bytes of SHA-256(name, LF, type, key). */
static void
key_id(const struct vkey *k, uint8_t type, uint8_t out[4])
{
	struct hash h = hash_parts(4, (struct text[]){ k->name, { "\n", 1 },
	    { (const char *)&type, 1 }, { (const char *)k->key, 32 } });

	memcpy(out, h.b, 4);
}

bool
vkey_read(struct text t, struct vkey *out)
{
	struct text id_text;
	uint8_t id[4], found[4], key[33];

	if (!text_cut(&t, '+', &out->name) || !text_cut(&t, '+', &id_text) ||
	    out->name.n == 0 || memchr(out->name.p, ' ', out->name.n) ||
	    !hex_read(id_text, id, 4) || base64_read(t, key, 33) != 33)
		return false;
	out->type = key[0];
	memcpy(out->key, key + 1, sizeof out->key);
	key_id(out, out->type, found);
	return memcmp(found, id, sizeof id) == 0;
}

bool
vkey_same(const struct vkey *a, const struct vkey *b)
{
	return a->type == b->type && text_same(a->name, b->name) &&
	    memcmp(a->key, b->key, sizeof a->key) == 0;
}

const char *
note_read(struct text t, struct note *out)
{
	struct text rest, line;
	size_t n = t.n;
	int lines = 0;

	for (size_t i = 0; i < t.n; i++) {
		if ((uint8_t)t.p[i] < 0x20 && t.p[i] != '\n')
			return "found a control character";
	}
	while (n >= 2 && (t.p[n - 1] != '\n' || t.p[n - 2] != '\n'))
		n--;
	if (n < 3 || t.p[t.n - 1] != '\n')
		return "found no blank line before its signatures";
	out->text = (struct text){ t.p, n - 1 };
	out->lines = rest = (struct text){ t.p + n, t.n - n };
	for (; text_cut(&rest, '\n', &line); lines++) {
		if (!text_begins(line, DASH) || lines == MOST_SIGNATURES)
			return "found a line among its signatures that is none";
	}
	return lines > 0 ? NULL : "found no signature";
}

/*
 * The bytes behind the id in the next line of ${k}'s; 0 when there is no more.
 * Lines of other names or ids are not ours to judge.
 */
static size_t
next_of(struct text *rest, const struct vkey *k, uint8_t type, uint8_t *out)
{
	uint8_t id[4], bytes[128];
	struct text line, name;

	key_id(k, type, id);
	while (text_cut(rest, '\n', &line)) {
		size_t n = 0;

		line.p += strlen(DASH);
		line.n -= strlen(DASH);
		if (text_cut(&line, ' ', &name) && text_same(name, k->name))
			n = base64_read(line, bytes, sizeof bytes);
		if (n > 4 && memcmp(bytes, id, 4) == 0) {
			memcpy(out, bytes + 4, n - 4);
			return n - 4;
		}
	}
	return 0;
}

enum signed_by
note_signed(const struct note *n, const struct vkey *k)
{
	struct text rest = n->lines;
	enum signed_by found = SIGNED_NOT;
	uint8_t sig[128];

	for (size_t len; (len = next_of(&rest, k, NOTE_ED25519, sig)) > 0; ) {
		if (len != 64 || !signature_holds(k->key, sig, n->text))
			return SIGNED_BADLY;
		found = SIGNED;
	}
	return found;
}

/* ${stamped} is the time in eight bytes, then the signature. */
static bool
cosignature_holds(const struct note *n, const struct vkey *k,
    const uint8_t *stamped, int64_t *time)
{
	char head[64];
	struct buf message = { 0 };
	uint64_t t = 0;
	bool holds;

	for (int i = 0; i < 8; i++)
		t = t << 8 | stamped[i];
	(void)snprintf(head, sizeof head, "cosignature/v1\ntime %" PRIu64 "\n", t);
	buf_put(&message, text_of(head));
	buf_put(&message, n->text);
	holds = t <= INT64_MAX &&
	    signature_holds(k->key, stamped + 8, buf_text(&message));
	buf_free(&message);
	*time = (int64_t)t > *time ? (int64_t)t : *time;
	return holds;
}

enum signed_by
note_cosigned(const struct note *n, const struct vkey *k, int64_t *time)
{
	struct text rest = n->lines;
	enum signed_by found = SIGNED_NOT;
	uint8_t sig[128];

	*time = 0;
	for (size_t len; (len = next_of(&rest, k, NOTE_COSIGNATURE, sig)) > 0; ) {
		if (len != 72 || !cosignature_holds(n, k, sig, time))
			return SIGNED_BADLY;
		found = SIGNED;
	}
	return found;
}

bool
checkpoint_read(const struct note *n, struct checkpoint *out)
{
	struct text rest = n->text, size, root;

	return text_cut(&rest, '\n', &out->origin) && out->origin.n > 0 &&
	    text_cut(&rest, '\n', &size) && whole_read(size, &out->size) &&
	    text_cut(&rest, '\n', &root) &&
	    base64_read(root, out->root.b, sizeof out->root.b) == 32;
}
