import importlib.util
from pathlib import Path

import pytest

from hubnet.entities import Document, Indicator, Organization, Register, Tie, TieKind
from hubnet.exchange import case_names, load_casebook
from hubnet.values import Citation, Confidence, Label, Span
from hubnet.views import register_page

ROOT = Path(__file__).resolve().parent.parent.parent
TITLE = Label("报道", "report")
CITE = Citation(document="报道", title=TITLE, passage="第2段", quote="发起成立")


def page_of(*records, lang="en", **more):
    """The page of a register with one document and some records."""
    return register_page(Register(records, label=Label("街道", "street"), documents=[DOCUMENT], **more), lang)


DOCUMENT = Document(id="d", title=TITLE)


class TestPage:
    def test_a_record_has_name_content_and_source(self):
        """A row has the id, the names, the content in words, and the passage with its quote."""
        page = page_of(Organization(id="a", names=["促进会"], form="social_association", cite=[CITE]))
        assert "| `a` | 促进会 | form: social association | 第2段：“发起成立” |" in page

    def test_a_tie_is_named_by_its_ends(self):
        """A tie shows the names of both ends, and the id of one that is not held."""
        tie = Tie(id="t", kind=TieKind.HOSTS, from_="a", to="x", span=Span.parse("2012/?"))
        page = page_of(Organization(id="a", names="服务园"), tie)
        assert "| `t` | 服务园 → x | kind: hosts<br>span: from 2012, end not known |  |" in page

    @pytest.mark.parametrize(
        ("more", "mark"),
        [
            pytest.param({}, "|  |  |", id="read"),
            pytest.param({"confidence": Confidence.INFERRED}, "\\[inferred\\]", id="inferred as a whole"),
            pytest.param({"inferred": ["founded"]}, "\\[inferred: founded; from the title\\]", id="a field inferred"),
            pytest.param({"confidence": Confidence.REPORTED}, "\\[reported\\]", id="reported"),
        ],
    )
    def test_what_is_more_than_read_is_marked(self, more, mark):
        """A record that is not simply read says how it is founded, and why."""
        because = Label("据标题", "from the title") if "inferred" in more else None
        assert mark in page_of(Organization(id="a", names="甲", because=because, **more))

    def test_markdown_in_a_name_is_shown_as_it_is(self):
        """Signs of Markdown and line ends in a name cannot break the table."""
        page = page_of(Organization(id="a", names="甲|*乙*<b>\n_丙_"))
        assert "| 甲\\|\\*乙\\*\\<b\\> \\_丙\\_ |" in page

    def test_both_languages_have_the_same_rows(self):
        """The Chinese page has the rows of the English one."""
        register = load_casebook("xuanwu")
        zh, en = (register_page(register, lang) for lang in ("zh", "en"))
        ids = [[line.split("|")[1] for line in page.splitlines() if line.startswith("| `")] for page in (zh, en)]
        assert ids[0] == ids[1]
        assert len(ids[0]) == len(list(register))
        assert zh != en

    def test_an_empty_register_has_a_page(self):
        """A register without anything has a heading and nothing else to say."""
        assert register_page(Register()).startswith("# register\n")

    def test_an_undated_document_is_called_so(self):
        """A document without a date is said to have none."""
        assert "report (《报道》), undated" in page_of()
        assert "《报道》，未注明日期" in page_of(lang="zh")

    def test_a_figure_shows_its_words(self):
        """A figure keeps the words of its source."""
        figure = Indicator(id="i", name="members", label=Label("会员", "members"), value="近60个")
        assert "just under 60" in page_of(figure)


def load_generator():
    """The script that writes the generated files."""
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generated_files_are_up_to_date():
    """The pages of the casebook and the schema are what `make generate` would write."""
    stale = [
        path.relative_to(ROOT).as_posix()
        for path, content in load_generator().generated().items()
        if not path.is_file() or path.read_text(encoding="utf-8") != content
    ]
    assert stale == []


def test_every_case_has_a_page():
    """Each case of the casebook has its page, and no page is left of a case that is gone."""
    pages = {path.stem for path in (ROOT / "docs" / "reference").glob("casebook-*.md")}
    assert pages - {"casebook-coverage"} == {f"casebook-{name}" for name in case_names()}
