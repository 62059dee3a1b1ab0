"""All that the pages of the desk share: one object, made once a server."""

from dataclasses import dataclass
from pathlib import Path

from ingest.settings import IngestSettings
from ui.answering.answers import Answers
from ui.desk.accounts import Accounts
from ui.desk.cases import Cases
from ui.desk.drafting import Drafting
from ui.desk.engine import Engine
from ui.desk.lockout import Lockout
from ui.desk.logins import Logins, token_in
from ui.desk.plans import Plans
from ui.desk.presence import Presence
from ui.desk.sign_off import SignOff
from ui.desk.store import Store
from ui.desk.unsaved import Unsaved
from ui.inbox import Inbox
from ui.settings import ServerSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """`reading` is how files that are uploaded are read."""

    answers: Answers
    engine: Engine
    accounts: Accounts
    logins: Logins
    lockout: Lockout
    cases: Cases
    unsaved: Unsaved
    drafting: Drafting
    sign_off: SignOff
    presence: Presence
    plans: Plans
    inbox: Inbox
    settings: ServerSettings
    reading: IngestSettings

    def admits(self, cookies: str) -> bool:
        """Whether the cookies of a request are those of somebody who is logged in."""
        return self.logins.find(token_in(cookies)) is not None


def open_desk(
    home: Path, answers: Answers, engine: Engine, settings: ServerSettings, reading: IngestSettings, *, inbox: Inbox
) -> Desk:
    """`inbox`: the one of the window. Raises `UsageError` where the store cannot be opened."""
    store = Store(home)
    cases = Cases(store)
    return Desk(
        answers=answers,
        engine=engine,
        accounts=Accounts(store),
        logins=Logins(store, idle_minutes=settings.desk_idle_minutes, most_hours=settings.desk_hours),
        lockout=Lockout(),
        cases=cases,
        unsaved=Unsaved(store),
        drafting=Drafting(cases, engine, answers, settings.desk_office),
        sign_off=SignOff(cases=cases, engine=engine, documents=lambda: answers.index.documents),
        presence=Presence(),
        plans=Plans(home, reading),
        inbox=inbox,
        settings=settings,
        reading=reading,
    )
