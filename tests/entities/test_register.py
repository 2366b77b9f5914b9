"""Registers: equality, updates that give a new register, copies."""

from __future__ import annotations

import copy
import pickle
from datetime import date

import pytest
from entities.builders import (
    cited,
    coded,
    federation,
    group,
    hub,
    organization,
    tie,
)
from hypothesis import given
from hypothesis import strategies as st

from hubnet.entities import KINDS, Document, Identifier, Name, Organization, PlaceName, Register, TieKind
from hubnet.errors import InvalidValueError, UnknownNameError
from hubnet.values import Label, Place

IDS = ("a", "b", "c", "f")
CODES = ("1", "2", "3")
some_ids = st.sampled_from(IDS)
organizations = st.builds(
    lambda name, address, codes: organization(name, address=address, identifiers=coded(*codes)),
    some_ids,
    st.sampled_from((None, "甲", "乙")),
    st.lists(st.sampled_from(CODES), max_size=2),
)
ties = st.builds(
    lambda from_, to, kind, name: tie(from_, to, kind=kind, id=name),
    some_ids,
    some_ids,
    st.sampled_from((TieKind.HAS_MEMBER, TieKind.HOSTS)),
    st.sampled_from(("t", "u", "a")),
)
federations = st.builds(
    lambda name, body, members: federation(name, body, members=members),
    st.sampled_from(("fed", "b")),
    some_ids,
    st.lists(some_ids, max_size=2),
)
records = organizations | ties | federations | st.builds(hub, some_ids)
"""Records of few ids, so that they collide, across kinds too."""


def look_ups(register):
    """All that can be looked up."""
    return {
        "ids": register.ids(),
        "length": len(register),
        "statements": {name: register.statements(name) for name in register.ids()},
        "kinds": {word: register.all(kind) for word, kind in KINDS.items()},
        "identifiers": {
            value: [(one.id, one.address, one.identifiers) for one in register.with_identifier("CN-USCI", value)]
            for value in CODES
        },
        "ties": register.ties(),
        "members": register.ties(TieKind.HAS_MEMBER),
        "from": {name: register.ties_from(name) for name in IDS},
        "to": {name: register.ties_to(name) for name in IDS},
    }  # fmt: skip


class Model:
    """What updates do, by lists alone."""

    def __init__(self, given):
        self.said = {}
        for record in given:
            self.said.setdefault(record.id, []).append(record)

    def with_records(self, given):
        """Replace what is said about the ids given."""
        fresh = {}
        for record in given:
            fresh.setdefault(record.id, []).append(record)
        self.said.update(fresh)

    def with_statement(self, record):
        """Add a statement."""
        self.said.setdefault(record.id, []).append(record)

    def without(self, names):
        """Take out all that is said about some ids."""
        self.said = {name: said for name, said in self.said.items() if name not in names}

    @property
    def records(self):
        """All that is said, id by id."""
        return [record for said in self.said.values() for record in said]


class TestUpdates:
    @given(st.data())
    def test_as_if_built_anew(self, data):
        """After any updates every look-up answers as in a register built at once; the old registers stay as they were.

        Each register is asked everything before it is updated, or nothing, so that what is kept of earlier look-ups is
        put to the test.
        """
        start = data.draw(st.lists(records, max_size=6))
        register, model = Register(start), Model(start)
        before = []
        for _ in range(data.draw(st.integers(1, 4))):
            if data.draw(st.booleans()):
                before.append((register, look_ups(register)))
            change = data.draw(st.sampled_from(("with_records", "with_statement", "without")))
            if change == "with_records":
                given = data.draw(st.lists(records, max_size=3))
                register = register.with_records(*given)
                model.with_records(given)
            elif change == "with_statement":
                record = data.draw(records)
                register = register.with_statement(record)
                model.with_statement(record)
            elif model.said:
                names = data.draw(st.lists(st.sampled_from(sorted(model.said)), max_size=2))
                register = register.without(*names)
                model.without(names)
        anew = Register(model.records)
        assert register == anew
        assert look_ups(register) == look_ups(anew)
        for old, looked_up in before:
            assert look_ups(old) == looked_up == look_ups(Register(old))

    def test_bodies_that_share_a_code_keep_their_order(self):
        """Bodies found by one code come in the order of the register, also after one of them was replaced."""
        one, other = organization("a", identifiers=coded("1")), organization("b", identifiers=coded("1"))
        register = Register([one, other])
        assert register.with_identifier("CN-USCI", "1") == (one, other)
        new = register.with_records(organization("a", address="甲", identifiers=coded("1")))
        assert [found.id for found in new.with_identifier("CN-USCI", "1")] == ["a", "b"]

    def test_nothing_can_be_set(self):
        """A register is as it was made."""
        register = Register(label=Label("名", "name"))
        for name in ("label", "documents", "something"):
            with pytest.raises(AttributeError):
                setattr(register, name, None)
        assert register.label == Label("名", "name")

    def test_with_statement_refuses_what_is_no_record(self):
        """Only records go in."""
        with pytest.raises(InvalidValueError, match="give records"):
            Register().with_statement("a")

    def test_with_records_replaces(self):
        """A record whose id is held replaces all statements about it, in its place; another comes last."""
        register = Register([organization(address="甲"), organization(address="乙"), organization("b")])
        new = register.with_records(organization("c"), organization(address="丙"))
        assert new.ids() == ("a", "b", "c")
        assert [one.address for one in new.statements("a")] == ["丙"]
        assert [one.address for one in register.statements("a")] == ["甲", "乙"]
        assert register.ids() == ("a", "b")

    def test_with_records_of_one_id(self):
        """Several records of one id that come together are statements side by side."""
        new = Register([organization(address="甲")]).with_records(
            organization(address="乙"), organization(address="丙")
        )
        assert [one.address for one in new.statements("a")] == ["乙", "丙"]

    def test_with_statement_adds(self):
        """A statement comes beside those about the same id, last."""
        register = Register([organization(address="甲"), organization("b")])
        new = register.with_statement(organization(address="乙")).with_statement(organization("c"))
        assert [one.address for one in new.statements("a")] == ["甲", "乙"]
        assert new.ids() == ("a", "b", "c")
        assert len(register.statements("a")) == 1

    def test_without(self):
        """Ids go with all statements; references to them stay."""
        register = Register([organization(), organization(address="甲"), tie(), organization("b")])
        assert register.without("a", "b", "a").ids() == ("f>a",)
        assert register.without("a").ties_to("a") == (tie(),)
        assert register.without() == register
        assert "a" in register

    def test_without_an_unknown_id(self):
        """An id that is not held is an error, and nothing is taken out."""
        register = Register([organization()])
        with pytest.raises(UnknownNameError):
            register.without("a", "x")
        assert "a" in register

    def test_label_and_documents_stay(self):
        """An update keeps what the register says of itself."""
        document = Document(id="d", title=Label("文件", "document"))
        register = Register([organization()], label=Label("名", "name"), documents=[document])
        for new in (
            register.with_records(hub()), register.with_statement(hub()), register.without("a"),
        ):  # fmt: skip
            assert (new.label, new.documents) == (Label("名", "name"), (document,))
            assert type(new) is Register

    def test_identifiers_move_along(self):
        """A code that is taken from a body no longer finds it, and the body that gets it is found."""
        register = Register([organization("a", identifiers=coded("1")), organization("b")])
        assert [one.id for one in register.with_identifier("CN-USCI", "1")] == ["a"]
        new = register.with_records(organization("a"), organization("b", identifiers=coded("1")))
        assert [one.id for one in new.with_identifier("CN-USCI", "1")] == ["b"]
        assert [one.id for one in register.with_identifier("CN-USCI", "1")] == ["a"]

    def test_ties_of_a_list_move_along(self):
        """A federation whose list changes has other ties at once."""
        register = Register([federation(members=["a"])])
        assert [one.to for one in register.ties_from("f")] == ["a"]
        assert [one.to for one in register.with_records(federation(members=["b"])).ties_from("f")] == ["b"]
        assert register.without("fed").ties_from("f") == ()
        assert [one.to for one in register.with_records(organization()).ties_from("f")] == ["a"]


class TestEquality:
    def test_order_of_ids_makes_no_difference(self):
        """Two registers that hold the same are equal, in whichever order."""
        assert Register([organization("a"), organization("b")]) == Register([organization("b"), organization("a")])

    @pytest.mark.parametrize(
        "other",
        [
            pytest.param(Register([organization(address="甲")]), id="another record"),
            pytest.param(Register([organization(), organization("b")]), id="one more"),
            pytest.param(Register([organization(), organization(cite=cited("甲"))]), id="one more statement"),
            pytest.param(Register([hub("a")]), id="another kind"),
            pytest.param(Register([organization()], label=Label("名", "name")), id="a label"),
            pytest.param(
                Register([organization()], documents=[Document(id="d", title=Label("文", "d"))]), id="a document"
            ),
            pytest.param([organization()], id="a list"),
        ],
    )
    def test_differences(self, other):
        """Records, statements, label and documents all count."""
        assert Register([organization()]) != other

    def test_not_hashable(self):
        """A register is no key."""
        with pytest.raises(TypeError):
            hash(Register())

    @pytest.mark.parametrize("used", [False, True], ids=["new", "after look-ups"])
    def test_copies(self, used):
        """Pickles and copies are equal and answer alike."""
        register = Register(
            [organization(identifiers=coded("1")), tie(), federation(members=["a"])], label=Label("名", "name")
        )
        if used:
            look_ups(register)
        for other in (pickle.loads(pickle.dumps(register)), copy.copy(register), copy.deepcopy(register)):  # noqa: S301
            assert other == register
            assert look_ups(other) == look_ups(register)
            assert other.with_records(hub()).ties() == register.ties()

    def test_repr(self):
        """A register is shown by its name and size."""
        register = Register([organization(), hub()], label=Label("名", "name"))
        assert repr(register) == "<Register 'name': 1 organizations, 2 records>"
        assert repr(Register()) == "<Register: 0 organizations, 0 records>"

    def test_takes_any_iterable(self):
        """Records and documents may come from a generator."""
        documents = (Document(id=name, title=Label(name, name)) for name in "de")
        register = Register((organization(name) for name in "ab"), documents=documents)
        assert register.ids() == ("a", "b")
        assert [document.id for document in register.documents] == ["d", "e"]

    def test_odd_ids_and_names(self):
        """Any text is an id, and any text with a sign in it a name."""
        for text in ("\u200b", "é", "e\u0301", "𠮷野", "a/b[0].c", "\ud800", "'", "x" * 10000):
            register = Register([Organization(id=text, names=text)])
            assert register[text].names == (Name(zh=text),)
            assert register.check() == ()


class TestPlaces:
    def test_by_name(self):
        """Names and aliases find a place, in either language; spaces around them do not matter."""
        register = Register(
            [
                PlaceName(id="x", place="320102", names=[Label("玄武区", "Xuanwu"), "玄武"]),
                PlaceName(id="y", place="320102/锁金村街道", names="锁金村街道"),
                PlaceName(id="z", place="110101", names="玄武"),
                PlaceName(id="w", place="320102", names="玄武"),
            ]
        )
        assert register.places("玄武区") == register.places(" Xuanwu ") == (Place("320102"),)
        assert register.places("玄武") == (Place("320102"), Place("110101"))
        assert register.places("玄") == register.places("") == ()

    @pytest.mark.parametrize(
        ("on", "old", "new"),
        [(None, True, True), ("1999-12-31", True, False), ("2000-01-01", False, True), ("2000-12-31", False, True)],
    )
    def test_on_a_day(self, on, old, new):
        """Asked for a day, names and divisions that were not borne on it are left out."""
        register = Register(
            [
                PlaceName(
                    id="x",
                    place="320102",
                    names=[Name(zh="旧名", span="../2000-01-01"), Name(zh="新名", span="2000-01-01/..")],
                ),
                PlaceName(id="y", place="110101", names="旧区", span="../2000-01-01"),
            ]
        )
        day = None if on is None else date.fromisoformat(on)
        assert bool(register.places("旧名", on=day)) is old
        assert bool(register.places("新名", on=day)) is new
        assert bool(register.places("旧区", on=day)) is old


def test_large_registers_are_updated():
    """An update of a register of 100,000 bodies leaves all others as they were."""
    register = Register(
        [organization(f"o{number}", identifiers=coded(f"{number}")) for number in range(100_000)]
        + [group(), Organization(id="odd", names="单", identifiers=[Identifier(scheme="s", value="1")])]
    )
    assert register.with_identifier("CN-USCI", "99999")[0].id == "o99999"
    new = register.with_records(organization("o5"), organization("o100000", identifiers=coded("5")))
    assert len(register) == 100_002
    assert len(new) == 100_003
    assert [one.id for one in new.with_identifier("CN-USCI", "5")] == ["o100000"]
    assert [one.id for one in register.with_identifier("CN-USCI", "5")] == ["o5"]
    assert new.with_identifier("s", "1")[0].id == "odd"
    assert len(new.without("o7").organizations) == 100_001
