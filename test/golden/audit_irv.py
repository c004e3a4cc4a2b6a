# SPDX-License-Identifier: Apache-2.0
"""audit_irv.py: an instant runoff of two counties, to be audited.

    python3 audit_irv.py FOLDER              what is declared, as files
    python3 audit_irv.py FOLDER RETRIEVAL    what boards read, of that list

The rankings are those of the six groups of Arlo's test, in batches of fifty.
"""
import csv
import os
import random
import sys

import audit_election

GROUPS = [(300, 'reed stone vale'), (300, 'reed vale stone'),
          (200, 'stone vale reed'), (100, 'stone reed vale'),
          (75, 'vale reed stone'), (25, 'vale stone reed')]
CHOICES = ['reed', 'stone', 'vale']
UNITS = ['01', '02']
EACH = 50


def ballots():
    """(unit, batch, position, ranking) of each ballot."""
    all_ = [r.split() for n, r in GROUPS for _ in range(n)]
    random.Random(4).shuffle(all_)
    for i, ranking in enumerate(all_):
        batch = i // EACH
        yield (UNITS[batch % 2], f'Box {batch // 2 + 1}', i % EACH + 1,
               ranking)


def election():
    e = audit_election.election()
    e['contests'][0]['choices'] = [
        {'id': c, 'name': c.title(), 'label': c.title(), 'party': ''}
        for c in CHOICES]
    return e


def main():
    folder = sys.argv[1]
    write, put = audit_election.write, audit_election.put
    if len(sys.argv) > 2:
        of = {b[:3]: b[3] for b in ballots()}
        out = csv.writer(sys.stdout, lineterminator='\n')
        out.writerow(['unit', 'batch', 'position', 'contest', 'choice',
                      'votes'])
        with open(sys.argv[2], newline='') as f:
            for row in csv.DictReader(f):
                place = row['unit'], row['batch'], int(row['position'])
                for rank, choice in enumerate(of[place], 1):
                    out.writerow([*place, 'mayor', choice, rank])
        return
    os.makedirs(folder, exist_ok=True)
    every = list(ballots())
    put(folder, 'election.json', election())
    put(folder, 'people.json', audit_election.people())
    put(folder, 'imports.json', audit_election.imports())

    def first(of):
        return [sum(b[3][0] == c for b in of) for c in CHOICES]

    write(folder, 'total.csv', CHOICES, [first(every)])
    write(folder, 'county.csv', ['unit'] + CHOICES, [
        [u] + first([b for b in every if b[0] == u]) for u in UNITS])
    for unit in UNITS:
        here = [b for b in every if b[0] == unit]
        boxes = list(dict.fromkeys(b[1] for b in here))
        write(folder, f'manifest-{unit}.csv',
              ['Container', 'Batch Name', 'Number of Ballots'],
              [['Shelf 1', box, EACH] for box in boxes])
        write(folder, f'cards-{unit}.csv', ['Batch', 'Position'] + CHOICES,
              [[b[1], b[2]] + [b[3].index(c) + 1 for c in CHOICES]
               for b in sorted(here, key=lambda b: (boxes.index(b[1]),
                                                    b[2]))])
    with open(os.path.join(folder, 'mayor.raire'), 'w') as f:
        f.write('1\nContest,mayor,3,' + ','.join(CHOICES) + '\n')
        for i, b in enumerate(every):
            f.write(f'mayor,{i},' + ','.join(b[3]) + '\n')


if __name__ == '__main__':
    main()
