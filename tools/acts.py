# SPDX-License-Identifier: Apache-2.0
"""acts: make acts, sign them with demonstration keys, keep them in order."""

import base64
import ctypes
import ctypes.util
import hashlib
import json
import re
import sqlite3
import subprocess
import tempfile
from datetime import datetime, timedelta, timezone

MOUNTAIN = timezone(timedelta(hours=-6))    # summer time, all along


def canonical(value):
    """RFC 8785, for what stands here: no number is broken, no name odd."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"),
                      ensure_ascii=False)


class Sodium:
    """Ed25519, with the keys that everybody has."""

    def __init__(self):
        self.lib = ctypes.CDLL(ctypes.util.find_library("sodium"))
        assert self.lib.sodium_init() >= 0

    def pair(self, n):
        seed = hashlib.sha256(f"canvass demonstration key {n}".encode())
        public = ctypes.create_string_buffer(32)
        secret = ctypes.create_string_buffer(64)
        self.lib.crypto_sign_seed_keypair(public, secret, seed.digest())
        return public.raw, secret.raw

    def public(self, n):
        return self.pair(n)[0].hex()

    def sign(self, act, n):
        public, secret = self.pair(n)
        text = b"canvass act 1\n" + canonical(act).encode()
        sig = ctypes.create_string_buffer(64)
        self.lib.crypto_sign_detached(sig, None, text,
                                      ctypes.c_ulonglong(len(text)), secret)
        return {"key": public.hex(), "sig": base64.b64encode(sig.raw).decode()}


class Founded:
    """The record as it stands before the first act."""

    def __init__(self, canvass, folder):
        with tempfile.TemporaryDirectory() as scratch:
            place = scratch + "/election"
            said = self.run(canvass, "init", place,
                            "--from", folder / "election.json",
                            "--people", folder / "people.json")
            self.leaf = re.search(r"begins with ([0-9a-f]{64})", said)[1]
            self.run(canvass, "import", place,
                     "--from", folder / "imports.json")
            self.findings = self.opened(place + "/record.db")

    @staticmethod
    def run(*words):
        return subprocess.run(words, check=True, text=True,
                              stdout=subprocess.PIPE).stdout

    @staticmethod
    def opened(path):
        """Subject -> what was found, of every finding that is open."""
        rows = sqlite3.connect(path).execute(
            "SELECT id, value FROM fact WHERE kind = 'finding' ORDER BY id")
        return {f"finding/{i}": json.loads(value) for i, value in rows}


class Story:
    """Acts in the order in which they are brought."""

    def __init__(self, founded, people):
        self.founded, self.sodium = founded, Sodium()
        self.role = {p["actor"]: p["role"] for p in people}
        self.unit = {p["actor"]: p["unit"] for p in people if "unit" in p}
        self.key = {p["actor"]: int(p["key"].removeprefix("demonstration:"))
                    for p in people if "key" in p}
        self.lines, self.count = [], {}
        self.now = "05-06 00:00"

    def at(self, now):
        """Month, day and hour, in the legal time of Arcadia."""
        self.now = now

    def instant(self):
        local = datetime.strptime("2031-" + self.now, "%Y-%m-%d %H:%M")
        return local.replace(tzinfo=MOUNTAIN).astimezone(
            timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")

    def act(self, actor, action, subject, says, payload=None, **more):
        n = self.count[actor] = self.count.get(actor, 0) + 1
        it = {"action": action, "actor": actor,
              "role": self.role.get(actor, "public"), "subject": subject,
              "occurred": self.instant(), "key": f"{n:03}",
              "election": self.founded.leaf, "says": says}
        if self.unit.get(actor):
            it["unit"] = self.unit[actor]
        if payload:
            it["payload"] = payload
        it.update(more)
        return it

    def bring(self, it, attach=(), sig=None):
        line = {"act": it, "sig": sig or self.sodium.sign(
            it, self.key[it["actor"]])}
        if attach:
            line["attach"] = list(attach)
        self.lines.append(line)
        return f"{it['actor']}/{it['key']}"

    def does(self, actor, action, subject, says, payload=None, attach=(),
             **more):
        return self.bring(self.act(actor, action, subject, says, payload,
                                   **more), attach)

    def again(self):
        """The last line once more, as after an answer that got lost."""
        self.lines.append(self.lines[-1])
