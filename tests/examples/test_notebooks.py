"""The notebooks tell what they would tell today, and nothing of the machine that executed them."""

import getpass
import re
import tempfile
from pathlib import Path

import nbformat
import pytest
from examples.notebooks import METADATA, NOTEBOOKS, executed, put_out, read
from examples.scripts import load
from nbclient.exceptions import CellExecutionError

every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.name for path in NOTEBOOKS])


def notebook_of(source):
    """A notebook with one cell of code."""
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])


def test_there_is_one():
    """The tests below look at something."""
    assert [path.name for path in NOTEBOOKS] == ["network_queries.ipynb"]


@every_notebook
class TestNotebook:
    def test_outputs_are_those_of_today(self, path):
        """No cell fails, and each puts out what is stored; else `python tests/examples/notebooks.py` writes it anew."""
        stored = read(path)
        today = executed(stored)
        assert put_out(today) == put_out(stored)

    def test_every_cell_was_executed_in_order(self, path):
        """What stands there comes from one run from the top, and every cell shows something."""
        cells = [cell for cell in read(path).cells if cell.cell_type == "code"]
        assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
        silent = [cell.id for cell in cells if not cell.outputs]
        assert silent == []

    def test_says_nothing_of_the_machine(self, path):
        """Metadata name a kernel that every Python has; neither they nor outputs name a folder or a user."""
        stored = read(path)
        assert stored.metadata == METADATA
        assert [cell.metadata for cell in stored.cells if cell.metadata] == []
        text = path.read_text(encoding="utf-8")
        folders = Path.home(), Path(__file__).parents[2], tempfile.gettempdir()
        for said in (*map(str, folders), f"/{getpass.getuser()}/", "site-packages"):
            assert said not in text

    def test_tables_are_shown_as_tables(self, path):
        """A table stands there as HTML, with the headings that readers see."""
        shown = [one["data"] for cell in put_out(read(path)) for one in cell if "data" in one]
        tables = [data["text/html"] for data in shown if "text/html" in data]
        assert len(tables) > 10
        assert all(html.startswith("<table><thead><tr><th>") for html in tables)


class TestQuestions:
    def test_the_same_ten_as_in_the_script(self):
        """The notebook and the script ask the same questions in the same order."""
        notebook = read(NOTEBOOKS[0])
        text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
        asked = re.findall(r"^## (\d+)\. (.*)$", text, re.MULTILINE)
        titles = [question.title for question in load("network_queries").QUESTIONS]
        assert asked == [(str(number), title) for number, title in enumerate(titles, 1)]
        assert len(asked) == 10

    def test_text_holds_no_result(self):
        """Results stand in outputs alone: what the text tells of is the size of the city, and a case's words."""
        notebook = read(NOTEBOOKS[0])
        text = " ".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
        numbers = re.findall(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?!\. )(?![\d,.])", text)
        assert set(numbers) == {"200", "30,000", "36"}


class TestExecuted:
    def test_a_stale_output_is_told(self):
        """A cell that puts out something else than is stored is not the same."""
        stored = executed(notebook_of("print('then')"))
        stored.cells[0].source = "print('now')"
        assert put_out(stored) == [[{"output_type": "stream", "name": "stdout", "text": "then\n"}]]
        assert put_out(executed(stored)) == [[{"output_type": "stream", "name": "stdout", "text": "now\n"}]]

    def test_a_cell_that_fails(self):
        """An error in a cell is raised, with its message."""
        with pytest.raises(CellExecutionError, match="no such hub"):
            executed(notebook_of("raise ValueError('no such hub')"))
