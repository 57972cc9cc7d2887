import pytest

from annotator.services.ingest.headline import find_title
from tests.services.building import SEEDS

HEADLINE = "Council Votes To Close Harbour Road"
BODY = "The council voted on Tuesday to close Harbour Road for two years, officials said in a statement."


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("000_84ddee64c1805cd4", "Blinken Urges Turkey To Give Up Russian S-400 System"),
        ("boiler_defector", "Scientology defector arrested after attempting to leave organization"),
        (
            "boiler_election",
            "New faces emerge as veteran politicians step down in Hong Kong legislative election",
        ),
        ("wikinews_korea", "North Korea puts military in 'quasi-state of war'"),
        ("re3d_UK_Government_78C6FA20C355", "Foreign Secretary statement on Syria"),
    ],
)
def test_the_headline_of_a_real_page_is_found(name, title):
    assert find_title((SEEDS / f"{name}.txt").read_text(encoding="utf-8")) == title


@pytest.mark.parametrize(
    "above",
    [
        "",
        "Accessibility links\n\nBreaking News\n\n",
        "Skip to main content\nHome\nWorld\n",
        "Tuesday, May 4, 2021\n",
        "4 May 2021\nBy Ada Holm\n",
        "Updated 10:32 GMT\nhttps://example.org/a\n3 min read\n",
        "12\n***\n---\n",
        "Share this article\n  \n",
    ],
)
def test_navigation_dates_and_bylines_above_the_headline_are_passed_over(above):
    assert find_title(f"{above}{HEADLINE}\n\n{BODY}\n") == HEADLINE


def test_blanks_inside_a_headline_become_one():
    assert find_title(f"  Council   Votes\tTo Close  \n\n{BODY}") == "Council Votes To Close"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            f"{BODY}\nA line without a full stop",
            "The council voted on Tuesday to close Harbour Road for two years",
        ),
        ("One.", "One."),
        ("Harbour\n\nOther. Text.", "Harbour"),
        ("***", "***"),
        ("12 34", "12 34"),
        ("Accessibility links", "Accessibility links"),
        ("بلينكن يحث تركيا\n\nنص المقال هنا.", "بلينكن يحث تركيا"),
        ("布林肯敦促土耳其放弃俄罗斯导弹系统\n\n正文。", "布林肯敦促土耳其放弃俄罗斯导弹系统"),
    ],
)
def test_where_there_is_no_headline_the_beginning_of_the_text_stands_in(text, title):
    assert find_title(text).startswith(title)


def test_a_stand_in_is_cut_between_words():
    found = find_title("word " * 100 + ".")
    assert len(found) <= 101
    assert found.endswith("word…")
