"""The division tree of China down to counties, and which divisions a text names.

`data/divisions.csv` (level 0 province, 1 prefecture, 2 county; code; name; everyday short name, left empty where it is
also a common word) was made from the table in jionlp 1.5.31, Apache-2.0; docs/decisions/0007 says how to renew it.
"""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

NATION = "全国"  # the region of what the state itself issues; every other lies in it
LEVELS = 3
SHORT_NAME = 3  # characters up to which a name may also be part of another word
# by which provincial governments number their documents; two have two
ABBREVIATIONS = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔云藏陕甘青宁新"
ALSO = {"贵": "黔", "滇": "云"}
# what behind a county's short name tells that a place is meant: 温岭那边
LOCATIVE = re.compile(r"[那这][边里儿头]|当地|本地|老家|县城|城区|城里|乡下|农村|今年|去年")
ANY_TOWNS = re.compile(r"[老新城市郊矿中东南西北]{1,2}区")  # 老城区 is a district of Luoyang, and a part of any town
LEFT_OPEN = re.compile(r"[xX×某*＊]|^[_＿\s]*[省市州县区]?$")  # a name for others to fill in: x市, ××县, 某区
AUTONOMOUS = re.compile(r"自治([州县旗])$")
EDGES = "年在到去从是住和与问我们说下咱于对给按请看及跟比离来往回俺家、"  # characters after which a word can begin


@dataclass(frozen=True, slots=True)
class Division:
    code: str
    name: str
    short: str
    level: int
    path: str
    """Names from the province down, joined by /; a municipality counts once (上海市/嘉定区)."""


@cache
def divisions() -> tuple[Division, ...]:
    """All divisions, parents before children."""
    found: list[Division] = []
    above: list[str] = []
    with (files("ingest.identity") / "data" / "divisions.csv").open(encoding="utf-8") as file:
        for line in csv.DictReader(file):
            level = int(line["level"])
            above = [*above[:level], line["name"]]
            names = [name for at, name in enumerate(above) if at == 0 or name != above[at - 1]]
            if level and len(names) == 1:
                continue  # the prefecture line of a municipality
            found.append(Division(line["code"], line["name"], line["short"], level, "/".join(names)))
    return tuple(found)


@cache
def _by_name() -> dict[str, tuple[Division, ...]]:
    """Divisions by their names, autonomous ones without their peoples too, those above counties by short ones."""
    return _grouped(
        (name, one)
        for one in divisions()
        for name in {one.name, *_without_peoples(one), "" if _is_county(one) else one.short}
    )


def _without_peoples(division: Division) -> tuple[str, ...]:
    """互助县 of 互助土族自治县, 楚雄州 of 楚雄彝族自治州; none of an autonomous region."""
    kind = AUTONOMOUS.search(division.name)
    short = division.short.removesuffix(kind[1]) if kind else ""
    return (f"{short}{kind[1]}",) if kind and short and division.name.startswith(short) else ()


@cache
def _counties() -> dict[str, tuple[Division, ...]]:
    """Counties by their short names, which are common words too often to count anywhere."""
    return _grouped((one.short, one) for one in divisions() if _is_county(one))


def _is_county(division: Division) -> bool:
    return division.level == LEVELS - 1


def _grouped(named_so: Iterable[tuple[str, Division]]) -> dict[str, tuple[Division, ...]]:
    names: dict[str, tuple[Division, ...]] = {}
    for name, division in named_so:
        if name:
            names[name] = (*names.get(name, ()), division)
    return names


@cache
def _names() -> frozenset[str]:
    return frozenset(_by_name().keys() | _counties().keys())


@cache
def _longest() -> int:
    return max(map(len, _by_name()))


def named(text: str) -> tuple[tuple[str, tuple[Division, ...]], ...]:
    """Divisions a text names, in its order: (words, the divisions of that name). Longest match first, no overlaps.

    A name of three characters or fewer counts only where a word can begin: 高中山区 does not name 中山区. What stands
    right before a name narrows it: 北京市朝阳区 is one 朝阳区 of several. A county's short name counts where what
    follows speaks of a place: 温岭那边.
    """
    found: list[tuple[str, tuple[Division, ...]]] = []
    names = _names()
    at = end = 0
    while at < len(text):
        for size in range(min(_longest(), len(text) - at), 1, -1):
            words = text[at : at + size]
            if words in names and (candidates := _meant(words, text, at, follows=at == end)):
                if found and at == end:
                    above = {division.path for division in found[-1][1]}
                    inside = tuple(d for d in candidates if any(d.path.startswith(f"{path}/") for path in above))
                    candidates = inside or candidates
                found.append((words, candidates))
                at += size
                end = at
                break
        else:
            at += 1
    return tuple(found)


def _meant(words: str, text: str, at: int, *, follows: bool) -> tuple[Division, ...]:
    """What words at an offset name, right behind another name where that `follows`."""
    if ANY_TOWNS.fullmatch(words) and not (follows and at):
        return ()
    begins = _word_begins(text, at)
    if words in _by_name() and (len(words) > SHORT_NAME or follows or begins):
        return _by_name()[words]
    return _counties().get(words, ()) if begins and LOCATIVE.match(text, at + len(words)) else ()


def _word_begins(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] in EDGES or not "\u4e00" <= text[at - 1] <= "\u9fff"


def resolve(text: str, within: str = "") -> str:
    """Path of the first division that `text` names beyond doubt, under `within` where given; else empty."""
    for _, candidates in named(text):
        inside = [division for division in candidates if not within or division.path.startswith(within)]
        if len({division.path for division in inside}) == 1:
            return inside[0].path
    return ""


@cache
def _paths() -> frozenset[str]:
    return frozenset(division.path for division in divisions())


def is_division(path: str) -> bool:
    """Whether a path is one of the table's, or the nation."""
    return path == NATION or path in _paths()


@cache
def _shared_names() -> frozenset[str]:
    """Names that several divisions have."""
    return frozenset(name for name, held in _grouped((one.name, one) for one in divisions()).items() if len(held) > 1)


def shared_name(text: str) -> str:
    """The first name in a text that several divisions have and nothing beside it tells apart; empty for none."""
    return next((name for name, held in named(text) if len(held) > 1 and name in _shared_names()), "")


def is_shared(name: str) -> bool:
    """Whether several divisions have this name."""
    return name in _shared_names()


def shown_name(path: str) -> str:
    """What a region is called: the last name of its path, with its parent's where the table has several of that name
    (长春市朝阳区)."""
    above, _, name = path.rpartition("/")
    return f"{above.rsplit('/', 1)[-1]}{name}" if above and name in _shared_names() else name


def is_left_open(path: str) -> bool:
    """Whether the text leaves open which region it is of: x市, ××县, 某区."""
    return LEFT_OPEN.search(path.rpartition("/")[2]) is not None


@cache
def _provinces() -> tuple[str, ...]:
    """By their codes, which is the order of their abbreviations."""
    return tuple(division.name for division in sorted(divisions(), key=lambda d: d.code) if division.level == 0)


def by_abbreviation(mark: str) -> str:
    """The province of 云 in 云政办发; empty where there is none."""
    at = ABBREVIATIONS.find(ALSO.get(mark, mark))
    return _provinces()[at] if mark and at >= 0 else ""
