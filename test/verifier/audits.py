# SPDX-License-Identifier: Apache-2.0
"""Audits for the bundle that make_bundle.py makes, straight from docs/audit.md.

One of ballots with two rounds (BRAVO), one of batches (MACRO), one by each bet
on ballots, on their records or on batches, a hand tally and the assertions of an
instant runoff.  Samplers and risks are written again here, in Python, whose own
texts of tuples and decimals the samplers are made of.
"""
import csv
import hashlib
import heapq
import io
import math
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


FRAME = [(u, t, b, n) for u, rows in MANIFESTS.items()
         for t, b, n, _, _ in rows]


def batches_drawn(bounds, n, contest):
    """Places in the frame, and the draw list; the next
    ticket of a batch is made of its last."""
    places, rows, tickets = ppeb(bounds, n), [], {}
    for at in places:
        u, t, b, _ = FRAME[at]
        last, g = tickets.get(at, (None, 0))
        ticket = short(next_fraction(last) if last else
                       fraction(sha(SEED) + str((UNITS[u], t or None, b))))
        tickets[at] = ticket, g + 1
        rows.append((u, t, b, '', 1, contest, ticket, g + 1))
    return places, rows


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

    def commit(self, totals=False, cards=None):
        frame = []
        for unit, rows in MANIFESTS.items():
            what = {'sha256': self.m.object(table(
                'tabulator,batch,ballots,container,cvr', rows))}
            if totals:
                what['totals'] = {'sheriff': self.m.object(table(
                    'tabulator,batch,king,lee',
                    [k[1:] + v for k, v in TOTALS.items() if k[0] == unit]))}
            if cards:
                what['cards'] = self.m.object(table(
                    'tabulator,batch,position,mayor/reed,mayor/stone',
                    cards[unit]))
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
    margin = votes[0] - votes[1]
    bounds = [Decimal(TOTALS[f[:3]][0] - TOTALS[f[:3]][1] + f[3]) /
              Decimal(margin) for f in FRAME]
    places, rows = batches_drawn(bounds, 7, 'sheriff')
    a.draw(1, {'sheriff': 7}, rows)
    p, whole = 1.0, float(sum(bounds))
    for at in dict.fromkeys(places):
        u, t, b, n = FRAME[at]
        a.enter(u, t, b, round=1, ballots=n, readings={'sheriff': {
            'king': TOTALS[u, t, b][0] - 1, 'lee': TOTALS[u, t, b][1]}})
    for at in places:
        p *= (1 - 1 / whole) / (1 - 1 / margin / float(bounds[at]))
    a.close(1, len(set(places)), {'sheriff': p}, p <= 1 / 4)
    if p > 1 / 4:
        raise ValueError(f'the limit is not met: {p}')
    a.act('audit.confirm', 'confirmed')


# Bets, each from the values before and the null means of all draws so far.

N = 500
RATES = {'o1': '1/100', 'o2': '1/200', 'u1': '1/100', 'u2': '0/1'}


def share(text):
    return int(text.split('/')[0]) / int(text.split('/')[1])


def wald(seen, mu, u):
    return .9 / mu[-1]


def fixed(seen, mu, u):
    good = u * (1 - share(RATES['o2']))
    eta = min(u, max(mu[-1], (1 - good) / (2 - 2 * u) + good - .5))
    return (eta / mu[-1] - 1) / (u - mu[-1])


def agrapa(seen, mu, u):
    if not seen:
        return .5
    square = sum((x - mu[-2])**2 for x in seen) / len(seen)
    gain = sum(seen) / len(seen) - mu[-2]
    return min(max(0, gain / square), .5 / mu[-1]) if square else 0


def learnt(seen, mu, u):
    """What grows fastest, found by thirds."""
    values = [u / 4, 0, 3 * u / 4, u]
    rates = [(100 * share(RATES[r]) + sum(abs(x - v) < 1e-9 for x in seen)) /
             (100 + len(seen)) for r, v in zip(RATES, values)]
    rates, values = [max(0, 1 - sum(rates)), *rates], [u / 2, *values]

    def growth(bet):
        return sum(r * math.log(1 + bet * (v - mu[-1]))
                   for r, v in zip(rates, values) if r)
    low, high = 0, .9 / mu[-1]
    for _ in range(300):
        x, y = low + (high - low) / 3, high - (high - low) / 3
        low, high = (x, high) if growth(x) < growth(y) else (low, y)
    return low


def played(values, cards, u, bet):
    """1 over the best fortune; CARDS: so many, without putting back."""
    fortune, best, mu = 1, 1, []
    for i, x in enumerate(values):
        mu.append((cards / 2 - sum(values[:i])) / (cards - i)
                  if cards else .5)
        fortune *= 1 + bet(values[:i], mu, u) * (x - mu[-1])
        best = max(best, fortune)
    return 1 / best


BETS = {'betting': agrapa, 'kaplan-wald': wald, 'comparison-alpha': fixed,
        'comparison-betting': learnt}


def record_of(ballot):
    (name, t, b), i = ballot
    unit = next(u for u, n in UNITS.items() if n == name)
    return bravo_reading(unit, b, i)


def lead(marks):
    return marks.get('reed', 0) - marks.get('stone', 0)


def found_of(at, record):
    """One ballot drawn is blank, one is marked, one is not found."""
    return (None if at == 9 else {} if at == 3 else
            {'reed': 1} if at == 7 else record)


def drawn_by_method(m, method):
    """Of ballots, by bets on what they say or on what their records overstate."""
    ids = [((UNITS[u], t or None, b), i) for u, rows in MANIFESTS.items()
           for t, b, n, _, _ in rows for i in range(1, n + 1)]
    records = [record_of(i) for i in ids]
    votes = [sum(r.get(c, 0) for r in records) for c in ('reed', 'stone')]
    cards = {u: [(t or '', b, i, r.get('reed', 0), r.get('stone', 0))
                 for ((n, t, b), i), r in zip(ids, records) if n == name]
             for u, name in UNITS.items()}
    a = Audit(m, method, method=method, risk_limit='1/4', rates=RATES,
              sampler='consistent', contests=[{
                  'contest': 'mayor', 'targeted': True, 'kind': 'plurality',
                  'votes_allowed': 1, 'winners': 1, 'ballots': 500,
                  'choices': ['reed', 'stone'], 'votes': votes}])
    a.commit(cards=None if method == 'betting' else cards)
    a.roll()
    units = {name: u for u, name in UNITS.items()}
    drawn = list(consistent(ids, 12))
    a.draw(1, {'mayor': 12}, [(units[n], t or '', b, i, 1, '', ticket, g)
                              for ((n, t, b), i), ticket, g in drawn])
    found = {}
    for at, (ballot, _, _) in enumerate(drawn):
        if ballot in found:
            continue
        (name, t, b), i = ballot
        found[ballot] = read = found_of(at, record_of(ballot))
        a.enter(units[name], t, b, round=1, position=i, **(
            {'not_found': True} if read is None else
            {'readings': {'mayor': read}}))
    again = method in ('supersimple', 'kaplan-wald')
    order = [b for b, _, g in drawn if again or g == 1]
    leads = [-1 if found[b] is None else lead(found[b]) for b in order]
    overs = [lead(record_of(b)) - x for b, x in zip(order, leads)]
    v, gamma = (votes[0] - votes[1]) / N, 1.03905
    if method == 'supersimple':
        p = (1 - v / 2 / gamma)**len(overs)
        for o in overs:
            p /= 1 - max(0, o) / 2 / gamma
    elif method == 'betting':
        p = played([(1 + x) / 2 for x in leads], N, 1, agrapa)
    else:
        p = played([(1 - o / 2) / (2 - v) for o in overs],
                   0 if again else N, 2 / (2 - v), BETS[method])
    a.close(1, len(found), {'mayor': min(1, p)}, p <= 1 / 4)


def bets_on_batches(m):
    votes = [sum(t[i] for t in TOTALS.values()) for i in (0, 1)]
    a = Audit(m, 'batches', method='batch-comparison', risk_limit='1/4',
              sampler='ppeb', rates=RATES, contests=[{
                  'contest': 'sheriff', 'targeted': True, 'kind': 'plurality',
                  'votes_allowed': 1, 'winners': 1, 'ballots': 500,
                  'choices': ['king', 'lee'], 'votes': votes}])
    a.commit(totals=True)
    a.roll()
    places, rows = batches_drawn([Decimal(f[3]) for f in FRAME], 9, '')
    a.draw(1, {'sheriff': 9}, rows)
    over = {}
    for k, at in enumerate(dict.fromkeys(places)):
        u, t, b, n = FRAME[at]
        king, lee = TOTALS[u, t, b]
        ballots = (n, n - 2, n + 1)[k % 3]
        a.enter(u, t, b, round=1, ballots=ballots, readings={'sheriff': {
            'king': king - 1, 'lee': lee}})
        mean = (ballots + king - 1 - lee) / 2 - max(0, ballots - n)
        over[at] = .5 + ((king - lee) / 2 - mean) / n
    v = (votes[0] - votes[1]) / N
    p = played([(1 - over[at]) / (2 - v) for at in places], 0, 2 / (2 - v),
               learnt)
    a.close(1, len(over), {'sheriff': p}, p <= 1 / 4)


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
    for method in ('supersimple', *BETS):
        drawn_by_method(m, method)
    bets_on_batches(m)
    hand_tally(m)
    runoff(m)
