"""The list of letters, a new one, and a letter's own page: what it asks, before anything is drafted."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from starlette.responses import Response

from ingest.clock import today
from ingest.errors import HuiminError
from ui.desk.accounts import Role
from ui.desk.cases import Change, ChangedError, Wanted
from ui.desk.desk import Desk
from ui.desk.letter_file import letter_of
from ui.desk.pages.asked import Asked, Route, number
from ui.desk.pages.show import go, show
from ui.desk.similar import kept_replies, offered
from ui.desk.values import Case, Did, Matter, State
from ui.privacy import mask

LONGEST_LETTER = 20_000  # characters
LONGEST_SUBJECT, LONGEST_NUMBER, LONGEST_MATTER = 60, 40, 800  # characters
MOST_MATTERS = 60
NO_MATTERS = "没有要答复的问题：请先写下来信要问的事"
WRITTEN = "已经有答复了：要重新起草，请先勾选“替换现有的答复”"
EMPTY = "请粘贴来信，或者上传文件"


def cases(desk: Desk, asked: Asked) -> Response:
    day = today().isoformat()
    state = asked.query.get("state", "")
    wanted = Wanted(
        states=tuple(one for one in State if one == state),
        words=asked.query.get("q", "")[:100],
        owner=asked.user.id if asked.query.get("mine") else None,
        overdue_on=day if asked.query.get("overdue") else "",
    )
    counts = desk.cases.count()
    late = sum(1 for one in desk.cases.listed(Wanted(overdue_on=day)))
    return show("cases.html", asked, cases=desk.cases.listed(wanted), wanted=wanted, counts=counts, late=late)


def new_page(desk: Desk, asked: Asked, said: str = "", status: int = 200) -> Response:
    day = today()
    due = (day + timedelta(days=desk.settings.desk_due_days)).isoformat()
    form = {"received": day.isoformat(), "due": due, "subject": "", "number": "", "region": "", "letter": ""}
    form |= {name: value for name, value in asked.form.items() if name in form}
    return show("new.html", asked, status=status, form=form, regions=desk.answers.index.regions, said=said)


def new(desk: Desk, asked: Asked) -> Response:
    return new_page(desk, asked)


def added(desk: Desk, asked: Asked, letter: str) -> Response:
    letter = letter.strip()
    if not letter:
        return new_page(desk, asked, EMPTY, 422)
    if len(letter) > LONGEST_LETTER:
        said = f"来信太长了（{len(letter)} 字），最多 {LONGEST_LETTER} 字，请分成几封"
        return new_page(desk, asked, said, 422)
    received = _day(asked.form.get("received", "")) or today().isoformat()
    due = _day(asked.form.get("due", ""))
    if not due or due < received:
        return new_page(desk, asked, "答复期限要写成日期，而且不早于收信日期", 422)
    read = desk.engine.read(letter)
    region = _region(asked.form.get("region", ""), desk.answers.index.regions) or read.region
    subject = mask(asked.form.get("subject", "").strip())[:LONGEST_SUBJECT] or _subject(letter, read.matters)
    case = desk.cases.add(
        letter,
        subject=subject,
        number=asked.form.get("number", "").strip()[:LONGEST_NUMBER],
        region=region,
        received=received,
        due=due,
        user=asked.user.id,
    )
    change = Change(user=asked.user.id, version=1, kind=Did.MATTERS, remark=_told(read.matters))
    matters = tuple(replace(one, region=one.region or region) for one in read.matters[:MOST_MATTERS])
    desk.cases.change(case, change, matters=matters, flags=read.flags)
    return go(f"/staff/cases/{case}")


def add_pasted(desk: Desk, asked: Asked) -> Response:
    return added(desk, asked, _lines(asked.form.get("letter", "")))


def add_file(desk: Desk, asked: Asked) -> Response:
    if asked.file is None:
        return new_page(desk, asked, "请先选一个文件", 422)
    try:
        letter = letter_of(*asked.file, desk.reading)
    except HuiminError as error:
        return new_page(desk, asked, str(error), 422)
    return added(desk, asked, letter)


def case_page(
    desk: Desk,
    asked: Asked,
    case: Case,
    matters: tuple[Matter, ...] | None = None,
    *,
    said: str = "",
    status: int = 200,
) -> Response:
    """`matters`: those that were typed and are not saved."""
    shown = case.matters if matters is None else matters
    kept = kept_replies(desk.cases, desk.answers.index.documents, today())
    job = desk.drafting.job(case.id)
    return show(
        "case.html",
        asked,
        status=status,
        case=case,
        matters=shown,
        offers=[offered(one, kept, desk.engine, but=case.id) for one in shown],
        regions=desk.answers.index.regions,
        said=said or (job.said if job and job.is_over else ""),
        may_write=asked.user.may((Role.DRAFTER,)) and case.state.is_open,
    )


def case(desk: Desk, asked: Asked) -> Response:
    return case_page(desk, asked, desk.cases.find(asked.case))


def details(desk: Desk, asked: Asked) -> Response:
    case = desk.cases.find(asked.case)
    received, due = _day(asked.form.get("received", "")), _day(asked.form.get("due", ""))
    if not received or not due or due < received:
        return case_page(desk, asked, case, said="答复期限要写成日期，而且不早于收信日期", status=422)
    region = _region(asked.form.get("region", ""), desk.answers.index.regions)
    subject = mask(asked.form.get("subject", "").strip())[:LONGEST_SUBJECT] or case.subject
    values: dict[str, Any] = {"received": received, "due": due, "subject": subject, "region": region}
    if asked.form.get("take"):
        values["owner"] = asked.user.id
    remark = f"期限 {due}" + (f"，由{asked.user.shown}承办" if asked.form.get("take") else "")
    change = Change(user=asked.user.id, version=asked.version, kind=Did.DETAILS, remark=remark)
    desk.cases.change(case.id, change, **values)
    return go(f"/staff/cases/{case.id}")


def saved(desk: Desk, asked: Asked, case: Case, matters: tuple[Matter, ...]) -> Case:
    """Raises `ChangedError`."""
    if matters == case.matters and asked.version == case.version:
        return case
    change = Change(user=asked.user.id, version=asked.version, kind=Did.MATTERS, remark=_told(matters))
    return desk.cases.change(case.id, change, matters=matters)


def change_matters(desk: Desk, asked: Asked) -> Response:
    case = desk.cases.find(asked.case)
    if not case.state.is_open:
        return case_page(desk, asked, case, said="提交审核以后不能再改问题，请先撤回", status=409)
    action, _, at = asked.form.get("action", "save").partition("-")
    typed = _typed(asked.form, desk.answers.index.regions)
    if action == "read":
        read = desk.engine.read(case.letter)
        typed = [replace(one, region=one.region or case.region) for one in read.matters]
    matters = tuple(_acted(typed, action, number(at)))[:MOST_MATTERS]
    try:
        saved(desk, asked, case, tuple(one for one in matters if one.text) if action == "save" else matters)
    except ChangedError as error:
        said = f"{error.case.changed_name}刚刚改了这封信。下面是您填的，还没有保存；再按一次保存，会替换对方的修改。"
        return case_page(desk, asked, error.case, matters, said=said, status=409)
    return go(f"/staff/cases/{case.id}#matters")


def draft(desk: Desk, asked: Asked) -> Response:
    case = desk.cases.find(asked.case)
    if not case.state.is_open:
        return case_page(desk, asked, case, said="提交审核以后不能重新起草，请先撤回", status=409)
    matters = tuple(one for one in _typed(asked.form, desk.answers.index.regions) if one.text)
    if not matters:
        return case_page(desk, asked, case, matters, said=NO_MATTERS, status=422)
    if case.text and not asked.form.get("again"):
        return case_page(desk, asked, case, matters, said=WRITTEN, status=422)
    try:
        case = saved(desk, asked, case, matters)
    except ChangedError as error:
        said = f"{error.case.changed_name}刚刚改了这封信。下面是您填的，还没有保存；请核对后再起草。"
        return case_page(desk, asked, error.case, matters, said=said, status=409)
    job = desk.drafting.begin(case, asked.user.id, dict(_reused(asked.form)))
    return _after(desk, asked, job.is_over, job.said)


def _after(desk: Desk, asked: Asked, is_over: bool, said: str) -> Response:
    if not is_over:
        return go(f"/staff/cases/{asked.case}/drafting")
    return go(f"/staff/cases/{asked.case}{'' if said else '/reply'}")


def drafting(desk: Desk, asked: Asked) -> Response:
    case, job = desk.cases.find(asked.case), desk.drafting.job(asked.case)
    if job is None or job.is_over:
        return _after(desk, asked, True, job.said if job else "")
    answer = show("drafting.html", asked, case=case, done=job.done)
    answer.headers["Refresh"] = "2"
    return answer


def _typed(form: Mapping[str, str], regions: tuple[str, ...]) -> list[Matter]:
    """The matters of the form, empty ones among them."""
    found = []
    for at in range(MOST_MATTERS):
        if f"text-{at}" not in form:
            break
        text = _lines(form[f"text-{at}"]).strip()[:LONGEST_MATTER]
        region = _region(form.get(f"region-{at}", ""), regions)
        found.append(Matter(text=text, region=region, lead=form.get(f"lead-{at}", "")[:LONGEST_MATTER]))
    return found


def _acted(matters: list[Matter], action: str, at: int) -> Iterator[Matter]:
    """The matters after a button: `join` with the one before, `split` at its line breaks, `remove`, `add`."""
    for n, one in enumerate(matters):
        follows = action == "join" and n + 1 == at
        if action == "remove" and n == at:
            continue
        if action == "join" and n == at and at > 0:
            continue
        if follows and at < len(matters):
            yield replace(one, text=f"{one.text}\n{matters[at].text}".strip())
        elif action == "split" and n == at:
            yield from (replace(one, text=line.strip()) for line in one.text.split("\n") if line.strip())
        else:
            yield one
    if action == "add":
        yield Matter(text="", region=matters[-1].region if matters else "")


def _reused(form: Mapping[str, str]) -> Iterator[tuple[int, tuple[int, int]]]:
    for at in range(MOST_MATTERS):
        case, _, position = form.get(f"reuse-{at}", "").partition("-")
        if number(case) >= 0 and number(position) >= 0:
            yield at, (number(case), number(position))


def _region(written: str, regions: tuple[str, ...]) -> str:
    return written if written in regions else ""


def _day(written: str) -> str:
    """A day as it is kept; empty for what is none."""
    try:
        return date.fromisoformat(written).isoformat()
    except ValueError:
        return ""


def _lines(text: str) -> str:
    """Forms send lines with a carriage return."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _subject(letter: str, matters: tuple[Matter, ...]) -> str:
    first = matters[0].text if matters else " ".join(mask(letter).split())
    return first if len(first) <= LONGEST_SUBJECT // 2 else f"{first[: LONGEST_SUBJECT // 2]}…"


def _told(matters: tuple[Matter, ...]) -> str:
    return "\n".join(f"{n}. {one.text}" for n, one in enumerate(matters, start=1))


PAGES: tuple[Route, ...] = (
    ("GET", "/staff/cases", cases),
    ("GET", "/staff/cases/new", new),
    ("POST", "/staff/cases/new", add_pasted),
    ("POST", "/staff/cases/upload", add_file),
    ("GET", "/staff/cases/{case}", case),
    ("POST", "/staff/cases/{case}/details", details),
    ("POST", "/staff/cases/{case}/matters", change_matters),
    ("POST", "/staff/cases/{case}/draft", draft),
    ("GET", "/staff/cases/{case}/drafting", drafting),
)
