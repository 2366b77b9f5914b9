"""Status, registration, name, registrar and seat of a body on a day."""

from __future__ import annotations

from datetime import date

import pytest
from entities.builders import organization, spell

from hubnet import Name, PartialDate, Place, Register, facts_of

DAY = date(2020, 6, 15)


def told(*statements, on=DAY):
    """What a register of these statements about one body tells of it."""
    return facts_of(Register(statements), statements[0].id, on)


def status(*spells, on=DAY, **said):
    """The status that a body of these spells has on a day, None where none is told."""
    return told(organization(statuses=[spell(*one) for one in spells], **said), on=on).get("registration_status")


def registered_on(*spells, on=DAY, **said):
    """The first day of the registration, as text; None where none is told."""
    day = told(organization(statuses=[spell(*one) for one in spells], **said), on=on).get("registered_on")
    return None if day is None else str(day)


class TestStatus:
    @pytest.mark.parametrize(
        ("on", "expected"),
        [
            (date(2010, 12, 31), None),
            (date(2011, 1, 1), "informal"),
            (date(2012, 2, 28), "informal"),
            (date(2012, 2, 29), "registered"),
            (date(2019, 6, 30), "registered"),
            (date(2019, 7, 1), "deregistered"),
            (date(2025, 1, 1), "deregistered"),
        ],
    )
    def test_the_first_day_is_in_and_the_day_after_the_last_is_out(self, on, expected):
        """Spans take in their first day and leave out the first day after."""
        life = (
            ("informal", "2011-01-01/2012-02-29"),
            ("registered", "2012-02-29/2019-07-01"),
            ("deregistered", "2019-07-01/.."),
        )
        assert status(*life, on=on) == expected

    @pytest.mark.parametrize("on", [date(2020, 6, 1), date(2020, 6, 29)])
    def test_a_month_that_leaves_the_status_open_leaves_it_out(self, on):
        """On every day of the month that is left out the status may have changed or not."""
        assert status(("registered", "2020-06/.."), on=on) is None
        assert status(("registered", "2010-01-01/2020-06"), ("deregistered", "2020-06/.."), on=on) is None

    def test_a_month_that_has_passed_decides(self):
        """On its last day the month has surely brought the change, before its first it has not."""
        assert status(("registered", "2020-06/.."), on=date(2020, 6, 30)) == "registered"
        assert status(("registered", "2020-06/.."), on=date(2020, 5, 31)) is None

    def test_an_end_that_no_source_tells_leaves_the_status_open(self):
        """It may have ended on any day, unless a source says that it holds."""
        assert status(("registered", "2010-01-01/?")) is None
        assert status(("registered", "2010-01-01/? @2020-06-15")) == "registered"

    def test_one_without_days_holds_whenever_the_body_is_there(self):
        """The days of the body bound it: founding the first day in, dissolution the first out."""
        assert status(("registered",)) == "registered"
        assert status(("registered",), founded="2020-06-15") == "registered"
        assert status(("registered",), founded="2020-06-16") is None
        assert status(("registered",), founded="2020-06") is None
        assert status(("registered",), dissolved="2020-06-16") == "registered"
        assert status(("registered",), dissolved="2020-06-15") is None
        assert status(("registered",), dissolved="2020-06") is None

    def test_striking_off_goes_before_a_registration_without_an_end(self):
        """Who adds a deregistration often leaves the registration as it was."""
        assert status(("registered", "2010-01-01/.."), ("deregistered", "2020-06-15/..")) == "deregistered"
        assert status(("registered", "2010-01-01/.."), ("deregistered", "2020-06-16/..")) == "registered"
        assert status(("registered", "2010-01-01/.."), ("revoked", "2020/..")) is None

    def test_struck_off_on_a_day_that_no_source_tells(self):
        """By the day asked it may have happened or not; once it has, it stays."""
        assert status(("registered", "2010-01-01/.."), ("deregistered",)) is None
        assert status(("registered", "2010-01-01/.."), ("deregistered",), dissolved="2020-06-15") == "deregistered"
        assert status(("deregistered", "2019-07-01/?")) == "deregistered"
        assert status(("registered", "2010-01-01/.."), ("revoked", "2020-06-15..2020-07-01/..")) is None
        assert status(("registered", "2010-01-01/.."), ("revoked", "2020-06-16..2020-07-01/..")) == "registered"

    def test_who_is_suspended_is_called_so_though_registered(self):
        """Suspension is a state of a registered body."""
        life = ("registered", "2010-01-01/.."), ("suspended", "2020-06-01/2020-07-01")
        assert status(*life) == "suspended"
        assert status(*life, on=date(2020, 7, 1)) == "registered"
        assert status(("registered", "2010-01-01/.."), ("suspended", "2020-06-01/?")) is None

    def test_two_that_exclude_each_other_are_not_told(self):
        """A body cannot be both: one of the two is wrong, and nobody knows which."""
        assert status(("registered", "2010-01-01/.."), ("filed", "2010-01-01/..")) is None
        assert status(("deregistered", "2019-01-01/.."), ("revoked", "2019-01-01/..")) is None

    def test_statements_that_differ_tell_nothing(self):
        """Two sources that differ leave the answer open; one that says nothing does not."""
        one = organization(statuses=[spell("registered", "2010-01-01/..")])
        other = organization(statuses=[spell("filed", "2010-01-01/..")])
        assert "registration_status" not in told(one, other)
        assert told(one, organization(form="foundation"))["registration_status"] == "registered"

    def test_a_statement_without_days_does_not_outlive_one_with_an_end(self):
        """Days that are told go before a statement without any."""
        undated = organization(statuses=[spell("registered")])
        ended = organization(dissolved="2020-06-15")
        assert "registration_status" not in told(undated, ended)
        assert told(undated, ended, on=date(2020, 6, 14))["registration_status"] == "registered"


class TestRegisteredOn:
    def test_first_day_of_the_spell(self):
        """29 February is a day like any other."""
        assert registered_on(("registered", "2012-02-29/..")) == "2012-02-29"

    def test_it_is_a_date_where_the_day_is_known_and_a_partial_date_where_it_is_not(self):
        """The value is as precise as its source."""
        exact = organization("a", statuses=[spell("registered", "2012-02-29/..")])
        partly = organization("b", statuses=[spell("registered", "2012-02/..")])
        register = Register([exact, partly])
        assert facts_of(register, "a", DAY)["registered_on"] == date(2012, 2, 29)
        assert facts_of(register, "b", DAY)["registered_on"] == PartialDate.parse("2012-02")

    def test_not_before_it_surely_has_come(self):
        """The first day itself counts; a month in which it may still come does not."""
        assert registered_on(("registered", "2020-06-15/..")) == "2020-06-15"
        assert registered_on(("registered", "2020-06-16/..")) is None
        assert registered_on(("registered", "2020-06/..")) is None

    def test_an_unknown_end_does_not_make_the_first_day_unknown(self):
        """When it was registered is known, whether it still is is not."""
        assert registered_on(("registered", "2012-02-29/?")) == "2012-02-29"

    def test_a_registration_that_has_ended_is_none(self):
        """On the first day out there is none to count from."""
        assert registered_on(("registered", "2012-02-29/2020-06-15")) is None
        assert registered_on(("registered", "2012-02-29/2020-06-16")) == "2012-02-29"
        assert registered_on(("registered", "2012-02-29/.."), ("deregistered", "2020-06-15/..")) is None

    def test_it_lasts_over_suspension_and_change_of_registrar(self):
        """Spells that follow each other are one registration, also where the year alone is told."""
        life = (
            ("registered", "2012-02-29/2015-01-01"),
            ("suspended", "2015-01-01/2015-07-01"),
            ("registered", "2015-07-01/2018"),
            ("registered", "2018/.."),
        )
        assert registered_on(*life) == "2012-02-29"
        assert registered_on(("registered", "2012-02-29/.."), ("suspended", "2015/2016")) == "2012-02-29"

    def test_a_gap_begins_another(self):
        """Between the two the body was not registered."""
        assert registered_on(("registered", "2012-02-29/2015-01-01"), ("registered", "2018-03-01/..")) == "2018-03-01"

    def test_a_gap_that_need_not_be_one_leaves_it_open(self):
        """The first may have lasted to the second or not."""
        assert registered_on(("registered", "2012-02-29/?"), ("registered", "2018-03-01/..")) is None
        assert registered_on(("registered", "2012-02-29/2018-02"), ("registered", "2018-02-28/..")) is None
        assert registered_on(("registered", "2012-02-29/2018"), ("registered", "2018-03-01/..")) is None

    def test_a_spell_that_surely_reaches_the_next_goes_on_in_it(self):
        """A source tells that it still held on the day before."""
        life = ("registered", "2012-02-29/? @2018-02-28"), ("registered", "2018-03-01/..")
        assert registered_on(*life) == "2012-02-29"

    def test_an_open_spell_covers_later_ones_with_gaps_between_them(self):
        """The gap between the later ones is none of the registration."""
        life = ("registered", "2012-02-29/.."), ("suspended", "2015-01-01/2015-02-01"), ("registered", "2018-01-01/..")
        assert registered_on(*life) == "2012-02-29"

    def test_a_first_day_that_no_source_tells(self):
        """That it is registered says nothing of since when."""
        assert registered_on(("registered", "?/.. @2015-01-01")) is None
        assert registered_on(("registered", "../..")) is None
        assert registered_on(("registered",)) is None

    @pytest.mark.parametrize("form", ["social_association", "private_non_enterprise_unit", "foundation"])
    def test_the_founding_of_a_registered_body_that_comes_into_being_by_it(self, form):
        """Civil Code arts 90 and 92: 经依法登记成立."""
        assert registered_on(("registered",), founded="2010-12", form=form) == "2010-12"
        assert registered_on(("registered",), founded="2020-06-15", form=form) == "2020-06-15"

    def test_the_founding_means_nothing_else(self):
        """Not registered, an earlier life, another form, no form, not yet founded: each leaves it open."""
        association = {"founded": "2010-12", "form": "social_association"}
        assert registered_on(**association) is None
        assert registered_on(("filed",), **association) is None
        assert registered_on(("informal", "2009/2010"), ("registered",), **association) is None
        assert registered_on(("registered",), founded="2010-12", form="university") is None
        assert registered_on(("registered",), founded="2010-12") is None
        assert registered_on(("registered",), founded="2020-06-16", form="foundation") is None

    def test_statements_are_joined_to_the_most_precise_and_must_agree(self):
        """A year and a day in it agree; two years do not."""
        year, day, other = (
            organization(statuses=[spell("registered", span)]) for span in ("2012/..", "2012-02-29/..", "2013/..")
        )
        assert told(year, day)["registered_on"] == date(2012, 2, 29)
        assert "registered_on" not in told(day, other)

    def test_what_is_not_registered_on_the_day_by_another_statement_is_not(self):
        """One source does not know the end, the other does."""
        registered = organization(statuses=[spell("registered", "2012-02-29/?")])
        over = organization(dissolved="2015-01-01", statuses=[spell("registered", "2012-02-29/2015-01-01")])
        assert "registered_on" not in told(registered, over)


class TestName:
    def test_the_official_one_of_the_day(self):
        """A change of name counts from the first day of the new name."""
        names = (Name(zh="甲会", span="2010-01-01/2020-06-15"), Name(zh="乙会", span="2020-06-15/.."))
        body = organization(names=names)
        assert told(body, on=date(2020, 6, 14))["name"] == "甲会"
        assert told(body)["name"] == "乙会"
        assert "name" not in told(body, on=date(2009, 12, 31))

    def test_short_names_and_other_names_are_none(self):
        """Only the official name is the registered one."""
        names = (Name(zh="甲", kind="short"), Name(zh="甲会", kind="alias"), Name(zh="某市甲协会"))
        assert told(organization(names=names))["name"] == "某市甲协会"
        assert "name" not in told(organization(names=names[:2]))

    def test_one_without_days_is_borne_when_none_with_days_may_be(self):
        """The year in which the former name ended leaves open which of the two it is."""
        names = (Name(zh="乙会"), Name(zh="甲会", span="2010-01-01/2020"))
        body = organization(names=names)
        assert told(body, on=date(2019, 12, 31))["name"] == "甲会"
        assert "name" not in told(body, on=date(2020, 6, 15))
        assert told(body, on=date(2020, 12, 31))["name"] == "乙会"

    def test_several_at_once_are_not_told(self):
        """A body registers one name alone (Measures on names art 5)."""
        assert "name" not in told(organization(names=("甲会", "乙会")))
        dated = (Name(zh="甲会", span="2010-01-01/.."), Name(zh="乙会", span="2020/.."))
        assert "name" not in told(organization(names=dated))

    def test_ways_of_writing_are_no_difference(self):
        """Brackets of either width are the same name; the first way of writing is told."""
        assert told(organization(names=("甲（乙）会", "甲(乙)会")))["name"] == "甲（乙）会"
        assert told(organization(names="甲（乙）会"), organization(names="甲(乙)会"))["name"] == "甲（乙）会"

    def test_statements_that_differ_tell_nothing(self):
        """Two sources that differ leave the answer open; one that says nothing does not."""
        assert "name" not in told(organization(names="甲会"), organization(names="乙会"))


class TestRegistrarAndSeat:
    def test_that_of_the_status_goes_before_that_of_the_body(self):
        """A registrar can change; the one of the day is told."""
        statuses = [
            spell("registered", "2010-01-01/2020-06-15", registrar="320102"),
            spell("registered", "2020-06-15/..", registrar="320100"),
        ]
        body = organization(statuses=statuses, registrar="320000")
        assert told(body, on=date(2020, 6, 14))["registrar_place"] == Place("320102")
        assert told(body)["registrar_place"] == Place("320100")

    def test_that_of_the_body_where_the_status_names_none(self):
        """Without a status it is whom the body would register with."""
        body = organization(statuses=[spell("registered", "2010-01-01/..")], registrar="320100")
        assert told(body)["registrar_place"] == Place("320100")
        assert told(organization(registrar="320100"))["registrar_place"] == Place("320100")

    def test_a_status_that_may_hold_with_another_registrar_leaves_it_open(self):
        """Either of the two may be the one of the day."""
        body = organization(statuses=[spell("registered", "2020-06/..", registrar="320102")], registrar="320100")
        assert "registrar_place" not in told(body)
        same = organization(statuses=[spell("registered", "2020-06/..", registrar="320100")], registrar="320100")
        assert told(same)["registrar_place"] == Place("320100")
        alone = organization(statuses=[spell("registered", "2020-06/..", registrar="320100")])
        assert told(alone)["registrar_place"] == Place("320100")

    @pytest.mark.parametrize("word", ["informal", "filed"])
    def test_who_is_not_registered_has_none(self, word):
        """Nobody has registered it, whatever the record says without days."""
        assert "registrar_place" not in told(organization(statuses=[spell(word, "2010/..")], registrar="320100"))

    def test_the_narrowest_seat_of_statements_that_do_not_contradict_each_other(self):
        """A city and a district in it agree; two districts do not."""
        wide, narrow, other = (organization(seat=place) for place in ("320100", "320102", "320114"))
        assert told(wide, narrow)["seat"] == Place("320102")
        assert "seat" not in told(narrow, other)
        assert "seat" not in told(wide, narrow, other)


class TestFormAndPremises:
    def test_form(self):
        """Two forms in two sources leave it open."""
        assert told(organization(form="foundation"))["form"] == "foundation"
        assert "form" not in told(organization(form="foundation"), organization(form="social_association"))

    def test_premises_are_known_of_a_registered_body_with_an_address(self):
        """Its domicile is registered with it; an address alone says nothing of what it rests on."""
        registered = {"statuses": [spell("registered")], "form": "social_association"}
        assert told(organization(address="梅园新村34号", **registered))["premises"] is True
        assert "premises" not in told(organization(**registered))
        assert "premises" not in told(organization(address="梅园新村34号", form="social_association"))
        assert "premises" not in told(organization(address="梅园新村34号", statuses=[spell("registered")]))
        informal = organization(address="梅园新村34号", statuses=[spell("informal")], form="unregistered_group")
        assert "premises" not in told(informal)
