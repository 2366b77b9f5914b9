"""What values a fact can have, and how they are held and shown."""

from __future__ import annotations

import pickle
from datetime import date, datetime

import pytest
from rulebook.declaring import LONG, fact, refusal

from hubnet.errors import InvalidValueError
from hubnet.rulebook import Bounds, FactKind, value_from_text
from hubnet.values import Label, PartialDate, Place


class TestYesNo:
    @pytest.mark.parametrize("value", [True, False])
    def test_read(self, value):
        """True and false are what they are."""
        assert fact(FactKind.YES_NO).read(value) is value

    @pytest.mark.parametrize("value", [1, 0, "true", "是", "", None, [True]])
    def test_refused(self, value):
        """Numbers and texts are neither."""
        assert refusal(FactKind.YES_NO, value) == f"members: found {value!r}; give true or false"

    def test_shown(self):
        """Yes and no in both languages."""
        asked = fact(FactKind.YES_NO)
        assert [asked.shown(value, lang) for value in (True, False) for lang in ("zh", "en")] == [
            "是",
            "yes",
            "否",
            "no",
        ]


class TestDate:
    @pytest.mark.parametrize(
        "value", [date(2023, 3, 5), "2023-03-05", "2023年3月5日", PartialDate.parse("2023-03-05"), " 2023-03-05 "]
    )
    def test_read(self, value):
        """A day, however it is written."""
        assert fact(FactKind.DATE).read(value) == date(2023, 3, 5).toordinal()

    @pytest.mark.parametrize(
        ("value", "first", "last"),
        [
            ("2023-03", date(2023, 3, 1), date(2023, 3, 31)),
            ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
            ("2023", date(2023, 1, 1), date(2023, 12, 31)),
            ("2023年底", date(2023, 12, 1), date(2023, 12, 31)),
            (PartialDate.parse("2011-12..2012-02"), date(2011, 12, 1), date(2012, 2, 29)),
        ],
    )
    def test_in_part(self, value, first, last):
        """From the first day that it can have been to the last."""
        assert fact(FactKind.DATE).read(value) == Bounds(first.toordinal(), last.toordinal())

    @pytest.mark.parametrize(
        "value",
        ["2023-02-30", "yesterday", "", 20230305, True, None, datetime(2023, 3, 5, tzinfo=None), []],  # noqa: DTZ001
    )
    def test_refused(self, value):
        """No day that exists, no text of a day, no moment."""
        assert refusal(FactKind.DATE, value).endswith("; give a date, or a part of one such as 2023-03")
        assert refusal(FactKind.DATE, value, never=True).endswith("or a part of one such as 2023-03, or never")

    def test_never(self):
        """Only where it can be said."""
        assert fact(FactKind.DATE, never=True).read("never") == 0
        assert "found 'never'" in refusal(FactKind.DATE, "never")

    def test_shown(self):
        """The ISO form in both languages; never in words; in part as from and to."""
        since, day = fact(FactKind.DATE, never=True), date(2023, 3, 5).toordinal()
        assert [since.shown(held, lang) for held in (day, 0) for lang in ("zh", "en")] == [
            "2023-03-05", "2023-03-05", "从未", "never",
        ]  # fmt: skip
        assert since.shown(Bounds(day, day + 1), "zh") == "2023-03-05至2023-03-06"
        assert since.shown(Bounds(day, day + 1), "en") == "2023-03-05 to 2023-03-06"


class TestChoice:
    CHOICES = ("club", "centre")

    def test_read(self):
        """One of the words."""
        assert fact(FactKind.CHOICE, choices=self.CHOICES).read("centre") == "centre"

    @pytest.mark.parametrize(
        ("value", "advice"),
        [
            ("centr", "did you mean 'centre'?"),
            ("zzz", "give one of club, centre"),
            ("", "give one of club, centre"),
            (3, "give one of club, centre"),
            ({}, "give one of club, centre"),
            (("club",), "give one of club, centre"),
            (True, "give one of club, centre"),
        ],
    )
    def test_refused(self, value, advice):
        """Another word is refused with the nearest one, or all of them."""
        assert refusal(FactKind.CHOICE, value, choices=self.CHOICES) == f"members: found {value!r}; {advice}"

    def test_a_number_of_thousands_of_digits(self):
        """It is refused like any other."""
        assert refusal(FactKind.CHOICE, LONG, choices=self.CHOICES).endswith("; give one of club, centre")

    def test_shown(self):
        """By its label where there is one."""
        labels = (Label("俱乐部", "a club"), Label("中心", "a centre"))
        labelled = fact(FactKind.CHOICE, choices=self.CHOICES, labels=labels)
        assert (labelled.shown("centre", "zh"), labelled.shown("centre", "en")) == ("中心", "a centre")
        assert fact(FactKind.CHOICE, choices=self.CHOICES).shown("centre", "zh") == "centre"


class TestText:
    def test_read(self):
        """As it stands, spaces around it too."""
        assert fact(FactKind.TEXT).read(" 银杏会 ") == " 银杏会 "

    @pytest.mark.parametrize("value", ["", " ", "\n\t", 3, None, ["a"], b"a"])
    def test_refused(self, value):
        """Nothing but spaces is no text."""
        assert refusal(FactKind.TEXT, value) == f"members: found {value!r}; give a text"

    def test_shown(self):
        """As it stands."""
        assert fact(FactKind.TEXT).shown("银杏会", "en") == "银杏会"


class TestPlace:
    @pytest.mark.parametrize(
        ("value", "code"),
        [
            ("32", "320000"),
            ("320102", "320102"),
            (Place("320102001"), "320102001"),
            ("cn", "CN"),
            ("320102/某街道", "320102/某街道"),
        ],
    )
    def test_read(self, value, code):
        """By its code, in one form."""
        assert fact(FactKind.PLACE).read(value) == code

    @pytest.mark.parametrize("value", ["Nanjing", "3201", "", 320102, None, True])
    def test_refused(self, value):
        """Names without a parent, codes of another length, numbers."""
        assert refusal(FactKind.PLACE, value).startswith(
            f"members: found {value!r}; give CN or a GB/T 2260 division code"
        )

    def test_shown(self):
        """By its code."""
        assert fact(FactKind.PLACE).shown("320102", "zh") == "320102"


class TestDeclaration:
    @pytest.mark.parametrize(
        ("kind", "bound"),
        [
            (FactKind.INTEGER, "5"),
            (FactKind.INTEGER, True),
            (FactKind.INTEGER, 5.0),
            (FactKind.AMOUNT, 5),
            (FactKind.AMOUNT, "five"),
            (FactKind.DATE, "2023-01-01"),
            (FactKind.YES_NO, 1),
        ],
    )
    def test_no_bound(self, kind, bound):
        """A bound is a whole number, or an amount as text; other kinds have none."""
        with pytest.raises(InvalidValueError):
            fact(kind).bound(bound)

    @pytest.mark.parametrize(
        ("kind", "numeric"), [(kind, kind.value in ("integer", "amount", "date")) for kind in FactKind]
    )
    def test_numeric(self, kind, numeric):
        """What has an order and can lie between bounds."""
        assert fact(kind).numeric is numeric

    def test_alike_and_kept(self):
        """Two of the same declaration are equal, also after one was used, copied by pickle."""
        used = fact(FactKind.INTEGER, minimum=0)
        used.read(3)
        assert used == fact(FactKind.INTEGER, minimum=0)
        assert hash(used) == hash(fact(FactKind.INTEGER, minimum=0))
        again = pickle.loads(pickle.dumps(used))  # noqa: S301  (made here)
        assert again == used
        assert again.read("3以上") == Bounds(3, None)


class TestValueFromText:
    @pytest.mark.parametrize(
        ("kind", "text", "value"),
        [
            (FactKind.YES_NO, "true", True), (FactKind.YES_NO, "Yes", True), (FactKind.YES_NO, "是", True),
            (FactKind.YES_NO, "FALSE", False), (FactKind.YES_NO, "no", False), (FactKind.YES_NO, "否", False),
            (FactKind.YES_NO, "maybe", "maybe"), (FactKind.YES_NO, "1", "1"),
            (FactKind.INTEGER, "50", 50), (FactKind.INTEGER, "-3", -3), (FactKind.INTEGER, "近50", "近50"),
            (FactKind.INTEGER, "5.0", "5.0"), (FactKind.INTEGER, "５０", "５０"),
            (FactKind.INTEGER, "9" * 19, "9" * 19),
            (FactKind.AMOUNT, "3万元", "3万元"), (FactKind.DATE, "2023-03", "2023-03"), (FactKind.TEXT, "50", "50"),
            (FactKind.CHOICE, "yes", "yes"), (FactKind.PLACE, "320102", "320102"),
        ],
    )  # fmt: skip
    def test_value(self, kind, text, value):
        """What a cell or an option says; what it cannot say stays text, to be refused by name."""
        found = value_from_text(fact(kind), text)
        assert (found, type(found)) == (value, type(value))
