#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""faults VERIFY [--bundle DIR [--log-seed HEX]] [-v]: planted faults, as TAP.

Each fault is made as somebody would who can: what an insider changes is hashed
and signed again.  Then exactly one check of VERIFY may fail, with the place in
its message; those that stand on it are not reached; all others hold.

With --bundle the same faults are planted in a bundle that `canvass publish`
made, where it has what they need and its keys are demonstration keys.
"""
import argparse
import copy
import csv
import io
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import audits
import make_bundle as mb
from make_bundle import KEYS, RING, b64, canonical, leaf_hash, sha

# What each check stands on, from verifier/README.md.
GROUNDS = {
    '1.1': '', '1.2': '1.1', '1.3': '1.1', '2.1': '1.2', '2.2': '2.1',
    '2.3': '2.2', '2.4': '2.1', '2.5': '2.4', '2.6': '2.3',
    '2.7': '2.4 2.6 3.4', '2.8': '2.3', '3.1': '2.3',
    '3.2': '3.1', '3.3': '3.2', '3.4': '3.3', '3.5': '3.3', '4.1': '3.3',
    '4.2': '4.1', '4.3': '4.1', '4.4': '4.1', '4.5': '4.2', '4.6': '4.5',
    '5.1': '4.2', '5.2': '4.2', '5.3': '4.2', '5.4': '4.2',
    '6.1': '4.1 8.1', '6.2': '6.1 5.1', '6.3': '6.1', '6.4': '6.1',
    '6.5': '6.1', '6.6': '6.1', '7.1': '6.2', '7.2': '6.2', '7.3': '6.2',
    '7.4': '6.2', '7.5': '4.1', '7.6': '8.1', '7.7': '6.2', '7.8': '4.1',
    '8.1': '1.2 4.1', '8.2': '8.1', '8.3': '8.2', '8.4': '8.1',
    '9.1': '2.3', '9.2': '9.1',
    '10.1': '6.2 8.1', '10.2': '10.1', '10.3': '10.2', '10.4': '10.3',
    '10.5': '10.4', '10.6': '10.5', '10.7': '10.6', '10.8': '10.1',
}
STRANGER = mb.Key(sha(b'nobody knows this one'))
FAULTS = []


class Skip(Exception):
    """The bundle has nothing to plant this fault in."""


def fault(check, place=''):
    """This function plants a fault that CHECK sees, and says PLACE of it."""
    def register(plant):
        FAULTS.append((plant.__name__.replace('_', ' '), check, place, plant))
        return plant
    return register


def stands_on(check):
    """All checks that fall with it."""
    fallen, before = {check}, 0
    while len(fallen) != before:
        before = len(fallen)
        fallen |= {c for c, g in GROUNDS.items() if fallen & set(g.split())}
    return fallen - {check}


class Box:
    """An entry, its leaf hash before the fault, and how it is written."""

    def __init__(self, value, old):
        self.value, self.old = value, old
        self.raw = None             # other bytes than canonical JSON
        self.resign = True


class Case:
    """A bundle with a fault in the making."""

    def __init__(self, good):
        self.good = good
        self.boxes = [Box(copy.deepcopy(e), leaf_hash(canonical(e)).hex())
                      for e in good.entries]
        self.objects, self.site = dict(good.objects), dict(good.site)
        self.log, self.witnesses = good.log, list(good.witnesses)
        self.renumber = True
        self.on_files, self.on_list, self.on_dir = [], [], []
        self.list_key = None        # signs the list instead of the log
        self.policy, self.seen = None, 2 * len(good.entries) // 3
        self.policy_lines = lambda text: text
        self.against = None

    def find(self, action='', outcome='done', which=lambda e: True):
        for at, box in enumerate(self.boxes):
            e = box.value
            if e['outcome'] == outcome and which(e) and \
                    e['act']['action'].startswith(action):
                return at, box, e
        raise Skip(f'no {outcome} {action or "entry"}')

    def note(self):
        """An entry on which no other stands: the last note, or request."""
        for at, box in reversed(list(enumerate(self.boxes))):
            e = box.value
            if (e['outcome'] == 'done' and e['act'].get('as') == 'note') or \
                    e['outcome'] == 'request':
                return at, box, e
        raise Skip('no note')

    def add(self, at, entry):
        self.boxes.insert(at, Box(entry, None))

    def redo(self):
        """Hash and sign again, as who has all demonstration keys could."""
        new, entries = {}, []
        for seq, box in enumerate(self.boxes):
            e = box.value
            if self.renumber:
                e['seq'] = seq
            for holder, name in ((e, 'prior'), (e['act'], 'election')):
                if name in holder:
                    holder[name] = new.get(holder[name], holder[name])
            for sig in [e['sig']] if 'sig' in e else e.get('sigs', []):
                if box.resign and sig['key'] in RING:
                    sig['sig'] = b64(RING[sig['key']].sign(
                        mb.act_message(e['act'])))
            raw = box.raw(e) if box.raw else canonical(e)
            entries.append(raw if box.raw else e)
            new[box.old] = leaf_hash(raw).hex()
        bundle = mb.Bundle(entries, self.objects, self.site, self.log)
        bundle.origin = self.good.origin
        bundle.witnesses = self.witnesses
        return bundle

    def write(self, out):
        """Publish into OUT/bundle, with OUT/policy; maybe OUT/other."""
        bundle = self.redo()
        files = bundle.files()
        for change in self.on_files:
            change(files, bundle)
        listing = bundle.listed(files)
        text, _, sigs = listing.rpartition('\n\n')
        for change in self.on_list:
            text = change(text)
        if self.on_list:
            sigs = mb.note_line(bundle.log, bundle.origin, text + '\n')
        if self.list_key:
            sigs = mb.note_line(self.list_key, bundle.origin, text + '\n')
        mb.write_files(out / 'bundle', files, text + '\n\n' + sigs)
        for change in self.on_dir:
            change(out / 'bundle')
        trusted = self.policy or bundle
        (out / 'policy').write_text(self.policy_lines(
            trusted.policy(self.seen)))
        if self.against:
            self.against.write(out / 'other')


# 1 The bundle.

@fault('1.1', 'bundle: not there')
def an_empty_folder(c):
    c.on_dir.append(lambda d: [mb.shutil.rmtree(d), d.mkdir()])


@fault('1.1', 'bundle: found')
def the_list_is_cut_in_half(c):
    c.on_dir.append(lambda d: (d / 'bundle').write_bytes(
        (d / 'bundle').read_bytes()[:400]))


@fault('1.1', 'bundle: expected a signature')
def the_list_is_signed_by_another_key(c):
    c.list_key = STRANGER


@fault('1.1', 'bundle: expected a signature')
def a_hash_in_the_list_is_changed_and_not_signed(c):
    def change(d):
        data = (d / 'bundle').read_text()
        at = data.index('\n', data.index('log/checkpoint'))
        flipped = 'a' if data[at + 1] != 'a' else 'b'
        (d / 'bundle').write_text(data[:at + 1] + flipped + data[at + 2:])
    c.on_dir.append(change)


@fault('1.1', 'odd path')
def a_path_leads_out_of_the_bundle(c):
    c.on_list.append(lambda t: t + f'\n{"0" * 64} 0 site/../../etc')


@fault('1.1', 'odd path')
def a_path_is_absolute(c):
    c.on_list.append(lambda t: t.replace(
        '\n', f'\n{"0" * 64} 0 /etc/passwd\n', 3).replace(
        f'{"0" * 64} 0 /etc/passwd\n', '', 2))


@fault('1.1', 'out of order')
def a_path_stands_twice(c):
    c.on_list.append(lambda t: t + '\n' + t.splitlines()[-1])


@fault('1.2', 'site/index.html: expected')
def a_page_is_changed(c):
    c.on_dir.append(lambda d: (d / 'site/index.html').write_bytes(b'<p>bye'))


@fault('1.2', 'log/tile/0/')
def a_tile_is_truncated(c):
    def cut(d):
        tile = sorted((d / 'log/tile/0').rglob('*'))[-1]
        tile.write_bytes(tile.read_bytes()[:-1])
    c.on_dir.append(cut)


@fault('1.2', 'objects/')
def an_object_is_taken_away(c):
    c.on_dir.append(lambda d: sorted((d / 'objects').iterdir())[0].unlink())


@fault('1.3', 'site/more.html: not listed')
def a_file_is_not_listed(c):
    c.on_dir.append(lambda d: (d / 'site/more.html').write_bytes(b'x'))


@fault('1.3', 'site/link: found a link')
def a_link_leads_elsewhere(c):
    c.on_dir.append(lambda d: (d / 'site/link').symlink_to('/etc/hostname'))


@fault('1.3', 'site/folder: found a link')
def a_link_leads_to_a_folder(c):
    c.on_dir.append(lambda d: (d / 'site/folder').symlink_to('../objects'))


@fault('1.3', r'objects/a\?b: not listed')
def a_file_has_a_name_that_no_list_can_have(c):
    c.on_dir.append(lambda d: (d / 'objects/a\tb').write_bytes(b'x'))


# 2 The log.

def other_head(c, change):
    """Another checkpoint, listed and signed; CHANGE makes its text."""
    def put(files, bundle):
        text = change(files['log/checkpoint'].decode().split('\n\n')[0] + '\n')
        key = c.list_key if c.list_key else bundle.log
        files['log/checkpoint'] = (text + '\n' + mb.note_line(
            key, bundle.origin, text)).encode()
    c.on_files.append(put)


@fault('2.1', 'log/checkpoint: expected the policy')
def the_checkpoint_is_signed_by_another_key(c):
    def put(files, bundle):
        text = files['log/checkpoint'].decode().split('\n\n')[0] + '\n'
        files['log/checkpoint'] = (text + '\n' + mb.note_line(
            STRANGER, bundle.origin, text)).encode()
    c.on_files.append(put)


@fault('2.1', 'log/checkpoint: expected origin')
def the_checkpoint_is_of_another_log(c):
    other_head(c, lambda t: 'other.example/' + t)


@fault('2.1', 'log/checkpoint: expected origin')
def the_checkpoint_has_another_size_than_the_list(c):
    other_head(c, lambda t: re.sub('\n[0-9]+\n', '\n7\n', t))


@fault('2.2')
def there_are_no_entries(c):
    c.policy, c.boxes, c.site = c.good, [], {}


@fault('2.2', r'leaf \d+: expected')
def a_bundle_of_entries_lacks_its_last_one(c):
    def cut(files, bundle):
        path = min(p for p in files if p.startswith('log/tile/entries/'))
        n = len(bundle.raw()[min(len(bundle.entries), 256) - 1]) + 2
        files[path] = files[path][:-n]
    c.on_files.append(cut)


@fault('2.2', r'leaf \d+: expected')
def an_entry_is_longer_than_its_file(c):
    def grow(files, _):
        path = min(p for p in files if p.startswith('log/tile/entries/'))
        files[path] = b'\xff\xff' + files[path][2:]
    c.on_files.append(grow)


@fault('2.3', 'log/checkpoint: expected')
def an_entry_is_changed_and_only_listed_again(c):
    def change(files, bundle):
        raw = bundle.raw()[1]
        for path in files:
            if path.startswith('log/tile/entries/') and raw in files[path]:
                files[path] = files[path].replace(raw, raw.replace(
                    b'"occurred":"2', b'"occurred":"3'))
    c.on_files.append(change)


@fault('2.8', 'log/tile/0/')
def a_hash_in_a_tile_is_changed(c):
    def change(files, _):
        path = min(p for p in files if p.startswith('log/tile/0/'))
        files[path] = bytes([files[path][0] ^ 1]) + files[path][1:]
    c.on_files.append(change)


@fault('2.8', 'log/tile/1/')
def a_tile_of_tiles_has_a_hash_too_many(c):
    def change(files, _):
        paths = [p for p in files if p.startswith('log/tile/1/')]
        if not paths:
            raise Skip('the log is too short')
        files[paths[0]] += bytes(32)
    if len(c.boxes) < 256:
        raise Skip('the log is too short')
    c.on_files.append(change)


@fault('2.8', 'log/tile: expected')
def there_is_a_tile_too_many(c):
    c.on_files.append(lambda files, _: files.update(
        {'log/tile/3/000.p/1': bytes(32)}))


@fault('2.4', 'does not hold')
def a_cosignature_is_of_another_text(c):
    def change(files, bundle):
        text = files['log/checkpoint'].decode().split('\n\n')[0] + '\n'
        key, name = bundle.witnesses[0]
        files['log/checkpoint'] = (
            text + '\n' + mb.note_line(bundle.log, bundle.origin, text) +
            mb.cosignature(key, name, 'x' + text, bundle.time())).encode()
    c.on_files.append(change)


@fault('2.5', 'cosigned by 0')
def nobody_has_cosigned_whom_the_policy_names(c):
    c.policy = c.good
    c.witnesses = [(STRANGER, 'witness.example/stranger')]


@fault('2.6', 'expected more')
def the_tail_of_the_log_is_deleted(c):
    c.policy, c.seen = c.good, len(c.boxes)
    c.boxes = c.boxes[:-1]


@fault('2.6', 'the root of the log as seen')
def a_thief_of_the_log_key_rewrites_the_past(c):
    c.policy, c.seen = c.good, len(c.boxes)
    c.boxes[-1].value['act']['says'] = 'it never happened'


@fault('2.5', 'cosigned by 0')
def a_thief_of_the_log_key_finds_no_witness(c):
    c.policy, c.witnesses = c.good, []
    c.policy_lines = lambda t: t[:t.index('seen')]
    c.boxes[-1].value['act']['says'] = 'it never happened'


def next_year(instant):
    return f'{int(instant[:4]) + 1}{instant[4:]}'


@fault('2.7', 'seconds after a witness')
def an_entry_is_from_after_its_cosignature(c):
    if c.boxes[0].value['act']['clock'] != 'real':
        raise Skip('the clock is simulated')

    def stamp(files, bundle):
        text = files['log/checkpoint'].decode().split('\n\n')[0] + '\n'
        key, name = bundle.witnesses[0]
        files['log/checkpoint'] = (
            text + '\n' + mb.note_line(bundle.log, bundle.origin, text) +
            mb.cosignature(key, name, text, bundle.time() - 86400)).encode()
    c.on_files.append(stamp)


@fault('2.7', 'the log ended there')
def a_certificate_is_dated_back(c):
    at, _, e = c.find('certification.issue')
    if c.boxes[0].value['act']['clock'] != 'real':
        raise Skip('the clock is simulated')
    # Somebody saw the log without it, a year after it says that it was.
    c.seen = at
    c.policy_lines = lambda t: re.sub(
        '(seen .*)', rf'\1 {next_year(e["logged"])}', t)


# 3 The entries.

def written(c, change):
    at, box, _ = c.note()
    box.raw = lambda e: change(canonical(e))
    return at


@fault('3.1', 'leaf')
def an_entry_has_blanks(c):
    written(c, lambda raw: raw.replace(b'"logged":', b'"logged": '))


@fault('3.1', 'out of order')
def an_entry_has_its_members_in_another_order(c):
    written(c, lambda raw: b'{"seq":7,' + raw[1:])


@fault('3.1', 'an escape that is not canonical')
def an_entry_escapes_what_needs_none(c):
    written(c, lambda raw: re.sub(
        b'"action":"(.)', lambda m: b'"action":"\\u%04x' % m[1][0], raw))


@fault('3.1', 'a number that is not canonical')
def an_entry_has_a_fraction(c):
    written(c, lambda raw: re.sub(rb'"seq":(\d+)', rb'"seq":\1.0', raw))


@fault('3.1', 'not UTF-8')
def an_entry_is_not_utf_8(c):
    written(c, lambda raw: raw.replace(b'"key":"', b'"key":"\xc0\x80'))


@fault('3.1', 'behind the end')
def an_entry_ends_twice(c):
    written(c, lambda raw: raw + b'\n')


@fault('3.2', 'unknown member')
def an_entry_has_a_member_of_a_newer_version(c):
    c.note()[2]['weight'] = 3


@fault('3.2', 'unknown member')
def an_act_has_a_member_of_a_newer_version(c):
    c.note()[2]['act']['urgent'] = True


@fault('3.2', '`pending`')
def an_outcome_is_of_a_newer_version(c):
    c.note()[2]['outcome'] = 'pending'


@fault('3.2', '`auditor-general`')
def a_role_is_of_a_newer_version(c):
    c.note()[2]['act']['role'] = 'auditor-general'


@fault('3.2', '`TOO_TIRED`')
def a_refusal_is_of_a_newer_version(c):
    c.find(outcome='refused')[2]['refusal']['code'] = 'TOO_TIRED'


@fault('3.2', '`logged`')
def a_day_is_none(c):
    c.note()[2]['logged'] = '2031-02-29T08:00:00Z'


@fault('3.2', '`subject`|KIND/ID')
def a_subject_is_of_another_kind(c):
    c.note()[2]['act']['subject'] = 'ballot/7'


def retyped(name, value):
    """An act whose member NAME has a VALUE of another type."""
    def plant(c):
        c.note()[2]['act'][name] = value
    return plant


for member, odd in (('occurred', 'on Monday'), ('says', 7), ('expect', '1'),
                    ('election', 'this one'), ('payload', ['x']),
                    ('sources', [{'cite': 1}]), ('unit', None)):
    planted_type = retyped(member, odd)
    planted_type.__name__ = f'an_act_has_another_type_of_{member}'
    fault('3.2', 'found another type of member')(planted_type)


@fault('3.2', 'another type of member `quorum`')
def a_quorum_is_a_text(c):
    c.find('board.appoint')[2]['act']['payload']['quorum'] = 'two'


@fault('3.2', 'another type of member `votes`')
def a_certificate_has_negative_votes(c):
    votes = c.find('certification.issue')[2]['act']['payload']['votes']
    votes[min(votes)] = -1


@fault('3.2', 'another type of member `against`|of member `vote`')
def a_vote_is_a_number(c):
    voted(c)['against'] = 0


@fault('3.2', 'expected a member `why`')
def a_key_is_revoked_without_a_reason(c):
    c.find('key.revoke')[2]['act']['payload'].pop('why')


@fault('3.2', 'another subject than its payload')
def a_stay_is_named_after_another_subject(c):
    c.find('stay.order')[2]['act']['payload']['subject'] = 'ballot/7'


@fault('3.3', 'found seq')
def two_entries_are_swapped(c):
    c.renumber = False
    c.boxes[-1], c.boxes[-2] = c.boxes[-2], c.boxes[-1]


@fault('3.3', 'found seq')
def an_entry_is_left_out(c):
    c.renumber = False
    at, _, _ = c.note()
    if at == len(c.boxes) - 1:
        raise Skip('nothing follows')
    del c.boxes[at]


@fault('3.4', 'logged 2')
def the_clock_goes_back(c):
    c.note()[2]['logged'] = '2000-01-01T00:00:00Z'


@fault('3.5', 'again')
def an_idempotency_key_is_answered_twice(c):
    at, _, e = c.note()
    twin = copy.deepcopy(e)
    c.add(at + 1, twin)


@fault('3.5', 'no DUPLICATE')
def a_refusal_as_duplicate_has_no_first(c):
    c.find(outcome='refused', which=lambda e: e['refusal']['code'] ==
           'DUPLICATE')[2]['act']['key'] = 'never-used-before'


# 4 The root of trust.

@fault('4.1', 'stands twice')
def a_person_stands_twice_in_the_genesis(c):
    people = c.boxes[0].value['act']['people']
    people.append(dict(people[0], name='the same once more'))


@fault('4.1', 'stands twice')
def an_officer_counts_twice(c):
    officers = c.boxes[0].value['act']['officers']
    if not officers:
        raise Skip('no officers')
    officers.append(officers[0])


@fault('4.1', 'threshold of 0')
def a_record_is_founded_by_nobody(c):
    act = c.boxes[0].value['act']
    if act['kind'] == 'history':
        raise Skip('a history may')
    act['threshold'] = 0


def foundation(c):
    if not c.boxes[0].value.get('sigs'):
        raise Skip('nobody has signed the genesis')
    return c.boxes[0], c.boxes[0].value


@fault('4.2', 'found 1 signatures')
def too_few_officers_have_signed(c):
    foundation(c)[1]['sigs'] = foundation(c)[1]['sigs'][:1]


@fault('4.2', 'does not hold')
def an_insider_enrols_himself_in_the_genesis(c):
    box, e = foundation(c)
    box.resign = False
    e['act']['people'].append({
        'actor': 'mallory', 'name': 'Mallory', 'role': 'secretary',
        'key': STRANGER.public.hex()})


@fault('4.2', 'found 1 signatures')
def one_officer_signs_for_two(c):
    _, e = foundation(c)
    e['sigs'] = [e['sigs'][0], dict(e['sigs'][0])]


@fault('4.4', 'leaf 0: genesis key of the log')
def the_genesis_names_another_log_key(c):
    _, e = foundation(c)
    e['act']['log']['key'] = STRANGER.named(c.good.origin, 1)[1]


@fault('4.5', 'other officers')
def an_officer_is_not_the_policys(c):
    _, e = foundation(c)
    actor = e['act']['officers'][-1]
    c.policy_lines = lambda t: re.sub(f'officer {actor} .*\n', '', t)


@fault('4.5', 'other keys')
def an_officer_has_another_key_than_the_policy_says(c):
    _, e = foundation(c)
    actor = e['act']['officers'][-1]
    c.policy_lines = lambda t: re.sub(
        f'officer {actor} .*', f'officer {actor} {STRANGER.public.hex()}', t)


@fault('4.5', 'expected 3')
def fewer_have_signed_than_the_policy_asks(c):
    _, e = foundation(c)
    if len(e['sigs']) != 3:
        raise Skip('other than 3 signatures')
    e['sigs'].pop()
    c.policy_lines = lambda t: t.replace('threshold 2', 'threshold 3')


@fault('4.6', 'leaf 0: genesis its hash')
def the_genesis_is_another_one(c):
    c.policy_lines = lambda t: re.sub('genesis .*', 'genesis ' + '0' * 64, t)


# 5 Signatures.

def signed(c, which=lambda e: True):
    return c.find(which=lambda e: 'sig' in e and e['sig']['key'] in RING and
                  which(e))


@fault('5.1', 'is not enrolled as')
def somebody_acts_in_another_role(c):
    c.find(which=lambda e: e['act']['role'] != 'recorder' and
           e['act'].get('as') == 'note')[2]['act']['role'] = 'candidate'


@fault('5.1', 'not of unit `77`')
def an_officer_acts_for_another_unit(c):
    c.find('canvass.start')[2]['act']['unit'] = '77'


@fault('5.2', 'not by the key')
def a_signature_is_of_another_act(c):
    _, box, e = signed(c, lambda e: e['act'].get('as') == 'note')
    box.resign = False
    e['act']['says'] = 'what the observer never said'


@fault('5.2', 'not by the key')
def an_act_is_signed_by_another_enrolled_key(c):
    _, _, e = signed(c, lambda e: e['act'].get('as') == 'note')
    e['sig']['key'] = KEYS[0].public.hex()


@fault('5.2', 'not by the key')
def a_signature_is_spelled_another_way(c):
    """S + L verifies with a careless program: RFC 8032 §5.1.7 forbids it."""
    _, box, e = signed(c)
    box.resign = False
    sig = mb.base64.b64decode(RING[e['sig']['key']].sign(
        mb.act_message(e['act'])) and e['sig']['sig'])
    s = int.from_bytes(sig[32:], 'little') + mb.ORDER
    e['sig']['sig'] = b64(sig[:32] + s.to_bytes(32, 'little'))


@fault('5.2', 'not by the key')
def a_signature_has_bits_left_over(c):
    _, box, e = signed(c)
    box.resign = False
    text = e['sig']['sig']
    digits = mb.DIGITS
    e['sig']['sig'] = text[:-3] + digits[digits.index(text[-3]) + 1] + '=='


@fault('5.2', 'revoked is the key of')
def a_revoked_key_signs(c):
    at, _, e = c.find('key.revoke')
    who = e['act']['payload']['actor']
    done_before = [box.value for box in c.boxes[:at] if
                   box.value['act'].get('actor') == who and
                   box.value['outcome'] == 'done']
    act = copy.deepcopy(done_before[-1])
    act['act'].update(subject='envelope/e9', key='late')
    act.update(logged=e['logged'])
    act.pop('prior', None)
    act['state']['version'] = 1
    c.add(at + 1, act)


@fault('5.2', 'not by the key')
def the_old_key_signs_after_its_rotation(c):
    at, _, e = c.find('key.rotate')
    later = next((b.value for b in c.boxes[at + 1:] if b.value['act'].get(
        'actor') == e['act']['actor'] and 'sig' in b.value), None)
    if later is None:
        raise Skip('nothing signed later')
    later['sig']['key'] = e['sig']['key']


@fault('5.2', 'is changed by another')
def somebody_else_changes_a_key(c):
    at, _, e = c.find('key.revoke')
    other = copy.deepcopy(e)
    other['act'].update(action='key.rotate', subject='key/sec', key='for-sec',
                        payload={'actor': 'sec',
                                 'key': KEYS[0].public.hex()})
    other.pop('prior', None)
    c.add(at + 1, other)


@fault('5.2', 'not by the key')
def an_insider_enrols_himself(c):
    at, _, e = c.find('key.enrol')
    mine = copy.deepcopy(e)
    mine['act'].update(key='quietly', subject='key/mallory')
    mine['act']['payload'].update(actor='mallory',
                                  key=STRANGER.public.hex())
    mine['sig'] = {'key': STRANGER.public.hex(), 'sig': b64(
        STRANGER.sign(mb.act_message(mine['act'])))}
    c.add(at + 1, mine)


@fault('5.3', 'has no s')
def an_act_is_not_signed(c):
    _, _, e = c.find(which=lambda e: e['act'].get('as') == 'note' or
                     e['act'].get('sources'))
    e.pop('sig', None)
    e['act'].pop('sources', None)


@fault('5.4', 'election: expected')
def an_act_of_another_election_is_replayed(c):
    _, _, e = signed(c, lambda e: e['act'].get('as') == 'note')
    e['act']['election'] = sha(b'another election').hex()


# 6 Authority.

@fault('6.1', 'not canvass-authority-1')
def the_authority_file_is_broken(c):
    broken = b'schema: [canvass\n'
    name = sha(broken).hex()
    for f in c.boxes[0].value['act']['files']:
        if f['use'] == 'authority':
            c.objects[name] = broken
            c.objects.pop(f['sha256'])
            f['sha256'] = name


@fault('6.2', 'beyond what its row says')
def a_governor_does_what_he_may_not(c):
    e = c.find('audit.enter', which=lambda e: 'as' not in e['act'])[2]
    boss = next(p for p in c.boxes[0].value['act']['people']
                if p['role'] == 'governor')
    e['act'].update(actor=boss['actor'], role='governor')
    e['act']['as'] = 'perform'
    if 'sig' in e:
        e['sig']['key'] = boss['key']


@fault('6.2', 'another rule than the row')
def an_act_names_a_rule_that_does_not_decide_it(c):
    c.find(which=lambda e: 'rule' in e)[2]['rule']['id'] = 'because'


@fault('6.2', 'another rule than the row')
def an_act_names_a_rule_file_that_is_not_in_force(c):
    e = c.find(which=lambda e: 'rule' in e and e['act'].get('as') == 'note')[2]
    e['rule']['file'] = c.boxes[0].value['act']['files'][0]['sha256']


@fault('6.2', 'is decided by no rule')
def something_is_done_that_no_rule_knows(c):
    e = c.find(which=lambda e: e['act'].get('as') == 'note')[2]
    e['act']['action'] = e['act']['action'].split('.')[0] + '.dance'


@fault('6.2', 'beyond what its row says')
def an_envelope_is_linked_to_its_ballot_again(c):
    _, _, e = c.find('envelope.separate')
    at, _, _ = c.find('envelope.separate')
    again = copy.deepcopy(e)
    again['act'].update(action='envelope.relink', key='who-was-it')
    again['prior'] = c.boxes[at].old
    again.pop('state')
    again['rule']['id'] = 'relink'
    c.add(at + 1, again)


@fault('6.2', "is not the keeper's")
def the_record_keeper_appoints_a_board(c):
    _, _, e = c.find('board.appoint')
    keeper = c.find('source.import')[2]['act']['actor']
    e['act'].update(actor=keeper, role='recorder')
    e.pop('sig', None)
    e.pop('rule', None)


@fault('6.3', 'expected')
def a_state_jumps(c):
    e = c.find(which=lambda e: 'state' in e and
               e['act']['action'] == 'envelope.separate')[2]
    e['state']['to'] = 'accepted'


@fault('6.3', 'version')
def a_version_is_left_out(c):
    e = c.find(which=lambda e: 'state' in e and
               e['act']['action'] == 'envelope.separate')[2]
    e['state']['version'] += 1


@fault('6.3', 'expected')
def something_is_done_twice_that_ends(c):
    at, _, e = c.find('envelope.separate')
    again = copy.deepcopy(e)
    again['act']['key'] = 'once-more'
    again['prior'] = c.boxes[at].old
    again['state']['version'] += 1
    c.add(at + 1, again)


@fault('6.4', 'prior: expected')
def an_act_names_another_prior(c):
    c.find(which=lambda e: 'prior' in e)[2]['prior'] = '0' * 64


@fault('6.4', 'prior: expected')
def an_act_hides_what_it_follows(c):
    c.find(which=lambda e: 'prior' in e)[2].pop('prior')


def refused(c, code):
    return c.find(outcome='refused',
                  which=lambda e: e['refusal']['code'] == code)


@fault('6.5', 'nothing stood against it')
def who_may_is_told_he_may_not(c):
    e = c.find(which=lambda e: e['act'].get('as') == 'note')[2]
    e.update(outcome='refused', refusal={'code': 'NO_AUTHORITY', 'why': 'no'})
    e.pop('prior', None)


@fault('6.5', 'nothing stood against it')
def a_state_is_called_wrong_that_is_not(c):
    refused(c, 'STALE_VERSION')[2]['refusal']['code'] = 'WRONG_STATE'


@fault('6.5', 'nothing stood against it')
def a_version_is_called_stale_that_is_not(c):
    e = refused(c, 'STALE_VERSION')[2]
    e['act'].pop('expect')


@fault('6.5', 'nothing stood against it')
def a_rule_is_called_unknown_that_is_known(c):
    refused(c, 'WRONG_STATE')[2]['refusal']['code'] = 'RULE_UNKNOWN'


@fault('6.5', 'nothing stood against it')
def a_stay_is_made_up(c):
    refused(c, 'WRONG_STATE')[2]['refusal']['code'] = 'STAYED_BY_COURT'


@fault('6.5', 'nothing stood against it')
def a_good_signature_is_called_bad(c):
    _, _, e = c.find(outcome='refused', which=lambda e: 'sig' in e and
                     e['refusal']['code'] == 'WRONG_STATE')
    e['refusal']['code'] = 'BAD_SIGNATURE'


@fault('6.5', 'nothing stood against it')
def two_of_a_board_are_called_too_few(c):
    at, _, e = c.find('audit.enter', which=lambda e: 'by' in e['act'].get(
        'payload', {}))
    twin = copy.deepcopy(e)
    twin['act']['key'] = 'two-are-two'
    for name in ('prior', 'state'):
        twin.pop(name, None)
    twin.update(outcome='refused', refusal={'code': 'NO_QUORUM', 'why': 'no'})
    c.add(at + 1, twin)


@fault('6.5', 'nothing stood against it')
def somebody_is_called_a_candidate_who_is_none(c):
    _, _, e = c.find(outcome='refused', which=lambda e: 'sig' in e and
                     e['refusal']['code'] == 'WRONG_STATE' and
                     'payload' not in e['act'])
    e['refusal']['code'] = 'CONFLICT_OF_INTEREST'


@fault('6.6', 'not to who may')
def a_request_goes_to_the_wrong_office(c):
    c.find(outcome='request')[2]['routed'] = ['governor']


@fault('6.6', 'not to who may')
def a_request_goes_to_one_office_of_two(c):
    e = c.find(outcome='request', which=lambda e: len(e['routed']) > 1)[2]
    e['routed'].pop()


# 7 Facts.

@fault('7.1', 'was open')
def a_county_certifies_with_a_finding_open(c):
    at, _, e = c.find('finding.explain')
    unit = e['act']['unit']
    first, _, _ = c.find('canvass.certify',
                         which=lambda e: e['act'].get('unit') == unit)
    if first < at:
        raise Skip('explained later')
    late = c.boxes.pop(at)
    late.value['logged'] = c.boxes[first - 1].value['logged']
    c.boxes.insert(first, late)


def voted(c):
    return c.find(which=lambda e: 'vote' in e['act'].get('payload', {}))[2][
        'act']['payload']['vote']


@fault('7.2', 'by 1 of 1 of')
def a_board_has_no_quorum(c):
    voted(c)['for'].pop()


@fault('7.2', 'by 1 of 2 of')
def a_board_is_divided(c):
    voted(c)['against'].append(voted(c)['for'].pop())


@fault('7.2', 'by 2 of 2 of')
def a_member_votes_twice(c):
    voted(c)['for'] = [voted(c)['for'][0]] * 2


@fault('7.2', 'by 2 of 2 of')
def a_stranger_votes(c):
    voted(c)['for'][1] = 'sec'


@fault('7.2', 'by 2 of 2 of board `state`')
def a_board_votes_that_was_dismissed(c):
    at, _, e = c.find('board.appoint', which=lambda e: e['act']['subject'] ==
                      'board/state')
    gone = copy.deepcopy(e)
    gone['act'].update(action='board.dismiss', key='gone')
    gone['act'].pop('payload')
    gone['prior'] = c.boxes[at].old
    c.add(at + 1, gone)


def pair(c):
    return c.find(which=lambda e: 'by' in e['act'].get('payload', {}))[2][
        'act']['payload']


@fault('7.3', 'by 1 of 1 of board')
def one_person_does_the_work_of_two(c):
    pair(c)['by'] = pair(c)['by'][:1]


@fault('7.3', 'none twice')
def the_same_person_stands_twice(c):
    pair(c)['by'] = [pair(c)['by'][0]] * 2


@fault('7.3', 'as its rules say')
def both_are_of_one_party(c):
    if pair(c)['by'][0] != 'ann':
        raise Skip('parties are not known')
    pair(c)['by'] = ['ann', 'cy']


@fault('7.4', 'was stayed')
def something_is_done_that_a_court_had_stayed(c):
    at, _, e = c.find('stay.order')
    subject = e['act']['payload']['subject']
    work = next((b.value for b in c.boxes[:at] if b.value['act'].get(
        'subject') == subject and b.value['outcome'] == 'done'), None)
    if work is None or work['act']['action'] != 'audit.enter':
        entered = [b for b in c.boxes[:at] if b.value['act'].get(
            'action') == 'audit.enter' and b.value['outcome'] == 'done']
        if not entered:
            raise Skip('nothing to do again')
        c.boxes.remove(entered[0])
        entered[0].value['logged'] = c.boxes[at - 1].value['logged']
        c.boxes.insert(at, entered[0])


@fault('7.5', 'giver: expected')
def a_container_is_given_by_who_does_not_hold_it(c):
    moves = [b.value for b in c.boxes
             if b.value['act']['action'] == 'custody.move']
    if len(moves) < 2:
        raise Skip('nothing was moved twice')
    moves[1]['act']['payload']['from'] = 'cy'


def other_returns(c, change):
    payload = c.find('certification.issue')[2]['act']['payload']
    returns = json.loads(c.objects.pop(payload['returns']))
    change(returns)
    data = canonical(returns)
    payload['returns'] = sha(data).hex()
    c.objects[payload['returns']] = data


def flip(votes):
    one, two = sorted(votes)[:2]
    votes[one] += 1
    votes[two] -= 1


@fault('7.6', 'do not add up to its total')
def a_vote_is_flipped_in_the_returns(c):
    other_returns(c, lambda r: flip(r['units'][0]['votes']))


@fault('7.6', 'is not what was certified')
def a_certificate_says_other_votes_than_its_returns(c):
    flip(c.find('certification.issue')[2]['act']['payload']['votes'])


@fault('7.6', 'is not what was certified')
def a_certificate_leaves_out_a_choice(c):
    c.find('certification.issue')[2]['act']['payload']['votes'].popitem()


@fault('7.6', 'a unit twice')
def a_unit_stands_twice_in_the_returns(c):
    other_returns(c, lambda r: r['units'].append(
        {'unit': r['units'][0]['unit'], 'votes': dict.fromkeys(
            r['total'], 0)}))


@fault('7.6', 'of the same contest')
def the_returns_are_of_another_contest(c):
    other_returns(c, lambda r: r.update(contest='sheriff'))


@fault('7.7', "without a court's order")
def a_certificate_is_vacated_without_an_order(c):
    c.find('certification.vacate')[2]['act']['payload']['order'] = 'judge/no'


@fault('7.7', 'of 3 units had certified')
def a_state_certifies_before_every_unit(c):
    c.find('certification.issue')
    c.boxes[0].value['act']['units'] = 3


@fault('7.8', 'another number')
def a_finding_bears_another_number(c):
    c.find('finding.open')[2]['act']['payload']['severity'] = 'block'


@fault('7.8', 'is open already')
def a_finding_is_opened_twice(c):
    at, box, e = c.find('finding.open')
    again = copy.deepcopy(e)
    again['act']['key'] = 'opened-again'
    again['prior'] = box.old
    later = next((b.value for b in c.boxes[at + 1:] if b.value['act'].get(
        'subject') == e['act']['subject']), None)
    if later is None or later.get('prior') != box.old:
        raise Skip('nothing follows')
    c.add(at + 1, again)
    c.boxes[at + 1].old = 'the second'
    later['prior'] = 'the second'


@fault('7.8', 'nobody opened')
def a_finding_is_closed_that_was_never_opened(c):
    at, _, e = c.find('finding.open')
    shut = copy.deepcopy(e)
    shut['act'].update(action='finding.close', key='shut',
                       subject='finding/MADE_UP-000000000000',
                       payload={'why': 'gone'})
    shut.pop('prior', None)
    c.add(at + 1, shut)


# 8 Objects.

@fault('8.1', 'leaf 0: genesis names objects/')
def an_object_is_neither_there_nor_listed(c):
    c.objects.pop(c.boxes[0].value['act']['files'][0]['sha256'])


def other_table(c, part, change):
    payload = c.find('source.import', which=lambda e: e['act']['payload'][
        'part'] == part)[2]['act']['payload']
    if payload['table'] not in c.objects:
        raise Skip('the table is kept back')
    data = change(c.objects.pop(payload['table']))
    payload['table'] = sha(data).hex()
    c.objects[payload['table']] = data


def flipped_row(data):
    """One vote of the last row is given to another choice."""
    head, *rows = data.decode().splitlines()
    cells = rows[-1].split(',')
    cells[4:6] = str(int(cells[4]) + 1), str(int(cells[5]) - 1)
    return '\n'.join([head, *rows[:-1], ','.join(cells), '']).encode()


@fault('8.2', 'another number of rows')
def a_row_is_taken_out_of_a_table(c):
    other_table(c, 'batch', lambda t: t[:t[:-1].rindex(b'\n') + 1])


@fault('8.2', 'no whole numbers')
def a_table_has_negative_votes(c):
    other_table(c, 'batch', lambda t: t.replace(b',100,', b',-100,'))


@fault('8.3', 'unit `01`')
def a_vote_is_flipped_in_a_table(c):
    other_table(c, 'batch', lambda t: t.replace(b',100,50,', b',101,49,'))


@fault('8.3', 'rows add up to')
def a_vote_is_flipped_in_the_total(c):
    other_table(c, 'total', flipped_row)


@fault('8.4', 'no entry names it')
def there_is_an_object_that_no_entry_names(c):
    c.objects[sha(b'smuggled').hex()] = b'smuggled'


@fault('8.4', 'does not bear its hash')
def an_object_is_replaced_under_its_name(c):
    raw = c.find('source.import')[2]['act']['payload']['sha256']
    c.objects[raw] = b'another file'


# 10 Audits.

def of_audit(c, action, audit, n=0):
    """The N-th act of that kind on an audit: (place, box, entry)."""
    found = [(at, box, box.value) for at, box in enumerate(c.boxes)
             if box.value['outcome'] == 'done' and
             box.value['act']['action'] == action and
             box.value['act']['subject'] == f'audit/{audit}']
    if len(found) <= n:
        raise Skip(f'no {action} on {audit}')
    return found[n]


def other_object(c, payload, member, change):
    """An object that a payload names, changed and named again."""
    data = change(c.objects.pop(payload[member]))
    payload[member] = sha(data).hex()
    c.objects[payload[member]] = data


def other_plan(c, audit, change):
    def new(data):
        plan = json.loads(data)
        change(plan)
        return canonical(plan)
    other_object(c, of_audit(c, 'audit.select-contest', audit)[2]['act'][
        'payload'], 'plan', new)


@fault('10.1', 'with a risk limit')
def a_plan_has_no_risk_limit(c):
    other_plan(c, 'mayor', lambda p: p.update(risk_limit='1/0'))


@fault('10.1', 'not one number a choice')
def a_plan_lacks_the_votes_of_a_choice(c):
    other_plan(c, 'mayor', lambda p: p['contests'][0]['votes'].pop())


@fault('10.2')
def a_frame_is_of_another_manifest(c):
    of_audit(c, 'audit.close-manifests', 'mayor')[2]['act']['payload'][
        'frame'] = '0' * 64


@fault('10.3', 'one seed of 20 digits')
def a_seed_has_too_few_digits(c):
    of_audit(c, 'audit.seed', 'mayor')[2]['act']['payload']['seed'] = '123'


@fault('10.4', 'a line that seed and frame do not give')
def the_dice_are_not_those_that_drew(c):
    payload = of_audit(c, 'audit.seed', 'mayor')[2]['act']['payload']
    payload['seed'] = payload['seed'][:-1] + '5'


def other_draw(c, action, audit, change):
    def new(data):
        head, *rows = csv.reader(io.StringIO(data.decode()))
        change(rows)
        return audits.table(','.join(head), rows)
    other_object(c, of_audit(c, action, audit)[2]['act']['payload'], 'draw',
                 new)


@fault('10.4', 'a line that seed and frame do not give')
def one_ballot_is_drawn_in_the_place_of_another(c):
    def swap(rows):
        rows[0][3] = str(int(rows[0][3]) % 50 + 1)
    other_draw(c, 'audit.escalate', 'mayor', swap)


@fault('10.4', 'lacks draws that seed and frame give')
def the_last_draw_is_left_out(c):
    other_draw(c, 'audit.escalate', 'mayor', lambda rows: rows.pop())


@fault('10.4', 'a line that seed and frame do not give')
def a_batch_is_drawn_in_the_place_of_another(c):
    def swap(rows):
        rows[-1][:3] = next(r[:3] for r in rows if r[:3] != rows[-1][:3])
    other_draw(c, 'audit.draw', 'sheriff', swap)


@fault('10.5')
def a_round_closes_with_a_ballot_unread(c):
    of_audit(c, 'audit.close-round', 'mayor')[2]['act']['payload'][
        'items'] -= 1


def other_marks(e, contest, marks):
    e['act']['payload']['readings'][contest] = marks


@fault('10.6', 'expected')
def a_reading_is_changed_and_the_risk_is_not(c):
    for n in range(20):
        e = of_audit(c, 'audit.enter', 'mayor', n)[2]
        if e['act']['payload'].get('readings', {}).get('mayor') == \
                {'reed': 1}:
            break
    other_marks(e, 'mayor', {'stone': 1})


@fault('10.6', 'expected')
def a_risk_is_made_smaller(c):
    e = of_audit(c, 'audit.close-round', 'sheriff')[2]
    risks = e['act']['payload']['risks']
    risks['sheriff'] = f"{float(risks['sheriff']) * .99:.16e}"


@fault('10.6', 'expected')
def a_batch_is_read_as_another_and_the_risk_is_not(c):
    e = of_audit(c, 'audit.enter', 'sheriff')[2]
    votes = e['act']['payload']['readings']['sheriff']
    votes['king'] -= 1
    votes['lee'] += 1


@fault('10.6', 'the limit is not met')
def a_limit_is_said_to_be_met_that_is_not(c):
    of_audit(c, 'audit.close-round', 'mayor')[2]['act']['payload'][
        'met'] = True


@fault('10.1', 'of one twice')
def a_ballot_has_two_records(c):
    payload = of_audit(c, 'audit.commit-manifest', 'comparison-betting')[2][
        'act']['payload']

    def again(data):
        lines = data.splitlines(keepends=True)
        return b''.join(lines[:2] + lines[1:])
    other_object(c, payload, 'cards', again)


@fault('10.1', 'of no ballot')
def a_record_is_of_a_ballot_that_the_batch_does_not_have(c):
    payload = of_audit(c, 'audit.commit-manifest', 'comparison-betting')[2][
        'act']['payload']
    other_object(c, payload, 'cards',
                 lambda data: data + b',B1,121,0,0\n')


@fault('10.6', 'expected')
def a_ballot_is_read_as_its_record_and_the_risk_is_not(c):
    of_audit(c, 'audit.enter', 'supersimple', 3)[2]['act']['payload'][
        'readings']['mayor'] = {'reed': 1}


@fault('10.6', 'expected')
def a_risk_of_bets_on_batches_is_made_smaller(c):
    e = of_audit(c, 'audit.close-round', 'batches')[2]
    risks = e['act']['payload']['risks']
    risks['sheriff'] = f"{float(risks['sheriff']) * .99:.16e}"


@fault('10.6', 'expected 1.0')
def records_have_other_votes_than_were_reported(c):
    other_plan(c, 'kaplan-wald',
               lambda p: p['contests'][0]['votes'].reverse())


@fault('10.7', 'another outcome was found')
def a_hand_tally_of_another_winner_confirms(c):
    for n in range(5):
        e = of_audit(c, 'audit.enter', 'judge', n)[2]
        votes = e['act']['payload']['readings']['judge']
        votes['hill'], votes['wood'] = votes['wood'], votes['hill']


@fault('10.7', 'before every batch was tallied')
def a_hand_tally_confirms_without_a_batch(c):
    e = of_audit(c, 'audit.enter', 'judge', 4)[2]
    e['act']['payload'].pop('readings')
    e['act']['payload']['not_found'] = True


@fault('10.8', 'what is asserted of `council`')
def an_assertion_that_the_outcome_needs_is_left_out(c):
    payload = of_audit(c, 'audit.select-contest', 'council')[2]['act'][
        'payload']
    hashes = {}

    def fewer(data):
        claims = json.loads(data)
        claims['assertions'].pop()
        return canonical(claims)
    other_object(c, payload['assertions'], 'council', fewer)
    hashes['council'] = payload['assertions']['council']
    other_plan(c, 'council', lambda p: p['contests'][0].update(
        assertions=hashes['council']))


@fault('10.8', 'what is asserted of `council`')
def the_assertions_are_of_another_winner(c):
    payload = of_audit(c, 'audit.select-contest', 'council')[2]['act'][
        'payload']

    def other(data):
        return canonical(dict(json.loads(data), winner='390'))
    other_object(c, payload['assertions'], 'council', other)
    other_plan(c, 'council', lambda p: p['contests'][0].update(
        assertions=payload['assertions']['council']))


# 9 Split view.

@fault('9.1', 'expected a signed checkpoint')
def the_other_bundle_is_of_another_log(c):
    c.against = Case(c.good)
    c.against.list_key = None
    other_head(c.against, lambda t: 'other.example/' + t)


@fault('9.1', 'expected a signed checkpoint')
def the_other_bundle_has_other_entries_than_it_signed(c):
    c.against = Case(c.good)
    other_head(c.against, lambda t: '\n'.join(
        t.split('\n')[:2] + [b64(bytes(32)), '']))


@fault('9.2', 'both signed by')
def two_readers_were_shown_two_histories(c):
    c.against = Case(c.good)
    c.against.note()[2]['act']['says'] = 'as told to somebody else'


def run(verify, out, against):
    args = [verify, '--trust', out / 'policy']
    if against:
        args += ['--against', out / 'other/bundle']
    return subprocess.run([*args, out / 'bundle'], text=True,
                          capture_output=True, check=False)


LINE = re.compile(r'^(\d+\.\d) .* … (.*)$')


def verdicts(text):
    """Each check: `ok`, `FAIL`, `not reached`, or `none`; and what it says."""
    found, detail, now = {}, {}, None
    for line in text.splitlines():
        match = LINE.match(line)
        if match:
            now, word = match.groups()
            found[now] = next((w for w in ('ok', 'FAIL', 'not reached')
                               if word.startswith(w)), 'none')
            detail[now] = word
        elif now:
            detail[now] += '\n' + line
    return found, detail


def judge(result, check, place):
    """What is wrong with the answer; nothing, if it is as it must be."""
    found, detail = verdicts(result.stdout)
    if result.returncode != 1 or set(found) != set(GROUNDS):
        return [f'status {result.returncode}', result.stderr,
                result.stdout[:2000]]
    wrong = [f'{c} is {v}: {detail[c]}' for c, v in found.items()
             if (v == 'FAIL') != (c == check) or
             (v == 'not reached') != (c in stands_on(check))]
    if not re.search(place, detail[check]):
        wrong.append(f'{check} does not say {place!r}: {detail[check]}')
    return wrong


def load(path, seed):
    """A bundle that `canvass publish` made."""
    entries, objects, site = [], {}, {}
    for file in sorted((path / 'log/tile/entries').rglob('*')):
        if not file.is_file():
            continue
        data = file.read_bytes()
        while data:
            n = int.from_bytes(data[:2], 'big')
            entries.append(json.loads(data[2:2 + n]))
            data = data[2 + n:]
    entries.sort(key=lambda e: e['seq'])
    for file in (path / 'objects').iterdir():
        objects[file.name] = file.read_bytes()
    for file in (path / 'site').rglob('*'):
        if file.is_file():
            site[str(file.relative_to(path))] = file.read_bytes()
    site.setdefault('site/index.html', b'<p>hello</p>\n')
    name, _, key = entries[0]['act']['log']['key'].split('+', 2)
    public = mb.base64.b64decode(key)[1:].hex()
    log = mb.Key(bytes.fromhex(seed)) if seed else RING.get(public)
    if log is None or log.public.hex() != public:
        sys.exit(f'faults: the key of {name} is not known: --log-seed')
    return mb.Bundle(entries, objects, site, log)


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument('verify', type=Path)
    parser.add_argument('--bundle', type=Path)
    parser.add_argument('--log-seed')
    parser.add_argument('-v', action='store_true')
    parser.add_argument('--only', default='')
    args = parser.parse_args()
    args.verify = args.verify.resolve()
    return args


def twice_witnessed(out):
    lines = (out / 'policy').read_text().splitlines()
    lines.append(next(s for s in lines if s.startswith('witness')))
    (out / 'twice').write_text('\n'.join(lines) + '\n')
    return out / 'twice'


def whole_cases(args, good):
    """What must hold, and the statuses: (sentence, what is wrong)."""
    with tempfile.TemporaryDirectory() as tmp:
        out = Path(tmp)
        Case(good).write(out)
        result = run(args.verify, out, False)
        yield 'the bundle without a fault holds', [] if \
            result.returncode == 0 else [result.stdout, result.stderr]
        alone = subprocess.run([args.verify, out / 'bundle'], text=True,
                               capture_output=True, check=False)
        said = 'self-consistent; origin not established'
        yield 'without a policy its origin is not established', [] if \
            alone.returncode == 1 and said in alone.stdout and \
            'not self-c' not in alone.stdout and \
            'FAIL' not in alone.stdout else [alone.stdout]
        same = subprocess.run(
            [args.verify, '--trust', out / 'policy', '--against',
             out / 'bundle', out / 'bundle'], text=True, capture_output=True,
            check=False)
        yield 'a bundle does not contradict itself', [] if \
            same.returncode == 0 else [same.stdout]
        for sentence, status, argv in (
                ('wrong usage is status 2', 2, ['--trust']),
                ('no bundle at all is status 3', 3, [out / 'nowhere']),
                ('a policy in which a witness stands twice is status 3', 3,
                 ['--trust', twice_witnessed(out), out / 'bundle']),
                ('a policy that cannot be read is status 3', 3,
                 ['--trust', out / 'bundle/bundle', out / 'bundle'])):
            got = subprocess.run([args.verify, *argv], capture_output=True,
                                 check=False).returncode
            yield sentence, [] if got == status else [f'status {got}']


def more_kinds():
    """Faults that need a record of another kind: (sentence, check, bundle)."""
    own = [mb.Key(sha(f'a key of a real election {n}'.encode()))
           for n in range(64)]
    mixed = own[:21] + [KEYS[21]] + own[22:]
    yield 'a real record holds', None, mb.make(kind='real', ring=own,
                                               log=own[40])
    yield 'a demonstration key enters a real record', '4.3', mb.make(
        kind='real', ring=mixed, log=own[40])
    founder = own[:12] + [KEYS[12]] + own[13:]
    yield 'a demonstration key founds a real record', '4.3', mb.make(
        kind='real', ring=founder, log=own[40])


def real_cases(args):
    for sentence, check, bundle in more_kinds():
        with tempfile.TemporaryDirectory() as tmp:
            out = Path(tmp)
            Case(bundle).write(out)
            result = run(args.verify, out, False)
            yield sentence, judge(result, check, 'leaf') if check else \
                [result.stdout] if result.returncode != 0 else []


def planted(args, good):
    for sentence, check, place, plant in FAULTS:
        if args.only and args.only not in sentence:
            continue
        case = Case(good)
        try:
            plant(case)
        except Skip as why:
            yield f'{sentence} ({check}) # SKIP {why}', []
            continue
        with tempfile.TemporaryDirectory() as tmp:
            out = Path(tmp)
            case.write(out)
            result = run(args.verify, out, case.against)
            yield f'{sentence}: {check} fails', judge(result, check, place)
            if args.v:
                print('# ' + verdicts(result.stdout)[1].get(
                    check, '').replace('\n', '\n# '))


def every_check_has_a_fault():
    with_fault = {check for _, check, _, _ in FAULTS} | {'4.3'}
    return [f'{c} has none' for c in GROUNDS if c not in with_fault]


def main():
    args = arguments()
    good = load(args.bundle, args.log_seed) if args.bundle else mb.make()
    results = list(whole_cases(args, good)) + list(planted(args, good))
    if not args.bundle:
        results += list(real_cases(args))
    results.append(('every check has a planted fault',
                    every_check_has_a_fault()))
    for n, (sentence, wrong) in enumerate(results, 1):
        print(f'{"not " if wrong else ""}ok {n} - {sentence}')
        for line in '\n'.join(wrong).splitlines():
            print(f'# {line}')
    print(f'1..{len(results)}')
    return 1 if any(wrong for _, wrong in results) else 0


if __name__ == '__main__':
    sys.exit(main())
