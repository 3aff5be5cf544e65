"""One client's session: handshake, requests in line, answers.

The MetaTrader5 package blocks and is not thread-safe: one thread makes all its calls. The thread that reads answers
pings, so that a blocked terminal can be told from a dead bridge.
"""

import hashlib
import hmac
import itertools
import os
import platform
import queue
import secrets
import sys
import threading
import time
import traceback
from typing import Any, Iterable, Optional

from . import BRIDGE_VERSION, PROTOCOL_VERSION
from .line import Garbage, LineWriter
from .terminal import Terminal, TerminalError
from .values import InvalidParams

#: Orders go before questions, questions before looks, looks before history.
PRIORITIES = {"order_send": 0, "order_check": 0, "find": 1, "snapshot": 2, "tick": 2, "ticks": 3, "ticks_range": 4, "rates": 4}
USUAL_PRIORITY = 1


class Bridge:
    """Serves one client, until its stream ends."""

    def __init__(self, writer: LineWriter, token: Optional[str], terminal: Optional[Terminal] = None) -> None:
        self._writer = writer
        self._token = token
        self._nonce = secrets.token_hex(16)
        self._terminal = terminal or Terminal()
        self._line: "queue.PriorityQueue[Any]" = queue.PriorityQueue()
        self._numbers = itertools.count()
        self.is_open = False

    def run(self, messages: Iterable[Any]) -> None:
        worker = threading.Thread(target=self._work, name="terminal", daemon=True)
        worker.start()
        try:
            self._send(
                {
                    "type": "hello",
                    "v": PROTOCOL_VERSION,
                    "bridge": f"lockstep-mt5/{BRIDGE_VERSION}",
                    "python": platform.python_version(),
                    "pid": os.getpid(),
                    "nonce": self._nonce,
                }
            )
            for message in messages:
                if not self._take(message):
                    break
        finally:
            self._line.put((9, next(self._numbers), None))
            worker.join(timeout=5)

    def _take(self, message: Any) -> bool:
        """False: the session is over."""
        if isinstance(message, Garbage):
            self._send({"type": "error", "message": f"received {message.reason}; expected one JSON object a line"})
            return self.is_open
        kind = message.get("type")
        if not self.is_open:
            return self._open(message)
        if kind == "ping":
            self._send({"type": "pong", "t": message.get("t")})
        elif isinstance(message.get("id"), int) and isinstance(message.get("method"), str):
            self._enqueue(message)
        else:
            text = "received neither a request (id, method, params) nor a ping"
            self._send({"type": "error", "id": message.get("id"), "message": text})
        return True

    def _open(self, message: dict) -> bool:
        refusal = self._refusal(message)
        if refusal is not None:
            self._send({"type": "refused", "reason": refusal})
            return False
        self.is_open = True
        self._send({"type": "opened"})
        return True

    def _refusal(self, message: dict) -> Optional[str]:
        if message.get("type") != "open":
            return "expected open as the first message"
        if message.get("v") != PROTOCOL_VERSION:
            return f"the bridge speaks version {PROTOCOL_VERSION} of the protocol, the client {message.get('v')}"
        if self._token is None:
            return None
        proof = hmac.new(self._token.encode(), self._nonce.encode(), hashlib.sha256).hexdigest()
        given = message.get("proof")
        return None if isinstance(given, str) and hmac.compare_digest(proof, given) else "wrong token"

    def _enqueue(self, message: dict) -> None:
        within = message.get("deadlineMs")
        due = time.monotonic() + within / 1000 if isinstance(within, (int, float)) else None
        priority = PRIORITIES.get(message["method"], USUAL_PRIORITY)
        self._line.put((priority, next(self._numbers), (message, due)))

    def _work(self) -> None:
        while True:
            _, _, entry = self._line.get()
            if entry is None:
                self._answer_quietly()
                return
            message, due = entry
            self._send(self._answer(message, due))

    def _answer_quietly(self) -> None:
        try:
            self._terminal.shutdown({})
        except Exception:  # The session is over, whatever the terminal says.
            traceback.print_exc(file=sys.stderr)

    def _answer(self, message: dict, due: Optional[float]) -> dict:
        number, method = message["id"], message["method"]
        params = message.get("params", {})
        if not isinstance(params, dict):
            return failure(number, "params", 0, "expected params to be an object", False)
        # What nobody waits for any more must not be done late.
        if due is not None and time.monotonic() > due:
            return failure(number, "late", 0, f"{method} came to its turn after its deadline and was not done", False)
        try:
            return {"id": number, "result": self._terminal.call(method, params)}
        except TerminalError as error:
            return failure(number, error.kind, error.code, str(error), error.sent)
        except InvalidParams as error:
            return failure(number, "params", 0, str(error), False)
        except Exception as error:
            traceback.print_exc(file=sys.stderr)
            sent = None if method == "order_send" else False
            return failure(number, "internal", 0, f"{type(error).__name__}: {error}", sent)

    def _send(self, message: dict) -> None:
        try:
            self._writer.send(message)
        except OSError:
            # The client is gone; reading ends too.
            pass


def failure(number: int, kind: str, code: int, message: str, sent: Optional[bool]) -> dict:
    return {"id": number, "error": {"kind": kind, "code": code, "message": message, "sent": sent}}
