"""The classes of records: what they are made of, what they take, and what their parts are called."""

from __future__ import annotations

import copy
import pickle
import re
from datetime import date, datetime
from enum import Enum
from inspect import getmembers, isclass

import attrs
import pytest
from entities.builders import filled, one_of_each_kind, organization, parts_of, record_classes, tie

from hubnet.entities import (
    KIND_LABELS,
    KINDS,
    LABELS,
    TERMS,
    Base,
    BaseKind,
    Completeness,
    Document,
    Grant,
    Instalment,
    LegalForm,
    Name,
    NameKind,
    Organization,
    PlaceName,
    TieKind,
    TraceEntry,
    describe,
    field_label,
    kind_of,
    label_of,
    shown_name,
    vocabulary,
)
from hubnet.entities.fields import KIND_WORDS
from hubnet.entities.wording import _ZH
from hubnet.errors import InvalidValueError
from hubnet.values import Confidence, End, Label, PartialDate, Place, Quantity, Span, Yuan

CLASSES = [*record_classes(), Document, TraceEntry]
NAMES = [kind.__name__ for kind in CLASSES]
ENUMS = [kind for _, kind in getmembers(vocabulary, isclass) if issubclass(kind, Enum) and kind is not Enum]
CHINESE = re.compile(r"[\u4e00-\u9fff]")
NESTED = {
    "Allotment", "Cap", "Count", "FixedAward", "Goal", "Governance", "Governor", "Identifier", "Instalment", "Name",
    "Part", "PersonRole", "PlatformRole", "ProcessStep", "Relief", "ResponsibilityLetter", "Round", "StatusSpell",
}  # fmt: skip


def test_all_classes_are_looked_at():
    """The tests below see 25 kinds of record and every class that these hold."""
    assert len(KINDS) == 25
    assert {kind.__name__ for kind in record_classes()} == NESTED | {kind.__name__ for kind in KINDS.values()}


@pytest.mark.parametrize("kind", CLASSES, ids=NAMES)
class TestClasses:
    def test_frozen(self, kind):
        """No field can be set anew, and none can be added."""
        record = filled(kind)
        for field in attrs.fields(kind):
            with pytest.raises(attrs.exceptions.FrozenInstanceError):
                setattr(record, field.name, None)
        with pytest.raises(AttributeError):
            record.something = 1

    def test_slotted(self, kind):
        """A record has slots and no dictionary."""
        assert not hasattr(filled(kind), "__dict__")

    def test_keyword_only(self, kind):
        """Fields are given by name alone."""
        assert all(field.kw_only for field in attrs.fields(kind))
        with pytest.raises(TypeError):
            kind("a")

    def test_equal_by_content(self, kind):
        """Two records of the same content are equal and hash alike; the type alone makes a difference."""
        one, other = filled(kind), filled(kind)
        assert one is not other
        assert one == other
        assert hash(one) == hash(other)
        assert one != attrs.asdict(one)

    def test_every_field_counts(self, kind):
        """A record that differs in one field is another."""
        record = filled(kind)
        for field in attrs.fields(kind):
            if field.default is not attrs.NOTHING:
                assert attrs.evolve(record, **{field.name: field.default}) != record, field.name

    def test_copies(self, kind):
        """Pickles and copies are equal."""
        record = filled(kind)
        assert pickle.loads(pickle.dumps(record)) == record  # noqa: S301  (our own)
        assert copy.copy(record) == copy.deepcopy(record) == record

    def test_documented(self, kind):
        """Each class says what it is."""
        assert kind.__doc__

    def test_a_text_is_no_list(self, kind):
        """A text where several values are wanted is refused, and not taken apart into its letters."""
        record = filled(kind)
        several = [field.name for field in attrs.fields(kind) if isinstance(getattr(record, field.name), tuple)]
        for name in several:
            if name != "names":
                with pytest.raises(InvalidValueError, match="found 'abc'; give a list or tuple"):
                    attrs.evolve(record, **{name: "abc"})

    def test_lists_become_tuples(self, kind):
        """Any iterable is taken for several values, and kept as a tuple."""
        record = filled(kind)
        for field in attrs.fields(kind):
            value = getattr(record, field.name)
            if isinstance(value, tuple):
                assert attrs.evolve(record, **{field.name: list(value)}) == record

    def test_labels_of_fields(self, kind):
        """Each field has a Chinese label of its own, except those that are never shown by name."""
        if kind in (Name, Document, TraceEntry):
            return
        for field in attrs.fields(kind):
            label = field_label(field.name)
            assert CHINESE.search(label.zh), field.name
            assert label.en
            assert "_" not in label.en


class TestConverters:
    @pytest.mark.parametrize(
        ("value", "kept"),
        [
            pytest.param("2012-05", PartialDate.parse("2012-05"), id="a text"),
            pytest.param("2012年5月", PartialDate.parse("2012-05"), id="a Chinese text"),
            pytest.param(date(2012, 5, 6), PartialDate.parse("2012-05-06"), id="a date"),
            pytest.param(PartialDate.parse("2012"), PartialDate.parse("2012"), id="a partial date"),
            pytest.param(None, None, id="nothing"),
        ],
    )
    def test_dates(self, value, kept):
        """A date is taken as precise as it is given."""
        assert organization(founded=value).founded == kept

    @pytest.mark.parametrize(
        ("value", "kept"),
        [
            pytest.param("2012-05/?", Span(PartialDate.parse("2012-05"), End.UNKNOWN), id="a text"),
            pytest.param("2012年5月至今", Span(PartialDate.parse("2012-05")), id="a Chinese text"),
            pytest.param(Span(date(2012, 5, 6)), Span(date(2012, 5, 6)), id="a span"),
            pytest.param(None, None, id="nothing"),
        ],
    )
    def test_spans(self, value, kept):
        """A span is taken as such or by its text."""
        assert tie(span=value).span == kept

    @pytest.mark.parametrize("value", ["32", "320000", Place("32")], ids=["short", "code", "place"])
    def test_places(self, value):
        """A place is taken as such or by its code, also where it is needed."""
        assert organization(seat=value).seat == Place("320000")
        assert PlaceName(id="a", place=value, names="江苏").place == Place("320000")

    @pytest.mark.parametrize("value", [15, "15", Quantity(15)], ids=["number", "text", "quantity"])
    def test_quantities(self, value):
        """A figure is taken as such, as a number or by its text."""
        assert Base(id="a", names="基地", capacity=value).capacity == Quantity(15)

    @pytest.mark.parametrize("value", [20000, "2万元", Yuan.parse("20000")], ids=["number", "text", "amount"])
    def test_amounts(self, value):
        """An amount is taken as such, as whole yuan or by its text."""
        assert Grant(id="a", recipient="b", awarded=value).awarded == Yuan(2000000)
        assert Instalment(amount=value).amount == Yuan(2000000)

    @pytest.mark.parametrize(
        "make",
        [
            pytest.param(lambda: organization(founded="soon"), id="no date"),
            pytest.param(lambda: organization(founded=datetime(2012, 5, 6)), id="a point in time"),  # noqa: DTZ001
            pytest.param(lambda: organization(founded="2012-02-30"), id="a date that does not exist"),
            pytest.param(lambda: organization(seat="Nanjing"), id="no code of a place"),
            pytest.param(lambda: PlaceName(id="a", place=None, names="x"), id="no place"),
            pytest.param(lambda: tie(span="2012"), id="a date as a span"),
            pytest.param(lambda: tie(span="2015/2012"), id="a span the wrong way round"),
            pytest.param(lambda: Base(id="a", names="x", area=1.5), id="a float"),
            pytest.param(lambda: Base(id="a", names="x", area="large"), id="no figure"),
            pytest.param(lambda: Grant(id="a", recipient="b", awarded="许多"), id="no amount"),
            pytest.param(lambda: Instalment(amount=None), id="an instalment without an amount"),
        ],
    )
    def test_refuses(self, make):
        """What is no value of its kind is refused when the record is made."""
        with pytest.raises(InvalidValueError):
            make()

    @pytest.mark.parametrize("value", ["foundation", LegalForm.FOUNDATION], ids=["text", "member"])
    def test_closed_words(self, value):
        """A word of a closed list is taken as its member or its text, alone and in lists."""
        assert organization(form=value).form is LegalForm.FOUNDATION
        assert filled(KINDS["reform"]).forms == (LegalForm.UNREGISTERED_GROUP,)
        assert attrs.evolve(filled(KINDS["reform"]), forms=[value]).forms == (LegalForm.FOUNDATION,)
        assert tie(kind="hosts").kind is TieKind.HOSTS
        assert Name(zh="会", kind="short").kind is NameKind.SHORT

    @pytest.mark.parametrize(
        "make",
        [
            pytest.param(lambda: organization(form="Foundation"), id="a word that is none"),
            pytest.param(lambda: organization(form=BaseKind.PARK), id="a word of another list"),
            pytest.param(lambda: organization(form=5), id="a number"),
            pytest.param(lambda: organization(roles=["hub", "?"]), id="in a list"),
            pytest.param(lambda: tie(kind=None), id="nothing, where a word is needed"),
            pytest.param(lambda: Name(zh="会", kind=None), id="no kind of name"),
        ],
    )
    def test_closed_words_refuse_others(self, make):
        """What is not in a closed list is refused, and the list is said."""
        with pytest.raises(InvalidValueError, match="give one of"):
            make()

    def test_kinds_are_those_of_records(self):
        """A register can be complete in every kind of record that there is, and in nothing else."""
        assert list(KINDS) == list(KIND_WORDS)
        claim = Completeness(id="a", place="320102", kinds=list(KINDS))
        assert claim.kinds == tuple(KINDS)

    @pytest.mark.parametrize(
        ("kinds", "message"),
        [
            pytest.param(["organisation"], "did you mean 'organization'", id="a word that is none"),
            pytest.param([], "give at least one kind", id="none"),
            pytest.param("base", "give a list", id="a text"),
        ],
    )
    def test_kinds_refuse_others(self, kinds, message):
        """A statement of completeness names at least one kind, and each is one that there is."""
        with pytest.raises(InvalidValueError, match=message):
            Completeness(id="a", place="320102", kinds=kinds)

    @pytest.mark.parametrize("value", [date(2012, 5, 6), 5, True], ids=repr)
    def test_what_is_no_span(self, value):
        """A span is given as such or by its text."""
        with pytest.raises(InvalidValueError, match="give a Span or its text"):
            tie(span=value)

    @pytest.mark.parametrize("name", ["applied", "awarded", "disbursed"])
    def test_amounts_of_a_grant_are_not_negative(self, name):
        """A grant of zero yuan can be recorded, one below zero not."""
        assert getattr(Grant(id="a", recipient="b", **{name: 0}), name) == Yuan(0)
        with pytest.raises(InvalidValueError, match="not negative") as caught:
            Grant(id="a", recipient="b", **{name: Yuan(-1)})
        assert caught.value.field == name

    @pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
    def test_what_is_needed(self, kind):
        """A record without its id is refused."""
        with pytest.raises(TypeError, match="'id'"):
            kind()


class TestNames:
    @pytest.mark.parametrize(
        "given",
        [
            pytest.param("某协会", id="a text"),
            pytest.param(Name(zh="某协会"), id="a name"),
            pytest.param(["某协会"], id="a list"),
            pytest.param((Name(zh="某协会"),), id="a tuple"),
        ],
    )
    def test_given_in_several_ways(self, given):
        """One name needs no list, and a text no Name."""
        assert organization(names=given).names == (Name(zh="某协会"),)

    def test_a_label_gives_both_languages(self):
        """A label is a name in two languages; several names keep their order and kind."""
        record = organization(names=[Label("某协会", "Some Association"), "协会", Name(zh="会", kind=NameKind.SHORT)])
        assert record.names == (
            Name(zh="某协会", en="Some Association"),
            Name(zh="协会"),
            Name(zh="会", kind=NameKind.SHORT),
        )
        assert [name.text("en") for name in record.names] == ["Some Association", "协会", "会"]
        assert [name.text("zh") for name in record.names] == ["某协会", "协会", "会"]

    @pytest.mark.parametrize("given", [(), [], None, 5, [5], [None], {"zh": "某协会"}, [["某协会"]]], ids=repr)
    def test_refuses(self, given):
        """A record has at least one name, and names are texts."""
        with pytest.raises(InvalidValueError, match=r"give a name|give a Name"):
            organization(names=given)

    @pytest.mark.parametrize("zh", ["", " ", "\u3000\t", None, 5], ids=repr)
    def test_an_empty_name_is_none(self, zh):
        """A name of spaces is refused."""
        with pytest.raises(InvalidValueError, match="must not be empty"):
            Name(zh=zh)
        with pytest.raises(InvalidValueError):
            organization(names=zh)

    def test_shown(self):
        """A record is shown by its first name, else by its label, else by its id."""
        assert shown_name(organization(names=[Label("某会", "Some"), "别名"]), "en") == "Some"
        assert shown_name(organization(names=["某会", "别名"]), "zh") == "某会"
        assert shown_name(one_of_each_kind()["indicator"], "en") == "some"
        assert shown_name(tie(), "zh") == "f>a"


class TestWords:
    @pytest.mark.parametrize("kind", ENUMS, ids=[kind.__name__ for kind in ENUMS])
    def test_closed_words_have_labels(self, kind):
        """Each word of each closed vocabulary is said in both languages, and its value is its name in small letters."""
        for word in kind:
            label = label_of(word)
            assert CHINESE.search(label.zh)
            assert label.en.isascii()
            assert label.en
            assert word.value == word.name.lower()
        assert len({label_of(word) for word in kind}) == len(kind)

    def test_no_label_is_left_over(self):
        """The labels are those of the closed words."""
        assert set(LABELS) == {word for kind in ENUMS for word in kind}
        assert len(ENUMS) == 14

    def test_open_words(self):
        """A word that is not held is shown as written; all held ones are said in both languages."""
        assert label_of("rent") == Label("租金", "rent")
        assert label_of("beekeeping") == Label("beekeeping", "beekeeping")
        for label in TERMS.values():
            assert CHINESE.search(label.zh)
            assert label.en.isascii()

    def test_kinds_have_labels(self):
        """Each kind of record is called by a word in both languages."""
        assert list(KIND_LABELS) == list(KINDS)
        assert all(CHINESE.search(label.zh) for label in KIND_LABELS.values())
        assert [kind_of(record) for record in one_of_each_kind().values()] == list(KINDS)


class TestDescribe:
    @pytest.mark.parametrize("lang", ["zh", "en"])
    @pytest.mark.parametrize("word", KINDS)
    def test_all_that_is_said(self, word, lang):
        """Each field that says something has one line with its label."""
        record = one_of_each_kind()[word]
        lines = describe(record, lang)
        assert [label for label, _ in lines] == [
            field_label(field.name).text(lang) for field in attrs.fields(type(record))
        ]
        assert all(words for _, words in lines)
        assert not any("None" in words or "=" in words for _, words in lines)

    def test_what_is_not_said_is_left_out(self):
        """Fields that stand there by default have no line, and neither have those that are left out."""
        assert describe(organization(), "en") == [("id", "a"), ("names", "a")]
        assert describe(organization(form=LegalForm.FOUNDATION), "zh", leave_out=("id", "names")) == [
            ("组织形式", "基金会")
        ]

    def test_words(self):
        """Values are said in words: names, figures, yes and no, references by what they are called."""
        record = Base(
            id="b",
            names=Label("基地", "The Base"),
            kind=BaseKind.PARK,
            capacity="15家左右",
            planned=True,
            operated_by=["a"],
            services=["rent", "beekeeping"],
            confidence=Confidence.REPORTED,
        )
        assert describe(record, "en", call=str.upper) == [
            ("id", "b"),
            ("names", "The Base (基地)"),
            ("kind", "park"),
            ("operated by", "A"),
            ("planned", "yes"),
            ("capacity", "about 15"),
            ("services", "rent, beekeeping"),
            ("confidence", "reported"),
        ]
        assert describe(record, "zh")[1:3] == [("名称", "基地"), ("类别", "园区")]

    @pytest.mark.parametrize(
        ("span", "zh", "en"),
        [
            ("2010-12/2014-05-01", "自 2010-12，至 2014-05-01 前", "from 2010-12, until before 2014-05-01"),
            ("2010-12/..", "自 2010-12，至今", "from 2010-12, goes on"),
            ("../?", "终止不明", "end not known"),
            ("?/? @2012", "起始不明，终止不明，见载于 2012", "start not known, end not known, attested on 2012"),
        ],
    )
    def test_spans(self, span, zh, en):
        """A span is said by its bounds and the day it is attested on."""
        assert dict(describe(tie(span=span), "zh"))["起止"] == zh
        assert dict(describe(tie(span=span), "en"))["span"] == en

    def test_several_references(self):
        """Several ids are set apart as the language does it."""
        record = Base(id="b", names="基地", operated_by=["a", "c"])
        assert describe(record, "zh")[-1] == ("运营单位", "a、c")
        assert describe(record, "en", call=str.upper)[-1] == ("operated by", "A, C")

    def test_long_parts_are_set_apart(self):
        """Parts longer than a few words are set apart by semicolons."""
        long = "很长的一段话" * 5
        assert describe(organization(activities=[Label(long, "x"), Label("短", "y")]), "zh")[-1][1] == f"{long}；短"
        assert describe(organization(activities=[Label(long, "x"), Label("短", "y")]), "en")[-1][1] == "x, y"

    def test_nested(self):
        """A part of a record is said by its label, the rest of it in brackets."""
        lines = dict(describe(one_of_each_kind()["platform"], "zh"))
        assert lines["环节"] == "一些（期限或承担者 steps[0].by，在其后 steps[0].after[0]，推定 是）"


def test_no_label_of_a_field_is_left_over():
    """Each Chinese label of a field is that of a field that there is."""
    classes = [*record_classes(), Document, TraceEntry]
    assert set(_ZH) == {field.name.rstrip("_") for kind in classes for field in attrs.fields(kind)}


def test_fields_that_hold_ids_name_known_kinds():
    """Each reference says which kinds it may name, and each of these is a kind."""
    for kind in record_classes():
        for field in attrs.fields(kind):
            assert set(field.metadata.get("refers_to", ())) <= set(KINDS)


def test_nested_classes_are_found():
    """The classes that an organization and a base hold."""
    assert {part.__name__ for _, part in parts_of(Organization)} == {"Name", "StatusSpell", "Identifier"}
    assert {part.__name__ for _, part in parts_of(Base)} == {"Name", "Governance", "Relief"}
    assert TieKind.HOSTS.value == "hosts"
