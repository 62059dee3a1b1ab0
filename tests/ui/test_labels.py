"""Everything that is shown has its words."""

from typing import get_args

import pytest

from ingest.report import Change
from ingest.schema import TextKind
from rag.schema import NoteKind, Status
from ui.labels import CHANGES, NOTES, STATUSES, TEXT_KINDS


@pytest.mark.parametrize("status", Status)
def test_every_status_has_its_label(status: Status) -> None:
    assert STATUSES[status].strip()


@pytest.mark.parametrize("kind", NoteKind)
def test_every_note_has_its_label(kind: NoteKind) -> None:
    assert NOTES[kind].strip()


@pytest.mark.parametrize("kind", TextKind)
def test_every_kind_of_text_has_its_label(kind: TextKind) -> None:
    assert TEXT_KINDS[kind].strip()


@pytest.mark.parametrize("change", get_args(Change))
def test_every_change_of_an_ingest_has_its_label(change: str) -> None:
    assert CHANGES[change].strip()


@pytest.mark.parametrize("labels", [STATUSES, NOTES, TEXT_KINDS, CHANGES], ids=["status", "note", "text", "change"])
def test_no_two_labels_are_the_same(labels: dict[str, str]) -> None:
    assert len(set(labels.values())) == len(labels)


def test_a_digest_is_said_to_be_no_official_text() -> None:
    assert "非官方原文" in TEXT_KINDS[TextKind.DIGEST]
