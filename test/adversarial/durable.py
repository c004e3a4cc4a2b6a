#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""durable.py CANVASS [NUMBER...]: the power fails after every single call by
which a command changes files, and what was not synced is lost, or some of it.
What was acknowledged is there afterwards, and nothing is half done."""
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys

from disk_model import failures
from house import SOURCE, Record, check, main, says, test

ENV = {**os.environ, 'CANVASS_SHARE': str(SOURCE),
       'ASAN_OPTIONS': 'detect_leaks=0:exitcode=99'}


def ours(r, path):
    """The record ${r}, as it was found at ${path}."""
    other = object.__new__(Record)
    other.__dict__.update(r.__dict__)
    other.folder, other.path = path.parent, str(path)
    return other


def moved(r, folder):
    """The record in a folder of its own, so that only it is on the disk."""
    (folder / 'disk').mkdir()
    shutil.move(r.path, folder / 'disk' / 'E')
    r.path = str(folder / 'disk' / 'E')
    return folder / 'disk'


@test(41, 'the power fails at every step of three acts, one with a file')
def acts(canvass, folder, _):
    r = Record(canvass, folder)
    before = len(r.entries())
    text = (SOURCE / 'data/made-up/map.json').read_bytes() + b'\n'
    (folder / 'map.json').write_bytes(text)
    adopt = r.signed(r.make('board', 'rule.adopt', 'rule/map', {
        'name': 'map.json', 'use': 'map',
        'sha256': hashlib.sha256(text).hexdigest()}))
    adopt['attach'] = ['map.json']
    lines = [r.signed(r.make('sec', 'audit.order', 'audit/governor')), adopt,
             r.signed(r.make('sec', 'election.define', 'election/arcadia'))]
    (folder / 'acts').write_text(''.join(json.dumps(a) + '\n' for a in lines))
    disk = moved(r, folder)
    (disk / 'receipts').write_text('')
    states = 0
    for found, _, _, saw in failures(disk, [
            canvass, 'act', disk / 'E', '--from', folder / 'acts', '--group',
            '1', '--receipts', disk / 'receipts'], ENV):
        now = ours(r, found / 'E')
        # What is said about an act is said after it is on the disk; the
        # receipts themselves are not synced, so all of them are looked at.
        told = bytes(saw.node('receipts').data).decode().splitlines()
        done = now.run('fsck', now.path)
        if done.returncode != 0:
            raise AssertionError(f'state {states}: {done.stdout}'
                                 f'{done.stderr}')
        log = entries(found)
        for seq, leaf, _ in (line.split() for line in told):
            check(f'entry {seq}', log.get(int(seq)), leaf)
        check('no more than was brought', len(log) <= before + len(lines),
              True)
        states += 1
    check('states looked at', states > 30, True)


def entries(found):
    """{number: leaf hash} of the log that was found."""
    with sqlite3.connect(found / 'E' / 'record.db') as db:
        return {seq: leaf.hex() for seq, leaf in db.execute(
            'select seq, leaf from entry')}


@test(41, 'the power fails at every step of an import')
def imports(canvass, folder, _):
    r = Record(canvass, folder)
    (folder / 'a.csv').write_text('unit,reed,stone,vale\nAlder,10,7,2\n'
                                  'Birch,3,4,5\nCedar,1,1,1\n')
    disk = moved(r, folder)
    for found, call, last, _ in failures(disk, [
            canvass, 'import', disk / 'E', folder / 'a.csv'], ENV):
        now = ours(r, found / 'E')
        done = now.run('fsck', now.path)
        check(f'{call}: {done.stdout}{done.stderr}', done.returncode, 0)
        told = now.run('reconcile', now.path)
        check(f'{call}: {told.stderr}', told.stderr, '')
        if last:
            says(told.stdout, '3 rows')


@test(41, 'the power fails at every step of a founding')
def founding(canvass, folder, _):
    r = Record(canvass, folder)
    (folder / 'disk').mkdir()
    words = [canvass, 'init', folder / 'disk' / 'E', '--from',
             SOURCE / 'data/made-up/election.json', '--people',
             folder / 'people.json']
    for found, call, last, _ in failures(folder / 'disk', words, ENV):
        there = (found / 'E').exists()
        check(f'{call}: there at the end', there or not last, True)
        if there:
            done = r.run('fsck', found / 'E')
            check(f'{call}: {done.stdout}{done.stderr}', done.returncode, 0)


@test(41, 'the power fails at every step of a checkpoint and of a key')
def checkpoint(canvass, folder, _):
    r = Record(canvass, folder)
    disk = moved(r, folder)
    for found, call, last, _ in failures(disk, [
            canvass, 'log', 'checkpoint', disk / 'E'], ENV):
        now = ours(r, found / 'E')
        done = now.run('fsck', now.path)
        check(f'{call}: {done.stdout}{done.stderr}', done.returncode, 0)
        signed = (found / 'E/log/checkpoint').exists()
        check('the checkpoint', signed or not last, True)
        # Where it stands, all that it speaks of stands too.
        for tile in (disk / 'E/log').rglob('*'):
            kept = found / tile.relative_to(disk)
            if signed and tile.is_file():
                check(f'{call}: {kept.name}', kept.exists() and
                      kept.read_bytes() == tile.read_bytes(), True)
        # Whatever was left, the log can be signed again.
        again = now.run('log', 'checkpoint', now.path)
        check(f'{call}: {again.stderr}', again.returncode, 0)
    (folder / 'pass').write_text('horse\n')
    (folder / 'keys').mkdir()
    for found, call, last, _ in failures(folder / 'keys', [
            canvass, 'key', 'new', folder / 'keys' / 'mine',
            '--passphrase-file', folder / 'pass'], ENV, wild=0):
        if last:
            done = r.run('key', 'show', found / 'mine.key')
            check(f'{call}: {done.stderr}', done.returncode, 0)


@test(41, 'the power fails at every step of a publication')
def publication(canvass, folder, program):
    r = Record(canvass, folder)
    r.done('sec', 'audit.order', 'audit/governor')
    r.run('log', 'checkpoint', r.path, expect=0)
    (folder / 'disk').mkdir()
    for found, call, last, _ in failures(folder / 'disk', [
            canvass, 'publish', r.path, folder / 'disk' / 'B', '--no-site'],
            ENV, wild=1):
        if not (found / 'B').exists():
            check('there at the end', last, False)
            continue
        done = subprocess.run([program, found / 'B'], text=True,
                              capture_output=True, check=False)
        says(f'{call}: {done.stdout}{done.stderr}', 'self-consistent; origin')
        check(f'{call}: {done.stdout}', 'FAIL' in done.stdout, False)


if __name__ == '__main__':
    main(sys.argv)
