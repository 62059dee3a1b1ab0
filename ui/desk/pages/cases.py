"""The list of letters, a new one, and a letter's own page: what it asks, before anything is drafted."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from starlette.responses import Response

from ingest.clock import today
from ingest.errors import HuiminError
from ui.desk.accounts import Role
from ui.desk.cases import Wanted
from ui.desk.change import Change
from ui.desk.desk import Desk
from ui.desk.engine import Read
from ui.desk.letter_file import letter_of
from ui.desk.pages.asked import Asked, Route
from ui.desk.pages.show import go, show
from ui.desk.similar import kept_replies, offered
from ui.desk.values import Case, Did, Matter, State
from ui.privacy import mask

LONGEST_LETTER = 20_000  # characters
LONGEST_SUBJECT, LONGEST_NUMBER, LONGEST_MATTER = 60, 40, 800  # characters
MOST_MATTERS = 60
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
    region = region_of(asked.form.get("region", ""), desk.answers.index.regions) or read.region
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
    change = Change(user=asked.user.id, version=1, kind=Did.MATTERS, remark=found_by(read))
    matters = tuple(replace(one, region=one.region or region) for one in read.matters[:MOST_MATTERS])
    desk.cases.change(case, change, matters=matters, flags=read.flags)
    return go(f"/staff/cases/{case}")


def add_pasted(desk: Desk, asked: Asked) -> Response:
    return added(desk, asked, lines(asked.form.get("letter", "")))


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
    region = region_of(asked.form.get("region", ""), desk.answers.index.regions)
    subject = mask(asked.form.get("subject", "").strip())[:LONGEST_SUBJECT] or case.subject
    values: dict[str, Any] = {"received": received, "due": due, "subject": subject, "region": region}
    if asked.form.get("take"):
        values["owner"] = asked.user.id
    remark = f"期限 {due}" + (f"，由{asked.user.shown}承办" if asked.form.get("take") else "")
    change = Change(user=asked.user.id, version=asked.version, kind=Did.DETAILS, remark=remark)
    desk.cases.change(case.id, change, **values)
    return go(f"/staff/cases/{case.id}")


def region_of(written: str, regions: tuple[str, ...]) -> str:
    return written if written in regions else ""


def _day(written: str) -> str:
    """A day as it is kept; empty for what is none."""
    try:
        return date.fromisoformat(written).isoformat()
    except ValueError:
        return ""


def lines(text: str) -> str:
    """Forms send lines with a carriage return."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _subject(letter: str, matters: tuple[Matter, ...]) -> str:
    first = matters[0].text if matters else " ".join(mask(letter).split())
    return first if len(first) <= LONGEST_SUBJECT // 2 else f"{first[: LONGEST_SUBJECT // 2]}…"


def found_by(read: Read) -> str:
    """What a letter asks, and who found it, for the history."""
    by = f"（由大模型 {read.marked_by} 标出，都是信里的原话）\n" if read.marked_by else ""
    return by + listed(read.matters)


def listed(matters: tuple[Matter, ...]) -> str:
    return "\n".join(f"{n}. {one.text}" for n, one in enumerate(matters, start=1))


PAGES: tuple[Route, ...] = (
    ("GET", "/staff/cases", cases),
    ("GET", "/staff/cases/new", new),
    ("POST", "/staff/cases/new", add_pasted),
    ("POST", "/staff/cases/upload", add_file),
    ("GET", "/staff/cases/{case}", case),
    ("POST", "/staff/cases/{case}/details", details),
)
