"""The examples in the docs are only worth something if a wrong one fails."""

import re

import pytest
from doc_examples import EXECUTED_LANGUAGES, PAGES, ROOT, find_difference, parse_files
from sybil import Document

PASSIVE_LANGUAGES = {"csv", "json", "sh", "text", "toml"}
PAGE_PATHS = sorted([*ROOT.glob("README*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("docs/[!_]*/*.md")])


class TestConsoleBlocks:
    @pytest.mark.parametrize(
        "source",
        [
            pytest.param("$ python -c 'print(1)'\n1\n", id="the text printed"),
            pytest.param("$ python -c 'print(1)'\n1\n\n$ python -c 'print(2)'\n2\n", id="two commands"),
            pytest.param("$ python -c 'print(1, 2, 3)'\n1 ... 3\n", id="an ellipsis inside a line"),
            pytest.param("$ python -c 'print(1); print(2); print(3)'\n1\n...\n3\n", id="an ellipsis for lines"),
            pytest.param("$ python -c \\\n> 'print(1)'\n1\n", id="a command on two lines"),
            pytest.param("$ python -c 'pass'\n", id="nothing printed"),
            pytest.param("$ python -c 'exit(2)'\n$ echo $?\n2\n", id="a status that is shown"),
            pytest.param("$ python -c 'import sys; print(1, file=sys.stderr)'\n1\n", id="standard error"),
            pytest.param("$ python -c 'print(\"枢纽  \")'\n枢纽\n", id="space at the end of a line"),
        ],
    )
    def test_accepts_what_the_command_prints(self, source):
        """A block that shows what its commands print has no difference."""
        assert find_difference(source) is None

    @pytest.mark.parametrize(
        ("source", "fragment"),
        [
            pytest.param("$ python -c 'print(1)'\n2\n", "Expected:\n    2\nGot:\n    1\n", id="other text"),
            pytest.param("$ python -c 'print(1)'\n", "Expected nothing\nGot:\n    1\n", id="text that is not shown"),
            pytest.param("$ python -c 'pass'\n1\n", "Expected:\n    1\nGot nothing\n", id="text that is not printed"),
            pytest.param(
                "$ python -c 'print(1)'\n1\n$ python -c 'print(2)'\n1\n",
                "$ python -c 'print(2)'\nExpected:\n    1\nGot:\n    2\n",
                id="second command",
            ),
            pytest.param("$ python -c 'exit(2)'\n", "status 2", id="a status that is not shown"),
            pytest.param("$ python -c 'exit(2)'\n$ python -c 'pass'\n", "status 2", id="a status shown too late"),
            pytest.param(
                "$ python -c 'exit(2)'\n$ echo $?\n1\n", "Expected:\n    1\nGot:\n    2\n", id="another status"
            ),
        ],
    )
    def test_reports_a_difference(self, source, fragment):
        """A block that shows anything else is reported with what was printed."""
        assert fragment in (find_difference(source) or "no difference")

    @pytest.mark.parametrize(
        "source",
        [
            pytest.param("$ ls\n", id="another program"),
            pytest.param("$ hubnet rules | head\n", id="a pipe"),
            pytest.param("$ hubnet rules > rules.txt\n", id="a redirection"),
            pytest.param("hubnet rules\n", id="no prompt"),
            pytest.param("", id="empty"),
        ],
    )
    def test_refuses_what_it_cannot_run(self, source):
        """What needs a shell, or is no command, is refused and not passed over."""
        with pytest.raises(ValueError, match="block"):
            find_difference(source)


class TestPages:
    def test_blocks_of_a_page_share_files_and_variables(self, tmp_path):
        """A file named in a page and a variable set in it are there for the blocks below, and gone after the page."""
        page = tmp_path / "page.md"
        page.write_text(
            "```toml\n# file: rules/my.toml\ndays = 60\n```\n\n"
            "<!-- file: my.csv -->\n```csv\nid,name\n```\n\n"
            "```python\nfrom pathlib import Path\ntext = Path('rules/my.toml').read_text()\n```\n\n"
            "```python\n>>> text + Path('my.csv').read_text()\n'# file: ...days = 60\\nid,name\\n'\n```\n\n"
            "```console\n$ python -c 'import os; print(sorted(os.listdir()))'\n['my.csv', 'rules']\n```\n",
            encoding="utf-8",
        )
        document = PAGES.parse(page)
        examples = list(document.examples())
        PAGES.setup(document.namespace)
        try:
            for example in examples:
                example.evaluate()
        finally:
            PAGES.teardown(document.namespace)
        assert len(examples) == 5
        assert sorted(path.name for path in tmp_path.iterdir()) == ["page.md"]

    def test_block_without_a_file_name_is_not_written(self):
        """A block that only shows a format is left alone."""
        assert list(parse_files(Document("```toml\ndays = 60\n```\n", "page.md"))) == []

    @pytest.mark.parametrize("path", PAGE_PATHS, ids=lambda path: path.relative_to(ROOT).as_posix())
    def test_fences_have_a_known_language(self, path):
        """A mistyped language would silently take an example out of the tests."""
        fences = re.findall(r"^ *```+([^`{\s]+)", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert set(fences) <= EXECUTED_LANGUAGES | PASSIVE_LANGUAGES
