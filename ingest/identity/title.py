"""What a document is called: by front matter, a page's metadata, its first heading, a line that ends as titles do."""

import re
from collections.abc import Mapping, Sequence

TITLE_WORDS = re.compile(
    r"(?:规划|方案|要点|清单|计划|意见|办法|纲要|细则|标准|目录|通知|规定|公告|汇编|手册|指南|问答|一览表?|明白卡|解读)(?:\s*[(（][^(（)）]{1,20}[)）])?$"
)
IN_MARKS = re.compile(r"《([^《》]{6,80})》")
FILE_TITLE = re.compile(
    r"《([^《》]{6,60})\.(?:docx?|pdf|wps|ofd|txt|html?)》", re.IGNORECASE
)  # how file-sharing sites head a page
ENACTED = re.compile(
    r"制定(?:了|本)?((?:[xX×\d]{4}年)?[\u4e00-\u9fff“”]{6,40}?(?:工作要点|实施方案|行动计划|规划|意见|办法))[。，,]"
)
CAPTION = re.compile(r"附?[表图]\s*[〇一二三四五六七八九十\d]*[-—–.]?\d*[\s:：]")
"""How what a table is called begins, which is no title where the page has another."""
MAX_TITLE = 60
TITLE_LINES = 40  # of a page, menus and labels among them, within which its title stands
TRAIL = re.compile(
    r"[>＞»›/／|｜]|^(?:您|你)?(?:现在|当前|所在)?(?:的|所在)?位置|^.{2,8}[:：]|(?:政府|官方|门户|官)网站?(?:\s|$|[-—–_·])"
)  # where a page stands on its site, the site's name, labels
SHORTEST_TITLE = 5  # characters; menus have shorter entries (规划计划, 政策解读)
ALIKE = 0.6  # share of character pairs by which a line is the title that a notice names
SITE = re.compile(r"(?:网|网站|平台|专栏|首页|正文|政府|[局厅委]|委员会|办公室|信息公开|发布)$")
JOINTS = re.compile(
    r"\s*[_|｜]+\s*|\s+[-—–·]+\s+|\s*[-—–](?=[^-—–]{2,30}(?:网站?|平台|政府|局|委|厅|信息公开)$)|\s{2,}"
)


def title_of(meta: Mapping[str, str], said: Mapping[str, str], head: str) -> str:
    """Empty where nothing tells."""
    page = _without_site(meta.get("page_title", ""))
    for words in (meta.get("title", ""), meta.get("article_title", ""), meta.get("heading", "")):
        if words:
            return _whole(words, meta.get("heading", ""))
    return _from_lines(head, page) or said.get("title", "")


def _whole(words: str, heading: str) -> str:
    """A title that a site has cut short, as the heading has it."""
    cut = words.rstrip(".…")
    return heading if cut != words and heading.startswith(cut) else words


def _without_site(page_title: str) -> str:
    parts = [part.strip() for part in JOINTS.split(page_title) if part and part.strip()]
    own = [part for part in parts if not SITE.search(part)]
    return max(own or parts, key=lambda part: (TITLE_WORDS.search(part) is not None, len(part)), default="")


def _from_lines(head: str, page_title: str) -> str:
    """A line that ends as titles of plans do; of a covering notice, the title of what it issues."""
    lines = [line.strip(" |") for line in head.splitlines() if line.strip(" |")]
    for line in [*(line for line in lines[:TITLE_LINES] if not TRAIL.search(line)), page_title]:
        if page_title and CAPTION.match(line):
            continue
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


def _own_title(lines: Sequence[str], issued: str) -> str:
    """How the issued plan itself is headed, below the notice, where that line is much like the name in the notice."""
    wanted = {issued[at : at + 2] for at in range(len(issued) - 1)}
    for line in lines[1:]:
        own = "".join(re.sub(r"^附件\s*\d*\s*[:\uff1a]?", "", line).split())
        pairs = {own[at : at + 2] for at in range(len(own) - 1)}
        titled = TITLE_WORDS.search(own) and len(own) <= MAX_TITLE and not IN_MARKS.search(own)
        if titled and len(pairs & wanted) >= ALIKE * len(wanted):
            return own
    return issued
