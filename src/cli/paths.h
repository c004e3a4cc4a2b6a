/* SPDX-License-Identifier: Apache-2.0 */
/*
 * paths: where the files that come with canvass are: rules/, data/, page/.
 * Looked for in $CANVASS_SHARE, beside the folder of the program (a source
 * tree with a build folder) and in ../share/canvass (an installed program).
 */
#ifndef CLI_PATHS_H
#define CLI_PATHS_H

#include <stdbool.h>

struct arena;
struct err;

/* share_find(a, what, path, e): The full path of ${what}, for instance "rules/NAME.yaml". */
bool share_find(struct arena *a, const char *what, char **path, struct err *e);

/* rules_find(a, name, path, e): A rule file: ${name} as a path if it is one, else rules/${name} as above; ".yaml" may be left out. */
bool rules_find(struct arena *a, const char *name, char **path, struct err *e);

/* path_beside(a, file, name): ${name} in the folder of ${file}; an absolute name stays as it is. */
char *path_beside(struct arena *a, const char *file, const char *name);

/* path_name(path): What stands behind its last slash. */
const char *path_name(const char *path);

/*
 * path_may_go(a, path, sign, e):
 * May what stands at ${path} be replaced?  Nothing, an empty folder, and a
 * folder that we once wrote, known by the file ${sign} in it, may.
 */
bool path_may_go(struct arena *a, const char *path, const char *sign,
    struct err *e);

#endif
