#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""published.py CANVASS [NUMBER...]: attacks on what is published, seen by
canvass-verify, by a witness, or by who kept an older checkpoint."""
import base64
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys

from house import SOURCE, Record, check, main, says, test


def leaf_of(text):
    return hashlib.sha256(b'\0' + text).digest()


def peaks(leaves):
    """The roots of the full subtrees, largest first (RFC 6962)."""
    stack = []
    for n, leaf in enumerate(leaves, 1):
        stack.append(leaf)
        while n % 2 == 0:
            right, left = stack.pop(), stack.pop()
            stack.append(hashlib.sha256(b'\1' + left + right).digest())
            n //= 2
    return stack


def publish(r, name, *more):
    """The bundle of ${r}, and the policy that was written beside it."""
    out = r.folder / name
    r.run('publish', r.path, out, '--no-site', *more, expect=0)
    return out, r.folder / f'{name}.trust'


def verify(program, *words):
    return subprocess.run([program, *map(str, words)], text=True,
                          capture_output=True, check=False)


def holds(program, *words):
    done = verify(program, *words)
    check('status', (done.returncode, done.stderr), (0, ''))
    says(done.stdout, 'all checks hold; origin established')


def fails(program, part, *words):
    """The check that begins with ${part} fails, and so does the whole."""
    done = verify(program, *words)
    check('status', done.returncode, 1)
    if not any(line.startswith(part) and 'FAIL' in line
               for line in done.stdout.splitlines()):
        raise AssertionError(f'{part} does not fail:\n{done.stdout}'
                             f'{done.stderr}')
    return done.stdout


def forge(r, seq, change):
    """What an insider does who owns the machine: another entry, and every
    hash made to fit."""
    with r.database() as db:
        rows = list(db.execute('select seq, bytes from entry order by seq'))
        text = [bytes(b) if isinstance(b, bytes) else b.encode()
                for _, b in rows]
        text[seq] = change(text[seq])
        leaves = [leaf_of(t) for t in text]
        for n, t in enumerate(text):
            db.execute('update entry set bytes = ?, leaf = ? where seq = ?',
                       (t, leaves[n], n))
        nodes = b''.join(peaks(leaves))
        old, = db.execute('select nodes from head').fetchone()
        db.execute('update head set nodes = ?, signed_size = 0, '
                   'signed_root = ?', (nodes + bytes(len(old) - len(nodes)),
                                       bytes(32)))


def acted(canvass, folder):
    r = Record(canvass, folder)
    r.done('sec', 'audit.order', 'audit/governor', says='ordered by lot')
    r.done('sec', 'election.define', 'election/arcadia')
    return r


@test(20, 'the whole record is put back to an older day')
def rolled_back(canvass, folder, program):
    r = acted(canvass, folder)
    older = r.copy(folder / 'older')
    r.done('sec', 'election.open-polls', 'election/arcadia')
    out, trust = publish(r, 'B')
    holds(program, '--trust', trust, out)
    again, _ = publish(older, 'B')
    fails(program, '2.6', '--trust', trust, again)
    (folder / 'pass').write_text('horse\n')
    r.run('witness', 'init', folder / 'W', '--name', 'example.org/press',
          '--passphrase-file', folder / 'pass', expect=0)

    def sees(bundle):
        shutil.copy(bundle / 'log' / 'checkpoint', folder / 'c')
        return r.run('witness', 'sign', folder / 'W', folder / 'c', '--log',
                     bundle, '--passphrase-file', folder / 'pass')

    check('the witness signs', sees(out).returncode, 0)
    refused = sees(again)
    check('and then refuses', refused.returncode, 1)


@test(21, 'two histories for two readers')
def split(canvass, folder, program):
    r = acted(canvass, folder)
    other = r.copy(folder / 'other')
    r.done('sec', 'audit.order', 'audit/a')
    other.done('gov', 'audit.order', 'audit/b')
    one, trust = publish(r, 'B')
    two, _ = publish(other, 'B')
    holds(program, '--trust', trust, one)
    said = fails(program, '9.2', '--against', two, one)
    for bundle in (one, two):
        root = (bundle / 'log' / 'checkpoint').read_text().splitlines()[2]
        says(said, base64.b64decode(root).hex())


@test(23, 'an insider changes an entry and every hash above it')
def rehashed(canvass, folder, program):
    r = acted(canvass, folder)
    _, trust = publish(r, 'B')
    forge(r, 1, lambda t: t.replace(b'ordered by lot', b'ordered by me!'))
    shutil.rmtree(r.folder / 'E' / 'log', ignore_errors=True)
    r.run('rebuild', r.path, expect=0)
    check('the record itself finds nothing', r.fsck(), [])
    forged, _ = publish(r, 'C')
    fails(program, '2.6', '--trust', trust, forged)
    # Without anybody who saw the log before, the signatures still tell.
    fails(program, '5.2', forged)


@test(24, 'a stolen key dates a certificate back')
def stolen(canvass, folder, program):
    r = acted(canvass, folder)
    older = r.copy(folder / 'older')
    r.done('board', 'rule.adopt', 'rule/map', {
        'name': 'map.json', 'use': 'map', 'sha256': hashlib.sha256(
            (SOURCE / 'data/made-up/map.json').read_bytes()).hexdigest()})
    r.done('sec', 'key.revoke', 'key/gov', {'actor': 'gov', 'why': 'stolen'})
    _, trust = publish(r, 'B')
    # After the revocation the thief gets nothing in ...
    r.refused('BAD_SIGNATURE', 'gov', 'audit.order', 'audit/x')
    # ... and a history in which he was first is not the one that was seen.
    older.done('gov', 'audit.order', 'audit/x')
    older.done('sec', 'election.open-polls', 'election/arcadia')
    older.done('sec', 'election.close-polls', 'election/arcadia')
    forged, _ = publish(older, 'B')
    fails(program, '2.6', '--trust', trust, forged)


@test(68, 'files are cut, missing, added; the bundle is empty')
def cut(canvass, folder, program):
    r = acted(canvass, folder)
    whole, trust = publish(r, 'B')
    holds(program, '--trust', trust, whole)
    files = sorted(p.relative_to(whole) for p in whole.rglob('*')
                   if p.is_file())
    check('files', len(files) > 5, True)
    for n, name in enumerate(files):
        for how in ('missing', 'cut', 'empty'):
            copy = folder / f'{how}-{n}'
            shutil.copytree(whole, copy)
            path = copy / name
            text = path.read_bytes()
            path.chmod(0o644)
            if how == 'missing':
                path.unlink()
            else:
                path.write_bytes(text[:len(text) - 1] if how == 'cut'
                                 else b'')
            done = verify(program, '--trust', trust, copy)
            if done.returncode not in (1, 3) or 'all checks' in done.stdout:
                raise AssertionError(f'{name} {how}: {done.stdout}')
            shutil.rmtree(copy)
    shutil.copytree(whole, folder / 'more')
    (folder / 'more' / 'objects' / 'readme').write_text('hello')
    fails(program, '1.3', '--trust', trust, folder / 'more')
    (folder / 'empty').mkdir()
    for nothing in ('empty', 'nowhere'):
        done = verify(program, '--trust', trust, folder / nothing)
        check(nothing, done.returncode in (1, 3), True)
        check(nothing, 'all checks hold' in done.stdout, False)


@test(69, 'a bundle that an older program published')
def older(canvass, folder, program):
    del canvass, folder
    kept = SOURCE / 'test' / 'adversarial' / 'published-1'
    holds(program, '--trust', f'{kept}.trust', kept)
    done = verify(program, kept)
    check('without a policy', done.returncode, 1)
    says(done.stdout, 'origin not established')


@test(72, 'four figures for one county')
def four(canvass, folder, _):
    e = folder / 'E'
    env = {**os.environ, 'CANVASS_SHARE': str(SOURCE)}
    georgia = SOURCE / 'data' / 'georgia-2020'

    def run(*words):
        done = subprocess.run([canvass, *map(str, words)], text=True, env=env,
                              capture_output=True, check=False)
        check(f'{words[0]} {done.stderr}', done.returncode in (0, 1, 4), True)
        return done.stdout

    run('init', e, '--from', georgia / 'election.json', '--people',
        georgia / 'people.json')
    run('act', e, '--from', georgia / 'events.jsonl')
    run('import', e, '--from', georgia / 'imports.json')
    told = json.loads(run('compare', e, '--unit', 'Floyd', '--json'))
    figures = json.dumps(told)
    for n in ('11853', '11917', '12008'):    # hand tally, recount, corrected
        says(figures, n)
    # The first figure was replaced; that it was, and by whom, is kept.
    history = [x['action'] for x in json.loads(run(
        'log', 'show', e, '--subject', 'canvass/13115', '--json'))]
    check('history', history, ['canvass.report', 'canvass.certify',
                               'canvass.return', 'canvass.correct',
                               'canvass.certify'])


@test(76, 'the program that wrote the record is named in it')
def binary(canvass, folder, _):
    done = subprocess.run([canvass, 'log', 'show', '--help'], text=True,
                          capture_output=True, check=False)
    check('help', done.returncode, 0)
    (folder / 'pass').write_text('horse\n')
    run = Record.run
    r = object.__new__(Record)
    r.canvass, r.folder = canvass, folder
    for who in ('a', 'b', 'log'):
        run(r, 'key', 'new', folder / who, '--passphrase-file',
            folder / 'pass', expect=0)
    public = {who: json.loads(run(
        r, 'key', 'show', folder / f'{who}.key', '--json', *(
            ('--as', 'example.org/log') if who == 'log' else ())).stdout)
        for who in ('a', 'b', 'log')}
    (folder / 'p.json').write_text(json.dumps({
        'kind': 'real', 'occurred': '2020-01-01T00:00:00Z',
        'officers': ['a', 'b'], 'threshold': 2,
        'log': {'origin': 'example.org/log', 'key': public['log']['log']},
        'people': [{'actor': w, 'name': w, 'role': 'secretary',
                    'key': public[w]['public']} for w in ('a', 'b')]}))
    e = folder / 'E'
    begin = ('init', e, '--from', SOURCE / 'data/made-up/election.json',
             '--people', folder / 'p.json')
    run(r, *begin, '--draft', folder / 'g0', expect=0)
    for n, who in enumerate('ab'):
        run(r, 'sign', folder / f'g{n}', '--key', folder / f'{who}.key',
            '--passphrase-file', folder / 'pass', '--out', folder / f'g{n + 1}',
            expect=0)
    run(r, *begin, '--genesis', folder / 'g2', expect=0)
    (folder / 'none').write_text('')
    for _ in range(2):
        run(r, 'act', e, '--from', folder / 'none', expect=0)
    with sqlite3.connect(e / 'record.db') as db:
        said = [json.loads(b) for b, in db.execute(
            "select bytes from entry where action = 'program.use'")]
    with open(canvass, 'rb') as f:
        mine = hashlib.sha256(f.read()).hexdigest()
    check('once', [x['act']['payload']['binary'] for x in said], [mine])


if __name__ == '__main__':
    main(sys.argv)
