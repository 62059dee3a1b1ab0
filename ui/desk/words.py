"""Labels of the desk: roles, states, what was done. Sentences of its pages stand in `templates/`."""

from ingest.schema import RowKind
from rag.letter.flags import FlagKind
from ui.desk.accounts import Role
from ui.desk.values import Did, State
from ui.inbox import Why

ROLES = {Role.DRAFTER: "起草", Role.APPROVER: "审核", Role.EDITOR: "规划"}

STATES = {
    State.NEW: "未起草",
    State.DRAFTING: "起草中",
    State.SUBMITTED: "待审核",
    State.RETURNED: "退回修改",
    State.APPROVED: "已批准",
    State.SENT: "已寄出",
}

DID = {
    Did.CAME: "登记来信",
    Did.MATTERS: "改了要答复的问题",
    Did.DRAFTED: "生成草稿",
    Did.EDITED: "改了答复",
    Did.SOURCE_ADDED: "加了依据",
    Did.SOURCE_DROPPED: "去掉依据",
    Did.SOURCE_BACK: "恢复依据",
    Did.SUBMITTED: "提交审核",
    Did.TAKEN_BACK: "撤回提交",
    Did.RETURNED: "退回修改",
    Did.APPROVED: "批准",
    Did.EXPORTED: "导出",
    Did.SENT: "标为已寄出",
    Did.REOPENED: "重新打开修改",
    Did.DETAILS: "改了登记信息",
}

ROWS = {
    RowKind.STANDARD: "服务标准",
    RowKind.INDICATOR: "指标",
    RowKind.DUTY: "职责",
    RowKind.TERM: "名词",
    RowKind.PROJECT: "项目",
    RowKind.SERVICE_LIST: "清单",
    RowKind.OTHER: "其他表格",
}

FLAGS = {
    FlagKind.DISTRESS: "请马上联系来信人",
    FlagKind.THREAT: "有威胁的话",
    FlagKind.PETITION: "提到上访",
    FlagKind.MEDIA: "提到媒体曝光",
    FlagKind.DEADLINE: "提到期限",
    FlagKind.LEGAL: "提到法律程序",
    FlagKind.DISCIPLINE: "举报、投诉工作人员",
    FlagKind.PERSONAL_DATA: "有证件号、电话等个人信息",
    FlagKind.PERSONAL: "个人的事，要查本人情况",
    FlagKind.ELSEWHERE: "问的可能不是本地",
}

WHY = {
    Why.NEAR: "没有直接的规定",
    Why.NOT_FOUND: "没有找到",
    Why.BLANK: "规划里空着",
    Why.OTHER_REGION: "不是这里的",
    Why.OUT_OF_SCOPE: "不归规划管",
    Why.NEEDS_PERSONAL_DATA: "要查本人情况",
    Why.OFF_TOPIC: "居民说答非所问",
    Why.WRONG_FIGURE: "居民说数字不对",
    Why.UNCLEAR: "居民说看不懂",
    Why.OTHER: "居民说没帮上",
}

LEXICON, CONTACTS, ADD = "词表（corpus/lexicon）", "联系方式（corpus/contacts.toml）", "在“规划文件”里加入"
TO_DO = {
    Why.NEAR: f"规划里有相近的内容。说的是同一件事，就把说法加到{LEXICON}里；不是，请要写到它的文件，{ADD}。",
    Why.NOT_FOUND: f"规划里换了说法的，把居民的说法加到{LEXICON}里；没有写的，请要写到它的文件，{ADD}。",
    Why.BLANK: f"规划里列了这一项，数额空着。请向主管部门要写明现行标准的文件，{ADD}。",
    Why.OTHER_REGION: f"问的是没有规划的地方。如果归这里管，请要那里的规划，{ADD}。",
    Why.OUT_OF_SCOPE: f"规划不管这件事。请把能办的部门和电话加到{CONTACTS}里。",
    Why.NEEDS_PERSONAL_DATA: f"要查本人的情况才能答。请把经办部门和电话加到{CONTACTS}里。",
    Why.OFF_TOPIC: f"请照这个问法问一遍。答的是另一件事，就把居民的说法加到{LEXICON}里。",
    Why.WRONG_FIGURE: "请照这个问法问一遍，对照原文核对数字；规划有新版本的，在“规划文件”里替换。",
    Why.UNCLEAR: f"请照这个问法问一遍。原文难懂的，在{CONTACTS}里加一个能解释的部门。",
    Why.OTHER: "请照这个问法问一遍，看缺的是说法、文件还是联系方式。",
}
"""What an editor can do about a question; an administrator knows where the files are."""
