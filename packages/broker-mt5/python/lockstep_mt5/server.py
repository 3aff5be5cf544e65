"""The bridge over TCP, for a terminal on another machine. One client at a time, which proves that it has the token."""

import socket
import sys
import threading
from typing import Callable, Optional

from .bridge import Bridge
from .line import MAX_LINE, LineWriter, read_lines
from .terminal import Terminal

OPENING_SECONDS = 3
SHORTEST_TOKEN = 16


def serve(address: str, token: str, ready: Callable[[int], None] = lambda _: None) -> int:
    host, _, port = address.rpartition(":")
    if not host or not port.isdigit():
        print(f"--listen: received {address!r}, expected HOST:PORT such as 127.0.0.1:18812", file=sys.stderr)
        return 2
    if len(token) < SHORTEST_TOKEN:
        print(f"LOCKSTEP_MT5_TOKEN must have {SHORTEST_TOKEN} characters or more", file=sys.stderr)
        return 2
    with socket.create_server((host, int(port)), backlog=4) as listener:
        print(f"waiting on {host}:{listener.getsockname()[1]}", file=sys.stderr)
        ready(listener.getsockname()[1])
        try:
            accept(listener, token)
        except KeyboardInterrupt:
            pass
    return 0


def accept(listener: socket.socket, token: str) -> None:
    busy = threading.Lock()
    terminal = Terminal()
    while True:
        try:
            client, _ = listener.accept()
        except OSError:
            return
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=attend, args=(client, token, busy, terminal), daemon=True).start()


def attend(client: socket.socket, token: str, busy: threading.Lock, terminal: Terminal) -> None:
    with client:
        writer = LineWriter(client.sendall)
        if not busy.acquire(blocking=False):
            writer.send({"type": "refused", "reason": "another client is connected"})
            return
        try:
            bridge = Bridge(writer, token, terminal)
            close = threading.Timer(OPENING_SECONDS, close_unless_open, args=(client, bridge))
            close.daemon = True
            close.start()
            bridge.run(read_lines(lambda size: receive(client, size), MAX_LINE))
            close.cancel()
        finally:
            busy.release()


def close_unless_open(client: socket.socket, bridge: Bridge) -> None:
    if not bridge.is_open:
        client.shutdown(socket.SHUT_RDWR)


def receive(client: socket.socket, size: int) -> Optional[bytes]:
    try:
        return client.recv(size)
    except OSError:
        return None
