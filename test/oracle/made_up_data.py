#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""made_up_data: is the invented election what its README says?  Prints TAP."""

import csv
import io
import json
import pathlib
import re
import subprocess
import sys
import tempfile

HOUSE = pathlib.Path(__file__).resolve().parent.parent.parent
DATA = HOUSE / "data/made-up"

checks = []


def check(does):
    checks.append(does)
    return does


def planted():
    return json.loads((DATA / "planted.json").read_text())


def batches():
    """(county id, label, type) -> votes, from the Arlo report."""
    text = (DATA / "hand-tally-report.csv").read_text()
    body = text[text.index("Jurisdiction Name"):]
    ids = {u["name"]: u["id"] for u in
           json.loads((DATA / "election.json").read_text())["units"]}
    rows = list(csv.reader(io.StringIO(body, newline="")))[1:]
    return {(ids[r[0]], r[1], r[2]): [int(v) for v in r[3:]] for r in rows}


def table(name):
    with open(DATA / name, newline="") as f:
        return list(csv.DictReader(f))


@check
def a_fault_of_every_finding_code_is_planted():
    source = (HOUSE / "src/model/finding.c").read_text()
    codes = set(re.findall(r'\[FINDING_\w+\] = \{ "(\w+)"', source))
    assert len(codes) > 10, codes
    assert {f["code"] for f in planted()["planted"]} == codes


@check
def every_batch_named_is_in_the_report():
    known = batches()
    for f in planted()["planted"] + planted()["look_alikes"]:
        if f.get("count", "hand") != "hand":
            continue
        for m in f["members"]:
            assert (f["unit"], m["label"], m["method"]) in known, m


@check
def empty_batches_are_empty_and_no_others():
    named = {(f["unit"], m["label"], m["method"])
             for f in planted()["planted"] if f["code"] == "BATCH_EMPTY"
             for m in f["members"]}
    assert {k for k, v in batches().items() if not any(v)} == named


@check
def no_batch_has_fewer_than_no_votes():
    assert all(n >= 0 for v in batches().values() for n in v)


@check
def batches_entered_again_have_the_same_votes():
    known = batches()
    for f in planted()["planted"]:
        if f["code"] in ("BATCH_TWO_TYPES", "BATCH_SAME_VOTES"):
            first, again = (known[f["unit"], m["label"], m["method"]]
                            for m in f["members"])
            assert first == again and sum(first) > 100, f


@check
def the_margin_is_within_one_percent_of_the_winners_votes():
    sums = {c: sum(int(r[c]) for r in table("original-county.csv"))
            for c in ("reed", "stone", "vale")}
    winner, second, _ = sorted(sums.values(), reverse=True)
    assert 100 * (winner - second) <= winner
    assert 2 * winner < sum(sums.values()), "nobody has a majority"


@check
def methods_and_precincts_add_up_where_nothing_was_planted():
    county = {r["unit"]: int(r["stone"]) for r in table("original-county.csv")}
    names = {"Alder": "01", "Birch": "02", "Cedar": "03"}
    method, precinct = dict.fromkeys(county, 0), dict.fromkeys(county, 0)
    for r in table("original-method-long.csv"):
        if r["Name"] == "Tom Stone":
            method[names[r["Town"]]] += int(r["Count"])
    for r in table("original-precinct-openelections.csv"):
        if r["candidate"] == "Tom Stone":
            precinct[names[r["county"]]] += int(r["votes"])
    assert method == county
    assert precinct == {**county, "02": county["02"] - 27}


@check
def the_generator_makes_the_same_bytes():
    with tempfile.TemporaryDirectory() as there:
        subprocess.run([HOUSE / "tools/build-made-up", "--to", there],
                       check=True)
        for path in pathlib.Path(there).iterdir():
            assert path.read_bytes() == (DATA / path.name).read_bytes(), \
                path.name


def main():
    print(f"1..{len(checks)}")
    failed = 0
    for n, does in enumerate(checks, 1):
        try:
            does()
            print(f"ok {n} {does.__name__}")
        except (AssertionError, KeyError, ValueError, OSError) as e:
            failed += 1
            print(f"not ok {n} {does.__name__}\n# {str(e)[:500]}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
