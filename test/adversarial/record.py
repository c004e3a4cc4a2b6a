#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""record.py CANVASS [NUMBER...]: attacks on a record, and accidents, each
driven from the command line.  mutants.py shows that each of these tests fails
when the guard that it is about is taken out."""
import base64
import hashlib
import json
import os
import subprocess
import sys

from house import (DAY, MADE_UP, SOURCE, Key, Record, canonical, check, main,
                   people, says, test)


def returns(units):
    """A returns object as docs/record.md has it; units: {id: votes}."""
    total = {}
    for votes in units.values():
        for choice, n in votes.items():
            total[choice] = total.get(choice, 0) + n
    return {'schema': 'canvass-returns-1', 'contest': 'governor',
            'stage': 'certified', 'units': [
                {'unit': u, 'votes': v} for u, v in sorted(units.items())],
            'total': total}


def attached(r, act, value):
    """The line of an act that brings an object along."""
    text = canonical(value)
    name = hashlib.sha256(text).hexdigest()
    (r.folder / f'{name}.json').write_bytes(text)
    line = r.signed(act)
    line['attach'] = [f'{name}.json']
    return line


def board(r, id_='canvassers', members=('ann', 'ben', 'cal'), quorum=2,
          differ=True, by='sec'):
    return r.done(by, 'board.appoint', f'board/{id_}', {
        'members': list(members), 'quorum': quorum,
        'parties_differ': differ})


def to_balanced(r, unit='01'):
    """A county's canvass up to the vote."""
    sup = f'sup-{unit}'
    for action in ('start', 'report', 'balance'):
        r.done(sup, f'canvass.{action}', f'canvass/{unit}')


VOTES = {'reed': 10, 'stone': 7, 'vale': 2}


def certify(r, unit='01', claim=None, **more):
    """The line of a county's certification by its board; it claims other
    votes than its returns have if the test says so."""
    value = returns({unit: VOTES})
    payload = {'board': 'canvassers', 'contest': 'governor',
               'vote': {'for': ['ann', 'ben'], 'against': ['cal']},
               'returns': hashlib.sha256(canonical(value)).hexdigest(),
               'votes': claim or value['total']}
    payload.update(more)
    act = r.make(f'sup-{unit}', 'canvass.certify', f'canvass/{unit}', payload)
    return attached(r, act, value)


def import_one(r, rows, id_='a', expect=0):
    (r.folder / f'{id_}.csv').write_text('unit,reed,stone,vale\n' + rows)
    return r.run('import', r.path, r.folder / f'{id_}.csv', expect=expect)


def object_names(r):
    return sorted(os.listdir(r.folder / 'E' / 'objects'))


@test(1, 'one vote is changed in what was imported')
def one_vote(canvass, folder, _):
    r = Record(canvass, folder)
    import_one(r, 'Alder,10,7,2\nBirch,3,4,5\nCedar,1,1,1\n')
    for name in object_names(r):
        path = r.folder / 'E' / 'objects' / name
        text = path.read_bytes()
        if b'10,7,2' in text:
            path.chmod(0o644)
            path.write_bytes(text.replace(b'10,7,2', b'11,7,2'))
            says(' '.join(r.fsck()), name)
            says(r.run('reconcile', r.path).stderr, name)
            return
    raise AssertionError('no object holds the votes')


@test(2, 'two counties exchange manifests after they committed to them')
def swapped_manifests(canvass, folder, _):
    r = Record(canvass, folder)
    r.done('sec', 'audit.order', 'audit/governor')
    r.done('board', 'audit.select-contest', 'audit/governor',
           {'contest': 'governor'})
    for unit in ('01', '02'):
        r.done(f'sup-{unit}', 'audit.commit-manifest', 'audit/governor',
               {'sha256': hashlib.sha256(unit.encode()).hexdigest()})
    # Not all have committed: nothing may be drawn from.
    r.refused('WRONG_STATE', 'sec', 'audit.close-manifests', 'audit/governor')
    r.done('sup-03', 'audit.commit-manifest', 'audit/governor',
           {'sha256': hashlib.sha256(b'03').hexdigest()})
    r.done('sec', 'audit.close-manifests', 'audit/governor')
    r.refused('WRONG_STATE', 'sup-01', 'audit.commit-manifest',
              'audit/governor', {'sha256': hashlib.sha256(b'02').hexdigest()})


@test(3, 'the same act comes twice, the same file comes twice')
def twice(canvass, folder, _):
    r = Record(canvass, folder)
    line = r.signed(r.make('sec', 'audit.order', 'audit/governor'))
    first, = r.put(line)
    again, = r.put(line)
    check('entry', again['entry'], first['entry'])
    check('leaf', again['leaf'], first['leaf'])
    check('said so', (first['again'], again['again']), (False, True))
    check('entries', len(r.entries()), 2)
    import_one(r, 'Alder,10,7,2\nBirch,3,4,5\nCedar,1,1,1\n')
    names = object_names(r)
    says(import_one(r, 'Alder,10,7,2\nBirch,3,4,5\nCedar,1,1,1\n',
                    expect=3).stderr, "has a source 'a' already")
    check('objects', object_names(r), names)
    # The key is taken: another act under it is refused.
    other = r.make('sec', 'audit.order', 'audit/treasurer',
                   key=line['act']['key'])
    check('code', r.put(r.signed(other))[0]['code'], 'DUPLICATE')


@test(5, 'a county is left out of a report')
def left_out(canvass, folder, _):
    r = Record(canvass, folder)
    board(r)
    import_one(r, 'Alder,10,7,2\nBirch,3,4,5\n')
    found = r.run('reconcile', r.path)
    check('status', found.returncode, 1)
    says(found.stdout, 'Cedar')
    to_balanced(r, '01')
    r.done('sup-03', 'canvass.start', 'canvass/03')
    r.done('sup-03', 'canvass.report', 'canvass/03')
    r.refused('WRONG_STATE', 'sup-03', 'canvass.balance', 'canvass/03')


@test(6, 'a tally is entered before every county has committed to its manifest')
def unlisted(canvass, folder, _):
    r = Record(canvass, folder)
    board(r, 'panel', ('aud-1', 'aud-2', 'aud-3'), differ=True)
    pair = {'board': 'panel', 'by': ['aud-1', 'aud-2'], 'batch': 'X-1'}
    dice = {'seed': '07318264950173829461'}

    def enter():
        return r.act('aud-1', 'audit.enter', 'audit/governor', pair)

    check('before it is ordered', enter()['code'], 'WRONG_STATE')
    r.done('sec', 'audit.order', 'audit/governor')
    r.done('board', 'audit.select-contest', 'audit/governor',
           {'contest': 'governor'})
    for unit in ('01', '02', '03'):
        check('before all have committed', enter()['code'], 'WRONG_STATE')
        r.refused('WRONG_STATE', 'sec', 'audit.seed', 'audit/governor', dice)
        r.done(f'sup-{unit}', 'audit.commit-manifest', 'audit/governor',
               {'sha256': hashlib.sha256(unit.encode()).hexdigest()})
    for action, payload in (('close-manifests', {}), ('seed', dice),
                            ('draw', {})):
        check(action, enter()['code'], 'WRONG_STATE')
        r.done('sec', f'audit.{action}', 'audit/governor', payload)
    check('then', enter()['outcome'], 'done')
    # A batch that no source lists is a finding, and holds up the county.
    import_one(r, 'Alder,10,7,2\nBirch,3,4,5\nCedar,1,1,1\n')
    (folder / 'hand.csv').write_text(
        'unit,batch,reed,stone,vale\nAlder,1,10,7,2\nAlder,1,10,7,2\n'
        'Birch,1,3,4,5\nCedar,1,1,1,1\n')
    r.run('import', r.path, folder / 'hand.csv', '--count', 'hand', '--part',
          'batch', '--map', 'label=batch', expect=0)
    for action in ('start', 'report'):
        r.done('sup-01', f'canvass.{action}', 'canvass/01')
    r.refused('WRONG_STATE', 'sup-01', 'canvass.balance', 'canvass/01')


@test(18, 'a signed act is brought again, here and to another election')
def replay(canvass, folder, _):
    r = Record(canvass, folder)
    line = r.signed(r.make('gov', 'audit.order', 'audit/governor'))
    first, = r.put(line)
    for _ in range(3):
        check('leaf', r.put(line)[0]['leaf'], first['leaf'])
    check('entries', len(r.entries()), 2)
    (folder / 'other').mkdir()
    who = people()
    who['occurred'] = '2031-05-06T07:00:00Z'
    other = Record(canvass, folder / 'other', who)
    check('code', other.put(line)[0]['code'], 'BAD_SIGNATURE')


@test(19, 'two entries of the log change places')
def reordered(canvass, folder, _):
    r = Record(canvass, folder)
    r.done('sec', 'audit.order', 'audit/governor')
    r.done('sec', 'election.define', 'election/arcadia')
    with r.database() as db:
        rows = dict(db.execute('select seq, bytes from entry'))
        leaves = dict(db.execute('select seq, leaf from entry'))
        for a, b in ((1, 2), (2, 1)):
            db.execute('update entry set bytes = ?, leaf = ? where seq = ?',
                       (rows[b], leaves[b], a))
    says(' '.join(r.fsck()), 'root of the log')
    says(r.run('reconcile', r.path, expect=5).stderr, 'damaged')


@test(20, 'the end of the log is taken away')
def tail(canvass, folder, _):
    r = Record(canvass, folder)
    r.done('sec', 'audit.order', 'audit/governor')
    r.done('sec', 'election.define', 'election/arcadia')
    with r.database() as db:
        db.execute('delete from entry where seq = 2')
    says(' '.join(r.fsck()), 'its head says 3')
    says(r.run('reconcile', r.path, expect=5).stderr, 'damaged')


@test(22, 'an insider changes a row of a table')
def row(canvass, folder, _):
    r = Record(canvass, folder)
    r.done('sec', 'audit.order', 'audit/governor')
    with r.database() as db:
        db.execute("update subject set state = 'reported'")
    says(' '.join(r.fsck()), 'audit/governor')
    act = r.signed(r.make('sec', 'election.define', 'election/arcadia'))
    (r.folder / 'acts.jsonl').write_text(json.dumps(act))
    refused = r.run('act', r.path, '--from', r.folder / 'acts.jsonl',
                    expect=5)
    says(refused.stderr, 'damaged')
    r.run('rebuild', r.path, expect=0)
    check('state', r.state('audit/governor'), 'planned')
    check('faults', r.fsck(), [])


@test(25, 'a key is unknown, rotated, revoked, or of another role')
def keys(canvass, folder, _):
    r = Record(canvass, folder)

    def code(act, key=None):
        answer, = r.put(r.signed(act, key))
        return answer.get('code', answer['outcome'])

    mine, fresh = Key(0), Key('a key of the test')
    check('unknown', code(r.make('sec', 'audit.order', 'audit/governor'),
                          fresh), 'BAD_SIGNATURE')
    check("another's", code(r.make('sec', 'audit.order', 'audit/governor'),
                            Key(2)), 'BAD_SIGNATURE')
    check('wrong role', code(r.make('gov', 'audit.order', 'audit/governor',
                                    role='secretary')), 'NO_AUTHORITY')
    # Nobody puts a key of his own in the place of somebody else's.
    check("rotating another's", code(r.make(
        'gov', 'key.rotate', 'key/sec', {'actor': 'sec', 'key': fresh.hex})),
        'NO_AUTHORITY')
    check('rotating', code(r.make('sec', 'key.rotate', 'key/sec', {
        'actor': 'sec', 'key': fresh.hex})), 'done')
    check('the old key', code(r.make('sec', 'audit.order', 'audit/governor'),
                              mine), 'BAD_SIGNATURE')
    check('the new key', code(r.make('sec', 'audit.order', 'audit/governor'),
                              fresh), 'done')
    check('revoking', code(r.make('sec', 'key.revoke', 'key/gov', {
        'actor': 'gov', 'why': 'lost'}), fresh), 'done')
    check('the revoked key', code(r.make('gov', 'audit.order', 'audit/b')),
          'BAD_SIGNATURE')
    # An insider who enrols himself is nobody.
    check('enrolling himself', code(r.make('mole', 'key.enrol', 'key/mole', {
        'actor': 'mole', 'name': 'Mole', 'role': 'secretary',
        'key': fresh.hex}, role='secretary'), fresh), 'NO_AUTHORITY')
    check('nobody revokes from outside', code(r.make(
        'anyone', 'key.revoke', 'key/board', {
            'actor': 'board', 'why': 'x'})), 'NO_AUTHORITY')


ORDER = 2**252 + 27742317777372353535851937790883648493


@test(26, 'a signature is spelled in another way')
def malleable(canvass, folder, _):
    r = Record(canvass, folder)
    line = r.signed(r.make('sec', 'audit.order', 'audit/governor'))
    sig = base64.b64decode(line['sig']['sig'])
    s = int.from_bytes(sig[32:], 'little') + ORDER
    twin = sig[:32] + s.to_bytes(32, 'little')
    line['sig']['sig'] = base64.b64encode(twin).decode()
    check('s + l', r.put(line)[0]['code'], 'BAD_SIGNATURE')

    def status(change):
        line = r.signed(r.make('sec', 'audit.order', 'audit/governor'))
        change(line)
        (r.folder / 'acts.jsonl').write_text(json.dumps(line))
        return r.run('act', r.path, '--from', r.folder / 'acts.jsonl')

    def capitals(line):
        line['sig']['key'] = line['sig']['key'].upper()

    def loose(line):
        line['sig']['sig'] = line['sig']['sig'].rstrip('=')

    for change in (capitals, loose):
        answer = status(change)
        check('status', answer.returncode, 3)
        says(answer.stderr, 'found a sig that is not')
    # Numbers have one spelling: 1.0 and 1e0 are not whole numbers here.
    text = json.dumps(r.signed(r.make('sec', 'audit.order', 'audit/x',
                                      expect=0))).replace(
                                          '"expect": 0', '"expect": 0.0')
    (r.folder / 'acts.jsonl').write_text(text)
    check('0.0', r.run('act', r.path, '--from',
                       r.folder / 'acts.jsonl').returncode, 3)
    check('nothing was ordered', r.state('audit/governor'), None)


@test(33, 'a board of one, of one person twice, of one party')
def boards(canvass, folder, _):
    r = Record(canvass, folder)
    board(r, 'panel', ('aud-1', 'aud-2', 'aud-3'))
    r.done('sup-01', 'canvass.start', 'canvass/01')

    def by(*names, **more):
        return r.act('sup-01', 'canvass.enter', 'canvass/01',
                     {'board': 'panel', 'by': list(names), **more})

    for names in (('aud-1',), ('aud-1', 'aud-1'), ('aud-2', 'aud-3'),
                  ('aud-1', 'voter'), ()):
        check(str(names), by(*names).get('code'), 'NO_QUORUM')
    check('no such board', r.act('sup-01', 'canvass.enter', 'canvass/01', {
        'board': 'nobody', 'by': ['aud-1', 'aud-2']}).get('code'),
        'NO_QUORUM')
    check('two of two parties', by('aud-1', 'aud-2')['outcome'], 'done')
    # A vote needs the quorum, and more for than against.
    board(r)
    r.done('sup-01', 'canvass.report', 'canvass/01')
    r.done('sup-01', 'canvass.balance', 'canvass/01')
    for vote in ({'for': ['ann'], 'against': []},
                 {'for': ['ann', 'ann'], 'against': []},
                 {'for': ['ann'], 'against': ['ben']},
                 {'for': ['ann', 'voter'], 'against': []},
                 {'for': ['ann', 'ben'], 'against': ['ann']}):
        check(str(vote), r.put(certify(r, vote=vote))[0].get('code'),
              'NO_QUORUM')
    check('state', r.state('canvass/01'), 'balanced')
    check('a majority', r.put(certify(r))[0]['outcome'], 'done')


@test(34, "a governor's order where he has no power to order")
def governor(canvass, folder, _):
    r = Record(canvass, folder, people('test'))
    # Arcadia's may order a tally, and may not touch a county's returns.
    r.refused('NO_AUTHORITY', 'gov', 'canvass.certify', 'canvass/01')
    r.refused('NO_AUTHORITY', 'gov', 'election.certify', 'election/arcadia')
    r.refused('NO_AUTHORITY', 'gov', 'result.change', 'result/governor')
    check('state', r.state('canvass/01'), None)
    listed = [json.loads(b) for _, _, b in r.entries()]
    check('recorded', [e['refusal']['code'] for e in listed
                       if e['outcome'] == 'refused'], ['NO_AUTHORITY'] * 3)
    # Georgia's asks, and is sent to who may.
    asked = r.act('voter', 'audit.order', 'audit/governor')
    check('outcome', asked['outcome'], 'request')
    says(asked['routed'], 'secretary')
    check('nothing is ordered', r.state('audit/governor'), None)


@test(35, 'a legislature names electors; a second slate is filed')
def slates(canvass, folder, _):
    who = json.loads((SOURCE / 'data/georgia-2020/people.json').read_text())
    (folder / 'p.json').write_text(json.dumps(who))

    def run(*words):
        return subprocess.run([canvass, *map(str, words)], text=True,
                              capture_output=True, check=False,
                              env={**os.environ,
                                   'CANVASS_SHARE': str(SOURCE)})

    e = folder / 'E'
    done = run('init', e, '--from',
               SOURCE / 'data/georgia-2020/election.json', '--people',
               folder / 'p.json')
    check('init', done.stderr, '')
    roles = {p['role']: p['actor'] for p in who['people']}
    acts = []

    def add(role, action, subject, **payload):
        acts.append({'action': action, 'actor': roles[role], 'role': role,
                     'subject': subject, 'occurred': '2020-12-14',
                     'key': f'k{len(acts)}', 'payload': payload,
                     'sources': [{'cite': 'made up for this test'}]})

    add('legislature', 'slate.appoint', 'slate/other')
    add('legislature', 'result.change', 'result/president')
    add('legislature', 'slate.certify', 'slate/other')
    add('candidate', 'slate.file-uncertified', 'slate/other',
        contest='president')
    add('legislature', 'slate.count', 'slate/other')
    (folder / 'acts.jsonl').write_text(
        ''.join(json.dumps(a) + '\n' for a in acts))
    answers = json.loads(run('act', e, '--from', folder / 'acts.jsonl',
                             '--json').stdout)
    for a in answers[:3]:
        check(a['action'], (a['outcome'], a.get('code')),
              ('refused', 'NO_AUTHORITY'))
    check('filed', answers[3]['outcome'], 'done')
    check('never counted', answers[4].get('code'), 'WRONG_STATE')
    import sqlite3
    with sqlite3.connect(e / 'record.db') as db:
        states = dict(db.execute('select id, state from subject'))
    check('the slate', states.get('slate/other'), 'purported')
    told = json.loads(run('electors', e, '--as-of', '2020-12-14',
                          '--json').stdout)
    check('nothing for it', 'other' in json.dumps(told), False)


@test(36, 'a county votes not to certify')
def refuses(canvass, folder, _):
    r = Record(canvass, folder)
    board(r)
    to_balanced(r)
    against = {'board': 'canvassers', 'contest': 'governor',
               'vote': {'for': ['cal'], 'against': ['ann', 'ben']}}
    r.done('sup-01', 'canvass.vote', 'canvass/01', against)
    check('the duty stays', r.state('canvass/01'), 'balanced')
    # There is no act by which one refuses to certify.
    check('no such act', r.act('sup-01', 'canvass.refuse', 'canvass/01',
                               against).get('code'), 'RULE_UNKNOWN')
    # The court compels, and then it is certified.
    r.refused('NO_AUTHORITY', 'gov', 'canvass.compel', 'canvass/01')
    r.done('court', 'canvass.compel', 'canvass/01')
    check('compelled', r.state('canvass/01'), 'compelled')
    check('certified', r.put(certify(r))[0]['outcome'], 'done')


@test(37, 'certifying while a finding is open and unexplained')
def open_findings(canvass, folder, _):
    r = Record(canvass, folder)
    board(r)
    import_one(r, 'Alder,10,7,2\nBirch,3,4,5\n')
    with r.database() as db:
        found = [f'finding/{i}' for i, in db.execute(
            "select id from fact where kind = 'finding' and state = 'open'")]
    check('findings are open', bool(found), True)
    for action in ('start', 'report'):
        r.done('sup-03', f'canvass.{action}', 'canvass/03')
    r.refused('WRONG_STATE', 'sup-03', 'canvass.balance', 'canvass/03')
    # Who certifies the whole cannot look at one unit only.
    r.refused('WRONG_STATE', 'sup-03', 'canvass.balance', 'canvass/03')
    text = {'text': 'Cedar reports tomorrow', 'cite': 'letter of 7 May'}
    for name in found:
        r.refused('NO_AUTHORITY', 'gov', 'finding.explain', name, text)
        r.refused('NO_AUTHORITY', 'sup-01', 'finding.explain', name, text)
    for name in found:
        r.done('board', 'finding.explain', name, text)
    r.done('sup-03', 'canvass.balance', 'canvass/03')
    says(r.run('reconcile', r.path).stdout, 'Cedar reports tomorrow')


@test(38, 'certifying what a court has stayed')
def stayed(canvass, folder, _):
    r = Record(canvass, folder)
    board(r)
    to_balanced(r)
    r.refused('NO_AUTHORITY', 'gov', 'stay.order', 'stay/canvass/01',
              {'subject': 'canvass/01', 'text': 'wait'})
    r.done('court', 'stay.order', 'stay/canvass/01',
           {'subject': 'canvass/01', 'text': 'until Friday'})
    check('code', r.put(certify(r))[0].get('code'), 'STAYED_BY_COURT')
    r.done('court', 'stay.lift', 'stay/canvass/01',
           {'subject': 'canvass/01', 'text': 'it is Friday'})
    check('then', r.put(certify(r))[0]['outcome'], 'done')


@test(40, 'the machine stands in Tokyo, and its clock is wrong')
def clocks(canvass, folder, _):
    r = Record(canvass, folder)
    other = r.copy(folder / 'copy')
    line = r.signed(r.make('sec', 'audit.order', 'audit/governor'))
    (folder / 'acts.jsonl').write_text(json.dumps(line))
    r.run('act', r.path, '--from', folder / 'acts.jsonl', expect=0,
          env={'TZ': 'Asia/Tokyo', 'LC_ALL': 'C.UTF-8'})
    other.run('act', other.path, '--from', folder / 'acts.jsonl', expect=0,
              env={'TZ': 'America/New_York'})
    check('the same bytes', r.entries(), other.entries())
    # An act that claims an earlier time is logged no earlier than the last.
    back = r.done('sec', 'election.define', 'election/arcadia',
                  occurred='2031-05-01')
    check('never back', back['logged'] >= r.done(
        'sec', 'audit.order', 'audit/b')['logged'], True)
    logged = [json.loads(b)['logged'] for _, _, b in r.entries()]
    check('in order', logged, sorted(logged))


@test(44, 'two officials edit the same thing')
def editors(canvass, folder, _):
    r = Record(canvass, folder)
    r.done('sup-01', 'canvass.start', 'canvass/01', expect=0)
    r.refused('STALE_VERSION', 'sup-01', 'canvass.report', 'canvass/01',
              expect=0)
    check('state', r.state('canvass/01'), 'open')
    r.done('sup-01', 'canvass.report', 'canvass/01', expect=1)


@test(63, 'a flood of acts that are refused')
def flood(canvass, folder, _):
    r = Record(canvass, folder)
    lines = [r.signed(r.make('anyone', 'result.change', 'result/governor'))
             for _ in range(200)]
    answers = r.put(*lines)
    check('every one is answered', {a['code'] for a in answers},
          {'NO_AUTHORITY'})
    check('twenty are entered', sum(a['entry'] is not None
                                    for a in answers), 20)
    check('the log', len(r.entries()), 21)
    # Others are not held up, and what was left out is counted.
    r.done('sec', 'audit.order', 'audit/governor')
    later, = r.put(r.signed(r.make('anyone', 'result.change', 'result/x',
                                   occurred='2031-05-09')))
    entry = json.loads(r.entries()[later['entry']][2])
    check('unlisted', entry['refusal']['unlisted'], 180)


@test(64, 'what an act rests on is not what it names')
def evidence(canvass, folder, _):
    r = Record(canvass, folder)
    board(r)
    to_balanced(r)
    line = certify(r)
    line['attach'] = []
    missing, = r.put(line)
    check('code', missing.get('code'), 'WRONG_STATE')
    says(missing['why'], 'are not in this record')
    wrong, = r.put(certify(r, claim={'reed': 11, 'stone': 7, 'vale': 2}))
    check('code', wrong.get('code'), 'WRONG_STATE')
    says(wrong['why'], 'do not add up')


@test(65, 'a rule file is replaced in the middle of an election')
def rules(canvass, folder, _):
    r = Record(canvass, folder)
    r.done('sec', 'audit.order', 'audit/a')
    before = (SOURCE / 'rules/made-up-authority.yaml').read_text()
    after = before + '# second edition\n'
    (folder / 'second.yaml').write_text(after)
    name = hashlib.sha256(after.encode()).hexdigest()
    act = r.make('sec', 'rule.adopt', 'rule/authority', {
        'name': 'made-up-authority.yaml', 'use': 'authority',
        'sha256': name})
    line = r.signed(act)
    line['attach'] = ['second.yaml']
    check('not hers', r.put(line)[0].get('code'), 'NO_AUTHORITY')
    act = r.make('board', 'rule.adopt', 'rule/authority', act['payload'])
    line = r.signed(act)
    line['attach'] = ['second.yaml']
    check('adopted', r.put(line)[0]['outcome'], 'done')
    r.done('sec', 'audit.order', 'audit/b')
    cited = [e['rule']['file'] for e in (
        json.loads(b) for _, _, b in r.entries())
        if e['act']['action'] == 'audit.order']
    check('each keeps its own', cited, [
        hashlib.sha256(before.encode()).hexdigest(), name])


@test(66, 'a rule without a citation')
def uncited(canvass, folder, _):
    text = (SOURCE / 'rules/made-up-authority.yaml').read_text()
    at = text.index('    cite:')
    bad = text[:at] + text[text.index('\n', at) + 1:]
    for name in ('election.json', 'map.json'):
        (folder / name).write_text((MADE_UP / name).read_text())
    (folder / 'made-up-authority.yaml').write_text(bad)
    done = subprocess.run(
        [canvass, 'init', folder / 'E', '--from', folder / 'election.json'],
        text=True, capture_output=True, check=False,
        env={**os.environ, 'CANVASS_SHARE': str(SOURCE)})
    check('status', done.returncode in (3, 4), True)
    says(done.stderr, 'made-up-authority.yaml:')
    says(done.stderr, 'cite')
    check('nothing is made', (folder / 'E').exists(), False)


@test(67, 'a word that only a newer program knows')
def newer(canvass, folder, _):
    r = Record(canvass, folder)
    check('role', r.act('sec', 'audit.order', 'audit/a',
                        role='wizard').get('code'), 'NO_AUTHORITY')
    check('as', r.act('sec', 'audit.order', 'audit/a',
                      **{'as': 'decree'}).get('code'), 'MALFORMED')
    check('member', r.act('sec', 'audit.order', 'audit/a',
                          mood='hasty').get('code'), 'MALFORMED')
    check('action', r.act('sec', 'audit.dream', 'audit/a').get('code'),
          'RULE_UNKNOWN')
    with r.database() as db:
        db.execute('update schema set version = 99')
    says(r.run('reconcile', r.path, expect=5).stderr,
         'found schema 99, expected')
    says(r.run('reconcile', r.path, expect=5).stderr, 'a newer canvass')


@test(70, 'nothing was compared, and it must not pass for agreement')
def nothing(canvass, folder, _):
    r = Record(canvass, folder)
    answer = r.run('compare', r.path, expect=1)
    says(answer.stdout, 'Inconclusive')
    says(r.run('reconcile', r.path, expect=1).stdout, 'INCONCLUSIVE')
    r.refused('WRONG_STATE', 'sec', 'election.finish-audit',
              'election/arcadia')


if __name__ == '__main__':
    main(sys.argv)
