/* SPDX-License-Identifier: Apache-2.0 */
/*
 * passphrase: what opens a sealed file: from the file that --passphrase-file
 * names (its first line), or from the terminal, without showing it.
 */
#ifndef CLI_PASSPHRASE_H
#define CLI_PASSPHRASE_H

#include "cli/cmd.h"

#define PASSPHRASE_ROOM 1024

struct passphrase {
	char text[PASSPHRASE_ROOM];
};

/* passphrase_get(c, option, what, out): The one that is in use; ${what} is asked for at the terminal. */
bool passphrase_get(struct call *c, const char *option, const char *what,
    struct passphrase *out);

/* passphrase_new(c, option, what, out): One to be used from now on: not empty, and asked for twice. */
bool passphrase_new(struct call *c, const char *option, const char *what,
    struct passphrase *out);

/* passphrase_forget(p): Overwrite it; fits CLEANUP. */
void passphrase_forget(struct passphrase *p);

#endif
