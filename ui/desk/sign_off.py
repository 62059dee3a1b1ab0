"""From a draft to an approved reply: what must be settled before, by whom, and what is kept of it."""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ingest.clock import today
from ingest.schema import Document
from rag.letter.live_check import Finding
from ui.desk.cases import Cases
from ui.desk.change import Change
from ui.desk.engine import Engine
from ui.desk.standing import Fallen, fallen
from ui.desk.values import Case, Did, Source, State

CONTRADICTED = "contradicted"
GAP = re.compile(r"【待补充[^】]*】|（单位名称）")
TELLS_OVER = re.compile("到期|期满|失效|废止")  # a reply that says so itself needs no other reason
SHORTEST_REASON = 4  # characters: a word is none
LONGEST_REASON = 500
FALLEN = {
    Fallen.GONE: "所在的文件已经撤下",
    Fallen.CHANGED: "所在的文件已经更新，引用的文字要重新核对",
    Fallen.OVER: "所在的文件已经到期或失效",
}


class NotYetError(Exception):
    """A step that cannot be taken now; its words say why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """Something that wants a written reason before sign-off. `key` names it for as long as it stands so."""

    key: str
    words: str
    says: str
    n: int | None = None
    """Of a source that does not stand as it did."""

    @property
    def told(self) -> str:
        if self.n is not None:
            return f"依据{self.words}{self.says}"
        return f"“{self.words}”与依据不符（依据写的是：{self.says}）"


def in_use(sources: Sequence[Source], text: str) -> tuple[Source, ...]:
    """The sources that a reply cites by their marks; all that were not dropped where it has no marks."""
    cited = {int(n) for n in re.findall(r"\[(\d{1,4})\]", text)}
    held = [one for one in sources if not one.is_dropped]
    return tuple(one for one in held if one.n in cited) or tuple(held)


def contradictions(text: str, findings: Sequence[Finding]) -> tuple[Open, ...]:
    """What the reply says otherwise than its sources do."""
    found: dict[str, Open] = {}
    for one in findings:
        if one.kind == CONTRADICTED:
            words = text[one.start : one.end]
            key = hashlib.sha256(f"{_sentence(text, one.start)}\n{words}\n{one.says}".encode()).hexdigest()[:16]
            found[key] = Open(key=key, words=words, says=one.says)
    return tuple(found.values())


def unsteady(sources: Sequence[Source], documents: Mapping[str, Document], day: date) -> dict[int, Fallen]:
    """The numbers of sources that do not stand as they did."""
    return {one.n: why for one in sources if (why := fallen(one, documents, day))}


def gaps(text: str) -> tuple[str, ...]:
    """Places of a reply that are still to be filled."""
    return tuple(dict.fromkeys(GAP.findall(text)))


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """The steps. Each raises `NotYetError` where it cannot be taken, `ChangedError` where the case changed."""

    cases: Cases
    engine: Engine
    documents: Callable[[], Mapping[str, Document]]
    """Those of the live index."""

    def submit(self, case: Case, version: int, user: int, reasons: Mapping[str, str]) -> Case:
        """`reasons`: by the key of what is open. All are kept, in the history too."""
        if case.state not in (State.DRAFTING, State.RETURNED):
            raise NotYetError("这封信现在不能提交审核")
        if not case.text.strip():
            raise NotYetError("答复还是空的")
        if left := gaps(case.text):
            raise NotYetError(f"还有 {len(left)} 处没有填：{'；'.join(left[:3])}")
        given, told = dict[str, str](), list[str]()
        for one in self.open(case):
            reason = reasons.get(one.key, "").strip()[:LONGEST_REASON]
            if len(reason) < SHORTEST_REASON:
                raise NotYetError(f"{one.told}。请改正，或在下面写明理由")
            given[one.key] = reason
            told.append(f"{one.told}；理由：{reason}")
        change = Change(user=user, version=version, kind=Did.SUBMITTED, remark="\n".join(told))
        self.cases.keep_reasons(case.id, user, given)
        return self.cases.change(case.id, change, state=State.SUBMITTED, submitted_by=user)

    def open(self, case: Case) -> tuple[Open, ...]:
        """What of the reply as it is saved wants a reason: where it contradicts its sources, and sources that do not
        stand as they did."""
        sources = [one for one in self.cases.sources(case.id) if not one.is_dropped]
        findings = self.engine.check(case.text, [one.citation for one in sources])
        changed = unsteady(in_use(sources, case.text), self.documents(), today())
        if TELLS_OVER.search(case.text):
            changed = {n: why for n, why in changed.items() if why is not Fallen.OVER}
        return (
            *contradictions(case.text, findings),
            *(Open(key=f"source-{n}-{why}", words=f"[{n}]", says=FALLEN[why], n=n) for n, why in changed.items()),
        )

    def approve(self, case: Case, version: int, user: int, remark: str) -> Case:
        """By another person than those who wrote of it or submitted it."""
        if case.state is not State.SUBMITTED:
            raise NotYetError("这封信没有提交审核")
        if user in self.writers(case):
            raise NotYetError("起草、修改或提交过这份答复的人不能批准它，请换一个人审核")
        given = self.cases.reasons(case.id)
        if new := next((one for one in self.open(case) if one.key not in given), None):
            raise NotYetError(f"提交以后情况有变：{new.told}。请退回，由起草人核对")
        return self.cases.approve(
            case.id,
            Change(user=user, version=version, kind=Did.APPROVED, remark=remark),
            in_use(self.cases.sources(case.id), case.text),
            day=today().isoformat(),
        )

    def writers(self, case: Case) -> frozenset[int]:
        """Who wrote of the reply or submitted it."""
        return self.cases.writers(case.id) | ({case.submitted_by} if case.submitted_by else set())

    def give_back(self, case: Case, version: int, user: int, remark: str) -> Case:
        if case.state is not State.SUBMITTED:
            raise NotYetError("这封信没有提交审核")
        if len(remark.strip()) < SHORTEST_REASON:
            raise NotYetError("请写明退回的原因，起草人才知道要改什么")
        change = Change(user=user, version=version, kind=Did.RETURNED, remark=remark.strip())
        return self.cases.change(case.id, change, state=State.RETURNED)

    def take_back(self, case: Case, version: int, user: int) -> Case:
        if case.state is not State.SUBMITTED or case.submitted_by != user:
            raise NotYetError("只有提交的人能撤回，而且要在审核之前")
        return self.cases.change(
            case.id, Change(user=user, version=version, kind=Did.TAKEN_BACK), state=State.DRAFTING, submitted_by=None
        )

    def send(self, case: Case, version: int, user: int) -> Case:
        if case.state is not State.APPROVED:
            raise NotYetError("批准以后才能寄出")
        return self.cases.change(case.id, Change(user=user, version=version, kind=Did.SENT), state=State.SENT)

    def reopen(self, case: Case, version: int, user: int, remark: str) -> Case:
        """An approved reply that must be changed after all: its approval and what was kept of it are gone."""
        if case.state not in (State.APPROVED, State.SENT):
            raise NotYetError("这封信没有批准过")
        if len(remark.strip()) < SHORTEST_REASON:
            raise NotYetError("请写明为什么要重新修改")
        return self.cases.reopen(case.id, Change(user=user, version=version, kind=Did.REOPENED, remark=remark.strip()))


def _sentence(text: str, at: int) -> str:
    start = max(text.rfind(mark, 0, at) for mark in "。！？\n") + 1
    ends = [end for mark in "。！？\n" if (end := text.find(mark, at)) >= 0]
    return text[start : min(ends, default=len(text))].strip()
