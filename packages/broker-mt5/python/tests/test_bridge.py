"""The bridge without a terminal: what it reads, what it answers, and what it never does."""

import contextlib
import hashlib
import hmac
import io
import json
import os
import queue
import socket
import subprocess
import sys
import threading
import unittest
from collections import namedtuple
from pathlib import Path
from types import SimpleNamespace

FOLDER = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(FOLDER))

from lockstep_mt5 import server  # noqa: E402
from lockstep_mt5.bridge import Bridge  # noqa: E402
from lockstep_mt5.line import Garbage, LineWriter, read_lines  # noqa: E402
from lockstep_mt5.terminal import Terminal, TerminalError  # noqa: E402
from lockstep_mt5.values import InvalidParams, columns, to_json, trade_request  # noqa: E402

Account = namedtuple("Account", "login server trade_mode balance")
Result = namedtuple("Result", "retcode deal order")


def package(**changes):
    """A module as `MetaTrader5`, as far as these tests call it."""
    plain = {
        "initialize": lambda *path, **options: True,
        "shutdown": lambda: None,
        "last_error": lambda: (1, "Success"),
        "version": lambda: (500, 1, "1 Jan 2026"),
        "account_info": lambda: Account(7, "Demo", 0, 100.5),
        "terminal_info": lambda: namedtuple("T", "connected")(True),
        "order_send": lambda request: Result(10009, 0, 2**60),
        "COPY_TICKS_ALL": -1,
    }
    return SimpleNamespace(**{**plain, **changes})


def opened(**changes):
    terminal = Terminal(load=lambda: package(**changes))
    terminal.call("initialize", {"login": 7, "server": "Demo"})
    return terminal


def talk(*messages, token=None, terminal=None):
    """What a bridge says to these messages, one after the other."""
    said, lock = [], threading.Lock()

    def write(data):
        with lock:
            said.append(json.loads(data))
        return len(data)

    Bridge(LineWriter(write), token, terminal or Terminal(load=package)).run(iter(messages))
    return said


class Lines(unittest.TestCase):
    def read(self, *chunks, limit=100):
        parts = iter(chunks)
        return [m.reason if isinstance(m, Garbage) else m for m in read_lines(lambda _: next(parts, b""), limit)]

    def test_pieces_and_several_lines_in_one(self):
        self.assertEqual(self.read(b'{"a"', b":1}\n", b'{"b":2}\n{"c":3}\n'), [{"a": 1}, {"b": 2}, {"c": 3}])

    def test_garbage_is_named_and_reading_goes_on(self):
        found = self.read(b'hello\n[1]\n\xff\n{"a":1}\n')
        self.assertEqual(found[-1], {"a": 1})
        self.assertEqual(len(found), 4)

    def test_a_line_that_is_too_long_is_skipped_whole(self):
        found = self.read(b"x" * 60, b"x" * 60, b"x" * 10, b'\n{"a":1}\n')
        self.assertEqual(found, ["a line of more than 100 bytes", {"a": 1}])


class Values(unittest.TestCase):
    def test_tickets_become_texts_and_what_is_not_finite_null(self):
        row = namedtuple("Row", "ticket volume sl")(2**60, 0.1, float("nan"))
        self.assertEqual(to_json(row), {"ticket": str(2**60), "volume": 0.1, "sl": None})

    def test_rows_become_columns(self):
        row = namedtuple("Row", "time close")
        self.assertEqual(columns((row(1, 1.5), row(2, 1.6))), {"time": [1, 2], "close": [1.5, 1.6]})
        self.assertEqual(columns(()), {})

    def test_a_request_gets_the_types_of_the_package(self):
        request = trade_request({"action": 1, "volume": "0.29", "order": str(2**60), "symbol": "EURUSD"})
        self.assertEqual(request, {"action": 1, "volume": 0.29, "order": 2**60, "symbol": "EURUSD"})
        self.assertIs(type(request["volume"]), float)

    def test_a_request_with_anything_else_is_refused(self):
        for wrong in ({"volume": "a lot"}, {"magic": 1.5}, {"shell": "ls"}, {"comment": 5}, {"volume": "nan"}, None):
            with self.assertRaises(InvalidParams):
                trade_request(wrong)


class Sessions(unittest.TestCase):
    OPEN = {"type": "open", "v": 1}

    def test_handshake(self):
        self.assertEqual([m["type"] for m in talk(self.OPEN)], ["hello", "opened"])

    def test_another_version_is_refused(self):
        said = talk({"type": "open", "v": 2}, {"id": 1, "method": "account_info"})
        self.assertEqual([m["type"] for m in said], ["hello", "refused"])

    def test_nothing_is_done_before_the_handshake(self):
        said = talk({"id": 1, "method": "initialize"})
        self.assertEqual(said[-1]["type"], "refused")

    def test_token(self):
        said = []
        bridge = Bridge(LineWriter(lambda data: said.append(json.loads(data))), "secret", Terminal(load=package))

        def messages():
            proof = hmac.new(b"secret", said[0]["nonce"].encode(), hashlib.sha256).hexdigest()
            yield {**self.OPEN, "proof": proof}

        bridge.run(messages())
        self.assertEqual(said[-1]["type"], "opened")
        self.assertEqual(talk({**self.OPEN, "proof": "0" * 64}, token="secret")[-1]["reason"], "wrong token")

    def test_pings_requests_and_garbage(self):
        said = talk(
            self.OPEN,
            {"type": "ping", "t": 5},
            Garbage("noise"),
            {"id": 1, "method": "initialize", "params": {"login": 7}},
            {"id": 2, "method": "eval", "params": {}},
            {"id": 3, "method": "symbol", "params": {}},
            {"hello": 1},
        )
        self.assertIn({"type": "pong", "t": 5}, said)
        answers = {m["id"]: m for m in said if isinstance(m.get("id"), int)}
        self.assertEqual(answers[1]["result"]["account"]["balance"], 100.5)
        self.assertEqual(answers[2]["error"]["kind"], "params")
        self.assertEqual(answers[3]["error"]["kind"], "params")
        self.assertEqual(len([m for m in said if m.get("type") == "error"]), 2)

    def test_what_comes_too_late_is_not_done(self):
        sent = []
        terminal = opened(order_send=lambda request: sent.append(request))
        late = {"id": 1, "method": "order_send", "params": {"request": {"action": 1}}, "deadlineMs": -1}
        error = talk(self.OPEN, late, terminal=terminal)[-1]["error"]
        self.assertEqual((error["kind"], error["sent"], sent), ("late", False, []))


class Terminals(unittest.TestCase):
    def error(self, method, params, **changes):
        terminal = Terminal(load=lambda: package(**changes))
        with self.assertRaises(TerminalError) as caught:
            if method != "initialize":
                terminal.call("initialize", {"login": 7})
            terminal.call(method, params)
        return caught.exception

    def test_without_the_package(self):
        def missing():
            raise ImportError("No module named 'MetaTrader5'")

        with self.assertRaises(TerminalError) as caught:
            Terminal(load=missing).call("initialize", {})
        self.assertEqual(caught.exception.kind, "package")

    def test_real_money_and_other_accounts_are_refused(self):
        real = {"account_info": lambda: Account(7, "Demo", 2, 1.0)}
        self.assertEqual(self.error("initialize", {"login": 7}, **real).kind, "real")
        self.assertEqual(self.error("initialize", {"login": 8}).kind, "account")
        self.assertEqual(self.error("initialize", {"login": 7, "server": "Live"}).kind, "account")
        Terminal(load=lambda: package(**real)).call("initialize", {"login": 7, "allowReal": True})

    def test_an_account_switched_by_hand_sends_nothing(self):
        logins = iter([7, 9])
        sent = []
        changes = {
            "account_info": lambda: Account(next(logins), "Demo", 0, 1.0),
            "order_send": lambda request: sent.append(request),
        }
        error = self.error("order_send", {"request": {"action": 1}}, **changes)
        self.assertEqual((error.kind, error.sent, sent), ("account", False, []))

    def test_a_terminal_that_is_lost_was_not_switched(self):
        accounts = iter([Account(7, "Demo", 0, 1.0), None])
        changes = {"account_info": lambda: next(accounts), "last_error": lambda: (-10002, "IPC recv failed")}
        error = self.error("order_send", {"request": {"action": 1}}, **changes)
        self.assertEqual((error.kind, error.code, error.sent), ("ipc", -10002, False))

    def test_whether_an_order_may_have_gone_out(self):
        for code, kind, sent in ((-2, "args", False), (-10002, "ipc", None), (-1, "mt5", None)):
            changes = {"order_send": lambda request: None, "last_error": lambda code=code: (code, "text")}
            error = self.error("order_send", {"request": {"action": 1}}, **changes)
            self.assertEqual((error.kind, error.code, error.sent), (kind, code, sent))

    def test_none_is_an_error_and_empty_is_not(self):
        self.assertEqual(opened(orders_get=lambda: ()).call("orders", {}), [])
        error = self.error("orders", {}, orders_get=lambda: None, last_error=lambda: (-10004, "No IPC connection"))
        self.assertEqual((error.kind, error.code), ("ipc", -10004))


class Servers(unittest.TestCase):
    def test_who_does_not_open_in_time_is_cut_off(self):
        patience, server.OPENING_SECONDS = server.OPENING_SECONDS, 0.1
        self.addCleanup(setattr, server, "OPENING_SECONDS", patience)
        ports = queue.Queue()
        arguments = ("127.0.0.1:0", "a token of more than sixteen", ports.put)
        with contextlib.redirect_stderr(io.StringIO()):
            threading.Thread(target=server.serve, args=arguments, daemon=True).start()
            port = ports.get(timeout=10)
        with socket.create_connection(("127.0.0.1", port), timeout=10) as client, client.makefile("rb") as lines:
            self.assertEqual(json.loads(lines.readline())["type"], "hello")
            self.assertEqual(lines.readline(), b"")


class Process(unittest.TestCase):
    def run_bridge(self, text, **environment):
        plain = {name: value for name, value in os.environ.items() if not name.startswith("MT5_")}
        command = [sys.executable, "-m", "lockstep_mt5"]
        return subprocess.run(
            command, input=text, capture_output=True, timeout=30, cwd=FOLDER, env={**plain, **environment}, check=False
        )

    def test_what_is_printed_does_not_come_among_the_lines(self):
        text = b'{"type":"open","v":1}\n{"id":1,"method":"initialize","params":{}}\nnoise\n'
        folder = FOLDER / "tests" / "noisy"
        ran = self.run_bridge(text, PYTHONPATH=str(folder))
        lines = [json.loads(line) for line in io.BytesIO(ran.stdout)]
        self.assertEqual(lines[0]["type"], "hello")
        self.assertIn(b"a library prints", ran.stderr)
        self.assertEqual(ran.returncode, 0)

    def test_a_tcp_bridge_wants_a_token(self):
        command = [sys.executable, "-m", "lockstep_mt5", "--listen", "127.0.0.1:0"]
        environment = {**os.environ, "LOCKSTEP_MT5_TOKEN": "short"}
        ran = subprocess.run(command, capture_output=True, timeout=30, cwd=FOLDER, env=environment, check=False)
        self.assertEqual(ran.returncode, 2)


if __name__ == "__main__":
    unittest.main()
