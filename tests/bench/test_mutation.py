"""The gate sees altered figures of the corpus and parts of the answer path that are switched off."""

from contextlib import closing
from pathlib import Path

import pytest

from bench import AS_OF
from bench.mutation import SILENT, SWITCHES, mutations, places_of, reasons
from eval.cases import load_cases, smoke
from eval.run import ask_all
from eval.shipped import accept
from ingest.index.opened import Index
from ingest.inputs import SAMPLE, sample_corpus
from ingest.parse import parse
from ingest.settings import IngestSettings
from rag.chain import answer_steps

FEW = 6


def corpus() -> dict[str, str]:
    return {item.source.removeprefix(SAMPLE): item.data.decode() for item in sample_corpus()}


def test_a_mutation_changes_one_digit_of_one_file() -> None:
    texts = corpus()
    for mutation in mutations(texts, FEW):
        before, after = texts[mutation.file], mutation.text
        assert len(before) == len(after)
        (at,) = [at for at, pair in enumerate(zip(before, after, strict=True)) if pair[0] != pair[1]]
        assert before[at].isdigit() and after[at].isdigit()


def test_mutations_are_the_same_for_the_same_seed() -> None:
    assert mutations(corpus(), FEW) == mutations(corpus(), FEW) != mutations(corpus(), FEW, seed=1)


def test_numbers_of_headings_are_no_figures() -> None:
    texts = {"a.md": "# 1.总则\n\n2.建设校舍\n（3）办学\n建成5所。"}
    (mutation,) = mutations(texts, 1)
    assert "建成5所" not in mutation.text and mutation.text.startswith("# 1.总则\n\n2.建设校舍\n（3）办学")


@pytest.mark.slow
def test_altered_figures_are_named_by_their_place() -> None:
    parsed = {item.source.removeprefix(SAMPLE): parse(item, IngestSettings()) for item in sample_corpus()}
    for mutation in mutations(corpus(), FEW):
        (place, *_) = places_of(mutation, parsed)
        assert place.document == mutation.file and place.gone != place.come


@pytest.fixture(scope="module")
def kept(sample_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The baseline of the answer path as it is."""
    out = tmp_path_factory.mktemp("run")
    with closing(Index(sample_index, IngestSettings())) as index:
        ask_all(smoke(load_cases([])), index, out, settings=SILENT, as_of=AS_OF)
    folder = tmp_path_factory.mktemp("kept")
    accept(out, folder)
    return folder


@pytest.mark.slow
def test_nothing_falls_while_everything_is_on(sample_index: Path, kept: Path) -> None:
    part = smoke(load_cases([]))
    fallen = reasons(sample_index, part, lambda index: answer_steps(index, SILENT), kept)
    assert not [line for line in fallen if "baseline" in line or "altered figure" in line]


@pytest.mark.slow
@pytest.mark.parametrize("name", SWITCHES)
def test_what_is_switched_off_turns_the_gate_red(name: str, sample_index: Path, kept: Path) -> None:
    part = smoke(load_cases([]))
    fallen = reasons(sample_index, part, SWITCHES[name], kept)
    assert [line for line in fallen if "baseline" in line or "altered figure" in line]
