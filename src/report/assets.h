/* SPDX-License-Identifier: Apache-2.0 */
/* assets: the style sheet and the fonts that every page needs beside it. */
#ifndef REPORT_ASSETS_H
#define REPORT_ASSETS_H

#include <stdbool.h>

struct err;

/* assets_copy(from, to, e): From the folder page/ that comes with canvass into the staged folder ${to}. */
bool assets_copy(const char *from, const char *to, struct err *e);

#endif
