/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "note.h"

enum { MOST_SIGNATURES = 64, TIME = 8, SIGNATURE = 64 };

/* An em dash and a blank begin each line of a signature. */
static const char DASH[] = "\xE2\x80\x94 ";

/* The first four bytes of SHA-256(name, LF, type, key). */
static void
key_id(const struct vkey *k, uint8_t type, uint8_t out[4])
{
	struct hash h = hash_parts(4, (struct text[]){ k->name, TEXT("\n"),
	    { (const char *)&type, 1 }, { (const char *)k->key, 32 } });

	memcpy(out, h.b, 4);
}

bool
vkey_read(struct text t, struct vkey *out)
{
	struct text id_text;
	uint8_t id[4], found[4], key[33];

	out->text = t;
	if (!text_cut(&t, '+', &out->name) || !text_cut(&t, '+', &id_text) ||
	    out->name.n == 0 || memchr(out->name.p, ' ', out->name.n) ||
	    !hex_read(id_text, id, 4) || !base64_read(t, key, 33))
		return false;
	out->type = key[0];
	memcpy(out->key, key + 1, sizeof out->key);
	key_id(out, out->type, found);
	return memcmp(found, id, sizeof id) == 0;
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
	out->lines = rest = text_from(t, n);
	for (; text_cut(&rest, '\n', &line); lines++) {
		if (!text_begins(line, DASH) || lines == MOST_SIGNATURES)
			return "found a line among its signatures that is none";
	}
	return lines > 0 ? NULL : "found no signature";
}

/* ${sig}: id, a cosignature's time, signature; *${time}: the later one. */
static bool
holds(const struct note *n, const struct vkey *k, const uint8_t *sig,
    uint64_t *time)
{
	static struct buf message;
	char head[64];
	uint64_t t = 0;

	if (time == NULL)
		return signature_holds(k->key, sig + 4, n->text);
	for (int i = 4; i < 4 + TIME; i++)
		t = t << 8 | sig[i];
	*time = t > *time ? t : *time;
	(void)snprintf(head, sizeof head, "cosignature/v1\ntime %" PRIu64 "\n",
	    t);
	message.n = 0;
	buf_put(&message, text_of(head));
	buf_put(&message, n->text);
	return t <= INT64_MAX &&
	    signature_holds(k->key, sig + 4 + TIME, buf_text(&message));
}

/* Lines of other names or ids are not ours to judge. */
enum signed_by
note_signed(const struct note *n, const struct vkey *k, uint64_t *time)
{
	size_t size = 4 + (time != NULL ? TIME : 0) + SIGNATURE;
	enum signed_by found = SIGNED_NOT;
	struct text rest = n->lines, line, name;
	uint8_t id[4], sig[4 + TIME + SIGNATURE];

	key_id(k, time != NULL ? NOTE_COSIGNATURE : NOTE_ED25519, id);
	while (text_cut(&rest, '\n', &line)) {
		line = text_from(line, strlen(DASH));
		if (!text_cut(&line, ' ', &name) || !text_same(name, k->name) ||
		    line.n < 8 || !base64_read((struct text){ line.p, 8 }, sig,
		    6) || memcmp(sig, id, 4) != 0)
			continue;
		if (!base64_read(line, sig, size) || !holds(n, k, sig, time))
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
	    text_cut(&rest, '\n', &root) && base64_read(root, out->root.b, 32);
}
