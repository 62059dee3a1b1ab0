"""What a newer version of a document says otherwise than the one before, in few words; and which documents are one."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.compare import Difference, differences
from ingest.identity.standing import name_of
from ingest.schema import Document, ParsedDocument

MOST_SHOWN = 10  # rows and figures that are told one by one
LONGEST = 40  # characters of a name or a cell that are shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Newer:
    """A document that takes the place of an older version, held against it."""

    title: str
    source: str
    rows_added: int
    rows_removed: int
    cells: int
    """Cells of rows that both have whose figures differ."""
    figures_added: int
    figures_removed: int
    """Of the running text."""
    examples: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """In Chinese: the numbers, then some of what changed, one a line."""
        counts = (
            (self.rows_added, "新增 {} 行"),
            (self.rows_removed, "去掉 {} 行"),
            (self.cells, "{} 格数字不同"),
            (self.figures_added, "正文新增 {} 个数字"),
            (self.figures_removed, "正文去掉 {} 个数字"),
        )
        said = "，".join(words.format(count) for count, words in counts if count)
        yield f"《{self.title}》与上一版相比：{said or '表格行和数字都没有变'}"
        yield from (f"  {example}" for example in self.examples)
        left = sum(count for count, _ in counts) - len(self.examples)
        if left > 0:
            yield f"  ……另有 {left} 处"


def newer(old: ParsedDocument, new: ParsedDocument) -> Newer:
    """Rows by kind and name, figures of the running text by how they are written."""
    rows = [*differences(new.rows, old.rows)]
    added, removed = _figures(new) - _figures(old), _figures(old) - _figures(new)
    told = [*map(_row, rows), *(f"正文 + {one}" for one in added.elements())]
    told += [f"正文 - {one}" for one in removed.elements()]
    return Newer(
        title=new.document.title,
        source=new.document.source,
        rows_added=sum(not one.column and one.ours == "有" for one in rows),
        rows_removed=sum(not one.column and one.ours != "有" for one in rows),
        cells=sum(bool(one.column) for one in rows),
        figures_added=added.total(),
        figures_removed=removed.total(),
        examples=tuple(told[:MOST_SHOWN]),
    )


def same_document(one: Document, others: Iterable[Document]) -> Sequence[Document]:
    """Others of the same title, number and region."""
    return [other for other in others if other.id != one.id and _known_as(other) == _known_as(one)]


def _known_as(document: Document) -> tuple[str, str, str]:
    return name_of(document.title), document.number, document.region


def _row(one: Difference) -> str:
    if not one.column:
        return f"{'+' if one.ours == '有' else '-'} {_cut(one.name)}"
    return f"{_cut(one.name)} {_cut(one.column)}：{_cut(one.theirs) or '空'} → {_cut(one.ours) or '空'}"


def _figures(parsed: ParsedDocument) -> Counter[str]:
    return Counter(_cut(quantity.text) for quantity in parsed.quantities if quantity.row is None)


def _cut(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
