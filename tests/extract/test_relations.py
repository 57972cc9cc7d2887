"""What is read between patterns: who an office, a pronoun or "we" stands for, and what is no relation."""

import pytest


@pytest.fixture(scope="module")
def found(extractor):
    def read(text):
        (made,) = extractor.propose([(text, "")])
        named = {entity.id: text[entity.start : entity.end] for entity in made.annotations.entities}
        return {(one.label, named[one.head], named[one.tail]) for one in made.annotations.relations}

    return read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Foreign Secretary Jane Smith left. The Foreign Secretary met Boris Johnson on Monday.",
            ("met_with", "Jane Smith", "Boris Johnson"),
        ),
        ("NATO condemned the attack. We support Ukraine.", ("supported", "NATO", "Ukraine")),
        ("Norway remains committed to supporting Mali.", ("supported", "Norway", "Mali")),
        ("Eritrea, whose troops fought Ethiopia, left.", ("in_conflict_with", "Eritrea", "Ethiopia")),
        (
            "Jane Smith is due to meet Boris Johnson in Berlin.",
            ("met_with", "Jane Smith", "Boris Johnson"),
        ),
        (
            "The Members of the Security Council urge the Government of Iraq to act.",
            ("urged", "Security Council", "Government of Iraq"),
        ),
        (
            "Norway spoke of the matter. NATO praised Mali and reiterated its support for Ukraine.",
            ("supported", "NATO", "Ukraine"),
        ),
        ("Google will not buy Disney, officials told Reuters.", ("acquired", "Google", "Disney")),
        (
            "Mali and Niger spoke on Sunday. They said that they were leaving the African Union.",
            ("withdrew_from", "Mali", "African Union"),
        ),
        (
            "Germany reaffirmed Norway's support for Mali in the fight against Boko Haram.",
            ("in_conflict_with", "Mali", "Boko Haram"),
        ),
        (
            "Foreign Minister Jane Smith said:\n\nI am appalled by the attack by Hamas.",
            ("criticized", "Jane Smith", "Hamas"),
        ),
    ],
)
def test_who_acts_is_found_through_offices_pronouns_and_nouns(found, text, expected):
    assert expected in found(text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("John Brown contacted former members of Greenpeace.", ("met_with", "John Brown", "Greenpeace")),
        (
            "Foreign Minister Jane Smith left. John Brown met Thailand's foreign minister.",
            ("met_with", "John Brown", "Jane Smith"),
        ),
        ("Google is based in Santa Monica, California.", ("located_in", "Google", "California")),
        (
            "According to John Brown, a detective was there.",
            ("holds_title", "John Brown", "detective"),
        ),
        (
            "The Prime Minister and President Jane Smith met in Paris.",
            ("holds_title", "Jane Smith", "Prime Minister"),
        ),
        ("Jane Smith defeated John Brown by ten votes.", ("in_conflict_with", "Jane Smith", "John Brown")),
        (
            "NATO condemned the killing of peacekeepers of Rwanda.",
            ("criticized", "NATO", "Rwanda"),
        ),
        ("Police cleared Hamas from Iraq.", ("in_conflict_with", "Hamas", "Iraq")),
        (
            "Germany reaffirmed its support for Mali in the fight against Boko Haram.",
            ("in_conflict_with", "Germany", "Boko Haram"),
        ),
        ("I welcome the news. Dabiq is free. Our ally Turkey helped.", ("supported", "Turkey", "Dabiq")),
    ],
)
def test_what_only_looks_like_a_relation_is_left_out(found, text, wrong):
    assert wrong not in found(text)
