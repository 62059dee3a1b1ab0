"""The fixed sentences of Huimin: labels and replies of statuses, and the wording of notes.

Plain, kind and short; each says what to do next. Names in braces are filled by the step that settles the answer.
"""

from dataclasses import dataclass

from rag.schema import NoteKind, Status


@dataclass(frozen=True, slots=True)
class StatusWords:
    """What is shown of a status: its label in both languages, and the reply where it is no answer."""

    label: str
    english: str
    reply: str = ""


STATUSES: dict[Status, StatusWords] = {
    Status.ANSWERED: StatusWords("已回答", "Answered"),
    Status.PARTIAL: StatusWords("部分回答", "Partly answered"),
    Status.BLANK: StatusWords(
        "规划留空",
        "Left blank in the plan",
        "{region}的规划里列了“{name}”，但{column}这一栏是空白的，没有写明。可以拨打 12345 政务服务热线询问主管部门。",
    ),
    Status.NEAR: StatusWords(
        "没有直接的回答",
        "No direct answer",
        "没有找到直接的回答，下面几处最相近。您可以看看是不是想问的，也可以换个说法再问一次。",
    ),
    Status.NOT_FOUND: StatusWords(
        "没有找到",
        "Not found",
        "在{region}的规划里没有找到这一点。可以换个说法再问一次，或拨打 12345 政务服务热线询问当地主管部门。",
    ),
    Status.OTHER_REGION: StatusWords(
        "没有这个地区的规划",
        "No plan of this region",
        "这里还没有{region}的规划，不能用别处的规定来回答您。目前能答的地区：{known}。请拨打当地 12345 政务服务热线询问。",
    ),
    Status.WHICH_REGION: StatusWords(
        "请先选地区",
        "Choose a region first",
        "各地的规定不一样，请先选择或写明是哪个地区。目前能答的地区：{known}。",
    ),
    Status.SMALL_TALK: StatusWords(
        "随便聊聊",
        "Small talk",
        "您可以直接问想了解的补助、服务或目标，比如“高龄津贴每月多少钱”。",
    ),
    Status.OUT_OF_SCOPE: StatusWords(
        "不在回答范围",
        "Outside what we answer",
        "这里只回答公共服务规划里写明的事，比如补助标准、服务对象和建设目标。这件事请拨打 12345 政务服务热线。",
    ),
    Status.NEEDS_PERSONAL_DATA: StatusWords(
        "需要本人查询",
        "Personal case",
        "您个人的办理情况这里查不到。社保请拨打 12333，其他事项请拨打 12345，带上身份证件到窗口也能查询。",
    ),
    Status.REFUSED: StatusWords(
        "无法按此要求回答",
        "Cannot be answered as asked",
        "这个要求我做不到：这里只按规划原文回答，不编造数字。您可以直接问想了解的补助、服务或目标。",
    ),
    Status.CRISIS: StatusWords(
        "请马上求助",
        "Please get help now",
        "您现在一定很难受。请马上拨打心理援助热线 12356，有人会陪您说话；如有危险请拨打 110 或 120。",
    ),
    Status.FAULT: StatusWords(
        "系统故障",
        "System fault",
        "抱歉，系统出了点问题，这次没能回答。请稍后再试，或拨打 12345 政务服务热线。",
    ),
}
"""All that a new status needs besides its member of `Status`."""

REPLIES = {status: words.reply for status, words in STATUSES.items() if words.reply}

OUR_NAME = "惠民问答"
"""What we call ourselves; an operator may have another name."""

SMALL_TALK: dict[str, str] = {
    "greeting": "您好！这里按公共服务规划的原文回答：谁能享受、补助多少、什么标准、归谁管。您可以直接问，比如“高龄津贴每月多少钱”。",
    "thanks": "不客气！还有想了解的补助、服务或目标，您可以接着问。",
    "farewell": "再见，祝您一切顺利！以后有想了解的补助或服务，您可以再来问。",
    "identity": f"我是{OUR_NAME}，只按已收录的公共服务规划回答，每句话都标出原文在哪里。您可以直接问补助、服务对象、标准、目标和主管部门。",
    "offence": "抱歉没有帮上忙。您可以换个说法，写明地区和想问的事再问一次，或拨打 12345 政务服务热线。",
    "complaint": "对不起，没有说清楚。您可以换个说法，写明想问哪一项补助或服务；也可以拨打 12345 政务服务热线，请工作人员讲给您听。",
    "person": "这里由程序自动回答，没有真人。想和工作人员说话，或者要投诉、反映问题，请拨打 12345 政务服务热线。",
    "nothing": "没看明白您想问什么。您可以写一句完整的话，比如“大病救助的标准是多少”“托位目标是多少个”。",
    "foreign": (
        "The plans are in Chinese, and so far only questions in Chinese are understood. "
        "规划是中文写的，目前只看得懂中文的问题，您可以用中文再问一次。"
    ),
}
"""By kind of `rag/question/data/small_talk.toml` and `remarks.toml`; `foreign`: a question in another script."""

HOTLINE = "{phone} 是{name}，可以直接拨打。"
"""Whose number it is that somebody asks about; of the hotlines that all know."""

NO_WAY = "没有找到办理方法的说明，下面几处最相近。怎么办、去哪里办，请问下面列出的窗口或热线。"
"""Instead of the reply to `Status.NEAR` where somebody asked how, where or with what to apply."""

ELSEWHERE = "（规划里另一处写的是{value}）"

ANYWHERE = "目前收录的各地区"

LEFT_OPEN = "{region}的规划里写的是“{words}”，数字空着，没有写明。可以拨打 12345 政务服务热线询问主管部门。"

OLDER = "{period} 年的规划写的是：{words}"

REPLACED = "《{title}》（已失效）写的是：{words}"

LAPSED = "《{title}》的有效期到 {ends} 为止，已经失效，仅供参考。"

FOLLOWED = "《{title}》自 {ends} 后由《{by}》替代，仅供参考。"

OVER = "《{title}》标明已经失效或废止，仅供参考。"

ABOVE = "{region}的规划写的是：{words}"

NO_AMOUNT = "规划里没有写明具体数额。"

NO_COST = "规划里没有写明要不要钱。"

NOT_WRITTEN = "{region}的规划里有“{name}”这一项，但没有写明您问的数额。可以拨打 12345 政务服务热线询问主管部门。"

FITS_AGE = "按您说的年龄，符合这里写的：{words}"

MISSES_AGE = "按您说的年龄，不符合这里写的：{words}"

TALLIED = "{column}为“{words}”的：{names}"

TOTALLED = "，合计{result}"

GREW, SHRANK = "增加", "减少"

MORE = "，{region}高{result}"

SAME = "，两地相同"

UNANSWERED = "问题里的{words}，在规划里没有找到。"

NOTES: dict[NoteKind, str] = {
    NoteKind.CONFLICT: "规划里两处的数字不一致，分别见：{words}。请向主管部门核实。",
    NoteKind.BLANK: "规划里这一项没有写明。",
    NoteKind.EXPIRED: "这份规划的规划期是 {period} 年，已经到期，现行规定请向主管部门核实。",
    NoteKind.VERSIONS: "另一版本写的是：{words}。",
    NoteKind.HIGHER_LEVEL: "这是上一级({region})的规定。",
    NoteKind.COMPUTED: "计算过程：{words}。",
    NoteKind.COUNT: "以上共 {count} 项。",
    NoteKind.CORRECTED: "您问的是{asked}，规划写的是{written}。",
    NoteKind.SCANNED: "{sources}是扫描件，文字由程序识别，数字可能认错，请以原件为准。",
    NoteKind.FALLBACK: "这次没有用上大模型，以上直接摘自规划。",
    NoteKind.REGION_INFERRED: "您没有写明地区，以上按{region}的规划回答。",
}

CONCLUDED = "原文没有写明是哪个地区，{region}是根据文中引用的文号推断的。"

NO_WORDS = "没有看出您想问什么。请写出想了解的补助、服务或目标，比如“高龄津贴每月多少钱”。"
EMPTY_QUESTION = "请先写下您想问的问题。"
LONG_QUESTION = "问题太长了({length} 字)。请用 {limit} 字以内说明想问的事。"
UNKNOWN_REGION = "未标明地区的文件"
