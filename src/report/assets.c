/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"

#include "report/assets.h"

#define MAX_ASSET ((size_t)4 << 20)

static const char *const assets[] = {
	"page.css", "fonts/PublicSans-Regular.ttf",
	"fonts/PublicSans-SemiBold.ttf", "fonts/PublicSans-Bold.ttf",
	"fonts/PublicSans-Italic.ttf", "fonts/RobotoMono-Regular.ttf",
	"fonts/OFL-PublicSans.txt", "fonts/OFL-RobotoMono.txt",
};

bool
assets_copy(const char *from, const char *to, struct err *e)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct bytes b;

	TRY(file_make_dirs(arena_printf(&a, "%s/fonts", to), e));
	for (size_t i = 0; i < sizeof assets / sizeof *assets; i++) {
		TRY(file_read(&a, arena_printf(&a, "%s/%s", from, assets[i]),
		    MAX_ASSET, &b, e));
		TRY(stage_put(arena_printf(&a, "%s/%s", to, assets[i]), b.p,
		    b.n, e));
	}
	return true;
}
