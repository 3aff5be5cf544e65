"""Values of the MetaTrader5 package as JSON, and back.

Tickets and the like may have 64 bits, more than a JavaScript number: they travel as texts. Prices and volumes of
requests come as texts and become floats once.
"""

import math
import re
from typing import Any

TICKETS = frozenset(
    {
        "ticket", "order", "deal", "position", "position_by", "position_id", "position_by_id", "identifier", "magic",
        "login", "request_id",
    }
)  # fmt: skip
FLOATS = frozenset({"volume", "price", "stoplimit", "sl", "tp"})
INTS = frozenset({"action", "type", "type_filling", "type_time", "expiration", "deviation"})

WHOLE = re.compile(r"-?[0-9]+")


class InvalidParams(Exception):
    """Parameters that cannot be used; nothing was done."""


def to_json(value: Any) -> Any:
    """A value of the package: named tuples become objects, numbers of numpy plain ones, what is not finite null."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, int):
        return value
    if hasattr(value, "_asdict"):
        return {name: field_to_json(name, item) for name, item in value._asdict().items()}
    if isinstance(value, dict):
        return {str(name): field_to_json(name, item) for name, item in value.items()}
    if hasattr(value, "item") and not hasattr(value, "__len__"):
        return to_json(value.item())
    if hasattr(value, "__iter__"):
        return [to_json(item) for item in value]
    return str(value)


def field_to_json(name: str, value: Any) -> Any:
    if name in TICKETS and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return to_json(value)


def columns(rows: Any) -> dict:
    """Rates or ticks by columns: of a structured array of numpy, or of named tuples."""
    names = getattr(getattr(rows, "dtype", None), "names", None)
    if names is not None:
        return {name: to_json(rows[name].tolist()) for name in names}
    if len(rows) == 0:
        return {}
    return {name: [to_json(row[at]) for row in rows] for at, name in enumerate(rows[0]._fields)}


def trade_request(params: Any) -> dict:
    """The dictionary of ``order_send``, with the types that the package insists on."""
    if not isinstance(params, dict):
        raise InvalidParams("expected request to be an object")
    request = {}
    for name, value in params.items():
        if name in FLOATS:
            request[name] = as_float(name, value)
        elif name in TICKETS or name in INTS:
            request[name] = as_int(name, value)
        elif name in ("symbol", "comment") and isinstance(value, str):
            request[name] = value
        else:
            raise InvalidParams(f"unknown or malformed field {name} of the request")
    return request


def as_int(name: str, value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and WHOLE.fullmatch(value):
        return int(value)
    raise InvalidParams(f"expected {name} to be a whole number, received {value!r}")


def as_float(name: str, value: Any) -> float:
    try:
        number = float(value) if isinstance(value, (int, float, str)) and not isinstance(value, bool) else math.nan
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise InvalidParams(f"expected {name} to be a number, received {value!r}")
    return number


def as_text(name: str, value: Any) -> str:
    if not isinstance(value, str) or value == "":
        raise InvalidParams(f"expected {name} to be a text, received {value!r}")
    return value
