/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench/verify VERIFY AUTHORITY [ENTRIES...]: how fast canvass-verify checks.
 *
 * First its parts, in memory and of one core: canonical form, members and tree
 * of entries of 400 bytes; signatures of acts.  Then the whole program on
 * bundles of so many entries (100,000 and 1,000,000), made in a folder that is
 * removed, with its memory: a history, whose acts are not signed.
 */
#include <errno.h>
#include <ftw.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <sodium.h>

#include "log.h"

enum { ENTRY = 400, IN_MEMORY = 200000, SIGNATURES = 20000, WIDTH = 256 };

static const char ORIGIN[] = "bench.example/canvass";

static void
fail(const char *what)
{
	(void)fprintf(stderr, "bench/verify: %s: %s\n", what, strerror(errno));
	exit(1);
}

static void
buf_put(struct buf *b, struct text t)
{
	memcpy(buf_room(b, t.n), t.p, t.n);
	b->n += t.n;
}

static double
cpu(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* A remark of an observer, filled up to 400 bytes. */
static struct text
make_entry(char *out, uint64_t seq, const char *authority)
{
	char tail[300];
	int n, m = snprintf(tail, sizeof tail, "\",\"sources\":[{\"cite\":"
	    "\"minutes\"}],\"subject\":\"audit/treasurer\"},\"logged\":\"2031-05-"
	    "10T08:00:00Z\",\"outcome\":\"done\",\"rule\":{\"file\":\"%s\","
	    "\"id\":\"audit-entry\"},\"seq\":%" PRIu64 "}", authority, seq);

	n = snprintf(out, ENTRY, "{\"act\":{\"action\":\"audit.enter\","
	    "\"actor\":\"obs\",\"as\":\"note\",\"key\":\"k%" PRIu64 "\","
	    "\"occurred\":\"2031-05-10\",\"role\":\"observer\",\"says\":\"", seq);
	for (; n + m < ENTRY; n++)
		out[n] = "table is calm "[n % 14];
	memcpy(out + n, tail, (size_t)m);
	return (struct text){ out, (size_t)(n + m) };
}

static void
bench_entries(void)
{
	char *bytes = more(NULL, IN_MEMORY, ENTRY);
	struct text *entry = more(NULL, IN_MEMORY, sizeof *entry);
	struct tree tree = { 0 };
	struct json_doc d = { 0 };
	double best = 1e9, members = 1e9;

	for (uint64_t i = 0; i < IN_MEMORY; i++)
		entry[i] = make_entry(bytes + i * ENTRY, i + 1,
		    hash_hex(&(struct hash){ { 1 } }));
	for (int round = 0; round < 5; round++) {
		double from = cpu(), took;

		tree = (struct tree){ 0 };
		for (size_t i = 0; i < IN_MEMORY; i++) {
			struct hash leaf = hash_leaf(entry[i]);

			if (json_read(&d, entry[i]) != NULL)
				fail("an entry is not canonical");
			tree_add(&tree, leaf);
		}
		took = cpu() - from;
		best = took < best ? took : best;
		from = cpu();
		for (size_t i = 0; i < IN_MEMORY; i++) {
			struct entry e = { .leaf = i + 1 };

			if (json_read(&d, entry[i]) != NULL ||
			    entry_read(d.item, &e) != NULL)
				fail("an entry is not known");
		}
		took = cpu() - from;
		members = took < members ? took : members;
	}
	(void)printf("canonical form and tree   %10.0f entries/s\n",
	    IN_MEMORY / best);
	(void)printf("canonical form, members   %10.0f entries/s\n",
	    IN_MEMORY / members);
	free(d.item);
	free(entry);
	free(bytes);
}

static void
bench_signatures(void)
{
	uint8_t key[32], secret[64], sig[64], seed[32] = { 7 };
	char bytes[ENTRY];
	struct text act = make_entry(bytes, 1, "");
	double from;

	(void)crypto_sign_seed_keypair(key, secret, seed);
	(void)crypto_sign_detached(sig, NULL, (const uint8_t *)act.p, act.n,
	    secret);
	from = cpu();
	for (int i = 0; i < SIGNATURES; i++) {
		if (!signature_holds(key, sig, act))
			fail("a signature does not hold");
	}
	(void)printf("signatures                %10.0f acts/s\n",
	    SIGNATURES / (cpu() - from));
}

/* A bundle in the making, in ${dir}: its files, its list, its tree. */
struct maker {
	const char *dir;
	char      **line;
	size_t      lines;
	struct tree tree;
	struct buf  entries;
	uint8_t     key[32], secret[64];
};

static void
write_file(struct maker *m, const char *path, struct text bytes)
{
	char full[512];
	struct hash h = hash_parts(1, &bytes);
	FILE *f;

	(void)snprintf(full, sizeof full, "%s/%s", m->dir, path);
	for (char *p = full + strlen(m->dir) + 1; (p = strchr(p, '/')); p++) {
		*p = '\0';
		(void)mkdir(full, 0777);
		*p = '/';
	}
	f = fopen(full, "wb");
	if (f == NULL || fwrite(bytes.p, 1, bytes.n, f) != bytes.n ||
	    fclose(f) != 0)
		fail(full);
	m->line = more(m->line, m->lines + 1, sizeof *m->line);
	m->line[m->lines] = more(NULL, 256, 1);
	(void)snprintf(m->line[m->lines++], 256, "%s %zu %s\n", hash_hex(&h),
	    bytes.n, path);
}

/* 1234067 is x001/x234/067, in a tile of 256 (C2SP tlog-tiles). */
static void
entries_path(char *out, size_t room, uint64_t first, uint64_t width)
{
	uint64_t n = first / WIDTH;
	int at = snprintf(out, room, "log/tile/entries/x%03u/x%03u/%03u",
	    (unsigned)(n / 1000000), (unsigned)(n / 1000 % 1000),
	    (unsigned)(n % 1000));

	if (n < 1000000)
		at = snprintf(out, room, "log/tile/entries/x%03u/%03u",
		    (unsigned)(n / 1000), (unsigned)(n % 1000));
	if (n < 1000)
		at = snprintf(out, room, "log/tile/entries/%03u", (unsigned)n);
	if (width < WIDTH)
		(void)snprintf(out + at, room - (size_t)at, ".p/%u",
		    (unsigned)width);
}

static void
add_entry(struct maker *m, struct text entry, bool last)
{
	uint8_t size[2] = { (uint8_t)(entry.n >> 8), (uint8_t)entry.n };
	struct hash leaf = hash_leaf(entry);
	char path[80];
	uint64_t n;

	buf_put(&m->entries, (struct text){ (const char *)size, 2 });
	buf_put(&m->entries, entry);
	tree_add(&m->tree, leaf);
	n = m->tree.size;
	if (n % WIDTH != 0 && !last)
		return;
	entries_path(path, sizeof path, n - 1, (n - 1) % WIDTH + 1);
	write_file(m, path, buf_text(&m->entries));
	m->entries.n = 0;
}

static char *
base64(char *out, const uint8_t *bytes, size_t n)
{
	return sodium_bin2base64(out, sodium_base64_ENCODED_LEN(n,
	    sodium_base64_VARIANT_ORIGINAL), bytes, n,
	    sodium_base64_VARIANT_ORIGINAL);
}

/* The text, a blank line and the line of the log's signature. */
static void
sign(const struct maker *m, struct buf *text)
{
	uint8_t type = NOTE_ED25519, sig[68];
	char line[200], coded[120];
	struct hash id = hash_parts(4, (struct text[]){ text_of(ORIGIN),
	    TEXT("\n"), { (const char *)&type, 1 },
	    { (const char *)m->key, 32 } });

	memcpy(sig, id.b, 4);
	(void)crypto_sign_detached(sig + 4, NULL, (const uint8_t *)text->p,
	    text->n, m->secret);
	(void)snprintf(line, sizeof line, "\n\xE2\x80\x94 %s %s\n", ORIGIN,
	    base64(coded, sig, sizeof sig));
	buf_put(text, text_of(line));
}

static struct text
make_genesis(const struct maker *m, char *out, size_t room,
    const char *authority)
{
	uint8_t vkey[33] = { NOTE_ED25519 };
	char coded[64], id_hex[9];
	struct hash id;

	memcpy(vkey + 1, m->key, 32);
	id = hash_parts(3, (struct text[]){ text_of(ORIGIN), TEXT("\n"),
	    { (const char *)vkey, sizeof vkey } });
	(void)sodium_bin2hex(id_hex, sizeof id_hex, id.b, 4);
	(void)snprintf(out, room, "{\"act\":{\"action\":\"genesis\",\"clock\":"
	    "\"real\",\"date\":\"2031-05-06\",\"election\":\"bench\",\"files\":"
	    "[{\"name\":\"authority.yaml\",\"sha256\":\"%s\",\"use\":"
	    "\"authority\"}],\"jurisdiction\":\"Testland\",\"kind\":\"history\","
	    "\"log\":{\"key\":\"%s+%s+%s\",\"origin\":\"%s\"},\"occurred\":"
	    "\"2031-05-10T08:00:00Z\",\"officers\":[],\"people\":[{\"actor\":"
	    "\"obs\",\"name\":\"Obs\",\"role\":\"observer\"}],\"threshold\":0,"
	    "\"title\":\"bench\",\"units\":0},\"logged\":\"2031-05-10T08:00:00Z"
	    "\",\"outcome\":\"genesis\",\"seq\":0}", authority, ORIGIN, id_hex,
	    base64(coded, vkey, sizeof vkey), ORIGIN);
	return text_of(out);
}

static int
line_order(const void *a, const void *b)
{
	return strcmp(strrchr(*(char *const *)a, ' '),
	    strrchr(*(char *const *)b, ' '));
}

static void
write_list(struct maker *m, uint64_t entries)
{
	struct buf text = { 0 };
	char head[200], coded[64];
	struct hash root = tree_root(&m->tree);

	(void)snprintf(head, sizeof head, "%s\n%" PRIu64 "\n%s\n", ORIGIN,
	    entries, base64(coded, root.b, 32));
	buf_put(&text, text_of(head));
	sign(m, &text);
	write_file(m, "log/checkpoint", buf_text(&text));
	text.n = 0;
	(void)snprintf(head, sizeof head, "canvass bundle 1\n%s\n%" PRIu64 "\n",
	    ORIGIN, entries);
	buf_put(&text, text_of(head));
	qsort(m->line, m->lines, sizeof *m->line, line_order);
	for (size_t i = 0; i < m->lines; i++) {
		buf_put(&text, text_of(m->line[i]));
		free(m->line[i]);
	}
	m->lines = 0;
	sign(m, &text);
	write_file(m, "bundle", buf_text(&text));
	free(text.p);
}

static void
make_bundle(const char *dir, const char *authority_file, uint64_t entries)
{
	struct maker m = { .dir = dir };
	char bytes[2000], path[80], hex[65];
	uint8_t seed[32] = { 9 };
	FILE *f = fopen(authority_file, "rb");
	struct buf authority = { 0 };
	struct hash h;

	if (f == NULL)
		fail(authority_file);
	for (size_t n; (n = fread(bytes, 1, sizeof bytes, f)) > 0; )
		buf_put(&authority, (struct text){ bytes, n });
	(void)fclose(f);
	h = hash_parts(1, &buf_text(&authority));
	(void)snprintf(hex, sizeof hex, "%s", hash_hex(&h));
	(void)crypto_sign_seed_keypair(m.key, m.secret, seed);
	(void)snprintf(path, sizeof path, "objects/%s", hex);
	write_file(&m, path, buf_text(&authority));
	add_entry(&m, make_genesis(&m, bytes, sizeof bytes, hex), entries == 1);
	for (uint64_t i = 1; i < entries; i++)
		add_entry(&m, make_entry(bytes, i, hex), i + 1 == entries);
	write_list(&m, entries);
	free(m.line[0]);
	free(m.line);
	free(m.entries.p);
	free(authority.p);
}

/* In a process of its own, whose memory is not taken for the verifier's. */
static void
make_apart(const char *dir, const char *authority_file, uint64_t entries)
{
	int status;
	pid_t child = fork();

	if (child == 0) {
		make_bundle(dir, authority_file, entries);
		_exit(0);
	}
	if (waitpid(child, &status, 0) < 0 || status != 0)
		fail("no bundle was made");
}

/* Run it; its last answer goes nowhere: 1 is what a bundle without policy gets. */
static void
bench_whole(const char *verify, const char *dir, uint64_t entries)
{
	struct rusage use;
	int status;
	pid_t child = fork();
	double took;

	if (child == 0) {
		if (freopen("/dev/null", "w", stdout) != NULL)
			(void)execl(verify, verify, dir, (char *)NULL);
		_exit(127);
	}
	if (wait4(child, &status, 0, &use) < 0 || !WIFEXITED(status) ||
	    WEXITSTATUS(status) != 1)
		fail("the verifier did not come to an end");
	took = (double)(use.ru_utime.tv_sec + use.ru_stime.tv_sec) +
	    (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec) * 1e-6;
	(void)printf("whole, %10" PRIu64 " entries %8.2f s of CPU, %9.0f "
	    "entries/s, %5.1f MiB\n", entries, took, (double)entries / took,
	    (double)use.ru_maxrss / 1024);
}

static int
remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

int
main(int argc, char **argv)
{
	static char small[] = "100000", large[] = "1000000";
	char *standard[] = { small, large };
	char **sizes = argc > 3 ? argv + 3 : standard;
	int n = argc > 3 ? argc - 3 : 2;

	if (argc < 3 || sodium_init() < 0)
		fail("usage: verify VERIFY AUTHORITY [ENTRIES...]");
	bench_entries();
	bench_signatures();
	for (int i = 0; i < n; i++) {
		char dir[] = "/tmp/canvass-bench-XXXXXX";
		uint64_t entries = strtoull(sizes[i], NULL, 10);

		if (mkdtemp(dir) == NULL)
			fail(dir);
		(void)fflush(stdout);
		make_apart(dir, argv[2], entries);
		bench_whole(argv[1], dir, entries);
		(void)nftw(dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	}
	return 0;
}
