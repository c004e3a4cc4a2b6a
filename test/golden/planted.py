#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""planted.py PLANTED FOUND: is every planted fault found, and no other?

PLANTED is planted.json of a made-up election, FOUND what "reconcile --json"
says of it.  A fault with members must be named with exactly these; a code
that searches for batches entered twice may name nothing else at all.  A batch
entered twice is also too many votes, so VOTES_OVER_BALLOTS may say more.  Of
sorted batches the list has the piles; the rest may be of one choice too.  TAP.
"""
import json
import sys

SEARCHED = {'BATCH_SPELLING', 'BATCH_RANGE', 'BATCH_TWO_TYPES',
            'BATCH_SAME_VOTES'}
EXACT = SEARCHED | {'BATCH_EMPTY', 'BATCH_ONE_SIDED', 'LABEL_DIRT',
                    'CARDS_AS_BLANKS', 'UNIT_MISSING', 'PART_SUM',
                    'BALLOTS_OVER_CHECKINS',
                    'SOURCE_TOTALS', 'COUNT_SUM', 'BATCH_SUM'}
cases = 0


def check(sentence, faults):
    global cases
    cases += 1
    print(f'{"not ok" if faults else "ok"} {cases} - {sentence}')
    for fault in faults[:12]:
        print(f'# {fault}')


def members(finding):
    return sorted((m['label'], m['method'] or '')
                  for m in finding.get('members') or [] if m['label'])


def place(finding):
    return finding['code'], finding['unit'] or ''


def is_found(fault, finding):
    if place(finding) != place(fault):
        return False
    if fault['code'] == 'PART_SUM':     # which part lacks them, no sum tells
        return True
    if fault['code'] == 'BATCH_ONE_SIDED':
        return set(members(fault)) <= set(members(finding))
    return not fault['members'] or members(fault) == members(finding)


def say(finding):
    code, unit = place(finding)
    return f'{code} {unit}: {members(finding)}'


def main():
    with open(sys.argv[1], encoding='utf-8') as file:
        planted = json.load(file)
    with open(sys.argv[2], encoding='utf-8') as file:
        found = json.load(file)['findings']

    for fault in planted['planted']:
        same = [f for f in found if is_found(fault, f)]
        near = [say(f) for f in found if f['code'] == fault['code']]
        check(f'{fault["code"]}: {fault["what"]}',
              [] if len(same) == 1 else
              [f'found {len(same)} times; of that code there are:', *near])

    for code in sorted(EXACT):
        check(f'{code} names nothing that was not planted',
              [say(f) for f in found if f['code'] == code and
               not any(is_found(p, f) for p in planted['planted'])])
    for alike in planted['look_alikes']:
        named = {m for m in members(alike)}
        check(f'left alone: {alike["why"]}', [
            say(f) for f in found if f['code'] in SEARCHED and
            f['unit'] == alike['unit'] and named <= set(members(f))])
    check('every code is planted at least once, and found',
          sorted({p['code'] for p in planted['planted']} -
                 {f['code'] for f in found}))
    check('a likelihood is between 0 and 1, and has its reason',
          [say(f) for f in found if f.get('likelihood') is not None and
           not (0 <= f['likelihood'] <= 1 and f['reason'])])
    print(f'1..{cases}')


if __name__ == '__main__':
    main()
