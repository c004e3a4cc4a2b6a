#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# audit_run.sh CANVASS VERIFY: audits from their order to their end, over the command
# line: a poll of ballots in two rounds, a comparison of batches, a full hand
# tally that finds another outcome.
#
# shellcheck source=test/golden/lib.sh
. "$(dirname "$0")/lib.sh"
verify=$(realpath "$2")
cd "$work" || exit 2
here=$source/test/golden
python3 "$here/audit_election.py" d
at='--cite test --occurred 2031-05-11T10:00:00Z'
plan_words=

# shellcheck source=test/golden/audit_lib.sh
. "$here/audit_lib.sh"

# begin METHOD [totals|cards|none]: an election whose audit has its plan, its frame and its dice.
begin() {
	found
	# shellcheck disable=SC2086
	audit plan mayor --contest mayor --count original --select "$1" --by board $plan_words
	[ "$2" = none ] || commit "$2"
}

# readings [ERROR ...]: of what is still to be read.
readings() {
	python3 "$here/audit_read.py" d/votes.csv papers/retrieval.csv "$@" >r.csv
}

# A poll of ballots, in two rounds.
begin alpha >out 2>&1
gives 'a sample is drawn' 0 audit draw --size 40 --by commissioner --out papers
gives 'lists, labels, slips and sheets are printed' 0 test -s papers/sheets.pdf
is 'nothing is known before it is read' "$(member contests.0.standing)" inconclusive
gives 'a round with unread ballots does not close' 4 \
    audit risk --close --by commissioner
says 'for the state of the audit' WRONG_STATE
readings
gives 'a board enters what it read' 0 enter --file r.csv
gives 'the same once more adds nothing' 0 enter --file r.csv
says 'and has the same receipts' '39 entered before'
sed 's/Mayor,reed/Mayor,stone/' r.csv >other
gives 'other readings of the same ballots are refused' 4 enter --file other
says 'as what they are' DUPLICATE
sed 's/Box 1,/Box 99,/' r.csv >other
gives 'a batch that nobody has is refused by name' 3 enter --file other
says 'with file, line and batch' 'other:[0-9]*: batch Box 99 of'
gives 'a ballot that was not drawn is refused by name' 3 enter --unit 01 \
    --batch 'Box 1' --position 1 --vote reed
says 'as not drawn' 'was not drawn'
sed 's/,reed,/,nobody,/' r.csv >other
gives 'a choice that nobody stood for is refused by name' 3 enter --file other
says 'with line and field' 'other:[0-9]*:[0-9]*: choice: found "nobody"'
gives 'the round ends above the limit' 1 audit risk --close --by commissioner
gives 'and is not confirmed' 4 audit risk --confirm --by commissioner
gives 'so more are drawn' 0 audit draw --by commissioner --out papers
is 'a quarter more at least' "$(member draws)" 50
readings "$(awk -F, 'NR == 2 { print $1 "/" $4 "/" $5 "=lost" }' papers/retrieval.csv)"
gives 'one of them is not found' 0 enter --file r.csv
is 'which counts in the worst way' "$(member not_found)" 1
gives 'the limit is met all the same' 0 audit risk --close --by commissioner
gives 'and the outcome confirmed' 0 audit risk --confirm --by commissioner
gives "the audit is a page, a print and data" 0 "$canvass" audit report e --out report
gives 'the record holds' 0 "$canvass" fsck e
verified 'the verifier draws the poll again, and has its risk' 'all checks hold'

# The same by belief.
begin brla >out 2>&1
audit draw --size 200 --by commissioner --out papers >out 2>&1
readings
gives 'ballots are read for a Bayesian audit' 0 enter --file r.csv
gives 'which confirms' 0 audit risk --close --by commissioner

# Each bet on ballots, and on what their records overstate: two rounds, the
# verifier has every risk.
for method in betting supersimple kaplan-wald comparison-betting; do
	[ $method = betting ] && what= || what=cards
	{
		begin $method "$what"
		audit draw --size 30 --by commissioner --out papers
		readings "$(awk -F, 'NR == 7 { print $1 "/" $4 "/" $5 "=stone" }' papers/retrieval.csv)" \
		    "$(awk -F, 'NR == 12 { print $1 "/" $4 "/" $5 "=" }' papers/retrieval.csv)"
		enter --file r.csv
		audit risk --close --by commissioner
		audit draw --by commissioner --out papers
		readings
		enter --file r.csv
		audit risk --close --by commissioner
	} >out 2>&1
	verified "the verifier has the risks by $method" \
	    'those of what was read … ok, 4 of 4'
done

# A comparison of ballots with their records.
begin comparison-alpha cards >out 2>&1
gives 'ballots are drawn for a comparison' 0 audit draw --size 40 \
    --by commissioner --out papers
first=$(awk -F, 'NR == 2 { print $1 "/" $4 "/" $5 }' papers/retrieval.csv)
was=$(awk -F, -v at="$first" '$1 "/" $3 "/" $4 == at { print $5 }' d/votes.csv)
readings "$first=$([ "$was" = stone ] && echo reed || echo stone)"
gives 'they are read, and one says something else' 0 enter --file r.csv
is 'it is listed once' "$(member differences | grep -o "'contest'" | wc -l)" 1
is 'with what the record says' "$(member differences.0.record.reed)" \
    "$([ "$was" = reed ] && echo 1 || echo 0)"
is 'and what the paper says' "$(member differences.0.paper.reed)" \
    "$([ "$was" = stone ] && echo 1 || echo 0)"
sed 's/^Box 1,1,/Box 1,2,/' d/cards-01.csv >other
audit risk --close --by commissioner >out 2>&1
verified 'the verifier compares them, too' 'those of what was read … ok, 2 of 2'
is 'records are published as the audit reads them, and nothing else' \
    "$(head -qn1 bundle/objects/* 2>/dev/null | grep -a '^tabulator,batch,pos' | sort -u)" \
    'tabulator,batch,position,mayor/reed,mayor/stone'
gives 'a record that stands twice is refused' 3 audit commit --unit 01 \
    --manifest d/manifest-01.csv --cards other --by clerk-01
says 'by line and position' 'other:3:[0-9]*: position 2 of batch "Box 1" stands'
sed 's/^Box 1,1,/Box 1,9999,/' d/cards-01.csv >other
gives 'a ballot that its batch does not have is refused' 3 audit commit \
    --unit 01 --manifest d/manifest-01.csv --cards other --by clerk-01
says 'with how many it has' 'found 9999, expected 1 to the'
sed '2,60s/,1,0$/,0,1/' d/cards-01.csv >d/flipped-01.csv
cp d/cards-02.csv d/flipped-02.csv
begin comparison-alpha cards >out 2>&1
mv d/cards-01.csv d/kept && cp d/flipped-01.csv d/cards-01.csv
begin comparison-alpha cards >out 2>&1
mv d/kept d/cards-01.csv
audit draw --size 40 --by commissioner --out papers >out 2>&1
readings
enter --file r.csv >out 2>&1
is 'records of other votes than were reported confirm nothing' \
    "$(member contests.0.standing)" inconclusive

# A comparison of batches.
begin macro totals >out 2>&1
gives 'batches are drawn' 0 audit draw --by commissioner --out papers
readings
gives 'what was counted by hand is entered' 0 enter --file r.csv
gives 'the limit is met' 0 audit risk --close --by commissioner
is 'nothing differs' "$(member differences)" '[]'
is 'and nothing that was found about the counts is open' \
    "$(member contests.0.open_findings)" 0
gives 'the outcome is confirmed' 0 audit risk --confirm --by commissioner
verified 'the verifier draws the batches again' 'all checks hold'
begin macro >out 2>&1
says 'a comparison of batches needs their totals' 'needs --totals'
begin macro totals >out 2>&1
audit draw --size 5 --by commissioner --out papers >out 2>&1
readings "$(awk -F, 'NR == 2 { print $1 "/" $4 "/1=stone" }' papers/retrieval.csv)" \
    "$(awk -F, 'NR == 2 { print $1 "/" $4 "/2=stone" }' papers/retrieval.csv)" \
    "$(awk -F, 'NR == 2 { print $1 "/" $4 "/3=stone" }' papers/retrieval.csv)"
gives 'a batch that was reported otherwise is entered' 0 enter --file r.csv
is 'and stands with both counts' "$(member differences.0.contest)" mayor
sed 's/,\([0-9]*\),mayor,reed,[0-9]*/,\1,mayor,reed,9999/' r.csv >other
gives 'more votes than ballots are refused' 4 enter --file other
says 'by contest and choice' 'contest mayor, choice reed: found 9999'

# One sample of batches for any contest, by how many ballots they have.
begin batch-comparison totals >out 2>&1
gives 'batches are drawn by their ballots' 0 audit draw --by commissioner \
    --out papers
readings
gives 'and counted' 0 enter --file r.csv
gives 'the limit is met by bets on batches' 0 \
    audit risk --close --by commissioner
verified 'and the verifier has that risk' 'those of what was read … ok, 2 of 2'

# Records in one county, totals by batch in the other.
for method in oneaudit stratified suite; do
	{
		begin $method none
		audit commit --unit 01 --manifest d/mixed-01.csv \
		    --by clerk-01 --cards d/cards-01.csv
		audit commit --unit 02 --manifest d/mixed-02.csv \
		    --by clerk-02 --totals d/totals-02.csv
		audit commit --close --by commissioner
		audit seed --by commissioner --dice 07318264950173829461
	} >out 2>&1
	gives "a sample is drawn for $method" 0 audit draw --size 150 \
	    --by commissioner --out papers
	readings
	gives 'its ballots are read' 0 enter --file r.csv
	gives "the limit is met by $method" 0 \
	    audit risk --close --by commissioner
	is 'by less than nothing at all' \
	    "$(member contests.0.risk | cut -c1-3)" \
	    "$(member contests.0.claims.0.risk | cut -c1-3)"
done
begin macro totals >out 2>&1
audit draw --size 5 --by commissioner --out papers >out 2>&1
readings
enter --file r.csv >out 2>&1

# A full hand tally, after a round.
gives 'the round ends' 1 audit risk --close --by commissioner
gives 'every batch is counted by hand' 0 audit draw --hand-tally \
    --by commissioner --out papers
is 'and all are on the list' "$(tail -n +2 papers/retrieval.csv | wc -l)" 20
readings
head -21 r.csv >some
enter --file some >out 2>&1
is 'nothing is known before all are counted' \
    "$(member contests.0.standing)" inconclusive
gives 'nor is it confirmed' 4 audit risk --confirm --by commissioner
gives 'the others are counted' 0 enter --file r.csv
says 'and those before are not counted twice' '10 entered before'
is 'the outcome stands' "$(member contests.0.risk)" 0.0000000000000000e+00
at='--cite test --occurred 2031-05-11T11:00:00Z'
gives 'and is confirmed' 0 audit risk --confirm --by commissioner
verified 'the verifier counts the batches again' 'all checks hold'

# A full hand tally from the first; a batch of it is nowhere.
begin hand-tally none >out 2>&1
for unit in 01 02; do
	audit commit --unit $unit --manifest d/manifest-$unit.csv --by clerk-$unit
done >out 2>&1
audit commit --close --by commissioner >out 2>&1
gives 'it needs no dice' 0 audit draw --by commissioner --out papers
readings
{
	head -1 r.csv
	grep '^01,Box 1,' r.csv | head -1 | sed 's/,[^,]*,[^,]*,[^,]*$/,,not found,/'
	grep -v '^01,Box 1,' r.csv | tail -n +2
} >lost.csv
gives 'one batch is not found' 0 enter --file lost.csv
is 'and the tally says which' "$(member contests.0.why)" \
    'batch Box 1 was not found, and nobody knows what is in it'
gives 'so nothing is confirmed' 4 audit risk --confirm --by commissioner
says 'for want of a batch' '1 of 20 batches have no tally'

# And one that finds that the other one won.
begin hand-tally none >out 2>&1
for unit in 01 02; do
	audit commit --unit $unit --manifest d/manifest-$unit.csv --by clerk-$unit
done >out 2>&1
audit commit --close --by commissioner >out 2>&1
audit draw --by commissioner --out papers >out 2>&1
sed 's/,reed$/,x/; s/,stone$/,reed/; s/,x$/,stone/' d/votes.csv >turned.csv
python3 "$here/audit_read.py" turned.csv papers/retrieval.csv >r.csv
gives 'every batch is counted' 0 enter --file r.csv
is 'and the outcome is another' "$(member contests.0.standing)" outcome-changed
gives 'which nobody confirms' 3 audit risk --confirm --by commissioner
says 'but enters as what it is' 'what follows is audit.change-outcome'

# Cards by SHANGRLA's numbers.
plan_words='--sampler cryptorandom'
begin supersimple cards >out 2>&1
says 'a method that puts ballots back wants another sampler' \
    "found 'cryptorandom', expected one that supersimple can look at"
begin comparison-betting cards >out 2>&1
plan_words=''
gives 'cards are drawn without being put back' 0 audit draw --size 60 \
    --by commissioner --out papers
is 'each comes once' "$(member items)" 60
readings
gives 'they are read' 0 enter --file r.csv
gives 'and the limit is met' 0 audit risk --close --by commissioner

# With card style: where nobody was marked, the contest is not on the card.
cp d/cards-01.csv kept-01 && cp d/cards-02.csv kept-02
sed -i 's/,0,0$/,,/' d/cards-01.csv d/cards-02.csv
plan_words='--sampler cryptorandom'
begin comparison-betting cards >out 2>&1
plan_words=''
gives 'cards that have the contest are drawn' 0 audit draw --size 40 \
    --by commissioner --out papers
is 'and no others' "$(tail -n +2 papers/retrieval.csv | while IFS=, read -r \
    unit _ _ batch position _; do
	grep -c "^$unit,[^,]*,$batch,$position,$" d/votes.csv
done | grep -cv '^0')" 0
readings
enter --file r.csv >out 2>&1
styled=$(member contests.0.risk)
cp kept-01 d/cards-01.csv && cp kept-02 d/cards-02.csv
plan_words='--sampler cryptorandom'
begin comparison-betting cards >out 2>&1
plan_words=''
audit draw --size 40 --by commissioner --out papers >out 2>&1
readings
enter --file r.csv >out 2>&1
is 'as many of them show more' "$(awk -v a="$styled" \
    -v b="$(member contests.0.risk)" 'BEGIN { print (a + 0 < b + 0) }')" 1
audit risk --close --by commissioner >out 2>&1
verified 'the verifier holds the record of a method it does not compute' \
    'NOT RECOMPUTED'
gives 'a sample larger than the frame is refused' 3 audit draw \
    --size 100000 --by commissioner --out papers
finish
