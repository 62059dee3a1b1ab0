"""Several answers made one: regions side by side, a plan and what it replaced, a county and the province above it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.identity.standing import Standing, standing
from ingest.quantities.figures import figures
from rag.extraction.arithmetic import SHARE, periods, written
from rag.question.answer_type import answer_type_of
from rag.question.scope import region_name
from rag.replies import ABOVE, MORE, NOTES, OLDER, REPLACED, REPLIES, SAME
from rag.schema import Citation, Draft, Hit, Note, NoteKind, Sentence, Status

HIGHER = re.compile(
    r"(哪|谁).{0,6}(高|低|多|少|大|小|强)|差(了)?(多少|好多|几)|(高|低|多|少)(出|了)?(多少|好多|几)|比.{1,12}(高|低|多|少)"
)
COUNTED_AS = ("登记", "调查", "户籍", "常住")  # ways of counting that make figures unlike where only one names them
NO_DIFFERENCE: tuple[str, tuple[Note, ...]] = ("", ())
TAIL = "。;；,， "
INNER_STOP = re.compile(r"。\s*(?=[^\s”’」』》)）\]])")
FORCE: tuple[Standing, ...] = ("in force", "over", "to come")


def within(draft: Draft, region: str) -> Draft:
    """A draft with one region's hits only."""
    return replace(draft, regions=(region,), hits=tuple(hit for hit in draft.hits if hit.document.region == region))


def by_force(draft: Draft) -> tuple[Draft, Draft, Draft]:
    """A draft with the hits in documents in force on the day asked about (or that do not say), in those that hold no
    more, and in those to come."""
    day = draft.question.as_of
    parts: tuple[list[Hit], list[Hit], list[Hit]] = ([], [], [])
    for hit in draft.hits:
        parts[FORCE.index(standing(hit.document, day))].append(hit)
    current, expired, coming = (replace(draft, hits=tuple(hits)) for hits in parts)
    return current, expired, coming


def with_version(answered: Draft, older: Draft) -> Draft:
    """An answer with what another version of the plan says, where that gives the same thing another figure."""
    if older.status is not Status.ANSWERED or not (_replaced(answered, older) or _same_subject(answered, older)):
        return answered
    said, before = (
        [figure for figure in figures(part.sentences[0].text) if not figure.is_year] for part in (answered, older)
    )
    if {one.unit for one in said}.isdisjoint(one.unit for one in before):
        return answered  # they tell other things
    if all(any(map(figure.same, said)) for figure in before):
        return answered
    cited = older.citations[0]
    words = older.sentences[0].text.rstrip("。")
    told = (
        OLDER.format(period=cited.period, words=words)
        if cited.period
        else REPLACED.format(title=cited.title, words=words)
    )
    return _appended(answered, older, told, NoteKind.VERSIONS, words=words)


def with_higher_level(missing: Draft, higher: Draft) -> Draft:
    """That the region's plans do not say, then the higher level's provision, named as such."""
    region = region_name(higher.regions[0])
    words = higher.sentences[0].text.rstrip("。")
    return _appended(missing, higher, ABOVE.format(region=region, words=words), NoteKind.HIGHER_LEVEL, region=region)


def side_by_side(draft: Draft, parts: Sequence[Draft]) -> Draft:
    """One sentence with each region's answer under its name, then what else each has to say."""
    citations: list[Citation] = []
    firsts: list[str] = []
    cites: list[int] = []
    rest: list[Sentence] = []
    for part in parts:
        renumbered = numbered_from(part, len(citations))
        citations += renumbered.citations
        first, *others = renumbered.sentences
        firsts.append(f"{region_name(part.regions[0])}：{in_one_sentence(first.text)}")
        cites += first.cites
        rest += others
    difference, computed = _difference(draft, parts)
    told = Sentence(text=f"{'；'.join(firsts)}{difference}", cites=tuple(cites))
    status = Status.ANSWERED if len(parts) == len(draft.regions) or not draft.region_named else Status.PARTIAL
    if status is Status.PARTIAL:
        left = "、".join(region_name(r) for r in draft.regions if r not in {part.regions[0] for part in parts})
        rest.append(Sentence(text=REPLIES[Status.NOT_FOUND].format(region=left)))
    notes = tuple(dict.fromkeys([*(note for part in parts for note in part.notes), *computed]))
    detail = "\n".join(part.detail for part in parts)
    return replace(
        draft, status=status, sentences=(told, *rest), citations=tuple(citations), notes=notes, detail=detail
    )


def _difference(draft: Draft, parts: Sequence[Draft]) -> tuple[str, tuple[Note, ...]]:
    """Which of two regions has more and by how much, where that is asked, with how it was computed; nothing where their
    figures are not of one unit and for one time, or are counted in other ways (登记, 调查)."""
    if len(parts) != 2 or not draft.region_named or not HIGHER.search(draft.text):
        return NO_DIFFERENCE
    measure = answer_type_of(draft.text).measure
    said = [part.sentences[0].text for part in parts]
    told = [
        [one for one in figures(text) if one.unit and not one.is_year and (not measure or one.unit in measure)]
        for text in said
    ]
    if any(len(some) != 1 for some in told) or any(part.status is not Status.ANSWERED for part in parts):
        return NO_DIFFERENCE
    (one,), (other,) = told
    bases = [(periods(text), *(word in text for word in COUNTED_AS)) for text in said]
    if one.unit != other.unit or bases[0] != bases[1] or any(part.notes for part in parts):
        return NO_DIFFERENCE
    if one.value == other.value:
        return SAME, ()
    (more, less), region = ((one, other), parts[0]) if one.value > other.value else ((other, one), parts[1])
    unit = "个百分点" if one.unit == SHARE else one.unit
    result = written(more.value - less.value, unit, (more, less))
    words = f"{more.text} − {less.text} = {result}"
    note = Note(kind=NoteKind.COMPUTED, text=NOTES[NoteKind.COMPUTED].format(words=words))
    return MORE.format(region=region_name(region.regions[0]), result=result), (note,)


def in_one_sentence(text: str) -> str:
    """Words of a plan as they stand beside others in one sentence: a full stop among them would end it."""
    return INNER_STOP.sub("；", text.rstrip(TAIL))


def _appended(draft: Draft, other: Draft, text: str, kind: NoteKind, **values: str) -> Draft:
    """A draft with one more sentence, which rests on the other's citations, and a note that says what it is."""
    moved = numbered_from(other, len(draft.citations))
    sentence = Sentence(text=text, cites=moved.sentences[0].cites)
    note = Note(kind=kind, text=NOTES[kind].format(**values))
    return replace(
        draft,
        sentences=(*draft.sentences, sentence),
        citations=(*draft.citations, *moved.citations),
        notes=(*draft.notes, note),
    )


def numbered_from(draft: Draft, offset: int) -> Draft:
    """A draft whose citations are numbered from `offset` + 1."""
    at = {citation.n: offset + count for count, citation in enumerate(draft.citations, start=1)}
    return replace(
        draft,
        citations=tuple(replace(citation, n=at[citation.n]) for citation in draft.citations),
        sentences=tuple(replace(s, cites=tuple(at[n] for n in s.cites)) for s in draft.sentences),
    )


def _replaced(answered: Draft, older: Draft) -> bool:
    """Whether the answer rests on the document that holds in place of the other's."""
    by = {hit.document.id: hit.document.replaced_by for hit in older.hits}
    return by.get(older.citations[0].document, "") == answered.citations[0].title


def _same_subject(one: Draft, other: Draft) -> bool:
    """Whether both rest on rows of one name, or both on prose under a heading of the same words."""
    mine, theirs = one.citations[0], other.citations[0]
    names = [part.cells[0].quote if part.cells else "".join(part.section[-1:]) for part in (mine, theirs)]
    return bool(mine.row) == bool(theirs.row) and names[0] == names[1] != ""
