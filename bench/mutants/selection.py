"""Which mutants are tried: a sample by chance, the same for the same seed, each kind in equal shares."""

from collections.abc import Iterable
from pathlib import Path

from bench.mutants import entries, operators
from bench.mutants.mutant import Kind, Mutant, mutants_of
from bench.mutants.tree import ROOT, read

ROOMS = ("rag/verification", "rag/extraction", "ingest/tables", "ingest/quantities")
PER_ROOM = 80


def all_mutants(room: str) -> list[Mutant]:
    """Every mutant of a folder's or one file's code and TOML. Raises `SystemExit` where there is nothing to mutate."""
    place = ROOT / room
    files = sorted(place.rglob("*")) if place.is_dir() else [place]
    names = [str(path.relative_to(ROOT)) for path in files if path.suffix in (".py", ".toml") and path.is_file()]
    if not names:
        raise SystemExit(f"{room!r} holds neither Python nor TOML; name a folder or a file of the tree")
    return [mutant for name in names for mutant in mutants_in(name)]


def mutants_in(file: str) -> list[Mutant]:
    """Every mutant of one file."""
    text = read(file)
    found = entries.edits(text) if Path(file).suffix == ".toml" else operators.edits(text)
    return mutants_of(file, text, found)


def sample(mutants: Iterable[Mutant], count: int, seed: int) -> list[Mutant]:
    """So many of the mutants, one a place at most, of each kind as many as of any other while they last.

    Mutants are ranked by a hash of the seed and their name, so a change of the code leaves most of a sample as it was.
    """
    by_place: dict[tuple[str, int, Kind], Mutant] = {}
    for mutant in sorted(mutants, key=lambda mutant: mutant.rank(seed)):
        by_place.setdefault((mutant.file, mutant.place, mutant.kind), mutant)
    queues = {kind: [mutant for mutant in by_place.values() if mutant.kind is kind] for kind in Kind}
    taken: list[Mutant] = []
    while len(taken) < count and any(queues.values()):
        for kind in Kind:
            if queues[kind] and len(taken) < count:
                taken.append(queues[kind].pop(0))
    return taken
