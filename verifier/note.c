/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "note.h"

enum { MOST_SIGNATURES = 64 };

/* An em dash and a blank begin each line of a signature. */
static const char DASH[] = "\xE2\x80\x94 ";

bool
next_line(struct text *rest, struct text *line)
{
	return text_cut(rest, '\n', line);
}

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
	size_t n = sizeof key;

	if (!text_cut(&t, '+', &out->name) || !text_cut(&t, '+', &id_text) ||
	    out->name.n == 0 || memchr(out->name.p, ' ', out->name.n) ||
	    !hex_read(id_text, id, sizeof id) || !base64_read(t, key, &n) ||
	    n != sizeof key)
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

static bool
has_controls(struct text t)
{
	for (size_t i = 0; i < t.n; i++) {
		if ((uint8_t)t.p[i] < 0x20 && t.p[i] != '\n')
			return true;
	}
	return false;
}

bool
note_read(struct text t, struct note *out, const char **why)
{
	struct text rest, line;
	size_t n = t.n;
	int lines = 0;

	*why = "found no blank line before its signatures";
	if (t.n == 0 || t.p[t.n - 1] != '\n')
		return false;
	while (n >= 2 && (t.p[n - 1] != '\n' || t.p[n - 2] != '\n'))
		n--;
	if (n < 3)
		return false;
	out->text = (struct text){ t.p, n - 1 };
	out->lines = (struct text){ t.p + n, t.n - n };
	*why = "found a control character";
	if (has_controls(t))
		return false;
	*why = "found a line among its signatures that is none";
	for (rest = out->lines; next_line(&rest, &line); lines++) {
		if (!text_begins(line, DASH) || lines == MOST_SIGNATURES)
			return false;
	}
	return lines > 0;
}

/*
 * The bytes behind the id of the next line of ${k}'s; 0 when there is no more.
 * Lines of other names or ids are not ours to judge.
 */
static size_t
next_of(struct text *rest, const struct vkey *k, uint8_t type, uint8_t *out)
{
	uint8_t id[4], bytes[128];
	struct text line, name;

	key_id(k, type, id);
	while (next_line(rest, &line)) {
		size_t n = sizeof bytes;

		line.p += strlen(DASH);
		line.n -= strlen(DASH);
		if (!text_cut(&line, ' ', &name) || !text_same(name, k->name) ||
		    !base64_read(line, bytes, &n) || n <= 4 ||
		    memcmp(bytes, id, 4) != 0)
			continue;
		memcpy(out, bytes + 4, n - 4);
		return n - 4;
	}
	return 0;
}

enum signed_by
note_signed(const struct note *n, const struct vkey *k)
{
	struct text rest = n->lines;
	enum signed_by found = SIGNED_NOT;
	uint8_t sig[128];
	size_t len;

	while ((len = next_of(&rest, k, NOTE_ED25519, sig)) > 0) {
		if (len != 64 || !signature_holds(k->key, sig, n->text))
			return SIGNED_BADLY;
		found = SIGNED;
	}
	return found;
}

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
	if (t > INT64_MAX)
		return false;
	*time = (int64_t)t;
	(void)snprintf(head, sizeof head, "cosignature/v1\ntime %llu\n",
	    (unsigned long long)t);
	buf_put(&message, text_of(head));
	buf_put(&message, n->text);
	holds = signature_holds(k->key, stamped + 8,
	    (struct text){ message.p, message.n });
	buf_free(&message);
	return holds;
}

enum signed_by
note_cosigned(const struct note *n, const struct vkey *k, int64_t *time)
{
	struct text rest = n->lines;
	enum signed_by found = SIGNED_NOT;
	uint8_t sig[128];
	int64_t t = 0;
	size_t len;

	*time = 0;
	while ((len = next_of(&rest, k, NOTE_COSIGNATURE, sig)) > 0) {
		if (len != 72 || !cosignature_holds(n, k, sig, &t))
			return SIGNED_BADLY;
		*time = t > *time ? t : *time;
		found = SIGNED;
	}
	return found;
}

bool
checkpoint_read(const struct note *n, struct checkpoint *out)
{
	struct text rest = n->text, size, root;
	size_t len = sizeof out->root.b;

	return next_line(&rest, &out->origin) && out->origin.n > 0 &&
	    next_line(&rest, &size) && whole_read(size, &out->size) &&
	    next_line(&rest, &root) && base64_read(root, out->root.b, &len) &&
	    len == sizeof out->root.b;
}
