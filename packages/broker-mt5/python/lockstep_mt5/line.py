"""Lines of JSON on a stream of bytes."""

import json
import threading
from typing import Any, Callable, Iterator, Optional

MAX_LINE = 8 * 1024 * 1024
CHUNK = 65_536


class Garbage:
    """A line that is no JSON object; ``reason`` says why. After one that is too long the stream goes on behind it."""

    def __init__(self, reason: str) -> None:
        self.reason = reason


class LineWriter:
    """Writes one object per line. Several threads may do so."""

    def __init__(self, write: Callable[[bytes], Optional[int]]) -> None:
        self._write = write
        self._lock = threading.Lock()

    def send(self, message: dict) -> None:
        data = json.dumps(message, ensure_ascii=True, allow_nan=False, separators=(",", ":")).encode() + b"\n"
        with self._lock:
            while data:
                written = self._write(data)
                data = b"" if written is None else data[written:]


def read_lines(read: Callable[[int], Optional[bytes]], limit: int) -> Iterator[Any]:
    """Objects, or ``Garbage``, until the stream ends."""
    kept = bytearray()
    is_skipping = False
    while True:
        chunk = read(CHUNK)
        if not chunk:
            return
        kept += chunk
        while True:
            end = kept.find(b"\n")
            if end < 0:
                break
            line = bytes(kept[:end])
            del kept[: end + 1]
            if is_skipping:
                is_skipping = False
            elif line.strip():
                yield Garbage(f"a line of more than {limit} bytes") if len(line) > limit else parse(line)
        if len(kept) > limit:
            kept.clear()
            if not is_skipping:
                yield Garbage(f"a line of more than {limit} bytes")
            is_skipping = True


def parse(line: bytes) -> Any:
    try:
        message = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        return Garbage("a line that is not JSON in UTF-8")
    return message if isinstance(message, dict) else Garbage("JSON that is not an object")
