"""What the check of a register finds, and what it passes."""

from __future__ import annotations

import re
from datetime import date

import pytest
from entities.builders import (
    base,
    cited,
    coded,
    federation,
    grant,
    group,
    hosts,
    hub,
    indicator,
    one_of_each_kind,
    organization,
    platform,
    programme,
    spell,
    tie,
)
from hypothesis import given
from hypothesis import strategies as st

from hubnet.entities import (
    KINDS,
    Application,
    Count,
    Governance,
    Governor,
    Identifier,
    LegalForm,
    Name,
    ProcessStep,
    Register,
    Round,
    Status,
    TieKind,
    kind_of,
)
from hubnet.values import Citation, Label

SOURCE, ANOTHER = cited("文件"), cited("另一文件")
ASSOCIATION, FOUNDATION = LegalForm.SOCIAL_ASSOCIATION, LegalForm.FOUNDATION
GOVERNMENT = LegalForm.GOVERNMENT_BODY
CHINESE = re.compile(r"[\u4e00-\u9fff]")
GOOD = "5132010250001234X4"
"""A code of a social association."""


def found(*records):
    """The findings of a register, as code, subject and field."""
    return [(one.code, one.subject, one.field) for one in Register(records).check()]


def body(id_="f", **said):
    """An organization in a register that is otherwise in order."""
    return organization(id_, **said)


FOUND_IN = [
    pytest.param([organization(cite=SOURCE), hub("a", cite=ANOTHER)], ("id.kinds", "a", "id"), id="id.kinds"),
    pytest.param([organization(cite=SOURCE), organization(cite=SOURCE)], ("id.duplicate", "a", "id"),
                 id="id.duplicate"),
    pytest.param([organization(), organization()], ("id.duplicate", "a", "id"), id="id.duplicate, no source"),
    pytest.param([organization(part_of="x", cite=SOURCE)], ("reference.dangling", "a", "part_of"),
                 id="reference.dangling"),
    pytest.param([tie("x", "a", cite=SOURCE), organization()], ("reference.dangling", "x>a", "from"),
                 id="reference.dangling, end of a tie"),
    pytest.param(
        [base(governance=Governance(decides=Governor(label=Label("会", "board"), body="x")), cite=SOURCE)],
        ("reference.dangling", "b", "governance.decides.body"), id="reference.dangling, nested",
    ),
    pytest.param([body(), federation(members=["f", "x"], cite=SOURCE)], ("reference.dangling", "fed", "members[1]"),
                 id="reference.dangling, in a list"),
    pytest.param([organization(part_of="h", cite=SOURCE), hub()], ("reference.kind", "a", "part_of"),
                 id="reference.kind"),
    pytest.param([organization(), programme(rounds=[Round(id="one", label=Label("一", "one"))]),
                  grant(programme="m", round="two", cite=SOURCE)], ("reference.dangling", "grant", "round"),
                 id="round of a grant"),
    pytest.param([organization(), programme(),
                  Application(id="x", programme="m", applicant="a", round="one", cite=SOURCE)],
                 ("reference.dangling", "x", "round"), id="round of an application"),
    pytest.param([organization(identifiers=coded(GOOD[:-1]), cite=SOURCE)],
                 ("code.length", "a", "identifiers[0].value"), id="code.length"),
    pytest.param([organization(identifiers=coded("I" + GOOD[1:]), cite=SOURCE)],
                 ("code.alphabet", "a", "identifiers[0].value"), id="code.alphabet"),
    pytest.param([organization(identifiers=coded(GOOD[:-1] + "5"), cite=SOURCE)],
                 ("code.check_digit", "a", "identifiers[0].value"), id="code.check_digit"),
    pytest.param([organization(identifiers=coded(GOOD, "51320102500012340A"), cite=SOURCE)],
                 ("code.organization_code", "a", "identifiers[1].value"), id="code.organization_code"),
    pytest.param([organization(identifiers=coded(GOOD), form=FOUNDATION, cite=SOURCE)],
                 ("code.form", "a", "identifiers[0].value"), id="code.form"),
    pytest.param([organization(founded="2015-05-01", dissolved="2015-05-01", cite=SOURCE)],
                 ("span.reversed", "a", "dissolved"), id="dissolved when founded"),
    pytest.param([organization(founded="2015-05", dissolved="2015-05-01", cite=SOURCE)],
                 ("span.reversed", "a", "dissolved"), id="dissolved on the first possible day"),
    pytest.param([base(closed="2009-12-31", cite=SOURCE)], ("span.reversed", "b", "closed"), id="closed before opened"),
    pytest.param(
        [organization(founded="2015", statuses=[spell(Status.FILED, "2014-01-01/.."),
                                                spell(Status.DEREGISTERED, "2014-06-01/..")], cite=SOURCE)],
        ("span.reversed", "a", "statuses[1]"), id="deregistered before founded",
    ),
    pytest.param([body(dissolved="2012-01-01"), federation(founded="2012-01-01", cite=SOURCE)],
                 ("span.reversed", "fed", "founded"), id="a federation founded when its body ended"),
    pytest.param([body(founded="2010-05-01"), organization(), tie(span="2010-04-30/..", cite=SOURCE)],
                 ("member.before_founding", "f>a", "span"), id="member on the day before"),
    pytest.param([body(), federation(founded="2010-05"), organization(), tie(span="2010-04-30/..", cite=SOURCE)],
                 ("member.before_founding", "f>a", "span"), id="member before the month"),
    pytest.param([body(founded="2010-05-01"), organization(), tie(span="?/2010-05-01", cite=SOURCE)],
                 ("member.before_founding", "f>a", "span"), id="a membership that had ended"),
    pytest.param([body(founded="2010-05-01"), organization(), tie(span="?/? @2010-04-30", cite=SOURCE)],
                 ("member.before_founding", "f>a", "span"), id="a membership attested before"),
    pytest.param([body(form=ASSOCIATION), organization(form=GOVERNMENT), tie(cite=SOURCE)],
                 ("member.form", "f>a", "to"), id="a government body as member"),
    pytest.param([body(form=ASSOCIATION), group(form=GOVERNMENT), tie("f", "g", cite=SOURCE)],
                 ("member.form", "f>g", "to"), id="government bodies as members"),
    pytest.param([body(form=ASSOCIATION), organization(form=GOVERNMENT), federation(members=["a"], cite=SOURCE)],
                 ("member.form", "fed", "members[0]"), id="a government body in a list"),
    pytest.param([body(), organization(form=FOUNDATION), tie(),
                  federation(member_forms=[ASSOCIATION], cite=SOURCE)],
                 ("member.form", "f>a", "to"), id="a form that the federation does not take"),
    pytest.param([organization(founded="2010-05-01"), grant(awarded_on="2010-04-30", cite=SOURCE)],
                 ("grant.recipient_not_existing", "grant", "recipient"), id="a grant on the day before the founding"),
    pytest.param([organization(dissolved="2010-05-01"), grant(awarded_on="2010-05-01", cite=SOURCE)],
                 ("grant.recipient_not_existing", "grant", "recipient"), id="a grant on the day of dissolution"),
    pytest.param([organization(founded="2010-05-01"), grant(awarded_on="2010-04", cite=SOURCE)],
                 ("grant.recipient_not_existing", "grant", "recipient"), id="a grant in the month before"),
    pytest.param([platform(steps=[ProcessStep(id="s", label=Label("步", "step"), by="x")], cite=SOURCE)],
                 ("process.faulty", "p", "steps[0].by"), id="process.faulty"),
    pytest.param([organization(address="甲", cite=SOURCE), organization(address="乙", cite=ANOTHER)],
                 ("statement.contradiction", "a", "address"), id="statement.contradiction"),
]  # fmt: skip

PASSED = [
    pytest.param([], id="nothing"),
    pytest.param([organization(cite=SOURCE), organization(cite=ANOTHER)], id="two sources that agree"),
    pytest.param([organization(cite=SOURCE), organization(cite=())], id="a source and none"),
    pytest.param([organization("f"), tie("f", "f")], id="a tie of a body with itself"),
    pytest.param([organization(part_of="b"), base()], id="a reference to another kind of body"),
    pytest.param([organization(), programme(rounds=[Round(id="one", label=Label("一", "one"))]),
                  grant(programme="m", round="one")], id="a round that is there"),
    pytest.param([organization(), grant(round="two")], id="a round of a programme that is not told"),
    pytest.param([organization(identifiers=coded(GOOD), form=ASSOCIATION)], id="a code that fits"),
    pytest.param([organization(identifiers=coded(GOOD))], id="a code where the form is not told"),
    pytest.param([organization(identifiers=coded("5932010250001234XB"), form=FOUNDATION)],
                 id="a code that tells no form"),
    pytest.param([organization(identifiers=coded(" 51320102 5000 1234x4"))], id="a code with spaces"),
    pytest.param([organization(identifiers=[Identifier(scheme="local", value="?")])], id="a code of another register"),
    pytest.param([organization(founded="2015-05-01", dissolved="2015-05-02")], id="one day"),
    pytest.param([organization(founded="2015-05", dissolved="2015-05")], id="some days of a month"),
    pytest.param([base(closed="2010-01-02")], id="a base for a day"),
    pytest.param([organization(founded="2015", statuses=[spell(Status.DEREGISTERED, "2015/..")])],
                 id="deregistered in the year of the founding"),
    pytest.param([organization(founded="2015", statuses=[spell(Status.FILED, "2014-01-01/..")])],
                 id="filed before the founding"),
    pytest.param([body(dissolved="2012-01-02"), federation(founded="2012-01-01")], id="a federation for a day"),
    pytest.param([body(founded="2010-05-01"), organization(), tie(span="2010-05-01/..")],
                 id="member on the day of the founding"),
    pytest.param([body(founded="2010-05-01"), organization(), tie(span="2010-05/..")], id="member in the month"),
    pytest.param([body(founded="2010-05"), organization(), tie(span="2010-05-01/..")],
                 id="member on the first day that the founding can be"),
    pytest.param([body(founded="2010-05-01"), organization(), tie(span="?/2010-05-02")],
                 id="a membership of the first day"),
    pytest.param([body(founded="2010-05-01"), organization(), tie(span="../..")],
                 id="a membership whose beginning is not told"),
    pytest.param([body(founded="2010-05-01"), organization(), tie(span="2009/..", kind=TieKind.FUNDS)],
                 id="another tie before the founding"),
    pytest.param([body(founded="2000"), federation(founded="2010"), organization(), tie(span="2010/..")],
                 id="the federation's own founding counts"),
    pytest.param([body(form=ASSOCIATION), organization(form=FOUNDATION), tie()], id="a member of another form"),
    pytest.param([body(form=FOUNDATION), organization(form=GOVERNMENT), tie()],
                 id="a member of what is no association"),
    pytest.param([body(form=ASSOCIATION), organization(form=GOVERNMENT), tie(kind=TieKind.SUPERVISES)],
                 id="a government body in another tie"),
    pytest.param([body(form=ASSOCIATION), organization(), tie()], id="a member whose form is not told"),
    pytest.param([body(), organization(form=ASSOCIATION), tie(), federation(member_forms=[ASSOCIATION])],
                 id="a form that the federation takes"),
    pytest.param([organization(founded="2010-05-01"), grant(awarded_on="2010-05-01")], id="a grant at the founding"),
    pytest.param([organization(dissolved="2010-05-01"), grant(awarded_on="2010-04-30")], id="a grant on the last day"),
    pytest.param([organization(founded="2010-05-01"), grant(awarded_on="2010-05")], id="a grant in the month"),
    pytest.param([organization(founded="2010-03-01", dissolved="2010-06-01"), grant(awarded_on="2010")],
                 id="a grant in the year of a short life"),
    pytest.param([organization(founded="2010-03-01"), grant()], id="a grant without a day"),
    pytest.param([organization(), grant(awarded_on="9999")], id="a grant up to the last day there is"),
    pytest.param([group(), grant(recipient="g", awarded_on="2010")], id="a grant to a group"),
    pytest.param([organization(founded="2015", cite=SOURCE), organization(founded="2005", cite=ANOTHER),
                  grant(awarded_on="2010")][1:], id="a grant to a body of another age"),
    pytest.param([platform(steps=[ProcessStep(id="s", label=Label("步", "step"))])], id="a process"),
    pytest.param([organization(address="甲", cite=SOURCE), organization(cite=ANOTHER)], id="a silent statement"),
    pytest.param([organization(), indicator(Count(of="a", tie=TieKind.HAS_MEMBER))], id="what an indicator counts"),
]  # fmt: skip


class TestFindings:
    @pytest.mark.parametrize(("records", "finding"), FOUND_IN)
    def test_found(self, records, finding):
        """The one fault of a register is found, and said with place, source and what to do in both languages."""
        (one,) = Register(records).check()
        assert (one.code, one.subject, one.field) == finding
        said = Register(records).statements(one.subject)
        record = said[-1] if one.code.startswith("id.") else said[0]
        assert one.where.path == f"{kind_of(record)}[{one.subject}].{one.field}"
        assert one.cite[: len(record.cite)] == record.cite or one.code == "member.form"
        for label in (one.label, one.advice):
            assert CHINESE.search(label.zh)
            assert label.en
            assert "(part=" not in label.zh + label.en
        assert one.text("en").startswith(one.where.path)
        assert one.text("zh").endswith(one.advice.zh)

    @pytest.mark.parametrize("records", PASSED)
    def test_passed(self, records):
        """What may be right is no fault."""
        assert found(*records) == []

    @pytest.mark.parametrize(("records", "finding"), FOUND_IN)
    def test_the_order_of_records_makes_no_difference(self, records, finding):
        """The fault is found whichever record comes first."""
        backwards = Register(reversed(records)).check()
        assert [(one.code, one.subject, one.field) for one in backwards] == [finding]


class TestSources:
    def test_rule_for_members(self):
        """That a state body cannot be a member is said with the article of the regulations."""
        (one,) = Register([body(form=ASSOCIATION), organization(form=GOVERNMENT), tie(cite=SOURCE)]).check()
        assert [(cite.instrument, cite.version, cite.article) for cite in one.cite] == [
            ("association_regulation", "2016", "2(2)")
        ]
        assert one.label == Label(
            "a 是机关，不能是 f 的会员（《社会团体登记管理条例》（2016年文本）第2条第2款）",
            "a is a government body and cannot be a member of f "
            "(Regulations on the registration of social associations (2016 text), art. 2(2))",
        )

    def test_limits_of_a_federation(self):
        """What a federation limits is cited from where it is told of."""
        limits = federation(member_forms=[ASSOCIATION], cite=SOURCE)
        (one,) = Register([body(), organization(form=FOUNDATION), tie(cite=ANOTHER), limits]).check()
        assert one.cite == SOURCE
        (one,) = Register(
            [body(), organization(form=FOUNDATION), tie(cite=ANOTHER), federation(member_forms=[ASSOCIATION])]
        ).check()
        assert one.cite == ANOTHER
        assert one.label == Label("a 是基金会，不能是 f 的会员", "a is a foundation and cannot be a member of f")

    def test_two_federations_of_one_body(self):
        """Of two records of a federation of one body the first counts."""
        early, late = federation("early", founded="2005"), federation("late", founded="2012")
        member = tie(span="2010-01-01/..")
        assert found(body(), organization(), early, late, member) == []
        assert found(body(), organization(), late, early, member) == [("member.before_founding", "f>a", "span")]

    def test_contradictions_name_all_sources(self):
        """Contradictory statements are shown side by side, each with its source."""
        third = (Citation(document="第三份", published=date(2012, 5, 6)),)
        (one,) = Register(
            [
                organization(address="甲", cite=SOURCE),
                organization(address="乙", cite=third),
                organization(address="乙", cite=()),
            ]
        ).check()
        assert one.cite == (*SOURCE, *third)
        assert one.label == Label(
            "出处说法不一：甲（《文件》）；乙（《第三份》，2012-05-06）；乙（无出处）",
            "the sources differ: 甲 (文件); 乙 (第三份, 2012-05-06); 乙 (no source)",
        )

    def test_long_contradictions_are_cut(self):
        """A long list is cut, so that a finding stays a line."""
        many = [Name(zh=f"名称{number}") for number in range(100)]
        (one,) = Register([organization(names=many, cite=SOURCE), organization(cite=ANOTHER)]).check()
        assert "…" in one.label.zh
        assert len(one.label.en) < 400

    @pytest.mark.parametrize(
        ("documents", "codes"),
        [
            pytest.param("甲乙", ["statement.contradiction"], id="two sources"),
            pytest.param("甲甲", ["id.duplicate"], id="one source twice"),
            pytest.param("甲乙乙", ["id.duplicate", "statement.contradiction"], id="the second twice"),
            pytest.param("甲乙甲", ["id.duplicate", "statement.contradiction"], id="the first twice"),
            pytest.param("甲乙丙", ["statement.contradiction"], id="three sources"),
        ],
    )
    def test_several_statements(self, documents, codes):
        """A source that says two things is a duplicate; sources that say different things contradict each other."""
        register = Register(
            [
                organization(address=f"{number % 2}", cite=cited(document))
                for number, document in enumerate(documents)
            ]
        )  # fmt: skip
        assert [one.code for one in register.check()] == codes

    def test_ids_of_several_kinds(self):
        """An id of two kinds is said once for each record that differs from the first."""
        assert found(organization(), hub("a"), organization(cite=SOURCE)) == [
            ("id.kinds", "a", "id"), ("id.kinds", "a", "id"),
        ]  # fmt: skip

    def test_all_faults_of_a_code(self):
        """Each faulty part of each code is found."""
        assert found(organization(identifiers=coded("5832010250001234X4", "x"))) == [
            ("code.category", "a", "identifiers[0].value"),
            ("code.check_digit", "a", "identifiers[0].value"),
            ("code.length", "a", "identifiers[1].value"),
        ]
        assert [code for code, _, _ in found(organization(identifiers=coded("0132010250001234X4")))] == [
            "code.department", "code.check_digit",
        ]  # fmt: skip
        assert [code for code, _, _ in found(organization(identifiers=coded("5100000050001234X4")))] == [
            "code.division", "code.check_digit",
        ]  # fmt: skip

    def test_reference_to_an_id_of_two_kinds(self):
        """A reference is held to what its id is."""
        codes = [code for code, _, _ in found(hub("x"), organization(part_of="x"))]
        assert codes == ["reference.kind"]

    def test_allowed_kinds_are_said(self):
        """What a reference may name is said."""
        (one,) = Register([hosts("a"), organization(), programme("b")]).without("b").check()
        assert one.code == "reference.dangling"
        (one,) = Register([grant(programme="a"), organization()]).check()
        assert one.advice.en == "it has to name one of: programme"


@pytest.mark.parametrize("word", KINDS)
def test_any_record_is_checked(word):
    """A check returns, whatever stands in the fields of a record: here, references to nothing."""
    record = one_of_each_kind()[word]
    for each in (Register([record]), Register([record, record]), Register([record, organization(word)])):
        findings = each.check()
        assert all(one.subject in each for one in findings)
        assert isinstance(findings, tuple)


@given(st.lists(st.sampled_from(list(one_of_each_kind().values())), max_size=8), st.data())
def test_nothing_is_raised(records, data):
    """Records of any kinds with any ids, in any order, can be checked, asked for a day and compared."""
    ids = st.sampled_from([*KINDS, "part_of", "from"])
    register = Register(type(one)(**{**_fields(one), "id": data.draw(ids)}) for one in records)
    assert all(one.subject in register for one in register.check())
    on = data.draw(st.dates())
    assert set(register.as_of(on, rule="certain").ids()) <= set(register.as_of(on).ids())
    assert register.merge(register.as_of(on)).register.ids() == register.ids()
    assert len(register.known_by(on).undated) == len(records)


def _fields(record):
    return {name: getattr(record, name) for name in record.__slots__ if not name.startswith("__")}
