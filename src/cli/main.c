/* SPDX-License-Identifier: Apache-2.0 */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "cli/cmd.h"

/*
 * A standard stream that came closed must not lend its number to a file of
 * ours: what is printed would go into it.
 */
static void
hold_streams(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDONLY);
	while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd >= 0)
		(void)close(fd);
}

static void
close_spool(FILE **f)
{
	if (*f != NULL)
		(void)fclose(*f);
}

/* What went into the spool comes first. */
static bool
print_spool(struct buf *out)
{
	char window[1 << 16];
	size_t n;

	if (out->spooled == 0)
		return true;
	if (!buf_flush(out))
		return false;
	rewind(out->spool);
	while ((n = fread(window, 1, sizeof window, out->spool)) > 0)
		if (fwrite(window, 1, n, stdout) != n)
			return false;
	return !ferror(out->spool);
}

static bool
print(struct buf *out)
{
	bool printed = print_spool(out) && !out->failed &&
	    (out->len == 0 || fwrite(out->p, 1, out->len, stdout) == out->len);

	return fflush(stdout) == 0 && printed;
}

int
main(int argc, char *argv[])
{
	FILE *spool CLEANUP(close_spool) = NULL;
	struct buf out CLEANUP(buf_free) = { 0 };
	int status;

	hold_streams();
	spool = tmpfile();
	if (spool != NULL)
		buf_spool(&out, spool);
	status = cmd_run(argc, argv, &out);
	/* Output that could not be written is a failure, not a success. */
	if (!print(&out)) {
		fputs("canvass: cannot write the output\n", stderr);
		return 5;
	}
	return status;
}
