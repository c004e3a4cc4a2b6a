# SPDX-License-Identifier: Apache-2.0
"""rulefile: deadlines and powers, read from rule files as docs/rules.md says."""

import datetime
import re
import zoneinfo

ROLES = ("registrar", "superintendent", "audit-board", "secretary",
         "election-board", "governor", "legislature", "court", "candidate",
         "elector", "observer", "public")


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
