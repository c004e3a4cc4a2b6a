/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "cli/cmd.h"

int
main(int argc, char *argv[])
{
	struct buf out CLEANUP(buf_free) = { 0 };
	int status = cmd_run(argc, argv, &out);

	/* Output that could not be written is a failure, not a success. */
	if (out.len > 0 && fwrite(out.p, 1, out.len, stdout) != out.len)
		status = 5;
	if (fflush(stdout) != 0) {
		fputs("canvass: cannot write the output\n", stderr);
		status = 5;
	}
	return status;
}
