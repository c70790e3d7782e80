"""A visitor of the dashboard without a browser: Streamlit's own protocol over a WebSocket.

Two cores can so drive dozens of sessions. Like a browser it follows the link that the server writes, and names the
messages that it keeps, so that they are not sent again.
"""

import asyncio
import random
import secrets
import time
from typing import Any, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

TEXTS = ("саммит", "переговоры", "<img src=x onerror=alert(1)>", "(а+)+$", "'; DROP TABLE x;--", "\u202eабв", "")
"""What is typed into text fields."""
_KEPT = 200
_TIMEOUT = 120


class Session:
    """One tab of one visitor.

    Attributes:
        query: the query string of the link, as a browser would have it now.
        errors: what went wrong: exceptions on the page, runs that did not end well, markers of others.
        received: bytes.
    """

    def __init__(self, address: str, page: str, query: str = "", *, seed: int = 0, foreign: str = "") -> None:
        self.address, self.page, self.query = address, page, query
        self.errors: list[str] = []
        self.received = 0
        self._random = random.Random(seed)
        self._foreign = foreign  # what every marker begins with; the own one is in `query`
        self._page_hash = ""
        self._kept: dict[str, None] = {}
        self._widgets: dict[str, tuple[str, Any]] = {}
        self._states: dict[str, tuple[str, Any]] = {}
        self._socket: ClientConnection | None = None

    async def __aenter__(self) -> Self:
        self._socket = await connect(
            self.address.replace("http", "ws", 1) + "/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]  # a NewType of str
            max_size=None,
            open_timeout=_TIMEOUT,
            origin=self.address,  # type: ignore[arg-type]  # the same
            ping_interval=None,
            compression=None,
            additional_headers={"Cookie": f"svodka_visitor={secrets.token_urlsafe(18)}"},
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._socket:
            await self._socket.close()

    async def run(self) -> float:
        """Ask for a run, and return the seconds until the last one that follows from it has ended."""
        assert self._socket
        start = time.perf_counter()
        await self._socket.send(self._request())
        while True:
            data = await asyncio.wait_for(self._socket.recv(), _TIMEOUT)
            assert isinstance(data, bytes)
            self.received += len(data)
            self._look_for_others(data)
            message = ForwardMsg()
            message.ParseFromString(data)
            if self._take(message):
                return time.perf_counter() - start

    def poke(self) -> None:
        """Change one widget at random; a page without any runs as it is."""
        if not self._widgets:
            return
        id = self._random.choice(sorted(self._widgets))
        kind, widget = self._widgets[id]
        changed = self._changed(kind, widget)
        if changed:
            self._states[id] = changed

    def _changed(self, kind: str, widget: Any) -> tuple[str, Any] | None:
        some = self._random
        if kind == "slider" and not widget.options:
            steps = int((widget.max - widget.min) / (widget.step or 1)) if widget.max > widget.min else 0
            ends = (widget.min + some.randint(0, steps) * (widget.step or 1) for _ in widget.default or [0])
            return "double_array_value", sorted(ends)
        if kind in ("selectbox", "radio") and widget.options:
            return "string_value", some.choice(list(widget.options))
        if kind == "multiselect" and widget.options:
            return "string_array_value", some.sample(list(widget.options), min(2, len(widget.options)))
        if kind == "button_group" and widget.options:
            return "int_array_value", [some.randrange(len(widget.options))]
        if kind == "checkbox":
            return "bool_value", some.random() < 0.5
        if kind == "text_input":
            return "string_value", some.choice(TEXTS)
        return None

    def _request(self) -> bytes:
        message = BackMsg()
        run = message.rerun_script
        run.query_string, run.page_name, run.page_script_hash = self.query, self.page, self._page_hash
        run.context_info.timezone, run.context_info.locale = "Europe/Moscow", "ru-RU"
        run.context_info.timezone_offset = -180
        run.context_info.url = f"{self.address}/{self.page}"
        run.cached_message_hashes.extend(self._kept)
        for id, (field, value) in self._states.items():
            widget = run.widget_states.widgets.add()
            widget.id = id
            if field.endswith("_array_value"):
                getattr(widget, field).data.extend(value)
            else:
                setattr(widget, field, value)
        return message.SerializeToString()

    def _take(self, message: ForwardMsg) -> bool:
        """Take what was sent in, and tell whether the last run has ended."""
        kind = message.WhichOneof("type")
        if message.metadata.cacheable and message.hash:
            self._kept[message.hash] = None
            if len(self._kept) > _KEPT:
                del self._kept[next(iter(self._kept))]
        if kind == "navigation":  # the session's own says only which script draws
            self._page_hash = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "page_not_found":
            self.errors.append(f"no page {self.page}")
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._learn(message.delta.new_element)
        elif kind == "script_finished":
            return self._ended(ForwardMsg.ScriptFinishedStatus.Name(message.script_finished))
        return False

    def _ended(self, status: str) -> bool:
        if status == "FINISHED_EARLY_FOR_RERUN":
            return False
        if status not in ("FINISHED_SUCCESSFULLY", "FINISHED_FRAGMENT_RUN_SUCCESSFULLY"):
            self.errors.append(status)
        return True

    def _learn(self, element: Any) -> None:
        kind = element.WhichOneof("type")
        if kind == "exception":
            self.errors.append(f"exception shown: {element.exception.type}")
        elif kind in ("slider", "selectbox", "radio", "multiselect", "button_group", "checkbox", "text_input"):
            widget = getattr(element, kind)
            self._widgets[widget.id] = (kind, widget)

    def _look_for_others(self, data: bytes) -> None:
        if not self._foreign:
            return
        own = self.query.encode()
        for part in data.split(self._foreign.encode())[1:]:
            number = part[:5]
            if number.isdigit() and self._foreign.encode() + number not in own:
                self.errors.append(f"LEAK: the marker {number.decode()} of another session")
