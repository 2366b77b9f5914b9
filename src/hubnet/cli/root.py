"""The root of the command."""

from __future__ import annotations

import click

from hubnet import __version__
from hubnet.cli.calendar import calendar
from hubnet.cli.deadline import deadline
from hubnet.cli.register import casebook_group, register_group
from hubnet.cli.rules import rules_group


@click.group()
@click.version_option(__version__, prog_name="hubnet")
def hubnet() -> None:
    """Dated, cited answers about China's hub-type social organizations (枢纽型社会组织)."""


hubnet.add_command(calendar)
hubnet.add_command(casebook_group)
hubnet.add_command(deadline)
hubnet.add_command(register_group)
hubnet.add_command(rules_group)
