#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""audit.py CANVASS [NUMBER...]: attacks on an audit, each driven from the
command line.  mutants.py shows that each of these tests fails when the guard
that it is about is taken out."""
import csv
import json
import os
import subprocess
import sys

from house import SOURCE, check, main, says, test

GOLDEN = SOURCE / 'test' / 'golden'
DICE = '07318264950173829461'
ORDER = [
    ('commissioner', 'secretary', 'board.appoint', 'board/panel',
     {'members': ['panel-1', 'panel-2', 'panel-3'], 'quorum': 2,
      'parties_differ': True}),
    ('commissioner', 'secretary', 'audit.order', 'audit/mayor', None)]


class Audit:
    """An audit of a small election, driven by the command line."""

    def __init__(self, canvass, folder, method='alpha'):
        self.canvass, self.folder = canvass, folder
        self.path = str(folder / 'e')
        subprocess.run([sys.executable, GOLDEN / 'audit_election.py',
                        folder / 'd'], check=True)
        self.run('init', self.path, '--from', folder / 'd/election.json',
                 '--people', folder / 'd/people.json', expect=0)
        self.run('import', self.path, '--from', folder / 'd/imports.json',
                 expect=0)
        with open(folder / 'acts', 'w', encoding='utf-8') as f:
            for n, (actor, role, action, subject, payload) in \
                    enumerate(ORDER):
                act = {'action': action, 'actor': actor, 'role': role,
                       'subject': subject, 'key': f'k{n}',
                       'occurred': '2031-05-10T10:00:00Z',
                       'sources': [{'cite': 'test'}]}
                if payload:
                    act['payload'] = payload
                f.write(json.dumps(act) + '\n')
        self.run('act', self.path, '--from', folder / 'acts', expect=0)
        self.audit('plan', 'mayor', '--contest', 'mayor', '--count',
                   'original', '--select', method, '--by', 'board', expect=0)

    def run(self, *words, expect=None):
        done = subprocess.run([self.canvass, *map(str, words)], text=True,
                              capture_output=True, check=False,
                              env={**os.environ, 'CANVASS_SHARE':
                                   str(SOURCE)})
        if expect is not None:
            check(' '.join(map(str, words)) + done.stderr, done.returncode,
                  expect)
        return done.stdout + done.stderr

    def audit(self, word, *words, expect=None, occurred='10'):
        return self.run('audit', word, self.path, *words, '--cite', 'test',
                        '--occurred', f'2031-05-11T{occurred}:00:00Z',
                        expect=expect)

    def commit(self, expect=0, **more):
        out = ''
        for unit in ('01', '02'):
            out += self.audit('commit', '--unit', unit, '--manifest',
                              self.folder / f'd/manifest-{unit}.csv', '--by',
                              f'clerk-{unit}', expect=expect, **more)
        return out

    def close(self, **more):
        return self.audit('commit', '--close', '--by', 'commissioner', **more)

    def seed(self, dice=DICE, **more):
        return self.audit('seed', '--by', 'commissioner', '--dice', dice,
                          **more)

    def draw(self, size, **more):
        return self.audit('draw', '--size', size, '--by', 'commissioner',
                          '--out', self.folder / 'papers', **more)

    def drawn(self):
        with open(self.folder / 'papers/retrieval.csv', newline='',
                  encoding='utf-8') as f:
            return list(csv.DictReader(f))

    def read(self, *errors):
        """Enter what boards find of all that was drawn."""
        text = subprocess.run(
            [sys.executable, GOLDEN / 'audit_read.py',
             self.folder / 'd/votes.csv', self.folder / 'papers/retrieval.csv',
             *errors], capture_output=True, check=True).stdout
        (self.folder / 'r.csv').write_bytes(text)
        return self.audit('enter', '--board', 'panel', '--by', 'panel-1',
                          '--with', 'panel-2', '--file',
                          self.folder / 'r.csv', expect=0)

    def status(self):
        return json.loads(self.run('audit', 'status', self.path, '--json'))


@test(27, 'dice that fall before the manifests are committed are refused')
def dice_too_early(canvass, folder, _):
    a = Audit(canvass, folder)
    says(a.seed(expect=4), 'WRONG_STATE')
    a.commit()
    says(a.seed(expect=4, occurred='11'), 'WRONG_STATE')
    a.close(expect=0)
    a.seed(expect=0, occurred='12')


@test(28, 'a manifest that changes after the dice is refused')
def manifest_after_dice(canvass, folder, _):
    a = Audit(canvass, folder)
    a.commit()
    a.close(expect=0)
    a.seed(expect=0)
    manifest = folder / 'd/manifest-01.csv'
    manifest.write_text(manifest.read_text().replace('Box 1,', 'Box 01,'))
    says(a.audit('commit', '--unit', '01', '--manifest', manifest, '--by',
                 'clerk-01', expect=4, occurred='11'), 'WRONG_STATE')


@test(29, 'dice rolled again do not count, and the attempts stay in the log')
def dice_again(canvass, folder, _):
    a = Audit(canvass, folder)
    a.commit()
    a.close(expect=0)
    a.seed(expect=0)
    a.draw(20, expect=0)
    first = a.drawn()
    for hour in ('11', '12'):
        says(a.seed('1' + hour + DICE[3:], expect=4, occurred=hour),
             'WRONG_STATE')
    again = folder / 'again'
    a.audit('draw', '--print', '--out', again, expect=0)
    check('the sample', (again / 'retrieval.csv').read_text(),
          (folder / 'papers/retrieval.csv').read_text())
    check('how many were drawn', len(first) > 0, True)
    shown = a.run('log', 'show', a.path, '--action', 'audit.seed')
    check('attempts in the log', shown.count('WRONG_STATE'), 2)


@test(30, 'dice with blanks or invisible characters are refused, noughts kept')
def dice_spelled(canvass, folder, _):
    a = Audit(canvass, folder)
    a.commit()
    a.close(expect=0)
    for dice in (' ' + DICE, DICE + '\n', DICE[:10] + '\u200b' + DICE[10:],
                 DICE[:10] + ' ' + DICE[10:], '1' * 19, '0x' + DICE):
        out = a.audit('seed', '--by', 'commissioner', '--dice', dice)
        says(out, 'digits')
    a.seed('00' + DICE, expect=0)
    check('noughts', a.status()['seed'], '00' + DICE)


@test(31, 'the verifier, which shares no code, draws the same sample')
def drawn_twice(canvass, folder, verify):
    a = Audit(canvass, folder)
    a.commit()
    a.close(expect=0)
    a.seed(expect=0)
    a.draw(60, expect=0)
    a.read()
    a.audit('risk', '--close', '--by', 'commissioner')
    a.run('log', 'checkpoint', a.path, expect=0)
    a.run('publish', a.path, folder / 'b', '--no-site', expect=0)
    done = subprocess.run([verify, '--trust', folder / 'b.trust',
                           folder / 'b'], text=True, capture_output=True,
                          check=False)
    check(done.stdout, done.returncode, 0)
    says(done.stdout, '10.4 samples are those of seed and frame … ok')
    says(done.stdout, '10.6 risks are those of what was read … ok')


@test(32, 'a ballot that nobody finds is read in the worst way')
def not_found(canvass, folder, _):
    risk = {}
    for name in ('lost', 'stone'):
        (folder / name).mkdir()
        a = Audit(canvass, folder / name)
        a.commit()
        a.close(expect=0)
        a.seed(expect=0)
        a.draw(60, expect=0)
        place = a.drawn()[0]
        a.read(f"{place['unit']}/{place['batch']}/{place['position']}={name}")
        risk[name] = a.status()['contests'][0]['risk']
    check('the risk with a vote for the loser', risk['lost'], risk['stone'])


if __name__ == '__main__':
    main(sys.argv)
