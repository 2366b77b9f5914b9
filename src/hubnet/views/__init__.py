"""Views: functions from results to text that people read; nothing here writes a file."""

from hubnet.views.register_page import register_page

__all__ = ["register_page"]
