"""Stands in for the MetaTrader5 package where there is no terminal: each call goes to a simulated one.

The terminal is found at LOCKSTEP_MT5_TERMINAL (HOST:PORT). As with the package, errors are None or False, with the
cause in last_error(); arguments of the wrong type are refused before anything is sent.
"""

import json
import os
import socket
from datetime import datetime, timezone

from .constants import *  # noqa: F403
from .structures import (
    AccountInfo,
    OrderCheckResult,
    OrderSendResult,
    Rate,
    SymbolInfo,
    TerminalInfo,
    Tick,
    TradeDeal,
    TradeOrder,
    TradePosition,
    TradeRequest,
)

__version__ = "5.0.5735"

_OK = (1, "Success")
_FLOATS = ("volume", "price", "stoplimit", "sl", "tp")
_INTS = ("action", "magic", "order", "deviation", "type", "type_filling", "type_time", "expiration", "position", "position_by")
_TEXTS = ("symbol", "comment")
_LONGEST_COMMENT = 31
_REQUEST_DEFAULTS = {**{name: 0.0 for name in _FLOATS}, **{name: 0 for name in _INTS}, **{name: "" for name in _TEXTS}}

_last_error = _OK
_link = None


class _Link:
    """The connection to the simulated terminal."""

    def __init__(self, address):
        host, _, port = address.rpartition(":")
        self._socket = socket.create_connection((host, int(port)), timeout=60)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._lines = self._socket.makefile("rb")

    def ask(self, call, arguments):
        self._socket.sendall(json.dumps({"call": call, "args": arguments}).encode() + b"\n")
        line = self._lines.readline()
        if not line:
            raise ConnectionError("the terminal is gone")
        return json.loads(line)

    def close(self):
        self._lines.close()
        self._socket.close()


def _fail(code, text, value=None):
    global _last_error
    _last_error = (code, text)
    return value


def _ask(call, **arguments):
    """The terminal's answer; None with last_error() set when it is an error or the terminal is gone."""
    global _last_error
    if _link is None:
        return _fail(-10004, "No IPC connection")
    try:
        answer = _link.ask(call, arguments)
    except (OSError, ValueError):
        _drop()
        return _fail(-10002, "IPC recv failed")
    _last_error = tuple(answer["error"])
    return answer["result"]


def _drop():
    global _link
    if _link is not None:
        _link.close()
    _link = None


def _one(structure, value):
    return None if value is None else structure(**{name: value.get(name, 0) for name in structure._fields})


def _many(structure, values):
    return None if values is None else tuple(_one(structure, value) for value in values)


def initialize(path=None, *, login=0, password="", server="", timeout=60000, portable=False):
    global _link
    _drop()
    address = os.environ.get("LOCKSTEP_MT5_TERMINAL", "")
    try:
        _link = _Link(address)
    except (OSError, ValueError):
        return _fail(-10003, "IPC initialize failed, Process create failed", False)
    done = _ask("initialize", path=path or "", login=login, password=password, server=server)
    if not done:
        error = _last_error
        _drop()
        return _fail(*error, False)
    return True


def shutdown():
    _drop()


def last_error():
    return _last_error


def version():
    return (500, 5735, "10 Apr 2026")


def account_info():
    return _one(AccountInfo, _ask("account_info"))


def terminal_info():
    return _one(TerminalInfo, _ask("terminal_info"))


def symbols_get(group=None):
    return _many(SymbolInfo, _ask("symbols_get"))


def symbol_info(symbol):
    return _one(SymbolInfo, _ask("symbol_info", symbol=symbol))


def symbol_select(symbol, enable=True):
    return bool(_ask("symbol_select", symbol=symbol, enable=enable))


def symbol_info_tick(symbol):
    return _one(Tick, _ask("symbol_info_tick", symbol=symbol))


def orders_get(*, symbol=None, group=None, ticket=None):
    return _many(TradeOrder, _ask("orders_get", symbol=symbol, ticket=ticket))


def positions_get(*, symbol=None, group=None, ticket=None):
    return _many(TradePosition, _ask("positions_get", symbol=symbol, ticket=ticket))


def _seconds(moment):
    if isinstance(moment, datetime):
        return int(moment.replace(tzinfo=moment.tzinfo or timezone.utc).timestamp())
    return int(moment)


def _history(call, structure, dates, ticket, position):
    if dates and (len(dates) != 2 or ticket is not None or position is not None):
        return _fail(-2, "Invalid arguments")
    if dates:
        return _many(structure, _ask(call, **{"from": _seconds(dates[0]), "to": _seconds(dates[1])}))
    if ticket is None and position is None:
        return _fail(-2, "Invalid arguments")
    return _many(structure, _ask(call, ticket=ticket, position=position))


def history_orders_get(*dates, group=None, ticket=None, position=None):
    return _history("history_orders_get", TradeOrder, dates, ticket, position)


def history_deals_get(*dates, group=None, ticket=None, position=None):
    return _history("history_deals_get", TradeDeal, dates, ticket, position)


def copy_rates_range(symbol, timeframe, date_from, date_to):
    rows = _ask("copy_rates_range", symbol=symbol, timeframe=timeframe, **{"from": _seconds(date_from), "to": _seconds(date_to)})
    return None if rows is None else tuple(Rate(*row) for row in rows)


def copy_ticks_from(symbol, date_from, count, flags):
    rows = _ask("copy_ticks_from", symbol=symbol, count=count, **{"from": _seconds(date_from)})
    return None if rows is None else tuple(Tick(*row) for row in rows)


def copy_ticks_range(symbol, date_from, date_to, flags):
    rows = _ask("copy_ticks_range", symbol=symbol, **{"from": _seconds(date_from), "to": _seconds(date_to)})
    return None if rows is None else tuple(Tick(*row) for row in rows)


def _checked(request):
    """The whole request, or None when a field is of the wrong type."""
    for name, value in request.items():
        is_right = (
            (name in _FLOATS and isinstance(value, float))
            or (name in _INTS and type(value) is int)
            or (name in _TEXTS and isinstance(value, str))
        )
        if not is_right or (name == "comment" and (len(value) > _LONGEST_COMMENT or not value.isascii())):
            return _fail(-2, f'Invalid "{name}" argument')
    return {**_REQUEST_DEFAULTS, **request}


def order_check(request):
    whole = _checked(request)
    result = None if whole is None else _ask("order_check", request=whole)
    return None if result is None else _one(OrderCheckResult, {**result, "request": _one(TradeRequest, whole)})


def order_send(request):
    whole = _checked(request)
    result = None if whole is None else _ask("order_send", request=whole)
    return None if result is None else _one(OrderSendResult, {**result, "request": _one(TradeRequest, whole)})
