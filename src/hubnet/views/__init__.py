"""Views: functions from results to text that people read; nothing here writes a file."""

from hubnet.views.register_page import register_page
from hubnet.views.rule_pages import facts_page, law_page, questions_page

__all__ = ["facts_page", "law_page", "questions_page", "register_page"]
