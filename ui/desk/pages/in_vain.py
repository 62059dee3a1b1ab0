"""What residents asked in vain, for editors: what to do about each, and that it is done."""

from starlette.responses import Response

from ui.desk.desk import Desk
from ui.desk.in_vain import entries
from ui.desk.pages.asked import MOST_FIELDS, Asked, Route
from ui.desk.pages.show import go, show

MOST_SHOWN = 100  # entries of a page
MOST_WORDINGS = MOST_FIELDS - 10  # of an entry, which its form sends


def in_vain(desk: Desk, asked: Asked) -> Response:
    kept = desk.inbox.all()
    found = entries(kept, desk.engine.meanings)
    return show(
        "in_vain.html",
        asked,
        found=found[:MOST_SHOWN],
        left=max(0, len(found) - MOST_SHOWN),
        days=desk.inbox.days,
        most_wordings=MOST_WORDINGS,
    )


def done(desk: Desk, asked: Asked) -> Response:
    questions = [value for name, value in asked.form.items() if name.startswith("question-")]
    desk.inbox.forget(asked.form.get("region", ""), questions)
    return go("/staff/in-vain")


PAGES: tuple[Route, ...] = (
    ("GET", "/staff/in-vain", in_vain),
    ("POST", "/staff/in-vain/done", done),
)
