"""The ``hubnet`` command."""

from __future__ import annotations

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

    hubnet(prog_name="hubnet")


__all__ = ["main"]
