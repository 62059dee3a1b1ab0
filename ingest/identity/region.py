"""Which region a document is about: by front matter, title, issuer; resolved against the division table."""

import re
from collections import Counter
from functools import cache

from ingest.identity.divisions import ANY_TOWNS, NATION, Division, by_abbreviation, divisions, resolve

PLACEHOLDER = re.compile(r"(?:[xX×]{1,4}|[*＊○〇_＿]{2,4})\s*([省市县区州])")  # a name left blank
OURS = re.compile(r"(?:我|全|本)([省市县区州])")
# the abbreviation that opens the numbers of a provincial government's documents (云政办发〔2021〕6号)
NUMBERED_BY = re.compile(r"([\u4e00-\u9fff])[政府]?办?[发函规字][〔\[（(]\s*(?:19|20)\d\d")
NATIONAL = re.compile(
    r"中华人民共和国|^(?:国务院|中共中央|中央|国家[\u4e00-\u9fff]{1,16}[局委办署]|全国人大|全国人民代表大会"
    r"|(?:教育|科技|工业和信息化|公安|民政|司法|财政|人力资源和?社会保障|自然资源|生态环境|住房和?城乡建设|交通运输|水利|农业农村|商务|文化和旅游"
    r"|退役军人事务|应急管理)部|中国残联|最高人民)"
)
NATIONAL_NUMBER = re.compile(
    r"^(?:国发|国办发|国办函|国函|民发|财社|人社部发|教基|国卫|医保发|建房|发改|国务院令|中华人民共和国国务院令)"
)
PARTED = re.compile(r"[/／\\>＞»|,，、·\s-]+")
SUFFIX = re.compile(r"(?:特别行政区|自治[区州县旗]|地区|林区|新区|[省市县区州盟旗])$")
SHORTEST = 3  # characters of a name that counts behind any character: 天河区 in 受理天河区


def given_region(words: str) -> str:
    """A region as front matter writes it (云南省/大姚县, 楚雄州姚安县), as a path of the division table; with / between
    its words where the table has no such place."""
    parts = [*dict.fromkeys(part for part in PARTED.split(words.strip()) if part)]
    if not parts:
        return ""
    if len(parts) == 1 and parts[0] in (NATION, "国家", "中国"):
        return NATION
    plain = "/".join(parts)
    if any(division.path == plain for division in divisions()):
        return plain
    held = [division for division in _called(parts[-1]) if _within(division, parts[:-1])]
    if len(held) == 1:
        return held[0].path
    if len(parts) == 1 and (found := _chained(parts[0])):
        return found
    return plain


def _chained(words: str) -> str:
    """楚雄州姚安县, 云南楚雄姚安: names and short names one right behind the other."""
    paths = {""}
    at = 0
    while at < len(words):
        step: dict[int, set[str]] = {}
        for size in range(2, min(len(words) - at, 12) + 1):
            for division in _called(words[at : at + size]):
                if any(not path or division.path.startswith(f"{path}/") for path in paths):
                    step.setdefault(size, set()).add(division.path)
        if not step:
            return ""
        size = max(step)
        paths = step[size]
        at += size
    return next(iter(paths)) if len(paths) == 1 else ""


def _within(division: Division, above: list[str]) -> bool:
    """Whether the names above a division name what it lies in, in order; some may be left out."""
    names = division.path.split("/")[:-1]
    at = 0
    for one in above:
        found = next((place for place in range(at, len(names)) if _is_called(one, names[place])), None)
        if found is None:
            return False
        at = found + 1
    return True


def _is_called(words: str, name: str) -> bool:
    """Whether words are a name or its beginning with or without what kind of place it is: 楚雄州 of 楚雄彝族自治州, but
    江南省 of no 江南区."""
    stem = SUFFIX.sub("", words)
    of_kind = stem == words or words[-1] == name[-1]
    return words == name or (len(stem) >= 2 and of_kind and name.startswith(stem))


@cache
def _by_stem() -> dict[str, tuple[Division, ...]]:
    found: dict[str, list[Division]] = {}
    for division in divisions():
        for key in {division.name, division.short, SUFFIX.sub("", division.name)}:
            if len(key) >= 2:
                found.setdefault(key, []).append(division)
    return {key: tuple(value) for key, value in found.items()}


def _called(words: str) -> tuple[Division, ...]:
    """Divisions of a name, or of a short one with or without what kind of place it is."""
    exact = tuple(division for division in _by_stem().get(words, ()) if division.name == words)
    if exact:
        return exact
    stem = SUFFIX.sub("", words)
    return tuple(
        d for d in _by_stem().get(words, _by_stem().get(stem, ())) if _is_called(words, d.name) or d.short == words
    )


def region_of(text: str, within: str = "") -> str:
    """The first that is named, and of what lies in it the lowest: 贵州省…惠水县配套清单 is 惠水县's."""
    region = resolve(text, within)
    while region and (inside := resolve(text, f"{region}/")):
        region = inside
    return region or _behind_any(text, within)


def _behind_any(text: str, within: str) -> str:
    """A place whose whole name stands behind characters that no word ends with: 受理天河区民政局."""
    for match in re.finditer(r"(?=([\u4e00-\u9fff]{2,11}?(?:自治[州县旗]|[市县区旗])))", text):
        words = match[1]
        if len(words) < SHORTEST or ANY_TOWNS.fullmatch(words):
            continue
        held = [d for d in _by_stem().get(words, ()) if d.name == words and d.path.startswith(within)]
        if len(held) == 1:
            return held[0].path
    return ""


def short_in_title(title: str, text: str) -> str:
    """A county that a title calls by its short name (长兴人…), where the text calls its own level what it is (全县)."""
    own = Counter(OURS.findall(text))
    found = {
        division.path
        for match in re.finditer(r"[\u4e00-\u9fff]{2,3}", title)
        for size in (2, 3)
        for division in _by_stem().get(match[0][:size], ())
        if division.short == match[0][:size] and own[division.name[-1]]
    }
    return found.pop() if len(found) == 1 else ""


def is_national(title: str, issuer: str, number: str) -> bool:
    """Whether the state itself speaks."""
    return bool(NATIONAL.match(title) or NATIONAL.match(issuer) or (NATIONAL_NUMBER.match(number) and not issuer))


def open_region(text: str) -> tuple[str, bool]:
    """The region of a text that names none, and whether that was concluded.

    The level is the one that the text calls its own (我市, 全省). A province works by its own government's documents:
    it is the one whose numbers the text cites, where these are of one province. Else as it is written where a name is
    left blank (x市).
    """
    own = Counter(OURS.findall(text)).most_common(1)
    level = own[0][0] if own else ""
    cited = {province for mark in NUMBERED_BY.findall(text) if (province := by_abbreviation(mark))}
    if level == "省" and len(cited) == 1:
        return cited.pop(), True
    blank = next((match for match in PLACEHOLDER.finditer(text) if match[1] == level or not level), None)
    return ("".join(blank.group().split()), False) if blank else ("", False)
