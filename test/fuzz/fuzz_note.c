/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes: a note that is read has its text at its beginning, and no stranger's key signs it. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "ledger/note.h"

#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct sign_key stranger;
	struct note_key k;
	struct signed_note n;
	int64_t when;
	struct err e;

	(void)note_key_parse(&a, arena_str(&a, (const char *)data, size), &k,
	    &e);
	if (!note_parse(&a, (const char *)data, size, "f", &n, &e))
		return 0;
	CHECK(n.n < size && memcmp(n.text, data, n.n) == 0);
	CHECK(n.text[n.n - 1] == '\n');
	CHECK(n.sigs > 0 && n.sigs <= NOTE_MAX_SIGNATURES);
	sign_demonstration(&stranger, 63);
	k = note_key_of(&a, n.sig[0].name, NOTE_ED25519, stranger.public);
	k.hash = n.sig[0].hash;
	CHECK(!note_signed(&n, &k));
	k.type = NOTE_COSIGNER;
	CHECK(!note_cosigned(&n, &k, &when));
	return 0;
}
