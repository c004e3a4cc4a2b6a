# SPDX-License-Identifier: Apache-2.0
"""fold: what a record should answer to each act that is brought to it.

Folds acts over the authority file and the rule file by its own reading of
docs/record.md and docs/rules.md, and shares no code with the program.
"""

import base64
import datetime
import hashlib
import json
import pathlib
import re
from collections import Counter
from fractions import Fraction

import ed25519
from rulefile import LAST_SECOND, ROLES, Authority, Calendar, powers_of

HOUSE = pathlib.Path(__file__).resolve().parent.parent.parent

DONE, REQUEST, REFUSED = "done", "request", "refused"
CODES = ("NO_AUTHORITY", "WRONG_STATE", "TOO_EARLY", "TOO_LATE", "NO_QUORUM",
         "CONFLICT_OF_INTEREST", "DUPLICATE", "STALE_VERSION",
         "BAD_SIGNATURE", "PRIVACY", "STAYED_BY_COURT", "MALFORMED",
         "RULE_UNKNOWN")
USES = ("definition", "rules", "authority", "elector-rules", "map", "electors")
GUARDS = ("findings", "quorum", "two", "units", "audit", "returns", "margin",
          "order", "manifests", "chain")
POWERS = ("perform", "order", "petition", "ask", "hear", "assist", "note",
          "witness", "view", "refuse")


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


def is_day(text):
    try:
        return bool(datetime.date.fromisoformat(text))
    except ValueError:
        return False


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
    if not is_day(act["occurred"][:10]):
        return "occurred"
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


def canonical(value):
    """RFC 8785, of texts and whole numbers in plain letters."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"),
                      ensure_ascii=False).encode()


def public_key(text):
    """The key as it stands, or that of "demonstration:N"."""
    name, _, n = text.partition(":")
    if name != "demonstration":
        return text
    return ed25519.public(hashlib.sha256(
        f"canvass demonstration key {n}".encode()).digest()).hex()


class Record:
    """The fold: one answer for each line.

    The findings are those which are open before the first act.  Without the
    hash of the genesis, the one that the first signed act names is taken.
    """

    def __init__(self, folder, findings=None, genesis=None):
        self.folder, self.leaf = folder, genesis
        self.findings = dict(findings or {})
        election = json.loads((folder / "election.json").read_text())
        self.definition = election
        date = datetime.date.fromisoformat(election["date"])
        rules = HOUSE / "rules" / election["rules"]
        self.calendar = Calendar(rules, date)
        self.authority = Authority(
            HOUSE / "rules" / election["authority"], str(date))
        genesis = json.loads((folder / "people.json").read_text())
        self.genesis = genesis
        self.people = {p["actor"]: p for p in genesis["people"]}
        self.keys = {p["actor"]: public_key(p["key"])
                     for p in genesis["people"] if "key" in p}
        self.revoked = set()
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
            answer = self.judge(act, line.get("sig"))
        except Refused as e:
            answer = REFUSED, e.code, []
        self.receipts[receipt] = again, answer
        return answer

    def tick(self, act):
        when = act.get("occurred", "")
        start = end = self.clock
        if not re.fullmatch(TEXTS["occurred"][1], when) or \
                not is_day(when[:10]):
            pass
        elif "T" in when:
            start = end = utc(when)
        else:
            day = datetime.datetime.fromisoformat(when)
            start = day.replace(tzinfo=self.calendar.zone).astimezone(
                datetime.timezone.utc)
            end = start + LAST_SECOND
        self.clock = max(self.clock, start)
        self.until = max(self.clock, end)

    def judge(self, act, sig):
        """In the order in which the door asks."""
        if form(act):
            raise Refused("MALFORMED", form(act))
        person = self.people.get(act["actor"])
        if not person or person["role"] != act["role"] or \
                act["action"] in ("source.import", "finding.open",
                                  "finding.close"):
            raise Refused("NO_AUTHORITY")
        self.vouched_for(act, sig)
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

    def vouched_for(self, act, sig):
        """Signed, or, in a history, attributed with a source."""
        if sig is None and self.genesis["kind"] == "history":
            if not act.get("sources"):
                raise Refused("MALFORMED")
        elif sig is None or sig["key"] != self.keys.get(act["actor"]) or \
                act["actor"] in self.revoked or not ed25519.holds(
                    bytes.fromhex(sig["key"]),
                    b"canvass act 1\n" + canonical(act),
                    base64.b64decode(sig["sig"], validate=True)):
            raise Refused("BAD_SIGNATURE")
        else:
            self.leaf = self.leaf or act.get("election")
            if act.get("election") != self.leaf:
                raise Refused("BAD_SIGNATURE")

    def own_unit(self, act, person):
        unit = person.get("unit")
        if unit and (act.get("unit") != unit or
                     act["subject"].startswith("canvass/") and
                     act["subject"] != f"canvass/{unit}" or
                     self.findings.get(act["subject"], unit) != unit):
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
        self.says_enough(act, person, payload)
        move = self.move(act, power) if moves is not None else None
        if moves is None:
            self.fact(act, payload)
        for window in (row, move or {}):
            self.window(window.get("opens"), window.get("closes"))
        needs = row.get("needs", "").split() + \
            (move or {}).get("needs", "").split()
        if act["action"] == "custody.move":
            needs.append("chain")
        for guard in sorted(set(needs), key=GUARDS.index):
            getattr(self, "need_" + guard)(act, payload)
        if move:
            self.version[act["subject"]] += 1
            self.state[act["subject"]] = move.get(
                "to", self.at(act["subject"]))
        self.leave(act, payload)

    def says_enough(self, act, person, payload):
        """What the payload must say, lest the act leave half a fact."""
        id_ = act["subject"].split("/", 1)[1]
        names = {"key.enrol": "actor", "key.rotate": "actor",
                 "key.revoke": "actor", "request.answer": "request",
                 "stay.order": "subject", "stay.lift": "subject",
                 "rule.adopt": "use"}
        member = names.get(act["action"])
        if member and payload.get(member) != id_:
            raise Refused("MALFORMED", member)
        if act["action"] == "key.rotate" and id_ != act["actor"]:
            raise Refused("NO_AUTHORITY", "another's key")
        if act["action"] == "key.enrol":
            if payload.get("role") not in ROLES or "name" not in payload:
                raise Refused("MALFORMED")
            if person.get("unit") not in (None, payload.get("unit")):
                raise Refused("NO_AUTHORITY", "another unit")
            if id_ in self.people:
                raise Refused("WRONG_STATE", "enrolled already")
        if act["action"] == "board.appoint" and not (
                payload.get("members") and payload.get("quorum", 0) > 0):
            raise Refused("MALFORMED")

        if act["action"] == "rule.adopt":
            self.may_adopt(payload)

    def may_adopt(self, payload):
        """A file that is there, and can be read as what it is adopted for."""
        if payload["use"] not in USES or "name" not in payload:
            raise Refused("MALFORMED", "use")
        if payload["sha256"] not in self.objects:
            raise Refused("WRONG_STATE", "no such file")
        text = self.objects[payload["sha256"]].decode()
        if payload["use"] in ("rules", "authority") and not re.search(
                rf"^schema: canvass-{payload['use']}-1$", text, re.M):
            raise Refused("MALFORMED", "not a rule file")

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
                 "finding.explain": act["subject"] in self.findings,
                 "key.rotate": id_ in self.keys and id_ not in self.revoked,
                 "key.revoke": id_ in self.keys and id_ not in self.revoked}
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
        unit = act.get("unit", "")
        if any(unit in ("", of) for of in self.findings.values()):
            raise Refused("WRONG_STATE", "findings are open")

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
                self.people[id_] = payload
                if "key" in payload:
                    self.keys[id_] = payload["key"]
            case "key.rotate":
                self.keys[id_] = payload["key"]
            case "key.revoke":
                self.revoked.add(id_)
            case "finding.explain":
                del self.findings[act["subject"]]
