#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""events: do the acts of data/*/events.jsonl come out as they should?

    events.py [CANVASS]          check both records, print TAP
    events.py --expected FOLDER  print what to answer, one line for each act

The answers are those of fold.py.  With CANVASS, its door is asked too, and
must answer the same to every line.
"""

import csv
import datetime
import json
import pathlib
import subprocess
import sys
import tempfile
from collections import Counter

import fold

DATA = fold.HOUSE / "data"
GEORGIA, ARCADIA = DATA / "georgia-2020", DATA / "made-up"


def lines(folder):
    with open(folder / "events.jsonl", encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def act_of(line):
    return line.get("act", line) if "action" not in line else line


def findings_of(folder):
    """What stands open once the counts are imported: subject -> unit."""
    path = folder / "findings.json"
    return json.loads(path.read_text()) if path.exists() else {}


def answered(outcome, code, routed):
    found = {"outcome": outcome}
    if code:
        found["code"] = code
    if outcome == fold.REQUEST:
        found["routed"] = " ".join(routed)
    return found


class Folded:
    """A record after all of its acts, and the answer to each."""

    def __init__(self, folder):
        self.folder, self.lines = folder, lines(folder)
        self.acts = [act_of(line) for line in self.lines]
        self.record = fold.Record(folder, findings_of(folder))
        self.answers, self.days = [], []
        for n, line in enumerate(self.lines, 1):
            answer = self.record.answer(line)
            self.answers.append({"line": n, **answered(*answer)})
            self.days.append(str(self.record.clock.astimezone(
                self.record.calendar.zone).date()))

    def having(self, outcome):
        return [(a, x) for a, x in zip(self.acts, self.answers)
                if x["outcome"] == outcome]


class Tap:
    def __init__(self):
        self.n = self.failed = 0

    def check(self, what, wrong):
        """It holds if nothing is wrong."""
        self.n += 1
        print(f"{'not ' if wrong else ''}ok {self.n} - {what}")
        for one in list(wrong)[:10]:
            print(f"# {one}")
        self.failed += bool(wrong)

    def end(self):
        print(f"1..{self.n}")
        return 1 if self.failed else 0


def differ(got, want):
    return [] if got == want else [f"found {got}", f"expected {want}"]


# --- Georgia

STATES = {
    "election/georgia-2020": "recertified",
    "audit/president": "reported",
    "recount/president": "official",
    "certification/state-2020-11-20": "superseded",
    "certification/state-2020-12-07": "issued",
    "slate/biden": "counted",
    "slate/trump": "nominated",
    "slate/trump-uncertified": "purported",
    "signature-audit/cobb": "reported-undrawn",
    "contest/wood-20-cv-04651": "closed",
    "contest/pearson-20-cv-04809": "closed",
    "contest/chatham-spcv20-00982": "closed",
    "contest/fulton-2020cv343018": "closed",
    "contest/fulton-trump-v-raffensperger": "filed",
    "contest/trump-v-kemp": "decided",
}

# Asked for by those who could only ask.  Nobody could grant the last two.
REQUESTS = {
    "gov-call-1", "gov-call-2", "gov-call-3", "four-senators-call",
    "trump-emergency-powers", "trump-special-session",
    "trump-signature-audit", "trump-tweet-verification",
    "four-senators-petition", "trump-asks-speaker", "object-hice",
}
REFUSED = {"ask-legislature-appoints": "NO_AUTHORITY",
           "find-11780": "NO_AUTHORITY"}


def sums(name):
    with open(GEORGIA / name, encoding="utf-8", newline="") as f:
        rows = list(csv.DictReader(f))
    return {c: sum(int(r[c]) for r in rows)
            for c in ("biden", "trump", "jorgensen")}


def margin(votes):
    return f"{votes['biden'] - votes['trump']:,}"


def certificates(tap, it):
    """What was certified is what the tables of the counties add up to."""
    for day, table in (("2020-11-20", "original-county.csv"),
                       ("2020-12-07", "recount-county.csv")):
        act = next(a for a in it.acts if a["action"] == "certification.issue"
                   and a["occurred"].startswith(day))
        wrong = differ(act["payload"]["votes"], sums(table))
        if margin(sums(table)) + " votes" not in act["says"]:
            wrong.append(act["says"])
        tap.check(f"Georgia: the certificate of {day} is the sum of {table}, "
                  f"a margin of {margin(sums(table))}", wrong)


def sourced(tap, it):
    wrong = [a["key"] for a in it.acts if not a.get("sources")]
    tap.check("Georgia: every act has a source", wrong)
    wrong = [(a["key"], s) for a in it.acts for s in a["sources"]
             if set(s) - {"cite", "url", "says"} or not s.get("cite") or
             len(s.get("says", "").split()) > 25 or
             not s.get("url", "https://").startswith("http")]
    tap.check("Georgia: a source is a citation, and quotes no more than 25 "
              "words", wrong)


def in_time(tap, it):
    def day(act):
        when = act["occurred"]
        if "T" not in when:
            return when
        return str(fold.utc(when).astimezone(
            it.record.calendar.zone).date())

    wrong = [a["key"] for a, d in zip(it.acts, it.days) if day(a) != d]
    tap.check("Georgia: the acts stand in the order of time, and each is "
              "logged on its own day", wrong)


def enrolled(tap, it, name):
    there = {p["actor"] for p in it.record.genesis["people"]}
    named = {a["actor"] for a in it.acts}
    wrong = sorted(named - there - {"mallory", "deputy-birch"})
    tap.check(f"{name}: everybody who acts is enrolled", wrong)


def georgia(tap):
    it = Folded(GEORGIA)
    enrolled(tap, it, "Georgia")
    sourced(tap, it)
    in_time(tap, it)
    got = {a["key"]: x["code"] for a, x in it.having(fold.REFUSED)}
    tap.check("Georgia: what nobody could do is refused", differ(
        got, REFUSED))
    got = {a["key"] for a, _ in it.having(fold.REQUEST)}
    tap.check("Georgia: who could only ask has asked", differ(got, REQUESTS))
    got = {x["routed"] for a, x in it.having(fold.REQUEST)
           if a["key"].startswith("gov-call")}
    tap.check("Georgia: the Governor's three calls go to those who may order "
              "a signature audit", differ(got, {
                  "superintendent secretary election-board court"}))
    got = {s: it.record.state.get(s) for s in STATES}
    tap.check("Georgia: everything ends where the sources leave it",
              differ(got, STATES))
    counties = Counter(state for s, state in it.record.state.items()
                       if s.startswith("canvass/"))
    tap.check("Georgia: 158 counties certified, Coffee once more",
              differ(counties, {"certified": 158, "recertified": 1}))
    certificates(tap, it)
    return it


# --- Arcadia

def arcadia(tap):
    it = Folded(ARCADIA)
    enrolled(tap, it, "Arcadia")
    got = {x["code"] for _, x in it.having(fold.REFUSED)}
    tap.check("Arcadia: something is refused under each of the 13 codes",
              sorted(set(fold.CODES) ^ got))
    tap.check("Arcadia: every finding is explained in the end",
              it.record.findings)
    want = {"election/made-up": "final", "recount/governor": "official",
            "audit/governor": "reported", "canvass/02": "filed",
            "certification/state-1": "superseded",
            "certification/state-2": "issued",
            "contest/reed-v-board": "closed", "envelope/a-001": "separated"}
    got = {s: it.record.state.get(s) for s in want}
    tap.check("Arcadia: everything ends where the story leaves it",
              differ(got, want))
    kept = [json.loads(line) for line in
            (ARCADIA / "expected.jsonl").read_text().splitlines()]
    tap.check("Arcadia: expected.jsonl says what the fold says",
              [x for x in zip(kept, it.answers) if x[0] != x[1]] or
              differ(len(kept), len(it.answers)))
    return it


# --- the door

def run(*words, may=(0,)):
    done = subprocess.run([str(w) for w in words], text=True,
                          capture_output=True, check=False)
    if done.returncode not in may:
        raise SystemExit(f"Bail out! {words}: {done.stderr}")
    return done.stdout


def ask_door(canvass, folder, place):
    run(canvass, "init", place, "--from", folder / "election.json",
        "--people", folder / "people.json")
    if findings_of(folder):
        run(canvass, "import", place, "--from", folder / "imports.json")
    said = json.loads(run(canvass, "act", place, "--json", "--from",
                          folder / "events.jsonl", may=(0, 4)))
    return [{k: x[k] for k in ("line", "outcome", "code", "routed")
             if k in x} for x in said]


def door(tap, canvass, it, name):
    with tempfile.TemporaryDirectory() as scratch:
        got = ask_door(canvass, it.folder, scratch + "/election")
        run(canvass, "fsck", scratch + "/election")
    tap.check(f"{name}: the door answers as the fold does, all "
              f"{len(it.answers)} lines",
              [f"found {x}, expected {y}" for x, y in zip(got, it.answers)
               if x != y] or differ(len(got), len(it.answers)))


def main():
    if sys.argv[1:2] == ["--expected"]:
        for answer in Folded(pathlib.Path(sys.argv[2])).answers:
            print(json.dumps(answer))
        return 0
    tap = Tap()
    both = {"Georgia": georgia(tap), "Arcadia": arcadia(tap)}
    for canvass in sys.argv[1:2]:
        for name, it in both.items():
            door(tap, canvass, it, name)
    return tap.end()


if __name__ == "__main__":
    sys.exit(main())
