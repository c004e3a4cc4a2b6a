# SPDX-License-Identifier: Apache-2.0
"""audit_read.py: what boards would read of what was drawn.

    python3 audit_read.py VOTES RETRIEVAL [ERROR ...] > readings.csv

VOTES is votes.csv of audit_election.py, RETRIEVAL the list of what is to be
read.  ERROR: unit/batch/position=choice reads that ballot so; =lost does not
find it.
"""

import collections
import csv
import sys


def main():
    with open(sys.argv[1], newline='') as f:
        ballots = list(csv.DictReader(f))
    of = {(b['unit'], b['batch'], b['position']): b['vote'] for b in ballots}
    for error in sys.argv[3:]:
        place, choice = error.split('=')
        of[tuple(place.split('/'))] = choice
    counts = collections.Counter((b['unit'], b['batch']) for b in ballots)
    out = csv.writer(sys.stdout, lineterminator='\n')
    out.writerow(['unit', 'batch', 'position', 'ballots', 'contest', 'choice',
                  'votes'])
    with open(sys.argv[2], newline='') as f:
        for row in csv.DictReader(f):
            unit, batch, position = row['unit'], row['batch'], row['position']
            if position:
                vote = of[unit, batch, position]
                if vote == 'lost':
                    out.writerow([unit, batch, position, '', '', 'not found',
                                  ''])
                else:
                    out.writerow([unit, batch, position, '', 'Mayor', vote,
                                  ''])
                continue
            for choice in ('reed', 'stone'):
                out.writerow([unit, batch, '', counts[unit, batch], 'mayor',
                              choice, sum(1 for k, v in of.items() if
                                          k[:2] == (unit, batch)
                                          and v == choice)])


if __name__ == '__main__':
    main()
