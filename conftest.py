"""Collect the examples in README and docs as tests; CONTRIBUTING.md says how to write them."""

from doc_examples import PAGES

pytest_collect_file = PAGES.pytest()
