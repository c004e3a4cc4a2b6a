#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""events: what should the record answer to each act in data/*/events.jsonl?

    events.py                   check the two records, print TAP
    events.py --answers FOLDER  print "LINE OUTCOME CODE" for each line

Folds the acts over the authority file and the rule file by its own reading of
docs/record.md and docs/rules.md, and shares no code with the program, whose
answers are compared with these.
"""

import datetime
import hashlib
import json
import pathlib
import re
import sys
import zoneinfo
from collections import Counter
from fractions import Fraction

HOUSE = pathlib.Path(__file__).resolve().parent.parent.parent
DATA = HOUSE / "data"

DONE, REQUEST, REFUSED = "done", "request", "refused"
CODES = ("NO_AUTHORITY", "WRONG_STATE", "TOO_EARLY", "TOO_LATE", "NO_QUORUM",
         "CONFLICT_OF_INTEREST", "DUPLICATE", "STALE_VERSION",
         "BAD_SIGNATURE", "PRIVACY", "STAYED_BY_COURT", "MALFORMED",
         "RULE_UNKNOWN")
ROLES = ("registrar", "superintendent", "audit-board", "secretary",
         "election-board", "governor", "legislature", "court", "candidate",
         "elector", "observer", "public")
POWERS = ("perform", "order", "petition", "ask", "hear", "assist", "note",
          "witness", "view", "refuse")


# --- a part of YAML: what rule files are written in

def scalar(text):
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        return text[1:-1]
    if text.startswith("{"):
        inner = re.findall(r'([\w-]+):\s*("[^"]*"|[^,{}]*)', text)
        return {k: scalar(v) for k, v in inner}
    return text


def indent(line):
    return len(line) - len(line.lstrip(" "))


class Yaml:
    """Block mappings and lists, one-line mappings, folded text."""

    def __init__(self, text):
        self.lines = [line.rstrip() for line in text.splitlines()
                      if not re.match(r"\s*(#|$)", line)]
        self.at = 0

    def more(self, depth):
        return self.at < len(self.lines) and \
            indent(self.lines[self.at]) >= depth

    def block(self, depth):
        if self.lines[self.at].lstrip().startswith("- "):
            return self.items(indent(self.lines[self.at]))
        return self.mapping(indent(self.lines[self.at]))

    def items(self, depth):
        found = []
        while self.more(depth) and indent(self.lines[self.at]) == depth and \
                self.lines[self.at].lstrip().startswith("- "):
            line = self.lines[self.at]
            rest = line[depth + 2:]
            if rest.startswith("{") or not re.match(r"[\w-]+:( |$)", rest):
                self.at += 1
                found.append(scalar(rest + self.folded(depth + 1)))
            else:
                self.lines[self.at] = " " * (depth + 2) + rest
                found.append(self.mapping(depth + 2))
        return found

    def mapping(self, depth):
        found = {}
        while self.more(depth) and indent(self.lines[self.at]) == depth and \
                not self.lines[self.at].lstrip().startswith("- "):
            key, _, rest = self.lines[self.at].strip().partition(":")
            self.at += 1
            found[key] = self.value(rest.strip(), depth)
        return found

    def value(self, rest, depth):
        if rest in (">-", ">"):
            return self.folded(depth + 1).strip()
        if rest == "":
            list_here = self.more(depth) and \
                self.lines[self.at][depth:depth + 2] == "- "
            return self.block(depth) if list_here or self.more(depth + 1) \
                else ""
        return scalar(rest + self.folded(depth + 1))

    def folded(self, depth):
        text = ""
        while self.more(depth):
            text += " " + self.lines[self.at].strip()
            self.at += 1
        return text


def read_yaml(path):
    return Yaml(path.read_text(encoding="utf-8")).block(0)


# --- time

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
            "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "May", "June", "July",
          "August", "September", "October", "November", "December")
NTH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh",
       "eighth", "ninth", "tenth")
DAY = datetime.timedelta(days=1)
LAST_SECOND = datetime.timedelta(seconds=86399)


def weekday_from(day, weekday, nth):
    """The nth such weekday, the day itself included."""
    ahead = (WEEKDAYS.index(weekday) - day.weekday()) % 7
    return day + DAY * (ahead + 7 * nth)


class Calendar:
    """Deadlines, in the legal time of a rule file."""

    def __init__(self, path, election):
        rules = read_yaml(path)
        self.rules, self.election = rules, election
        self.zone = zoneinfo.ZoneInfo(rules["zone"]["name"])
        self.holidays = rules["holidays"]
        self.due = {e["id"]: e.get("due") for e in rules["events"]}

    def in_force(self, rule):
        return rule["from"] <= str(self.election) <= rule.get("to", "9999")

    def is_holiday(self, day):
        for h in self.holidays:
            if not h["from"] <= str(day) <= h.get("to", "9999"):
                continue
            for year in (day.year, day.year + 1):
                if self.holiday(h, year) == day:
                    return True
        return False

    def holiday(self, h, year):
        day = self.fixed(h["on"], year)
        for sixth, name in ((5, "on_saturday"), (6, "on_sunday")):
            if day.weekday() == sixth and name in h:
                day += DAY * ({"Friday": -1, "Saturday": 0, "Sunday": 0,
                               "Monday": 1}[h[name]])
        return day

    def fixed(self, on, year):
        month = MONTHS.index(on["month"]) + 1
        if "day" in on:
            day = datetime.date(year, month, int(on["day"]))
        elif on["nth"] == "last":
            end = datetime.date(year + month // 12, month % 12 + 1, 1) - DAY
            day = end - DAY * (
                (end.weekday() - WEEKDAYS.index(on["weekday"])) % 7)
        else:
            day = weekday_from(datetime.date(year, month, 1), on["weekday"],
                               NTH.index(on["nth"]))
        return weekday_from(day + DAY, on["then"], 0) if "then" in on else day

    def is_open(self, day):
        return day.weekday() < 5 and not self.is_holiday(day)

    def business(self, day, n):
        step = 1 if n > 0 else -1
        while n:
            day += DAY * step
            if self.is_open(day):
                n -= step
        return day

    def deadlines(self, events):
        """id -> (instant or None, presumed, whole day), known events given."""
        found = {}
        for rule in self.rules["deadlines"]:
            if self.in_force(rule):
                found[rule["id"]] = self.deadline(rule["due"], found, events)
        return found

    def base(self, name, found, events):
        """The day of an event or deadline, and whether it is presumed."""
        if name in found:
            at, presumed = found[name]
            return (at and at.astimezone(self.zone).date()), presumed
        if name in events:
            return events[name], False
        if self.due.get(name):
            at, _ = found[self.due[name]]
            return at.astimezone(self.zone).date(), True
        return None, False

    def deadline(self, due, found, events):
        if "by" in due:
            return found[due["by"]]
        if "month" in due:
            year = self.election.year + (due["year"] == "following")
            day, presumed = self.fixed(due, year), False
        else:
            day, presumed = self.base(due.get("after") or due["before"],
                                      found, events)
            if day is None:
                return None, False
            day = self.shifted(due, day)
        while due.get("if_closed", "keep") != "keep" and not self.is_open(day):
            day += DAY if due["if_closed"] == "forward" else -DAY
        return self.instant(day, due.get("at")), presumed

    def shifted(self, due, day):
        sign = 1 if "after" in due else -1
        if "days" in due:
            return day + DAY * sign * int(due["days"])
        if "business_days" in due:
            return self.business(day, sign * int(due["business_days"]))
        if "week" in due:
            return weekday_from(day + DAY * (1 + 7 * NTH.index(due["week"])),
                                due["weekday"], 0)
        assert sign == 1
        return weekday_from(day + DAY, due["weekday"], NTH.index(due["nth"]))

    def instant(self, day, at):
        """A whole day ends with its last second."""
        hour, minute = map(int, (at or "23:59").split(":"))
        return datetime.datetime(
            day.year, day.month, day.day, hour, minute, 0 if at else 59,
            tzinfo=self.zone).astimezone(datetime.timezone.utc)


# --- the authority file

class Authority:
    def __init__(self, path, on):
        it = read_yaml(path)
        self.rows = {}
        for row in it["authority"]:
            if not row["from"] <= on <= row.get("to", "9999"):
                continue
            for act in row["acts"].split():
                assert act not in self.rows, act
                self.rows[act] = row
        self.lifecycles = {one["id"]: one for one in it["lifecycles"]}

    def power(self, row, role, act):
        for limit in row.get("limits") or ():
            if limit["role"] == role and "acts" in limit and \
                    act not in limit["acts"].split():
                return "refuse"
        return next(p for p, roles in row["who"].items()
                    if role in roles.split())

    def holders(self, act):
        """Who may perform or order it."""
        row = self.rows[act]
        return [r for r in ROLES
                if self.power(row, r, act) in ("perform", "order")]

    def moves(self, act):
        lifecycle = self.lifecycles.get(act.split(".")[0])
        return lifecycle and [m for m in lifecycle["moves"]
                              if m["act"] == act]


def powers_of(move):
    return move.get("by", "perform order hear").split()


# --- the record

class Refused(Exception):
    def __init__(self, code, why=""):
        super().__init__(why)
        self.code = code


def utc(text):
    return datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(
        tzinfo=datetime.timezone.utc)


TEXTS = {   # member: must it be there, and its form
    "action": (True, r"[a-z0-9-]+\.[a-z0-9-]+"),
    "actor": (True, r"[A-Za-z0-9._-]+"),
    "role": (True, r"[a-z0-9_-]+"),
    "as": (False, "|".join(POWERS[:8])),
    "subject": (True, r"[a-z0-9-]+/[A-Za-z0-9._:/-]+"),
    "unit": (False, r"[A-Za-z0-9._-]+"),
    "occurred": (True, r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?"),
    "key": (True, r"[A-Za-z0-9._:-]{1,128}"),
    "election": (False, r"[0-9a-f]{64}"),
    "says": (False, r".+"),
    "commitment": (False, r"[0-9a-f]{64}"),
}


def form(act):
    """None, or what is wrong with its form."""
    for name, (must, shape) in TEXTS.items():
        if name not in act:
            if must:
                return f"no {name}"
        elif not isinstance(act[name], str) or \
                not re.fullmatch(shape, act[name]):
            return name
    rest = set(act) - set(TEXTS)
    if rest - {"expect", "payload", "sources"}:
        return f"members {sorted(rest)}"
    if not act["subject"].startswith(act["action"].split(".")[0] + "/"):
        return "kind of subject"
    return None if isinstance(act.get("payload", {}), dict) else "payload"


PRIVATE = {"name", "address", "born", "birth_date", "date_of_birth", "dob",
           "signature", "image", "licence", "license", "ssn", "voter",
           "voter_id", "elector", "ballot", "ballot_id", "phone", "email"}


def names_in(value):
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from names_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from names_in(inner)


class Record:
    """The fold: one answer for each line."""

    def __init__(self, folder):
        self.folder = folder
        election = json.loads((folder / "election.json").read_text())
        self.definition = election
        date = datetime.date.fromisoformat(election["date"])
        rules = HOUSE / "rules" / election["rules"]
        self.calendar = Calendar(rules, date)
        self.authority = Authority(
            rules.with_name(rules.stem + "-authority.yaml"), str(date))
        genesis = json.loads((folder / "people.json").read_text())
        self.genesis = genesis
        self.people = {p["actor"]: p for p in genesis["people"]}
        self.clock = utc(genesis["occurred"])
        self.events = {"election": date}
        self.state, self.version, self.receipts = {}, Counter(), {}
        self.boards, self.stays, self.requests = {}, set(), {}
        self.held, self.manifests, self.certificates = {}, set(), {}
        self.facts, self.objects = Counter(), {}

    def answer(self, line):
        """(outcome, code, routed)."""
        act = line.get("act", line) if "action" not in line else line
        for name in line.get("attach", ()):
            data = (self.folder / name).read_bytes()
            self.objects[hashlib.sha256(data).hexdigest()] = data
        self.tick(act)
        receipt = act["actor"], act["key"]
        again = json.dumps(act, sort_keys=True)
        if receipt in self.receipts:
            was, answer = self.receipts[receipt]
            return answer if was == again else (REFUSED, "DUPLICATE", [])
        try:
            answer = self.judge(act, "sig" in line)
        except Refused as e:
            answer = REFUSED, e.code, []
        self.receipts[receipt] = again, answer
        return answer

    def tick(self, act):
        when = act.get("occurred", "")
        start = end = self.clock
        if re.fullmatch(TEXTS["occurred"][1], when) and "T" in when:
            start = end = utc(when)
        elif re.fullmatch(TEXTS["occurred"][1], when):
            day = datetime.datetime.fromisoformat(when)
            start = day.replace(tzinfo=self.calendar.zone).astimezone(
                datetime.timezone.utc)
            end = start + LAST_SECOND
        self.clock = max(self.clock, start)
        self.until = max(self.clock, end)

    def judge(self, act, is_signed):
        """In the order in which the door asks."""
        if form(act):
            raise Refused("MALFORMED", form(act))
        person = self.people.get(act["actor"])
        if not person or person["role"] != act["role"] or \
                act["action"] in ("source.import", "finding.open",
                                  "finding.close"):
            raise Refused("NO_AUTHORITY")
        if is_signed:       # nobody here has a key
            raise Refused("BAD_SIGNATURE")
        if not act.get("sources"):
            raise Refused("MALFORMED")
        self.own_unit(act, person)
        row = self.authority.rows.get(act["action"])
        if row is None:
            raise Refused("RULE_UNKNOWN")
        power = self.power(act, row)
        moves = self.authority.moves(act["action"])
        if power == "ask" or power == "petition" and not any(
                power in powers_of(m) for m in moves or ()):
            self.requests[act["actor"] + "/" + act["key"]] = "open"
            return REQUEST, "", self.authority.holders(act["action"])
        self.decide(act, person, row, power, moves)
        return DONE, "", []

    def own_unit(self, act, person):
        unit = person.get("unit")
        if unit and (act.get("unit") != unit or
                     act["subject"].startswith("canvass/") and
                     act["subject"] != f"canvass/{unit}"):
            raise Refused("NO_AUTHORITY")

    def power(self, act, row):
        has = self.authority.power(row, act["role"], act["action"])
        claims = act.get("as", has)
        if claims == "ask" and POWERS.index(has) < POWERS.index("ask"):
            return claims
        silent = "as" not in act and POWERS.index(has) > POWERS.index("hear")
        if claims != has or has in ("view", "refuse") or silent:
            raise Refused(row.get("refusal", "NO_AUTHORITY"))
        return claims

    def decide(self, act, person, row, power, moves):
        payload = act.get("payload", {})
        if act["action"].startswith("envelope.") and \
                PRIVATE & set(names_in(payload)):
            raise Refused("PRIVACY")
        stands = person.get("candidate")
        if stands and stands == payload.get("contest") and \
                power in ("perform", "order") and act["role"] != "candidate":
            raise Refused("CONFLICT_OF_INTEREST")
        if act["role"] != "court" and act["subject"] in self.stays and \
                power in ("perform", "order", "petition"):
            raise Refused("STAYED_BY_COURT")
        if power in ("assist", "note", "witness"):
            return
        move = self.move(act, power) if moves is not None else None
        if moves is None:
            self.fact(act, payload)
        for window in (row, move or {}):
            self.window(window.get("opens"), window.get("closes"))
        needs = row.get("needs", "").split() + \
            (move or {}).get("needs", "").split()
        if act["action"] == "custody.move":
            needs.append("chain")
        for guard in needs:
            getattr(self, "need_" + guard)(act, payload)
        if move:
            self.version[act["subject"]] += 1
            self.state[act["subject"]] = move.get(
                "to", self.at(act["subject"]))
        self.leave(act, payload)

    def at(self, subject):
        lifecycle = self.authority.lifecycles[subject.split("/")[0]]
        return self.state.get(subject, lifecycle["starts"])

    def current(self, act, version):
        if act.get("expect", version) != version:
            raise Refused("STALE_VERSION")

    def move(self, act, power):
        self.current(act, self.version[act["subject"]])
        for move in self.authority.moves(act["action"]):
            if self.at(act["subject"]) in move["from"].split() and \
                    power in powers_of(move):
                return move
        raise Refused("WRONG_STATE", self.at(act["subject"]))

    def fact(self, act, payload):
        self.current(act, self.facts[act["subject"]])
        id_ = act["subject"].split("/", 1)[1]
        there = {"request.answer": self.requests.get(id_) == "open",
                 "board.dismiss": id_ in self.boards,
                 "stay.lift": id_ in self.stays,
                 "finding.explain": False, "key.rotate": False,
                 "key.revoke": False}
        if not there.get(act["action"], True):
            raise Refused("WRONG_STATE")

    def window(self, opens, closes):
        known = self.calendar.deadlines(self.events) if opens or closes else {}
        for name in filter(None, (opens, closes)):
            if name not in known:
                raise Refused("RULE_UNKNOWN", name)
        if opens and (known[opens][0] is None or
                      self.until < known[opens][0]):
            raise Refused("TOO_EARLY", opens)
        if closes and known[closes][0] and not known[closes][1] and \
                self.clock > known[closes][0]:
            raise Refused("TOO_LATE", closes)

    # --- guards

    def need_findings(self, act, payload):
        """No line of these files opens a finding; the keeper does."""

    def board(self, payload):
        if payload.get("board") not in self.boards:
            raise Refused("NO_QUORUM")
        return self.boards[payload["board"]]

    def members(self, board, names):
        for i, name in enumerate(names):
            if name not in board["members"]:
                raise Refused("NO_QUORUM")
            if self.people[name].get("candidate"):
                raise Refused("CONFLICT_OF_INTEREST")
            if name in names[:i]:
                raise Refused("NO_QUORUM")

    def need_quorum(self, act, payload):
        board, vote = self.board(payload), payload.get("vote", {})
        yes, no = vote.get("for", []), vote.get("against", [])
        self.members(board, yes)
        self.members(board, no)
        if set(yes) & set(no) or len(yes) + len(no) < board["quorum"] or \
                len(yes) <= len(no):
            raise Refused("NO_QUORUM")

    def need_two(self, act, payload):
        board, by = self.board(payload), payload.get("by", [])
        self.members(board, by)
        parties = {self.people[name].get("party") for name in by}
        if len(by) < 2 or board.get("parties_differ") and len(parties) < 2:
            raise Refused("NO_QUORUM")

    def need_units(self, act, payload):
        done = sum(self.at(f"canvass/{u['id']}") in
                   ("certified", "filed", "recertified")
                   for u in self.definition["units"])
        if done < len(self.definition["units"]):
            raise Refused("WRONG_STATE", f"{done} units")

    def need_audit(self, act, payload):
        if not any(s.startswith("audit/") and
                   state in ("confirmed", "reported") and
                   payload.get("audit", s) == s
                   for s, state in self.state.items()):
            raise Refused("WRONG_STATE")

    def need_returns(self, act, payload):
        data = self.objects.get(payload.get("returns"))
        if data is None or not payload.get("votes"):
            raise Refused("WRONG_STATE")
        returns = json.loads(data)
        sums = Counter()
        for unit in returns["units"]:
            sums.update(unit["votes"])
        if not payload["votes"] == returns["total"] == dict(sums):
            raise Refused("WRONG_STATE")

    def need_margin(self, act, payload):
        votes = self.certificates.get(payload.get("contest"))
        if votes is None:
            raise Refused("TOO_EARLY")
        if not any(self.recount_fits(r, payload["contest"], votes)
                   for r in self.calendar.rules["recount"]
                   if self.calendar.in_force(r)):
            raise Refused("NO_AUTHORITY")

    def recount_fits(self, rule, contest, votes):
        office = next(c["office"] for c in self.definition["contests"]
                      if c["id"] == contest)
        if office not in rule.get("offices", office).split():
            return False
        first, second, *_ = sorted(votes.values(), reverse=True)
        whole = {"total": sum(votes.values()), "winner": first,
                 "pair": first + second}
        answers = []
        for limit in rule["limits"]:
            if limit["of"] == "absolute":
                bound = Fraction(limit["votes"])
            else:
                share = Fraction(limit["share"].rstrip(" %")) / 100
                bound = share * whole[limit["of"]]
            margin = first - second
            answers.append(margin < bound or margin == bound and
                           limit["inclusive"] == "true")
        return all(answers) if rule.get("join") == "all" else any(answers)

    def need_order(self, act, payload):
        if act["role"] == "court":
            return
        actor, _, key = payload.get("order", "").partition("/")
        _, answer = self.receipts.get((actor, key), (None, (REFUSED,)))
        if answer[0] != DONE or self.people[actor]["role"] != "court":
            raise Refused("NO_AUTHORITY")

    def need_manifests(self, act, payload):
        there = {u for s, u in self.manifests if s == act["subject"]}
        if len(there) < len(self.definition["units"]):
            raise Refused("WRONG_STATE")

    def need_chain(self, act, payload):
        giver, taker = payload.get("from"), payload.get("to")
        if not giver or not taker or giver == taker:
            raise Refused("NO_QUORUM")
        if self.held.get(act["subject"], giver) != giver:
            raise Refused("WRONG_STATE")

    # --- what acts leave

    def leave(self, act, payload):
        local = self.clock.astimezone(self.calendar.zone).date()
        id_ = act["subject"].split("/", 1)[1]
        self.facts[act["subject"]] += 1
        for event, by in (("certified", "election.certify"),
                          ("recertified", "election.recertify"),
                          ("audit-done", "audit.confirm")):
            if act["action"] == by:
                self.events[event] = local
        match act["action"]:
            case "board.appoint":
                self.boards[id_] = payload
            case "board.dismiss":
                del self.boards[id_]
            case "stay.order":
                self.stays.add(payload["subject"])
            case "stay.lift":
                self.stays.discard(payload["subject"])
            case "custody.move":
                self.held[act["subject"]] = payload["to"]
            case "request.answer":
                self.requests[payload["request"]] = payload["answer"]
            case "audit.commit-manifest":
                self.manifests.add((act["subject"], act.get("unit")))
            case "certification.issue":
                self.certificates[payload["contest"]] = payload["votes"]
            case "key.enrol":
                self.people[payload["actor"]] = payload
