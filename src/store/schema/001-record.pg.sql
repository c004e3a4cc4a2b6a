-- SPDX-License-Identifier: Apache-2.0
-- Objects, in parts of one mebibyte; of an empty object there is one part.
CREATE TABLE object (
	hex   TEXT NOT NULL,
	part  INTEGER NOT NULL,
	bytes BLOB NOT NULL CHECK (length(bytes) <= 1048576),
	PRIMARY KEY (hex, part)
) STRICT;
