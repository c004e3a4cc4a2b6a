#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""mart.py MART_ANSWERS: tests of a mean, from the papers, in 60 digits.

Written from ALPHA (arXiv 2201.02707, sections 2.1 and 2.5.2), Waudby-Smith
and Ramdas (arXiv 2010.09686, B.3) and Kaplan's martingale as SHANGRLA's paper
(arXiv 1911.10035, section 3) gives it; shares no code with src/stat.
"""
import random
import subprocess
import sys
from decimal import Decimal, getcontext

getcontext().prec = 60
ONE = Decimal(1)


def null_means(t, cards, draws):
    total = Decimal(0)
    for i, x in enumerate(draws):
        yield t if cards == 0 else (cards * t - total) / (cards - i)
        total += x


def factors(method, t, u, cards, a, d, c, draws):
    total, seen, before = Decimal(0), [], None
    for i, (x, m) in enumerate(zip(draws, null_means(t, cards, draws))):
        if method in ('shrink', 'alternative'):
            if method == 'shrink':
                away = c / (d + i).sqrt()
                eta = min(max((d * a + total) / (d + i), m + away), u - away)
            else:
                eta = a if cards == 0 else (cards * a - total) / (cards - i)
            eta = min(max(eta, m), u)
            yield (x * eta / m + (u - x) * (u - eta) / (u - m)) / u
        elif method == 'bet':
            yield 1 + min(a, 1 / m) * (x - m)
        elif method == 'kolmogorov':
            yield (x + a) / (m + a)
        else:
            bet = a
            if i > 0:
                mean = total / i
                spread = sum((y - mean) ** 2 for y in seen) / i
                square = spread + (mean - before) ** 2
                bet = (mean - before) / square if square else Decimal(0)
            yield 1 + min(max(bet, Decimal(0)), c / m) * (x - m)
        before = m
        total += x
        seen.append(x)


def expected(case):
    fortune, best, out = ONE, ONE, []
    for f in factors(*case):
        fortune *= f
        best = max(best, fortune)
        out.append(min(ONE, 1 / fortune) if fortune > 0 else ONE)
    return out + [1 / best]


def cases(rnd):
    """Few enough draws of many cards, so that no null becomes impossible."""
    for k in range(400):
        method = ('shrink', 'alternative', 'bet', 'agrapa',
                  'kolmogorov')[k % 5]
        u = rnd.choice([1.0, 1.0, 1.0625, 1.75])
        cards = rnd.choice([0, 300, 1000]) or (300 if method == 'kolmogorov'
                                               else 0)
        values = [u, u / 2, 0.0]
        draws = rnd.choices(values, (rnd.uniform(1, 3), 1, 1), k=60)
        a = {'shrink': .5 + u / 16, 'alternative': .5 + u / 16,
             'kolmogorov': .125}.get(method, rnd.uniform(.1, 1.5))
        c = .5 if method == 'agrapa' else .03125
        yield method, [.5, u, cards, a, float(rnd.choice([5, 100])), c], draws


def main():
    rnd = random.Random(20261126)
    asked = list(cases(rnd))
    text = ''.join('%s %s\n' % (m, ' '.join(repr(x) for x in p + d))
                   for m, p, d in asked)
    lines = subprocess.run([sys.argv[1]], input=text, text=True, check=True,
                           capture_output=True).stdout.splitlines()
    print('1..%d' % len(asked))
    wrong = len(lines) != len(asked)
    for number, ((method, p, d), line) in enumerate(zip(asked, lines), 1):
        t, u, cards, a, dd, c = map(Decimal, p)
        want = expected((method, t, u, cards, a, dd, c,
                         [Decimal(x) for x in d]))
        found = [Decimal(w) for w in line.split()]
        worst = max(abs(f / w - 1) for f, w in zip(found, want))
        good = len(found) == len(want) and worst < Decimal('1e-12')
        wrong |= not good
        print('%s %d - %s, off by %.1e' % ('ok' if good else 'not ok', number,
                                           method, worst))
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main())
