"""Places below the county that a text names (金碧镇), and the counties they lie in.

`data/towns.csv` (county code as in `divisions.csv`; names parted by blanks) was made from china-division 2.7.0 (MIT,
figures of 2023); docs/decisions/0007 says how to renew it.
"""

import csv
import re
from functools import cache
from importlib.resources import files

from ingest.identity.divisions import divisions

ENDS = re.compile("镇|乡|街道|苏木")
LONGEST = 15  # characters of a name of the table
SHORTEST = 3


def towns_named(text: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """(name, paths of the counties that have a place of the name), in the order of a folded text, the longest first."""
    found = []
    for end in ENDS.finditer(text):
        for start in range(max(0, end.end() - LONGEST), end.end() - SHORTEST + 1):
            if counties := _counties().get(text[start : end.end()]):
                found.append((text[start : end.end()], counties))
                break
    return tuple(found)


@cache
def _counties() -> dict[str, frozenset[str]]:
    """Paths of the counties by the names of their towns."""
    paths = {division.code: division.path for division in divisions()}
    found: dict[str, frozenset[str]] = {}
    with (files("ingest.identity") / "data" / "towns.csv").open(encoding="utf-8") as file:
        for line in csv.DictReader(file):
            county = frozenset({paths[line["county"]]})
            for name in line["towns"].split():
                found[name] = found.get(name, frozenset()) | county
    return found
