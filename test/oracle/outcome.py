#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""outcome CANVASS: compare, recount eligibility and electors, against brute force.

Random elections are made, counted once by the program and once here by trying
every possibility with exact fractions.  The Georgia comparison is recomputed
from its files.  Prints TAP; OUTCOME_SEED brings the same elections back.
"""

import csv
import io
import itertools
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from fractions import Fraction

HOUSE = pathlib.Path(__file__).resolve().parent.parent.parent
SEED = int(os.environ.get("OUTCOME_SEED", "20201103"))
SIDES = ("Reed", "Stone")
ON = "2031-05-20"

checks = []


def check(does):
    checks.append(does)
    return does


class Canvass:
    """Runs commands on elections made in a folder of its own."""

    def __init__(self, program, folder):
        self.program, self.folder = program, pathlib.Path(folder)
        self.env = {**os.environ, "CANVASS_SHARE": str(HOUSE)}
        self.made = 0

    def run(self, *args, statuses=(0, 1)):
        done = subprocess.run([self.program, *map(str, args)], env=self.env,
                              text=True, capture_output=True, check=False)
        assert done.returncode in statuses, done.stderr
        return done

    def json(self, *args):
        return json.loads(self.run(*args, "--json").stdout)

    def make(self, definition, files, imports=()):
        """An election folder from a definition and the files beside it."""
        self.made += 1
        source = self.folder / f"source-{self.made}"
        source.mkdir()
        for name, text in files.items():
            (source / name).write_text(text)
        (source / "election.json").write_text(json.dumps(definition))
        (source / "imports.json").write_text(json.dumps(
            {"schema": "canvass-imports-1", "imports": list(imports)}))
        folder = self.folder / f"election-{self.made}"
        self.run("init", folder, "--from", source / "election.json")
        if imports:
            self.run("import", folder, "--from", source / "imports.json")
        return folder


def definition(choices, **more):
    return {
        "schema": "canvass-election-1", "id": "random", "title": "Random",
        "jurisdiction": "Arcadia", "unit_word": "county",
        "units_word": "counties", "date": "2031-05-06",
        "rules": "rules.yaml", "units": [{"id": "01", "name": "Alder"},
                                         {"id": "02", "name": "Birch"}],
        "contests": [{"id": "mayor", "title": "Mayor", "office": "state",
                      "date": "2031-05-06", "votes_allowed": 1, "winners": 1,
                      "choices": [{"id": c, "name": c, "label": c,
                                   "party": ""} for c in choices]}],
        "counts": [{"id": "original", "title": "First count",
                    "kind": "original", "stage": "certified",
                    "by_hand": False, "as_of": "2031-05-15"}], **more}


def rules(recount=None):
    text = (HOUSE / "rules/made-up.yaml").read_text()
    if recount is None:
        return text
    return re.sub(r"(?ms)^recount:.*?(?=^official:)", recount + "\n", text)


# Electors

def elector_rules(total):
    text = (HOUSE / "rules/us-electors-2020.yaml").read_text()
    return text.replace("total: 538", f"total: {total}").replace(
        "needed: 270", f"needed: {total // 2 + 1}")


def random_units(rnd, n):
    """Few distinct numbers, so that many sets cost the same."""
    return [{"id": f"U{i}", "name": f"Unit {i}",
             "electoral_votes": rnd.randint(1, 12),
             "winner": rnd.choice([0, 0, 0, 1, 1, None] if rnd.random() < 0.2
                                  else [0, 0, 1]),
             "popular": [rnd.choice([None] * (rnd.random() < 0.1) +
                                    [100, 101, 150, 200]) for _ in SIDES],
             "status": rnd.choice(["certified", "open", "unknown"])}
            for i in range(n)]


def electors_csv(units):
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(["id", "name", "electoral_votes", "winner", "popular_Reed",
                   "popular_Stone", "certified_by", "open_on", "cite"])
    for u in units:
        side = "" if u["winner"] is None else SIDES[u["winner"]]
        rows.writerow([u["id"], u["name"], u["electoral_votes"], side,
                       *("" if p is None else p for p in u["popular"]),
                       ON if u["status"] == "certified" else "",
                       ON if u["status"] == "open" else "", "made up"])
    return out.getvalue()


def outcome_of(won, total):
    for side in (0, 1):
        if won[side] * 2 > total:
            return SIDES[side]
    return "tie" if sum(won) == total else "nobody yet"


def won_with(units, flipped):
    won = [0, 0]
    for i, u in enumerate(units):
        if u["winner"] is not None:
            won[u["winner"] ^ (i in flipped)] += u["electoral_votes"]
    return won


def margin_of(u):
    """By how much its winner won it; None where that cannot be said."""
    mine, other = u["popular"][u["winner"]], u["popular"][1 - u["winner"]]
    if mine is None or other is None or mine < other:
        return None
    return mine - other


def price_of(units, flips, by):
    if by == "units":
        return len(flips)
    if by == "electoral_votes":
        return sum(units[i]["electoral_votes"] for i in flips)
    margins = [margin_of(units[i]) for i in flips]
    # So many voters that the other side is ahead.
    return None if None in margins else sum(m // 2 + 1 for m in margins)


def best_sets(units, to, by):
    """All cheapest sets of flips of the other side's units, by trying all."""
    total = sum(u["electoral_votes"] for u in units)
    now = outcome_of(won_with(units, ()), total)
    side = SIDES.index(now) if to == "tie" else 1 - SIDES.index(to)
    theirs = [i for i, u in enumerate(units) if u["winner"] == side]
    best, sets = None, []
    for n in range(1, len(theirs) + 1):
        for flips in itertools.combinations(theirs, n):
            if outcome_of(won_with(units, flips), total) != to:
                continue
            price = price_of(units, flips, by)
            if price is None or (best is not None and price > best):
                continue
            if best is None or price < best:
                best, sets = price, []
            sets.append(flips)
    return sets


def preferred(units, sets, by):
    second = "electoral_votes" if by == "units" else "units"
    return min(sets, key=lambda s: (price_of(units, s, second), s))


def ways_of(units, free):
    total = sum(u["electoral_votes"] for u in units)
    free = [i for i, u in enumerate(units)
            if u["winner"] is None or u["status"] in free]
    found = defaultdict(int)
    for falls in itertools.product((0, 1), repeat=len(free)):
        won = [0, 0]
        for i, u in enumerate(units):
            if i not in free:
                won[u["winner"]] += u["electoral_votes"]
        for i, side in zip(free, falls):
            won[side] += units[i]["electoral_votes"]
        found[outcome_of(won, total)] += 1
    return found


def make_electors(canvass, units):
    total = sum(u["electoral_votes"] for u in units)
    return canvass.make(
        definition(("reed", "stone"), electors="electors.csv",
                   elector_rules="electors.yaml"),
        {"electors.csv": electors_csv(units), "rules.yaml": rules(),
         "electors.yaml": elector_rules(total)})


def elector_tables():
    rnd = random.Random(SEED)
    sizes = [rnd.randint(1, 10) for _ in range(40)] + [16]
    return [random_units(rnd, n) for n in sizes]


@check
def smallest_sets_of_flips_are_those_found_by_trying_all(canvass):
    seen = 0
    for units in elector_tables():
        told = canvass.json("electors", make_electors(canvass, units),
                            "--as-of", ON)
        for s in told["smallest"]:
            sets = best_sets(units, s["outcome"], s["by"])
            assert s["exists"] == bool(sets), (units, s)
            if not sets:
                continue
            seen += 1
            flips = preferred(units, sets, s["by"])
            assert s["sets"] == len(sets), (units, s, sets)
            assert s["units"] == [units[i]["id"] for i in flips], (units, s)
            assert s["electoral_votes"] == price_of(
                units, flips, "electoral_votes")
            assert s["popular_votes"] == price_of(
                units, flips, "popular_votes"), (units, s)
    assert seen > 100, seen


@check
def ways_of_open_units_are_those_counted_one_by_one(canvass):
    for units in elector_tables()[:30]:
        told = canvass.json("electors", make_electors(canvass, units),
                            "--as-of", ON)
        for name, free in (("ways_of_open", {"open"}),
                           ("ways_of_open_or_unknown", {"open", "unknown"})):
            found, w = ways_of(units, free), told[name]
            assert w["elects"] == {s: found[s] for s in SIDES}, (units, w)
            assert w["nobody"] == found["tie"] + found["nobody yet"]
            assert w["all"] == sum(found.values())


@check
def what_if_flips_are_sums_of_the_flipped_table(canvass):
    rnd = random.Random(SEED + 1)
    for units in elector_tables()[:20]:
        known = [i for i, u in enumerate(units) if u["winner"] is not None]
        if not known:
            continue
        flips = rnd.sample(known, rnd.randint(1, len(known)))
        told = canvass.json(
            "electors", make_electors(canvass, units), "--as-of", ON,
            "--flip", ",".join(units[i]["id"] for i in flips))["what_if"]
        won = won_with(units, flips)
        assert [s["won"]["value"] for s in told["sides"]] == won, units
        assert told["outcome"] == outcome_of(
            won, sum(u["electoral_votes"] for u in units))


# Recount eligibility

def random_limit(rnd):
    base = rnd.choice(["total", "winner", "pair", "absolute", "tie"])
    share = Fraction(rnd.choice([5000, 5001, 4999, 10000, 20000,
                                 rnd.randint(1, 99999)]), 1000000)
    return {"base": base, "share": share, "votes": rnd.randint(1, 400),
            "inclusive": rnd.random() < 0.5}


def limit_yaml(limit):
    if limit["base"] == "tie":
        return "      - { of: tie }\n"
    size = f"votes: {limit['votes']}"
    if limit["base"] != "absolute":
        digits = limit["share"] * 1000000
        size = f"share: {digits // 10000}.{int(digits) % 10000:04d} %"
    return (f"      - {{ of: {limit['base']}, {size}, inclusive: "
            f"{'true' if limit['inclusive'] else 'false'} }}\n")


def recount_yaml(limits, join):
    return ("recount:\n  - id: close\n    title: Close\n    cite: Made up\n"
            "    basis: proposal\n    from: 2025-01-01\n    start: automatic\n"
            "    limits:\n" + "".join(map(limit_yaml, limits)) +
            f"    join: {join}\n    who: the Board\n    method: by hand\n")


def is_inside(limit, votes):
    """The margin against the limit, as fractions; no division is rounded."""
    first, second = sorted(votes, reverse=True)[:2]
    margin, base = first - second, {
        "total": sum(votes), "winner": first, "pair": first + second,
        "absolute": 1, "tie": 0}[limit["base"]]
    if limit["base"] == "tie":
        return margin == 0
    edge = (Fraction(limit["votes"]) if limit["base"] == "absolute"
            else limit["share"] * base)
    return margin <= edge if limit["inclusive"] else margin < edge


def votes_near(rnd, limit):
    """Votes whose margin is near the limit, mostly."""
    total = rnd.choice([1000, 20000, 1000000, 2 * 10 ** 9])
    third = rnd.randint(0, total // 10)
    gap = int(limit["share"] * total) + rnd.randint(-2, 2)
    if limit["base"] in ("absolute", "tie"):
        gap = rnd.choice([limit["votes"] + rnd.randint(-1, 1), 0, 1])
    first = (total - third + max(gap, 0)) // 2
    return [first, total - third - first, third]


@check
def recount_limits_are_those_of_exact_fractions(canvass):
    rnd = random.Random(SEED + 2)
    inside = 0
    for _ in range(120):
        limits = [random_limit(rnd) for _ in range(rnd.randint(1, 3))]
        votes = votes_near(rnd, limits[0])
        join = rnd.choice(["any", "all"])
        part = [v // 3 for v in votes]
        text = "unit,reed,stone,vale\n01,{},{},{}\n02,{},{},{}\n".format(
            *part, *(v - p for v, p in zip(votes, part)))
        folder = canvass.make(
            definition(("reed", "stone", "vale")),
            {"rules.yaml": rules(recount_yaml(limits, join)),
             "votes.csv": text},
            [{"file": "votes.csv", "id": "votes", "title": "Votes",
              "publisher": "Board", "cite": "made up", "format": "results",
              "contest": "mayor", "count": "original", "part": "unit",
              "as_of": "2031-05-15", "as_of_text": "", "quotes": False,
              "already_public": True, "office": "", "map": {}}])
        done = canvass.run("recount", "eligibility", folder, "--json")
        told = json.loads(done.stdout)["answers"][0]
        expected = [is_inside(x, votes) for x in limits]
        assert [t["inside"] for t in told["tests"]] == expected, \
            (limits, votes, told)
        may = (all if join == "all" else any)(expected)
        assert told["eligible"] == may and done.returncode == (not may)
        inside += may
    assert 20 < inside < 100, inside


# Compare

def georgia_counts():
    """County votes of each count, straight from the published files."""
    data = HOUSE / "data/georgia-2020"
    files = {"original": "original-county.csv", "hand": "hand-batch.csv.zst",
             "recount": "recount-county.csv"}
    counts = {}
    for count, name in files.items():
        path = data / name
        text = path.read_bytes() if path.suffix == ".csv" else \
            subprocess.run(["zstd", "-dc", path], check=True,
                           capture_output=True).stdout
        votes = defaultdict(lambda: [0, 0, 0])
        for row in csv.DictReader(io.StringIO(text.decode())):
            unit = row.get("unit") or row.get("Jurisdiction Name")
            for i, name in enumerate(("biden", "trump", "jorgensen")):
                cell = next(v for k, v in row.items()
                            if name in k.lower())
                votes[unit][i] += int(cell)
        counts[count] = votes
    return counts


def units_by_id():
    data = json.loads((HOUSE / "data/georgia-2020/election.json").read_text())
    return {u["id"]: u["name"] for u in data["units"]}


def check_pair(pair, first, later, order):
    change = {u: [b - a for a, b in zip(first[u], later[u])] for u in order}
    differ = [u for u in order if any(change[u])]
    size = {"by_votes": lambda u: abs(sum(change[u])),
            "by_margin": lambda u: abs(change[u][0] - change[u][1]),
            "by_percent": lambda u: Fraction(abs(sum(change[u])),
                                             sum(first[u]))}
    assert pair["units_equal"] == len(order) - len(differ)
    assert pair["gross_votes"]["value"] == sum(
        abs(c) for u in order for c in change[u])
    assert pair["margin_change"]["value"] == sum(
        change[u][0] - change[u][1] for u in order)
    for name, key in size.items():
        assert pair[name] == sorted(differ, key=lambda u: -key(u)), name


@check
def the_georgia_counts_compare_as_their_files_say(canvass):
    folder = canvass.folder / "georgia"
    data = HOUSE / "data/georgia-2020"
    canvass.run("init", folder, "--from", data / "election.json")
    canvass.run("import", folder, "--from", data / "imports.json")
    told = canvass.json("compare", folder)
    names = units_by_id()
    ids = {n: i for i, n in names.items()}
    counts = {c: {ids.get(u, u): v for u, v in by.items()}
              for c, by in georgia_counts().items()}
    for count in told["counts"]:
        sums = [sum(v[i] for v in counts[count["id"]].values())
                for i in range(3)]
        assert [count["votes"][c]["value"] for c in
                ("biden", "trump", "jorgensen")] == sums
        assert count["units_reported"] == 159
    for pair in told["pairs"]:
        check_pair(pair, counts["original"], counts[pair["to"]], list(names))
    assert [p["units_equal"] for p in told["pairs"]] == [40, 54]
    assert [c["margin"]["value"] for c in told["counts"]] == \
        [12670, 12284, 11779]


def main():
    print(f"1..{len(checks)}\n# seed {SEED}")
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        canvass = Canvass(sys.argv[1], folder)
        for n, does in enumerate(checks, 1):
            try:
                does(canvass)
                print(f"ok {n} {does.__name__}")
            except (AssertionError, KeyError, ValueError, StopIteration) as e:
                failed += 1
                print(f"not ok {n} {does.__name__}\n# "
                      f"{type(e).__name__} {str(e)[:1500]}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
