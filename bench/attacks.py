"""Visitors while strangers attack: `python -m bench.attacks [INDEX]`.

200 visitors over 20 seconds, each with an address of its own behind a trusted proxy, ask in the window; meanwhile 50
hostile ones send what `tests/attacks.py` lists, as fast as they can. Printed: how long the visitors waited, how long
`/healthz` took, which statuses the attacks got, and the memory of server and child before, at most and after."""

import http.client
import json
import multiprocessing
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.synchronize import Event
from pathlib import Path

from bench.memory import family_mb
from bench.visitors import ADDRESS, PORT, function_of_page, questions, server
from tests.attacks import Attack, attacks

VISITORS, OVER_S, HOSTILE = 200, 20.0, 50
ANSWER_S, HEALTH_S, MEMORY_MB = 3.0, 0.25, 50.0  # what must hold, for 95 % of the waits
SETTLES_S = 5.0


def main(index: str | None) -> int:
    with tempfile.TemporaryDirectory() as folder:
        secret = Path(folder) / "secret.txt"
        secret.write_text("sk-the-key-of-the-model", encoding="utf-8")
        with server(index) as process:
            return report(*measured(process, attacks(str(secret))))


Measured = tuple[list[float], list[float], Counter[int], list[float]]


def measured(process: int, hostile: tuple[Attack, ...]) -> Measured:
    """Waits of visitors and of `/healthz` in seconds, statuses of attacks, memory of the server and its child in MB."""
    function = function_of_page()
    for number in range(len(questions())):  # what is loaded once is loaded, and the first pages are drawn
        ask(VISITORS + number, function)  # by others: the visitors that are measured have not asked before
    memory, health = [family_mb(process)], list[float]()
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.2):
            health.append(seconds_of_health())
            memory.append(family_mb(process))

    context = multiprocessing.get_context("spawn")
    ended, told = context.Event(), context.Queue()
    enemy = context.Process(target=harm, args=(hostile, ended, told))  # of its own, or it would slow who measures
    enemy.start()
    watching = threading.Thread(target=watch)
    watching.start()
    told.get()  # the enemy is at it
    with ThreadPoolExecutor(VISITORS) as pool:
        waits = sorted(pool.map(lambda number: visit(number, function), range(VISITORS)))
    over.set()
    ended.set()
    statuses = told.get()
    enemy.join()
    watching.join()
    time.sleep(SETTLES_S)
    return waits, sorted(health), statuses, [*memory, family_mb(process)]


def harm(hostile: tuple[Attack, ...], ended: Event, told: "multiprocessing.Queue[Counter[int]]") -> None:
    """Attacks of `HOSTILE` strangers at once until it has ended; what statuses they got is told at the end."""
    statuses = Counter[int]()

    def stranger(number: int) -> None:
        order = random.Random(number).sample(hostile, len(hostile))
        while not ended.is_set():
            for attack in order:
                if ended.is_set():
                    return
                statuses[send(attack, number)] += 1

    told.put(statuses)
    with ThreadPoolExecutor(HOSTILE) as pool:
        list(pool.map(stranger, range(HOSTILE)))
    told.put(statuses)


def visit(number: int, function: int) -> float:
    time.sleep(OVER_S * number / VISITORS)
    return ask(number, function)


def ask(number: int, function: int) -> float:
    """Seconds until the answer has come, of a visitor with an address of its own."""
    known = questions()
    question, region = known[number % len(known)]
    address = f"198.{18 + number // 250}.{number % 250}.7"
    headers = {"Content-Type": "application/json", "X-Forwarded-For": address}
    session = f"visitor{number:06d}"
    body = {"data": [f"{region}：{question}", "{}", None], "event_data": None, "fn_index": function}
    started = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    call = json.dumps(body | {"trigger_id": 1, "session_hash": session})
    connection.request("POST", "/gradio_api/queue/join", call, headers)
    connection.getresponse().read()
    connection.request("GET", f"/gradio_api/queue/data?session_hash={session}", headers=headers)
    answered = any(b"hm-actions" in line for line in connection.getresponse())
    connection.close()
    return time.perf_counter() - started if answered else float("inf")


def send(attack: Attack, number: int) -> int:
    """The status that an attack gets, 0 where the server hung up or a stream stayed open."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=3)
    headers = {**attack.headers, "X-Forwarded-For": f"203.0.113.{number}"} | dict(attack.headers)
    body = (
        (attack.body[at : at + 65_536] for at in range(0, len(attack.body), 65_536)) if attack.chunked else attack.body
    )
    try:
        connection.request(attack.method, attack.path, body, headers, encode_chunked=attack.chunked)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException, ValueError):
        return 0
    finally:
        connection.close()


def seconds_of_health() -> float:
    started = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    connection.request("GET", "/healthz")
    well = connection.getresponse().status == 200
    connection.close()
    return time.perf_counter() - started if well else float("inf")


def report(waits: list[float], health: list[float], statuses: Counter[int], memory: list[float]) -> int:
    at_95, health_95 = at(waits, 0.95), at(health, 0.95)
    rise = memory[-1] - memory[0]
    print(f"{len(waits)} visitors over {OVER_S:.0f} s beside {HOSTILE} hostile ones at {ADDRESS}")
    print(f"  answers   median {at(waits, 0.5):.2f} s, 95 % within {at_95:.2f} s, the longest {waits[-1]:.2f} s")
    ms = [round(1000 * seconds) for seconds in (at(health, 0.5), health_95, health[-1])]
    print(f"  /healthz  median {ms[0]} ms, 95 % within {ms[1]} ms, the longest {ms[2]} ms")
    print(f"  attacks   {sum(statuses.values())}: {dict(sorted(statuses.items()))}")
    print(f"  memory    {memory[0]:.0f} MB before, {max(memory):.0f} MB at most, {memory[-1]:.0f} MB after")
    fallen = sum(count for status, count in statuses.items() if status >= 500 and status != 503)
    return int(at_95 > ANSWER_S or health_95 > HEALTH_S or rise > MEMORY_MB or fallen > 0)


def at(ordered: list[float], share: float) -> float:
    return ordered[int(share * (len(ordered) - 1))]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else None))
