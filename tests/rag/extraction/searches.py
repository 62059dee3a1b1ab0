"""Rows for tests of extraction, the candidates that a question has among some hits, and the answer that comes of them."""

from collections.abc import Sequence

from ingest.index.opened import Index
from ingest.schema import RowKind
from ingest.text.fold import fold
from rag.extraction.candidates import Candidate
from rag.extraction.extract import Extract
from rag.question.parsed_question import ParsedQuestion
from rag.question.question_parser import QuestionParser
from rag.question.rewrite import rewrite
from rag.retrieval.retrieve import Retrieve
from rag.schema import Draft, Hit
from tests.builders.answers import EqualWords, draft, record
from tests.builders.plans import LAKE_REGION

BUS_CELLS = (
    ("服务项目", "乡村校车补助"),
    ("服务对象", "乡村走读学生"),
    ("服务内容", "提供校车"),
    ("服务标准", "每生每学期360元"),
    ("支出责任", "县级财政负责"),
)
BUS = record(*BUS_CELLS)
BEDS = record(
    ("指标", "床位占比"),
    ("单位", "%"),
    ("2020年", "41.5"),
    ("2025年目标", "60"),
    ("属性", "约束性"),
    kind=RowKind.INDICATOR,
)


def parsed(text: str) -> ParsedQuestion:
    return QuestionParser(EqualWords())(rewrite(draft(fold(text))))


def candidates(question: str, *hits: Hit) -> Sequence[Candidate]:
    return Extract(EqualWords()).candidates(hits, parsed(question))


def only(found: Sequence[Candidate], words: str) -> Candidate:
    (one,) = [one for one in found if words in one.text]
    return one


def asked(index: Index, text: str, region: str = LAKE_REGION) -> Draft:
    """What comes of a question in a region of an index."""
    return Extract(index)(Retrieve(index)(rewrite(draft(text, regions=(region,)))))


def read(text: str, *hits: Hit) -> Draft:
    """What comes of a question where these hits were found."""
    return Extract(EqualWords())(rewrite(draft(text, regions=(LAKE_REGION,), hits=hits)))


def first(done: Draft) -> str:
    return done.sentences[0].text
