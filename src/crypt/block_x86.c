/* SPDX-License-Identifier: Apache-2.0 */
/*
 * FIPS 180-4, section 6.2.2, as Intel's SHA extensions divide it: a state is
 * two vectors, ABEF and CDGH; SHA256RNDS2 does two rounds, SHA256MSG1 and MSG2
 * the message schedule.  One lane waits four cycles for each result; with four
 * lanes in turn there is always one that is ready.
 */
#include "crypt/block_x86.h"

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

#define EACH(j) for (int j = 0; j < BLOCK_LANES; j++)

static const uint32_t round_constant[64] = {
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5,
	0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
	0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
	0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
	0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc,
	0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
	0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
	0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
	0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
	0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
	0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
	0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
	0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5,
	0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
	0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
	0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

/* SSSE3 and SSE4.1, and the SHA extensions: leaf 1 and leaf 7 of CPUID. */
static bool
ask_processor(void)
{
	unsigned a, b, c, d;

	if (__get_cpuid(1, &a, &b, &c, &d) == 0 ||
	    (c & bit_SSSE3) == 0 || (c & bit_SSE4_1) == 0)
		return false;
	return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 &&
	    (b & 1U << 29) != 0;
}

bool
block_x86_can(void)
{
	static int known = -1;

	if (known < 0)
		known = ask_processor();
	return known == 1;
}

__attribute__((target("sha,sse4.1")))
void
block_x86_four(struct block_sum s[BLOCK_LANES],
    const unsigned char *const block[BLOCK_LANES])
{
	const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b,
	    0x0405060700010203);
	__m128i abef[BLOCK_LANES], cdgh[BLOCK_LANES];
	__m128i abef0[BLOCK_LANES], cdgh0[BLOCK_LANES], w[4][BLOCK_LANES];

	EACH(j) {
		__m128i abcd = _mm_loadu_si128((void *)s[j].word);
		__m128i efgh = _mm_loadu_si128((void *)(s[j].word + 4));

		abcd = _mm_shuffle_epi32(abcd, 0xb1);
		efgh = _mm_shuffle_epi32(efgh, 0x1b);
		abef0[j] = abef[j] = _mm_alignr_epi8(abcd, efgh, 8);
		cdgh0[j] = cdgh[j] = _mm_blend_epi16(efgh, abcd, 0xf0);
	}
#pragma GCC unroll 16
	for (int i = 0; i < 16; i++) {
		const uint32_t *k = round_constant + 4 * i;
		__m128i kv = _mm_set_epi32((int)k[3], (int)k[2], (int)k[1],
		    (int)k[0]);

#pragma GCC unroll 4
		EACH(j) {
			__m128i *now = &w[i & 3][j], next, sum;
			__m128i two = w[(i + 2) & 3][j], three = w[(i + 3) & 3][j];

			if (i < 4) {
				next = _mm_loadu_si128((const void *)
				    (block[j] + 16 * i));
				*now = _mm_shuffle_epi8(next, big_endian);
			} else {
				next = _mm_sha256msg1_epu32(*now,
				    w[(i + 1) & 3][j]);
				next = _mm_add_epi32(next,
				    _mm_alignr_epi8(three, two, 4));
				*now = _mm_sha256msg2_epu32(next, three);
			}
			sum = _mm_add_epi32(*now, kv);
			cdgh[j] = _mm_sha256rnds2_epu32(cdgh[j], abef[j], sum);
			sum = _mm_shuffle_epi32(sum, 0x0e);
			abef[j] = _mm_sha256rnds2_epu32(abef[j], cdgh[j], sum);
		}
	}
	EACH(j) {
		__m128i feba = _mm_shuffle_epi32(_mm_add_epi32(abef[j],
		    abef0[j]), 0x1b);
		__m128i dchg = _mm_shuffle_epi32(_mm_add_epi32(cdgh[j],
		    cdgh0[j]), 0xb1);

		_mm_storeu_si128((void *)s[j].word,
		    _mm_blend_epi16(feba, dchg, 0xf0));
		_mm_storeu_si128((void *)(s[j].word + 4),
		    _mm_alignr_epi8(dchg, feba, 8));
	}
}

#else

bool
block_x86_can(void)
{
	return false;
}

void
block_x86_four(struct block_sum s[BLOCK_LANES],
    const unsigned char *const block[BLOCK_LANES])
{
	(void)s;
	(void)block;
}

#endif
