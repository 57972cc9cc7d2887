"""What is drawn on the mark of an entity: its status, and the letters by which it is chosen."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.browser.harness import harness_server
from tests.browser.reviewer import EDITOR, Reviewer

STATUSES = ["pending", "accepted", "corrected", "added", "rejected"]
PLACES = ["alone", "outer", "inner", "first", "second", "over"]
STANDING = {f"{status}-{place}" for status in STATUSES[:4] for place in PLACES}
STANDING |= {f"more-{at}" for at in range(8)}
LOOKS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"color_scheme": "light", "forced_colors": "active"},
    "forced dark": {"color_scheme": "dark", "forced_colors": "active"},
}

# What each mark has before it: its words, and where that is drawn, from the first row of the mark.
_BEFORE = """() => Object.fromEntries([...document.querySelectorAll("[data-first]")].map((mark) => {
  const style = getComputedStyle(mark, "::before");
  const box = mark.getClientRects()[0];
  const left = box.left + parseFloat(style.left) + parseFloat(style.marginLeft);
  const top = box.top + parseFloat(style.top);
  const [width, height] = [parseFloat(style.width), parseFloat(style.height)];
  return [mark.dataset.entityId, {
    content: style.content, hint: mark.dataset.hint ?? null, box: [left, top, left + width, top + height],
  }];
}))"""


@pytest.fixture(scope="module")
def harness():
    with harness_server() as url:
        yield url


@pytest.fixture(scope="module", params=LOOKS)
def look(request, browser, harness):
    """The page in a look; what a test leaves there is a focus, no more."""
    options = LOOKS[request.param]
    context = browser.new_context(
        viewport={"width": 1280, "height": 1000}, reduced_motion="reduce", **options
    )
    page = context.new_page()
    page.goto(f"{harness}?article=marks&theme={options['color_scheme']}")
    page.wait_for_function(f"() => document.querySelector('{EDITOR}')?.dataset.mode")
    yield Reviewer(page, harness)
    context.close()


@pytest.fixture
def reviewer(look):
    yield look
    look.press("Escape", "Escape")


def _before(page: Page) -> dict[str, dict]:
    return page.evaluate(_BEFORE)


def _contrast(picture: Image.Image) -> float:
    """Between the lightest and the darkest that is drawn, as WCAG has it."""

    def light(pixel: tuple[int, ...]) -> float:
        parts = [part / 255 for part in pixel[:3]]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lights = [light(pixel) for _, pixel in picture.convert("RGB").getcolors(1 << 20) or []]
    return (max(lights) + 0.05) / (min(lights) + 0.05)


def _drawn(page: Page) -> Image.Image:
    return Image.open(io.BytesIO(page.screenshot()))


def _apart(boxes: dict[str, list[float]]) -> list[tuple[str, str]]:
    """Those that lie on each other."""
    named = sorted(boxes.items())
    return [
        (one, other)
        for at, (one, first) in enumerate(named)
        for other, second in named[at + 1 :]
        if first[0] < second[2] - 1
        and second[0] < first[2] - 1
        and first[1] < second[3] - 1
        and second[1] < first[3] - 1
    ]


def test_a_dot_tells_what_was_corrected_or_added_and_nothing_else_carries_one(reviewer):
    found = _before(reviewer.page)
    dotted = {f"{status}-{place}" for status in ("corrected", "added") for place in [*PLACES, "never"]}
    assert {name for name, drawn in found.items() if drawn["content"] == '""'} == dotted
    assert {drawn["content"] for name, drawn in found.items() if name not in dotted} == {"none"}
    picture = _drawn(reviewer.page)
    for name in sorted(dotted):
        left, top, right, bottom = found[name]["box"]
        assert right - left == bottom - top == 6
        assert _contrast(picture.crop((left - 2, top - 2, right + 1, bottom + 1))) > 3, name


def _hinted(page: Page) -> dict[str, dict]:
    """The marks with letters, once it is certain that each can be read, and lies on no other."""
    hinted = {name: drawn for name, drawn in _before(page).items() if drawn["hint"]}
    assert {name: drawn["content"].strip('"') for name, drawn in hinted.items()} == {
        name: drawn["hint"] for name, drawn in hinted.items()
    }
    assert _apart({name: drawn["box"] for name, drawn in hinted.items()}) == []
    picture = _drawn(page)
    for name, drawn in hinted.items():
        left, top, right, bottom = drawn["box"]
        assert right - left >= 17, name
        assert bottom - top == 17, name
        assert _contrast(picture.crop((left + 2, top + 2, right - 2, bottom - 2))) >= 4.5, name
    return hinted


def test_letters_are_drawn_on_every_legal_end_whatever_its_status(reviewer):
    page = reviewer.page
    reviewer.go_to("entity", "pending-alone").press("r")
    hinted = _hinted(page)
    assert set(hinted) == STANDING - {"pending-alone"}
    first = next(drawn["hint"] for drawn in hinted.values() if len(drawn["hint"]) == 2)[0]
    reviewer.press(first)
    assert set(_hinted(page)) == {name for name, drawn in hinted.items() if drawn["hint"][0] == first}
    reviewer.press("Escape")
    assert not [name for name, drawn in _before(page).items() if drawn["hint"]]


def test_letters_are_drawn_on_what_was_found_too_and_around_a_focus_that_was_corrected(reviewer):
    reviewer.press("/")
    reviewer.page.keyboard.type("Anna")
    reviewer.press("Enter", "Escape")
    reviewer.go_to("entity", "corrected-outer").press("r")
    assert set(_hinted(reviewer.page)) == STANDING - {"corrected-outer"}


def test_the_label_stands_behind_every_mark_in_every_mode(reviewer):
    def labels() -> set[str]:
        marks = reviewer.page.locator("[data-entity-id][data-last]")
        return set(marks.evaluate_all("all => all.map((one) => getComputedStyle(one, '::after').content)"))

    resting = labels()
    assert resting == {'"PERSON"', '"GPE"', '"MONEY"'}
    reviewer.go_to("entity", "added-alone").press("r")
    assert labels() == resting


def test_the_focus_can_be_seen_on_a_mark_of_every_status(reviewer):
    for status in STATUSES:
        item = f"{status}-alone"
        reviewer.go_to("entity", f"{status}-over")
        box = reviewer.mark(item).bounding_box()
        around = (box["x"] - 4, box["y"] - 4, box["x"] + box["width"] + 4, box["y"] + box["height"] + 4)
        before = _drawn(reviewer.page).crop(around)
        reviewer.go_to("entity", item)
        after = _drawn(reviewer.page).crop(around)
        assert before.tobytes() != after.tobytes(), status


def test_a_rejected_mark_does_not_look_accepted_where_colours_are_forced(reviewer):
    lines = {
        status: reviewer.mark(f"{status}-outer").evaluate(
            "mark => { const s = getComputedStyle(mark); return [s.borderBottomStyle, s.borderBottomColor]; }"
        )
        for status in STATUSES
    }
    assert lines["rejected"] != lines["accepted"]
    assert lines["pending"][0] == "dashed"
    assert lines["accepted"][0] == "solid"
