/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz: what the targets share.  A target is one function; replay.c and
 * libFuzzer call it.  It checks laws, for a crash is the least that can go
 * wrong: CHECK stops the program where one is broken.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define CHECK(law) do {							\
	if (!(law)) {							\
		fprintf(stderr, "%s:%d: broken: %s\n", __FILE__,	\
		    __LINE__, #law);					\
		abort();						\
	}								\
} while (0)

#endif
