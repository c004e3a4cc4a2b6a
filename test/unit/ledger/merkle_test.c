/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/err.h"

#include "ledger/merkle.h"

#define MOST 70

static unsigned char leaf[MOST][HASH_SIZE], root[MOST + 1][HASH_SIZE];

/* RFC 6962, section 2.1, as it is written there: another way than merkle_add. */
static void
mth(int from, int to, unsigned char sum[HASH_SIZE])
{
	unsigned char left[HASH_SIZE], right[HASH_SIZE];
	int k = 1;

	if (to == from) {
		hash_of(sum, "", 0);
		return;
	}
	if (to - from == 1) {
		memcpy(sum, leaf[from], HASH_SIZE);
		return;
	}
	while (2 * k < to - from)
		k *= 2;
	mth(from, from + k, left);
	mth(from + k, to, right);
	merkle_node(sum, left, right);
}

static bool
get(void *ctx, int level, int64_t index, unsigned char sum[HASH_SIZE],
    struct err *e)
{
	(void)ctx, (void)e;
	mth((int)(index << level), (int)((index + 1) << level), sum);
	return true;
}

static bool
get_nothing(void *ctx, int level, int64_t index, unsigned char sum[HASH_SIZE],
    struct err *e)
{
	(void)ctx, (void)level, (void)index, (void)sum;
	return err_set(e, ERR_STORE, "gone");
}

static int
make_leaves(void **state)
{
	(void)state;
	for (int i = 0; i < MOST; i++)
		merkle_leaf(leaf[i], &(unsigned char){ (unsigned char)i }, 1);
	for (int i = 0; i <= MOST; i++)
		mth(0, i, root[i]);
	return 0;
}

/* The inputs and roots of Certificate Transparency's own tests. */
static void
the_known_roots_come_out(void **state)
{
	static const char *const in[] = { "", "00", "10", "2021", "3031",
	    "40414243", "5051525354555657",
	    "606162636465666768696a6b6c6d6e6f" };
	static const char *const out[] = {
	    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
	    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
	    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
	    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
	    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
	    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
	    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
	    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
	    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328" };
	struct merkle m = { 0 };
	unsigned char sum[HASH_SIZE], bytes[16];
	char hex[HASH_HEX];

	(void)state;
	for (size_t i = 0;; i++) {
		merkle_root(&m, sum);
		hash_text(hex, sum);
		assert_string_equal(hex, out[i]);
		if (i == 8)
			break;
		for (size_t k = 0; k < strlen(in[i]) / 2; k++) {
			char two[3] = { in[i][2 * k], in[i][2 * k + 1] };

			bytes[k] = (unsigned char)strtoul(two, NULL, 16);
		}
		merkle_leaf(sum, bytes, strlen(in[i]) / 2);
		merkle_add(&m, sum);
	}
}

static void
a_growing_tree_has_the_root_of_the_definition(void **state)
{
	struct merkle m = { 0 };
	unsigned char sum[HASH_SIZE];

	(void)state;
	for (int i = 0; i < MOST; i++) {
		merkle_add(&m, leaf[i]);
		merkle_root(&m, sum);
		assert_memory_equal(sum, root[i + 1], HASH_SIZE);
	}
}

static void
every_inclusion_is_proved_and_no_changed_proof_holds(void **state)
{
	struct merkle_proof p;
	struct err e;

	(void)state;
	for (int size = 1; size <= MOST; size++)
		for (int i = 0; i < size; i++) {
			assert_true(merkle_inclusion(&p, i, size, get, NULL,
			    &e));
			assert_true(merkle_included(&p, i, size, leaf[i],
			    root[size]));
			assert_false(merkle_included(&p, i, size,
			    leaf[(i + 1) % MOST], root[size]));
			for (size_t k = 0; k < p.n; k++) {
				p.node[k][k % HASH_SIZE] ^= 1;
				assert_false(merkle_included(&p, i, size,
				    leaf[i], root[size]));
				p.node[k][k % HASH_SIZE] ^= 1;
			}
			p.n++;
			assert_false(merkle_included(&p, i, size, leaf[i],
			    root[size]));
			p.n -= 2;
			if (size > 1)
				assert_false(merkle_included(&p, i, size,
				    leaf[i], root[size]));
		}
}

static void
every_growth_is_proved_and_no_changed_proof_holds(void **state)
{
	struct merkle_proof p;
	struct err e;

	(void)state;
	for (int size = 0; size <= MOST; size++)
		for (int old = 0; old <= size; old++) {
			assert_true(merkle_consistency(&p, old, size, get,
			    NULL, &e));
			assert_true(merkle_consistent(&p, old, root[old], size,
			    root[size]));
			assert_false(merkle_consistent(&p, old,
			    root[(old + 1) % MOST], size, root[size]));
			if (old > 0)
				assert_false(merkle_consistent(&p, old,
				    root[old], size, root[(size + 1) % MOST]));
			for (size_t k = 0; k < p.n; k++) {
				p.node[k][k % HASH_SIZE] ^= 1;
				assert_false(merkle_consistent(&p, old,
				    root[old], size, root[size]));
				p.node[k][k % HASH_SIZE] ^= 1;
			}
			memset(p.node[p.n++], 0, HASH_SIZE);
			assert_false(merkle_consistent(&p, old, root[old],
			    size, root[size]));
			if (p.n < 2)
				continue;
			p.n -= 2;
			assert_false(merkle_consistent(&p, old, root[old],
			    size, root[size]));
		}
}

static void
what_cannot_be_is_refused(void **state)
{
	struct merkle_proof p = { 0 };
	struct err e;

	(void)state;
	assert_false(merkle_included(&p, 1, 1, leaf[0], root[1]));
	assert_false(merkle_included(&p, -1, 1, leaf[0], root[1]));
	assert_false(merkle_consistent(&p, 2, root[2], 1, root[1]));
	assert_false(merkle_consistent(&p, -1, root[2], 1, root[1]));
	assert_false(merkle_inclusion(&p, 0, 2, get_nothing, NULL, &e));
	assert_false(merkle_consistency(&p, 1, 2, get_nothing, NULL, &e));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_known_roots_come_out),
		cmocka_unit_test(a_growing_tree_has_the_root_of_the_definition),
		cmocka_unit_test(every_inclusion_is_proved_and_no_changed_proof_holds),
		cmocka_unit_test(every_growth_is_proved_and_no_changed_proof_holds),
		cmocka_unit_test(what_cannot_be_is_refused),
	};

	return cmocka_run_group_tests(tests, make_leaves, NULL);
}
