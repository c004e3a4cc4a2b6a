-- SPDX-License-Identifier: Apache-2.0
-- The record of one election (docs/record.md), in SQLite's words; pg.c says
-- them in PostgreSQL's.  Texts are compared byte by byte.

CREATE TABLE schema (
	version INTEGER NOT NULL
) STRICT;

-- The one row that every writer holds.
CREATE TABLE head (
	one         INTEGER PRIMARY KEY CHECK (one = 1),
	size        INTEGER NOT NULL CHECK (size >= 0),
	logged      INTEGER NOT NULL,
	nodes       BLOB NOT NULL,
	signed_size INTEGER NOT NULL CHECK (signed_size BETWEEN 0 AND size),
	signed_root BLOB NOT NULL CHECK (length(signed_root) = 32)
) STRICT;

-- The log.  Nothing here is ever changed; all other tables follow from it.
CREATE TABLE entry (
	seq     INTEGER PRIMARY KEY CHECK (seq >= 0),
	logged  INTEGER NOT NULL,
	leaf    BLOB NOT NULL CHECK (length(leaf) = 32),
	action  TEXT NOT NULL,
	actor   TEXT NOT NULL,
	role    TEXT NOT NULL,
	subject TEXT NOT NULL,
	unit    TEXT NOT NULL,
	outcome TEXT NOT NULL,
	code    TEXT NOT NULL,
	bytes   BLOB NOT NULL CHECK (length(bytes) <= 65535)
) STRICT;

CREATE TABLE receipt (
	key TEXT PRIMARY KEY,
	seq INTEGER NOT NULL,
	act BLOB NOT NULL CHECK (length(act) = 32)
) STRICT, WITHOUT ROWID;

CREATE TABLE subject (
	id        TEXT PRIMARY KEY,
	lifecycle TEXT NOT NULL,
	state     TEXT NOT NULL,
	unit      TEXT NOT NULL,
	version   INTEGER NOT NULL,
	seq       INTEGER NOT NULL,
	leaf      BLOB NOT NULL CHECK (length(leaf) = 32)
) STRICT, WITHOUT ROWID;

CREATE TABLE fact (
	kind    TEXT NOT NULL,
	id      TEXT NOT NULL,
	unit    TEXT NOT NULL,
	state   TEXT NOT NULL,
	value   TEXT NOT NULL,
	version INTEGER NOT NULL,
	seq     INTEGER NOT NULL,
	leaf    BLOB NOT NULL CHECK (length(leaf) = 32),
	PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
