/* SPDX-License-Identifier: Apache-2.0 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

#include "bundle.h"
#include "trust.h"

static bool
read_officer(struct policy *p, struct text rest)
{
	struct officer *o = &p->officer[p->officers++];

	return text_cut(&rest, ' ', &o->actor) &&
	    hex_read(rest, o->key, sizeof o->key);
}

/* Witnesses may give the key of their notes; what they cosign has type 4. */
static bool
read_witness(struct policy *p, struct text rest)
{
	struct vkey *w = &p->witness[p->witnesses++];
	struct text name;

	if (!text_cut(&rest, ' ', &name) || !vkey_read(rest, w))
		return false;
	for (size_t i = 0; i + 1 < p->witnesses; i++) {
		if (memcmp(p->witness[i].key, w->key, sizeof w->key) == 0)
			return false;
	}
	return (w->type == NOTE_ED25519 || w->type == NOTE_COSIGNATURE);
}

static bool
read_seen(struct policy *p, struct text rest)
{
	struct seen *s = &p->seen[p->seens++];
	struct text size, root;
	size_t n = sizeof s->root.b;

	if (!text_cut(&rest, ' ', &size) || !whole_read(size, &s->size) ||
	    !text_next(&rest, ' ', &root))
		return false;
	s->time = rest;
	return (base64_read(root, s->root.b, &n) && n == sizeof s->root.b) ||
	    hash_read(root, &s->root);
}

static bool
read_line(struct policy *p, struct text word, struct text rest)
{
	if (p->officers == POLICY_MOST || p->witnesses == POLICY_MOST ||
	    p->seens == POLICY_MOST)
		return false;
	switch (text_word(word, "origin log officer threshold witness quorum "
	    "genesis seen")) {
	case 0: p->origin = rest; return rest.n > 0;
	case 1: return vkey_read(rest, &p->log) && p->log.type == NOTE_ED25519;
	case 2: return read_officer(p, rest);
	case 3: return whole_read(rest, &p->threshold);
	case 4: return read_witness(p, rest);
	case 5: return whole_read(rest, &p->quorum);
	case 6: p->has_genesis = true; return hash_read(rest, &p->genesis);
	case 7: return read_seen(p, rest);
	default: return false;
	}
}

bool
policy_read(const char *path, struct policy *p)
{
	struct bundle here = { .dir = AT_FDCWD };
	struct text rest, line, word;
	int number = 0;

	if (!bundle_read(&here, path, &p->file)) {
		(void)fprintf(stderr, "canvass-verify: %s: cannot be read\n",
		    path);
		return false;
	}
	rest = (struct text){ p->file.p, p->file.n };
	while (text_next(&rest, '\n', &line)) {
		number++;
		if (line.n == 0 || line.p[0] == '#')
			continue;
		if (!text_cut(&line, ' ', &word) || !read_line(p, word, line)) {
			(void)fprintf(stderr, "canvass-verify: %s:%d: not a "
			    "line of a policy\n", path, number);
			return false;
		}
	}
	if (p->origin.n > 0 && p->log.name.n > 0 && p->officers > 0)
		return true;
	(void)fprintf(stderr, "canvass-verify: %s: expected an origin, a log "
	    "and its officers\n", path);
	return false;
}
