"""The number that a document was issued under, never one of a document that it cites."""

import re

from ingest.identity.told import Told

NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}[〔\[（(]\s*(?:19|20)\d\d\s*[〕\]）)]\s*(?:第\s*)?\d+\s*号")
DECREE = re.compile(
    r"(?<![\u4e00-\u9fff])(?:\d{1,2}日)?(?:中华人民共和国)?([\u4e00-\u9fff]{2,16}?令)\s*[（(]?第?\s*(\d{1,4})\s*号"
)
# what stands before the number of another document, and behind it
CITING = re.compile(
    r"(?:》\s*[（(]?|[（(][^（）()]{0,40}[，,、；;]|根据|按照|依据|落实|贯彻|转发|执行|参照|依照|按|见|和|与|及|、|由|以|经|原|废止)\s*$"
)
CITED = re.compile(r"\s*[）)]?\s*(?:文件?|文中|精神|规定|要求|等|执行|印发的|号文|、|，|规范|废止|同时)")
OTHER_DECREE = re.compile(r"公布|发布|修订|修正|通过|令")
TOP = 12  # lines at a document's top where its number stands, in brackets or by itself
LONGEST_BESIDE = 40  # characters that may stand beside it on its line
FAR_LINES = 60  # lines up to which a number alone on its line may stand
LONGEST_LINE = 120  # characters of a line that may bear it


def number_of(told: Told) -> str:
    """As labelled, else the first that stands on a line of its own, or beside the title; closed up."""
    if match := NUMBER.search(told.labels.get("number", "")):
        return _closed(match.group())
    for at, line in enumerate(told.lines[:FAR_LINES]):
        for match in NUMBER.finditer(line) if len(line) <= LONGEST_LINE else ():
            beside = len(line) - len(match.group())
            if _is_own(line, match) and (beside <= LONGEST_BESIDE if at < TOP else beside <= 3):
                return _closed(match.group())
    for line in told.lines[:TOP]:
        match = DECREE.search(line) if len(line) <= LONGEST_LINE else None
        if match and "《" not in line and OTHER_DECREE.search(line):
            return f"{match[1]}第{match[2]}号"
    plain = told.labels.get("number", "").strip(" -—/无")
    return _closed(plain) if any(map(str.isdigit, plain)) else ""


def _is_own(line: str, match: re.Match[str]) -> bool:
    cites = CITING.search(line, 0, match.start()) or (
        line[: match.start()].count("《") > line[: match.start()].count("》")
    )
    return not cites and CITED.match(line, match.end()) is None


def _closed(words: str) -> str:
    return re.sub(r"\s", "", words)
