#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""zone PROGRAM RULES...: the zones of rule files against the system's tz database.

The program's answers are compared with zoneinfo: every hour from the day the
present switches began to 2037, and every minute of the hours around each
switch, both ways. Prints TAP.
"""

import datetime
import pathlib
import subprocess
import sys
import zoneinfo

UTC = datetime.timezone.utc
EPOCH = datetime.datetime(1970, 1, 1)
FIRST = datetime.datetime(2007, 3, 11, tzinfo=UTC)
LAST = datetime.datetime(2037, 12, 31, tzinfo=UTC)
HOUR = datetime.timedelta(hours=1)
MINUTE = datetime.timedelta(minutes=1)


def name_of(program, rules):
    out = subprocess.run([program, rules], input="", text=True, check=True, capture_output=True)
    return out.stdout.strip()


def instants(zone):
    """Every hour; every minute of three hours before and after a switch."""
    at = FIRST
    while at < LAST:
        yield at
        if at.astimezone(zone).utcoffset() != (at + HOUR).astimezone(zone).utcoffset():
            yield from (at + i * MINUTE for i in range(-180, 240) if i % 60)
        at += HOUR


def day_and_minute(local):
    since = local.replace(tzinfo=None) - EPOCH
    return since.days, since.seconds // 60


def utc_of(local, zone):
    """A time that comes twice: the second. One that is skipped: as before the switch."""
    both = (local.replace(tzinfo=zone, fold=fold).timestamp() for fold in (0, 1))
    return int(max(both))


def questions(zone):
    for at in instants(zone):
        local = at.astimezone(zone)
        day, minute = day_and_minute(local)
        yield f"utc {int(at.timestamp())}", f"{day} {minute} {local.tzname()}"
        wall = at.replace(tzinfo=None)
        day, minute = day_and_minute(wall)
        yield f"local {day} {minute}", str(utc_of(wall, zone))


def differences(program, rules, zone):
    asked, expected = zip(*questions(zone))
    out = subprocess.run([program, rules], input="\n".join(asked) + "\n", text=True,
                         check=True, capture_output=True)
    answers = out.stdout.splitlines()[1:]
    wrong = [f"{q}: {a}, expected {x}" for q, a, x in zip(asked, answers, expected) if a != x]
    if len(answers) != len(asked):
        wrong.append(f"{len(answers)} answers to {len(asked)} questions")
    return len(asked), wrong


def main():
    program, files = sys.argv[1], sys.argv[2:]
    failed = 0
    for number, rules in enumerate(files, 1):
        name = name_of(program, rules)
        title = f"{pathlib.Path(rules).name}: {name}"
        try:
            zone = zoneinfo.ZoneInfo(name)
        except zoneinfo.ZoneInfoNotFoundError:
            print(f"ok {number} - {title} # SKIP no tz database here")
            continue
        count, wrong = differences(program, rules, zone)
        print(f"{'not ok' if wrong else 'ok'} {number} - {title}, {count} answers compared")
        for line in wrong[:10]:
            print(f"# {line}")
        failed += bool(wrong)
    print(f"1..{len(files)}")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
