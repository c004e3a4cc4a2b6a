/* SPDX-License-Identifier: Apache-2.0 */
/* audit report: where an audit stands as a page, on paper and as data. */
#include "cli/audit_say.h"
#include "cli/doc_folder.h"

static bool
write_all(struct call *c, const struct audit_told *t, const char *out)
{
	struct buf json CLEANUP(buf_free) = { 0 }, csv CLEANUP(buf_free) = { 0 };

	say_audit_json(&json, &t->say);
	say_audit_csv(&csv, &t->say);
	return doc_folder_write(c, &(struct doc_folder){ .out = out,
	    .paper = "audit.pdf", .doc = say_audit_doc(c->a, &t->say),
	    .site = t->say.election, .notice = t->x.f.el->demonstration,
	    .date = t->x.f.el->date, .data = { "audit.json", "items.csv" },
	    .text = { &json, &csv } });
}

static int
run(struct call *c)
{
	struct audit_told t CLEANUP(audit_told_end) = { .x = { 0 } };
	const char *out;

	if (!bring_need(c, "out", &out) || !audit_tell(c, RECORD_READ, &t) ||
	    !write_all(c, &t, out))
		return fail(c);
	buf_printf(&c->out, "%s/index.html\n", out);
	return 0;
}

const struct cmd cmd_audit_report = {
	.name = "audit report", .args = "ELECTION [AUDIT]",
	.summary = "an audit as a page, on paper and as data",
	.about = "A folder with index.html, audit.pdf, audit.json and items.csv: risk against\n"
	    "draws, rounds, every difference with both readings, and what it was drawn from.\n",
	.option = (const struct option[]){
		{ "out", "FOLDER", "where to; appears whole or not at all", false },
		{ NULL, NULL, NULL, false } },
	.min_args = 1, .max_args = 2, .forms = false,
	.run = run,
};
