"""``shapeproof lsp``: how the server is started."""

from __future__ import annotations

import sys

NEEDS_PYGLS = "shapeproof lsp needs pygls, which is not installed: pip install 'shapeproof[lsp]'"


def serve(tcp_port: int | None) -> None:
    """Serve one editor, over standard input and output or, with a port, over TCP on this machine, until it leaves.

    Ends the process with exit code 2 and one line on stderr if pygls is not installed.
    """
    try:
        import pygls  # noqa: F401
    except ModuleNotFoundError:
        print(NEEDS_PYGLS, file=sys.stderr)
        raise SystemExit(2) from None
    from shapeproof.language_server.session import make_server

    server = make_server()
    if tcp_port is None:
        server.start_io()
    else:
        server.start_tcp("127.0.0.1", tcp_port)
