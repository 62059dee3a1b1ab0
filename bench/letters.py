"""`python -m bench.letters DIR --index INDEX`: letters that somebody labelled, held against what is read of them.

DIR holds `letters.jsonl` (text, matters with its words and the plan's answer, abuse, flags) and `planted.jsonl`
(a true sentence of a reply, the same with one thing changed, the plan's words that it rests on). Prints matters found,
invented and answered, abuse answered, flags; changes found and true sentences flagged. INDEX: over the sample corpus.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from bench import AS_OF
from ingest.index.opened import Index
from ingest.quantities.figures import figures, missing
from ingest.schema import Document
from ingest.settings import IngestSettings
from ingest.text.fold import fold
from ingest.text.split import sentences
from rag.chain import AnswerChain, answer_steps
from rag.cite import cite_row, cite_span, quotable
from rag.letter.letter import read
from rag.letter.live_check import FindingKind, check, told_of
from rag.letter.reply import GAP, Section, draft
from rag.schema import Citation
from rag.settings import AnswerSettings
from ui.privacy import mask

HALVES = {"seen": 0, "unseen": 1}
SHARED = 0.6  # share of a label's characters in a row that a matter must hold to be the one that is meant
PERSONAL = {"personal_data": "personal"}  # labels know one kind of what is personal
PLANS = {"dayao": "大姚县", "mianyang": "绵阳市", "yuhuan": "玉环市"}


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.letters", description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--half", choices=HALVES, help="every second letter and sentence only")
    parser.add_argument("--differences", action="store_true", help="print each")
    options = parser.parse_args(arguments)
    settings = AnswerSettings(llm_base_url="", llm_model="")
    with closing(Index(options.index, IngestSettings())) as index:
        chain = AnswerChain(answer_steps(index, settings))
        letters = _half(_lines(options.folder / "letters.jsonl"), options.half)
        planted = _half(_lines(options.folder / "planted.jsonl"), options.half)
        tally, told = Counter[str](), list[str]()
        for letter in letters:
            told += _letter(letter, index, chain, tally)
        for one in planted:
            told += _planted(one, index, tally)
    if options.differences:
        print(*told, sep="\n")
    for name in sorted({name.removeprefix("of ") for name in tally}):
        print(f"{name}: {tally[name]}" + (f" of {tally[f'of {name}']}" if tally[f"of {name}"] else ""))


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _half(lines: list[dict[str, Any]], half: str | None) -> list[dict[str, Any]]:
    return lines[HALVES[half] :: 2] if half else lines


def _letter(label: dict[str, Any], index: Index, chain: AnswerChain, tally: Counter[str]) -> Iterator[str]:
    told = read(mask(label["text"]), index.regions, meanings=index.meaning)
    reply = draft(told, chain.invoke, as_of=AS_OF)
    name, wanted = label["id"], label["matters"]
    met = {
        at: [one for one in reply.sections if _meets(label["text"], one, matter)] for at, matter in enumerate(wanted)
    }
    tally["of matters found"] += len(wanted)
    tally["matters found"] += sum(map(bool, met.values()))
    yield from (f"{name} lost: {wanted[at]['words']}" for at, found in met.items() if not found)
    known = {id(section) for found in met.values() for section in found}
    invented = [section.matter.text for section in reply.sections if id(section) not in known]
    tally["of matters invented"] += len(reply.sections)
    tally["matters invented"] += len(invented)
    yield from (f"{name} invented: {text}" for text in invented)
    tally["of abuse answered"] += len(label["abuse"])
    answered = [
        words for words in label["abuse"] if any(fold(words) in fold(one.matter.text) for one in reply.sections)
    ]
    tally["abuse answered"] += len(answered)
    yield from (f"{name} answered: {words}" for words in answered)
    for at, found in met.items():
        yield from _answered(f"{name} {wanted[at]['words']}", wanted[at], found, tally)
    flags = {PERSONAL.get(flag.kind.value, flag.kind.value) for flag in reply.flags}
    tally["of flags found"] += len(label["flags"])
    tally["flags found"] += len(flags & set(label["flags"]))
    tally["flags besides"] += len(flags - set(label["flags"]))
    if flags != set(label["flags"]):
        yield f"{name} flags: {sorted(flags)}, not {label['flags']}"


def _meets(letter: str, section: Section, matter: dict[str, Any]) -> bool:
    """Whether a section is about a matter: most of one's words stand in the other's."""
    ours, text = fold(section.matter.text), fold(section.matter.lead + section.matter.text)
    for words in (matter["words"], *matter.get("again", ())):
        theirs = fold(words)
        longest = max((size for size in range(len(theirs), 1, -1) if _any(theirs, size, text)), default=0)
        if theirs and (longest >= SHARED * len(theirs) or longest >= SHARED * len(ours)):
            return True
    return False


def _any(words: str, size: int, text: str) -> bool:
    return any(words[at : at + size] in text for at in range(len(words) - size + 1))


def _answered(name: str, matter: dict[str, Any], found: list[Section], tally: Counter[str]) -> Iterator[str]:
    """Counts by what the plan says: right, wrong, or a gap; nothing is right where no plan answers."""
    said = "".join(GAP.sub("", section.text) for section in found)
    gap = any(section.gaps for section in found)
    if matter["answer"]:
        right = bool(said) and not missing(matter["answer"], [said]) if figures(matter["answer"]) else bool(said)
        kind = "answered right" if right else "answered wrong" if figures(said) else "left as a gap"
    else:
        kind = "outside: gap" if gap and not figures(said) else "outside: something said"
    tally[kind] += 1
    if kind not in ("answered right", "outside: gap"):
        yield f"{name} [{matter['answer']}] {kind}: {said[:160]}"


def _planted(label: dict[str, Any], index: Index, tally: Counter[str]) -> Iterator[str]:
    document = next(one for one in index.documents.values() if PLANS[label["plan"]] in one.title)
    citations = _citations(label["row"], document, index)
    told = {one.n: told_of(document) for one in citations}
    tally["of changes found"] += 1
    tally["of true sentences flagged"] += 1
    wrong = [one for one in check(label["changed"], citations, told=told) if one.kind is not FindingKind.SUPPORTED]
    tally["changes found"] += bool(wrong)
    if not wrong:
        yield f"{label['id']} {label['what']} not found: {label['changed']}"
    for one in check(label["true"], citations, told=told):
        if one.kind is not FindingKind.SUPPORTED:
            tally["true sentences flagged"] += 1
            yield f"{label['id']} flagged {label['true'][one.start : one.end]!r} ({one.says}): {label['true']}"
            break


def _citations(words: str, document: Document, index: Index) -> tuple[Citation, ...]:
    """What holds the plan's words: its row, else the sentences around; the head of the document where nothing does."""
    words = words.replace("**", "")  # bold in Markdown is no part of the text
    at = document.text.find(words)
    rows = [row for row in index.store.rows() if row.document == document.id and row.start <= at < row.end]
    if rows:
        return (cite_row(document, (), min(rows, key=lambda row: row.end - row.start), 1),)
    start, end = max(0, at), max(1, at + len(words))
    line = document.text.rfind("\n", 0, start) + 1, document.text.find("\n", end) % (len(document.text) + 1)
    around = [one for one in sentences(document.text, *line) if one[0] < end and start < one[1]]
    runs = quotable(document.text, around[0][0], around[-1][1])
    return tuple(cite_span(document, (), n, *run) for n, run in enumerate(runs, start=1))


if __name__ == "__main__":
    main()
