#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""mutants.py [--check] [NUMBER...]: does each test of an attack fail when the
guard it is about is taken out?

A row names a test, a file, a text that stands in it exactly once, and what is
put in its place.  The tree is copied, and for each row changed, built and
tested; a mutant whose test still passes is a test that checks nothing.
--check only looks whether every row still fits the tree, and every test has a
row."""
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parents[1]

JUDGE = 'src/record/judge.c'
GUARDS = 'src/record/guards.c'
FSCK = 'src/record/fsck.c'
RECORD = 'src/record/record.c'

ROWS = [
    (1, 'src/store/objects.c', 'if (strcmp(now, hex) == 0)', 'if (true)'),
    (2, GUARDS, '\treturn take(q, guard_units(q->a, m.n,',
     '\treturn true || take(q, guard_units(q->a, m.n,'),
    (3, RECORD, 'if (found && same)', 'if (found && same && false)'),
    (5, GUARDS, '\tif (f.n == 0)\n', '\tif (true)\n'),
    (6, JUDGE, '\tif (j->lifecycle == NULL)\n\t\treturn look_at_fact(j, e);',
     '\tif (j->lifecycle == NULL || true)\n\t\treturn look_at_fact(j, e);'),
    (18, JUDGE, '\tif (strcmp(j->h->act->election, hex) != 0)',
     '\tif (false)'),
    (19, FSCK, 'memcmp(root, want, HASH_SIZE) != 0)',
     'memcmp(root, root, HASH_SIZE) != 0)'),
    (20, FSCK, '\tif (head.size != c->tree.size)', '\tif (false)'),
    (21, 'verifier/log.c', 'CHECK(CHECK_SPLIT, !s.parted,',
     'CHECK(CHECK_SPLIT, true || !s.parted,'),
    (22, FSCK, '\tif (differ(was, is, line))', '\tif (false)'),
    (23, 'verifier/trust.c', 'check_same(CHECK_SEEN,', 'check_same(CHECK_LIST,'),
    (24, JUDGE, 'if (strcmp(fact.state, "revoked") == 0)', 'if (false)'),
    (25, JUDGE, 'strcmp(json_text_in(key, "key"), hex) != 0)', 'false)'),
    (25, 'src/record/payload.c',
     'strcmp(payload_text(p->act, "actor"), p->act->actor) != 0)', 'false)'),
    (26, 'src/crypt/hash.c', '\t\tif (high < 0 || low < 0)\n',
     '\t\tif (false)\n'),
    (27, 'rules/made-up-authority.yaml',
     '{ from: committed, act: audit.seed, to: seeded }',
     '{ from: contest-set committed, act: audit.seed, to: seeded }'),
    (28, 'rules/made-up-authority.yaml',
     '{ from: contest-set, act: audit.commit-manifest }',
     '{ from: contest-set seeded, act: audit.commit-manifest }'),
    (29, 'rules/made-up-authority.yaml',
     '{ from: committed, act: audit.seed, to: seeded }',
     '{ from: committed round, act: audit.seed, to: seeded }'),
    (30, 'src/record/audit.c', "if (text[digits] != '\\0')", 'if (false)'),
    (30, 'src/record/audit.c', 'if (digits < MIN_DIGITS ||',
     'if (digits < 1 ||'),
    (31, 'src/audit/draw.c', '.with_replacement = true',
     '.with_replacement = false'),
    (32, 'src/audit/answer_ballots.c',
     'c.flags = r == NULL ? CARD_MISSING : CARD_LACKS;',
     'c.flags = CARD_LACKS;'),
    (33, 'src/outcome/guard.c', '\tif (by.n < 2)', '\tif (false)'),
    (33, 'src/outcome/guard.c', '\tif (yes.n <= no.n)', '\tif (false)'),
    (34, JUDGE, '(!claims && cell.power > POWER_HEAR))\n'
     '\t\treturn refuse_power(j, &cell);',
     '(!claims && cell.power > POWER_HEAR))\n\t\treturn true;'),
    (35, 'rules/us-ga-2020-authority.yaml',
     '{ from: not-named, act: slate.file-uncertified, to: purported }',
     '{ from: not-named, act: slate.file-uncertified, to: certified }'),
    (36, 'rules/made-up-authority.yaml',
     '{ from: balanced compelled reopened, act: canvass.vote }',
     '{ from: balanced compelled reopened, act: canvass.vote, to: filed }'),
    (37, GUARDS, '\tif (f.n == 0)\n', '\tif (true)\n'),
    (37, JUDGE, 'if (of == NULL || strcmp(of, unit) == 0)', 'if (true)'),
    (38, JUDGE, '"active") != 0)\n\t\treturn true;\n'
     '\treturn refuse(j, STAYED_BY_COURT',
     '"active") != 1)\n\t\treturn true;\n'
     '\treturn refuse(j, STAYED_BY_COURT'),
    (40, RECORD, '\tif (h->logged < r->head.logged)', '\tif (false)'),
    (41, 'src/store/sqlite.c', '"PRAGMA journal_mode=TRUNCATE;"',
     '"PRAGMA journal_mode=MEMORY;"'),
    # Every sync, taken out one at a time.
    (41, 'src/store/sqlite.c', '"PRAGMA synchronous=EXTRA;"',
     '"PRAGMA synchronous=OFF;"'),
    (41, 'src/store/sqlite.c', '"PRAGMA synchronous=EXTRA;"',
     '"PRAGMA synchronous=NORMAL;"'),
    (41, 'src/store/objects.c', ' || fsync(fileno(out)) != 0)', ')'),
    (41, 'src/store/objects.c', 'return file_sync_parent(tmp, e);',
     'return true;'),
    (41, 'src/store/objects.c', 'return file_sync_parent(there, e);',
     'return true;'),
    (41, 'src/base/file.c', 'if (sync_it && fsync(fd) != 0)', 'if (false)'),
    (41, 'src/base/file.c', 'return file_sync_parent(path, e);',
     'return true;'),
    (41, 'src/base/file.c', 'TRY(file_sync_all(s->path, e));', ''),
    (41, 'src/base/file.c', 'TRY(file_sync_parent(s->final, e));', ''),
    (41, 'src/cli/log_point.c', 'TRY(file_sync_all(folder, &c->e));', ''),
    (41, 'src/cli/key.c', ' && fsync(fd) == 0)', ')'),
    (41, 'src/cli/key.c', 'return file_sync_parent(path, e);',
     'return true;'),
    (42, 'src/store/driver.c', '\tTRY(db->is->commit(db, e));',
     '\t(void)db->is->commit(db, e);'),
    (43, 'src/store/sqlite.c', '.sound = "PRAGMA integrity_check(10)",',
     '.sound = NULL,'),
    (44, JUDGE, 'if (expect < 0 || expect == version)', 'if (true)'),
    (63, 'src/record/limits.c',
     'return l->n >= LIMITS_AN_HOUR && now - l->since < HOUR;',
     'return l->n < 0 && now - l->since < HOUR;'),
    (64, GUARDS, 'return returns_add_up(q->a, returns, certified) ||',
     'return true || returns_add_up(q->a, returns, certified) ||'),
    (65, RECORD, 'n->rule_file = r->authority->sha256;',
     'n->rule_file = record_file(r, "rules")->sha256;'),
    (66, 'src/law/sections.c',
     'FIELD("cite", SCHEMA_TEXT, true, struct rule, cite),',
     'FIELD("cite", SCHEMA_TEXT, false, struct rule, cite),'),
    (67, 'src/store/store.c', '\tif (version > newest)', '\tif (false)'),
    (67, JUDGE, 'if (claims && !power_find(act->as, &j->power))',
     'if (false)'),
    (68, 'verifier/bundle.c',
     'there && bytes.n == l->bytes &&\n\t    hash_same(&found, &l->hash)',
     'true'),
    (69, 'verifier/people.c', 'TEXT("canvass act 1\\n")',
     'TEXT("canvass act 2\\n")'),
    (70, 'src/report/say_reconcile.c',
     '"INCONCLUSIVE: nothing could be compared."',
     '"PASS: nothing is open."'),
    (72, 'src/store/entry.c', 'add_text(x, 3, "subject", q->subject);',
     'add_text(x, 3, "subject", NULL);'),
    (76, 'src/cli/door.c', 'return how != RECORD_WRITE || name_program(c, *out);',
     'return how != RECORD_WRITE || name_program == NULL;'),
]


def tests():
    """{number: the file its test is in}."""
    found = {}
    for name in ('audit.py', 'record.py', 'disk.py', 'published.py',
                 'durable.py'):
        for n in re.findall(r'^@test\((\d+),', (HERE / name).read_text(),
                            re.M):
            found.setdefault(int(n), []).append(name)
    return found


def check():
    """Rows that fit the tree no more, and tests without a row."""
    faults = []
    for n, path, old, _ in ROWS:
        times = (SOURCE / path).read_text().count(old)
        if times != 1:
            faults.append(f'{n}: {path} has the text {times} times: {old}')
    rows = {row[0] for row in ROWS}
    faults += [f'{n}: no row' for n in tests() if n not in rows]
    faults += [f'{n}: no test' for n in rows if n not in tests()]
    return faults


class Tree:
    """A copy of the tree, built."""

    def __init__(self, folder):
        self.root = Path(folder)
        files = subprocess.run(['git', 'ls-files', '-z'], cwd=SOURCE,
                               capture_output=True, check=True).stdout
        subprocess.run(['xargs', '-0', 'cp', '--parents', '-t', folder],
                       input=files, cwd=SOURCE, check=True)
        self.run('meson', 'setup', 'build', '-Dtests=true', '-Dwerror=false')
        self.build()

    def run(self, *words):
        done = subprocess.run(words, cwd=self.root, text=True, check=False,
                              capture_output=True,
                              env={**os.environ, 'CC': 'gcc'})
        if done.returncode != 0:
            raise RuntimeError(done.stdout[-2000:] + done.stderr[-2000:])

    def build(self):
        self.run('ninja', '-C', 'build', 'canvass', 'canvass-verify',
                 'test/adversarial/fail_at.so')

    def passes(self, number):
        """Do the tests of that number pass?"""
        env = {**os.environ,
               'FAIL_AT_SO': str(self.root / 'build/test/adversarial/'
                                 'fail_at.so')}
        for name in tests()[number]:
            done = subprocess.run(
                [self.root / 'test/adversarial' / name,
                 self.root / 'build/canvass', str(number)], text=True,
                capture_output=True, check=False, env=env)
            if 'not ok' in done.stdout or done.returncode != 0:
                return False
        return True

    def killed(self, row):
        """Is the mutant noticed?"""
        number, path, old, new = row
        file = self.root / path
        text = file.read_text()
        file.write_text(text.replace(old, new))
        try:
            self.build()
            return not self.passes(number)
        finally:
            file.write_text(text)


def main(argv):
    faults = check()
    if '--check' in argv or faults:
        print('1..1')
        print('not ok 1 - every guard has a mutant' if faults
              else 'ok 1 - every guard has a mutant')
        print(''.join(f'# {fault}\n' for fault in faults), end='')
        return bool(faults)
    wanted = {int(n) for n in argv[1:]}
    rows = [r for r in ROWS if not wanted or r[0] in wanted]
    alive = 0
    with tempfile.TemporaryDirectory() as folder:
        tree = Tree(folder)
        for row in rows:
            killed = tree.killed(row)
            alive += not killed
            print(f"{'noticed' if killed else 'ALIVE  '}  {row[0]:3}  "
                  f'{row[1]}: {row[2].strip().splitlines()[0]}', flush=True)
    print(f'{len(rows)} mutants, {len(rows) - alive} noticed')
    return alive > 0


if __name__ == '__main__':
    sys.exit(main(sys.argv))
