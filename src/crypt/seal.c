/* SPDX-License-Identifier: Apache-2.0 */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "crypt/seal.h"

#define NONCE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG   crypto_aead_xchacha20poly1305_ietf_ABYTES
#define SALT  crypto_pwhash_SALTBYTES

_Static_assert(SEAL_EXTRA == NONCE + TAG, "a box is nonce, bytes, tag");
_Static_assert(SEAL_KEY == crypto_aead_xchacha20poly1305_ietf_KEYBYTES,
    "the key's size is the cipher's");

/* The cost of a guess.  Fixed, so that no file can ask for more. */
#define PASSES  3
#define MIB     64
#define HEAD_AT "canvass sealed 1 %s\nargon2id t=%d m=%dMiB\nsalt "

static void *
room(size_t n)
{
	void *p = malloc(n > 0 ? n : 1);

	if (p == NULL) {
		fputs("canvass: out of memory\n", stderr);
		abort();
	}
	return p;
}

void
seal_box(unsigned char *box, const void *p, size_t n, const void *bound,
    size_t bound_n, const unsigned char key[SEAL_KEY])
{
	random_bytes(box, NONCE);
	(void)crypto_aead_xchacha20poly1305_ietf_encrypt(box + NONCE, NULL, p,
	    n, bound, bound_n, NULL, box, key);
}

bool
seal_unbox(unsigned char *p, const unsigned char *box, size_t box_n,
    const void *bound, size_t bound_n, const unsigned char key[SEAL_KEY])
{
	return box_n >= SEAL_EXTRA &&
	    crypto_aead_xchacha20poly1305_ietf_decrypt(p, NULL, NULL,
	    box + NONCE, box_n - NONCE, bound, bound_n, box, key) == 0;
}

void
seal_name(unsigned char name[SEAL_NAME], const void *p, size_t n,
    const unsigned char key[SEAL_KEY])
{
	(void)crypto_generichash(name, SEAL_NAME, p, n, key, SEAL_KEY);
}

void
seal_forget(void *p, size_t n)
{
	sodium_memzero(p, n);
}

static bool
derive(unsigned char key[SEAL_KEY], const char *pass,
    const unsigned char salt[SALT], struct err *e)
{
	if (crypto_pwhash(key, SEAL_KEY, pass, strlen(pass), salt, PASSES,
	    (size_t)MIB << 20, crypto_pwhash_ALG_ARGON2ID13) != 0)
		return err_set(e, ERR_SYSTEM,
		    "%d MiB of memory for the passphrase are not there", MIB);
	return true;
}

static void
put_base64(struct buf *out, const unsigned char *p, size_t n)
{
	const int way = sodium_base64_VARIANT_ORIGINAL;
	size_t len = sodium_base64_encoded_len(n, way);
	char *text = room(len);

	buf_str(out, sodium_bin2base64(text, len, p, n, way));
	free(text);
}

/* The lines before the box; the box is bound to them. */
static void
put_head(struct buf *out, const char *what, const unsigned char salt[SALT])
{
	buf_printf(out, HEAD_AT, what, PASSES, MIB);
	put_base64(out, salt, SALT);
	buf_char(out, '\n');
}

bool
seal_make(struct buf *out, const char *what, const void *p, size_t n,
    const char *pass, struct err *e)
{
	struct buf head CLEANUP(buf_free) = { 0 };
	unsigned char salt[SALT], key[SEAL_KEY], *box;

	random_bytes(salt, sizeof salt);
	TRY(derive(key, pass, salt, e));
	put_head(&head, what, salt);
	box = room(n + SEAL_EXTRA);
	seal_box(box, p, n, head.p, head.len, key);
	sodium_memzero(key, sizeof key);
	buf_put(out, head.p, head.len);
	buf_str(out, "box ");
	put_base64(out, box, n + SEAL_EXTRA);
	buf_char(out, '\n');
	free(box);
	return true;
}

/* A line "WORD BASE64" at *${p}: ${to} has room for ${cap} bytes. */
static bool
take(const char **p, const char *end, const char *word, unsigned char *to,
    size_t cap, size_t *got)
{
	const char *lf = memchr(*p, '\n', (size_t)(end - *p)), *stop = NULL;
	size_t w = strlen(word);

	if (lf == NULL || (size_t)(lf - *p) < w || memcmp(*p, word, w) != 0)
		return false;
	if (sodium_base642bin(to, cap, *p + w, (size_t)(lf - *p) - w, NULL,
	    got, &stop, sodium_base64_VARIANT_ORIGINAL) != 0 || stop != lf)
		return false;
	*p = lf + 1;
	return true;
}

/* What seal_make wrote, and not a byte else. */
static bool
take_apart(struct arena *a, const char *what, const char *text, size_t size,
    unsigned char salt[SALT], unsigned char **box, size_t *box_n)
{
	char *head = arena_printf(a, HEAD_AT, what, PASSES, MIB);
	size_t len = strlen(head) - strlen("salt "), got;
	const char *p = text + len, *end = text + size;

	*box = arena_zero(a, 1, size + 1);
	return size > len && memcmp(text, head, len) == 0 &&
	    take(&p, end, "salt ", salt, SALT, &got) && got == SALT &&
	    take(&p, end, "box ", *box, size, box_n) && p == end &&
	    *box_n >= SEAL_EXTRA;
}

bool
seal_open(struct arena *a, const char *what, const char *text, size_t size,
    const char *name, const char *pass, unsigned char **p, size_t *n,
    struct err *e)
{
	struct buf head CLEANUP(buf_free) = { 0 };
	unsigned char salt[SALT], key[SEAL_KEY], *box, *bytes;
	size_t box_n;
	bool opened;

	if (!take_apart(a, what, text, size, salt, &box, &box_n))
		return err_at(e, (struct place){ name, 0, 0 },
		    "is not a sealed %s of this program", what);
	TRY(derive(key, pass, salt, e));
	put_head(&head, what, salt);
	bytes = arena_zero(a, 1, box_n - SEAL_EXTRA + 1);
	opened = seal_unbox(bytes, box, box_n, head.p, head.len, key);
	sodium_memzero(key, sizeof key);
	if (!opened)
		return err_at(e, (struct place){ name, 0, 0 },
		    "does not open: the passphrase is wrong, or the file was changed");
	*p = bytes;
	*n = box_n - SEAL_EXTRA;
	return true;
}
