#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""findings CANVASS: does reconcile find what is there, and nothing else?

In the made-up election the truth is known: planted.json.  In the Georgia data
it is not, but every batch that a finding names must stand in the hand tally
with the votes that the finding shows.  Prints TAP.
"""

import csv
import io
import json
import os
import pathlib
import subprocess
import sys
import tempfile
from collections import Counter

HOUSE = pathlib.Path(__file__).resolve().parent.parent.parent
TWICE = {"BATCH_SPELLING", "BATCH_RANGE", "BATCH_TWO_TYPES",
         "BATCH_SAME_VOTES"}
BY_MEMBER = TWICE | {"BATCH_EMPTY", "BATCH_ONE_SIDED", "LABEL_DIRT"}

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

    def findings(self, name, contest):
        out = self.run("reconcile", self.election(name), "--contest", contest,
                       "--json")
        return json.loads(out)["findings"]


def planted():
    return json.loads((HOUSE / "data/made-up/planted.json").read_text())


def members(finding):
    return frozenset((m["label"], m["method"]) for m in finding["members"])


def key(finding):
    return finding["code"], finding["unit"] or "", members(finding)


@check
def every_planted_fault_is_found_where_it_was_planted(canvass):
    found = {(f["code"], f["unit"] or "")
             for f in canvass.findings("made-up", "governor")}
    missed = [f["what"] for f in planted()["planted"]
              if (f["code"], f["unit"]) not in found]
    assert not missed, missed


@check
def the_batches_named_are_exactly_the_planted_ones(canvass):
    found = Counter(key(f) for f in canvass.findings("made-up", "governor")
                    if f["code"] in BY_MEMBER)
    expected = Counter(key(f) for f in planted()["planted"]
                       if f["code"] in BY_MEMBER)
    assert found == expected, (found - expected, expected - found)


@check
def no_look_alike_is_named(canvass):
    found = [members(f) for f in canvass.findings("made-up", "governor")
             if f["code"] in TWICE]
    for alike in planted()["look_alikes"]:
        assert not any(members(alike) <= f for f in found), alike["why"]


@check
def nothing_is_found_where_nothing_was_planted(canvass):
    assert canvass.findings("made-up", "treasurer") == []


@check
def what_was_explained_says_so_and_the_rest_is_open(canvass):
    explained = {(f["code"], f["unit"])
                 for f in canvass.findings("made-up", "governor")
                 if f["status"] == "explained"}
    assert explained == {("CARDS_AS_BLANKS", "01"),
                         ("BATCH_SPELLING", "02")}, explained


def hand_tally():
    """(unit, label, type) -> lists of votes; a name may stand there twice."""
    data = subprocess.run(
        ["zstd", "-dc", HOUSE / "data/georgia-2020/hand-batch.csv.zst"],
        check=True, stdout=subprocess.PIPE).stdout.decode()
    out = {}
    for r in csv.DictReader(io.StringIO(data, newline="")):
        votes = {"biden": r["Joseph R. Biden"], "trump": r["Donald J. Trump"],
                 "jorgensen": r["Jo Jorgensen"]}
        out.setdefault((r["unit"], r["label"], r["method"]), []).append(
            {c: int(v) for c, v in votes.items()})
    return out


@check
def every_batch_named_in_georgia_stands_in_the_tally_with_these_votes(canvass):
    known = hand_tally()
    named = 0
    for f in canvass.findings("georgia-2020", "president"):
        for m in f["members"]:
            if not f["code"].startswith("BATCH"):
                continue
            votes = {c: m["votes"][c] for c in ("biden", "trump", "jorgensen")}
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
