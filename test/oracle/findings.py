#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""findings CANVASS: does reconcile say of Georgia what the files say?

The truth about the batches of the hand tally is not known, but parts of it can
be told from their names and votes alone, without the program's search.  (In
the made-up election it is known: test/golden/planted.sh.)  Prints TAP.
"""

import csv
import functools
import io
import itertools
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

HOUSE = pathlib.Path(__file__).resolve().parent.parent.parent
TWICE = {"BATCH_SPELLING", "BATCH_RANGE", "BATCH_TWO_TYPES",
         "BATCH_SAME_VOTES"}
CHOICES = {"biden": "Joseph R. Biden", "trump": "Donald J. Trump",
           "jorgensen": "Jo Jorgensen"}
MANY = 10       # votes; fewer may agree by chance

checks = []


def check(does):
    checks.append(does)
    return does


class Canvass:
    """Runs commands; keeps one election folder a data set."""

    def __init__(self, program, folder):
        self.program, self.folder = program, pathlib.Path(folder)
        self.env = {**os.environ, "CANVASS_SHARE": str(HOUSE)}

    def run(self, *args):
        done = subprocess.run([self.program, *args], env=self.env, text=True,
                              capture_output=True, check=False)
        assert done.returncode in (0, 1), done.stderr
        return done.stdout

    def election(self, name):
        folder = self.folder / name
        if not folder.exists():
            data = HOUSE / "data" / name
            self.run("init", folder, "--from", data / "election.json")
            self.run("import", folder, "--from", data / "imports.json")
        return folder

    @functools.cache
    def findings(self, name, contest):
        out = self.run("reconcile", self.election(name), "--contest", contest,
                       "--json")
        return json.loads(out)["findings"]


def hand_tally():
    """[(unit, label, type, votes by choice)], one a row."""
    data = subprocess.run(
        ["zstd", "-dc", HOUSE / "data/georgia-2020/hand-batch.csv.zst"],
        check=True, stdout=subprocess.PIPE).stdout.decode()
    return [(r["unit"], r["label"], r["method"],
             {c: int(r[h]) for c, h in CHOICES.items()})
            for r in csv.DictReader(io.StringIO(data, newline=""))]


def folded(label):
    """The letters without blanks, and the numbers without leading zeros."""
    return "".join(f"#{int(w)}#" if w.isdigit() else w
                   for w in re.findall(r"[a-z]+|[0-9]+", label.lower()))


def named_together(findings):
    """(unit, pairs of (label, type)) that some finding names as one batch."""
    return {(f["unit"], frozenset(pair)) for f in findings
            if f["code"] in TWICE for pair in itertools.combinations(
                [(m["label"], m["method"]) for m in f["members"]], 2)}


@check
def every_batch_named_in_georgia_stands_in_the_tally_with_these_votes(canvass):
    known = {}
    for unit, label, kind, votes in hand_tally():
        known.setdefault((unit, label, kind), []).append(votes)
    named = 0
    for f in canvass.findings("georgia-2020", "president"):
        for m in f["members"]:
            if not f["code"].startswith("BATCH"):
                continue
            votes = {c: m["votes"][c] for c in CHOICES}
            assert votes in known[m["unit"], m["label"], m["method"]], m
            named += 1
    assert named > 200, named


@check
def georgia_has_108_empty_batches(canvass):
    assert sum(len(f["members"])
               for f in canvass.findings("georgia-2020", "president")
               if f["code"] == "BATCH_EMPTY") == 108


@check
def the_short_totals_of_the_hand_tally_report_are_found(canvass):
    found = next(f for f in canvass.findings("georgia-2020", "president")
                 if f["code"] == "SOURCE_TOTALS")
    assert {259, 369, 7} <= {abs(v) for v in found["numbers"].values()}, \
        found["numbers"]


@check
def equal_names_with_equal_votes_are_named(canvass):
    """Names that differ in blanks, case, punctuation or leading zeros only."""
    found = named_together(canvass.findings("georgia-2020", "president"))
    same = {}
    for unit, label, kind, votes in hand_tally():
        if sum(votes.values()) >= MANY:
            same.setdefault((unit, folded(label), tuple(votes.values())),
                            set()).add((label, kind))
    pairs = [(key[0], frozenset(pair)) for key, names in same.items()
             for pair in itertools.combinations(sorted(names), 2)]
    assert len(pairs) > 4, len(pairs)
    assert set(pairs) <= found, set(pairs) - found


@check
def a_spelling_never_changes_a_number(canvass):
    for f in canvass.findings("georgia-2020", "president"):
        if f["code"] == "BATCH_SPELLING":
            numbers = {tuple(sorted(int(n) for n in re.findall(
                "[0-9]+", m["label"]))) for m in f["members"]}
            assert len(numbers) == 1, f["title"]


@check
def the_senate_and_the_runoffs_have_no_finding(canvass):
    for contest in ("senate", "senate-special", "senate-runoff",
                    "senate-special-runoff"):
        found = canvass.findings("georgia-2020", contest)
        assert found == [], (contest, found[0]["title"])


@check
def nothing_is_found_in_the_made_up_contest_without_faults(canvass):
    assert canvass.findings("made-up", "treasurer") == []


def main():
    print(f"1..{len(checks)}")
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        canvass = Canvass(sys.argv[1], folder)
        for n, does in enumerate(checks, 1):
            try:
                does(canvass)
                print(f"ok {n} {does.__name__}")
            except (AssertionError, KeyError, ValueError, StopIteration) as e:
                failed += 1
                print(f"not ok {n} {does.__name__}\n# {str(e)[:1500]}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
