"""Questions of the browser beside the save path, and their answers; the only place that knows this JSON.

Pure. A question changes nothing: it may be lost, come twice or be overtaken by a newer one. What can be
asked for is in :mod:`annotator.editor.answers`. ``schemas/editor-ask.schema.json`` and
``editor-answer.schema.json`` describe the shapes; the tests hold this module to them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from annotator.core.json_values import JsonObject, Path, expect_integer, expect_object, expect_text
from annotator.editor.envelope import parse_text
from annotator.errors import InputError

ASK_FORMAT = "annotator-ask/1"
ANSWER_FORMAT = "annotator-answer/1"

#: Longest question that is read, in bytes of UTF-8.
MAX_QUESTION = 20_000
_ENVELOPE = ("format", "number", "what")


@dataclass(frozen=True, slots=True)
class Question:
    """What a browser wants to know.

    Attributes:
        number: counts the questions of one page; the answer repeats it.
        what: which answer is wanted.
        parameters: what else was said; each answer checks its own.
    """

    number: int
    what: str
    parameters: Mapping[str, object]


def parse_question(text: object) -> Question:
    """Make a typed question of the JSON text that a browser sent.

    Raises:
        InputError: too long, no JSON, or not the shape of a question; there is nothing to answer then.
    """
    path = Path(InputError)
    row = expect_object(parse_text(text, path, most=MAX_QUESTION), path, required=_ENVELOPE)
    if row["format"] != ASK_FORMAT:
        raise (path / "format").error(f"is not {ASK_FORMAT!r}")
    return Question(
        number=expect_integer(row["number"], path / "number"),
        what=expect_text(row["what"], path / "what", longest=40),
        parameters={key: value for key, value in row.items() if key not in _ENVELOPE},
    )


def answer_json(question: Question, answer: JsonObject) -> JsonObject:
    """An answer, as the reader carries it down."""
    return {**answer, "format": ANSWER_FORMAT, "number": question.number, "what": question.what}


def fault_json(question: Question, fault: str) -> JsonObject:
    """Why there is no answer, in a sentence."""
    return answer_json(question, {"fault": fault})
