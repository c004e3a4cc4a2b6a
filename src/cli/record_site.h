/* SPDX-License-Identifier: Apache-2.0 */
/* record_site: what the site of a report says of the record itself. */
#ifndef CLI_RECORD_SITE_H
#define CLI_RECORD_SITE_H

#include <stdbool.h>

#include "cli/cmd.h"
#include "cli/folder.h"
#include "report/say_record.h"
#include "report/site.h"

/*
 * record_site_load(c, f, r, on, out):
 * Gather the record of ${f}, open as ${r}, as of the day ${on}.  *${out} is
 * NULL if it holds no act but those of its keeper: there is nothing to tell.
 */
bool record_site_load(struct call *c, const struct folder *f,
    struct record *r, struct day on, struct say_record **out);

/* record_site_add(c, s): Its downloads, and the proofs of certificates. */
bool record_site_add(struct call *c, struct site *s);

#endif
