"""What Streamlit leaves out of a run of the page when a fragment runs before the browser has seen it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

EDITOR = '[data-annotator="editor"]'


class Dropping:
    """Between browser and server: leaves out what one fragment drew, as Streamlit's queue does.

    It clears deltas of a fragment that runs again out of its queue, but lets the end of the page's run stand
    (``ForwardMsgQueue.clear``): to the browser the page has ended without them.
    """

    def __init__(self, page, part):
        self.part = part.encode()
        self.fragment = None
        self.on = False
        self.dropped = 0
        page.route_web_socket("**/_stcore/stream", self._join)

    def _join(self, socket):
        server = socket.connect_to_server()
        server.on_message(lambda message: socket.send(message) if self._passes(message) else None)

    def _passes(self, payload):
        message = ForwardMsg.FromString(payload)
        if message.WhichOneof("type") == "script_finished":
            self.on = self.on and not self.dropped
        if message.WhichOneof("type") != "delta" or not message.delta.fragment_id:
            return True
        if self.part in message.delta.new_element.bidi_component.id.encode():
            self.fragment = message.delta.fragment_id
        if self.on and message.delta.fragment_id == self.fragment:
            self.dropped += 1
            return False
        return True


@pytest.mark.parametrize("part", ["courier", "reader"])
def test_the_editor_stays_in_sight_and_saves_when_a_fragment_is_left_out_of_a_run_of_the_page(
    part, serve, simple_articles, page, show, saved
):
    server = serve(simple_articles)
    dropping = Dropping(page, f"annotator-{part}")
    show(page, server, "a1")
    page.keyboard.press("Shift+A")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(f'{EDITOR}[data-article-id="a2"]')
    saved(page)
    page.wait_for_load_state("networkidle")
    dropping.on = True
    page.go_back()
    page.wait_for_selector(f'{EDITOR}[data-article-id="a1"]')
    assert dropping.dropped
    page.keyboard.press("x")
    saved(page)
    page.keyboard.press("Shift+H")
    expect(page.locator(".an-history").get_by_text("Antony Blinken").first).to_be_visible()
    page.evaluate(
        "() => document.activeElement.blur()"
    )  # what Streamlit has hidden it shows while it has the focus
    expect(page.locator(EDITOR)).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+S")
    expect(page.get_by_role("alert")).to_contain_text("complete")  # taken back on asking only
    page.keyboard.press("Shift+S")
    page.wait_for_selector(f'{EDITOR}[data-article-id="a2"]')
