"""What holds on a day, and what could be known on a day."""

from __future__ import annotations

from datetime import date, timedelta

import attrs
import pytest
from entities.builders import (
    base,
    cited,
    federation,
    group,
    hub,
    one_of_each_kind,
    organization,
    programme,
    spell,
    tie,
)
from hypothesis import given
from hypothesis import strategies as st

from hubnet.entities import KINDS, Completeness, Department, Document, Name, PlaceName, Register, Status, existence
from hubnet.values import End, Label, Outcome, Span

MET, NOT_MET, UNKNOWN = Outcome.MET, Outcome.NOT_MET, Outcome.UNKNOWN
REGISTERED, FILED, INFORMAL = Status.REGISTERED, Status.FILED, Status.INFORMAL


def day(text):
    """The day of a text."""
    return date.fromisoformat(text)


def ids(register):
    """The ids of a register."""
    return set(register.ids())


COMPLETE = Completeness(id="c", place="320102", kinds=["base"], span="2012-01-01/2013-01-01")


class TestExistence:
    @pytest.mark.parametrize(
        ("record", "on", "outcome"),
        [
            pytest.param(organization(founded="2012-05-06"), "2012-05-05", NOT_MET, id="the day before founding"),
            pytest.param(organization(founded="2012-05-06"), "2012-05-06", MET, id="the day of founding"),
            pytest.param(organization(founded="2012-05-06"), "9999-12-31", MET, id="it goes on"),
            pytest.param(organization(founded="2012-05"), "2012-04-30", NOT_MET, id="before the month of founding"),
            pytest.param(organization(founded="2012-05"), "2012-05-01", UNKNOWN, id="first day of the month"),
            pytest.param(organization(founded="2012-05"), "2012-05-30", UNKNOWN, id="last day but one of the month"),
            pytest.param(organization(founded="2012-05"), "2012-05-31", MET, id="last day of the month"),
            pytest.param(organization(), "2012-05-06", UNKNOWN, id="no founding known"),
            pytest.param(organization(dissolved="2015-01-01"), "2014-12-31", MET, id="the day before dissolution"),
            pytest.param(organization(dissolved="2015-01-01"), "2015-01-01", NOT_MET, id="the day of dissolution"),
            pytest.param(organization(dissolved="2015"), "2015-01-01", UNKNOWN, id="first day of the year of the end"),
            pytest.param(organization(dissolved="2015"), "2015-12-31", NOT_MET, id="last day of the year of the end"),
            pytest.param(
                organization(statuses=[spell(REGISTERED, "2012-05-06/..")]), "2012-05-05", NOT_MET,
                id="the day before the first status",
            ),
            pytest.param(
                organization(statuses=[spell(REGISTERED, "2012-05-06/..")]), "2012-05-06", MET,
                id="the day of the first status",
            ),
            pytest.param(
                organization(founded="2012-05-06", statuses=[spell(INFORMAL, "2010-01-01/2012-05-06")]), "2010-01-01",
                MET, id="an informal life before the founding",
            ),
            pytest.param(
                organization(founded="2012-05-06", statuses=[spell(INFORMAL, "2010-01-01/2012-05-06")]), "2009-12-31",
                NOT_MET, id="before the informal life",
            ),
            pytest.param(
                organization(statuses=[spell(FILED, "2010-01-01/2011-01-01"), spell(REGISTERED, "2012-01-01/..")]),
                "2011-06-01", MET, id="between two statuses",
            ),
            pytest.param(
                organization(founded="2012", statuses=[spell(Status.DEREGISTERED, "2015-01-01/..")]), "2014-12-31",
                MET, id="the day before deregistration",
            ),
            pytest.param(
                organization(founded="2012", statuses=[spell(Status.DEREGISTERED, "2015-01-01/..")]), "2015-01-01",
                NOT_MET, id="the day of deregistration",
            ),
            pytest.param(
                organization(founded="2012", statuses=[spell(Status.REVOKED, "2015-01-01/..")]), "2015-01-01",
                NOT_MET, id="the day of revocation",
            ),
            pytest.param(
                organization(founded="2012", statuses=[spell(Status.SUSPENDED, "2015-01-01/..")]), "2015-01-01",
                MET, id="a suspended body exists",
            ),
            pytest.param(
                organization(
                    founded="2012", dissolved="2016-01-01", statuses=[spell(Status.DEREGISTERED, "2015-01-01/..")]
                ),
                "2015-06-01", NOT_MET, id="the earlier of two ends",
            ),
            pytest.param(base(), "2009-12-31", NOT_MET, id="the day before a base opens"),
            pytest.param(base(), "2010-01-01", MET, id="the day a base opens"),
            pytest.param(base(closed="2012-01-01"), "2011-12-31", MET, id="the day before a base closes"),
            pytest.param(base(closed="2012-01-01"), "2012-01-01", NOT_MET, id="the day a base closes"),
            pytest.param(base(opened=None), "2010-01-01", UNKNOWN, id="a base whose opening is not known"),
            pytest.param(tie(span="2012-05-06/2013-01-01"), "2012-05-05", NOT_MET, id="the day before a tie"),
            pytest.param(tie(span="2012-05-06/2013-01-01"), "2012-05-06", MET, id="first day of a tie"),
            pytest.param(tie(span="2012-05-06/2013-01-01"), "2013-01-01", NOT_MET, id="first day out of a tie"),
            pytest.param(tie(cite=cited("文", "2012-05-06")), "2012-05-06", MET, id="a tie on the day of its source"),
            pytest.param(tie(cite=cited("文", "2012-05-06")), "2012-05-05", UNKNOWN, id="a tie before its source"),
            pytest.param(tie(cite=cited("文", "2012-05-06")), "2012-05-07", UNKNOWN, id="a tie after its source"),
            pytest.param(
                tie(cite=cited("文", "2014-01-01") + cited("书", "2012-05-06")), "2012-05-06", MET,
                id="a tie on the day of the first of its sources",
            ),
            pytest.param(tie(cite=cited("文")), "2012-05-06", UNKNOWN, id="a tie whose source has no date"),
            pytest.param(hub(designated="2012-05-06"), "2012-05-05", NOT_MET, id="before a designation"),
            pytest.param(hub(designated="2012-05-06"), "2012-05-06", MET, id="a designation"),
            pytest.param(hub(span="2012-05-06/2013-01-01"), "2013-01-01", NOT_MET, id="a designation that ended"),
            pytest.param(hub(), "2012-05-06", UNKNOWN, id="a designation without dates"),
            pytest.param(COMPLETE, "2011-12-31", NOT_MET, id="the day before the register is complete"),
            pytest.param(COMPLETE, "2012-01-01", MET, id="the first day on which it is"),
            pytest.param(COMPLETE, "2013-01-01", NOT_MET, id="the first day on which it is no longer"),
        ],
    )  # fmt: skip
    def test_day(self, record, on, outcome):
        """A record holds from its first day in to its first day out; what its dates leave open is UNKNOWN."""
        assert existence(record).covers(day(on)) is outcome

    @pytest.mark.parametrize(
        "record",
        [programme(), PlaceName(id="x", place="CN", names="中国"), group(), Department(id="d", of="a", names="部")],
        ids=lambda one: type(one).__name__,
    )
    def test_no_dates_by_nature(self, record):
        """Some records hold whatever the day, as far as they say nothing else."""
        assert existence(record) is None

    @pytest.mark.parametrize("word", KINDS)
    def test_every_kind(self, word):
        """Any record has a span of existence or none."""
        assert isinstance(existence(one_of_each_kind()[word]), Span | None)

    @pytest.mark.parametrize(
        "record",
        [
            pytest.param(organization(founded="2015", dissolved="2012"), id="dissolved before founded"),
            pytest.param(organization(founded="2015-01-01", dissolved="2015-01-01"), id="dissolved when founded"),
            pytest.param(
                organization(founded="2015", statuses=[spell(Status.DEREGISTERED, "2012-01-01/..")]),
                id="deregistered before founded",
            ),
        ],
    )
    def test_contradicting_dates(self, record):
        """Of dates that contradict each other the end is taken as not known; nothing is raised."""
        life = existence(record)
        assert life.end is End.UNKNOWN
        assert life.covers(day("2012-06-01")) is NOT_MET
        assert life.covers(day("2019-01-01")) is UNKNOWN
        assert "a" in Register([record]).as_of(day("2019-01-01"))
        assert "a" not in Register([record]).as_of(day("2019-01-01"), rule="certain")

    def test_dates_that_may_agree(self):
        """A founding and an end within one month contradict each other only if the end must come first."""
        short = existence(organization(founded="2015-05", dissolved="2015-05"))
        assert [short.covers(day(on)) for on in ("2015-04-30", "2015-05-15", "2015-05-31")] == [
            NOT_MET, UNKNOWN, NOT_MET,
        ]  # fmt: skip
        assert existence(organization(founded="2015-05-30", dissolved="2015-05")).covers(day("2015-05-30")) is MET


class TestAsOf:
    def test_boundaries(self):
        """A body is there from its founding to the day before its dissolution, and its ties with it."""
        register = Register(
            [
                organization("f", founded="2000"),
                organization("a", founded="2010-05-01", dissolved="2012-05-01"),
                tie(span="2010-03-01/.."),
            ]
        )
        whole, alone = {"f", "a", "f>a"}, {"f"}
        for on, left in (
            ("2010-04-30", alone), ("2010-05-01", whole), ("2012-04-30", whole), ("2012-05-01", alone),
        ):  # fmt: skip
            assert ids(register.as_of(day(on))) == ids(register.as_of(day(on), rule="certain")) == left

    def test_what_dates_leave_open(self):
        """A body founded some day of a month may be there all that month, and is for certain on its last day."""
        register = Register([organization("a", founded="2012-05", dissolved="2014")])
        for on, possible, certain in (
            ("2012-04-30", False, False),
            ("2012-05-01", True, False),
            ("2012-05-31", True, True),
            ("2013-12-31", True, True),
            ("2014-01-01", True, False),
            ("2014-12-30", True, False),
            ("2014-12-31", False, False),
        ):
            assert ("a" in register.as_of(day(on))) is possible
            assert ("a" in register.as_of(day(on), rule="certain")) is certain

    def test_ties_of_their_own_dates(self):
        """A tie is there on its own days, whatever its ends."""
        register = Register([organization("f", founded="2000"), organization("a", founded="2000"),
                             tie(span="2010-01-01/2012-01-01"), tie(id="undated")])  # fmt: skip
        assert ids(register.as_of(day("2009-12-31"))) == {"f", "a", "undated"}
        assert ids(register.as_of(day("2010-01-01"))) == {"f", "a", "f>a", "undated"}
        assert ids(register.as_of(day("2011-12-31"), rule="certain")) == {"f", "a", "f>a"}
        assert ids(register.as_of(day("2012-01-01"))) == {"f", "a", "undated"}

    def test_ends_that_are_not_held(self):
        """A tie to a body that the register does not hold stays; the check reports it."""
        assert ids(Register([tie(span="2010-01-01/..")]).as_of(day("2011-01-01"))) == {"f>a"}

    def test_names_over_time(self):
        """A body bears the names of the day; where none is known for the day it keeps all."""
        record = organization(
            names=[
                Name(zh="旧名", span="2000-01-01/2010-05-01"),
                Name(zh="新名", span="2010-05-01/2020-01-01"),
                Name(zh="别名"),
            ],
            founded="1990",
        )

        def borne(record, on, rule="possible"):
            return [name.zh for name in Register([record]).as_of(day(on), rule=rule)["a"].names]

        assert borne(record, "1999-12-31") == ["别名"]
        assert borne(record, "2000-01-01") == ["旧名", "别名"]
        assert borne(record, "2010-04-30") == ["旧名", "别名"]
        assert borne(record, "2010-05-01") == ["新名", "别名"]
        assert borne(record, "2020-01-01") == ["别名"]
        dated = attrs.evolve(record, names=record.names[:2])
        assert borne(dated, "1995-01-01") == ["旧名", "新名"]
        partial = attrs.evolve(record, names=[Name(zh="旧名", span="2000/2010-05"), Name(zh="新名", span="2010-05/..")])
        assert borne(partial, "2010-05-01") == ["旧名", "新名"]
        assert borne(partial, "2010-05-31") == ["新名"]
        assert borne(partial, "2010-05-31", "certain") == ["新名"]

    def test_statuses_over_time(self):
        """A body has the statuses of the day, and none where all are of other days."""
        record = organization(
            founded="2000",
            statuses=[spell(FILED, "2005-01-01/2010-05-01"), spell(REGISTERED, "2010-05-01/.."), spell(INFORMAL)],
        )

        def held(on):
            return [one.status for one in Register([record]).as_of(day(on))["a"].statuses]

        assert held("2004-12-31") == [INFORMAL]
        assert held("2005-01-01") == held("2010-04-30") == [FILED, INFORMAL]
        assert held("2010-05-01") == [REGISTERED, INFORMAL]
        dated = attrs.evolve(record, statuses=record.statuses[:2])
        assert Register([dated]).as_of(day("2002-01-01"))["a"].statuses == ()

    def test_other_records_stay(self):
        """Records without dates by their nature stay, with their names of the day."""
        department = Department(
            id="d", of="a", names=[Name(zh="旧部", span="../2010-01-01"), Name(zh="新部", span="2010-01-01/..")]
        )
        register = Register([department, group()])
        assert ids(register.as_of(date.min)) == ids(register.as_of(date.max, rule="certain")) == {"d", "g"}
        assert register.as_of(day("2010-01-01"))["d"].names == department.names[1:]

    def test_statements_side_by_side(self):
        """Each statement is held to its own dates."""
        register = Register(
            [organization(founded="2005", cite=cited("甲")), organization(founded="2015", cite=cited("乙"))]
        )
        assert [one.founded.earliest.year for one in register.as_of(day("2010-01-01")).statements("a")] == [2005]
        assert len(register.as_of(day("2016-01-01")).statements("a")) == 2
        assert "a" not in register.as_of(day("2004-01-01"))

    def test_a_body_is_there_if_one_statement_says_so(self):
        """Ties stay with a body that exists by one of its statements."""
        register = Register(
            [
                organization("f", founded="2000"),
                organization(founded="2005", cite=cited("甲")),
                organization(founded="2015", cite=cited("乙")),
                tie(span="2006/.."),
            ]
        )
        assert ids(register.as_of(day("2010-01-01"))) == {"f", "a", "f>a"}
        assert ids(register.as_of(day("2004-01-01"))) == {"f"}

    def test_lists_of_federations(self):
        """Members and founders that do not exist that day are not in the list, and give no ties."""
        register = Register(
            [
                organization("f", founded="2000"),
                organization("a", founded="2000", dissolved="2012-05-01"),
                organization("c", founded="2011-05-01"),
                federation(founded="2010-05-01", members=["a", "c", "x"], founders=["a"]),
            ]
        )
        assert "fed" not in register.as_of(day("2010-04-30"))
        first = register.as_of(day("2010-05-01"))
        assert (first["fed"].members, first["fed"].founders) == (("a", "x"), ("a",))
        last = register.as_of(day("2012-05-01"))
        assert (last["fed"].members, last["fed"].founders) == (("c", "x"), ())
        assert [one.to for one in last.ties()] == ["c", "x"]

    def test_what_hangs_on_a_body(self):
        """A hub or federation goes with its body, and a federation without a founding day comes with it."""
        register = Register(
            [
                organization("f", founded="2010-05-01", dissolved="2012-05-01"),
                federation(),
                hub(organization="f", designated="2011-05-01"),
                hub("unnamed", designated="2000"),
            ]
        )
        for on, there in (
            ("2010-04-30", {"unnamed"}),
            ("2010-05-01", {"unnamed", "f", "fed"}),
            ("2011-05-01", {"unnamed", "f", "fed", "h"}),
            ("2012-04-30", {"unnamed", "f", "fed", "h"}),
            ("2012-05-01", {"unnamed"}),
        ):
            assert ids(register.as_of(day(on))) == ids(register.as_of(day(on), rule="certain")) == there

    def test_a_sure_tie_makes_its_ends_sure(self):
        """A body whose founding is not known is there for certain while a tie of it holds for certain."""
        register = Register([organization("f"), organization("a"), organization("c"), tie(span="2010-01-01/..")])
        assert ids(register.as_of(day("2010-01-01"), rule="certain")) == {"f", "a", "f>a"}
        assert ids(register.as_of(day("2009-12-31"), rule="certain")) == set()

    def test_the_register_itself_stays(self):
        """The register asked is not changed, and the answer has its label."""
        register = Register([organization(dissolved="2010-01-01")], label=Label("名", "name"))
        new = register.as_of(day("2012-01-01"))
        assert (len(new), len(register), new.label) == (0, 1, register.label)

    @given(st.dates(date(2009, 12, 1), date(2013, 2, 1)))
    def test_rules_bound_each_other(self, on):
        """What is certain is possible, and asking again for the same day changes nothing."""
        register = Register(
            [
                organization("f", founded="2010", dissolved="2012-06"),
                organization("a", founded="2011-01-15", statuses=[spell(FILED, "2010-12/2012"), spell(REGISTERED)]),
                tie(span="2011/2012-03"),
                tie(id="u", cite=cited("文", "2011-05-05")),
                base(closed="2012"),
                hub(designated="2011-11"),
                programme(span="2011-02-01/?"),
            ]
        )
        possible, certain = register.as_of(on), register.as_of(on, rule="certain")
        assert ids(certain) <= ids(possible) <= ids(register)
        assert possible.as_of(on) == possible
        assert certain.as_of(on, rule="certain") == certain
        for record in register:
            span = existence(record)
            if span is not None and span.covers(on) is NOT_MET:
                assert record.id not in possible


class TestKnownBy:
    def test_publication_day_counts(self):
        """A statement is known from the day its source was published."""
        register = Register([organization(cite=cited("文", "2012-05-06"))])
        for on, known in (("2012-05-05", False), ("2012-05-06", True), ("2012-05-07", True)):
            found = register.known_by(day(on))
            assert ("a" in found.register) is known
            assert found.undated == ()

    def test_undated_are_apart(self):
        """A statement whose source has no date, or that has none, is neither known nor unknown."""
        without, undated = organization("x"), organization("y", cite=cited("文"))
        found = Register([without, undated, organization(cite=cited("文", "2012-05-06"))]).known_by(date.max)
        assert found.undated == (without, undated)
        assert found.register.ids() == ("a",)

    @pytest.mark.parametrize(
        ("published", "known", "undated"),
        [
            pytest.param(("2012-05-06", "2015-01-01"), True, False, id="the first source was out"),
            pytest.param(("2015-01-01", "2012-05-06"), True, False, id="in any order"),
            pytest.param(("2015-01-01", "2016-01-01"), False, False, id="both came later"),
            pytest.param((None, "2012-05-06"), True, False, id="one without a date, the other out"),
            pytest.param((None, "2015-01-01"), False, True, id="one without a date, the other later"),
            pytest.param((None, None), False, True, id="both without a date"),
        ],
    )
    def test_several_sources(self, published, known, undated):
        """One source that was out is enough; one without a date may have been."""
        cite = tuple(one for on in published for one in cited("文", on))
        found = Register([organization(cite=cite)]).known_by(day("2012-05-06"))
        assert ("a" in found.register) is known
        assert bool(found.undated) is undated

    def test_statements_side_by_side(self):
        """Of two statements only the one that was out is known; the other source's comes later."""
        one = organization(address="甲", cite=cited("文", "2012-01-01"))
        other = organization(address="乙", cite=cited("书", "2014-01-01"))
        register = Register([other, one])
        assert register.known_by(day("2013-12-31")).register.statements("a") == (one,)
        assert register.known_by(day("2014-01-01")).register.statements("a") == (other, one)

    def test_names_cited_later(self):
        """A name or status whose own source came later is left out; one without a source goes with its record."""
        record = organization(
            names=["甲", Name(zh="乙", cite=cited("书", "2014-01-01")), Name(zh="丙", cite=cited("册"))],
            statuses=[spell(FILED), spell(REGISTERED, cite=cited("书", "2014-01-01"))],
            cite=cited("文", "2012-01-01"),
        )
        register = Register([record])
        early = register.known_by(day("2013-12-31")).register["a"]
        assert [name.zh for name in early.names] == ["甲", "丙"]
        assert [one.status for one in early.statuses] == [FILED]
        assert register.known_by(day("2014-01-01")).register["a"] == record

    def test_only_names_cited_later(self):
        """A record keeps its names where all have later sources, because it has to have one; its statuses go."""
        record = organization(
            names=[Name(zh="乙", cite=cited("书", "2014-01-01"))],
            statuses=[spell(REGISTERED, cite=cited("书", "2014-01-01"))],
            cite=cited("文", "2012-01-01"),
        )
        early = Register([record]).known_by(day("2012-01-01")).register["a"]
        assert early.names == record.names
        assert early.statuses == ()

    def test_documents(self):
        """Documents that were published later are not known of yet; those without a date are kept."""
        documents = [
            Document(id=f"d{number}", title=Label("文", "d"), published=published)
            for number, published in enumerate((date(2012, 5, 6), None))
        ]
        register = Register(documents=documents)
        assert register.known_by(day("2012-05-05")).register.documents == (documents[1],)
        assert register.known_by(day("2012-05-06")).register.documents == tuple(documents)

    def test_label_stays(self):
        """What was known is a register of the same name."""
        known = Register([federation(cite=cited("文", "2012-01-01"))], label=Label("名", "name")).known_by(date.max)
        assert known.register.label == Label("名", "name")
        assert known.register.federations == (federation(cite=cited("文", "2012-01-01")),)

    @given(
        st.lists(st.sampled_from((None, "2012-01-01", "2013-01-01", "2014-01-01")), max_size=5), st.integers(0, 1100)
    )
    def test_grows_with_time(self, published, days):
        """What was known one day is known the next, and each statement is known, undated or still to come."""
        register = Register(
            [organization(f"{number}", cite=cited("文", on)) for number, on in enumerate(published)]
        )  # fmt: skip
        on = date(2011, 12, 30) + timedelta(days=days)
        known, undated = register.known_by(on)
        assert ids(known) <= ids(register.known_by(on + timedelta(days=1)).register)
        assert len(undated) == published.count(None)
        assert len(known) == sum(1 for one in published if one and day(one) <= on)
