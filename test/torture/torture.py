#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""torture.py CANVASS sqlite|postgresql ENTRIES KILLS: every receipt is in the
log exactly once.

sqlite: one writer at a time, killed with SIGKILL at moments it cannot
foresee, and started again with the same acts.  postgresql (beside
test/pg/with-pg): eight writers at once, while their server is killed and
started again.  The receipts are those that the writers noted after each
transaction; the log is what the program shows afterwards."""
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
GEORGIA = SOURCE / 'data' / 'georgia-2020'
ENV = {**os.environ, 'CANVASS_SHARE': str(SOURCE)}
WRITERS = 8


def run(canvass, *words, **more):
    done = subprocess.run([canvass, *map(str, words)], text=True, env=ENV,
                          capture_output=True, check=False, **more)
    if done.returncode != 0:
        sys.exit(f'canvass {" ".join(map(str, words))}: {done.returncode}\n'
                 f'{done.stderr}{done.stdout[-500:]}')
    return done.stdout


def write_acts(path, writer, count):
    """Remarks of one writer, each with a key of its own."""
    with path.open('w', encoding='utf-8') as out:
        for i in range(count):
            out.write(json.dumps({
                'action': 'note.add', 'actor': 'sos', 'role': 'secretary',
                'as': 'note', 'subject': f'note/w{writer}-{i}',
                'occurred': '2020-11-03', 'key': f'w{writer}-{i}',
                'says': 'One of very many.',
                'sources': [{'cite': 'made up'}]}) + '\n')


def found(canvass, election):
    run(canvass, 'init', election, '--from', GEORGIA / 'election.json',
        '--people', GEORGIA / 'people.json')


def start(canvass, election, acts, group):
    return subprocess.Popen(
        [canvass, 'act', election, '--from', acts, '--group', str(group),
         '--summary', '--receipts', f'{acts}.receipts'], env=ENV,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def receipts(files):
    """{key: (entry, leaf)}; a key never has two of them."""
    kept = {}
    for path in files:
        for line in path.read_text().splitlines(keepends=True):
            if not line.endswith('\n'):
                continue    # the writer was killed while it noted this one
            seq, leaf, key = line.split()
            if kept.setdefault(key, (seq, leaf)) != (seq, leaf):
                sys.exit(f'{key} has two receipts: {kept[key]}, {seq} {leaf}')
    return kept


def check(canvass, election, kept, entries, what):
    """Every receipt is an entry, every entry of ours has its receipt."""
    log = {}
    for e in json.loads(run(canvass, 'log', 'show', election, '--json')):
        key = f"{e['actor']}/{e.get('key', '')}"
        if e['action'] == 'note.add':
            if key in log:
                sys.exit(f'{key} is in the log twice')
            log[key] = (str(e['entry']), e['leaf'])
    lost = [k for k, r in kept.items() if log.get(k) != r]
    if lost:
        sys.exit(f'{len(lost)} receipts are not in the log, first {lost[0]} '
                 f'{kept[lost[0]]}, found {log.get(lost[0])}')
    if len(log) != entries or len(kept) != entries:
        sys.exit(f'{len(log)} entries and {len(kept)} receipts, expected '
                 f'{entries} of each')
    run(canvass, 'fsck', election)
    print(f'ok - {what}')


def torture_sqlite(canvass, entries, kills):
    with tempfile.TemporaryDirectory() as folder:
        election, acts = Path(folder) / 'E', Path(folder) / 'acts'
        found(canvass, election)
        write_acts(acts, 0, entries)
        dice, began, killed = random.Random(entries), time.time(), 0
        while True:
            writer = start(canvass, election, acts, 20)
            if killed < kills:
                time.sleep(dice.uniform(0.02, 0.02 + entries / 20000))
                writer.send_signal(signal.SIGKILL)
            _, said = writer.communicate()
            if writer.returncode == 0:
                break
            if writer.returncode != -signal.SIGKILL:
                sys.exit(f'the writer failed: {said}')
            killed += 1
        seconds = time.time() - began
        check(canvass, election, receipts([Path(f'{acts}.receipts')]),
              entries, f'{entries} entries through SQLite, its writer killed '
              f'{killed} times, {seconds:.1f} s')


def torture_postgresql(canvass, entries, kills):
    address = os.environ['CANVASS_PG'] + f'&election=torture{os.getpid()}'
    restart = SOURCE / 'test' / 'pg' / 'restart'
    with tempfile.TemporaryDirectory() as folder:
        found(canvass, address)
        files = [Path(folder) / f'acts-{w}' for w in range(WRITERS)]
        for w, path in enumerate(files):
            write_acts(path, w, entries // WRITERS)
        began = time.time()
        writers = [start(canvass, address, path, 100) for path in files]
        killed = 0

        def begun(path):
            noted = Path(f'{path}.receipts')
            return noted.exists() and noted.stat().st_size > 0

        def kill_server():
            nonlocal killed
            # Who finds no server when he comes is told so; he is not tested.
            while not all(begun(path) for path in files) and \
                    any(w.poll() is None for w in writers):
                time.sleep(0.01)
            while killed < kills and any(w.poll() is None for w in writers):
                time.sleep(entries / 40000)
                if any(w.poll() is None for w in writers):
                    subprocess.run([restart], check=True)
                    killed += 1

        killer = threading.Thread(target=kill_server)
        killer.start()
        failed = [w.communicate()[1] for w in writers
                  if w.wait() != 0]
        killer.join()
        seconds = time.time() - began
        if failed:
            sys.exit(f'a writer failed: {failed[0]}')
        if killed < kills:
            sys.exit(f'the server was killed {killed} times, expected {kills}')
        check(canvass, address, receipts(
            [Path(f'{p}.receipts') for p in files]),
            entries // WRITERS * WRITERS,
            f'{entries} entries by {WRITERS} writers through PostgreSQL, '
            f'killed {killed} times, {seconds:.1f} s')


def main(argv):
    canvass, store = str(Path(argv[1]).resolve()), argv[2]
    entries, kills = int(argv[3]), int(argv[4])
    print('1..1')
    {'sqlite': torture_sqlite,
     'postgresql': torture_postgresql}[store](canvass, entries, kills)


if __name__ == '__main__':
    main(sys.argv)
