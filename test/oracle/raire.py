#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""raire.py ANSWERS FACTS...: assertions of instant runoffs, held against the papers.

Shares no code with canvass.  Of random contests, and of the published ones in
FACTS (test/unit/audit/raire), asks the program ANSWERS and checks that
 - the winner is who wins the count, or that a tie decides it;
 - every assertion is true of the ballots, by the margin that is given;
 - every order of elimination with another winner is contradicted;
 - no sufficient set is easier, where there are six choices at most.
"""
import random
import subprocess
import sys
import tempfile
from functools import lru_cache
from pathlib import Path

ANSWERS, FACTS = sys.argv[1], sys.argv[2:]


def tally(votes, standing):
    sums = dict.fromkeys(standing, 0)
    for ranking, n in votes.items():
        first = next((c for c in ranking if c in sums), None)
        if first is not None:
            sums[first] += n
    return sums


def winners(votes, choices):
    """Who can win, however ties are broken."""
    @lru_cache(None)
    def of(standing):
        if len(standing) == 1:
            return standing
        sums = tally(votes, standing)
        least = min(sums.values())
        return frozenset().union(*(of(standing - {c}) for c in standing
                                   if sums[c] == least))
    return of(frozenset(choices))


def margin(votes, choices, said):
    kind, w, l, standing = said
    if kind == 'NEN':
        sums = tally(votes, standing)
        return sums[w] - sums[l]
    above = sum(n for r, n in votes.items()
                if l in r and (w not in r or r.index(l) < r.index(w)))
    return tally(votes, choices)[w] - above


def contradicted(said, order):
    """Is this tail of an order impossible?  The last of it wins."""
    kind, w, l, standing = said
    if kind == 'NEB':
        return l in order and w not in order[order.index(l):]
    tail = order[-len(standing):]
    return (len(tail) == len(standing) and tail[0] == w and
            set(tail) == set(standing))


def survivor(choices, winner, said, order=()):
    """An order that nothing contradicts, or None."""
    for c in choices:
        if c in order or (not order and c == winner):
            continue
        longer = (c, *order)
        if any(contradicted(s, longer) for s in said):
            continue
        if len(longer) == len(choices):
            return longer
        found = survivor(choices, winner, said, longer)
        if found:
            return found
    return None


def best(votes, choices, winner):
    """The largest least margin of any sufficient set: orders from their end."""
    first = tally(votes, choices)
    neb = {(w, l): margin(votes, choices, ('NEB', w, l, ()))
           for w in choices for l in choices if w != l}

    @lru_cache(None)
    def beyond(behind):
        # Every order ending in these, by what it takes to contradict it there.
        if len(behind) == len(first):
            return float('-inf')
        least = float('inf')
        for c in choices:
            if c in behind or (not behind and c == winner):
                continue
            inside = behind | {c}
            sums = tally(votes, inside)
            here = max([neb[c, x] for x in behind] +
                       [neb[x, c] for x in choices if x not in inside] +
                       [sums[c] - sums[x] for x in behind], default=-1)
            least = min(least, max(here, beyond(inside)))
        return least
    return beyond(frozenset())


def ask(contests):
    """[(choices, votes)] as a .raire file; [(verdict, winner, difficulty, said)], two each."""
    with tempfile.NamedTemporaryFile('w', suffix='.raire') as f:
        f.write(f'{len(contests)}\n')
        for i, (choices, _) in enumerate(contests):
            f.write(f'Contest,{i},{len(choices)},{",".join(choices)}\n')
        for i, (_, votes) in enumerate(contests):
            ballot = 0
            for ranking, n in votes.items():
                for _ in range(n):
                    ballot += 1
                    f.write(','.join([str(i), str(ballot), *ranking]) + '\n')
        f.flush()
        out = subprocess.run([ANSWERS, f.name], check=True, text=True,
                             stdout=subprocess.PIPE).stdout
    got = []
    for line in out.splitlines():
        word = line.split()
        if word[0] == 'contest':
            got.append((word[2], word[3], float(word[4]), []))
        else:
            got[-1][3].append(((word[0], word[1], word[2], tuple(word[4:])),
                               int(word[3])))
    return got


def faults(contest, answer):
    (choices, votes), (verdict, winner, difficulty, given) = contest, answer
    could, ballots = winners(votes, choices), sum(votes.values())
    said = [s for s, _ in given]
    if len(choices) == 1:
        return [] if verdict == 'uncontested' else ['one choice']
    if ballots == 0:
        return [] if verdict == 'empty' else ['no ballot']
    if winner not in could:
        return [f'{winner} cannot win']
    if len(could) > 1:
        return [] if verdict == 'tied' else ['a tie decides']
    if verdict != 'found':
        return [f'{verdict}: assertions exist']
    wrong = [f'{s}: margin {m}' for s, m in given
             if m <= 0 or m != margin(votes, choices, s)]
    least = min(m for _, m in given)
    if abs(difficulty - ballots / least) > 1e-12 * difficulty:
        wrong.append(f'difficulty {difficulty}')
    if survivor(choices, winner, said):
        wrong.append(f'open: {survivor(choices, winner, said)}')
    if len(choices) <= 6 and least != best(votes, choices, winner):
        wrong.append(f'{least}, though {best(votes, choices, winner)} can be')
    return wrong


def made(seed):
    rng = random.Random(seed)
    choices = [f'c{i}' for i in range(rng.randint(1, 7))]
    votes = {}
    for _ in range(rng.randint(0, 14)):
        ranking = tuple(rng.sample(choices, rng.randint(0, len(choices))))
        votes[ranking] = votes.get(ranking, 0) + rng.randint(1, 40)
    return choices, votes


def published(path):
    rows = subprocess.run(['zstd', '-dcq', path], check=True, text=True,
                          stdout=subprocess.PIPE).stdout.splitlines()[1:]
    contests = {}
    for row in rows:
        name, choices, n, ranking = row.split(',')
        contest = contests.setdefault(
            name, ([str(i) for i in range(int(choices))], {}))
        contest[1][tuple(ranking.split())] = int(n)
    return list(contests.values())


def main():
    number, failed = 0, 0
    sets = [('300 contests at random', [made(i) for i in range(300)])]
    sets += [(Path(p).name, published(p)) for p in FACTS]
    for name, contests in sets:
        got = ask(contests)
        wrong = [f'contest {i}: {w}' for i, contest in enumerate(contests)
                 for answer in got[2 * i:2 * i + 2]
                 for w in faults(contest, answer)]
        if len(got) != 2 * len(contests):
            wrong.append('answers are missing')
        number += 1
        failed += bool(wrong)
        print(f'{"not ok" if wrong else "ok"} {number} - {name}')
        for w in wrong[:20]:
            print(f'# {w}')
    print(f'1..{number}')
    return failed > 0


if __name__ == '__main__':
    sys.exit(main())
