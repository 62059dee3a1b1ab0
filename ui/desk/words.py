"""Labels of the desk: roles, states, what was done. Sentences of its pages stand in `templates/`."""

from ingest.schema import RowKind
from rag.letter.flags import FlagKind
from ui.desk.accounts import Role
from ui.desk.values import Did, State

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
