"""Words on screen: labels of notes and kinds of text. Sentences that answer, and labels of statuses, stand in
`rag/replies.py`."""

from ingest.identity.standing import Standing
from ingest.schema import Omission, TextKind
from rag import replies
from rag.schema import NoteKind

TEXT_KINDS: dict[TextKind, str] = {
    TextKind.ORIGINAL: "原文",
    TextKind.DIGEST: "摘编(非官方原文)",
    TextKind.OCR: "扫描识别",
}

PAGE = "第 {page} 页"
SHEET = "表“{sheet}”{place}"
CELLS = "单元格 {place}"  # of a sheet without a name

STATUSES = {status: words.label for status, words in replies.STATUSES.items()}

NOTES: dict[NoteKind, str] = {
    NoteKind.CONFLICT: "说法不一",
    NoteKind.BLANK: "原文空白",
    NoteKind.EXPIRED: "规划已到期",
    NoteKind.VERSIONS: "版本差异",
    NoteKind.HIGHER_LEVEL: "上级规定",
    NoteKind.COMPUTED: "怎么算的",
    NoteKind.COUNT: "项目数",
    NoteKind.CORRECTED: "数字更正",
    NoteKind.REGION_INFERRED: "地区说明",
    NoteKind.SCANNED: "扫描识别",
    NoteKind.FALLBACK: "回答方式",
}

BY_MODEL = "人工智能生成"  # the words that the rules on labelling ask for

OMISSIONS: dict[Omission, str] = {
    Omission.HIDDEN: "看不见",
    Omission.DELETED: "划掉",
    Omission.COMMENT: "批注",
    Omission.CHROME: "网站",
    Omission.FIELD: "文件信息",
    Omission.ELSEWHERE: "链接自别处",
}
"""Why words of a file are no content."""

REPEATS = {"site": "网站（多页重复）", "copy": "与另一份相同"}

STANDINGS: dict[Standing, str] = {"in force": "有效", "over": "失效", "to come": "未施行"}

CHANGES = {"added": "新增", "updated": "更新", "unchanged": "未变", "kept": "保留"}

TOO_MANY = "您问得太快了，请过一分钟再试，急事可以拨打 12345。"
BUSY = "现在提问的人太多，请稍后再试，急事可以拨打 12345。"
NO_ROOM = "今天的评价已经收满，谢谢您；请明天再试。"
NO_SUCH_TRACE = "没有这个回答的记录，或者它已经太久。"
NO_SUCH_ANSWER = "没有这个回答，或者它已经太久，不能再评价。"
