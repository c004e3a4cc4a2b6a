#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""make_bundle OUT [POLICY]: a small valid bundle, straight from docs/record.md.

A test election with demonstration keys, the same bytes each time.  It shares
no code with canvass or canvass-verify, so that a misreading of the page by one
of the three is seen by the others.  faults.py plants faults in what this makes.
"""
import base64
import ctypes
import hashlib
import json
import shutil
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import audits

HERE = Path(__file__).resolve().parent
SODIUM = ctypes.CDLL('libsodium.so.23')
DIGITS = ('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
          '0123456789+/')
ORDER = 2**252 + 27742317777372353535851937790883648493     # of Ed25519
ROLES = ('registrar superintendent audit-board secretary election-board '
         'governor legislature court candidate elector observer public').split()


def sha(*parts):
    return hashlib.sha256(b''.join(parts)).digest()


def b64(data):
    return base64.b64encode(data).decode()


def demonstration(n):
    return sha(f'canvass demonstration key {n}'.encode())


class Key:
    """An Ed25519 key pair from its seed."""

    def __init__(self, seed):
        public, secret = ctypes.create_string_buffer(32), \
            ctypes.create_string_buffer(64)
        SODIUM.crypto_sign_seed_keypair(public, secret, seed)
        self.public, self.secret = public.raw, secret.raw

    def sign(self, message):
        sig = ctypes.create_string_buffer(64)
        SODIUM.crypto_sign_detached(sig, None, message,
                                    ctypes.c_ulonglong(len(message)),
                                    self.secret)
        return sig.raw

    def named(self, name, kind):
        """Its id for notes, and the verifier key NAME+HASH+KEY."""
        ident = sha(name.encode(), b'\n', bytes([kind]), self.public)[:4]
        return ident, f'{name}+{ident.hex()}+' \
            f'{b64(bytes([kind]) + self.public)}'


KEYS = [Key(demonstration(n)) for n in range(64)]
RING = {key.public.hex(): key for key in KEYS}
LOG, WITNESS, OTHER_WITNESS = KEYS[40], KEYS[41], KEYS[42]


QUICK = json.JSONEncoder(ensure_ascii=False, sort_keys=True,
                         separators=(',', ':'))


def canonical(value):
    """RFC 8785, for values without fractions; in ASCII, Python's order is its."""
    text = QUICK.encode(value)
    if text.isascii():
        return text.encode()
    if isinstance(value, dict):
        inner = sorted(value.items(),
                       key=lambda item: item[0].encode('utf-16-be'))
        return b'{' + b','.join(canonical(k) + b':' + canonical(v)
                                for k, v in inner) + b'}'
    if isinstance(value, list):
        return b'[' + b','.join(map(canonical, value)) + b']'
    return json.dumps(value, ensure_ascii=False).encode()


def act_message(act):
    return b'canvass act 1\n' + canonical(act)


# The tree and its tiles.

def leaf_hash(entry):
    return sha(b'\0', entry)


def root(leaves):
    if not leaves:
        return sha(b'')
    if len(leaves) == 1:
        return leaves[0]
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return sha(b'\1', root(leaves[:half]), root(leaves[half:]))


def path_to(leaves, index):
    """RFC 6962 §2.1.1."""
    if len(leaves) <= 1:
        return []
    half = 1 << (len(leaves) - 1).bit_length() - 1
    if index < half:
        return path_to(leaves[:half], index) + [root(leaves[half:])]
    return path_to(leaves[half:], index - half) + [root(leaves[:half])]


def tile_name(index, width):
    groups = []
    while True:
        groups.insert(0, f'{index % 1000:03}' if not groups
                      else f'x{index % 1000:03}')
        index //= 1000
        if not index:
            break
    return '/'.join(groups) + ('' if width == 256 else f'.p/{width}')


def tiles(entries):
    """Every file under log/tile, by its path in the bundle."""
    files, hashes, level = {}, [leaf_hash(e) for e in entries], 0
    for at in range(0, len(entries), 256):
        part = entries[at:at + 256]
        files[f'log/tile/entries/{tile_name(at // 256, len(part))}'] = \
            b''.join(len(e).to_bytes(2, 'big') + e for e in part)
    while hashes:
        for at in range(0, len(hashes), 256):
            part = hashes[at:at + 256]
            files[f'log/tile/{level}/{tile_name(at // 256, len(part))}'] = \
                b''.join(part)
        hashes = [root(hashes[at:at + 256])
                  for at in range(0, len(hashes) - 255, 256)]
        level += 1
    return files


# Notes.

def note_line(key, name, text):
    return f'— {name} {b64(key.named(name, 1)[0] + key.sign(text.encode()))}\n'


def cosignature(key, name, text, time):
    sig = key.sign(f'cosignature/v1\ntime {time}\n{text}'.encode())
    return f'— {name} ' \
        f'{b64(key.named(name, 4)[0] + time.to_bytes(8, "big") + sig)}\n'


def checkpoint(origin, leaves):
    return f'{origin}\n{len(leaves)}\n{b64(root(leaves))}\n'


class Bundle:
    """Entries and objects, and how they are published and signed."""

    def __init__(self, entries, objects, site=None, log=LOG):
        self.entries, self.objects, self.log = entries, objects, log
        self.site = site if site is not None else {}
        self.written = None
        self.witnesses = [(WITNESS, 'witness.example/press')]
        act = entries[0]['act'] if entries else {}
        self.origin = act.get('log', {}).get('origin', '')

    def cosigned(self, text, time):
        return ''.join(cosignature(key, name, text, time)
                       for key, name in self.witnesses)

    def raw(self):
        if self.written is None:
            self.written = [e if isinstance(e, bytes) else canonical(e)
                            for e in self.entries]
        return self.written

    def signed_checkpoint(self, leaves, time):
        text = checkpoint(self.origin, leaves)
        return text + '\n' + note_line(self.log, self.origin, text) + \
            self.cosigned(text, time)

    def files(self):
        """All but the list, as they should be."""
        raw = self.raw()
        leaves = [leaf_hash(e) for e in raw]
        head = self.signed_checkpoint(leaves, self.time())
        files = {f'objects/{name}': data
                 for name, data in self.objects.items()}
        files.update(tiles(raw), **self.site)
        files['log/checkpoint'] = head.encode()
        for seq, e in enumerate(self.entries):
            if isinstance(e, dict) and e.get('outcome') == 'done' and \
                    e['act']['action'] == 'certification.issue':
                lines = ''.join(b64(h) + '\n' for h in path_to(leaves, seq))
                files[f'proof/{seq}.tlog-proof'] = (
                    f'c2sp.org/tlog-proof@v1\nindex {seq}\n{lines}\n{head}'
                ).encode()
        return files

    def time(self):
        """Half a minute after the last entry."""
        times = [e['logged'] for e in self.entries if isinstance(e, dict)]
        last = datetime.strptime(max(times, default='2031-05-10T08:00:00Z'),
                                 '%Y-%m-%dT%H:%M:%SZ')
        return int(last.replace(tzinfo=timezone.utc).timestamp()) + 30

    def listed(self, files):
        text = f'canvass bundle 1\n{self.origin}\n{len(self.entries)}\n'
        for path in sorted(files):
            text += f'{sha(files[path]).hex()} {len(files[path])} {path}\n'
        return text + '\n' + note_line(self.log, self.origin, text)

    def policy(self, seen=200):
        """What somebody who trusts this record would have written down."""
        act = self.entries[0]['act']
        keys = {p['actor']: p.get('key') for p in act['people']}
        leaves = [leaf_hash(e) for e in self.raw()][:seen]
        lines = [f'origin {self.origin}',
                 f'log {self.log.named(self.origin, 1)[1]}']
        lines += [f'officer {o} {keys[o]}' for o in act['officers']]
        lines += [f'threshold {act["threshold"]}']
        lines += [f'witness {name} {key.named(name, 4)[1]}'
                  for key, name in self.witnesses]
        lines += ['quorum 1', f'genesis {leaf_hash(self.raw()[0]).hex()}',
                  f'seen {len(leaves)} {b64(root(leaves))}']
        return '\n'.join(lines) + '\n'


def write_files(out, files, listing):
    shutil.rmtree(out, ignore_errors=True)
    for path, data in dict(files, bundle=listing.encode()).items():
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(data)


class Maker:
    """Puts acts into a record as its keeper would."""

    def __init__(self, kind='test', ring=KEYS, log=LOG):
        self.ring, self.entries, self.objects = ring, [], {}
        self.seeds, self.subjects, self.log = {}, {}, log
        self.clock = datetime(2031, 5, 10, 8, 0, 0)
        self.kind = kind
        self.authority = self.object((HERE / 'authority.yaml').read_bytes())

    canonical = staticmethod(canonical)

    def object(self, data):
        name = sha(data).hex()
        self.objects[name] = data
        return name

    def enter(self, entry):
        self.clock += timedelta(seconds=20)
        entry.update(seq=len(self.entries),
                     logged=self.clock.strftime('%Y-%m-%dT%H:%M:%SZ'))
        self.entries.append(entry)
        return leaf_hash(canonical(entry)).hex()

    def found(self, people, officers, files):
        for actor, spec in people.items():
            if 'n' in spec:
                self.seeds[actor] = self.ring[spec['n']]
        act = {
            'action': 'genesis', 'election': 'testland-2031',
            'title': 'Treasurer of Testland', 'jurisdiction': 'Testland',
            'date': '2031-05-06', 'units': 2,
            'occurred': '2031-05-10T08:00:00Z', 'kind': self.kind,
            'clock': 'real', 'files': files,
            'log': {'origin': 'testland.example/canvass/2031', 'key':
                    self.log.named('testland.example/canvass/2031', 1)[1]},
            'people': [self.person(a, s) for a, s in people.items()],
            'officers': officers, 'threshold': 2}
        self.election = self.enter({
            'act': act, 'outcome': 'genesis',
            'sigs': [self.signed(o, act) for o in officers]})

    def person(self, actor, spec):
        out = {'actor': actor, 'name': actor.upper(), 'role': spec['role']}
        out.update({k: spec[k] for k in ('unit', 'party') if k in spec})
        if 'n' in spec:
            out['key'] = self.ring[spec['n']].public.hex()
        return out

    def signed(self, actor, act):
        key = self.seeds[actor]
        return {'key': key.public.hex(), 'sig': b64(key.sign(
            act_message(act)))}

    def act(self, actor, role, action, subject, outcome='done', **more):
        """One act and its entry; more: as_, unit, payload, and of the entry
        row, move (from, to), routed, code, expect, signed, key."""
        n = len(self.entries)
        act = {'action': action, 'actor': actor, 'role': role,
               'subject': subject, 'occurred': '2031-05-10',
               'key': more.get('key', f'k{n}')}
        for name in ('unit', 'payload', 'expect', 'says', 'sources'):
            if name in more:
                act[name] = more[name]
        if 'as_' in more:
            act['as'] = more['as_']
        entry = {'act': act, 'outcome': outcome}
        if role != 'recorder' and more.get('signed', True):
            act['election'] = self.election
            entry['sig'] = self.signed(actor, act)
        if 'row' in more:
            entry['rule'] = {'file': self.authority, 'id': more['row']}
        if 'routed' in more:
            entry['routed'] = more['routed']
        if 'code' in more:
            entry['refusal'] = {'code': more['code'], 'why': 'it must be'}
        if 'shadow' in more:
            self.hide(entry)
        if outcome == 'done':
            self.change(entry, subject, more)
        return self.enter(entry)

    @staticmethod
    def hide(entry):
        whole = sha(canonical(entry['act'])).hex()
        entry['act'] = {k: entry['act'][k] for k in (
            'action', 'actor', 'role', 'subject', 'occurred', 'key')}
        entry['act']['commitment'] = whole
        entry.pop('sig', None)

    def change(self, entry, subject, more):
        last, version = self.subjects.get(subject, (None, 0))
        if last is not None:
            entry['prior'] = last
        if more.get('as_') in ('note', 'witness', 'assist'):
            return
        if 'move' in more:
            entry['state'] = {'from': more['move'][0], 'to': more['move'][1],
                              'version': version + 1}
        self.subjects[subject] = (None, version + 1)
        # The leaf is known only when seq and time are.
        when = self.clock + timedelta(seconds=20)
        leaf = leaf_hash(canonical(dict(
            entry, seq=len(self.entries),
            logged=when.strftime('%Y-%m-%dT%H:%M:%SZ')))).hex()
        self.subjects[subject] = (leaf, version + 1)


PEOPLE = {
    'keeper': {'role': 'recorder'},
    'sec': {'role': 'secretary', 'n': 0},
    'gov': {'role': 'governor', 'n': 1},
    'judge': {'role': 'court', 'n': 2},
    'sup-01': {'role': 'superintendent', 'n': 3, 'unit': '01'},
    'sup-02': {'role': 'superintendent', 'n': 4, 'unit': '02'},
    'ann': {'role': 'audit-board', 'n': 5, 'party': 'reed'},
    'bob': {'role': 'audit-board', 'n': 6, 'party': 'stone'},
    'cy': {'role': 'audit-board', 'n': 7, 'party': 'reed'},
    'reg': {'role': 'registrar', 'n': 8},
    'cand': {'role': 'candidate', 'n': 9},
    'obs': {'role': 'observer', 'n': 10},
    'dora': {'role': 'election-board', 'n': 11, 'party': 'reed'},
    'emil': {'role': 'election-board', 'n': 12, 'party': 'stone'},
}
UNITS = b"""unit,label,method,line,reed,stone,ballots,undervotes,overvotes,\
write_ins,write_ins_invalid
01,,,2,110,90,205,,,,
02,,,3,60,75,,,,,
"""
BATCHES = b"""unit,label,method,line,reed,stone,ballots,undervotes,overvotes,\
write_ins,write_ins_invalid
01,"box 1, early",early,2,100,50,,,,,
01,box 2,in person,3,10,40,,,,,
02,box 1,early,4,30,40,,,,,
02,box 2,in person,5,25,35,,,,,
"""
TOTAL = b"""unit,label,method,line,reed,stone,ballots,undervotes,overvotes,\
write_ins,write_ins_invalid
,,,2,170,165,,,,,
"""
DEFINITION = json.dumps({
    'schema': 'canvass-election-1', 'units': [
        {'id': u, 'name': name} for u, name in audits.UNITS.items()]}).encode()
RETURNS = canonical({
    'schema': 'canvass-returns-1', 'contest': 'treasurer',
    'stage': 'certified', 'units': [
        {'unit': '01', 'votes': {'reed': 110, 'stone': 90}},
        {'unit': '02', 'votes': {'reed': 60, 'stone': 75}}],
    'total': {'stone': 165, 'reed': 170}})


def imported(m, name, part, table, rows):
    raw = m.object(b'as published: ' + table)
    m.act('keeper', 'recorder', 'source.import', f'source/{name}', payload={
        'id': name, 'title': name, 'publisher': 'Testland', 'cite': 'a page',
        'file': f'{name}.csv', 'format': 'results', 'sha256': raw,
        'bytes': len(table) + 14, 'rows': rows, 'table': m.object(table),
        'part': part, 'contest': 'treasurer', 'count': 'original',
        'already_public': True})


def finding(m, code, unit):
    payload = {'code': code, 'severity': 'explain', 'unit': unit,
               'contest': 'treasurer', 'title': 'boxes do not add up',
               'members': [{'unit': unit, 'label': 'box 2'}]}
    bare = {k: v for k, v in payload.items() if k != 'title'}
    name = f'finding/{code}-{sha(canonical(bare)).hex()[:12]}'
    m.act('keeper', 'recorder', 'finding.open', name, payload=payload)
    return name


def refusals(m):
    """One of each kind that can be recomputed, and three that cannot."""
    m.act('gov', 'governor', 'audit.order', 'audit/treasurer', 'refused',
          as_='order', row='audit', code='NO_AUTHORITY')
    m.act('sec', 'secretary', 'audit.order', 'audit/treasurer', 'refused',
          row='audit', code='WRONG_STATE')
    m.act('sec', 'secretary', 'audit.dance', 'audit/treasurer', 'refused',
          code='RULE_UNKNOWN')
    m.act('sec', 'secretary', 'audit.report', 'audit/treasurer', 'refused',
          row='audit', code='STALE_VERSION', expect=0)
    m.act('sec', 'secretary', 'audit.report', 'audit/treasurer', 'refused',
          signed=False, code='BAD_SIGNATURE', key='not-theirs')
    m.act('sec', 'secretary', 'audit.report', 'audit/treasurer', 'refused',
          code='DUPLICATE', key='the-order')
    m.act('obs', 'observer', 'envelope.relink', 'envelope/e1', 'refused',
          row='relink', code='PRIVACY', shadow=True)
    m.act('sec', 'secretary', 'audit.report', 'audit/treasurer', 'refused',
          row='audit', code='TOO_LATE')


def certified(m):
    m.act('dora', 'election-board', 'board.appoint', 'board/state', payload={
        'members': ['dora', 'emil'], 'quorum': 2, 'parties_differ': True},
        row='boards')
    m.act('dora', 'election-board', 'certification.issue',
          'certification/treasurer', row='certification',
          move=('not-prepared', 'issued'), payload={
              'contest': 'treasurer', 'stage': 'certified',
              'votes': {'reed': 170, 'stone': 165},
              'returns': m.object(RETURNS), 'board': 'state',
              'vote': {'for': ['dora', 'emil'], 'against': []}})
    m.act('judge', 'court', 'contest.dismiss', 'contest/suit', row='suits',
          move=('pending', 'closed'), key='dismissal')
    m.act('cand', 'candidate', 'certification.vacate',
          'certification/treasurer', 'request', row='certification',
          routed=['election-board', 'court'])
    m.act('dora', 'election-board', 'certification.vacate',
          'certification/treasurer', row='certification', move=('issued', 'vacated'),
          payload={'order': 'judge/dismissal'})


def story(m):
    m.found(PEOPLE, ['dora', 'emil', 'sec'], [
        {'name': 'election.json', 'use': 'definition', 'sha256':
         m.object(DEFINITION)},
        {'name': 'authority.yaml', 'use': 'authority',
         'sha256': m.authority}])
    imported(m, 'units', 'unit', UNITS, 2)
    imported(m, 'batches', 'batch', BATCHES, 4)
    imported(m, 'total', 'total', TOTAL, 1)
    told = finding(m, 'BATCH_SUM', '02')
    for unit in ('01', '02'):
        m.act(f'sup-{unit}', 'superintendent', 'canvass.start',
              f'canvass/{unit}', unit=unit, row='returns',
              move=('not-started', 'open'))
    m.act('sup-02', 'superintendent', 'finding.explain', told, unit='02',
          row='findings', payload={'text': 'box 3 came late',
                                   'cite': 'minutes, p. 2'})
    for unit in ('01', '02'):
        m.act(f'sup-{unit}', 'superintendent', 'canvass.certify',
              f'canvass/{unit}', unit=unit, row='returns',
              move=('open', 'certified'))
    m.act('dora', 'election-board', 'board.appoint', 'board/panel', payload={
        'members': ['ann', 'bob', 'cy'], 'quorum': 2, 'parties_differ': True},
        row='boards')
    m.act('gov', 'governor', 'audit.order', 'audit/treasurer', 'request',
          row='audit', routed=['secretary', 'court'])
    m.act('sec', 'secretary', 'audit.order', 'audit/treasurer', row='audit',
          move=('not-ordered', 'ordered'), key='the-order')
    refusals(m)
    m.act('ann', 'audit-board', 'audit.enter', 'audit/treasurer',
          row='audit-entry', move=('ordered', 'ordered'),
          payload={'board': 'panel', 'by': ['ann', 'bob'], 'box': 'box 1'})
    for giver, taker, unit in (('sup-01', 'ann', '01'), ('ann', 'bob', None)):
        more = {'unit': unit} if unit else {}
        m.act(giver, PEOPLE[giver]['role'], 'custody.move', 'custody/box-1',
              row='custody', payload={'from': giver, 'to': taker,
                                      'seals': ['77', '78']}, **more)
    m.act('cand', 'candidate', 'contest.file', 'contest/suit', row='suits',
          move=('not-filed', 'pending'))
    m.act('judge', 'court', 'stay.order', 'stay/audit/treasurer', row='suits',
          payload={'subject': 'audit/treasurer', 'text': 'wait'})
    m.act('sec', 'secretary', 'audit.report', 'audit/treasurer', 'refused',
          row='audit', code='STAYED_BY_COURT')
    m.act('judge', 'court', 'stay.lift', 'stay/audit/treasurer', row='suits',
          payload={'subject': 'audit/treasurer', 'text': 'go on'})
    m.act('reg', 'registrar', 'envelope.separate', 'envelope/e1',
          row='separation', move=('received', 'separated'))
    m.act('reg', 'registrar', 'key.rotate', 'key/reg', row='keys', payload={
        'actor': 'reg', 'key': m.ring[20].public.hex()})
    m.seeds['reg'] = m.ring[20]
    m.act('reg', 'registrar', 'envelope.separate', 'envelope/e2',
          row='separation', move=('received', 'separated'))
    m.act('dora', 'election-board', 'key.revoke', 'key/reg', row='keys',
          payload={'actor': 'reg', 'why': 'lost'})
    m.act('dora', 'election-board', 'key.enrol', 'key/reg2', row='keys',
          payload={'actor': 'reg2', 'name': 'Reg', 'role': 'registrar',
                   'key': m.ring[21].public.hex()})
    m.seeds['reg2'] = m.ring[21]
    m.authority = m.object((HERE / 'authority.yaml').read_bytes() +
                           b'# adopted again\n')
    old = m.entries[0]['act']['files'][1]['sha256']
    new, m.authority = m.authority, old
    m.act('dora', 'election-board', 'rule.adopt', 'rule/authority',
          row='boards', payload={'name': 'authority.yaml', 'use': 'authority',
                                 'sha256': new})
    m.authority = new
    for n in range(230):
        m.act('obs', 'observer', 'audit.enter', 'audit/treasurer', as_='note',
              row='audit-entry', says=f'table {n} is calm: “naïve” \U0001f5f3')
    audits.hold(m)
    certified(m)


def make(**how):
    m = Maker(**how)
    story(m)
    return Bundle(m.entries, m.objects, {'site/index.html': b'<p>hello</p>\n'},
                  m.log)


def main():
    bundle = make()
    files = bundle.files()
    write_files(Path(sys.argv[1]), files, bundle.listed(files))
    if len(sys.argv) > 2:
        Path(sys.argv[2]).write_text(bundle.policy())


if __name__ == '__main__':
    main()
