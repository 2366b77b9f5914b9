"""Registers and statements held against each other."""

from __future__ import annotations

from collections import Counter

import attrs
import pytest
from entities.builders import cited, coded, federation, hub, organization, tie
from hypothesis import given
from hypothesis import strategies as st

from hubnet.entities import Change, Contradiction, Document, LegalForm, Name, Register, Role, Statement, TieKind
from hubnet.values import Confidence, Label, PartialDate

ONE, OTHER, THIRD = cited("甲"), cited("乙"), cited("丙")

statements = st.builds(
    lambda name, address, form, document: organization(name, address=address, form=form, cite=cited(document)),
    st.sampled_from("abc"),
    st.sampled_from((None, "甲路", "乙路")),
    st.sampled_from((None, LegalForm.FOUNDATION)),
    st.sampled_from("甲乙丙"),
) | st.builds(hub, st.sampled_from("abc"), cite=st.sampled_from((ONE, OTHER)))
"""Statements about few ids, so that they meet and contradict each other."""
registers = st.lists(statements, max_size=5).map(dict.fromkeys).map(Register)
"""Registers in which no statement stands twice."""
single = st.lists(statements, max_size=5, unique_by=lambda record: record.id).map(Register)
"""Registers with one statement for each id."""


def counted(register):
    """How often each statement stands in a register."""
    return Counter(register)


def applied(register, difference):
    """A register with a difference applied by hand."""
    kept = Counter(register)
    kept.subtract(difference.removed)
    kept.update(difference.added)
    records = list(kept.elements())
    for change in difference.changed:
        name = "from_" if change.field == "from" else change.field
        at = next(number for number, record in enumerate(records) if record.id == change.id)
        assert getattr(records[at], name) == change.before
        records[at] = attrs.evolve(records[at], **{name: change.after})
    return Counter(records)


class TestMerge:
    @given(registers, registers)
    def test_nothing_is_lost_or_added(self, ours, theirs):
        """Each statement of either register is in the result, once, and no other; the order is kept."""
        both = ours.merge(theirs).register
        assert counted(both) == Counter(set(ours) | set(theirs))
        assert both.ids()[: len(ours)] == ours.ids()
        for name in ours.ids():
            assert both.statements(name)[: len(ours.statements(name))] == ours.statements(name)

    @given(registers, registers)
    def test_again_changes_nothing(self, ours, theirs):
        """A register merged with itself, or with what it holds already, stays; that is no conflict."""
        assert ours.merge(ours) == (ours, ())
        assert ours.merge(Register()) == (ours, ())
        both = ours.merge(theirs).register
        assert both.merge(theirs) == (both, ())
        assert both.merge(ours) == (both, ())

    @given(registers, registers)
    def test_conflicts_are_the_new_contradictions(self, ours, theirs):
        """Listed is each contradiction of the result that neither register had, and each once."""
        both, conflicts = ours.merge(theirs)
        had = [(one.id, one.field, Counter(one.said)) for part in (ours, theirs) for one in part.contradictions()]
        assert list(conflicts) == [
            one for one in both.contradictions() if (one.id, one.field, Counter(one.said)) not in had
        ]  # fmt: skip
        assert len({(one.id, one.field) for one in conflicts}) == len(conflicts)

    def test_conflict(self):
        """A conflict names the record, the field and what each source says."""
        one = organization(address="甲路", founded="2012", cite=ONE)
        other = organization(address="乙路", cite=OTHER)
        both, conflicts = Register([one]).merge(Register([other]))
        assert both.statements("a") == (one, other)
        assert conflicts == (
            Contradiction("a", "organization", "address", (Statement("甲路", ONE), Statement("乙路", OTHER))),
        )

    def test_documents_and_labels(self):
        """Documents of both are kept, each once; the label is the own one, else the other's."""
        d, e = (Document(id=name, title=Label(name, name)) for name in "de")
        named, other = Register(label=Label("甲", "one"), documents=[d]), Register(label=Label("乙", "two"))
        plain = Register(documents=[d, e])
        assert named.merge(plain).register.documents == (d, e)
        assert named.merge(other).register.label.en == "one"
        assert plain.merge(other).register.label.en == "two"
        assert plain.merge(plain).register.label is None


class TestContradictions:
    def test_silence_contradicts_nothing(self):
        """A statement that leaves a field as it is by default says nothing about it."""
        full = organization(address="甲路", form=LegalForm.FOUNDATION, roles=[Role.HUB], cite=ONE)
        assert Register([full, organization(cite=OTHER)]).contradictions() == ()
        assert Register([organization(cite=OTHER), full]).contradictions() == ()

    def test_what_speaks_of_the_statement_is_no_matter(self):
        """Another source, confidence or reasoning is no contradiction."""
        other = organization(cite=OTHER, confidence=Confidence.INFERRED, because=Label("因", "reason"))
        assert Register([organization(cite=ONE), other]).contradictions() == ()

    @pytest.mark.parametrize(
        ("one", "other", "field"),
        [
            pytest.param({"address": "甲路"}, {"address": "乙路"}, "address", id="text"),
            pytest.param({"founded": "2012"}, {"founded": "2012-05"}, "founded", id="date"),
            pytest.param({"names": "甲"}, {"names": "乙"}, "names", id="names"),
            pytest.param({"roles": [Role.HUB]}, {"roles": [Role.SUPPORT]}, "roles", id="words"),
            pytest.param({"identifiers": coded("1")}, {"identifiers": coded("2")}, "identifiers", id="codes"),
        ],
    )
    def test_fields(self, one, other, field):
        """A field on which two statements differ is a contradiction; one on which they agree is none."""
        register = Register([organization(**one, cite=ONE), organization(**other, cite=OTHER)])
        (found,) = register.contradictions()
        assert (found.id, found.kind, found.field) == ("a", "organization", field)
        assert [said.cite for said in found.said] == [ONE, OTHER]
        assert Register([organization(**one, cite=ONE), organization(**one, cite=OTHER)]).contradictions() == ()

    def test_ends_of_ties(self):
        """A field is called as it is written in files."""
        register = Register([tie("x", "a", id="t"), tie("y", "a", id="t")])
        assert [one.field for one in register.contradictions()] == ["from"]

    def test_among_several(self):
        """All statements that speak of the field are listed, those that agree too, and silent ones not."""
        register = Register(
            [
                organization(cite=cited("丁")),
                organization(address="甲路", cite=ONE),
                organization(address="甲路", cite=OTHER),
                organization(address="乙路", cite=THIRD),
            ]
        )
        (found,) = register.contradictions()
        assert found.said == (Statement("甲路", ONE), Statement("甲路", OTHER), Statement("乙路", THIRD))

    def test_two_kinds(self):
        """Statements of two kinds about one id contradict each other in that, and are not compared further."""
        (found,) = Register([organization(address="甲路", cite=ONE), hub("a", cite=OTHER)]).contradictions()
        assert found == Contradiction(
            "a", "organization", "kind", (Statement("organization", ONE), Statement("hub", OTHER))
        )

    def test_different_ids(self):
        """What is said of two ids contradicts nothing."""
        assert Register([organization("a", address="甲"), organization("b", address="乙")]).contradictions() == ()

    @given(registers)
    def test_order_makes_no_difference(self, register):
        """Whichever statement comes first, the same fields differ, and the same is said of them."""
        backwards = Register(reversed(list(register)))
        there, back = (
            {(one.id, one.field): Counter(one.said) for one in each.contradictions()} for each in (register, backwards)
        )
        assert there == back


class TestDifference:
    @given(registers, registers)
    def test_leads_to_the_other(self, ours, theirs):
        """What is said to be done, done by hand, gives what the other register holds."""
        assert applied(ours, ours.difference(theirs)) == counted(theirs)

    @given(registers)
    def test_of_a_register_with_itself(self, register):
        """Nothing differs."""
        assert register.difference(Register(register)) == ((), (), ())

    @given(registers, registers)
    def test_the_other_way_round(self, ours, theirs):
        """What is added one way is removed the other way, and changes swap before and after."""
        there, back = ours.difference(theirs), theirs.difference(ours)
        assert Counter(there.added) == Counter(back.removed)
        assert Counter(there.removed) == Counter(back.added)
        assert {(one.id, one.field, one.before, one.after) for one in there.changed} == {
            (one.id, one.field, one.after, one.before) for one in back.changed
        }

    @given(single, single)
    def test_single_statements_change_field_by_field(self, ours, theirs):
        """With one statement for each id nothing is added that was there, unless its kind is another."""
        found = ours.difference(theirs)
        assert all(
            record.id not in ours or type(ours[record.id]) is not type(record) for record in found.added
        )  # fmt: skip

    def test_change(self):
        """A change names record, kind and field, and what stood and stands there."""
        before = Register([organization(address="甲路", founded="2012"), tie("x", "a", id="t"), federation()])
        after = Register([organization(founded="2012-05"), tie("y", "a", id="t", kind=TieKind.FOUNDED), hub()])
        assert before.difference(after) == (
            (hub(),),
            (federation(),),
            (
                Change("a", "organization", "founded", PartialDate.parse("2012"), PartialDate.parse("2012-05")),
                Change("a", "organization", "address", "甲路", None),
                Change("t", "tie", "kind", TieKind.HAS_MEMBER, TieKind.FOUNDED),
                Change("t", "tie", "from", "x", "y"),
            ),
        )

    def test_of_statements_side_by_side(self):
        """Where several statements stand side by side they come and go as a whole."""
        one, other = organization(address="甲路", cite=ONE), organization(address="乙路", cite=OTHER)
        assert Register([one]).difference(Register([one, other])) == ((other,), (), ())
        assert Register([one, other]).difference(Register([other])) == ((), (one,), ())

    def test_of_another_kind(self):
        """An id that is of another kind now was removed and added."""
        assert Register([organization()]).difference(Register([hub("a")])) == ((hub("a"),), (organization(),), ())

    def test_sources_and_names_count(self):
        """A difference in what speaks of the statement is one too."""
        found = Register([organization(cite=ONE)]).difference(Register([organization(cite=OTHER, names="b")]))
        assert found.changed == (
            Change("a", "organization", "names", (Name(zh="a"),), (Name(zh="b"),)),
            Change("a", "organization", "cite", ONE, OTHER),
        )
