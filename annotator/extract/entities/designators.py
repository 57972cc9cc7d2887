"""Names that have a form of their own: weapons and vehicles (PRODUCT), laws and treaties (LAW)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotator.extract.entities.mention import STARTERS, Mention
from annotator.extract.lexicon import alternatives, words

#: "S-400", "F-35A", "Su-57", "MiG-29", "AK-47", "Boeing 737", "T-72B3".
_PRODUCT = re.compile(
    r"(?<![\w-])(?:(?:MiG|Su|Tu|Il|An|Mi|Ka|Yak|AK|RPG|TOS|BMP|BTR|BUK|UH|AH|CH|MQ|RQ|KC|EA|AIM|ATACMS|MD|Be|TB|FGM"
    r"|HIMARS|SS|SM|RS|Kh|DF|KN|PAC)-?\d{1,4}[A-Z]{0,2}\d?"
    r"|[ABCEFKMPSTVX]-\d{2,4}[A-Z]{0,2}\d?"
    r"|(?:Boeing|Airbus)(?:\s[A-Z])?[- ][A-Z]?\d{2,3}(?:-\d{2,3})?)(?![\w-]*\w)"
)
_NAMED_PRODUCT = re.compile(
    r"(?<![\w-])(?!(?:Article|Apollo|Chapter|COP|Cop|COVID|Covid|Figure|Flight|Group|Highway|Interstate|Page|Resolution"
    r"|Route|Section|Under|Volume)-)[A-Z][a-z]{2,}-\d{1,4}[A-Z]?(?![\w-])"
    rf"|(?<![\w-]){alternatives(words('products', 'weapons'))}(?:[- ]\d{{1,3}}[A-Z]?\d?)?(?![\w-])"
    rf"|(?<![\w-]){alternatives(words('products', 'common_words'))}"
    rf"(?:[- ]\d{{1,3}}[A-Z]?\d?(?![\w-])|(?= {alternatives(words('products', 'kinds'))}\b))"
    r"|(?<![\w-])(?:7[0-8]7|A3\d\d)(?: (?:MAX|Max|Dreamliner|neo))(?: \d{1,2})?(?![\w-])"
)
_NOT_PRODUCT = re.compile(r"(?:A|M|E|B)-\d{1,2}\b(?= (?:road|motorway|highway|route))")
_NUMBERED = re.compile(
    r"\b(?:Executive Order|Presidential Decree|Decree|Directive|Regulation|Proposition|Public Law"
    r"|Article|Chapter|Title)"
    r" (?:No\. ?)?(?:\d[\d/-]*\d|\d|[IVX]{1,5}\b)(?:\([a-z\d]\))?"
)
_BODY = r"(?:(?:UN|U\.N\.|United Nations|EU) )?(?:(?:Security Council|General Assembly|UNSC|UNSCR) )?"
_RESOLUTION = re.compile(rf"\b{_BODY}Resolution(?:s)? (?:No\.? )?\d[\d/()A-Z]*(?<![(/])")
_INSTRUMENT = (
    r"(?:Convention|Treaty|Agreement|Accords?|Pact|Protocol|Charter|Act|Declaration|Statute|Directive|Memorandum"
    r"|Constitution|Covenant|Amendment)"
)
_ANY_INSTRUMENT = re.compile(_INSTRUMENT)
_CAP = r"[A-Z](?:[\w'&-]|\.(?=[A-Z]))*"
_LINK = r"(?:and|of|the|on|for|to|in|against|with|by|between|or)"
_NAMED_LAW = re.compile(
    rf"\b(?:{_CAP} (?:(?:and|of|for|on|the) )*){{0,7}}?"
    rf"(?<!National )(?<!Party )(?<!Republican )(?<!Democratic ){_INSTRUMENT}s?(?! [A-Z])"
    rf"(?: (?:on|against|for|of|to|concerning|relating to|between|with) (?:the )?{_CAP}"
    rf"(?: (?:{_LINK} ){{0,2}}{_CAP})*)?"
)
_LAW_ON = re.compile(rf"\b(?:{_CAP} )?Law on (?:the )?{_CAP}(?: (?:{_LINK} ){{0,2}}{_CAP})*")
_TRUCE = re.compile(
    r"\b(?:Cessation of Hostilities(?: Agreement)?|Bill of Rights|Magna Carta|Minsk (?:agreements|accords)"
    r"|(?:[A-Z]\w+ )?Peace (?:Accords?|Agreement|Treaty))\b"
)
#: "the Paris Agreement in November": the month is no part of the name.
_DATED = re.compile(
    r" (?:in|on|of|by) (?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June"
    r"|July|August|September|October|November|December)\b.*"
)


def products(text: str) -> Iterator[Mention]:
    """Designators and names of weapons, aircraft and vehicles."""
    for pattern in (_PRODUCT, _NAMED_PRODUCT):
        for found in pattern.finditer(text):
            if not _NOT_PRODUCT.match(text, found.start()):
                yield Mention(found.start(), found.end(), "PRODUCT", "rule")


def laws(text: str) -> Iterator[Mention]:
    """Resolutions by number, treaties and acts by their full name, the constitution."""
    for pattern in (_RESOLUTION, _NUMBERED, _TRUCE, _LAW_ON):
        for found in pattern.finditer(text):
            yield Mention(found.start(), found.end(), "LAW", "rule")
    for found in re.finditer(r"(?<=\bthe )Constitution\b", text):
        yield Mention(found.start(), found.end(), "LAW", "rule")
    for found in _NAMED_LAW.finditer(text) if _ANY_INSTRUMENT.search(text) else ():
        start, end = _law_span(text, found.start(), found.end())
        if " " in text[start:end]:
            yield Mention(start, end, "LAW", "rule")


def _law_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Without a first word that only opens the sentence, and without the country whose law it is."""
    while True:
        first, _, rest = text[start:end].partition(" ")
        if not rest:
            return start, end
        if first in STARTERS or first.islower() or first.endswith("'s"):
            start += len(first) + 1
            continue
        break
    dated = _DATED.search(text, start, end)
    end = dated.start() if dated else end
    surface = text[start:end].rstrip(".'")
    return start, start + len(surface)
