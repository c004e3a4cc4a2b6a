#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""authority CANVASS: who may do what, decided again from the text.

Reads the authority files with a reader of its own, works out the answer for
each action, role and state, and compares every one with what the program
answers; then compares the 264 cells of docs/authority.md with the file and with
the matrix as it was designed, and asks of both files what must never be so.
Prints TAP.
"""

import csv
import io
import json
import os
import pathlib
import re
import subprocess
import sys

HOUSE = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = os.path.abspath(sys.argv[1])
ROLES = ("registrar superintendent audit-board secretary election-board "
         "governor legislature court candidate elector observer "
         "public").split()
POWERS = ("perform order petition ask hear assist note witness view "
          "refuse").split()
GUARDS = ("findings quorum two units audit returns margin order manifests "
          "chain").split()
BOTH = ("us-ga-2020", "made-up")

# The matrix of the design, in the order of ROLES: what stands before the
# first blank or bracket decides the word.
MATRIX = """
D|–|–|–|–|–|–|O|–|own cure|v|–
–|D(hear)|–|–|–|–|–|O|r|P|r|r
D(batch)|D|–|–|–|–|–|–|–|–|v|–
–|–|–|–|–|–|–|–*|–|–|–|–
–|D|–|return to county|–|–|–|O|r|–|note|r
–|D|–|–|–|–|–|O(compel)|–|–|v|v
–|–|–|D|rule|r|–|O|r|r|r|r
–|D local|–|D|rule|r|law|O|r|r|r|r
–|D|–|–|–|–|–|–|–|–|v|v
–|–|–|D (public)|–|–|–|–|witness|–|witness|witness
–|assist|D×2|–|–|–|–|–|–|–|note|–
–|D own|–|D|O(investigate)|r|–|O|r|r|r|r
–|D motion|–|O|–|r|–|O|P ≤0.5%|P(3 in pct, some)|r|r
–|–|–|D|–|–|–|O|–|–|v|v
–|–|–|lay before|–|D (must)|–|O|–|–|v|v
–|–|–|–|–|–|–|O|P|P|–|r
–|–|–|–|–|D|3/5 petition|–|r|r|–|r
–|–|–|–|–|–|–|–†|–|–|–|–
–|–|–|forms|D within law|–|D (law, prospective)|O void|r|r|r|r
–|–|–|D|D|r|hearings|O|r|r|r|r
–|–|–|–|–|–|–|hear|P|P|–|–
–|D|–|D|–|–|–|O seal|–|–|–|–
"""
WORDS = {"D": "perform", "O": "order", "P": "petition", "r": "ask",
         "v": "view", "–": "refuse", "–*": "refuse", "–†": "refuse",
         "D(hear)": "hear", "hear": "hear", "hearings": "hear",
         "own cure": "perform", "return to county": "perform",
         "lay before": "perform", "forms": "perform", "note": "note",
         "witness": "witness", "assist": "assist", "3/5 petition": "petition",
         "rule": "refuse", "law": "refuse", "D×2": "perform",
         # "some": the states that have it; Georgia's section names no voters.
         "P(3 in pct, some)": "ask"}

checks = []


def check(does):
    checks.append(does)
    return does


# A reader of the YAML that authority files use, and of no more.

def scalar(text):
    text = text.strip()
    if text.startswith('"'):
        assert text.endswith('"') and "\\" not in text, text
        return text[1:-1]
    return text


def flow(text):
    """{ key: value, ... } with quoted values where they hold a comma."""
    inside = text.strip()[1:-1].strip()
    parts = re.findall(r'\s*([\w-]+):\s*("[^"]*"|\{[^}]*\}|\[[^\]]*\]|[^,]*)'
                       r'\s*(?:,|$)', inside)
    return {k: flow(v) if v.startswith("{") else scalar(v) for k, v in parts}


def value(text, lines, at, indent):
    if text == ">-":
        words = []
        while at < len(lines) and lines[at][0] > indent:
            words.append(lines[at][1])
            at += 1
        return " ".join(words), at
    if text == "":
        return block(lines, at)
    return (flow(text) if text.startswith("{") else scalar(text)), at


def block(lines, at):
    indent = lines[at][0]
    if lines[at][1].startswith("- "):
        items = []
        while at < len(lines) and lines[at][0] == indent \
                and lines[at][1].startswith("- "):
            rest = lines[at][1][2:]
            if rest.startswith("{"):
                items.append(flow(rest))
                at += 1
                continue
            lines[at] = (indent + 2, rest)
            item, at = block(lines, at)
            items.append(item)
        return items, at
    mapping = {}
    while at < len(lines) and lines[at][0] == indent \
            and not lines[at][1].startswith("- "):
        key, _, rest = lines[at][1].partition(":")
        assert key not in mapping, key
        mapping[key], at = value(rest.strip(), lines, at + 1, indent)
    return mapping, at


def load(name):
    text = (HOUSE / "rules" / f"{name}.yaml").read_text(encoding="utf-8")
    lines = [(len(line) - len(line.lstrip()), line.strip())
             for line in text.splitlines()
             if line.strip() and not line.lstrip().startswith("#")]
    tree, at = block(lines, 0)
    assert at == len(lines), lines[at]
    return tree


class File:
    """An authority file, and what follows from it."""

    def __init__(self, name):
        self.name, self.tree = name, load(f"{name}-authority")
        self.rows = self.tree["authority"]
        self.lifecycles = {c["id"]: c for c in self.tree["lifecycles"]}
        for c in self.lifecycles.values():
            c["arrows"] = [
                {**m, "from": state, "to": m.get("to", state),
                 "by": m.get("by", "perform order hear").split(),
                 "needs": m.get("needs", "").split()}
                for m in c["moves"] for state in m["from"].split()]

    def acts(self, row):
        return row["acts"].split()

    def lifecycle(self, act):
        return self.lifecycles.get(act.split(".")[0])

    def limit(self, row, role):
        for limit in row.get("limits", []):
            if limit["role"] == role:
                return limit
        return {}

    def word(self, row, role):
        return next(p for p, roles in row["who"].items()
                    if role in roles.split())

    def power(self, row, role, act):
        only = self.limit(row, role).get("acts", row["acts"]).split()
        return self.word(row, role) if act in only else "refuse"

    def moves(self, act, state=None):
        c = self.lifecycle(act)
        return [m for m in (c["arrows"] if c else [])
                if m["act"] == act and state in (None, m["from"])]

    def answer(self, row, role, act, state):
        """(power, outcome, refusal, to, needs, opens, closes)"""
        power = self.power(row, role, act)
        if power in ("refuse", "view"):
            return ("refuse", "refused", row.get("refusal", "NO_AUTHORITY"),
                    "", "", "", "")
        needs = row.get("needs", "").split()
        if power == "ask":
            return (power, "request", "", "", "", "", "")
        moved = self.lifecycle(act) is not None and (
            power in ("perform", "order", "hear") or
            any(power in m["by"] for m in self.moves(act)) and
            power == "petition")
        if moved:
            for m in self.moves(act, state):
                if power in m["by"]:
                    all_of = set(needs) | set(m["needs"])
                    return (power, "done", "", m["to"], " ".join(
                        g for g in GUARDS if g in all_of),
                            m.get("opens", ""), m.get("closes", ""))
            return (power, "refused", "WRONG_STATE", "", "", "", "")
        if power == "petition":
            return (power, "request", "", "", "", "", "")
        return (power, "done", "", "", " ".join(
            g for g in GUARDS if g in needs), "", "")

    def every(self):
        for row in self.rows:
            for act in self.acts(row):
                c = self.lifecycle(act)
                for role in ROLES:
                    for state in [s["id"] for s in c["states"]] if c else [""]:
                        yield row, role, act, state


FILES = {name: File(name) for name in BOTH}


def run(*args, statuses=(0, 1)):
    done = subprocess.run([PROGRAM, "who-may", *args], text=True,
                          capture_output=True, check=False,
                          env={**os.environ, "CANVASS_SHARE": str(HOUSE)})
    assert done.returncode in statuses, (args, done.stderr)
    return done


@check
def every_action_role_and_state_is_answered_as_the_text_says():
    for name, f in FILES.items():
        table = {}
        got = csv.DictReader(io.StringIO(run("--csv", "--rules", name).stdout,
                                         newline=""))
        for line in got:
            key = (line["action"], line["row_from"], line["role"],
                   line["state"])
            assert key not in table, key
            table[key] = line
        n = 0
        for row, role, act, state in f.every():
            line = table.pop((act, row["from"], role, state))
            assert line["row"] == row["id"], line
            answer = tuple(line[k] for k in (
                "power", "outcome", "refusal", "to", "needs", "opens",
                "closes"))
            expected = f.answer(row, role, act, state)
            assert answer == expected, (name, line, expected)
            n += 1
        assert not table, list(table)[:3]
        assert n > 5000, n
        print(f"# {name}: {n} answers")


@check
def every_row_and_move_is_told_as_the_text_has_it():
    for name, f in FILES.items():
        told = json.loads(run("--json", "--rules", name).stdout)
        assert len(told["rows"]) == len(f.rows)
        for row, says in zip(f.rows, told["rows"]):
            assert says["id"] == row["id"] and says["cite"] == row["cite"]
            assert says["basis"] == row["basis"]
            assert says["title"] == row["title"], says["title"]
            assert (says["note"] or "") == row.get("note", ""), says["note"]
            assert says["acts"] == f.acts(row)
            for cell in says["cells"]:
                limit = f.limit(row, cell["role"])
                assert cell["power"] == f.word(row, cell["role"]), cell
                assert (cell["limit"] or "") == limit.get("says", ""), cell
                assert cell["acts"] == limit.get(
                    "acts", row["acts"]).split(), cell
        for says in told["lifecycles"]:
            c = f.lifecycles[says["id"]]
            assert [s["id"] for s in says["states"]] == \
                [s["id"] for s in c["states"]]
            assert [(m["from"], m["act"], m["to"], m["needs"])
                    for m in says["moves"]] == \
                [(m["from"], m["act"], m["to"],
                  [g for g in GUARDS if g in m["needs"]])
                 for m in c["arrows"]], says["id"]
        assert len(told["lifecycles"]) == len(f.lifecycles)


def documented():
    """The 22 tables of the page: [(row id, [(role, matrix, word, acts, how)])]."""
    text = (HOUSE / "docs/authority.md").read_text(encoding="utf-8")
    tables = []
    for part in re.split(r"^### \d+\. ", text, flags=re.M)[1:]:
        part = part.split("\n## ")[0]
        row = re.search(r"^`([a-z-]+)`: (.*); basis: (\w+)\.$", part, re.M)
        cells = [tuple(c.strip() for c in line.strip("|").split("|"))
                 for line in part.splitlines() if line.startswith("| ")][2:]
        tables.append((row, cells))
    return tables


@check
def the_264_cells_of_the_page_are_those_of_matrix_file_and_program():
    f, tables = FILES["us-ga-2020"], documented()
    matrix = [line.split("|") for line in MATRIX.strip().split("\n")]
    told = json.loads(run("--json", "--rules", "us-ga-2020", "--on",
                          "2020-11-03").stdout)["rows"]
    assert len(matrix) == len(tables) == 22
    cells = 0
    for design, (head, page), says in zip(matrix, tables, told):
        row = next(r for r in f.rows if r["id"] == head[1])
        assert says["id"] == row["id"], head[0]
        assert head[2] == f"{row['title']}. {row['cite']}", head[2]
        assert head[3] == row["basis"], head[0]
        assert [c[0] for c in page] == ROLES, head[1]
        for meant, (role, said, word, acts, how), cell in zip(
                design, page, says["cells"]):
            where = (row["id"], role)
            assert said == meant, where
            assert word == WORDS.get(meant, WORDS.get(meant[0])), where
            assert word == f.word(row, role) == cell["power"], where
            only = f.limit(row, role)
            expected = "" if word == "refuse" else "all" \
                if "acts" not in only else " ".join(
                    f"`{a}`" for a in only["acts"].split())
            assert acts == expected, (where, acts, expected)
            assert how.startswith(f"*{only['says']}.*") \
                if "says" in only else not how.startswith("*"), where
            # Whatever the design says besides the letter is expressed.
            assert how or len(meant) == 1 or meant == word, where
            cells += 1
    assert cells == 264
    print(f"# {cells} cells")


@check
def the_program_says_yes_and_no_as_the_text_does():
    for name, f in FILES.items():
        asked, rows = 0, f.rows[:23 if name == "us-ga-2020" else 8]
        for row in rows:
            act = f.acts(row)[-1]
            for role in ROLES:
                power = f.power(row, role, act)
                yes = power in ("perform", "order", "hear") or (
                    power == "petition" and
                    any("petition" in m["by"] for m in f.moves(act)))
                done = run(act, "--rules", name, "--role", role, "--on",
                           row.get("to", "2031-05-20"))
                assert done.returncode == (0 if yes else 1), (act, role)
                assert ("\n\nYes. " if yes else "\n\nNo") in done.stdout
                asked += 1
        assert asked == 12 * len(rows) > 0


@check
def the_deadlines_that_are_named_stand_in_the_rule_file():
    for name, f in FILES.items():
        known = {d["id"] for d in load(name)["deadlines"]}
        named = {m[k] for c in f.lifecycles.values() for m in c["arrows"]
                 for k in ("opens", "closes") if k in m}
        named |= {r[k] for r in f.rows for k in ("opens", "closes")
                  if k in r}
        assert named and named <= known, named - known


def reachable(c, start):
    seen, todo = {start}, [start]
    while todo:
        here = todo.pop()
        for m in c["arrows"]:
            if m["from"] == here and m["to"] not in seen:
                seen.add(m["to"])
                todo.append(m["to"])
    return seen


@check
def nothing_leaves_separated_and_nobody_joins_an_envelope_to_its_ballot():
    for f in FILES.values():
        assert reachable(f.lifecycles["envelope"], "separated") == \
            {"separated"}
        row = next(r for r in f.rows if "envelope.relink" in f.acts(r))
        for role in ROLES:
            for s in f.lifecycles["envelope"]["states"]:
                assert f.answer(row, role, "envelope.relink", s["id"])[1:3] \
                    == ("refused", "PRIVACY")


@check
def nothing_is_certified_over_an_open_finding():
    for f in FILES.values():
        for c in f.lifecycles.values():
            for m in c["arrows"]:
                verb = m["act"].split(".")[1]
                if c["id"] in ("election", "canvass") and \
                        verb in ("certify", "recertify") or \
                        m["act"] == "certification.issue":
                    assert "findings" in m["needs"], m
                elif c["id"] in ("election", "canvass"):
                    assert m["to"] == m["from"] or \
                        m["to"] not in ("certified", "recertified"), m


@check
def no_county_can_refuse_to_certify():
    for f in FILES.values():
        c = f.lifecycles["canvass"]
        words = " ".join(s["id"] for s in c["states"]) + " ".join(
            m["act"] for m in c["arrows"])
        assert not re.search("refuse|reject|decline|abstain", words)
        for m in c["arrows"]:
            if m["act"] == "canvass.vote":
                assert m["to"] == m["from"]
            if m["act"].endswith("certify"):
                assert "closes" not in m
        # Wherever a county stands, it still comes to be certified.
        for s in c["states"]:
            assert {"certified", "recertified"} & reachable(c, s["id"])


@check
def only_a_court_sets_a_certification_aside_and_names_its_decision():
    for f in FILES.values():
        for act in ("certification.vacate", "election.vacate"):
            row = next(r for r in f.rows if act in f.acts(r))
            for m in f.moves(act):
                assert m["needs"] == ["order"] and \
                    "petition" not in m["by"], m
            for role in ROLES:
                power = f.power(row, role, act)
                assert role == "court" or power not in (
                    "perform", "order", "hear"), (act, role)
        for c in ("certification",):
            for m in f.lifecycles[c]["arrows"]:
                if m["from"] in ("issued", "delivered"):
                    assert m["to"] in ("delivered", "superseded",
                                       "vacated"), m


@check
def the_governor_may_ask_in_georgia_and_order_in_arcadia():
    for name, power in zip(BOTH, ("ask", "order")):
        f = FILES[name]
        for act in ("audit.order", "signature-audit.order"):
            row = next(r for r in f.rows if act in f.acts(r))
            assert f.power(row, "governor", act) == power, (name, act)


@check
def what_nobody_certified_is_never_counted():
    f = FILES["us-ga-2020"]
    slate = f.lifecycles["slate"]
    assert reachable(slate, "purported") == {"purported"}
    for m in slate["arrows"]:
        if m["to"] == "counted":
            assert m["from"] in ("transmitted", "overruled"), m
    before = [m for m in slate["arrows"] if m["to"] == "certified" and
              m["from"] != "certified"]
    assert [m["act"] for m in before] == ["slate.certify"]
    row = next(r for r in f.rows if "slate.certify" in f.acts(r))
    assert [r for r in ROLES
            if f.power(row, r, "slate.certify") == "perform"] == ["governor"]
    for act in ("slate.appoint", "result.change"):
        row = next(r for r in f.rows if act in f.acts(r))
        assert row["who"] == {"refuse": " ".join(ROLES)}, act


@check
def the_seed_comes_after_every_manifest():
    for f in FILES.values():
        c = f.lifecycles["audit"]
        for m in c["arrows"]:
            if m["act"] == "audit.seed":
                assert m["from"] == "committed", m
            if m["to"] == "committed":
                assert "manifests" in m["needs"], m
            # After the seed no manifest changes any more.
            if m["act"] == "audit.commit-manifest":
                assert m["from"] not in reachable(c, "seeded"), m


@check
def two_enter_what_an_audit_counts():
    for f in FILES.values():
        for act in ("audit.enter", "signature-audit.enter"):
            assert f.moves(act)
            for m in f.moves(act):
                assert "two" in m["needs"], m


@check
def made_up_laws_are_marked_and_every_row_is_cited():
    for name, f in FILES.items():
        for row in f.rows:
            assert row["cite"], row["id"]
            assert row["basis"] in ("read", "memory", "proposal")
            if name == "made-up":
                assert row["basis"] == "proposal" and \
                    "invented" in row["cite"], row["id"]


def main():
    failed = 0
    print(f"1..{len(checks)}")
    for n, does in enumerate(checks, 1):
        says = does.__name__.replace("_", " ")
        try:
            does()
            print(f"ok {n} - {says}")
        except Exception as e:  # every check is reported, whatever breaks it
            failed += 1
            print(f"not ok {n} - {says}")
            print("# " + f"{type(e).__name__}: {e}".replace("\n", "\n# "))
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
