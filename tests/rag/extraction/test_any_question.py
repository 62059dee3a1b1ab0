"""What holds of the answer to any question."""

from hypothesis import given

from ingest.index.opened import Index
from ingest.quantities.figures import missing
from ingest.text.fold import fold
from rag.cite import texts_of
from rag.extraction.extract import Extract
from rag.question.rewrite import rewrite
from rag.retrieval.retrieve import Retrieve
from rag.schema import Status
from tests.builders.answers import draft
from tests.builders.plans import LAKE_REGION, PINE_REGION
from tests.builders.properties import PROPERTY, QUESTIONS


@PROPERTY
@given(QUESTIONS)
def test_any_question_is_settled_and_every_figure_stands_in_what_it_cites(index: Index, text: str) -> None:
    before = rewrite(draft(fold(text), regions=(LAKE_REGION,)))
    done = Extract(index)(Retrieve(index)(before))
    assert done.status is not None and done.sentences
    cited = {citation.n: texts_of(citation) for citation in done.citations}
    for sentence in done.sentences:
        assert set(sentence.cites) <= cited.keys()
        if done.status is Status.ANSWERED and sentence.cites:
            assert missing(sentence.text, [words for n in sentence.cites for words in cited[n]]) == ()


@PROPERTY
@given(QUESTIONS)
def test_every_quote_is_cut_from_its_document(index: Index, text: str) -> None:
    done = Extract(index)(Retrieve(index)(rewrite(draft(fold(text), regions=(LAKE_REGION, PINE_REGION)))))
    for citation in done.citations:
        assert index.documents[citation.document].text[citation.start : citation.end] == citation.quote
