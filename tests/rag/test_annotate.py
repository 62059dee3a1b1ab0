"""What a reader must know beside the answer."""

from datetime import date

import pytest

from ingest.schema import TextKind
from rag.annotate import annotate
from rag.schema import Note, NoteKind, Status
from tests.builders.answers import citation, draft

INFERRED = Note(kind=NoteKind.REGION_INFERRED, text="您没有写明地区")


@pytest.mark.parametrize(
    ("period", "as_of", "expired"),
    [
        ("2021-2025", date(2025, 12, 31), False),
        ("2021-2025", date(2026, 1, 1), True),
        ("2021-2025", date(2021, 1, 1), False),
        ("2021-2025", date(2019, 1, 1), False),
        ("2024-2024", date(2025, 1, 1), True),
        ("", date(2030, 1, 1), False),
        ("长期", date(2030, 1, 1), False),
    ],
)
def test_only_a_period_that_is_over_on_the_day_is_marked(period: str, as_of: date, expired: bool) -> None:
    done = annotate(draft(as_of=as_of, status=Status.ANSWERED, citations=(citation(period=period),)))
    assert [note.kind for note in done.notes] == [NoteKind.EXPIRED] * expired


def test_the_note_names_the_period() -> None:
    done = annotate(draft(as_of=date(2027, 1, 1), citations=(citation(period="2021-2025"),)))
    assert "2021-2025" in done.notes[0].text


def test_each_period_is_marked_once_in_order() -> None:
    citations = tuple(citation(n=n, period=period) for n, period in enumerate(["2021-2025", "2016-2020", "2021-2025"]))
    done = annotate(draft(as_of=date(2027, 1, 1), citations=citations))
    assert ["2016-2020" in note.text for note in done.notes] == [True, False]


def test_notes_of_earlier_steps_stay_in_front() -> None:
    done = annotate(draft(as_of=date(2027, 1, 1), citations=(citation(),), notes=(INFERRED,)))
    assert [note.kind for note in done.notes] == [NoteKind.REGION_INFERRED, NoteKind.EXPIRED]


def test_without_a_citation_no_region_was_answered_for() -> None:
    assert annotate(draft(status=Status.NOT_FOUND, notes=(INFERRED,))).notes == ()


@pytest.mark.parametrize(
    ("kind", "quote", "told"),
    [
        (TextKind.OCR, "每学期360元", True),
        (TextKind.OCR, "按规定申请", False),
        (TextKind.ORIGINAL, "每学期360元", False),
    ],
)
def test_figures_that_were_recognised_in_a_scan_are_to_be_checked(kind: TextKind, quote: str, told: bool) -> None:
    done = annotate(draft(citations=(citation(quote, text_kind=kind), citation(quote, n=2, text_kind=kind))))
    assert [note.kind for note in done.notes] == [NoteKind.SCANNED] * told
    assert not told or done.notes[0].text.count("青石县公共服务规划") == 1
