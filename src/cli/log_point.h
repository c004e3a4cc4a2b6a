/* SPDX-License-Identifier: Apache-2.0 */
/*
 * log_point: the checkpoint of a record's log: one root for each size, ever,
 * signed with the log's key (C2SP tlog-checkpoint), in FOLDER/checkpoint.
 */
#ifndef CLI_LOG_POINT_H
#define CLI_LOG_POINT_H

#include "ledger/checkpoint.h"
#include "ledger/note.h"
#include "record/record.h"

#include "cli/cmd.h"

/* The key of a log, and what it is called in its checkpoints. */
struct log_key {
	struct sign_key secret;
	struct note_key name;
};

/* A checkpoint with its signatures. */
struct log_point {
	struct checkpoint at;
	struct bytes      note;
};

/* log_key_name(a, r, out, e): What the record says its log's key is. */
bool log_key_name(struct arena *a, const struct record *r,
    struct note_key *out, struct err *e);

/* log_key_open(c, r, out): The secret half: --key, or a demonstration key if the record's log has one. */
bool log_key_open(struct call *c, const struct record *r,
    struct log_key *out);

/* log_key_forget(k): Overwrite it; fits CLEANUP. */
void log_key_forget(struct log_key *k);

/* log_folder(c, r): Where the log is as files: --${option}, or log/ in the folder of the record; NULL for a database. */
char *log_folder(struct call *c, const char *option, const char *address);

/* log_point_read(a, folder, key, out, e): The checkpoint in ${folder}; signed by ${key}, if that is not NULL. */
bool log_point_read(struct arena *a, const char *folder,
    const struct note_key *key, struct log_point *out, struct err *e);

/*
 * log_point_make(c, r, key, folder, out):
 * Claim size and root of the log in the store, write the tiles that ${folder}
 * lacks, sign, and put the checkpoint in its place.  One that stands there for
 * the same size stays, with the signatures of witnesses that it has.
 */
bool log_point_make(struct call *c, struct record *r,
    const struct log_key *key, const char *folder, struct log_point *out);

#endif
