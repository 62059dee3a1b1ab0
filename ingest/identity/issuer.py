"""Who issued a document: as labelled, as signed below it, as its title begins, else whose page it is."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from ingest.identity.divisions import NATION
from ingest.identity.signature import ORGAN
from ingest.identity.told import Told

WHOLE = re.compile(rf"{ORGAN.pattern}")
TITLED = re.compile(
    rf"^((?:{ORGAN.pattern})(?:[\s、，,]*(?:{ORGAN.pattern}))*?)(?:等\s*\d*\s*部门)?\s*(?:关于|印发|转发)"
)
HEADED = re.compile(rf"^({ORGAN.pattern})\s*文件$")
DECREE = re.compile(
    r"(?<![\u4e00-\u9fff])(?:\d{1,2}日)?(?:中华人民共和国)?([\u4e00-\u9fff]{2,16}?)令\s*[（(]?第?\s*\d{1,4}\s*号"
)
INNER = re.compile(r"(?:科|股|室|组|处)$")  # parts of an office, which issue nothing
OFFICE = re.compile(r"办公室$")
SITE_WORDS = re.compile(r"(?:政府)?(?:门户|官方)?(?:网站|官网|网|微信公众号|公众号|信息公开平台|信息公开)$")
OWN_SITE = re.compile(r"^(?:本网|本站|本网站|原创|网络|互联网|转载)")
RELATIVE = re.compile(r"^([省市县区州旗盟])(?=[\u4e00-\u9fff]{2})(?!区[住政])")
TOP = 12  # lines


def issuer_of(told: Told, region: str) -> str:
    """Several are parted by 、. A name that leaves its place out (市民政局) gets the region's."""
    labelled = told.labels.get("issuer", "")
    if labelled and _is_office(labelled):
        return _whole(labelled, region)
    if told.signed.issuers:
        return "、".join(_whole(name, region) for name in told.signed.issuers)
    if match := TITLED.match(told.title):
        return _whole(match[1], region)
    for line in told.lines[:TOP]:
        if match := HEADED.match(line):
            return _whole(match[1], region)
        if (match := DECREE.search(line)) and "《" not in line:
            return match[1]
    return _of_the_page(told, region) or labelled


def _of_the_page(told: Told, region: str) -> str:
    """Where the text came from, else whose site it is."""
    origin = _without_site(told.labels.get("origin", "") or told.meta.get("origin", ""))
    owners = [told.meta.get("site", ""), *re.split(r"[\s_|｜\-—–·]+", told.meta.get("page_title", ""))]
    plain = [_whole(_without_site(name), region) for name in owners if name]
    whole = _whole(origin.split()[0], region) if origin.split() and not OWN_SITE.match(origin) else ""
    if WHOLE.fullmatch(whole):
        return next((name for name in plain if name.replace("和", "") == whole.replace("和", "")), whole)
    return next((name for name in plain if WHOLE.fullmatch(name) and not INNER.search(OFFICE.sub("", name))), "")


def _is_office(name: str) -> bool:
    return len(name) > 3 and (OFFICE.search(name) is not None or not INNER.search(name))


def _without_site(name: str) -> str:
    plain = name.strip()
    return SITE_WORDS.sub("", plain) or plain


def _whole(name: str, region: str) -> str:
    """市民政局 as 玉环市民政局, 县发改局 as 长兴县发展和改革局."""
    words = name.strip()
    if (match := RELATIVE.match(words)) and region and region != NATION:
        place = next((one for one in reversed(region.split("/")) if one.endswith(match[1])), "")
        if not place:
            return words
        words = f"{place}{words[1:]}"
    else:
        return words
    for short, whole in _offices().items():
        if words.endswith(short):
            return words.removesuffix(short) + whole
    return words


@cache
def _offices() -> dict[str, str]:
    text = (files("ingest.identity") / "data" / "offices.toml").read_text(encoding="utf-8")
    return {key: str(value) for key, value in tomllib.loads(text).items()}
