/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/num.h"
#include "crypt/hash.h"
#include "crypt/seal.h"

#include "cli/key.h"
#include "cli/passphrase.h"

#define HEAD          "canvass key 1\n"
#define DEMONSTRATION "demonstration:"
#define MAX_KEY       ((size_t)4096)
#define SEALED_AS     "key"

/* The rest of the line that begins with ${word} at *${p}; NULL if it does not. */
static const char *
take_line(struct arena *a, const char **p, const char *word)
{
	size_t w = strlen(word), n;
	const char *rest;

	if (strncmp(*p, word, w) != 0)
		return NULL;
	rest = *p + w;
	n = strcspn(rest, "\n");
	if (rest[n] != '\n')
		return NULL;
	*p = rest + n + 1;
	return arena_str(a, rest, n);
}

static bool
demonstration_number(const char *text, unsigned *n)
{
	int64_t number;

	if (num_parse(text, strlen(text), &number) != NUM_OK ||
	    number >= SIGN_DEMONSTRATIONS)
		return false;
	*n = (unsigned)number;
	return true;
}

bool
key_read(struct arena *a, const char *path, struct key_file *out,
    struct err *e)
{
	struct key_file f = { .path = path };
	const char *p, *public, *number;
	struct bytes text;

	TRY(file_read(a, path, MAX_KEY, &text, e));
	if (strncmp(text.p, HEAD, strlen(HEAD)) != 0)
		return err_set(e, ERR_INPUT, "%s: is not a key file, as "
		    "'canvass key new' makes them", path);
	p = text.p + strlen(HEAD);
	f.name = take_line(a, &p, "name ");
	public = take_line(a, &p, "public ");
	if (f.name == NULL || public == NULL ||
	    !hash_parse(f.public, public, strlen(public)))
		return err_set(e, ERR_INPUT, "%s: is not whole, expected the "
		    "lines name and public", path);
	number = take_line(a, &p, "demonstration ");
	f.is_demonstration = number != NULL;
	if (number != NULL && !demonstration_number(number, &f.number))
		return err_set(e, ERR_INPUT, "%s: found no number of a "
		    "demonstration key, expected 0 to %d", path,
		    SIGN_DEMONSTRATIONS - 1);
	f.sealed = (struct bytes){ p, text.n - (size_t)(p - text.p) };
	*out = f;
	return true;
}

static void
put_head(struct buf *out, const char *name,
    const unsigned char public[SIGN_PUBLIC])
{
	char hex[HASH_HEX];

	hash_text(hex, public);
	buf_printf(out, HEAD "name %s\npublic %s\n", name, hex);
}

/* A new file that only its owner may read, durable; nothing is replaced. */
static bool
put_new(const char *path, const struct buf *b, struct err *e)
{
	int fd CLEANUP(file_close_fd) = open(path,
	    O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0)
		return err_set(e, errno == EEXIST ? ERR_INPUT : ERR_SYSTEM,
		    "%s: cannot make this file: %s", path, strerror(errno));
	if (write(fd, b->p, b->len) == (ssize_t)b->len && fsync(fd) == 0)
		return file_sync_parent(path, e);
	(void)err_set(e, ERR_SYSTEM, "%s: cannot write: %s", path,
	    strerror(errno));
	(void)unlink(path);
	return false;
}

bool
key_write(const char *path, const char *name, const struct sign_key *k,
    const char *pass, struct err *e)
{
	struct buf b CLEANUP(buf_free) = { 0 };

	put_head(&b, name, k->public);
	TRY(seal_make(&b, SEALED_AS, k->seed, SIGN_SEED, pass, e));
	return put_new(path, &b, e);
}

bool
key_write_demonstration(const char *path, const char *name, unsigned n,
    struct err *e)
{
	struct sign_key k CLEANUP(sign_key_forget) = { 0 };
	struct buf b CLEANUP(buf_free) = { 0 };

	sign_demonstration(&k, n);
	put_head(&b, name, k.public);
	buf_printf(&b, "demonstration %u\n", n);
	return put_new(path, &b, e);
}

/* The new file takes the place of the old one at once, or not at all. */
bool
key_reseal(struct arena *a, const struct key_file *f,
    const struct sign_key *k, const char *pass, struct err *e)
{
	char *new = arena_printf(a, "%s.new%ld", f->path, (long)getpid());

	TRY(key_write(new, f->name, k, pass, e));
	if (rename(new, f->path) == 0)
		return true;
	(void)err_set(e, ERR_SYSTEM, "%s: cannot replace: %s", f->path,
	    strerror(errno));
	(void)unlink(new);
	return false;
}

bool
key_unseal(struct arena *a, const struct key_file *f, const char *pass,
    struct sign_key *k, struct err *e)
{
	unsigned char *seed;
	size_t n;

	TRY(seal_open(a, SEALED_AS, f->sealed.p, f->sealed.n, f->path, pass,
	    &seed, &n, e));
	if (n == SIGN_SEED)
		sign_key_of(k, seed);
	for (volatile unsigned char *v = seed; v < seed + n; v++)
		*v = 0;
	if (n == SIGN_SEED && memcmp(k->public, f->public, SIGN_PUBLIC) == 0)
		return true;
	return err_set(e, ERR_INPUT, "%s: the public key in clear is not that "
	    "of the sealed one: the file was changed", f->path);
}

static bool
is_number(struct call *c, const char *spec, bool *is, unsigned *n)
{
	size_t w = strlen(DEMONSTRATION);

	*is = strncmp(spec, DEMONSTRATION, w) == 0;
	return !*is || key_number(c, spec + w, n);
}

bool
key_number(struct call *c, const char *text, unsigned *n)
{
	return demonstration_number(text, n) || err_set(&c->e, ERR_USE,
	    "found '%s', expected the number of a demonstration key, 0 to %d",
	    text, SIGN_DEMONSTRATIONS - 1);
}

bool
key_open(struct call *c, const char *spec, struct sign_key *k)
{
	struct passphrase pass CLEANUP(passphrase_forget) = { 0 };
	struct key_file f = { 0 };
	unsigned n = 0;
	bool is = false;

	TRY(is_number(c, spec, &is, &n));
	if (!is)
		TRY(key_read(c->a, spec, &f, &c->e));
	if (is || f.is_demonstration) {
		sign_demonstration(k, is ? n : f.number);
		return true;
	}
	TRY(passphrase_get(c, "passphrase-file", arena_printf(c->a,
	    "passphrase of %s", spec), &pass));
	return key_unseal(c->a, &f, pass.text, k, &c->e);
}

bool
key_public(struct call *c, const char *spec, unsigned char public[SIGN_PUBLIC])
{
	struct sign_key k CLEANUP(sign_key_forget) = { 0 };
	struct key_file f = { 0 };
	unsigned n = 0;
	bool is = false;

	if (hash_parse(public, spec, strlen(spec)))
		return true;
	TRY(is_number(c, spec, &is, &n));
	if (is) {
		sign_demonstration(&k, n);
		memcpy(public, k.public, SIGN_PUBLIC);
		return true;
	}
	TRY(key_read(c->a, spec, &f, &c->e));
	memcpy(public, f.public, SIGN_PUBLIC);
	return true;
}

bool
key_find_demonstration(const unsigned char public[SIGN_PUBLIC],
    struct sign_key *k)
{
	for (unsigned n = 0; n < SIGN_DEMONSTRATIONS; n++) {
		sign_demonstration(k, n);
		if (memcmp(k->public, public, SIGN_PUBLIC) == 0)
			return true;
	}
	return false;
}
