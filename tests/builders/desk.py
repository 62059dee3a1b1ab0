"""The desk over an engine of the tests' own: letters with a question a line, answers that are known beforehand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
from fastapi import FastAPI
from starlette.testclient import TestClient

from ingest.index.meaning import Vectors
from ingest.schema import Document, TextKind
from ingest.settings import IngestSettings
from rag.letter.flags import Flag, FlagKind
from rag.letter.live_check import Finding, FindingKind
from rag.schema import Citation
from tests.builders.answers import citation
from tests.builders.documents import document
from ui.desk.accounts import Role
from ui.desk.desk import Desk, open_desk
from ui.desk.engine import Drafted, Progress, Read
from ui.desk.pages.routes import add_desk
from ui.desk.values import Matter, Part
from ui.inbox import Inbox
from ui.settings import ServerSettings

PASSWORD = "gao-liang-jin-tie-7"
REGION = "江南省/临湖市/青石县"
QUOTE = "高龄津贴每月110元"
TEXT = f"第一章 养老\n{QUOTE}。\n"
LETTER = "你好，我是临湖的老人，电话 13800138000。\n高龄津贴每月多少？\n谢谢。"
CASE = "/staff/cases/1"


class FakeEngine:
    """Asks what ends with a question mark; answers all with one row; finds any other amount than its own wrong."""

    def __init__(self) -> None:
        self.drafted: list[tuple[Matter, ...]] = []

    def read(self, letter: str) -> Read:
        asked = tuple(Matter(text=line, region=REGION) for line in letter.splitlines() if line.endswith("？"))
        flags = (Flag(kind=FlagKind.PETITION, quote="上访", remark="请按信访条例处理"),) if "上访" in letter else ()
        return Read(region=REGION, matters=asked, flags=flags)

    def draft(self, letter: str, asked: Sequence[Matter], region: str, told: Progress) -> Drafted:
        self.drafted.append(tuple(asked))
        told(len(asked))
        parts = tuple(Part(question=one.text, text=f"{QUOTE}。[1]", remarks=("请核对",)) for one in asked)
        body = "\n".join(f"　　{part.text}" for part in parts)
        text = f"尊敬的来信人：\n\n　　来信收悉。\n{body}\n\n　　青石县民政局\n　　2026年11月30日\n依据：\n[1] 《…》"
        return Drafted(text=text, parts=parts, citations=(SOURCE,), written_by="")

    def check(self, text: str, sources: Sequence[Citation]) -> tuple[Finding, ...]:
        return tuple(
            Finding(
                start=match.start(),
                end=match.end(),
                kind=FindingKind.SUPPORTED if match.group() == "110元" else FindingKind.CONTRADICTED,
                source=1,
                says=QUOTE,
            )
            for match in re.finditer(r"\d+元", text)
        )

    def search(self, words: str, region: str) -> tuple[Citation, ...]:
        return (SOURCE, OTHER)

    def alike(self, question: str, others: Sequence[str]) -> Sequence[float]:
        return [len(set(question) & set(one)) / len(set(question) | set(one)) for one in others]

    def meanings(self, questions: Sequence[str]) -> Vectors | None:
        """A place for each character: texts are like each other that share many."""
        vectors = np.zeros((len(questions), 1 << 16), dtype=np.float32)
        for at, question in enumerate(questions):
            vectors[at, [ord(one) for one in question]] = 1.0
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


SOURCE = citation(QUOTE, document="d1", start=TEXT.index(QUOTE), end=TEXT.index(QUOTE) + len(QUOTE))
OTHER = citation("第一章 养老", document="d1", n=2)


def documents(**changed: Any) -> dict[str, Document]:
    values: dict[str, Any] = {"id": "d1", "region": REGION, "text_kind": TextKind.ORIGINAL, "period": "2026-2030"}
    text = changed.pop("text", TEXT)
    return {"d1": document(text, **values | changed)}


@dataclass
class Office:
    """A desk with an application around it. `index` may be changed as another generation would."""

    desk: Desk
    app: FastAPI
    engine: FakeEngine
    index: Any
    clients: list[TestClient] = field(default_factory=list)

    def as_user(self, name: str, *roles: Role) -> "Staff":
        """Somebody who is logged in."""
        self.desk.accounts.add(name, PASSWORD, roles, shown=name.title())
        staff = Staff(TestClient(self.app, base_url="http://127.0.0.1", follow_redirects=False))
        staff.log_in(name)
        return staff

    def anonymous(self) -> "Staff":
        return Staff(TestClient(self.app, base_url="http://127.0.0.1", follow_redirects=False))


class Staff:
    """A browser of somebody; forms carry the tokens of the page that they were on."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def log_in(self, name: str, password: str = PASSWORD, **fields: str) -> Any:
        page = self.client.get("/staff/login")
        form = {"csrf": hidden(page.text, "csrf"), "name": name, "password": password, **fields}
        return self.client.post("/staff/login", data=form)

    def get(self, path: str) -> Any:
        return self.client.get(path)

    def post(self, path: str, at: str = "/staff/password", **fields: str) -> Any:
        """Send a form with the CSRF token and the versions that the page `at` shows."""
        page = self.client.get(at).text
        form = {name: found for name in ("csrf", "version", "text_version") if (found := hidden(page, name))}
        return self.client.post(path, data=form | fields)

    def csrf(self) -> str:
        return hidden(self.client.get("/staff/password").text, "csrf")


def hidden(page: str, name: str) -> str:
    """The value of a field of a page; the last of its name (the first is that of the way out)."""
    found = re.findall(rf'name="{name}"[^>]* value="([^"]*)"', page)
    return found[-1] if found else ""


def office(home: Path, **settings: Any) -> Office:
    """A desk of its own in an empty folder."""
    index = SimpleNamespace(
        regions=(REGION,),
        documents=documents(),
        name="000001-test",
        generation=home / "index" / "generations" / "000001-test",
        store=SimpleNamespace(
            sections=lambda key: (),
            rows=lambda: (),
            blanks=lambda key: (),
            conflicts=lambda key: (),
            notes=lambda key: (),
            parsed=lambda key: SimpleNamespace(sections=(), rows=()),
        ),
    )
    answers: Any = SimpleNamespace(index=index, opened=index)
    engine = FakeEngine()
    server = ServerSettings(**settings)
    inbox = Inbox(home, server.inbox_days)
    desk = open_desk(home, answers, engine, server, IngestSettings(home=home, read_seconds=0), inbox=inbox)
    app = FastAPI()
    add_desk(app, desk)
    return Office(desk=desk, app=app, engine=engine, index=index)
