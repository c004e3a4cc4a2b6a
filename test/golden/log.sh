#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# log.sh CANVASS CANVASS-VERIFY: the log as files, its witnesses, and what is
# published of it; what was changed, cut off or forked is seen.
#
# shellcheck source=test/golden/lib.sh
. "$(dirname "$0")/lib.sh"
verify=$(realpath "$2")
cd "$work" || exit 2

# grow ELECTION WORD N: so many remarks more.
grow() {
	seq "$3" | sed "s/.*/{\"action\":\"note.add\",\"actor\":\"press\",\
\"role\":\"public\",\"as\":\"note\",\"subject\":\"note\/$2-&\",\
\"occurred\":\"2021-05-07\",\"key\":\"$2-&\",\"sources\":[{\"cite\":\"heard\"}],\
\"says\":\"$2 &\"}/" >acts
	"$canvass" act "$1" --from acts >out 2>&1 ||
	    case_failed "$1 grows" out
}

log() {
	"$canvass" log "$@"
}

cat >people.json <<'END'
{ "officers": ["sec"], "threshold": 1, "people": [
  { "actor": "sec", "name": "Secretary", "role": "secretary",
    "key": "demonstration:1" },
  { "actor": "press", "name": "Press", "role": "public" } ] }
END
# Ten years earlier, so that its witnesses come after it.
for file in election.json map.json; do
	sed 's/2031/2021/g' "$source/data/made-up/$file" >"$file"
done
"$canvass" init e --from election.json --people people.json >out 2>&1 ||
    case_failed 'a record begins' out
grow e zero 9
gives 'a log is signed as it stands' 0 log checkpoint e
cp -r e early
gives 'and again the same way' 0 log checkpoint e
same 'with the same bytes' e/log early/log
size=$(sed -n 2p e/log/checkpoint)

# What the tiles are, Python says as well.
cat >tree.py <<'END'
import base64, hashlib, sys
def sha(b): return hashlib.sha256(b).digest()
def root(l):
    if len(l) == 1: return l[0]
    k = 1 << (len(l) - 1).bit_length() - 1
    return sha(b'\1' + root(l[:k]) + root(l[k:]))
entries, leaves = [], []
for path in sys.argv[2:]:
    b, i = open(path, 'rb').read(), 0
    while i < len(b):
        n = b[i] << 8 | b[i + 1]
        entries.append(b[i + 2:i + 2 + n])
        i += 2 + n
head = open(sys.argv[1]).read().split('\n')
assert int(head[1]) == len(entries), (head[1], len(entries))
assert head[2] == base64.b64encode(root([sha(b'\0' + e) for e in entries])).decode()
open('entry3', 'wb').write(entries[3])
END
gives 'the root is that of the entries' 0 python3 tree.py e/log/checkpoint \
    "e/log/tile/entries/000.p/$size"

# Proofs.
key=$(log show e --from 0 --to 0 --json >out; "$canvass" publish e pub \
    --no-site >/dev/null; sed -n 's/^log //p' pub.trust)
leaf=$(log show e --from 3 --to 3 --json | sed -n 's/.*"leaf": "\(.*\)".*/\1/p')
gives 'an entry is proven' 0 log prove e 3 --out three
gives 'the proof holds for it' 0 log check three --key "$key" --entry entry3
gives 'and for its leaf hash' 0 log check three --key "$key" --leaf "$leaf"
printf x >>entry3
gives 'not for an entry that was changed' 1 log check three --key "$key" \
    --entry entry3
gives 'nor under the key of another log' 1 log check three --leaf "$leaf" \
    --key "$("$canvass" key new k --demonstration 5 >out;
    "$canvass" key show k.key --as "${key%%+*}" --json |
    sed -n 's/.*"log": "\(.*\)".*/\1/p')"
gives 'what is not in the checkpoint is not proven' 3 log prove e "$size"

# A witness.
gives 'a witness is made' 0 "$canvass" witness init w --name press.example \
    --demonstration 41
witness=$(cat out)
gives 'it signs what it sees first' 0 "$canvass" witness sign w \
    e/log/checkpoint --log e
says 'and says that the log is new' 'is new here'
gives 'a second one as well' 0 sh -c "'$canvass' witness init w2 \
    --name party.example --demonstration 42 && '$canvass' witness sign w2 \
    e/log/checkpoint --log e"
cp e/log/checkpoint cosigned
gives 'the same again is nothing new' 0 "$canvass" witness sign w \
    e/log/checkpoint --log e
same 'and adds no line' e/log/checkpoint cosigned
log checkpoint e >out
same 'a checkpoint keeps the lines of its witnesses' e/log/checkpoint cosigned
cp -r e fork
grow e one 300
gives 'the log grows' 0 log checkpoint e
gives 'the witness signs what begins as before' 0 "$canvass" witness sign w \
    e/log/checkpoint --log e
log consistency e --from "$size" >out
says 'the proof that it does is what C2SP asks for' "^old $size\$"
gives 'it does not sign a shorter log' 1 "$canvass" witness sign w \
    early/log/checkpoint --log early
says 'but shows what it saw' 'seen'
says 'and what it was shown' 'shown'
grow fork two 310
log checkpoint fork >out
gives 'nor one that was forked' 1 "$canvass" witness sign w \
    fork/log/checkpoint --log fork
says 'and says so' 'does not begin with the one seen before'
gives 'the forked one bears no line of it' 1 grep press.example \
    fork/log/checkpoint
gives 'the witness that saw neither signs the one it is shown' 0 "$canvass" \
    witness sign w2 fork/log/checkpoint --log fork
gives 'and then not the other' 1 "$canvass" witness sign w2 e/log/checkpoint \
    --log e
sed 's/^— canvass-history.*$/— canvass-history\/made-up AAAAAAAA/' \
    e/log/checkpoint >unsigned
gives 'what the log has not signed is no checkpoint' 3 "$canvass" witness \
    sign w unsigned --log e

# A record that was put back, or rewritten, signs nothing.
cp -r early back
cp -r e/log/. back/log/
gives 'a record that was put back to an older state signs nothing' 5 log \
    checkpoint back
says 'and says why' 'put back'
cp -r fork rewritten
rm -r rewritten/log
cp -r e/log rewritten/log
gives 'nor does one that was rewritten' 5 log checkpoint rewritten
says 'and shows both roots' 'has the root\|have the root'

# The bundle.
grep -v '^#' pub.trust >policy
printf 'witness press.example %s\nquorum 1\n' "$witness" >>policy
gives 'a record is published' 0 "$canvass" publish e out1 --no-site
gives 'and verified, with its witness and what was seen before' 0 "$verify" \
    --trust policy out1
says 'all of it' '^2\.6 .* … ok'
cp -r out1 again
gives 'twice the same' 0 "$canvass" publish e again --no-site
same 'byte for byte' out1 again
gives 'a folder of somebody else is not replaced' 3 "$canvass" publish e w
same 'and is left as it was' w/key "$work/w/key"
mkdir -p site/county
echo '<p>hello</p>' >site/index.html
echo '<p>there</p>' >site/county/a.html
gives 'pages of one'\''s own go with it' 0 "$canvass" publish e out2 --site site
gives 'and are listed' 0 "$verify" --trust policy out2
ln -s /etc/passwd site/link
gives 'a link does not go with it' 3 "$canvass" publish e out3 --site site
gives 'and nothing is left of it' 1 test -e out3
printf x >>out2/site/index.html
gives 'a page that was changed is seen' 1 "$verify" --trust policy out2
"$canvass" publish fork forked --no-site >out 2>&1
gives 'a forked log is seen beside the other' 1 "$verify" --trust policy \
    --against forked out1
says 'from both sides' '^9\.2 .* … FAIL'

# What must stay back: small cells, unless they were public already.
closed() {
	python3 - "$source/data/made-up" "$1" <<'END'
import json, shutil, sys
jobs = json.load(open(sys.argv[1] + '/imports.json'))
for job in jobs['imports']:
    if job['part'] in ('batch', 'precinct'):
        job['already_public'] = sys.argv[2] == 'open'
    shutil.copy(sys.argv[1] + '/' + job['file'], '.')
json.dump(jobs, open('imports.json', 'w'))
END
}
publish() {
	closed "$1" && "$canvass" init "$1" --people people.json \
	    --from "$source/data/made-up/election.json" &&
	    "$canvass" import "$1" --from imports.json &&
	    "$canvass" publish "$1" "$1.out" --no-site
}
small=$(sha256sum <"$source/data/made-up/original-precinct-openelections.csv" |
    cut -d' ' -f1)
large=$(sha256sum <"$source/data/made-up/original-county.csv" | cut -d' ' -f1)
gives 'precincts that were public are published' 0 publish open
gives 'with their file' 0 test -e "open.out/objects/$small"
gives 'others can be published without them' 0 publish shut
cat >acts <<END
{ "act": { "action": "note.add", "actor": "press", "role": "public", "as": "note", "subject": "note/sly", "occurred": "2031-05-07", "key": "sly", "payload": { "sha256": "$small", "returns": "$small" }, "sources": [ { "cite": "heard" } ] } }
END
gives 'a remark may name them' 0 "$canvass" act shut --from acts
"$canvass" publish shut shut.out --no-site >>out 2>&1
gives 'not even for who names them' 1 test -e "shut.out/objects/$small"
gives 'counties are published' 0 test -e "shut.out/objects/$large"
kept_back() {
	for o in "$1"/objects/*; do
		[ -e "$1.out/objects/${o##*/}" ] || echo "${o##*/}"
	done | wc -l
}
is 'of the two that stay back, files and tables do, and nothing else' \
    "$(kept_back open) $(kept_back shut)" '0 4'
finish
