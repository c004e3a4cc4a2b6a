/* SPDX-License-Identifier: Apache-2.0 */
/*
 * block: SHA-256 block by block, for millions of short texts that begin alike.
 *
 *	struct block_text t = block_text();
 *	struct block_sum sum;
 *
 *	block_text_add(&t, seed, 64);		once
 *	sum = block_text_end(t, id, n);		for each id
 *
 * What is alike is compressed once and the state copied.  Four texts side by
 * side hide how long one instruction takes: half the time on a processor with
 * SHA instructions.  OpenSSL does the work on all others.
 */
#ifndef CRYPT_BLOCK_H
#define CRYPT_BLOCK_H

#include <stddef.h>
#include <stdint.h>

#define BLOCK_SIZE  64
#define BLOCK_LANES 4

/* The state between two blocks; after the last it is the digest, most significant word first. */
struct block_sum {
	uint32_t word[8];
};

/* block_start(): The state before the first block. */
struct block_sum block_start(void);

/* block_add(s, block): Compress one block into ${s}. */
void block_add(struct block_sum *s, const unsigned char block[BLOCK_SIZE]);

/* block_add_four(s, block): One block into each of four states. */
void block_add_four(struct block_sum s[BLOCK_LANES],
    const unsigned char *const block[BLOCK_LANES]);

/* A text so far: whole blocks are in ${sum}, what is left waits. */
struct block_text {
	struct block_sum sum;
	uint64_t         total;			/* bytes, with those waiting */
	unsigned char    wait[BLOCK_SIZE];	/* total % 64 of them */
};

struct block_text block_text(void);
void block_text_add(struct block_text *t, const void *p, size_t n);

/* block_text_end(t, p, n): The digest of ${t} and ${n} more bytes. */
struct block_sum block_text_end(struct block_text t, const void *p, size_t n);

/* block_length(end, total): Put the length of a text of ${total} bytes into the last eight bytes of its last block. */
void block_length(unsigned char end[8], uint64_t total);

#endif
