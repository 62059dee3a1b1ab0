"""Words on screen: labels of statuses, notes and kinds of text. Sentences that answer stand in `rag/replies.py`."""

from ingest.schema import TextKind
from rag.schema import NoteKind, Status

TEXT_KINDS: dict[TextKind, str] = {
    TextKind.ORIGINAL: "原文",
    TextKind.DIGEST: "摘编(非官方原文)",
    TextKind.OCR: "扫描识别",
}

STATUSES: dict[Status, str] = {
    Status.ANSWERED: "已回答",
    Status.PARTIAL: "部分回答",
    Status.BLANK: "规划留空",
    Status.NOT_FOUND: "规划没有写明",
    Status.OTHER_REGION: "没有这个地区的规划",
    Status.WHICH_REGION: "请先选地区",
    Status.OUT_OF_SCOPE: "不在回答范围",
    Status.NEEDS_PERSONAL_DATA: "需要本人查询",
    Status.REFUSED: "无法按此要求回答",
    Status.CRISIS: "请马上求助",
    Status.FAULT: "系统故障",
}

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
    NoteKind.FALLBACK: "回答方式",
}

BY_MODEL = "人工智能生成"  # the words that the rules on labelling ask for

CHANGES = {"added": "新增", "updated": "更新", "unchanged": "未变", "kept": "保留"}

TOO_MANY = "您问得太快了，请过一分钟再试。"
NO_SUCH_TRACE = "没有这个回答的记录，或者它已经太久。"
NO_SUCH_ANSWER = "没有这个回答，或者它已经太久，不能再评价。"
