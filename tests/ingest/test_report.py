"""What whoever ingests is told of the documents of an index."""

import time

import pytest

from ingest.report import Held, report
from tests.builders.documents import document


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
    sizes = {"sections": 1, "rows": 0, "passages": 1}
    held = Held(document=document(region=region), key="k", change="added", sizes=sizes, notices=(), is_written=True)
    notes = report("g1", [held], [], time.monotonic(), notes=(), published=True).notes
    assert [note for note in notes if not note.startswith(told)] == [] and len(notes) == bool(told)
