"""Bridges of many clients in one process, each with a terminal of its own: for tests that start hundreds of them.

A client says on its first line where its simulated terminal is (HOST:PORT); from then on it speaks with a bridge that has a
stand-in of the package for itself. The stand-ins are found as the package is: on the path of modules.
"""

import importlib.util
import itertools
import os
import socket
import sys
import threading

from lockstep_mt5.bridge import Bridge
from lockstep_mt5.line import MAX_LINE, LineWriter, read_lines
from lockstep_mt5.terminal import Terminal

NUMBERS = itertools.count()


def stand_in(address):
    """A stand-in of the package for one bridge: the package keeps one session for each process."""
    found = importlib.util.find_spec("MetaTrader5")
    name = f"MetaTrader5_{next(NUMBERS)}"
    spec = importlib.util.spec_from_file_location(name, found.origin, submodule_search_locations=found.submodule_search_locations)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    module.os = type("Surroundings", (), {"environ": {"LOCKSTEP_MT5_TERMINAL": address}})
    return module


def receive(client, size):
    try:
        return client.recv(size)
    except OSError:
        return None


def attend(client, token):
    with client:
        lines = client.makefile("rb", buffering=0)
        address = lines.readline().decode().strip()
        bridge = Bridge(LineWriter(client.sendall), token, Terminal(lambda: stand_in(address)))
        bridge.run(read_lines(lambda size: receive(client, size), MAX_LINE))


def main():
    token = os.environ["LOCKSTEP_MT5_TOKEN"]
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listener:
        print(f"waiting on 127.0.0.1:{listener.getsockname()[1]}", file=sys.stderr, flush=True)
        # The parent's end of the pipe closes with the parent.
        threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
        while True:
            client, _ = listener.accept()
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=attend, args=(client, token), daemon=True).start()


if __name__ == "__main__":
    main()
