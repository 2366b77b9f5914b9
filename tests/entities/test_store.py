"""The store under a register: records by id, by kind, by identifier, by the ends of ties; their references."""

from __future__ import annotations

import attrs
import pytest
from entities.builders import (
    cited,
    coded,
    federation,
    grant,
    hub,
    one_of_each_kind,
    organization,
    tie,
)

from hubnet.entities import KINDS, Hub, Identifier, Organization, Register, Tie, TieKind, references
from hubnet.entities.store import Store
from hubnet.errors import InvalidValueError, UnknownNameError
from hubnet.values import Label

PATHS = {
    "organization": ["part_of"],
    "hub": ["organization", "designated_by", "policy"],
    "federation": ["organization", "founders[0]", "members[0]"],
    "counted_group": ["includes[0]"],
    "tie": ["from", "to"],
    "base": [
        "organization", "set_up_by[0]", "operated_by[0]", "part_of", "policy",
        "governance.decides.body", "governance.operates.body", "governance.supervises.body",
    ],
    "function_module": ["of"],
    "service_post": ["of", "claimed_by", "letter.signed_by"],
    "platform": ["base", "operated_by[0]"],
    "department": ["of"],
    "person": ["roles[0].of"],
    "programme": ["run_by[0]", "funded_by[0]", "carried_out_by[0]", "part_of", "rounds[0].paid_by[0]"],
    "fund": ["set_up_by[0]"],
    "application": ["programme", "applicant"],
    "grant": ["funder", "recipient", "programme", "application"],
    "flow": ["payers[0]", "payees[0]"],
    "scheme": ["of", "led_by[0]", "parts[0].records[0]"],
    "policy": ["issued_by[0]"],
    "reform": ["policy"],
    "award": ["given_by[0]", "to[0]"],
    "cooperation": ["of", "partners[0]"],
    "event": ["about", "proposed_by[0]", "held_by[0]", "part_of"],
    "indicator": ["about", "counts.of"],
    "completeness": [],
    "place_name": [],
}  # fmt: skip


class TestReferences:
    @pytest.mark.parametrize("word", KINDS)
    def test_every_field_that_holds_ids(self, word):
        """All fields that name other records are found, those of parts too, each with its path and its kinds."""
        found = list(references(one_of_each_kind()[word]))
        assert [path for path, _, _ in found] == PATHS[word]
        assert [name for _, name, _ in found] == PATHS[word]  # each text of a filled record is its own path
        assert all(kinds for _, _, kinds in found)

    def test_several_are_numbered(self):
        """Each id of a list has a path of its own."""
        found = references(federation(members=["x", "y"]))
        assert [(path, name) for path, name, _ in found] == [
            ("organization", "f"), ("members[0]", "x"), ("members[1]", "y"),
        ]  # fmt: skip

    def test_what_is_not_said_is_no_reference(self):
        """None and empty lists refer to nothing."""
        assert list(references(organization())) == []
        assert list(references(hub())) == []

    def test_kinds_allowed(self):
        """A payer may be a fund, a member may not."""
        kinds = {path: allowed for path, _, allowed in references(one_of_each_kind()["grant"])}
        assert kinds == {
            "funder": ("organization", "counted_group", "base", "platform", "fund", "programme"),
            "recipient": ("organization", "counted_group", "base", "platform"),
            "programme": ("programme",),
            "application": ("application",),
        }


class TestLookUp:
    def test_by_id(self):
        """An id gives its record, and None or an error where it is not held."""
        one = organization("a")
        register = Register([one, hub("h")])
        assert register["a"] is one
        assert register.get("a") is one
        assert register.get("x") is None
        assert "a" in register
        assert "x" not in register
        assert register.ids() == ("a", "h")
        assert len(register) == 2

    def test_unknown_id(self):
        """The error names the id and the one most like it."""
        register = Register([organization("xuanwu_alliance"), organization("meiyuan")])
        for look_up in (register.statements, register.__getitem__, register.without):
            with pytest.raises(UnknownNameError, match="did you mean 'xuanwu_alliance'") as caught:
                look_up("xuanwu_aliance")
            assert (caught.value.kind, caught.value.name) == ("record", "xuanwu_aliance")
            assert caught.value.known == ("xuanwu_alliance", "meiyuan")

    @pytest.mark.parametrize("name", [5, None, ("a",)], ids=repr)
    def test_what_is_no_text_is_no_id(self, name):
        """An id is a text."""
        with pytest.raises(InvalidValueError, match="give the id of a record"):
            Register([organization()]).statements(name)

    @pytest.mark.parametrize("size", [2000, 2001], ids=["small", "large"])
    def test_suggestion_of_a_large_register(self, size):
        """Of many ids those that begin alike are looked through."""
        register = Register([organization(f"{number % 7}_{number:05}") for number in range(size)])
        with pytest.raises(UnknownNameError) as caught:
            register["3_0000x"]
        assert str(caught.value.suggestion).startswith("3_00")

    def test_nothing_alike_in_a_large_register(self):
        """No suggestion is forced."""
        register = Register([organization(f"{number}") for number in range(2001)])
        with pytest.raises(UnknownNameError) as caught:
            register["另一个"]
        assert caught.value.suggestion is None
        assert str(caught.value)

    def test_empty(self):
        """An empty register answers too."""
        register = Register()
        assert (len(register), list(register), register.ids()) == (0, [], ())
        assert register.all(Organization) == register.ties() == register.with_identifier("s", "1") == ()
        assert register.ties_from("a") == register.ties_to("a") == ()

    def test_by_kind(self):
        """All records of a class come in order, whatever stands between them."""
        a, h, b = organization("b"), hub("h"), organization("a")
        register = Register([a, h, b])
        assert register.all(Organization) == (a, b)
        assert register.all(Organization) is register.all(Organization)
        assert register.all(Hub) == (h,)
        assert register.all(Tie) == ()

    def test_named_kinds(self):
        """The kinds asked for most have a name of their own."""
        records = one_of_each_kind()
        register = Register(records.values())
        for name in ("organization", "hub", "federation", "base", "platform", "counted_group", "programme", "fund",
                     "application", "grant", "indicator"):  # fmt: skip
            assert getattr(register, f"{name}s") == (records[name],)

    @pytest.mark.parametrize("record", ["a", None, 5, Identifier(scheme="s", value="1"), Organization], ids=repr)
    def test_refuses_what_is_no_record(self, record):
        """Only records go in."""
        with pytest.raises(InvalidValueError, match="give records: organization, hub"):
            Register([record])
        with pytest.raises(InvalidValueError, match="give records: organization, hub"):
            Register().with_records(record)


class TestStatements:
    def test_side_by_side(self):
        """Several records with one id are all kept, in order; the first is the one by id."""
        one, other, third = (organization(address=street) for street in "甲乙丙")
        register = Register([one, organization("b"), other, third])
        assert register.statements("a") == (one, other, third)
        assert register["a"] is register.get("a") is one
        assert len(register) == 2
        assert [record.address for record in register] == ["甲", "乙", "丙", None]
        assert len(register.organizations) == 4

    def test_of_two_kinds(self):
        """An id of two kinds is kept as given; each kind has its own."""
        one, other = organization("a"), hub("a")
        register = Register([one, other])
        assert register.statements("a") == (one, other)
        assert register.organizations == (one,)
        assert register.hubs == (other,)
        assert register.with_identifier("s", "1") == ()

    def test_a_statement_twice(self):
        """What is said twice stands there twice."""
        assert Register([organization(), organization()]).statements("a") == (organization(), organization())


class TestIdentifiers:
    def test_by_identifier(self):
        """Scheme and value find the organizations that carry both, exactly as written."""
        one = organization("a", identifiers=coded("1"))
        other = organization("b", identifiers=[*coded("1", "2"), Identifier(scheme="local", value="3")])
        register = Register([one, other, organization("c")])
        assert register.with_identifier("CN-USCI", "1") == (one, other)
        assert register.with_identifier("CN-USCI", "2") == (other,)
        assert register.with_identifier("local", "3") == (other,)
        assert register.with_identifier("CN-USCI", "3") == register.with_identifier("local", "1") == ()
        assert register.with_identifier("CN-USCI", " 1") == ()

    def test_of_one_statement(self):
        """Of the statements about one id only those come that give the identifier."""
        one = organization("a", cite=cited("甲"))
        other = organization("a", cite=cited("乙"), identifiers=coded("1"))
        assert Register([one, other]).with_identifier("CN-USCI", "1") == (other,)
        assert Register([other, one]).with_identifier("CN-USCI", "1") == (other,)

    def test_the_same_identifier_twice(self):
        """An organization that carries an identifier twice comes once."""
        one = organization("a", identifiers=coded("1", "1"))
        assert Register([one]).with_identifier("CN-USCI", "1") == (one,)

    def test_an_id_of_two_kinds(self):
        """A record of another kind with the same id does not come along."""
        one = organization("a", identifiers=coded("1"))
        assert Register([hub("a"), one]).with_identifier("CN-USCI", "1") == (one,)


class TestTies:
    def test_by_ends(self):
        """Ties are found from either end, of all kinds or one."""
        member, host = tie("f", "a"), tie("f", "b", kind=TieKind.HOSTS)
        register = Register([member, host, tie("a", "f", id="back")])
        assert register.ties_from("f") == (member, host)
        assert register.ties_from("f", TieKind.HOSTS) == (host,)
        assert register.ties_from("f", TieKind.FUNDS) == ()
        assert [one.id for one in register.ties_to("f")] == ["back"]
        assert register.ties_to("a", TieKind.HAS_MEMBER) == (member,)
        assert register.ties(TieKind.HOSTS) == (host,)
        assert register.ties_from("x") == register.ties_to("x") == ()

    def test_of_a_body_with_itself(self):
        """A tie of a body with itself runs from it and to it, and comes once each way."""
        own = tie("a", "a")
        register = Register([own])
        assert register.ties() == register.ties_from("a") == register.ties_to("a") == (own,)

    def test_lists_of_federations(self):
        """Members and founders of a list are ties, after the recorded ones, with the source of the list."""
        source = cited("甲", "2012-05-06")
        listed = federation(members=["a", "b"], founders=["c"], cite=source, because=Label("理由", "reason"))
        recorded = tie("f", "d")
        register = Register([listed, recorded])
        assert [(one.from_, one.kind, one.to) for one in register.ties()] == [
            ("f", TieKind.HAS_MEMBER, "d"),
            ("f", TieKind.HAS_MEMBER, "a"),
            ("f", TieKind.HAS_MEMBER, "b"),
            ("c", TieKind.FOUNDED, "f"),
        ]
        assert [one.to for one in register.ties_from("f", TieKind.HAS_MEMBER)] == ["d", "a", "b"]
        assert [one.from_ for one in register.ties_to("f")] == ["c"]
        made = register.ties_to("b")[0]
        assert (made.span, made.cite, made.confidence, made.because) == (
            None,
            source,
            listed.confidence,
            Label("理由", "reason"),
        )
        assert made.id == "fed/has_member/b"
        assert register.all(Tie) == (recorded,)
        assert made.id not in register


def test_a_store_alone():
    """A store works without a register."""
    store = Store([grant(), organization()])
    assert store.ids() == ("grant", "a")
    assert attrs.evolve(store["a"], id="b") not in store
