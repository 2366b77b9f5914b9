"""The ``hubnet`` command."""

from __future__ import annotations

import io
import sys


def main() -> None:
    """Run the command; without the extra it needs, say so in one sentence."""
    try:
        import click  # noqa: F401
    except ImportError:
        from hubnet.errors import MissingExtraError

        sys.stderr.write(f"hubnet: {MissingExtraError('cli')}\n")
        raise SystemExit(2) from None
    from hubnet.cli.root import hubnet

    for stream in (sys.stdout, sys.stderr):  # a terminal of another encoding shows what it can
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        hubnet(prog_name="hubnet")
    except OSError as error:
        sys.stderr.write(f"hubnet: cannot write the answer: {error.strerror}\n")
        raise SystemExit(2) from None


__all__ = ["main"]
