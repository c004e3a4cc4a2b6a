# SPDX-License-Identifier: Apache-2.0
"""Audits for the bundle that make_bundle.py makes, straight from docs/audit.md.

One of ballots with two rounds (BRAVO), one of batches (MACRO), a hand tally and
the assertions of an instant runoff.  Samplers and risks are written again here,
in Python, whose own texts of tuples and decimals the samplers are made of.
"""
import csv
import hashlib
import heapq
import io
from bisect import bisect_right
from decimal import Decimal
from itertools import accumulate

SEED = '06712221796172622814'
UNITS = {'01': 'Alder', '02': "St. John's"}
MANIFESTS = {
    '01': [('', 'B1', 120, '', ''), ('', 'box 2, "late"', 80, '', '')],
    '02': [('A', 'C1', 90, '', ''), ('A', 'C2', 60, '', ''),
           ('B', 'C1', 150, '', '')]}
TOTALS = {('01', '', 'B1'): (80, 30), ('01', '', 'box 2, "late"'): (50, 20),
          ('02', 'A', 'C1'): (40, 45), ('02', 'A', 'C2'): (45, 10),
          ('02', 'B', 'C1'): (85, 55)}


def sha(text):
    return hashlib.sha256(text.encode()).hexdigest()


def table(head, rows):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator='\n')
    writer.writerow(head.split(','))
    writer.writerows(rows)
    return out.getvalue().encode()


# Rivest's consistent sampler.

def fraction(text):
    return '0.' + f'{int(sha(text), 16):064d}'[::-1]


def next_fraction(x):
    digits = x[2:] + '0'
    prefix = '0.' + '9' * (len(digits) - len(digits.lstrip('9')))
    i = 1
    while True:
        y = prefix + fraction(f'{x}:{i}')[2:]
        if y > x + '0':
            return y
        i += 1


def short(x, digits=18):
    nines = len(x[2:]) - len(x[2:].lstrip('9'))
    return x[:2 + nines + digits]


def consistent(ids, n):
    heap = [(fraction(sha(SEED) + str(i)), str(i), 1, i) for i in ids]
    heapq.heapify(heap)
    for _ in range(n):
        ticket, name, generation, i = heapq.heappop(heap)
        yield i, short(ticket), generation
        heapq.heappush(heap, (next_fraction(ticket), name, generation + 1, i))


# numpy's default_rng, PCG64 seeded by a SeedSequence.

M32, M128 = (1 << 32) - 1, (1 << 128) - 1


def seed_words(number):
    pool, words, constant = [], [], [0x43b0d7e5]
    while number:
        words.append(number & M32)
        number >>= 32

    def stir(v, by=0x931e8875):
        v ^= constant[0]
        constant[0] = constant[0] * by & M32
        v = v * constant[0] & M32
        return v ^ v >> 16

    def mix(x, y):
        r = (0xca01f9dd * x - 0x4973f715 * y) & M32
        return r ^ r >> 16

    pool = [stir(words[i] if i < len(words) else 0) for i in range(4)]
    for a in range(4):
        for b in range(4):
            if a != b:
                pool[b] = mix(pool[b], stir(pool[a]))
    for word in words[4:]:
        for b in range(4):
            pool[b] = mix(pool[b], stir(word))
    constant[0] = 0x8b51f9dd
    half = [stir(pool[i % 4], 0x58f38ded) for i in range(8)]
    return [half[i] | half[i + 1] << 32 for i in range(0, 8, 2)]


def randoms(seed):
    w = seed_words(int(sha(seed), 16))
    add = ((w[2] << 64 | w[3]) << 1 | 1) & M128

    def step(state):
        return (state * 0x2360ed051fc65da44385df649fccf645 + add) & M128
    state = step((step(0) + (w[0] << 64 | w[1])) & M128)
    while True:
        state = step(state)
        x, turn = (state >> 64 ^ state) & (1 << 64) - 1, state >> 122
        x = (x >> turn | x << (64 - turn)) & (1 << 64) - 1
        yield (x >> 11) * 2.0**-53


def ppeb(bounds, n):
    upto = list(accumulate(float(u / sum(bounds)) for u in bounds))
    upto = [x / upto[-1] for x in upto]
    numbers = randoms(SEED)
    return [bisect_right(upto, next(numbers)) for _ in range(n)]


class Audit:
    """One audit, as its acts go by."""

    def __init__(self, m, name, **plan):
        self.m, self.name, self.state = m, f'audit/{name}', 'not-ordered'
        self.plan = dict(schema='canvass-audit-plan-1', audit=name, **plan)
        self.act('audit.order', 'ordered')
        claims = {c['contest']: c['assertions'] for c in plan['contests']
                  if 'assertions' in c}
        self.act('audit.select-contest', 'contest-set', contest=self.plan[
            'contests'][0]['contest'], plan=m.object(m.canonical(self.plan)),
            **({'assertions': claims} if claims else {}))

    def act(self, action, to, actor='sec', role='secretary', **payload):
        more = {'payload': payload} if payload else {}
        row = {'audit.order': 'audit', 'audit.enter': 'audit-entry',
               'audit.commit-manifest': 'manifest'}.get(action, 'conduct')
        unit = payload.pop('of_unit', None)
        if unit:
            more['unit'] = unit
        self.m.act(actor, role, action, self.name, row=row,
                   move=(self.state, to), **more)
        self.state = to

    def commit(self, totals=False):
        frame = []
        for unit, rows in MANIFESTS.items():
            what = {'sha256': self.m.object(table(
                'tabulator,batch,ballots,container,cvr', rows))}
            if totals:
                what['totals'] = {'sheriff': self.m.object(table(
                    'tabulator,batch,king,lee',
                    [k[1:] + v for k, v in TOTALS.items() if k[0] == unit]))}
            self.act('audit.commit-manifest', self.state, f'sup-{unit}',
                     'superintendent', of_unit=unit, batches=len(rows),
                     ballots=sum(r[2] for r in rows), **what)
            frame.append(dict(what, unit=unit))
        self.act('audit.close-manifests', 'committed', frame=hashlib.sha256(
            self.m.canonical(frame)).hexdigest())

    def roll(self):
        self.act('audit.seed', 'seeded', seed=SEED)

    def draw(self, number, sizes, rows):
        seen = len({r[:4] for r in rows})
        self.act('audit.escalate' if number > 1 else 'audit.draw', 'round',
                 round=number, sizes=sizes, items=seen,
                 draw=self.m.object(table(
                     'unit,tabulator,batch,position,round,contest,ticket,'
                     'generation', rows)))

    def enter(self, unit, tabulator, batch, **what):
        if tabulator:
            what['tabulator'] = tabulator
        self.act('audit.enter', self.state, 'ann', 'audit-board',
                 of_unit=unit, board='panel', by=['ann', 'bob'], batch=batch,
                 **what)

    def close(self, number, items, risks, met):
        self.act('audit.close-round', 'round-complete', round=number,
                 items=items, met=met,
                 risks={k: f'{p:.16e}' for k, p in risks.items()})


def bravo_reading(unit, batch, position):
    """What a ballot says: seven of nine are for reed; some of none."""
    x = int(sha(f'{unit} {batch} {position}'), 16) % 10
    return {} if x == 0 else {'reed': 1} if x < 8 else {'stone': 1}


def bravo(m):
    a = Audit(m, 'mayor', method='bravo', risk_limit='1/5',
              sampler='consistent', contests=[{
                  'contest': 'mayor', 'targeted': True, 'kind': 'plurality',
                  'votes_allowed': 1, 'winners': 1, 'ballots': 500,
                  'choices': ['reed', 'stone'], 'votes': [300, 160]}])
    a.commit()
    a.roll()
    ids = [((UNITS[u], t or None, b), i) for u, rows in MANIFESTS.items()
           for t, b, n, _, _ in rows for i in range(1, n + 1)]
    units = {name: u for u, name in UNITS.items()}
    drawn, sizes = list(consistent(ids, 80)), (10, 80)
    read, p = {}, 1.0
    for number, size in enumerate(sizes, 1):
        rows = [(units[u], t or '', b, i, 1 + (k >= sizes[0]), '', ticket, g)
                for k, (((u, t, b), i), ticket, g) in
                enumerate(drawn[:size])]
        a.draw(number, {'mayor': size}, rows)
        for unit, t, b, i, *_ in rows:
            if (unit, t, b, i) in read:
                continue
            read[unit, t, b, i] = bravo_reading(unit, b, i)
            lost = len(read) == 5
            if lost:
                read[unit, t, b, i] = {'stone': 1}
            a.enter(unit, t, b, round=number, position=i, **(
                {'not_found': True} if lost else {'readings': {
                    'mayor': read[unit, t, b, i]}}))
        p = 1.0
        for row in rows:
            for choice in read[row[:4]]:
                p /= {'reed': 300, 'stone': 160}[choice] / 460 * 2
        p = min(1.0, p)
        a.close(number, len(read), {'mayor': p}, p <= 1 / 5)
    if p > 1 / 5:
        raise ValueError(f'the limit is not met: {p}')
    a.act('audit.confirm', 'confirmed')


def macro(m):
    votes = [sum(t[i] for t in TOTALS.values()) for i in (0, 1)]
    a = Audit(m, 'sheriff', method='macro', risk_limit='1/4', sampler='ppeb',
              contests=[{
                  'contest': 'sheriff', 'targeted': True, 'kind': 'plurality',
                  'votes_allowed': 1, 'winners': 1, 'ballots': 500,
                  'choices': ['king', 'lee'], 'votes': votes}])
    a.commit(totals=True)
    a.roll()
    frame = [(u, t, b, n) for u, rows in MANIFESTS.items()
             for t, b, n, _, _ in rows]
    margin = votes[0] - votes[1]
    bounds = [Decimal(TOTALS[f[:3]][0] - TOTALS[f[:3]][1] + f[3]) /
              Decimal(margin) for f in frame]
    rows, tickets = [], {}
    for at in ppeb(bounds, 7):
        u, t, b, _ = frame[at]
        last, g = tickets.get(at, (None, 0))
        ticket = short(next_fraction(last) if last else
                       fraction(sha(SEED) + str((UNITS[u], t or None, b))))
        tickets[at] = ticket, g + 1
        rows.append((u, t, b, '', 1, 'sheriff', ticket, g + 1))
    a.draw(1, {'sheriff': 7}, rows)
    p, whole = 1.0, float(sum(bounds))
    for at in tickets:
        u, t, b, n = frame[at]
        a.enter(u, t, b, round=1, ballots=n, readings={'sheriff': {
            'king': TOTALS[u, t, b][0] - 1, 'lee': TOTALS[u, t, b][1]}})
    for row in rows:
        at = next(i for i, f in enumerate(frame) if f[:3] == row[:3])
        p *= (1 - 1 / whole) / (1 - 1 / margin / float(bounds[at]))
    a.close(1, len(tickets), {'sheriff': p}, p <= 1 / 4)
    if p > 1 / 4:
        raise ValueError(f'the limit is not met: {p}')
    a.act('audit.confirm', 'confirmed')


def hand_tally(m):
    a = Audit(m, 'judge', method='hand-tally', risk_limit='1/10',
              sampler='all', contests=[{
                  'contest': 'judge', 'targeted': True, 'kind': 'plurality',
                  'votes_allowed': 1, 'winners': 1, 'ballots': 500,
                  'choices': ['hill', 'wood'], 'votes': [300, 160]}])
    a.commit()
    a.act('audit.start-hand-tally', 'tally')
    for unit, rows in MANIFESTS.items():
        for t, b, n, _, _ in rows:
            a.enter(unit, t, b, ballots=n, readings={
                'judge': {'hill': n - n // 3, 'wood': n // 3}})
    a.act('audit.confirm', 'confirmed')


def runoff(m):
    """Berkeley 2010, district 4: 389 wins over 390, 73 and 391."""
    def neb(w, l):
        return {'kind': 'NEB', 'winner': w, 'loser': l}

    def nen(w, l, *among):
        return dict(neb(w, l), kind='NEN', continuing=sorted(among))
    Audit(m, 'council', method='hand-tally', risk_limit='1/10', sampler='all',
          contests=[{
              'contest': 'council', 'targeted': True, 'kind': 'irv',
              'votes_allowed': 1, 'winners': 1, 'ballots': 100,
              'choices': ['389', '390', '73', '391'],
              'votes': [40, 30, 10, 15], 'assertions': m.object(m.canonical({
                  'winner': '389', 'assertions': [
                      nen('389', '390', '389', '390'),
                      nen('389', '391', '389', '391'),
                      nen('389', '391', '389', '390', '391'),
                      neb('389', '73')]}))}])


def hold(m):
    """All of them; M is a Maker."""
    bravo(m)
    macro(m)
    hand_tally(m)
    runoff(m)
