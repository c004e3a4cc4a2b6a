# SPDX-License-Identifier: Apache-2.0
"""audit_election.py: a small election of two counties with ballots and batches, to be audited.

    python3 audit_election.py FOLDER

Writes election.json, people.json, imports.json, the count, of each county a
manifest (mixed-: records in the first county only), totals by batch and cast vote records, and votes.csv: what is on each
ballot.
"""

import csv
import json
import os
import random
import sys

UNITS = [('01', 'Alder', 9), ('02', 'Birch', 11)]
CHOICES = ['reed', 'stone']
SHARE = [0.56, 0.34]        # the rest vote for nobody


def ballots(rng):
    """(unit, container, batch, position, choice or '') of each ballot."""
    for unit, _, batches in UNITS:
        for b in range(1, batches + 1):
            for position in range(1, rng.randint(30, 70) + 1):
                x = rng.random()
                vote = ('reed' if x < SHARE[0] else
                        'stone' if x < sum(SHARE) else '')
                yield unit, f'Shelf {1 + b // 4}', f'Box {b}', position, vote


def write(folder, name, header, rows):
    with open(os.path.join(folder, name), 'w', newline='') as f:
        out = csv.writer(f, lineterminator='\n')
        out.writerow(header)
        out.writerows(rows)


def put(folder, name, what):
    with open(os.path.join(folder, name), 'w') as f:
        json.dump(what, f, indent=1)


def election():
    return {
        'schema': 'canvass-election-1', 'id': 'brook',
        'title': 'Brook, 6 May 2031 (made up)', 'jurisdiction': 'Brook',
        'unit_word': 'county', 'units_word': 'counties',
        'date': '2031-05-06', 'rules': 'made-up.yaml',
        'authority': 'made-up-authority.yaml',
        'demonstration': 'Brook is made up.',
        'units': [{'id': u, 'name': n} for u, n, _ in UNITS],
        'contests': [{
            'id': 'mayor', 'title': 'Mayor', 'office': 'state',
            'date': '2031-05-06', 'votes_allowed': 1, 'winners': 1,
            'choices': [
                {'id': 'reed', 'name': 'Alma Reed', 'label': 'Reed',
                 'party': 'Harbor'},
                {'id': 'stone', 'name': 'Tom Stone', 'label': 'Stone',
                 'party': 'Hill'}]}],
        'counts': [{'id': 'original', 'title': 'First count',
                    'kind': 'original', 'stage': 'certified',
                    'by_hand': False, 'as_of': '2031-05-10'}],
    }


def people():
    one = [('commissioner', 'secretary'), ('board', 'election-board'),
           ('governor', 'governor'), ('press', 'public')]
    some = [{'actor': a, 'name': a, 'role': r} for a, r in one]
    some += [{'actor': f'clerk-{u}', 'name': f'Clerk {u}',
              'role': 'superintendent', 'unit': u} for u, _, _ in UNITS]
    some += [{'actor': f'panel-{i}', 'name': f'Panel {i}',
              'role': 'audit-board', 'party': p}
             for i, p in enumerate(['Harbor', 'Hill', 'Hill'], 1)]
    return {'kind': 'history', 'clock': 'simulated',
            'occurred': '2031-05-06T06:00:00Z', 'officers': [],
            'threshold': 0, 'people': some}


def imports():
    one = {'publisher': 'Brook', 'cite': 'made up', 'format': 'results',
           'contest': 'mayor', 'count': 'original', 'as_of': '2031-05-10',
           'as_of_text': '', 'quotes': False, 'already_public': True,
           'office': '', 'map': {}}
    return {'schema': 'canvass-imports-1', 'imports': [
        dict(one, file='total.csv', id='total', title='Total', part='total'),
        dict(one, file='county.csv', id='county', title='By county',
             part='unit')]}


def main():
    folder = sys.argv[1]
    all_ballots = list(ballots(random.Random(6)))
    os.makedirs(folder, exist_ok=True)
    put(folder, 'election.json', election())
    put(folder, 'people.json', people())
    put(folder, 'imports.json', imports())

    def votes(of):
        return [sum(b[4] == c for b in of) for c in CHOICES]

    write(folder, 'total.csv', CHOICES, [votes(all_ballots)])
    write(folder, 'county.csv', ['unit'] + CHOICES, [
        [u] + votes([b for b in all_ballots if b[0] == u])
        for u, _, _ in UNITS])
    for unit, _, batches in UNITS:
        rows, totals = [], []
        for b in range(1, batches + 1):
            here = [x for x in all_ballots
                    if x[0] == unit and x[2] == f'Box {b}']
            rows.append([here[0][1], f'Box {b}', len(here)])
            totals.append([f'Box {b}'] + votes(here))
        write(folder, f'manifest-{unit}.csv',
              ['Container', 'Batch Name', 'Number of Ballots'], rows)
        write(folder, f'mixed-{unit}.csv',
              ['Container', 'Batch Name', 'Number of Ballots', 'CVR'],
              [r + ['Y' if unit == '01' else 'N'] for r in rows])
        write(folder, f'totals-{unit}.csv', ['Batch Name', 'Alma Reed',
                                            'Tom Stone'], totals)
        write(folder, f'cards-{unit}.csv',
              ['Batch', 'Position', 'Imprint', 'Mayor/Alma Reed',
               'Mayor/Tom Stone'],
              [[b[2], b[3], f'{9000 + i}', int(b[4] == 'reed'),
                int(b[4] == 'stone')]
               for i, b in enumerate(all_ballots) if b[0] == unit])
    write(folder, 'votes.csv',
          ['unit', 'container', 'batch', 'position', 'vote'], all_ballots)


if __name__ == '__main__':
    main()
