"""Runs the bridge: over standard input and output, or (``--listen HOST:PORT``) over TCP for one client at a time.

No secret is taken from the command line: the account comes with ``initialize`` or from MT5_LOGIN, MT5_PASSWORD,
MT5_SERVER and MT5_PATH, the token of a TCP bridge from LOCKSTEP_MT5_TOKEN.
"""

import argparse
import os
import sys

from .bridge import Bridge
from .line import MAX_LINE, LineWriter, read_lines
from .server import serve


def main() -> int:
    parser = argparse.ArgumentParser(prog="lockstep_mt5", description="Bridge to a MetaTrader 5 terminal.")
    parser.add_argument("--listen", metavar="HOST:PORT", help="wait for a client on TCP instead of using stdio")
    listen = parser.parse_args().listen
    if listen is not None:
        return serve(listen, os.environ.get("LOCKSTEP_MT5_TOKEN", ""))
    # Whatever else prints must not end up between the lines of the protocol.
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb", buffering=0)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    bridge = Bridge(LineWriter(out.write), token=None)
    bridge.run(read_lines(sys.stdin.buffer.raw.read, MAX_LINE))
    return 0


if __name__ == "__main__":
    sys.exit(main())
