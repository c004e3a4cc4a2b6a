/* SPDX-License-Identifier: Apache-2.0 */
/* block_x86: four SHA-256 blocks side by side with the SHA instructions of x86. */
#ifndef CRYPT_BLOCK_X86_H
#define CRYPT_BLOCK_X86_H

#include <stdbool.h>

#include "crypt/block.h"

/* block_x86_can(): Has this processor the instructions?  false on any other machine. */
bool block_x86_can(void);

/* block_x86_four(s, block): As block_add_four; only if block_x86_can(). */
void block_x86_four(struct block_sum s[BLOCK_LANES],
    const unsigned char *const block[BLOCK_LANES]);

#endif
