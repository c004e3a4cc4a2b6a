#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""disk.py CANVASS [NUMBER...]: the program is killed at every write and sync
that it makes, its disk is full, breaks, cannot be written, or keeps half a
page.  FAIL_AT_SO names the preloaded fail_at.so."""
import json
import os
import shutil
import sys

from house import Record, check, main, says, test

PRELOAD = {'LD_PRELOAD': os.environ.get('FAIL_AT_SO', ''),
           'ASAN_OPTIONS': 'verify_asan_link_order=0:exitcode=99'}


def base(canvass, folder):
    """A record with one act in it, the line of another, and its entries."""
    r = Record(canvass, folder)
    r.done('sec', 'audit.order', 'audit/governor')
    line = r.signed(r.make('sec', 'election.define', 'election/arcadia'))
    (folder / 'acts.jsonl').write_text(json.dumps(line) + '\n')
    return r, r.entries()


def bring(r, at, how):
    return r.run('act', r.path, '--from', r.folder.parent / 'acts.jsonl',
                 '--json', env={**PRELOAD, 'FAIL_AT': str(at),
                                'FAIL_HOW': how})


def every_step(canvass, folder, how):
    """Bring an act with its Nth step failing, N = 1, 2, …, until it gets
    through; look at the record after each; the number of steps."""
    whole, before = base(canvass, folder)
    for at in range(1, 400):
        r = whole.copy(folder / f'n{at}')
        done = bring(r, at, how)
        if done.returncode == 0:
            answer, = json.loads(done.stdout)
            check('acknowledged and there',
                  r.entries()[answer['entry']][1].hex(), answer['leaf'])
            return at - 1
        check('nothing is printed', done.stdout, '')
        # The record can be opened, and is what it was, or has the act whole.
        check('faults', r.fsck(), [])
        entries = r.entries()
        check('the beginning', entries[:len(before)], before)
        check('at most one more', len(entries) - len(before) in (0, 1), True)
        again = json.loads(bring(r, 0, how).stdout)[0]
        check('retried', again['outcome'], 'done')
        check('once', len(r.entries()), len(before) + 1)
        if len(entries) > len(before):
            check('the same', entries[-1][1].hex(), again['leaf'])
        shutil.rmtree(r.folder)
    raise AssertionError('it never got through')


@test(41, 'killed at every write and every sync')
def killed(canvass, folder, _):
    check('steps', every_step(canvass, folder, 'kill') > 10, True)


@test(42, 'the disk is full, writes half, breaks, or is read-only')
def disk(canvass, folder, _):
    for how in ('enospc', 'short', 'eio'):
        (folder / how).mkdir()
        check('steps', every_step(canvass, folder / how, how) > 10, True)
    if os.geteuid() == 0:
        return    # root may write what is read-only
    r, before = base(canvass, folder)
    for path in (r.folder / 'E').rglob('*'):
        path.chmod(0o555 if path.is_dir() else 0o444)
    (r.folder / 'E').chmod(0o555)
    done = r.run('act', r.path, '--from', folder / 'acts.jsonl')
    check('status', done.returncode, 5)
    check('entries', r.entries(), before)


@test(43, 'the disk keeps half a page')
def torn(canvass, folder, _):
    r, _ = base(canvass, folder)
    path = r.folder / 'E' / 'record.db'
    whole = path.read_bytes()
    size = int.from_bytes(whole[16:18], 'big')
    seen = 0
    for page in range(1, len(whole) // size):
        half = page * size + size // 2
        if not any(whole[half:(page + 1) * size]):
            continue
        path.write_bytes(whole[:half] + bytes(size // 2) +
                         whole[(page + 1) * size:])
        faults = r.fsck()
        check(f'page {page} is missed', bool(faults), True)
        done = r.run('act', r.path, '--from', folder / 'acts.jsonl')
        check(f'page {page}: written to', done.returncode, 5)
        seen += 1
    check('pages looked at', seen > 3, True)
    path.write_bytes(whole)
    check('faults', r.fsck(), [])
    says(r.run('act', r.path, '--from', folder / 'acts.jsonl').stdout, 'done')


if __name__ == '__main__':
    main(sys.argv)
