/* SPDX-License-Identifier: Apache-2.0 */
#include "base/err.h"

#include "store/driver.h"

bool
pg_open(struct arena *a, const char *address, struct db **out, struct err *e)
{
	(void)a;
	(void)address;
	(void)out;
	return err_set(e, ERR_STORE, "PostgreSQL is not spoken yet");
}
