"""``python -m hubnet.cli`` is the ``hubnet`` command."""

from hubnet.cli import main

main()
