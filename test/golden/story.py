#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""story.py: checks the figures of 2020 in the files that story.sh makes.

The expected figures are those of the certified results, the hand tally report
and the recount, and stand here as literals: no code of ours computed them.
TAP.
"""
import json
import re
from pathlib import Path

CASES = []
CHOICES = ('biden', 'trump', 'jorgensen')
COUNTS = {
    'original': ((2474507, 2461837, 62138), 12670, 'superseded'),
    'hand': ((2475141, 2462857, 62587), 12284, 'not official'),
    'recount': ((2473633, 2461854, 62229), 11779, 'official'),
}
OPEN_ON_5_DECEMBER = {'CO': 9, 'HI': 4, 'NJ': 14}


def check(sentence, found, expected):
    CASES.append(sentence)
    good = found == expected
    print(f'{"ok" if good else "not ok"} {len(CASES)} - {sentence}')
    if not good:
        print(f'# found    {found!r}'[:400])
        print(f'# expected {expected!r}'[:400])


def load(name):
    return json.loads(Path(name).read_text(encoding='utf-8'))


def value(figure):
    """A figure, which never stands without stage, source and day."""
    assert figure['stage'] and figure['source'] and figure['as_of'], figure
    return figure['value']


def check_counts(compare):
    check('there are three counts', [c['id'] for c in compare['counts']],
          list(COUNTS))
    for count in compare['counts']:
        votes, margin, standing = COUNTS[count['id']]
        check(f'{count["id"]}: votes',
              tuple(value(count['votes'][c]) for c in CHOICES), votes)
        check(f'{count["id"]}: margin', value(count['margin']), margin)
        check(f'{count["id"]}: 159 counties', count['units_reported'], 159)
        check(f'{count["id"]}: standing',
              count['standing'].replace('_', ' '), standing)
    check('the recount is official', compare['official_count'], 'recount')


def check_pairs(compare):
    equal = {p['to']: p['units_equal'] for p in compare['pairs']}
    check('the hand tally equals the first count in 40 counties',
          equal['hand'], 40)
    check('the recount equals the first count in 54 counties',
          equal['recount'], 54)
    for pair in compare['pairs']:
        to = pair['to']
        check(f'{to}: all counties are compared', pair['units_compared'], 159)
        check(f'{to}: the outcome is the same', pair['outcome_changed'], False)
        check(f'{to}: no other choice leads anywhere',
              pair['units_leader_changed'], 0)
        check(f'{to}: a verdict on a large-scale discrepancy',
              pair['large_scale'] in ('no', 'yes', 'undetermined'), True)
        check(f'{to}: change of the margin', value(pair['margin_change']),
              COUNTS[to][1] - 12670)
    check('the counties add up to each count', [
        tuple(sum(value(u['counts'][count]['votes'][c])
                  for u in compare['by_unit']) for c in CHOICES)
        for count in COUNTS], [votes for votes, _, _ in COUNTS.values()])


def check_incidents(compare):
    floyd = [i for i in compare['incidents'] if i['unit'] == '13115']
    figures = [f['value'] for i in floyd for f in i['figures']]
    check('four figures for one incident are kept as four',
          sorted(figures), [2464, 2524, 2600, 3060])


def check_findings(reconcile):
    by_code = {}
    for finding in reconcile['findings']:
        by_code.setdefault(finding['code'], []).append(finding)
    check('41,881 batches are summed', reconcile['batches'], 41881)
    check('108 batches are empty',
          sum(len(f['members']) for f in by_code['BATCH_EMPTY']), 108)
    check('the source of the hand tally quotes fewer votes than were certified',
          [f['numbers'] for f in by_code['SOURCE_TOTALS']],
          [{'difference_biden': -259, 'difference_trump': -369,
            'difference_jorgensen': -7}])
    check('second cards were counted as blank ballots in one county',
          [f['unit_name'] for f in by_code['CARDS_AS_BLANKS']], ['Gwinnett'])
    check('a misspelt heading is told',
          len(by_code.get('HEADER_DIRT', [])), 1)
    check('no count lacks a county', by_code.get('UNIT_MISSING', []), [])
    check('batches add up to the hand tally', by_code.get('BATCH_SUM', []), [])
    check('every finding has its code, place, reason and status',
          [f for f in reconcile['findings']
           if not (f['code'] and f['title'] and f['reason'] and f['status'])],
          [])
    check('sorted batches are not called suspicious',
          {f['severity'] for f in by_code['BATCH_ONE_SIDED']}, {'note'})


def check_recount(recount):
    check('a recount may be asked for', recount['may_be_asked'], True)
    check('the margin it is asked on is the certified one',
          value(recount['margin']), 12670)
    test = recount['answers'][0]['tests'][0]
    check('half a percent, exactly', test['share'], {'num': 1, 'den': 200})
    check('the largest margin inside it',
          value(test['largest_margin_inside']), 4998482 // 200)
    check('it may be asked for until 24 November',
          recount['answers'][0]['window']['closes'], '2020-11-24')


def sides(table, kind):
    return tuple(value(side[kind]) for side in table['sides'])


def check_electors(december, end):
    check('279 are certified on 5 December',
          sides(december['now'], 'certified')[0], 279)
    check('27 of the winner are known not to be',
          sides(december['now'], 'open')[0], sum(OPEN_ON_5_DECEMBER.values()))
    check('306 to 232 are won', sides(end['now'], 'won'), (306, 232))
    check('538 in all, 270 elect', (end['total'], end['needed']), (538, 270))
    check('without Georgia 290', sides(december['what_if'], 'won')[0], 290)
    check('without Georgia 263 are certified on 5 December',
          sides(december['what_if'], 'certified')[0], 263)
    check('without Georgia the outcome is the same',
          december['what_if']['outcome'], december['now']['outcome'])
    tie = [s for s in december['smallest']
           if s['outcome'] == 'tie' and s['by'] == 'popular_votes']
    check('the tie of fewest voters', [s['units'] for s in tie],
          [['AZ', 'GA', 'WI']])
    check('a unit that no source knows to be certified is unknown, not open',
          sides(december['now'], 'unknown')[1] > 0, True)
    ways = december['ways_of_open']
    check('the ways in which the open units can fall are all counted',
          sum(ways['elects'].values()) + ways['nobody'], ways['all'])


def check_calendar(georgia, electors):
    days = {d['date'] for d in georgia['deadlines'] + electors['deadlines']}
    for day in ('2020-11-13', '2020-11-20', '2020-11-24', '2020-12-08',
                '2020-12-14', '2021-01-05', '2021-01-06'):
        check(f'the calendar has {day}', day in days, True)
    check('the legal time is that of New York', georgia['time_zone'],
          'America/New_York')
    check('every date has its citation and basis',
          [d['id'] for d in georgia['deadlines'] + electors['deadlines']
           if not (d['cite'] and d['basis'] in ('read', 'memory'))], [])


def check_acts():
    told = Path('demo.txt').read_text(encoding='utf-8')
    check('the demonstration brings every act of Georgia',
          '428 acts: 415 done, 11 requests, 2 refused.' in told, True)
    check('the Governor asked three times, and each time those who may '
          'order were told', len(re.findall(
              r'request +signature-audit\.order .* governor\n'
              r' +sent to: superintendent secretary election-board court\n',
              told)), 3)
    check('the slate that nobody certified is kept as such',
          'slate/trump-uncertified  republican-party  '
          '(not-named to purported)' in told, True)
    other = Path('other.txt').read_text(encoding='utf-8')
    check('the story of Arcadia ends well',
          Path('other.status').read_text().strip(), '0')
    check('in the end nothing that was found in Arcadia is open',
          'Nothing is open' in other, True)
    check('both records agree with themselves',
          (told + other).count(' entries read; 0 faults found.'), 2)


def check_demo():
    told = Path('demo.txt').read_text(encoding='utf-8')
    check('the demonstration ends well',
          Path('demo.status').read_text().strip(), '0')
    numbers = ['41,881', '159 of 159', '108', '279', '290', '263', '232']
    for votes, margin, _ in COUNTS.values():
        numbers += [f'{n:,}' for n in (*votes, margin)]
    check('it tells every figure',
          [n for n in numbers if not re.search(rf'(?<![\d,]){n}(?![\d,]*\d)',
                                               told)], [])
    check('it tells in how many counties the counts agree',
          [n for n in ('40 counties', '54 counties') if n not in told], [])
    check('it tells by how much the source falls short',
          [n for n in ('369', '259', '7') if n not in told], [])
    check('it tells what an audit would have asked for: super-simple, BRAVO, '
          'MACRO', [n for n in ('2,768', '712,231', '2,209,835',
                                '966 draws of 41,881',
                                '138 draws of 5,640 batches the risk is '
                                '0.0491') if n not in told], [])
    check('it says what it does not show',
          'What this does not show' in told, True)
    check('it publishes', [f for f in ('index.html', 'index.pdf', 'page.css')
                           if not Path('demo', f).exists()], [])
    check('each county has a page',
          len(list(Path('demo').glob('county/*.html'))), 159)
    check('the election stands beside it',
          Path('demo-election', 'record.db').exists(), True)


def main():
    compare = load('compare.json')
    check_counts(compare)
    check_pairs(compare)
    check_incidents(compare)
    check_findings(load('reconcile.json'))
    check_recount(load('recount.json'))
    check_electors(load('electors.json'), load('electors-end.json'))
    check_calendar(load('ga.json'), load('us.json'))
    check_demo()
    check_acts()


if __name__ == '__main__':
    main()
