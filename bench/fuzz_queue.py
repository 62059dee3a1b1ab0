"""Calls of the window's queue by chance: `python -m bench.fuzz_queue [INDEX] [--seconds N] [--seed N]`.

What the page sends, with parts changed, left out, doubled or garbled. A call that passes is followed to its end: the
answers of gradio are counted by what became of them. Ends with 1 where anything failed with a 500."""

import argparse
import http.client
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from bench.visitors import ADDRESS, function_of_page, questions, server

SECONDS, SEED = 600.0, 16
READS_S = 20.0  # for the end of a call that passed
PATHS = ("/gradio_api/queue/join", "/en/gradio_api/queue/join")
FAILED = "failed behind the door"
ODD: tuple[Any, ...] = (
    None,
    True,
    -1,
    2**63,
    1e308,
    "",
    "\x00",
    "\u202e",
    "ﷺ" * 300,
    "9" * 1_000,
    [],
    [[]],
    {},
    {"path": "/dev/zero", "meta": {"_type": "gradio.FileData"}},
    {"__type__": "update"},
    "{}",
    '{"question":"低保","region":"大姚县","length":-1}',
    '{"region":["x"]}',
    "低保" * 400,
)
GARBLED = (b"\x00", b"\xff", b'"', b"[", b"{", b"\\ud800", b"NaN", b"1e999", b",", b"")


def fuzz(address: str, functions: int, *, seconds: float, seed: int) -> Counter[str]:
    """How often each came of the calls: a status of the server, or what became of a call that passed."""
    chance, found, until = random.Random(seed), Counter[str](), time.monotonic() + seconds
    while time.monotonic() < until:
        found.update(_became(address, chance, chance.randrange(functions + 3)))
    return found


def failures(found: Mapping[str, int]) -> int:
    """How many calls fell."""
    return sum(count for became, count in found.items() if became == FAILED or became.startswith("5"))


def _became(address: str, chance: random.Random, function: int) -> Iterator[str]:
    place, session = urlsplit(address), "".join(chance.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=11))
    connection = http.client.HTTPConnection(place.netloc, timeout=READS_S)
    headers = {"Content-Type": "application/json", "X-Forwarded-For": f"203.0.113.{chance.randrange(256)}"}
    path = chance.choice(PATHS)
    try:
        connection.request("POST", path, _body(chance, function, session), headers)
        status = connection.getresponse()
        status.read()
        yield str(status.status)
        if status.status == http.client.OK:
            yield _end(connection, path, session, headers)
    finally:
        connection.close()


def _end(connection: http.client.HTTPConnection, path: str, session: str, headers: dict[str, str]) -> str:
    """What became of a call that passed."""
    connection.request("GET", path.replace("join", f"data?session_hash={quote(session)}"), headers=headers)
    for line in connection.getresponse():
        if line.startswith(b"data:"):
            event = json.loads(line[5:])
            if event["msg"] in ("process_completed", "unexpected_error"):
                return "done" if event.get("success") else FAILED
    return "ended"


def _body(chance: random.Random, function: int, session: str) -> bytes:
    question, region = chance.choice(questions())
    clicked = {"question": question, "region": region, "whole": chance.random() < 0.5}
    data, event = chance.choice(
        (
            [[f"{region}：{question}", "{}", None], None],
            [[question, json.dumps(clicked), None], None],
            [[None], clicked],
            [[], None],
        )
    )
    call: Any = {"data": data, "event_data": event, "fn_index": function, "trigger_id": 1, "session_hash": session}
    for _ in range(chance.choice((0, 1, 1, 2, 4))):
        call = _changed(chance, call)
    body = json.dumps(call, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")
    for _ in range(chance.choice((0, 0, 0, 1, 3))):
        at = chance.randrange(len(body) + 1)
        body = body[:at] + chance.choice(GARBLED) + body[at + chance.choice((0, 1, 20)) :]
    return body


def _changed(chance: random.Random, value: Any) -> Any:
    """A value with one part of it replaced, left out, doubled or renamed, at any depth."""
    if isinstance(value, dict) and value and chance.random() < 0.9:
        name = chance.choice([*value])
        kind = chance.random()
        if kind < 0.6:
            return value | {name: _changed(chance, value[name])}
        rest = {key: part for key, part in value.items() if key != name}
        return rest if kind < 0.8 else rest | {str(chance.choice((f"{name}_", "meta", "simple_format"))): value[name]}
    if isinstance(value, list) and value and chance.random() < 0.8:
        at = chance.randrange(len(value))
        part = chance.choice(([], [_changed(chance, value[at])], [value[at]] * 2))
        return [*value[:at], *part, *value[at + 1 :]]
    if isinstance(value, str) and value and chance.random() < 0.5:
        at = chance.randrange(len(value))
        return (
            value[:at]
            + chr(chance.choice((0, 0x202E, 0xFDFA, 0x10FFFF, 0x4E00, 0x30))) * chance.choice((1, 40))
            + value[at:]
        )
    return chance.choice(ODD)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("index", nargs="?")
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args()
    with server(asked.index, {"HUIMIN_QUESTIONS_PER_MINUTE": "100000", "HUIMIN_REQUESTS_PER_MINUTE": "100000"}):
        found = fuzz(ADDRESS, function_of_page() + 3, seconds=asked.seconds, seed=asked.seed)
        function_of_page()  # it still gives its page
    print(f"{asked.seconds:.0f} s, seed {asked.seed}: {dict(sorted(found.items()))}")
    return int(failures(found) > 0)


if __name__ == "__main__":
    sys.exit(main())
