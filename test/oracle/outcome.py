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
        self.made, self.tables = 0, []

    def run(self, *args, statuses=(0, 1)):
        done = subprocess.run([self.program, *map(str, args)], env=self.env,
                              text=True, capture_output=True, check=False)
        assert done.returncode in statuses, done.stderr
        return done

    def json(self, *args):
        return json.loads(self.run(*args, "--json").stdout)

    def published(self, name):
        """The election folder of data/NAME, made once."""
        folder = self.folder / name
        if not folder.exists():
            data = HOUSE / "data" / name
            self.run("init", folder, "--from", data / "election.json")
            self.run("import", folder, "--from", data / "imports.json")
        return folder

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


def elector_tables(canvass, some=None):
    """Random tables, each with the election folder made of it."""
    if not canvass.tables:
        rnd = random.Random(SEED)
        for n in [rnd.randint(1, 10) for _ in range(40)] + [16]:
            units = random_units(rnd, n)
            canvass.tables.append((units, make_electors(canvass, units)))
    return canvass.tables[:some]


@check
def smallest_sets_of_flips_are_those_found_by_trying_all(canvass):
    seen = 0
    for units, folder in elector_tables(canvass):
        told = canvass.json("electors", folder, "--as-of", ON)
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
    for units, folder in elector_tables(canvass, 30):
        told = canvass.json("electors", folder, "--as-of", ON)
        for name, free in (("ways_of_open", {"open"}),
                           ("ways_of_open_or_unknown", {"open", "unknown"})):
            found, w = ways_of(units, free), told[name]
            assert w["elects"] == {s: found[s] for s in SIDES}, (units, w)
            assert w["nobody"] == found["tie"] + found["nobody yet"]
            assert w["all"] == sum(found.values())


@check
def what_if_flips_are_sums_of_the_flipped_table(canvass):
    rnd = random.Random(SEED + 1)
    for units, folder in elector_tables(canvass, 20):
        known = [i for i, u in enumerate(units) if u["winner"] is not None]
        if not known:
            continue
        flips = rnd.sample(known, rnd.randint(1, len(known)))
        told = canvass.json(
            "electors", folder, "--as-of", ON,
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


def recount_yaml(rules_):
    return "recount:\n" + "".join(
        f"  - id: rule-{i}\n    title: Close\n    cite: Made up\n"
        "    basis: proposal\n    from: 2025-01-01\n    start: automatic\n"
        "    limits:\n" + "".join(map(limit_yaml, limits)) +
        f"    join: {join}\n    who: the Board\n    method: by hand\n"
        f"    offices: office-{i}\n"
        for i, (limits, join) in enumerate(rules_))


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


def recount_contest(i):
    return {"id": f"c{i}", "title": f"Contest {i}", "office": f"office-{i}",
            "date": "2031-05-06", "votes_allowed": 1, "winners": 1,
            "choices": [{"id": c, "name": c, "label": c, "party": ""}
                        for c in ("reed", "stone", "vale")]}


def recount_import(i):
    return {"file": f"c{i}.csv", "id": f"votes-{i}", "title": "Votes",
            "publisher": "Board", "cite": "made up", "format": "results",
            "contest": f"c{i}", "count": "original", "part": "unit",
            "as_of": "2031-05-15", "as_of_text": "", "quotes": False,
            "already_public": True, "office": "", "map": {}}


def votes_csv(votes):
    part = [v // 3 for v in votes]
    rest = [v - p for v, p in zip(votes, part)]
    return "unit,reed,stone,vale\n01,{},{},{}\n02,{},{},{}\n".format(
        *part, *rest)


@check
def recount_limits_are_those_of_exact_fractions(canvass):
    rnd = random.Random(SEED + 2)
    asked = [([random_limit(rnd) for _ in range(rnd.randint(1, 3))],
              rnd.choice(["any", "all"])) for _ in range(150)]
    votes = [votes_near(rnd, limits[0]) for limits, _ in asked]
    some = range(len(asked))
    folder = canvass.make(
        {**definition(()), "contests": [recount_contest(i) for i in some]},
        {"rules.yaml": rules(recount_yaml(asked)),
         **{f"c{i}.csv": votes_csv(votes[i]) for i in some}},
        [recount_import(i) for i in some])
    inside = 0
    for i, (limits, join) in enumerate(asked):
        done = canvass.run("recount", "eligibility", folder, "--contest",
                           f"c{i}", "--json")
        told, = json.loads(done.stdout)["answers"]
        expected = [is_inside(x, votes[i]) for x in limits]
        assert [t["inside"] for t in told["tests"]] == expected, \
            (limits, votes[i], told)
        may = (all if join == "all" else any)(expected)
        assert told["eligible"] == may and done.returncode == (not may)
        inside += may
    assert 30 < inside < 120, inside


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
    told = canvass.json("compare", canvass.published("georgia-2020"))
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


def naked(value, where=""):
    """Figures that lack their stage, their source or their time."""
    if isinstance(value, dict):
        if "value" in value and not {"stage", "source", "as_of"} <= set(value):
            yield where
        for name, part in value.items():
            yield from naked(part, f"{where}.{name}")
    elif isinstance(value, list):
        for part in value:
            yield from naked(part, where)


@check
def no_figure_stands_without_stage_source_and_time(canvass):
    folder = canvass.published("made-up")
    for args in (["compare", folder], ["compare", folder, "--unit", "Birch"],
                 ["recount", "eligibility", folder],
                 ["electors", canvass.published("georgia-2020"), "--as-of",
                  "2020-12-05", "--flip", "GA"]):
        told = canvass.json(*args)
        assert not list(naked(told)), list(naked(told))
        rows = list(csv.DictReader(io.StringIO(
            canvass.run(*args, "--csv").stdout)))
        assert rows and all(r["stage"] and r["source"] and r["as_of"]
                            for r in rows), args


@check
def what_a_county_has_not_reported_is_empty_and_never_0(canvass):
    rows = csv.DictReader(io.StringIO(canvass.run(
        "compare", canvass.published("made-up"), "--csv").stdout))
    lacking = [r for r in rows if r["total"] == ""]
    assert lacking and all(
        r[c] == "" for r in lacking
        for c in ("reed", "stone", "vale", "margin", "margin_change"))
    told = canvass.json("compare", canvass.published("made-up"))
    parts = [c for c in told["counts"] if not c["complete"]]
    assert parts and all(c["winner"] is None and
                         c["margin_change"]["value"] is None for c in parts)


@check
def the_electors_of_2020_are_those_of_the_day(canvass):
    folder = canvass.published("georgia-2020")
    day = canvass.json("electors", folder, "--as-of", "2020-12-05", "--flip",
                       "GA")
    certified, won = ([s[k]["value"] for s in day["now"]["sides"]]
                      for k in ("certified", "won"))
    assert certified[0] == 279 and won == [306, 232]
    assert day["what_if"]["sides"][0]["won"]["value"] == 290
    assert day["what_if"]["sides"][0]["certified"]["value"] == 263
    tie = next(s for s in day["smallest"] if s["outcome"] == "tie" and
               s["by"] == "popular_votes")
    assert tie["units"] == ["AZ", "GA", "WI"] and tie["electoral_votes"] == 37


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
