import pytest

from annotator.extract.entities import designators, numbers, organisations
from annotator.extract.entities.cues import listed_pairs, with_cues
from annotator.extract.entities.find import Steps, find_entities, is_no_name
from annotator.extract.entities.mention import Mention
from annotator.extract.entities.names import other_occurrences, settle, split_compounds, surnames_alone
from annotator.extract.entities.opinions import agree
from annotator.extract.entities.overlay import overlay
from annotator.extract.entities.titles import titles
from annotator.extract.entities.trimming import trim
from annotator.extract.segments import segments


def mention(text, surface, label, source="both", votes=None):
    start = text.index(surface)
    return Mention(
        start, start + len(surface), label, source, votes or ((label, 2.0 if source == "both" else 0.6),)
    )


def surfaces(text, mentions):
    return [(text[one.start : one.end], one.label) for one in mentions]


@pytest.mark.parametrize(
    ("surface", "label", "expected"),
    [
        ("the United Nations", "ORG", "United Nations"),
        ("Turkey's", "GPE", "Turkey"),
        ('"Freedom Magazine"', "ORG", "Freedom Magazine"),
        ("U.S.", "GPE", "U.S."),
        ("Jane Smith.", "PERSON", "Jane Smith"),
        ("Yonhap news agency", "ORG", "Yonhap"),
        ("anti-Pyongyang", "NORP", "Pyongyang"),
        ("only one", "CARDINAL", "one"),
        ("an additional $15 million", "MONEY", "$15 million"),
        ("Aleppo (Syria", "GPE", "Aleppo"),
        ("al-Hilla", "GPE", "al-Hilla"),
        ("Afghanistan", "GPE", "Afghanistan"),
        ("this week", "DATE", "this week"),
        ("the week", "DATE", "week"),
    ],
)
def test_articles_possessives_quotes_and_stray_words_are_trimmed(surface, label, expected):
    (found,) = trim(Mention(0, len(surface), label, "first"), surface)
    assert surface[found.start : found.end] == expected


@pytest.mark.parametrize("surface", ["He", "the", '"', "its own"])
def test_nothing_is_left_of_what_is_no_name(surface):
    assert list(trim(Mention(0, len(surface), "PERSON", "first"), surface)) == []


@pytest.mark.parametrize(
    ("text", "people", "expected"),
    [
        ("U.S. Secretary of State Antony Blinken left.", ["Antony Blinken"], ["Secretary of State"]),
        (
            "Spc. Jane Smith, an infantry captain, spoke.",
            ["Jane Smith"],
            ["Spc.", "infantry captain"],
        ),
        ("The Prime Minister-designate spoke.", [], ["Prime Minister-designate"]),
        ("He met Thailand's foreign minister.", [], ["foreign minister"]),
        ("Fuad Basya, spokesman for the military, spoke.", ["Fuad Basya"], ["spokesman"]),
        ("The president of a club spoke.", [], []),
        ("Foreign ministers met in Rome.", [], []),
        ("General Motors and the General Assembly agreed.", [], []),
        ("The Prime Minister's Office said so.", [], []),
    ],
)
def test_offices_and_ranks_are_titles_and_bare_nouns_are_not(text, people, expected):
    named = [mention(text, person, "PERSON") for person in people]
    named += [mention(text, "Thailand", "GPE")] if "Thailand" in text else []
    assert [
        text[one.start : one.end] for one in sorted(titles(text, named), key=lambda m: m.start)
    ] == expected


@pytest.mark.parametrize("name", ["S-400", "F-35", "Su-57", "MiG-29", "AK-47", "Boeing 737", "T-72B3"])
def test_designators_of_weapons_and_aircraft_are_products(name):
    text = f"They bought the {name} system."
    assert surfaces(text, designators.products(text)) == [(name, "PRODUCT")]


@pytest.mark.parametrize(
    "text", ["COVID-19 spread.", "The G-20 met.", "Room B52 was shut.", "In mid-1990 it rose."]
)
def test_other_words_with_numbers_are_not(text):
    assert list(designators.products(text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "It left the Vienna Convention on Preventing and Punishing Violence Against Women, he said.",
            "Vienna Convention on Preventing and Punishing Violence Against Women",
        ),
        ("They adopted UN Security Council Resolution 2254 today.", "UN Security Council Resolution 2254"),
        ("The Paris Agreement holds.", "Paris Agreement"),
        ("A new Cessation of Hostilities began.", "Cessation of Hostilities"),
        ("It breaks the Constitution of the land.", "Constitution"),
        ("He signed Executive Order 13582 there.", "Executive Order 13582"),
        ("They invoked Article 5 of it.", "Article 5"),
    ],
)
def test_a_law_or_treaty_is_one_name_however_long(text, expected):
    assert (expected, "LAW") in surfaces(text, designators.laws(text))


@pytest.mark.parametrize(
    "text", ["They met at the Metro Toronto Convention Centre.", "A deal was an act of war.", "Jude Law won."]
)
def test_words_like_act_or_convention_alone_make_no_law(text):
    assert list(designators.laws(text)) == []


@pytest.mark.parametrize(
    ("text", "expected", "label"),
    [
        ("It happened on Friday, August 21, 2015 in Rome.", "Friday, August 21, 2015", "DATE"),
        ("It lasts October 25-26, 2016 and no longer.", "October 25-26, 2016", "DATE"),
        ("On Monday 19 December they met.", "Monday 19 December", "DATE"),
        ("On Thursday afternoon they met.", "Thursday afternoon", "TIME"),
        ("He paid US$ 20,000 for it.", "US$ 20,000", "MONEY"),
        ("She was aged 14 then.", "14", "DATE"),
        ("when she was six years old", "six", "DATE"),
        ("In the early hours of Sunday morning it rained.", "early hours of Sunday morning", "TIME"),
        ("Only 10 per cent came.", "10 per cent", "PERCENT"),
        ("They shopped for Eid in town.", "Eid", "DATE"),
        ("It fined Google 15 million roubles.", "15 million roubles", "MONEY"),
    ],
)
def test_whole_dates_amounts_and_ages_are_found(text, expected, label):
    assert (expected, label) in surfaces(text, numbers.numbers(text, ()))


@pytest.mark.parametrize(
    ("text", "surface", "label", "expected"),
    [
        ("Nearly $100 million was paid.", "$100 million", "MONEY", "Nearly $100 million"),
        ("They rescued over 700 people.", "700", "CARDINAL", "over 700"),
        ("It fell over one wall.", "one", "CARDINAL", "one"),
    ],
)
def test_a_number_takes_its_modifier_in(text, surface, label, expected):
    (found,) = numbers.with_modifiers(text, [mention(text, surface, label)])
    assert text[found.start : found.end] == expected


@pytest.mark.parametrize(
    ("text", "label"), [("The 2016 Games were held.", "DATE"), ("About 2016 people came.", "CARDINAL")]
)
def test_a_bare_year_is_a_date_and_a_count_is_not(text, label):
    (found,) = numbers.with_modifiers(text, [mention(text, "2016", "CARDINAL")])
    assert found.label == label


@pytest.mark.parametrize(
    ("text", "surface", "label"),
    [
        ("QUESTION: Did you meet?", "QUESTION", "PERSON"),
        ("He met a number of Ministers.", "Ministers", "PRODUCT"),
        ("The Home and Defence Secretaries came.", "Home and Defence Secretaries", "ORG"),
        ("She wrote to @jane.", "@jane", "ORG"),
        ("She wrote #HelpJane.", "HelpJane", "ORG"),
    ],
)
def test_what_only_looks_like_a_name_is_left_out(text, surface, label):
    assert is_no_name(mention(text, surface, label), text)


@pytest.mark.parametrize("surface", ["Kansas City Chiefs", "Ministry of Justice", "Question Time"])
def test_names_with_such_words_stay(surface):
    text = f"They saw {surface} there."
    assert not is_no_name(mention(text, surface, "ORG"), text)


def test_first_and_foremost_is_no_number():
    text = "We act first and foremost for them."
    assert numbers.with_modifiers(text, [mention(text, "first", "ORDINAL")]) == []


def test_an_acronym_in_brackets_shows_where_its_long_name_begins():
    text = "They fight Islamic State of Iraq and the Levant (ISIL) there."
    ((long, short),) = organisations.acronyms(text)
    assert text[slice(*long)] == "Islamic State of Iraq and the Levant"
    assert text[slice(*short)] == "ISIL"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Kurdistan Regional Government said", "Kurdistan Regional Government"),
        ("the Ministry of Foreign Affairs said", "Ministry of Foreign Affairs"),
        ("In the Korean People's Army they say", "Korean People's Army"),
        ("the Global Coalition to Counter ISIL met", "Global Coalition to Counter ISIL"),
        ("the Council on Foreign Relations said", "Council on Foreign Relations"),
        (
            "with 3rd Battalion, 321st Field Artillery Regiment today",
            "3rd Battalion, 321st Field Artillery Regiment",
        ),
    ],
)
def test_organisations_are_known_by_their_own_words(text, expected):
    assert expected in [surface for surface, _ in surfaces(text, organisations.full_names(text))]


def test_a_day_after_a_body_is_no_part_of_its_name():
    text = "They asked the National Council on Friday and the Fund for Help."
    assert "Council on Friday" not in " ".join(
        surface for surface, _ in surfaces(text, organisations.full_names(text))
    )


def test_one_name_has_one_label_in_an_article():
    text = "Antony Blinken left. Blinken urged calm. Later Blinken spoke."
    first, second = text.index("Blinken urged"), text.index("Blinken spoke")
    found = settle(
        text,
        [
            mention(text, "Antony Blinken", "PERSON"),
            Mention(first, first + 7, "GPE", "first", (("GPE", 0.6),)),
            Mention(second, second + 7, "PERSON", "both", (("PERSON", 2.0),)),
        ],
    )
    assert {one.label for one in found} == {"PERSON"}


def test_the_words_around_a_name_outvote_the_models():
    text = "Valeska Paris, an Australian woman, spoke. Paris left."
    paris = text.index("Paris left")
    named = [
        mention(text, "Valeska Paris", "ORG", "first"),
        Mention(paris, paris + 5, "GPE", "first", (("GPE", 0.6),)),
    ]
    assert {one.label for one in settle(text, with_cues(text, named))} == {"PERSON"}


@pytest.mark.parametrize(
    ("text", "surface", "wrong", "right"),
    [
        ("Afghan Ambassador Hamdullah Mohib spoke.", "Hamdullah Mohib", "ORG", "PERSON"),
        ("Knox Thames, the Special Advisor to the president, left.", "Knox Thames", "ORG", "PERSON"),
        ("They celebrated the liberation of Sinjar.", "Sinjar", "ORG", "GPE"),
        ("Members of the Dinka tribe fled.", "Dinka", "FAC", "NORP"),
        ("He was held in Century City Towers.", "Century City Towers", "EVENT", "FAC"),
        ("The elite group Sea Org denied it.", "Sea Org", "LOC", "ORG"),
        ("The utility Neoen gained.", "Neoen", "GPE", "ORG"),
        ("The tanker Strinda sank.", "Strinda", "ORG", "PRODUCT"),
        ("They took Soledar, a town in the east.", "Soledar", "PERSON", "GPE"),
        ("They shelled Kherson.", "Kherson", "LOC", "GPE"),
        ("The state of Kerala flooded.", "Kerala", "PERSON", "GPE"),
    ],
)
def test_offices_sieges_and_nouns_beside_a_name_settle_its_label(text, surface, wrong, right):
    named = [mention(text, surface, wrong, "first")]
    assert [one.label for one in settle(text, with_cues(text, named))] == [right]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Iran sent Shahed-136 drones.", ["Shahed-136"]),
        ("London sends Challenger 2 tanks and Patriot missiles.", ["Challenger 2", "Patriot"]),
        ("Boeing builds the 737 MAX 9.", ["737 MAX 9"]),
        ("A patriot met the Challenger of the champion; Covid-19 spread.", []),
    ],
)
def test_weapons_and_aircraft_are_known_by_name_and_number(text, expected):
    assert [surface for surface, _ in surfaces(text, designators.products(text))] == expected


def test_a_treaty_organisation_is_no_treaty():
    text = "It left the Collective Security Treaty Organization."
    (found,) = with_cues(text, [mention(text, "Collective Security Treaty Organization", "LAW")])
    assert found.label == "ORG"


def test_whom_a_person_is_of_is_no_person():
    text = "Jane Smith of Civic Passion won."
    named = [mention(text, "Jane Smith", "PERSON"), mention(text, "Civic Passion", "PERSON", "first")]
    assert [one.label for one in settle(text, with_cues(text, named))] == ["PERSON", "ORG"]


def test_an_office_that_the_models_take_into_a_name_is_a_title():
    text = "Pope Francis and Dean Kamen spoke."
    named = [mention(text, "Pope Francis", "PERSON"), mention(text, "Dean Kamen", "PERSON")]
    found = find_entities(text, list(segments(text)), named)
    assert surfaces(text, found) == [("Pope", "TITLE"), ("Francis", "PERSON"), ("Dean Kamen", "PERSON")]


def test_a_known_name_in_a_possessive_is_a_name_of_its_own():
    text = "Alphabet's Google sued."
    found = split_compounds(text, [mention(text, "Alphabet's Google", "ORG")])
    assert surfaces(text, found) == [("Alphabet", "ORG"), ("Google", "ORG")]


def test_a_surname_is_found_where_it_stands_alone_after_the_full_name():
    text = "Elon Musk spoke. Musk left with Kimbal Musk and Musk Ltd followed."
    found = list(
        surnames_alone(text, [mention(text, "Elon Musk", "PERSON"), mention(text, "Kimbal Musk", "PERSON")])
    )
    assert [one.start for one in found] == [text.index("Musk left")]


def test_a_surname_that_is_also_a_small_word_is_not_looked_for():
    text = "Jane Waters spoke. Waters rose, and waters fell."
    assert list(surnames_alone(text, [mention(text, "Jane Waters", "PERSON")])) == []


def test_what_is_left_beside_a_title_keeps_its_last_letter():
    text = "Advisor Thames left."
    title = Mention(0, 7, "TITLE", "rule")
    assert ("Thames", "ORG") in surfaces(
        text, overlay([mention(text, "Advisor Thames", "ORG")], [title], text)
    )


def test_names_before_other_places_are_places():
    text = "Floods cut off Sylhet and other parts of Bangladesh."
    named = [mention(text, "Sylhet", "PERSON", "first")]
    assert [one.label for one in settle(text, with_cues(text, named))] == ["GPE"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Russia-Ukraine war went on.", ["Russia", "Ukraine"]),
        ("Israeli-Palestinian talks failed.", ["Israeli", "Palestinian"]),
        ("The British-American Tobacco plant closed.", []),
    ],
)
def test_a_pair_of_countries_with_a_hyphen_is_two_names(text, expected):
    assert [surface for surface, _ in surfaces(text, listed_pairs(text))] == expected


def test_places_in_a_list_share_the_label_of_the_first():
    text = "Attacks in Qamenas, Sarmin and Talamenes go on."
    named = [
        mention(text, "Qamenas", "GPE"),
        mention(text, "Sarmin", "ORG"),
        mention(text, "Talamenes", "PERSON", "first"),
    ]
    assert {one.label for one in settle(text, with_cues(text, named))} == {"GPE"}


def test_a_name_found_once_surely_is_found_everywhere():
    text = "The Coalition met. Members of the Coalition spoke."
    found = list(other_occurrences(text, [mention(text, "Coalition", "ORG")]))
    assert [one.start for one in found] == [4, 34]


def test_a_body_of_a_body_is_two_names_where_the_article_names_one_alone():
    text = "The Coalition met. The Coalition's Small Group spoke."
    whole = mention(text, "Coalition's Small Group", "ORG")
    found = split_compounds(text, [mention(text, "Coalition", "ORG"), whole])
    assert surfaces(text, found) == [("Coalition", "ORG"), ("Coalition", "ORG"), ("Small Group", "ORG")]


def test_where_two_models_agree_the_mention_says_so():
    text = "Ankara met Moscow."
    first = [mention(text, "Ankara", "GPE", "first"), mention(text, "Moscow", "GPE", "first")]
    second = [mention(text, "Ankara", "GPE", "second"), mention(text, "Moscow", "ORG", "second")]
    assert [one.source for one in agree(first, second, text)] == ["both", "first"]


def test_entities_never_overlap_and_titles_win_over_what_they_cut():
    text = "U.S. Secretary of State Antony Blinken left."
    opinions = [
        mention(text, "U.S.", "GPE"),
        mention(text, "State", "ORG"),
        mention(text, "Antony Blinken", "PERSON"),
    ]
    found = find_entities(text, list(segments(text)), opinions)
    assert surfaces(text, found) == [
        ("U.S.", "GPE"),
        ("Secretary of State", "TITLE"),
        ("Antony Blinken", "PERSON"),
    ]


def test_without_any_step_the_opinions_come_out_as_they_are():
    text = "U.S. Secretary of State Antony Blinken left."
    opinions = [mention(text, "State", "ORG")]
    steps = Steps(rules=False, titles=False, names=False)
    assert find_entities(text, list(segments(text)), opinions, steps) == opinions
