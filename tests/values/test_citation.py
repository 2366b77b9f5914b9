import pickle
import subprocess
import sys
from datetime import date

import pytest

from hubnet.values import CONFIDENCE_LABELS, Citation, Confidence, Label

REGULATIONS = Label("社会团体登记管理条例", "Regulations on social associations")


class TestArticle:
    @pytest.mark.parametrize(
        ("article", "zh", "en"),
        [
            pytest.param("12", "第12条", "art. 12", id="article"),
            pytest.param("12(1)", "第12条第1款", "art. 12(1)", id="paragraph"),
            pytest.param("12(1)(4)", "第12条第1款第4项", "art. 12(1)(4)", id="item"),
            pytest.param("6, 12", "第6条、第12条", "art. 6, 12", id="two articles"),
            pytest.param("6, 7, 12", "第6条、第7条、第12条", "art. 6, 7, 12", id="three articles"),
            pytest.param("6(1), 32(1)(4)", "第6条第1款、第32条第1款第4项", "art. 6(1), 32(1)(4)", id="parts of two"),
            pytest.param("201-203", "第201至203条", "art. 201-203", id="range"),
            pytest.param("5-7, 9", "第5至7条、第9条", "art. 5-7, 9", id="range and article"),
        ],
    )
    def test_text(self, article, zh, en):
        """An article is written as 条, 款 and 项 in Chinese and as it stands in English."""
        cite = Citation(instrument="sa_regulations", title=REGULATIONS, article=article)
        assert cite.text("zh") == f"《社会团体登记管理条例》{zh}"
        assert cite.text("en") == f"Regulations on social associations, {en}"


class TestInstrument:
    @pytest.mark.parametrize(
        ("parts", "zh", "en"),
        [
            pytest.param({"title": REGULATIONS}, "《社会团体登记管理条例》", REGULATIONS.en, id="whole instrument"),
            pytest.param(
                {"title": REGULATIONS, "version": "2016"},
                "《社会团体登记管理条例》（2016年文本）",
                "Regulations on social associations (2016 text)",
                id="version",
            ),
            pytest.param(
                {"title": REGULATIONS, "version": "2016", "article": "12"},
                "《社会团体登记管理条例》（2016年文本）第12条",
                "Regulations on social associations (2016 text), art. 12",
                id="version and article",
            ),
            pytest.param(
                {"article": "12"}, "《sa_regulations》第12条", "sa_regulations, art. 12", id="title not filled in"
            ),
            pytest.param(
                {"title": REGULATIONS, "quote": "60日内"}, "《社会团体登记管理条例》", REGULATIONS.en, id="quote"
            ),
        ],
    )
    def test_text(self, parts, zh, en):
        """The text names instrument, version and article, never the quote."""
        cite = Citation(instrument="sa_regulations", **parts)
        assert (cite.text("zh"), cite.text("en")) == (zh, en)


class TestDocument:
    @pytest.mark.parametrize(
        ("parts", "zh", "en"),
        [
            pytest.param({}, "《服务指南》", "服务指南", id="title alone"),
            pytest.param(
                {"published": date(2015, 5, 13)}, "《服务指南》，2015-05-13", "服务指南, 2015-05-13", id="dated"
            ),
            pytest.param({"passage": "第2段"}, "《服务指南》（第2段）", "服务指南 (第2段)", id="passage"),
            pytest.param(
                {"published": date(2015, 5, 13), "passage": "第2段"},
                "《服务指南》，2015-05-13（第2段）",
                "服务指南, 2015-05-13 (第2段)",
                id="dated passage",
            ),
        ],
    )
    def test_text(self, parts, zh, en):
        """A document is named with its day of publication and the passage, where they are given."""
        cite = Citation(document="服务指南", **parts)
        assert (cite.text("zh"), cite.text("en")) == (zh, en)


class TestValue:
    def test_found_again_in_another_process(self):
        """A citation sent to another process is found there in a set of its own citations."""
        script = (
            "import pickle, sys; from hubnet import Citation; "
            "sent = pickle.load(sys.stdin.buffer); print(sent in {Citation(instrument='sa_regulations', article='12')})"
        )
        cite = Citation(instrument="sa_regulations", article="12")
        hash(cite)
        done = subprocess.run([sys.executable, "-c", script], input=pickle.dumps(cite), capture_output=True, check=True)
        assert done.stdout.split() == [b"True"]


class TestConfidence:
    def test_words(self):
        """Each degree of confidence can be named, and no two have the same words."""
        assert set(CONFIDENCE_LABELS) == set(Confidence)
        assert len({label.zh for label in CONFIDENCE_LABELS.values()}) == len(Confidence)
        assert len({label.en for label in CONFIDENCE_LABELS.values()}) == len(Confidence)

    def test_codes(self):
        """The codes are those that rule files may use."""
        assert [confidence.value for confidence in Confidence] == ["text", "reported", "inferred", "assumed"]
