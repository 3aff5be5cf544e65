"""The calls of the MetaTrader5 package that the protocol has, one method each. All run on one thread."""

import importlib
import os
from typing import Any, Callable, Dict, List, Optional

from .values import InvalidParams, as_int, as_text, columns, to_json, trade_request

#: Codes of last_error() with which the connection to the terminal is gone.
LOST = range(-10_005, -9_999)
REAL_MONEY = 2


class TerminalError(Exception):
    """The package said no. ``sent``: whether a request may have reached the server; None when that is not known."""

    def __init__(self, kind: str, code: int, message: str, sent: Optional[bool] = False) -> None:
        super().__init__(message)
        self.kind = kind
        self.code = code
        self.sent = sent


class Terminal:
    """A session with a terminal. The package keeps one for each process."""

    def __init__(self, load: Callable[[], Any] = lambda: importlib.import_module("MetaTrader5")) -> None:
        self._load = load
        self._mt5: Any = None
        self._login: Optional[int] = None
        self._allows_real = False
        self.methods: Dict[str, Callable[[dict], Any]] = {
            "initialize": self.initialize,
            "shutdown": self.shutdown,
            "order_check": self.order_check,
            "order_send": self.order_send,
            "snapshot": self.snapshot,
            "find": self.find,
            "account_info": lambda _: self._object("account_info", self._mt5.account_info()),
            "terminal_info": lambda _: self._object("terminal_info", self._mt5.terminal_info()),
            "orders": lambda _: self._list("orders_get", self._mt5.orders_get()),
            "positions": lambda _: self._list("positions_get", self._mt5.positions_get()),
            "deals": self.deals,
            "symbols": self.symbols,
            "symbol": self.symbol,
            "tick": self.tick,
            "ticks": self.ticks,
            "ticks_range": self.ticks_range,
            "rates": self.rates,
        }

    def call(self, method: str, params: dict) -> Any:
        handler = self.methods.get(method)
        if handler is None:
            raise InvalidParams(f"unknown method {method}; expected one of {', '.join(sorted(self.methods))}")
        if self._mt5 is None and method not in ("initialize", "shutdown"):
            raise TerminalError("ipc", -10_004, "initialize was not called, or the terminal was shut down")
        return handler(params)

    # --- session -----------------------------------------------------------------------------------------------

    def initialize(self, params: dict) -> dict:
        try:
            mt5 = self._load()
        except ImportError as error:
            raise TerminalError(
                "package", 0, f"the Python package MetaTrader5 cannot be imported ({error}); it exists for Windows only"
            ) from None
        options = self._account_options(params)
        path = params.get("path") or os.environ.get("MT5_PATH")
        done = mt5.initialize(as_text("path", path), **options) if path else mt5.initialize(**options)
        if not done:
            code, text = mt5.last_error()
            raise TerminalError("ipc", code, text)
        self._mt5 = mt5
        account = self._object("account_info", mt5.account_info())
        login, server = options.get("login"), options.get("server")
        self._allows_real = params.get("allowReal") is True
        self._refuse_unless(
            login is None or account["login"] == str(login),
            "account",
            f"the terminal is logged in to {account['login']}, expected {login}",
        )
        self._refuse_unless(
            server is None or account["server"] == server,
            "account",
            f"the terminal is connected to {account['server']}, expected {server}",
        )
        self._refuse_unless(
            self._allows_real or account["trade_mode"] != REAL_MONEY,
            "real",
            f"account {account['login']} holds real money, which was not allowed",
        )
        self._login = int(account["login"])
        version = mt5.version()
        return {
            "account": account,
            "terminal": self._object("terminal_info", mt5.terminal_info()),
            "version": to_json(version),
        }

    def _account_options(self, params: dict) -> dict:
        environment = os.environ
        login = params.get("login") or environment.get("MT5_LOGIN")
        password = params.get("password") or environment.get("MT5_PASSWORD")
        server = params.get("server") or environment.get("MT5_SERVER")
        options: dict = {
            "timeout": as_int("timeoutMs", params.get("timeoutMs", 60_000)),
            "portable": params.get("portable") is True,
        }
        if login:
            options["login"] = as_int("login", login)
        if password:
            options["password"] = as_text("password", password)
        if server:
            options["server"] = as_text("server", server)
        return options

    def _refuse_unless(self, is_right: bool, kind: str, message: str) -> None:
        if is_right:
            return
        self.shutdown({})
        raise TerminalError(kind, 0, message)

    def shutdown(self, _params: dict) -> bool:
        if self._mt5 is not None:
            self._mt5.shutdown()
        self._mt5 = None
        return True

    # --- trading -----------------------------------------------------------------------------------------------

    def order_check(self, params: dict) -> Any:
        request = trade_request(params.get("request"))
        return self._object("order_check", self._mt5.order_check(request))

    def order_send(self, params: dict) -> Any:
        request = trade_request(params.get("request"))
        account = self._mt5.account_info()
        # A terminal that cannot say who is logged in is lost, not switched.
        if account is None:
            raise self._failure("account_info")
        if account.login != self._login:
            text = f"the terminal is logged in to {account.login}, not to {self._login} any more"
            raise TerminalError("account", 0, text)
        result = self._mt5.order_send(request)
        if result is not None:
            return to_json(result)
        code, text = self._mt5.last_error()
        # Only a refused argument is certain not to have gone out.
        raise TerminalError("args" if code == -2 else kind_of(code), code, text, sent=False if code == -2 else None)

    def snapshot(self, params: dict) -> dict:
        """Everything that a look takes in, with no other call in between. ``tickets``: orders that may have ended."""
        mt5 = self._mt5
        orders = self._list("orders_get", mt5.orders_get())
        active = {order["ticket"] for order in orders}
        gone = [int(ticket) for ticket in params.get("tickets", []) if str(ticket) not in active]
        deals = {deal["ticket"]: deal for deal in self.deals(params)}
        ended: List[Any] = []
        for ticket in gone:
            ended += self._list("history_orders_get", mt5.history_orders_get(ticket=ticket))
            for deal in self._list("history_deals_get", mt5.history_deals_get(ticket=ticket)):
                deals[deal["ticket"]] = deal
        return {
            "orders": orders,
            "ended": ended,
            "deals": list(deals.values()),
            "positions": self._list("positions_get", mt5.positions_get()),
            "account": self._object("account_info", mt5.account_info()),
            "terminal": self._object("terminal_info", mt5.terminal_info()),
        }

    def find(self, params: dict) -> dict:
        """Orders, past orders and deals by which an order whose fate is not known can be recognised."""
        mt5 = self._mt5
        start, end = as_int("from", params.get("from")), as_int("to", params.get("to"))
        return {
            "orders": self._list("orders_get", mt5.orders_get()),
            "ended": self._list("history_orders_get", mt5.history_orders_get(start, end)),
            "deals": self._list("history_deals_get", mt5.history_deals_get(start, end)),
            "terminal": self._object("terminal_info", mt5.terminal_info()),
        }

    def deals(self, params: dict) -> list:
        start, end = as_int("from", params.get("from")), as_int("to", params.get("to"))
        return self._list("history_deals_get", self._mt5.history_deals_get(start, end))

    # --- prices ------------------------------------------------------------------------------------------------

    def symbols(self, _params: dict) -> list:
        found = self._mt5.symbols_get()
        if found is None:
            raise self._failure("symbols_get")
        return [symbol.name for symbol in found]

    def symbol(self, params: dict) -> Any:
        """A symbol, in the Market Watch from now on; null for one that the broker does not have."""
        name = as_text("name", params.get("name"))
        found = self._mt5.symbol_info(name)
        if found is None:
            code, text = self._mt5.last_error()
            if code in LOST:
                raise TerminalError("ipc", code, text)
            return None
        if not found.select and not self._mt5.symbol_select(name, True):
            raise self._failure(f"symbol_select({name})")
        return to_json(self._mt5.symbol_info(name) or found)

    def tick(self, params: dict) -> Any:
        return self._object("symbol_info_tick", self._mt5.symbol_info_tick(as_text("name", params.get("name"))))

    def ticks(self, params: dict) -> dict:
        name, start = as_text("name", params.get("name")), as_int("from", params.get("from"))
        count = as_int("count", params.get("count"))
        rows = self._mt5.copy_ticks_from(name, start, count, self._mt5.COPY_TICKS_ALL)
        return self._columns("copy_ticks_from", rows)

    def ticks_range(self, params: dict) -> dict:
        name, start = as_text("name", params.get("name")), as_int("from", params.get("from"))
        end = as_int("to", params.get("to"))
        rows = self._mt5.copy_ticks_range(name, start, end, self._mt5.COPY_TICKS_ALL)
        return self._columns("copy_ticks_range", rows)

    def rates(self, params: dict) -> dict:
        name, frame = as_text("name", params.get("name")), as_int("timeframe", params.get("timeframe"))
        start, end = as_int("from", params.get("from")), as_int("to", params.get("to"))
        return self._columns("copy_rates_range", self._mt5.copy_rates_range(name, frame, start, end))

    # --- answers -----------------------------------------------------------------------------------------------

    def _object(self, call: str, value: Any) -> Any:
        if value is None:
            raise self._failure(call)
        return to_json(value)

    def _list(self, call: str, values: Any) -> list:
        if values is None:
            raise self._failure(call)
        return [to_json(value) for value in values]

    def _columns(self, call: str, rows: Any) -> dict:
        if rows is None:
            raise self._failure(call)
        return columns(rows)

    def _failure(self, call: str) -> TerminalError:
        code, text = self._mt5.last_error()
        return TerminalError(kind_of(code), code, f"{call}: {text}")


def kind_of(code: int) -> str:
    if code in LOST:
        return "ipc"
    return "args" if code == -2 else "mt5"


