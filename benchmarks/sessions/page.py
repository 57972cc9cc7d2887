"""One page of Streamlit, as its frontend speaks to the server: without a browser, only the protocol.

What is sent and kept here is what the frontend of Streamlit 1.67 sends and keeps (``static/js`` of the
package): a run of the script is asked for with the values of triggers, the fragment of the component and the
hashes of the large messages that are kept; elements come back as deltas, large ones perhaps as a hash only.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import TypeAlias

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from annotator.core.json_values import JsonObject

#: Told of the data of a component when it is another one than before: its name and the data.
OnData: TypeAlias = Callable[[str, JsonObject], None]

#: Seconds between two messages of a page: ``APART`` in annotator/editor/transport/page.js.
_APART = 0.005


def open_socket(address: str, reviewer: str) -> AbstractAsyncContextManager[ClientConnection]:
    """The connection that a page of this reviewer would make.

    Args:
        address: of the server, as ``http://127.0.0.1:8501``.
        reviewer: the name in the browser's cookie.
    """
    return connect(
        f"ws{address.removeprefix('http')}/_stcore/stream",
        subprotocols=[Subprotocol("streamlit"), Subprotocol("PLACEHOLDER_AUTH_TOKEN")],
        additional_headers={"Cookie": f"annotator-reviewer={reviewer}", "Origin": address},
        compression=None,
        max_size=None,
        ping_interval=None,
        proxy=None,
    )


@dataclass(slots=True)
class _Kept:
    """A large message, with the run in which it was last of use."""

    message: ForwardMsg
    run: int


@dataclass(slots=True)
class _Cache:
    """The large messages that a page keeps, so that the server need not send them again."""

    messages: dict[str, _Kept] = field(default_factory=dict)
    run: int = 0

    def whole(self, message: ForwardMsg) -> ForwardMsg:
        """The message itself, where only its hash came."""
        if message.WhichOneof("type") == "ref_hash":
            kept = self.messages[message.ref_hash]
            kept.run = self.run
            return kept.message
        if message.metadata.cacheable and message.hash and message.hash not in self.messages:
            self.messages[message.hash] = _Kept(message, self.run)
        return message

    def finished(self, fragments: list[str], oldest: int) -> None:
        """A run has ended, of these fragments only or of the whole page: drop what is out of use."""
        self.run += 1
        for found, kept in list(self.messages.items()):
            concerned = not fragments or kept.message.delta.fragment_id in fragments
            if concerned and self.run - kept.run > oldest:
                del self.messages[found]


@dataclass(slots=True)
class _Component:
    """Where a component stands, and what it was given last."""

    id: str
    fragment: str
    data: bytes


class Page:
    """A page that is open: what it shows of our components, and the way to the server through them.

    Attributes:
        faults: what the page says that it should not: exceptions, and errors in a box.
        runs: how many runs of the script have ended.
    """

    def __init__(self, socket: ClientConnection, query: str, on_data: OnData) -> None:
        self.faults: list[str] = []
        self.runs = 0
        self._socket, self._query, self._on_data = socket, query, on_data
        self._cache = _Cache()
        self._oldest = 0
        self._script = ""
        self._components: dict[str, _Component] = {}
        self._free = 0.0

    @property
    def address(self) -> str:
        """The part of the page's address behind the question mark."""
        return self._query

    async def load(self) -> None:
        """Ask for the first run, of the whole page."""
        await self._send(self._run())

    async def tell(self, component: str, message: JsonObject) -> None:
        """Send a message through one of our components: ``editor``, ``courier`` or ``reader``."""
        clock = asyncio.get_running_loop().time
        while (wait := self._free - clock()) > 0:
            await asyncio.sleep(wait)
        self._free = clock() + _APART
        mounted = self._components[component]
        run = self._run()
        run.rerun_script.fragment_id = mounted.fragment
        widget = run.rerun_script.widget_states.widgets.add()
        widget.id = f"$$STREAMLIT_INTERNAL_KEY_{mounted.id}__events"
        text = json.dumps(message, ensure_ascii=False, separators=(",", ":"))
        widget.json_trigger_value = json.dumps([{"event": "message", "value": text}], ensure_ascii=False)
        await self._send(run)

    async def listen(self) -> None:
        """Take what comes until the connection is closed."""
        async for raw in self._socket:
            assert isinstance(raw, bytes)
            self._take(self._cache.whole(ForwardMsg.FromString(raw)))

    def _run(self) -> BackMsg:
        run = BackMsg()
        state = run.rerun_script
        state.query_string = self._query
        state.page_script_hash = self._script
        state.cached_message_hashes.extend(self._cache.messages)
        state.widget_states.SetInParent()
        context = state.context_info
        context.timezone, context.timezone_offset, context.locale = "UTC", 0, "en-GB"
        context.color_scheme = "light"
        return run

    async def _send(self, message: BackMsg) -> None:
        await self._socket.send(message.SerializeToString())

    def _take(self, message: ForwardMsg) -> None:
        match message.WhichOneof("type"):
            case "delta":
                self._draw(message.delta)
            case "new_session":
                self._script = message.new_session.page_script_hash
                self._oldest = message.new_session.config.max_cached_message_age
            case "navigation":
                self._script = message.navigation.page_script_hash
            case "page_info_changed":
                self._query = message.page_info_changed.query_string
            case "script_finished":
                self._finish(message)
            case "session_event":
                if message.session_event.HasField("script_compilation_exception"):
                    self.faults.append(message.session_event.script_compilation_exception.message)

    def _finish(self, message: ForwardMsg) -> None:
        if message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            self.runs += 1
            self._cache.finished(list(message.metadata.run.fragment_ids), self._oldest)

    def _draw(self, delta: Delta) -> None:
        if delta.WhichOneof("type") != "new_element":
            return
        element = delta.new_element
        match element.WhichOneof("type"):
            case "bidi_component":
                found = element.bidi_component
                self._mount(found.component_name, _Component(found.id, delta.fragment_id, bytes(found.bytes)))
            case "exception":
                self.faults.append(f"{element.exception.type}: {element.exception.message}")
            case "alert":
                self.faults.append(element.alert.body)

    def _mount(self, name: str, mounted: _Component) -> None:
        part = name.removeprefix("annotator.")
        known = self._components.get(part)
        self._components[part] = mounted
        if mounted.data and (known is None or known.data != mounted.data):
            self._on_data(part, json.loads(mounted.data))
