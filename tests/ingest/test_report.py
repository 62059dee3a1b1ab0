"""What whoever ingests is told of the documents of an index."""

import time

import pytest

from ingest.report import Held, report
from ingest.schema import Document
from tests.builders.documents import document


def notes_of(*documents: Document) -> tuple[str, ...]:
    sizes = {"sections": 1, "rows": 0, "passages": 1}
    held = [
        Held(document=one, key=one.id, change="added", sizes=sizes, notices=(), is_written=True) for one in documents
    ]
    return report("g1", held, [], time.monotonic(), notes=(), published=True).notes


@pytest.mark.parametrize(
    ("region", "told"),
    [
        ("朝阳区", "叫“朝阳区”的地方不止一个"),
        ("江南省/青石县", "地区“江南省/青石县”不在行政区划表里"),
        ("北京市/朝阳区", ""),
        ("全国", ""),
        ("", ""),
    ],
)
def test_a_region_that_no_table_tells_is_named(region: str, told: str) -> None:
    notes = notes_of(document(region=region))
    assert [note for note in notes if not note.startswith(told)] == [] and len(notes) == bool(told)


@pytest.mark.parametrize(
    ("title", "number", "told"),
    [
        (
            "津贴办法",
            "青民发〔2021〕5号",
            "《津贴办法》（青民发〔2021〕5号）到 2025-03-31 为止，此后由同名的新文件替代；两份都保留",
        ),
        ("津贴办法", "", "《津贴办法》（2021-03-01）到 2025-03-31 为止，此后由同名的新文件替代；两份都保留"),
        ("津贴细则", "", "《津贴细则》到 2025-03-31 为止，此后由《津贴办法》替代；两份都保留"),
    ],
)
def test_which_document_another_one_ends_is_said(title: str, number: str, told: str) -> None:
    older = document(id="d1", title=title, number=number, date="2021-03-01", region="北京市", period="")
    newer = document(id="d2", title="津贴办法", starts="2025-04-01", repeals=("津贴细则",), region="北京市", period="")
    assert notes_of(older, newer) == (told,)
