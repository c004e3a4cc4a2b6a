# SPDX-License-Identifier: Apache-2.0
"""house: what the adversarial tests share: a record of a made-up election,
people with published keys, acts signed with libsodium, and TAP."""
import base64
import ctypes
import ctypes.util
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
MADE_UP = SOURCE / 'data' / 'made-up'
DAY = '2031-05-07'

sodium = ctypes.CDLL(ctypes.util.find_library('sodium') or 'libsodium.so.23')
if sodium.sodium_init() < 0:
    sys.exit('libsodium does not start')


def keypair(seed):
    public = ctypes.create_string_buffer(32)
    secret = ctypes.create_string_buffer(64)
    sodium.crypto_sign_seed_keypair(public, secret, seed)
    return public.raw, secret.raw


class Key:
    """A published demonstration key, or one of the test's own."""

    def __init__(self, n):
        text = n if isinstance(n, str) else f'canvass demonstration key {n}'
        seed = hashlib.sha256(text.encode()).digest()
        self.public, self.secret = keypair(seed)
        self.hex = self.public.hex()

    def sign(self, message):
        sig = ctypes.create_string_buffer(64)
        sodium.crypto_sign_detached(sig, None, message,
                                    ctypes.c_ulonglong(len(message)),
                                    self.secret)
        return sig.raw


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(',', ':'),
                      ensure_ascii=False).encode()


# Who plays: id, role, unit, party, what they stand for.  The number of each
# one's key is its place here.
PEOPLE = [
    ('sec', 'secretary', '', '', ''),
    ('board', 'election-board', '', '', ''),
    ('gov', 'governor', '', '', ''),
    ('assembly', 'legislature', '', '', ''),
    ('court', 'court', '', '', ''),
    ('sup-01', 'superintendent', '01', '', ''),
    ('sup-02', 'superintendent', '02', '', ''),
    ('sup-03', 'superintendent', '03', '', ''),
    ('roll', 'registrar', '', '', ''),
    ('ann', 'election-board', '', 'reed', ''),
    ('ben', 'election-board', '', 'stone', ''),
    ('cal', 'election-board', '', 'stone', ''),
    ('dee', 'election-board', '', 'vale', 'governor'),
    ('aud-1', 'audit-board', '', 'reed', ''),
    ('aud-2', 'audit-board', '', 'stone', ''),
    ('aud-3', 'audit-board', '', 'stone', ''),
    ('reed', 'candidate', '', 'reed', 'governor'),
    ('voter', 'elector', '', '', ''),
    ('watch', 'observer', '', '', ''),
    ('anyone', 'public', '', '', ''),
]
ROLE = {p[0]: p[1] for p in PEOPLE}
UNIT = {p[0]: p[2] for p in PEOPLE}


def people(kind='test'):
    rows = []
    for n, (actor, role, unit, party, stands) in enumerate(PEOPLE):
        row = {'actor': actor, 'name': f'{actor} (made up)', 'role': role,
               'key': Key(n).hex}
        for name, text in (('unit', unit), ('party', party),
                           ('candidate', stands)):
            if text:
                row[name] = text
        rows.append(row)
    return {'kind': kind, 'clock': 'simulated',
            'occurred': '2031-05-06T06:00:00Z', 'people': rows,
            'officers': ['sec', 'board', 'court'], 'threshold': 2}


class Record:
    """An election in a folder of its own, driven by the command line."""

    def __init__(self, canvass, folder, who=None, address=None):
        self.canvass = canvass
        self.folder = Path(folder)
        self.path = address or str(self.folder / 'E')
        self.count = 0
        (self.folder / 'people.json').write_text(json.dumps(who or people()))
        self.run('init', self.path, '--from', MADE_UP / 'election.json',
                 '--people', self.folder / 'people.json', expect=0)
        self.genesis = self.entries()[0][1].hex()

    def run(self, *words, expect=None, stdin=None, env=None):
        done = subprocess.run([self.canvass, *map(str, words)], text=True,
                              input=stdin, capture_output=True, check=False,
                              env={**os.environ, 'CANVASS_SHARE': str(SOURCE),
                                   **(env or {})})
        if expect is not None and done.returncode != expect:
            raise AssertionError(f'canvass {" ".join(map(str, words))}: '
                                 f'status {done.returncode}, expected '
                                 f'{expect}\n{done.stdout}{done.stderr}')
        return done

    def database(self):
        return sqlite3.connect(self.folder / 'E' / 'record.db')

    def entries(self):
        """(seq, leaf, bytes) of every entry, in order."""
        with self.database() as db:
            return list(db.execute(
                'select seq, leaf, bytes from entry order by seq'))

    def make(self, actor, action, subject, payload=None, **more):
        """An act as its actor writes it."""
        self.count += 1
        act = {'action': action, 'actor': actor, 'role': ROLE.get(actor, ''),
               'subject': subject, 'occurred': DAY,
               'key': f'k{self.count}', 'election': self.genesis}
        if UNIT.get(actor):
            act['unit'] = UNIT[actor]
        if payload is not None:
            act['payload'] = payload
        act.update(more)
        return {name: v for name, v in act.items() if v is not None}

    def signed(self, act, key=None):
        names = [p[0] for p in PEOPLE]
        key = key or Key(names.index(act['actor']))
        sig = key.sign(b'canvass act 1\n' + canonical(act))
        return {'act': act, 'sig': {'key': key.hex, 'sig':
                                    base64.b64encode(sig).decode()}}

    def put(self, *lines):
        """Bring lines to the record; the answers."""
        text = ''.join(json.dumps(line) + '\n' for line in lines)
        (self.folder / 'acts.jsonl').write_text(text)
        done = self.run('act', self.path, '--from',
                        self.folder / 'acts.jsonl', '--json')
        if done.returncode not in (0, 4):
            raise AssertionError(done.stderr)
        answers = json.loads(done.stdout)
        refused = any(a['outcome'] == 'refused' for a in answers)
        if done.returncode != (4 if refused else 0):
            raise AssertionError(f'status {done.returncode}')
        return answers

    def act(self, actor, action, subject, payload=None, **more):
        """Sign an act and bring it; the answer."""
        act = self.make(actor, action, subject, payload, **more)
        return self.put(self.signed(act))[0]

    def done(self, *args, **more):
        """An act that must be done."""
        answer = self.act(*args, **more)
        if answer['outcome'] != 'done':
            raise AssertionError(f'{args[:3]}: {answer}')
        return answer

    def refused(self, code, *args, **more):
        answer = self.act(*args, **more)
        if answer['outcome'] != 'refused' or answer['code'] != code:
            raise AssertionError(f'{args[:3]}: expected {code}, found '
                                 f'{answer}')
        return answer

    def state(self, subject):
        with self.database() as db:
            row = db.execute('select state from subject where id = ?',
                             (subject,)).fetchone()
        return row and row[0]

    def fsck(self):
        """What fsck says is wrong."""
        done = self.run('fsck', self.path, '--json')
        return json.loads(done.stdout)['faults'] if done.stdout else \
            [done.stderr]

    def copy(self, folder):
        """The same record in another folder."""
        other = object.__new__(Record)
        other.__dict__.update(self.__dict__)
        other.folder = Path(folder)
        other.folder.mkdir(parents=True, exist_ok=True)
        other.path = str(other.folder / 'E')
        shutil.copytree(self.path, other.path)
        return other


TESTS = []


def test(number, sentence):
    """Name a function as the test of a numbered attack."""
    def take(function):
        TESTS.append((number, sentence, function))
        return function
    return take


def check(what, found, expected):
    if found != expected:
        raise AssertionError(f'{what}: found {found!r}, expected '
                             f'{expected!r}')


def says(text, part):
    if part not in text:
        raise AssertionError(f'expected "{part}" in: {text[:600]}')


def main(argv):
    canvass = str(Path(argv[1]).resolve())
    verify = str(Path(canvass).with_name('canvass-verify'))
    wanted = {int(n) for n in argv[2:]}
    tests = [t for t in TESTS if not wanted or t[0] in wanted]
    print(f'1..{len(tests)}')
    for i, (number, sentence, function) in enumerate(
            sorted(tests, key=lambda t: t[0]), 1):
        with tempfile.TemporaryDirectory() as folder:
            try:
                function(canvass, Path(folder), verify)
                print(f'ok {i} - {number}: {sentence}', flush=True)
            except Exception as why:  # a test that breaks has failed
                print(f'not ok {i} - {number}: {sentence}')
                for line in f'{type(why).__name__}: {why}'.splitlines():
                    print(f'# {line}', flush=True)
