"""Who answers for the window and the API: a process of its own under `huimin serve`, this one elsewhere."""

from rag.service import Service
from rag.settings import AnswerSettings
from ui.answering.process import AnsweringProcess
from ui.window.suggest import Readers

Answers = Service | AnsweringProcess
Suggesters = Readers | AnsweringProcess


def suggesters(answers: Answers, settings: AnswerSettings) -> Suggesters:
    """Who suggests questions that those who answer can answer."""
    return answers if isinstance(answers, AnsweringProcess) else Readers(answers, settings)
