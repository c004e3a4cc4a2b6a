/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>

#include "bundle.h"

enum { MOST_SIGNATURES = 64, ID_SIZE = 4, TIME = 8, SIGNATURE = 64 };

/* An em dash and a blank begin each line of a signature. */
static const char DASH[] = "\xE2\x80\x94 ";

/* Does ${id} begin SHA-256(name, LF, type, key)? */
static bool
is_id(const uint8_t *id, const struct vkey *k, uint8_t type)
{
	struct hash h = hash_parts(4, (struct text[]){ k->name, TEXT("\n"),
	    { (const char *)&type, 1 }, { (const char *)k->key, 32 } });

	return memcmp(id, h.b, ID_SIZE) == 0;
}

bool
vkey_read(struct text t, struct vkey *out)
{
	struct text id_text;
	uint8_t id[ID_SIZE], key[33];

	out->text = t;
	if (!text_cut(&t, '+', &out->name) || !text_cut(&t, '+', &id_text) ||
	    out->name.n == 0 || memchr(out->name.p, ' ', out->name.n) ||
	    !hex_read(id_text, id, ID_SIZE) || !base64_read(t, key, 33))
		return false;
	out->type = key[0];
	memcpy(out->key, key + 1, sizeof out->key);
	return is_id(id, out, out->type);
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

/* ${sig}: a cosignature's time, and the signature; *${time}: the later one. */
static bool
holds(const struct note *n, const struct vkey *k, const uint8_t *sig,
    uint64_t *time)
{
	static struct buf message;
	char head[64];
	uint64_t t = 0;

	if (time == NULL)
		return signature_holds(k->key, sig, n->text);
	for (int i = 0; i < TIME; i++)
		t = t << 8 | sig[i];
	*time = t > *time ? t : *time;
	(void)snprintf(head, sizeof head, "cosignature/v1\ntime %" PRIu64 "\n",
	    t);
	return t <= INT64_MAX && signature_holds(k->key, sig + TIME,
	    buf_join(&message, 2, (struct text[]){ text_of(head), n->text }));
}

/* Lines of other names or ids are not ours to judge. */
enum signed_by
note_signed(const struct note *n, const struct vkey *k, uint64_t *time)
{
	size_t size = ID_SIZE + (time != NULL ? TIME : 0) + SIGNATURE;
	uint8_t type = time != NULL ? NOTE_COSIGNATURE : NOTE_ED25519;
	uint8_t id[6], sig[ID_SIZE + TIME + SIGNATURE];
	enum signed_by found = SIGNED_NOT;
	struct text rest = n->lines, line, name;

	while (text_cut(&rest, '\n', &line)) {
		line = text_from(line, strlen(DASH));
		if (!text_cut(&line, ' ', &name) || !text_same(name, k->name) ||
		    line.n < 8 || !base64_read((struct text){ line.p, 8 }, id,
		    sizeof id) || !is_id(id, k, type))
			continue;
		if (!base64_read(line, sig, size) ||
		    !holds(n, k, sig + ID_SIZE, time))
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
