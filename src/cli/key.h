/* SPDX-License-Identifier: Apache-2.0 */
/*
 * key: signing keys as files.  The public half stands in clear, the seed is
 * sealed with a passphrase (crypt/seal.h):
 *
 *	canvass key 1
 *	name registrar-13121
 *	public 3b6a27bc...
 *	canvass sealed 1 key
 *	...
 *
 * A demonstration key, which everybody has, has a line "demonstration N" in
 * place of the sealed part.  Wherever a command takes the file of a key,
 * "demonstration:N" stands for such a file.
 */
#ifndef CLI_KEY_H
#define CLI_KEY_H

#include "base/file.h"
#include "crypt/sign.h"

#include "cli/cmd.h"

struct key_file {
	const char   *path, *name;
	unsigned char public[SIGN_PUBLIC];
	bool          is_demonstration;
	unsigned      number;		/* of a demonstration key */
	struct bytes  sealed;
};

/* key_read(a, path, out, e): The file, still sealed. */
bool key_read(struct arena *a, const char *path, struct key_file *out,
    struct err *e);

/* key_write(path, name, k, pass, e): A new file that only its owner may read. */
bool key_write(const char *path, const char *name, const struct sign_key *k,
    const char *pass, struct err *e);

/* key_write_demonstration(path, name, n, e): The file of demonstration key ${n}. */
bool key_write_demonstration(const char *path, const char *name, unsigned n,
    struct err *e);

/* key_reseal(a, f, k, pass, e): The same key behind another passphrase. */
bool key_reseal(struct arena *a, const struct key_file *f,
    const struct sign_key *k, const char *pass, struct err *e);

/* key_unseal(a, f, pass, k, e): The secret half. */
bool key_unseal(struct arena *a, const struct key_file *f, const char *pass,
    struct sign_key *k, struct err *e);

/* key_open(c, spec, k): The key in file ${spec}; asks for its passphrase (--passphrase-file). */
bool key_open(struct call *c, const char *spec, struct sign_key *k);

/* key_public(c, spec, public): The public half of the key in file ${spec}; ${spec} may be the 64 digits themselves. */
bool key_public(struct call *c, const char *spec,
    unsigned char public[SIGN_PUBLIC]);

/* key_number(c, text, n): The number of a demonstration key. */
bool key_number(struct call *c, const char *text, unsigned *n);

/* key_find_demonstration(public, k): The demonstration key with this public half; false if there is none. */
bool key_find_demonstration(const unsigned char public[SIGN_PUBLIC],
    struct sign_key *k);

#endif
