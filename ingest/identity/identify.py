"""Who published a document, when, for which region and years: from its front matter, else from its own first lines."""

import hashlib
import re
from collections import Counter
from pathlib import PurePath

from ingest.identity.divisions import by_abbreviation, resolve
from ingest.schema import Document, Source, TextKind
from ingest.text.clean import Cleaned
from ingest.text.fold import fold_same_length

HEAD = 3000  # characters in which a document says what it is
TITLE_WORDS = re.compile(
    r"(?:规划|方案|要点|清单|计划|意见|办法|纲要|细则|标准|目录|通知|规定|公告|汇编|手册|指南|问答|一览表?|明白卡|解读)(?:\s*[(（][^(（)）]{1,20}[)）])?$"
)
IN_MARKS = re.compile(r"《([^《》]{6,80})》")
NUMBER = re.compile(r"[\u4e00-\u9fff]{1,8}[〔\[（(]\s*(?:19|20)\d\d\s*[〕\]）)]\s*(?:第\s*)?\d+\s*号")
INDEX_NUMBER = re.compile(r"索\s*引\s*号\s*[:：]\s*([A-Za-z0-9][\w/.\-]{4,40})")
DATE = re.compile(r"((?:19|20)\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
PERIOD = re.compile(r"(20\d\d)\s*年?\s*[-—–~～至]+\s*(20\d\d)\s*年?")
YEAR = re.compile(r"(20\d\d)\s*年(?!\s*\d{1,2}\s*月)")
FIVE_YEARS = {"十二五": "2011-2015", "十三五": "2016-2020", "十四五": "2021-2025", "十五五": "2026-2030"}
ISSUER = re.compile(r"(?:发文机构|发布机构|发文机关|制定机关)\s*[:：]\s*(\S{2,30})")
FILE_TITLE = re.compile(
    r"《([^《》]{6,60})\.(?:docx?|pdf|wps|ofd|txt|html?)》", re.IGNORECASE
)  # how file-sharing sites head a page
ENACTED = re.compile(
    r"制定(?:了|本)?((?:[xX×\d]{4}年)?[\u4e00-\u9fff“”]{6,40}?(?:工作要点|实施方案|行动计划|规划|意见|办法))[。，,]"
)
PLACEHOLDER = re.compile(r"(?:[xX×]{1,4}|[*＊○〇_＿]{2,4})\s*([省市县区州])")  # a name left blank
OURS = re.compile(r"(?:我|全|本)([省市县区州])")
# the abbreviation that opens the numbers of a provincial government's documents (云政办发〔2021〕6号)
NUMBERED_BY = re.compile(r"([\u4e00-\u9fff])[政府]?办?[发函规字][〔\[（(]\s*(?:19|20)\d\d")
MAX_TITLE = 60
HEADED = 4  # lines
TITLE_LINES = 40  # of a page, menus and labels among them, within which its title stands
TRAIL = re.compile(
    r"[>＞»›/／|｜]|^(?:您|你)?(?:现在|当前|所在)?(?:的|所在)?位置|^.{2,8}[:：]|(?:政府|官方|门户|官)网站?(?:\s|$|[-—–_·])"
)  # where a page stands on its site, the site's name, labels
SHORTEST_TITLE = 5  # characters; menus have shorter entries (规划计划, 政策解读)
YES = ("true", "yes", "是")
ALIKE = 0.6  # share of character pairs by which a line is the title that a notice names


def identify(path: str, data: bytes, source: Source, cleaned: Cleaned) -> Document:
    """Front matter wins field by field. Raises `ValueError` on a `text_kind` that does not exist."""
    meta, text = source.meta, cleaned.text
    head = text[:HEAD]
    title = meta.get("title") or _title(head, meta.get("page_title", "")) or PurePath(path).stem
    digest = hashlib.sha256(data).hexdigest()
    kind = meta.get("text_kind") or TextKind.ORIGINAL
    if kind not in set(TextKind):
        raise ValueError(f"text_kind 只能是 {'、'.join(TextKind)}，不能是 {kind!r}")
    issuer = meta.get("issuer") or _first(ISSUER, head)
    region = meta.get("region") or _region(title) or _region(issuer) or _region(_headed(head))
    open_region, inferred = ("", False) if region else _open_region(text)
    return Document(
        id=document_id(digest),
        title=title,
        issuer=issuer,
        region=region or open_region,
        region_inferred=inferred or meta.get("region_inferred", "").lower() in YES,
        number=meta.get("number") or _number(head),
        index_number=meta.get("index_number") or _first(INDEX_NUMBER, head),
        date=meta.get("date") or _date(head),
        period=meta.get("period") or _period(fold_same_length(title), head),
        source=path,
        text_kind=TextKind(kind),
        content_hash=digest,
        text=text,
        origin=cleaned.origin,
    )


def document_id(content_hash: str) -> str:
    """A document is named by its bytes."""
    return f"d{content_hash[:12]}"


def _headed(head: str) -> str:
    """The first lines with words: above a subtitle stands what it is the subtitle of, below it who publishes it."""
    return "\n".join([line for line in head.splitlines() if line.strip(" |")][:HEADED])


def _first(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match.group(1) if match else ""


def _title(head: str, page_title: str) -> str:
    """A line that ends as titles of plans do; of a covering notice, the title of what it issues."""
    lines = [line.strip(" |") for line in head.splitlines() if line.strip(" |")]
    for line in [*(line for line in lines[:TITLE_LINES] if not TRAIL.search(line)), page_title]:
        if SHORTEST_TITLE <= len(line) <= MAX_TITLE * 2 and TITLE_WORDS.search(line) and line[0] not in "—–-":
            issued = IN_MARKS.search(line)
            if issued and line.endswith("通知"):
                return _own_title(lines, issued.group(1))
            if issued is None and "印发" in line and line.endswith("的通知"):
                return line.split("印发", 1)[1].removesuffix("的通知")
            if len(line) <= MAX_TITLE:
                return line
    found = FILE_TITLE.search(head) or ENACTED.search(head)
    return page_title or (found.group(1) if found else "")


def _region(text: str) -> str:
    """The first that is named, and of what lies in it the lowest: 贵州省…惠水县配套清单 is 惠水县's."""
    region = resolve(text)
    while region and (inside := resolve(text, f"{region}/")):
        region = inside
    return region


def _open_region(text: str) -> tuple[str, bool]:
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


def _own_title(lines: list[str], issued: str) -> str:
    """How the issued plan itself is headed, below the notice, where that line is much like the name in the notice."""
    wanted = {issued[at : at + 2] for at in range(len(issued) - 1)}
    for line in lines[1:]:
        own = "".join(re.sub(r"^附件\s*\d*\s*[:\uff1a]?", "", line).split())
        pairs = {own[at : at + 2] for at in range(len(own) - 1)}
        titled = TITLE_WORDS.search(own) and len(own) <= MAX_TITLE and not IN_MARKS.search(own)
        if titled and len(pairs & wanted) >= ALIKE * len(wanted):
            return own
    return issued


def _number(head: str) -> str:
    match = NUMBER.search(head)
    return re.sub(r"\s", "", match.group()) if match else ""


def _date(head: str) -> str:
    match = DATE.search(head)
    return f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}" if match else ""


def _period(title: str, head: str) -> str:
    """Years of the title, however it gives them, else a span of years in the head."""
    if match := PERIOD.search(title):
        return f"{match[1]}-{match[2]}"
    for name, years in FIVE_YEARS.items():
        if name in title:
            return years
    if match := YEAR.search(title):
        return match[1]
    match = PERIOD.search(head)
    return f"{match[1]}-{match[2]}" if match else ""
