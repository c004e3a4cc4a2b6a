#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""georgia_data: do the files in data/georgia-2020 say what was published?

First the sums, from the committed files alone, against published figures.
Then, where the public records lie beside the checkout (CANVASS_RAW, or
../shared/data), every cell against its source.  Shares no code with
tools/build-data.  Prints TAP.
"""

import csv
import functools
import gzip
import io
import json
import os
import pathlib
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict

HERE = pathlib.Path(__file__).resolve()
HOUSE = HERE.parent.parent.parent
DATA = HOUSE / "data/georgia-2020"
RAW = pathlib.Path(os.environ.get("CANVASS_RAW", HOUSE / "../shared/data"))

CHOICES = ("biden", "trump", "jorgensen")
FIRST = (2474507, 2461837, 62138)
HAND = (2475141, 2462857, 62587)
AGAIN = (2473633, 2461854, 62229)
HEADINGS = ("Joseph R. Biden", "Donald J. Trump", "Jo Jorgensen")

checks = []


def check(does):
    """Register a test; its name is the sentence."""
    checks.append(does)
    return does


def unpacked(path):
    if path.suffix != ".zst":
        return path.read_bytes()
    return subprocess.run(["zstd", "-dc", path], check=True,
                          stdout=subprocess.PIPE).stdout


@functools.cache
def rows(name):
    """The rows of a committed table, unpacked if it is packed."""
    packed = DATA / (name + ".zst")
    data = unpacked(packed if packed.exists() else DATA / name)
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def sums(table, columns):
    return tuple(sum(int(r[c]) for r in table) for c in columns)


def by_unit(table, columns):
    """Unit -> sums of its rows."""
    out = defaultdict(lambda: [0] * len(columns))
    for r in table:
        for i, c in enumerate(columns):
            out[r["unit"]][i] += int(r[c])
    return {u: tuple(v) for u, v in out.items()}


def definition():
    return json.loads((DATA / "election.json").read_text())


def imports():
    return json.loads((DATA / "imports.json").read_text())["imports"]


def equal(found, expected):
    assert found == expected, f"found {found}, expected {expected}"


@check
def the_definition_names_159_counties_once():
    units = definition()["units"]
    equal(len(units), 159)
    equal(len({u["id"] for u in units}), 159)
    equal(len({u["name"] for u in units}), 159)
    assert all(u["id"].startswith("13") for u in units)


@check
def every_import_names_a_file_a_contest_and_a_count_that_exist():
    it = definition()
    contests = {c["id"] for c in it["contests"]}
    counts = {c["id"] for c in it["counts"]}
    for i in imports():
        assert (DATA / i["file"]).is_file(), i["file"]
        assert i["contest"] in contests and i["count"] in counts, i["id"]
        assert i["publisher"] and i["cite"] and i["as_of"], i["id"]


@check
def every_table_is_imported():
    named = {i["file"] for i in imports()}
    there = {p.name for p in DATA.iterdir()
             if p.name.endswith((".csv", ".csv.zst"))}
    equal(there - named, {"electors.csv"})


@check
def every_unit_of_every_table_is_in_the_definition():
    known = {u["id"] for u in definition()["units"]}
    for i in imports():
        table = rows(i["file"].removesuffix(".zst"))
        if i["part"] != "total":
            assert {r["unit"] for r in table} <= known, i["file"]


@check
def four_figures_are_kept_for_floyd():
    floyd = next(i for i in definition()["incidents"] if i["id"] == "floyd")
    equal([r["value"] for r in floyd["reports"]], [2600, 2524, 3060, 2464])
    equal([r["about"] for r in floyd["reports"]], [True, False, False, False])


@check
def the_first_count_has_the_certified_sums_by_county_method_and_precinct():
    for name in ("original-county", "original-method", "original-precinct",
                 "original-total"):
        equal(sums(rows(name + ".csv"), CHOICES), FIRST)


@check
def methods_and_precincts_add_up_to_each_county():
    county = by_unit(rows("original-county.csv"), CHOICES)
    equal(by_unit(rows("original-method.csv"), CHOICES), county)
    equal(by_unit(rows("original-precinct.csv"), CHOICES), county)


@check
def the_hand_tally_has_the_published_sums():
    batches = rows("hand-batch.csv")
    equal(len(batches), 41881)
    equal(sums(batches, HEADINGS), HAND)
    equal(sums(batches, ("Invalid Write-In", "Valid Write-iin",
                         "Blank/Undervote", "Overvote")),
          (9086, 2983, 132554, 563))
    equal(sums(rows("hand-total.csv"), CHOICES), HAND)


@check
def the_recount_has_the_published_sums():
    equal(sums(rows("recount-county.csv"), CHOICES), AGAIN)
    equal(sums(rows("recount-total.csv"), CHOICES), AGAIN)


@check
def the_margins_are_12670_and_12284_and_11779():
    equal([c[0] - c[1] for c in (FIRST, HAND, AGAIN)], [12670, 12284, 11779])


@check
def each_count_has_159_counties():
    for name in ("original-county.csv", "hand-batch.csv",
                 "recount-county.csv"):
        equal(len({r["unit"] for r in rows(name)}), 159)


@check
def the_hand_tally_matches_exactly_in_40_counties_and_the_recount_in_54():
    first = by_unit(rows("original-county.csv"), CHOICES)
    hand = by_unit(rows("hand-batch.csv"), HEADINGS)
    again = by_unit(rows("recount-county.csv"), CHOICES)
    equal(sum(hand[u] == first[u] for u in first), 40)
    equal(sum(again[u] == first[u] for u in first), 54)


@check
def the_totals_quoted_by_the_hand_tally_fall_short_by_259_and_369_and_7():
    quoted = sums(rows("hand-quoted-total.csv"), CHOICES)
    equal(tuple(a - b for a, b in zip(FIRST, quoted)), (259, 369, 7))


@check
def of_the_batches_108_are_empty():
    batches = rows("hand-batch.csv")
    cells = list(batches[0])[3:]
    equal(sum(all(r[c] == "0" for c in cells) for r in batches), 108)


@check
def batch_labels_keep_their_tabs_and_trailing_blanks():
    labels = [r["label"] for r in rows("hand-batch.csv")]
    equal(sum("\t" in s for s in labels), 39)
    equal(sum(s != s.strip() for s in labels), 328)


@check
def two_of_the_figures_for_floyd_follow_from_the_counts():
    """11Alive, 17 November 2020: Floyd had reported 27,120, 10,972 and 496."""
    reported = 27120 + 10972 + 496
    hand = by_unit(rows("hand-batch.csv"), HEADINGS)["13115"]
    first = by_unit(rows("original-county.csv"), CHOICES)["13115"]
    equal(sum(hand) - reported, 2464)
    equal(sum(first) - reported, 3060)


@check
def absentee_ballots_are_returned_counted_or_rejected():
    table = rows("turnout.csv")
    equal(sums(table, ("absentee_returned", "absentee_counted",
                       "absentee_rejected")), (1316165, 1311361, 4804))
    reasons = ("rejected_late", "rejected_no_signature",
               "rejected_signature", "rejected_id", "rejected_other")
    equal(sums(table, reasons), (2963, 1013, 699, 116, 13))
    for r in table:
        equal(int(r["absentee_returned"]),
              int(r["absentee_counted"]) + int(r["absentee_rejected"]))
        equal(int(r["absentee_rejected"]), sum(int(r[c]) for c in reasons))


@check
def no_county_has_more_votes_than_ballots_cast():
    cast = {r["unit"]: int(r["ballots_cast"]) for r in rows("turnout.csv")}
    for r in rows("original-county.csv"):
        equal(int(r["ballots"]), cast[r["unit"]])
        assert sum(int(r[c]) for c in (*CHOICES, "undervotes", "overvotes")) \
            <= cast[r["unit"]]


@check
def the_senate_contests_have_the_certified_sums():
    for part in ("method", "precinct"):
        equal(sums(rows(f"senate-{part}.csv"), ("perdue", "ossoff", "hazel")),
              (2462617, 2374519, 115039))
        equal(sums(rows(f"senate-special-{part}.csv"),
                   ("warnock", "loeffler", "collins")),
              (1617035, 1273214, 980454))


@check
def senate_precincts_add_up_to_each_county():
    for contest, of in (("senate", 3), ("senate-special", 20)):
        columns = next([x["id"] for x in c["choices"]]
                       for c in definition()["contests"] if c["id"] == contest)
        equal(len(columns), of)
        equal(by_unit(rows(contest + "-precinct.csv"), columns),
              by_unit(rows(contest + "-method.csv"), columns))


@check
def the_runoffs_have_the_published_sums():
    equal(sums(rows("senate-runoff-county.csv"), ("ossoff", "perdue")),
          (2269923, 2214979))
    equal(sums(rows("senate-special-runoff-county.csv"),
               ("warnock", "loeffler")), (2289113, 2195841))


@check
def runoff_precincts_cover_155_counties_and_add_up_to_them():
    for contest, columns in (("senate-runoff", ("ossoff", "perdue")),
                             ("senate-special-runoff",
                              ("warnock", "loeffler"))):
        county = by_unit(rows(contest + "-county.csv"), columns)
        precinct = by_unit(rows(contest + "-precinct.csv"), columns)
        equal(len(county), 159)
        equal(len(precinct), 155)
        equal({u: county[u] for u in precinct}, precinct)


def known_on(r, day):
    """True: certified; False: not; None: no source says."""
    if r["certified_by"] and r["certified_by"] <= day:
        return True
    return False if r["open_on"] and day <= r["open_on"] else None


def electoral(keep):
    return sum(int(r["electoral_votes"]) for r in rows("electors.csv")
               if keep(r))


@check
def of_538_electoral_votes_306_and_232_are_won():
    equal(len(rows("electors.csv")), 56)
    equal(electoral(lambda r: True), 538)
    equal(electoral(lambda r: r["winner"] == "Biden"), 306)
    equal(electoral(lambda r: r["winner"] == "Trump"), 232)


@check
def on_5_december_279_are_certified_for_biden_and_27_open():
    day = "2020-12-05"
    biden = [r for r in rows("electors.csv") if r["winner"] == "Biden"]
    of = {s: sum(int(r["electoral_votes"]) for r in biden
                 if known_on(r, day) is s) for s in (True, False, None)}
    equal(of, {True: 279, False: 27, None: 0})
    equal({r["id"] for r in biden if known_on(r, day) is False},
          {"CO", "HI", "NJ"})


@check
def on_8_december_all_are_certified():
    equal(electoral(lambda r: known_on(r, "2020-12-08")), 538)


@check
def flipping_georgia_leaves_290_or_of_the_certified_263():
    georgia = electoral(lambda r: r["id"] == "GA")
    equal((306 - georgia, 279 - georgia), (290, 263))


@check
def every_county_has_an_outline_inside_the_drawing():
    it = json.loads((DATA / "map.json").read_text())
    equal([u["id"] for u in it["units"]],
          [u["id"] for u in definition()["units"]])
    for u in it["units"]:
        for x, y in (p for r in u["rings"] for p in r):
            assert 0 <= x <= it["width"] and 0 <= y <= it["height"], u["id"]
        assert all(len(r) >= 3 for r in u["rings"]), u["id"]


@check
def nearly_every_point_of_an_outline_is_shared_with_a_neighbour_or_the_edge():
    it = json.loads((DATA / "map.json").read_text())
    seen = Counter(tuple(p) for u in it["units"] for r in u["rings"]
                   for p in r)
    assert sum(n > 1 for n in seen.values()) > len(seen) * 0.75


def raw(name):
    """The rows of a public record."""
    path = RAW / name
    opened = gzip.open if name.endswith(".gz") else open
    with opened(path, "rt", encoding="utf-8-sig", newline="") as f:
        return list(csv.DictReader(f))


def county_ids():
    return {u["name"].upper(): u["id"] for u in definition()["units"]}


def check_raw(does):
    does.needs_raw = True
    return check(does)


@check_raw
def county_tables_equal_the_three_counts_cell_by_cell():
    source = {r["fips"]: r for r in
              raw("georgia-2020/ga2020-three-counts-county.csv")}
    for name, prefix in (("original-county.csv", "orig_"),
                         ("recount-county.csv", "recount_")):
        for r in rows(name):
            s = source[r["unit"]]
            equal([r[c] for c in CHOICES], [s[prefix + c] for c in CHOICES])
    for r in rows("original-county.csv"):
        s = source[r["unit"]]
        equal([r["ballots"], r["undervotes"], r["overvotes"]],
              [s["orig_ballots_cast"], s["orig_undervotes"],
               s["orig_overvotes"]])
    equal({u["id"]: u["name"].upper() for u in definition()["units"]},
          {f: s["county"] for f, s in source.items()})


@check_raw
def batches_equal_the_hand_tally_report_byte_for_byte():
    text = (RAW / "georgia-2020/arlo-full-hand-tally-report.csv").read_bytes()
    start = text.index(b"Jurisdiction Name,Batch Name")
    source = list(csv.reader(io.StringIO(text[start:].decode(), newline="")))
    ids = county_ids()
    ours = rows("hand-batch.csv")
    equal(list(ours[0])[3:], source[0][3:])
    equal([list(r.values()) for r in ours],
          [[ids[r[0]], *r[1:]] for r in source[1:]])


@check_raw
def method_tables_equal_the_returns_cell_by_cell():
    ids = county_ids()
    source = Counter()
    for r in raw("georgia-2020/ga2020-original-county-method.csv"):
        for method, c in (("Election Day", "election_day"),
                          ("Advance", "advance"),
                          ("Absentee By Mail", "absentee_by_mail"),
                          ("Provisional", "provisional")):
            source[ids[r["county"]], method, r["contest"],
                   last_name(r["candidate"])] += int(r[c])
    equal(our_cells("method", lambda r: (r["unit"], r["method"])), source)


@check_raw
def precinct_tables_equal_the_returns_cell_by_cell():
    ids = county_ids()
    source = Counter()
    for r in raw("georgia-2020/ga2020-original-precinct-long.csv.gz"):
        source[ids[r["county"]], bare(r["precinct_name"]), r["vote_method"],
               r["contest"], last_name(r["candidate"])] += int(r["votes"])
    equal(our_cells("precinct", lambda r: (
        r["unit"], bare(r["label"]), r["method"])), source)


def bare(name):
    """Two precincts of one name carry their numbers; fold them for this."""
    return name[-19:] if name.endswith("ELI WHITNEY COMPLEX") else name


def last_name(candidate):
    """The source's short candidate names, as our ids."""
    return {"todd.greene": "greene", "davis.jackson": "annette-davis-jackson",
            }.get(candidate, candidate.replace(".", "-"))


def our_cells(part, key):
    cells = Counter()
    for name, contest in (("original", "President of the United States"),
                          ("senate", "US Senate (Perdue)"),
                          ("senate-special",
                           "US Senate (Loeffler) - Special")):
        for r in rows(f"{name}-{part}.csv"):
            for c, v in r.items():
                if c not in ("unit", "label", "method"):
                    cells[*key(r), contest, c] += int(v)
    return cells


@check_raw
def absentee_ballots_equal_the_survey_cell_by_cell():
    source = {r["fips"]: r for r in
              raw("georgia-2020/eavs_county_mail_2020.csv")}
    for r in rows("turnout.csv"):
        s = source[r["unit"]]
        equal(list(r.values())[2:],
              [s[c] for c in ("total_mail_return", "total_mail_counted",
                              "total_mail_reject", "deadline_mail_reject",
                              "voter_sign_mail_reject",
                              "nonmatch_sign_mail_reject",
                              "insufficient_ID_mail_reject",
                              "other_reason_mail_reject")])


@check_raw
def runoff_tables_equal_their_sources_cell_by_cell():
    source = {r["fips"]: r for r in
              raw("georgia-2020/ga2021-runoff-county-from-json.csv")}
    for name in ("senate-runoff-county.csv",
                 "senate-special-runoff-county.csv"):
        for r in rows(name):
            s = source[r["unit"]]
            equal(list(r.values())[1:], [s[c] for c in list(r)[1:]])
    ids = county_ids()
    cells = Counter()
    for r in raw("georgia-2020/20210105__ga__runoff.csv"):
        if r["office"].startswith("U.S. Senate"):
            for v in list(r)[6:]:
                cells[ids[r["county"].upper()], r["precinct"],
                      r["candidate"].split()[-1].lower()] += int(r[v] or 0)
    ours = Counter()
    for name in ("senate-runoff-precinct.csv",
                 "senate-special-runoff-precinct.csv"):
        for r in rows(name):
            for c in list(r)[3:]:
                ours[r["unit"], r["label"], c] += int(r[c])
    equal(ours, cells)


@check_raw
def popular_votes_equal_the_states_results():
    source = {r["STATE"]: r for r in raw("national/E2020.csv")}
    units = {r["state"]: r for r in raw("national/2020-electoral-units.csv")}
    ours = rows("electors.csv")
    equal({r["id"]: (r["name"], r["electoral_votes"], r["winner"])
           for r in ours},
          {k: (r["unit"], r["electoral_votes"], r["winner"])
           for k, r in units.items()})
    for r in ours:
        s = source.get(r["name"])
        equal((r["popular_Biden"], r["popular_Trump"]),
              (s["Dem"].replace(",", ""), s["Rep"].replace(",", ""))
              if s else ("", ""))


@check_raw
def the_script_makes_the_same_tables_again():
    atlas = HOUSE / "node_modules/us-atlas/counties-albers-10m.json"
    with tempfile.TemporaryDirectory() as there:
        command = [HOUSE / "tools/build-data", RAW, "--to", there]
        subprocess.run(command if atlas.exists() else
                       [*command, "--no-map"], check=True)
        made = [p for p in pathlib.Path(there).iterdir()]
        assert len(made) >= 19, made
        for path in made:
            equal(unpacked(path), unpacked(DATA / path.name))


def main():
    have_raw = (RAW / "georgia-2020").is_dir()
    print(f"1..{len(checks)}")
    failed = 0
    for n, does in enumerate(checks, 1):
        if getattr(does, "needs_raw", False) and not have_raw:
            print(f"ok {n} {does.__name__} # SKIP no public records beside "
                  "the checkout")
            continue
        try:
            does()
            print(f"ok {n} {does.__name__}")
        except (AssertionError, KeyError, ValueError, OSError) as e:
            failed += 1
            print(f"not ok {n} {does.__name__}\n# {str(e)[:500]}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
