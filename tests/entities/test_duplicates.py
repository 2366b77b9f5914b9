"""Records that may be one and the same."""

from __future__ import annotations

import unicodedata
from itertools import combinations

import pytest
from entities.builders import cited, coded, hub, organization
from hypothesis import example, given
from hypothesis import strategies as st

from hubnet.entities import Identifier, Name, Register, normalised

GOOD = "5132010250001234X4"
OTHER = "513201025000567801"
LIKE_GOOD = "5132010250001234X5"
"""The good code with another last character."""


def alike(*records):
    """The findings about bodies that may be one: code and ids, from the text."""
    return [
        (one.code, one.subject, one.field)
        for one in Register(records).check()
        if one.code.startswith(("duplicate.", "near."))
    ]  # fmt: skip


def named(*names):
    """Organizations o0, o1 … with these names."""
    return [organization(f"o{number}", names=name) for number, name in enumerate(names)]


def one_edit(one, other):
    """Whether one character changed, added or left out makes one text of the other, by trying all."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) == 1:
        return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
    return len(long) == len(short) and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def edited(one, other):
    """The characters that differ where one edit makes one text of the other."""
    short, long = sorted((one, other), key=len)
    at = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return {long[at]} if len(long) > len(short) else {long[at], short[at]}


def pairs_by_brute_force(names, numbers="0123456789〇零一二两三四五六七八九十百千万"):
    """The pairs of distinct names of four characters or more that are one edit apart, numbers left out."""
    return {
        frozenset((one, other))
        for one, other in combinations({name for name in names if len(name) >= 4}, 2)
        if one_edit(one, other) and not edited(one, other) <= set(numbers)
    }


class TestNormalised:
    @pytest.mark.parametrize(
        ("name", "same"),
        [
            pytest.param("南京市（玄武区）协会", "南京市(玄武区)协会", id="width of brackets"),
            pytest.param("南京市 玄武区\u3000协会", "南京市玄武区协会", id="spaces"),
            pytest.param("ＡＢＣ协会", "abc协会", id="width and case"),
            pytest.param("“爱心”协会", "爱心·协会", id="quotation marks and dots"),
            pytest.param("爱-心_协会", "爱心协会", id="dashes"),
            pytest.param("e\u0301cole", "École", id="accents composed or not"),
            pytest.param("straße", "STRASSE", id="letters that fold to two"),
        ],
    )
    def test_what_writers_vary(self, name, same):
        """Width, case, spaces and punctuation make no difference."""
        assert normalised(name) == normalised(same)
        assert alike(*named(name, same)) == [("duplicate.name", "o0", "names")]

    @pytest.mark.parametrize(
        ("name", "other"), [("南京协会", "北京协会"), ("ABC", "ABD"), ("第1小学", "第2小学"), ("e", "é")]
    )
    def test_what_makes_a_difference(self, name, other):
        """Letters and numbers do."""
        assert normalised(name) != normalised(other)

    @given(st.text())
    def test_without_letters(self, name):
        """No space or punctuation is left; only a text without letters and numbers becomes empty."""
        short = normalised(name)
        assert not any(unicodedata.category(sign)[0] in "PZ" for sign in short)
        assert bool(short) or not any(sign.isalnum() for sign in name)

    def test_names_without_letters(self):
        """Names of signs alone are compared as they are written."""
        assert alike(*named("——", "……")) == []
        assert alike(*named("——", "——")) == [("duplicate.name", "o0", "names")]
        assert alike(*named("♥", "♥♥")) == []


class TestShared:
    def test_code(self):
        """One code of two bodies is found once, with both."""
        (one,) = Register(
            [
                organization("y", identifiers=coded(GOOD), cite=cited("甲")),
                organization("x", identifiers=coded(GOOD), cite=cited("乙")),
                organization("z", identifiers=coded(OTHER)),
            ]
        ).check()
        assert (one.code, one.subject, one.field) == ("duplicate.code", "x", "identifiers")
        assert one.label.zh == f"代码 {GOOD} 由 x、y 共用（x；y）"
        assert one.label.en == f"the code {GOOD} is that of x, y (x; y)"
        assert one.where.path == "organization[x]"
        assert one.cite[:1] == cited("乙")
        assert one.advice.en == "see whether they are one; nothing is merged"
        assert one.advice.zh == "核对是否同一组织；不会自动合并"

    @pytest.mark.parametrize(
        "code", [GOOD.lower(), f" {GOOD[:6]} {GOOD[6:]}", GOOD.translate({ord("5"): "５", ord("X"): "Ｘ"})],
        ids=["small letters", "spaces", "full width"],
    )  # fmt: skip
    def test_code_written_otherwise(self, code):
        """Width, case and spaces make no other code."""
        one, other = organization("x", identifiers=coded(GOOD)), organization("y", identifiers=coded(code))
        assert alike(one, other) == [("duplicate.code", "x", "identifiers")]
        one, other = (
            organization(name, names="爱心协会", identifiers=coded(each)) for name, each in (("x", GOOD), ("y", code))
        )
        assert alike(one, other) == [("duplicate.code", "x", "identifiers"), ("duplicate.name", "x", "names")]

    def test_other_schemes(self):
        """A number of another register is shared within that register alone."""
        one, other, third = (
            organization(name, identifiers=[Identifier(scheme=scheme, value="12345678")])
            for name, scheme in (("x", "local"), ("y", "local"), ("z", "national"))
        )
        assert alike(one, third) == []
        assert alike(one, other, third) == [("duplicate.code", "x", "identifiers")]

    def test_name_with_two_codes(self):
        """One name with two codes is another finding than one name with one code or none."""

        def of(*codes):
            return alike(
                *(
                    organization(f"o{number}", names="爱心协会", identifiers=coded(*code))
                    for number, code in enumerate(codes)
                )
            )

        assert of((GOOD,), (OTHER,)) == [("duplicate.name_two_codes", "o0", "names")]
        assert of((GOOD,), ()) == of((), ()) == [("duplicate.name", "o0", "names")]
        assert of((GOOD,), (), (OTHER,)) == [("duplicate.name_two_codes", "o0", "names")]

    def test_codes_of_any_statement(self):
        """The codes of all statements about a body count."""
        one = organization("x", names="爱心协会", identifiers=coded(GOOD), cite=cited("甲"))
        silent = organization("x", names="爱心协会", cite=cited("乙"))
        other = organization("y", names="爱心协会", identifiers=coded(OTHER))
        for records in ((one, silent, other), (silent, one, other), (other, silent, one)):
            assert alike(*records) == [("duplicate.name_two_codes", "x", "names")]

    def test_shown_as_first_stated(self):
        """A body is shown with its first name, and cited from its first statement."""
        one = organization("x", names=["爱心协会", "甲"], cite=cited("甲"))
        other = organization("x", names=["乙", "爱心协会"], cite=cited("乙"))
        found = Register([one, other, organization("y", names="爱心协会")]).check()
        (shared,) = (each for each in found if each.code == "duplicate.name")
        assert shared.cite[:1] == cited("甲")
        assert "乙" not in shared.label.zh

    def test_statements_of_one_body(self):
        """What several sources say of one body is no duplicate, and neither are its own names."""
        one = organization(
            "x", names=["爱心协会", "爱心 协会", "爱心会协会"], identifiers=coded(GOOD), cite=cited("甲")
        )
        other = organization("x", names="爱心的协会", identifiers=coded(LIKE_GOOD), cite=cited("乙"))
        assert alike(one, other) == []

    def test_any_of_its_names(self):
        """An alias that is another body's name is found."""
        one = organization("x", names=["爱心协会", Name(zh="公益中心")])
        assert alike(one, organization("y", names="公益中心")) == [("duplicate.name", "x", "names")]

    def test_organizations_alone(self):
        """A hub may bear the name of its body."""
        assert alike(organization("x", names="爱心协会"), hub("y", names="爱心协会")) == []


class TestNear:
    @pytest.mark.parametrize(
        ("one", "other", "near"),
        [
            pytest.param("爱心协会", "爱心学会", True, id="one changed"),
            pytest.param("爱心协会", "爱心协会会", True, id="one added"),
            pytest.param("爱心协会", "大爱心协会", True, id="one before"),
            pytest.param("爱心协会", "爱的心协会", True, id="one between"),
            pytest.param("爱心协会", "爱心", False, id="two left out"),
            pytest.param("爱心协会", "关心学会", False, id="two changed"),
            pytest.param("爱心协会", "心爱协会", False, id="two swapped"),
            pytest.param("爱心会", "爱心社", False, id="too short"),
            pytest.param("爱心会", "爱心协会", False, id="too short to add one"),
            pytest.param("第一小学", "第二小学", False, id="another number"),
            pytest.param("第1小学", "第2小学", False, id="another digit"),
            pytest.param("第十一小学", "第十小学", False, id="a number more"),
            pytest.param("第一百小学", "第两百小学", False, id="numbers of any kind"),
            pytest.param("二〇一〇计划", "二〇一一计划", False, id="a year"),
            pytest.param("第一小学", "第中小学", True, id="a number and a word"),
            pytest.param("爱心协会（南京）", "爱心-协会 南京", None, id="the same"),
            pytest.param("AB12协会", "AB13协会", False, id="another digit of a code"),
            pytest.param("𠮷野协会", "吉野协会", True, id="signs beyond the basic plane"),
        ],
    )
    def test_names(self, one, other, near):
        """Names of four characters or more that differ by one are near, unless it is a number that differs."""
        codes = [code for code, _, _ in alike(*named(one, other))]
        assert codes == (["duplicate.name"] if near is None else ["near.name"] * near)
        assert codes == [code for code, _, _ in alike(*named(other, one))]

    @pytest.mark.parametrize(
        ("one", "other", "near"),
        [
            pytest.param(GOOD, LIKE_GOOD, True, id="one digit"),
            pytest.param(GOOD, GOOD[:-1], True, id="one left out"),
            pytest.param(GOOD, GOOD[:5] + "7" + GOOD[5:], True, id="one too many"),
            pytest.param(GOOD, OTHER, False, id="another"),
            pytest.param("123", "124", False, id="too short"),
        ],
    )
    def test_codes(self, one, other, near):
        """Codes that differ by one character are near, whichever it is."""
        found = alike(organization("x", identifiers=coded(one)), organization("y", identifiers=coded(other)))
        assert found == [("near.code", "x", "identifiers")] * near

    def test_codes_of_other_registers(self):
        """Numbers of other registers run on, and are not near each other."""
        one, other = (organization(f"o{last}", identifiers=[Identifier(scheme="local", value=f"1234{last}")])
                      for last in "12")  # fmt: skip
        assert alike(one, other) == []

    def test_text(self):
        """Both names and both bodies are said."""
        (one,) = Register(named("爱心协会", "爱心学会")).check()
        for label in (one.label.zh, one.label.en):
            for part in ("o0", "o1", "爱心协会", "爱心学会"):
                assert part in label
        assert one.where.path == "organization[o0]"

    def test_names_of_one_body(self):
        """Two names that one body bears are not near each other, though another bears one of them too."""
        one = organization("x", names=["爱心协会", "爱心学会"])
        assert alike(one) == []
        assert alike(one, organization("y", names="爱心学会")) == [("duplicate.name", "x", "names")]

    @given(st.lists(st.text("甲乙1二", min_size=1, max_size=6), max_size=9, unique=True))
    @example(["甲甲甲甲", "甲甲甲甲甲", "甲甲甲甲甲甲"])
    @example(["甲1甲甲", "甲甲甲", "甲二甲甲", "甲1二甲甲"])
    def test_agrees_with_brute_force(self, names):
        """The near pairs are those that comparing each with each finds, each once."""
        found = [one.label.zh for one in Register(named(*names)).check() if one.code == "near.name"]
        ids = {name: f"o{number}" for number, name in enumerate(names)}
        expected = [tuple(pair) for pair in pairs_by_brute_force(names)]
        assert len(found) == len(expected)
        for one, other in expected:
            assert any(f"{a} / {b}" in label and ids[a] in label and ids[b] in label
                       for label in found for a, b in ((one, other), (other, one)))  # fmt: skip

    @given(st.lists(st.text("5X", min_size=1, max_size=6), max_size=9, unique=True))
    def test_codes_agree_with_brute_force(self, codes):
        """Of codes every character counts."""
        bodies = [organization(f"o{number}", identifiers=coded(code)) for number, code in enumerate(codes)]
        found = [one for one in Register(bodies).check() if one.code == "near.code"]
        assert len(found) == len(pairs_by_brute_force(codes, numbers=""))


@pytest.mark.parametrize(
    ("names", "near"),
    [
        pytest.param([f"第{number:05}社区服务中心" for number in range(20_000)], 0, id="numbered"),
        pytest.param([f"{chr(0x4E00 + number)}{chr(0x4E00 + number * 7 % 20_000)}社区协会" for number in range(20_000)],
                     0, id="two characters each"),
        pytest.param(["社" * number + "会" for number in range(4, 304)], 299, id="of any length"),
    ],
)  # fmt: skip
def test_many_names(names, near):
    """Many names are compared in a time that grows with their number, not with that of their pairs."""
    records = named(*names)
    assert len([code for code, _, _ in alike(*records) if code == "near.name"]) == near


def test_a_series_is_told_once():
    """More than a few names that differ in one place are told together, and no name of them is lost."""
    names = [f"{first}乡社区协会" for first in "东南西北上下左右"]
    found = [one for one in Register(named(*names)).check() if one.code == "near.name"]
    assert len(found) == 1
    assert [name for name in names if name not in found[0].label.zh] == []
