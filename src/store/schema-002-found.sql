-- SPDX-License-Identifier: Apache-2.0
-- What happened to a subject, and what an actor did, are found without
-- reading the whole log.
CREATE INDEX entry_of_subject ON entry (subject, seq);
