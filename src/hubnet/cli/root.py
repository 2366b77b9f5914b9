"""The root of the command; each command loads when it is asked for."""

from __future__ import annotations

from importlib import import_module

import click

from hubnet import __version__

_HOMES = {
    "calendar": "calendar.calendar",
    "casebook": "register.casebook_group",
    "check": "check.check",
    "deadline": "deadline.deadline",
    "network": "network.network",
    "register": "register.register_group",
    "rules": "rules.rules_group",
}
"""Where each command stands in this package: module and name."""


class _Commands(click.Group):
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _HOMES:
            return None
        module, name = _HOMES[cmd_name].split(".")
        command: click.Command = getattr(import_module(f"hubnet.cli.{module}"), name)
        return command


@click.group(cls=_Commands, commands={name: click.Command(name) for name in _HOMES})  # known by name until asked for
@click.version_option(__version__, prog_name="hubnet")
def hubnet() -> None:
    """Dated, cited answers about China's hub-type social organizations (枢纽型社会组织)."""
