/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "ledger/checkpoint.h"
#include "ledger/note.h"
#include "ledger/proof.h"
#include "ledger/witness.h"

static struct arena arena;
static struct sign_key secret, other;
static struct note_key log_key, cosigner;

static int
make_keys(void **state)
{
	(void)state;
	sign_demonstration(&secret, 1);
	sign_demonstration(&other, 2);
	log_key = note_key_of(&arena, "example.org/log", NOTE_ED25519,
	    secret.public);
	cosigner = note_key_of(&arena, "w1.example", NOTE_COSIGNER,
	    other.public);
	return 0;
}

static int
forget(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static bool
parse(const char *p, struct signed_note *n)
{
	struct err e;

	return note_parse(&arena, p, strlen(p), "f", n, &e);
}

/* The example of Go's package golang.org/x/mod/sumdb/note. */
static void
gos_example_is_signed(void **state)
{
	const char *text = "If you think cryptography is the answer to your "
	    "problem,\nthen you don't know what your problem is.\n\n"
	    "\xE2\x80\x94 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAc"
	    "ElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
	struct note_key k;
	struct signed_note n;
	struct err e;

	(void)state;
	assert_true(note_key_parse(&arena, "PeterNeumann+c74f20a3+ARpc2QcUPDhM"
	    "QegwxbzhKqiBfsVkmqq/LDE4izWy10TW", &k, &e));
	assert_true(parse(text, &n));
	assert_true(note_signed(&n, &k));
	assert_false(note_signed(&n, &log_key));
}

static void
verifier_keys_are_read_back_and_false_ones_refused(void **state)
{
	static const char *const bad[] = { "", "x", "x+c74f20a3",
	    "Peter+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
	    "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
	    "Peter N+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
	    "PeterNeumann+c74f20a3+AhpC2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
	    "PeterNeumann+c74f20a3+ARpc" };
	struct buf b CLEANUP(buf_free) = { 0 };
	struct note_key k;
	struct err e;

	(void)state;
	note_key_write(&b, &cosigner);
	assert_true(note_key_parse(&arena, b.p, &k, &e));
	assert_string_equal(k.name, cosigner.name);
	assert_memory_equal(k.public, cosigner.public, SIGN_PUBLIC);
	assert_int_equal(k.type, NOTE_COSIGNER);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(note_key_parse(&arena, bad[i], &k, &e));
}

static void
what_is_no_note_is_refused(void **state)
{
	static const char *const bad[] = { "", "a\n", "a\n\n", "a\n\nb\n",
	    "a\n\n\xE2\x80\x94 n\n", "a\n\n\xE2\x80\x94 n AAAA\n",
	    "a\n\n\xE2\x80\x94 n AAAAAAA=", "a\n\n\xE2\x80\x94 n+m AAAAAAA=\n",
	    "a\n\n\xE2\x80\x94  AAAAAAA=\n", "a\n\n- n AAAAAAA=\n",
	    "a\t\n\n\xE2\x80\x94 n AAAAAAA=\n",
	    "\xFF\n\n\xE2\x80\x94 n AAAAAAA=\n",
	    "a\n\n\xE2\x80\x94 n AAAAAAB=\n",
	    "a\n\n\xE2\x80\x94 \xC2\xA0 AAAAAAA=\n" };
	struct buf many CLEANUP(buf_free) = { 0 };
	struct signed_note n;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(parse(bad[i], &n));
	assert_true(parse("a\n\n\xE2\x80\x94 n AAAAAAA=\n", &n));
	buf_str(&many, "a\n\n");
	for (int i = 0; i <= NOTE_MAX_SIGNATURES; i++)
		buf_str(&many, "\xE2\x80\x94 n AAAAAAA=\n");
	assert_false(parse(many.p, &n));
}

/* One text signed by the log and cosigned at second ${when}. */
static struct signed_note
signed_note(const char *text, int64_t when)
{
	struct buf b CLEANUP(buf_free) = { 0 };
	size_t n = strlen(text);
	struct signed_note out;

	note_begin(&b, text, n);
	note_sign(&b, text, n, &log_key, &secret);
	note_cosign(&b, text, n, &cosigner, &other, when);
	assert_true(parse(b.p, &out));
	return out;
}

static void
a_wrong_signature_of_a_known_key_spoils_the_note(void **state)
{
	struct signed_note n = signed_note("text\n", 5);
	unsigned char wrong[SIGN_SIZE] = { 0 };

	(void)state;
	assert_true(note_signed(&n, &log_key));
	n.sig[n.sigs++] = (struct note_signature){ log_key.name, log_key.hash,
	    wrong, sizeof wrong };
	assert_false(note_signed(&n, &log_key));
}

static void
a_cosignature_tells_its_time_and_no_other(void **state)
{
	struct signed_note n = signed_note("text\n", 1679315147);
	unsigned char raw[8 + SIGN_SIZE];
	int64_t when = 0;

	(void)state;
	assert_true(note_cosigned(&n, &cosigner, &when));
	assert_int_equal(when, 1679315147);
	assert_false(note_cosigned(&n, &log_key, &when));
	assert_false(note_signed(&n, &cosigner));
	memcpy(raw, n.sig[1].bytes, sizeof raw);
	raw[7] ^= 1;
	n.sig[1].bytes = raw;
	assert_false(note_cosigned(&n, &cosigner, &when));
	raw[0] = 0xFF;
	assert_false(note_cosigned(&n, &cosigner, &when));
	n.sig[1].n--;
	assert_false(note_cosigned(&n, &cosigner, &when));
}

static void
a_key_that_signs_under_two_names_is_one_witness(void **state)
{
	struct signed_note n = signed_note("text\n", 100);
	struct note_key two[2] = { cosigner, cosigner };

	(void)state;
	assert_int_equal(witness_quorum(&n, two, 2, 0, 200), 1);
	assert_int_equal(witness_quorum(&n, two, 1, 101, 200), 0);
	assert_int_equal(witness_quorum(&n, two, 1, 0, 99), 0);
}

static void
a_checkpoint_is_read_back_and_nothing_else(void **state)
{
#define ROOT "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
	static const char *const bad[] = { "", "\n1\n" ROOT, "o\n01\n" ROOT,
	    "o\n-1\n" ROOT, "o\n\n" ROOT, "o\n1\nAAAA\n", "o\n1\n",
	    "o\n1\n" ROOT "\n", "o\n1\n" ROOT "x" };
	const char *good = "example.com/behind-the-sofa\n20852163\n" ROOT;
	struct buf b CLEANUP(buf_free) = { 0 };
	struct checkpoint c;
	struct err e;

	(void)state;
	assert_true(checkpoint_parse(&arena, good, strlen(good), "f", &c, &e));
	assert_int_equal(c.size, 20852163);
	checkpoint_write(&b, &c);
	assert_string_equal(b.p, good);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(checkpoint_parse(&arena, bad[i], strlen(bad[i]),
		    "f", &c, &e));
	assert_true(checkpoint_parse(&arena, "o\n0\n" ROOT "more\n",
	    strlen("o\n0\n" ROOT "more\n"), "f", &c, &e));
}

/* Leaves 0 and 1 make the log of two that the following tests grow. */
struct grown {
	unsigned char      leaf[2][HASH_SIZE];
	struct checkpoint  one, two;
	struct signed_note        note;
	struct merkle_proof proof;	/* from one to two: leaf 1 */
	struct buf         text;
};

static void
grow(struct grown *g)
{
	*g = (struct grown){ .one = { "example.org/log", 1, { 0 } },
	    .two = { "example.org/log", 2, { 0 } } };
	merkle_leaf(g->leaf[0], "a", 1);
	merkle_leaf(g->leaf[1], "b", 1);
	memcpy(g->one.root, g->leaf[0], HASH_SIZE);
	merkle_node(g->two.root, g->leaf[0], g->leaf[1]);
	checkpoint_write(&g->text, &g->two);
	g->note = signed_note(g->text.p, 9);
	g->proof.n = 1;
	memcpy(g->proof.node[0], g->leaf[1], HASH_SIZE);
	buf_free(&g->text);
}

static enum witness_answer
judge(const struct grown *g, const struct checkpoint *seen, int64_t old)
{
	struct checkpoint c;
	struct err e;

	return witness_judge(&arena, seen, &g->note, old, &g->proof, &log_key,
	    &c, &e);
}

static void
a_witness_signs_only_what_begins_with_what_it_saw(void **state)
{
	struct checkpoint seen;
	struct grown g;

	(void)state;
	grow(&g);
	assert_int_equal(judge(&g, &g.one, 1), WITNESS_SIGNED);
	assert_int_equal(judge(&g, &g.one, 0), WITNESS_CONFLICT);
	assert_int_equal(judge(&g, &g.one, 3), WITNESS_BAD);
	seen = g.one;
	seen.root[0] ^= 1;
	assert_int_equal(judge(&g, &seen, 1), WITNESS_INCONSISTENT);
	seen.origin = "example.org/other";
	assert_int_equal(judge(&g, &seen, 1), WITNESS_UNKNOWN);
	seen = g.two;
	g.proof.n = 0;
	assert_int_equal(judge(&g, &seen, 2), WITNESS_SIGNED);
	seen.root[0] ^= 1;
	assert_int_equal(judge(&g, &seen, 2), WITNESS_CONFLICT);
	seen.size = 0;
	assert_int_equal(judge(&g, &seen, 0), WITNESS_SIGNED);
	g.proof.n = 1;
	assert_int_equal(judge(&g, &seen, 0), WITNESS_INCONSISTENT);
	g.note.sigs = 0;
	assert_int_equal(judge(&g, &g.one, 1), WITNESS_FORBIDDEN);
	g.note.n = 3;
	assert_int_equal(judge(&g, &g.one, 1), WITNESS_BAD);
}

static void
a_proof_is_read_back_and_holds_for_its_leaf_only(void **state)
{
	struct buf note CLEANUP(buf_free) = { 0 }, b CLEANUP(buf_free) = { 0 };
	struct tlog_proof p = { .index = 1 }, q;
	struct grown g;
	struct err e;

	(void)state;
	grow(&g);
	note_begin(&note, g.note.text, g.note.n);
	note_sign(&note, g.note.text, g.note.n, &log_key, &secret);
	p.checkpoint = note.p;
	p.n = note.len;
	p.path.n = 1;
	memcpy(p.path.node[0], g.leaf[0], HASH_SIZE);
	proof_write(&b, &p);
	for (size_t n = 0; n < b.len - note.len; n++)
		assert_false(proof_parse(&arena, b.p, n, "f", &q, &e));
	assert_true(proof_parse(&arena, b.p, b.len, "f", &q, &e));
	assert_true(proof_holds(&arena, &q, g.leaf[1], &log_key, &e));
	assert_false(proof_holds(&arena, &q, g.leaf[0], &log_key, &e));
	assert_false(proof_holds(&arena, &q, g.leaf[1], &cosigner, &e));
	q.index = 0;
	assert_false(proof_holds(&arena, &q, g.leaf[1], &log_key, &e));
	q.n = 3;
	assert_false(proof_holds(&arena, &q, g.leaf[1], &log_key, &e));
}

static void
extra_data_is_skipped_and_other_lines_refused(void **state)
{
	const char *good = "c2sp.org/tlog-proof@v1\nextra YQ==\nindex 0\n\nx";
	const char *const bad[] = { "c2sp.org/tlog-proof@v2\nindex 0\n\nx",
	    "c2sp.org/tlog-proof@v1\nindex 00\n\nx",
	    "c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\nx",
	    "c2sp.org/tlog-proof@v1\nextra YQ==\n" };
	struct tlog_proof p;
	struct err e;

	(void)state;
	assert_true(proof_parse(&arena, good, strlen(good), "f", &p, &e));
	assert_string_equal(p.checkpoint, "x");
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(proof_parse(&arena, bad[i], strlen(bad[i]), "f",
		    &p, &e));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gos_example_is_signed),
		cmocka_unit_test(verifier_keys_are_read_back_and_false_ones_refused),
		cmocka_unit_test(what_is_no_note_is_refused),
		cmocka_unit_test(a_wrong_signature_of_a_known_key_spoils_the_note),
		cmocka_unit_test(a_cosignature_tells_its_time_and_no_other),
		cmocka_unit_test(a_key_that_signs_under_two_names_is_one_witness),
		cmocka_unit_test(a_checkpoint_is_read_back_and_nothing_else),
		cmocka_unit_test(a_witness_signs_only_what_begins_with_what_it_saw),
		cmocka_unit_test(a_proof_is_read_back_and_holds_for_its_leaf_only),
		cmocka_unit_test(extra_data_is_skipped_and_other_lines_refused),
	};

	return cmocka_run_group_tests(tests, make_keys, forget);
}
