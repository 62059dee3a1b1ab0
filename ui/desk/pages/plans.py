"""Plans for editors: what the index holds, what is wrong in it, and changing it."""

from collections import Counter
from collections.abc import Callable
from pathlib import PurePath
from urllib.parse import quote

from starlette.responses import Response

from ingest.clock import today
from ingest.errors import HuiminError
from ingest.identity.standing import standing
from ingest.index.generations import Generations
from ingest.index.sources import Sources
from ui.desk.desk import Desk
from ui.desk.pages.asked import Asked, NotAllowedError, Route
from ui.desk.pages.show import go, show
from ui.desk.plans import folder_of
from ui.labels import STANDINGS

MOST_SHOWN = 200  # blanks, conflicts, differences of a document


def plans(desk: Desk, asked: Asked) -> Response:
    return plans_page(desk, asked)


def plans_page(desk: Desk, asked: Asked, said: str = "", status: int = 200) -> Response:
    index, day = desk.answers.index, today()
    rows = Counter(row.document for row in index.store.rows())
    listed = [
        {
            "document": one,
            "standing": STANDINGS[standing(one, day)],
            "is_over": standing(one, day) == "over",
            "rows": rows[one.id],
            "blanks": len(index.store.blanks(one.id)),
            "conflicts": len(index.store.conflicts(one.id)),
            "notices": len(index.store.notes(one.id)),
        }
        for one in sorted(index.documents.values(), key=lambda one: (one.region, one.title))
    ]
    generations = Generations(folder_of(index)).names()
    answer = show(
        "plans.html",
        asked,
        status=status,
        listed=listed,
        work=desk.plans.work,
        live=index.name,
        generations=generations,
        said=said,
    )
    if desk.plans.work and not desk.plans.work.is_over:
        answer.headers["Refresh"] = "3"
    return answer


def plan(desk: Desk, asked: Asked) -> Response:
    index, key = desk.answers.index, asked.params["document"]
    document = index.documents.get(key)
    if document is None:
        raise NotAllowedError("没有这份文件", 404)
    parsed = index.store.parsed(key)
    return show(
        "plan.html",
        asked,
        document=document,
        standing=STANDINGS[standing(document, today())],
        sections=parsed.sections[1:],
        kinds=Counter(row.kind for row in parsed.rows),
        conflicts=index.store.conflicts(key)[:MOST_SHOWN],
        blanks=index.store.blanks(key)[:MOST_SHOWN],
        notices=index.store.notes(key),
    )


def original(desk: Desk, asked: Asked) -> Response:
    """The file as it was handed in; a browser stores it and opens nothing."""
    index = desk.answers.index
    document = index.documents.get(asked.params["document"])
    if document is None:
        raise NotAllowedError("没有这份文件", 404)
    try:
        data = Sources(folder_of(index)).read(document.source, document.content_hash)
    except HuiminError as error:
        raise NotAllowedError(str(error), 410) from error
    name = PurePath(document.source).name
    headers = {"Content-Disposition": f"attachment; filename=\"plan\"; filename*=UTF-8''{quote(name)}"}
    return Response(data, media_type="application/octet-stream", headers=headers)


def preview(desk: Desk, asked: Asked) -> Response:
    if asked.file is None:
        return plans_page(desk, asked, "请先选一个文件", 422)
    try:
        found = desk.plans.look_at(*asked.file, desk.answers.index)
    except HuiminError as error:
        return plans_page(desk, asked, str(error), 422)
    kinds = Counter(row.kind for row in found.parsed.rows)
    return show("plan_preview.html", asked, found=found, kinds=kinds, shown=found.differences[:MOST_SHOWN])


def add(desk: Desk, asked: Asked) -> Response:
    replaces = asked.form.get("replaces", "") if asked.form.get("replace") else ""
    return _begun(
        desk, asked, lambda: desk.plans.add(asked.form.get("token", ""), desk.answers.index, replaces=replaces)
    )


def withdraw(desk: Desk, asked: Asked) -> Response:
    return _begun(desk, asked, lambda: desk.plans.withdraw(asked.form.get("document", ""), desk.answers.index))


def roll_back(desk: Desk, asked: Asked) -> Response:
    return _begun(desk, asked, lambda: desk.plans.roll_back(desk.answers.index))


def _begun(desk: Desk, asked: Asked, begin: Callable[[], object]) -> Response:
    try:
        begin()
    except HuiminError as error:
        return plans_page(desk, asked, str(error), 409)
    return go("/staff/plans")


PAGES: tuple[Route, ...] = (
    ("GET", "/staff/plans", plans),
    ("GET", "/staff/plan/{document}", plan),
    ("GET", "/staff/plan/{document}/file", original),
    ("POST", "/staff/plans/preview", preview),
    ("POST", "/staff/plans/add", add),
    ("POST", "/staff/plans/withdraw", withdraw),
    ("POST", "/staff/plans/roll-back", roll_back),
)
