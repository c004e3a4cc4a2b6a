/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <string.h>

#include "base/file.h"

#include "cli/record_site.h"

bool
record_site_load(struct call *c, const struct folder *f, struct record *r,
    struct day on, struct say_record **out)
{
	struct say_record *s = arena_zero(c->a, 1, sizeof *s);
	const char *log = call_option(c, "log");

	*out = NULL;
	*s = (struct say_record){ .a = c->a, .r = r, .el = f->el,
		.law = f->law, .on = on, .log = log != NULL ? log :
		arena_printf(c->a, "%s/log", f->store) };
	TRY(say_record_gather(s, &c->e));
	if (s->acts > 0 || s->requests > 0 || s->refusals > 0 || s->later > 0)
		*out = s;
	return true;
}

/* A download made in one go. */
static bool
add(struct call *c, struct site *s, const char *path, const char *what,
    void (*say)(struct buf *out, const struct say_record *s))
{
	struct buf b CLEANUP(buf_free) = { 0 };
	bool of_powers = say == say_authority_json || say == say_authority_csv;

	say(&b, of_powers ? s->powers : s->record);
	return site_add(s, path, what, (struct bytes){ b.p, b.len }, &c->e);
}

/* One that is written as it is read, for a record can be long. */
static bool
stream(struct call *c, struct site *s, const char *path, const char *what,
    bool (*say)(struct buf *out, const struct say_record *s, struct err *e))
{
	FILE *file CLEANUP(file_close) = fopen(arena_printf(c->a, "%s/%s",
	    s->dir, path), "w+b");
	struct buf b CLEANUP(buf_free) = { 0 };

	if (file == NULL)
		return err_set(&c->e, ERR_SYSTEM, "%s/%s: cannot write: %s",
		    s->dir, path, strerror(errno));
	buf_spool(&b, file);
	TRY(say(&b, s->record, &c->e));
	if (!buf_flush(&b))
		return err_set(&c->e, ERR_SYSTEM, "%s/%s: cannot write: %s",
		    s->dir, path, strerror(errno));
	return site_add_file(s, path, what, &c->e);
}

static bool
add_proofs(struct call *c, struct site *s)
{
	for (size_t i = 0; i < s->record->certs; i++) {
		const struct say_cert *cert = &s->record->cert[i];

		if (cert->proof != NULL)
			TRY(site_add(s, cert->path, "A proof that a "
			    "certificate is in the log", (struct bytes){
			    cert->proof, strlen(cert->proof) }, &c->e));
	}
	return true;
}

bool
record_site_add(struct call *c, struct site *s)
{
	if (s->record == NULL)
		return true;
	TRY(stream(c, s, "data/timeline.json", "Every act, with its entry in "
	    "the log", say_timeline_json));
	TRY(stream(c, s, "data/timeline.csv", "The same for a spreadsheet",
	    say_timeline_csv));
	TRY(add(c, s, "data/requests.json", "Requests and refusals",
	    say_requests_json));
	TRY(add(c, s, "data/requests.csv", "The same for a spreadsheet",
	    say_requests_csv));
	TRY(add(c, s, "data/authority.json", "Who may do what, with citations",
	    say_authority_json));
	TRY(add(c, s, "data/authority.csv", "The same for a spreadsheet",
	    say_authority_csv));
	TRY(add(c, s, "data/certificates.json", "Certificates, what they bind "
	    "and where they stand in the log", say_certificates_json));
	TRY(add(c, s, "data/certificates.csv", "The same for a spreadsheet",
	    say_certificates_csv));
	TRY(add(c, s, "data/log.json", "The log: its size, its root, its key",
	    say_log_json));
	return add_proofs(c, s);
}
