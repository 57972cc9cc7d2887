"""The default extractor for English news: two models, rules, one label a name, and relations by patterns."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

from annotator.core.label_schema import LabelSchema
from annotator.core.model import Proposals
from annotator.extract import pipeline, segments
from annotator.extract.entities.find import Steps, find_entities
from annotator.extract.entities.mention import Mention
from annotator.extract.entities.opinions import agree, mentions_of
from annotator.extract.entities.scores import score_of
from annotator.extract.models import ModelName
from annotator.extract.proposals import Link, to_annotations
from annotator.extract.protocol import Giving
from annotator.extract.relations.find import find_relations
from annotator.extract.streaming import Reading, run, start_reading

if TYPE_CHECKING:
    from spacy.language import Language

#: Raised whenever the code (not the word lists or patterns, which count by themselves) finds other things.
RULES_VERSION = "3"


@dataclass(frozen=True, slots=True)
class Options:
    """What the default extractor does; the benchmark turns steps off to see what each adds."""

    second_opinion: bool = True
    rules: bool = True
    titles: bool = True
    names: bool = True
    furniture: bool = True
    relations: bool = True


class DefaultExtractor:
    """See the module; built by :func:`annotator.extract.registry.get_extractor`."""

    def __init__(
        self,
        schema: LabelSchema,
        options: Options = Options(),
        reader: tuple[Language, Sequence[ModelName]] | None = None,
    ) -> None:
        """Load the models (once a process), unless a pipeline is at hand.

        Args:
            schema: only its labels come out.
            options: which steps run.
            reader: a pipeline as :func:`pipeline.build_pipeline` makes it, with its models.

        Raises:
            ExtractorError: no model is installed.
        """
        self._pipeline: Language
        self._pipeline, names = reader or pipeline.default_pipeline()
        self._schema = schema
        self._options = options
        self._several = len(names) > 1 and options.second_opinion
        self.name = "default"
        self.configuration: Mapping[str, object] = {
            "models": [name.to_json() for name in names],
            "options": asdict(options),
            "words_and_patterns": lists_sha256(),
        }
        made_of = f"{self.configuration}".encode()
        self.version = f"{RULES_VERSION}.{hashlib.sha256(made_of).hexdigest()[:10]}"
        self.dropped: Counter[str] = Counter()

    def propose(self, texts: Iterable[Giving], *, batch_size: int = 32) -> Iterator[Proposals]:
        """Entities, relations and page furniture; see :class:`annotator.extract.protocol.Extractor`."""
        marked = self._options.furniture
        articles = (start_reading(given, mark_furniture=marked) for given in texts)
        return run(self._pipeline, articles, self._finish, batch_size=batch_size)

    def _finish(self, article: Reading) -> Proposals:
        plain = segments.plain(article.text)
        steps = Steps(rules=self._options.rules, titles=self._options.titles, names=self._options.names)
        mentions = find_entities(plain, article.pieces, self._opinions(article, plain), steps)
        links = self._links(article, mentions) if self._options.relations else ()
        scored = [(mention, score_of(mention, several=self._several)) for mention in mentions]
        return Proposals(to_annotations(scored, links, self._schema, self.dropped), article.furniture)

    def _links(self, article: Reading, mentions: Sequence[Mention]) -> Iterable[Link]:
        return find_relations(list(zip(article.pieces, article.docs, strict=True)), mentions, self._schema)

    def _opinions(self, article: Reading, plain: str) -> list[Mention]:
        found: list[Mention] = []
        for piece, doc in zip(article.pieces, article.docs, strict=True):
            first = mentions_of(doc, pipeline.FIRST, piece.start, "first")
            second = mentions_of(doc, pipeline.SECOND, piece.start, "second") if self._several else []
            found.extend(agree(first, second, plain))
        return found


def lists_sha256() -> str:
    """The sha256 of all word lists and patterns, so that a changed one makes another version."""
    digest = hashlib.sha256()
    for path in sorted(_toml_files(resources.files("annotator.extract")), key=lambda path: path.name):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _toml_files(folder: Traversable) -> Iterator[Traversable]:
    for path in folder.iterdir():
        if path.is_dir():
            yield from _toml_files(path)
        elif path.name.endswith(".toml"):
            yield path
