"""Whether a name is taken, by the Measures on names of social organizations, art 16: same registrar, field and form."""

from __future__ import annotations

from datetime import date

import pytest
from entities.builders import spell

from hubnet import Name, Organization, PartialDate, Register, facts_of
from hubnet.entities import Completeness

DAY = date(2026, 11, 2)
ALL = Completeness(id="all", place="320102", kinds=["organization"])
"""A claim that no organization at 320102 is left out."""
ALIKE = {"form": "social_association", "fields": ["elderly"], "registrar": "320102"}
PROPOSED = Organization(id="new", names="玄武区敬老会", **ALIKE)
SINCE_2010 = "2010-01-01/.."


def other(*statuses, id_="old", **said):
    """A body that is like the proposed one, of its name."""
    spells = [spell(*status) for status in statuses]
    return Organization(**{"id": id_, "names": "玄武区敬老会", "statuses": spells, **ALIKE, **said})


def told(*records, on=DAY, body=PROPOSED):
    """What a register knows of the name: in use, given up on, revoked on; None where it does not know."""
    facts = facts_of(Register(records), body, on)
    return tuple(facts.get(f"name_{fact}") for fact in ("in_use", "given_up_on", "revoked_on"))


def partly(text):
    """A day known in part."""
    return PartialDate.parse(text)


class TestInUse:
    def test_by_a_registered_body(self):
        """Art 16(1)(1): 已经登记的社会组织; one is enough, whatever else is not recorded."""
        assert told(other(("registered", SINCE_2010)))[0] is True

    def test_by_one_that_is_suspended(self):
        """It keeps its registration, and its name with it."""
        assert told(other(("suspended", SINCE_2010)))[0] is True
        assert told(other(("registered", SINCE_2010), ("suspended", SINCE_2010)))[0] is True

    @pytest.mark.parametrize(
        ("on", "expected"),
        [
            (date(2009, 12, 31), False),
            (date(2010, 1, 1), True),
            (date(2026, 11, 1), True),
            (date(2026, 11, 2), False),
        ],
    )
    def test_from_the_first_day_to_the_day_before_it_is_struck_off(self, on, expected):
        """On the first day of the next status the name is no longer in use."""
        life = other(("registered", "2010-01-01/2026-11-02"), ("deregistered", "2026-11-02/.."))
        assert told(life, ALL, on=on)[0] is expected

    @pytest.mark.parametrize(
        "difference",
        [
            {"form": "foundation"},
            {"fields": ["children"]},
            {"registrar": "320100"},
            {"names": "玄武区爱老会"},
            {"names": Name(zh="玄武区敬老会", kind="short")},
            {"id_": "new"},
        ],
    )
    def test_not_by_another_form_field_registrar_or_name_nor_by_itself(self, difference):
        """同行（事）业领域且同组织形式, 在同一登记管理机关; a short name is no registered name."""
        assert told(other(("registered", SINCE_2010), **difference))[0] is None
        assert told(other(("registered", SINCE_2010), **difference), ALL) == (False, "never", "never")

    @pytest.mark.parametrize("word", ["informal", "filed", "in_preparation"])
    def test_not_by_a_body_that_is_not_registered(self, word):
        """The Measures speak of registered organizations."""
        assert told(other((word, SINCE_2010)), ALL)[0] is False
        assert told(other(("registered", SINCE_2010), (word, SINCE_2010)), ALL)[0] is None

    @pytest.mark.parametrize("gap", [{"form": None}, {"fields": []}, {"registrar": None}, {"statuses": []}])
    def test_what_the_register_does_not_say_of_the_other_is_unknown(self, gap):
        """It may be of the form, field and registrar, or registered, or not."""
        assert told(other(("registered", SINCE_2010), **gap), ALL)[0] is None

    @pytest.mark.parametrize("gap", [{"form": None}, {"fields": []}])
    def test_what_is_not_said_of_the_body_itself_is_unknown(self, gap):
        """Nor can be said whom it would collide with; nobody has lost the name."""
        body = Organization(**{"id": "new", "names": "玄武区敬老会", **ALIKE, **gap})
        assert told(other(("registered", SINCE_2010)), ALL, body=body) == (None, "never", "never")

    def test_without_a_registrar_no_claim_speaks_of_the_name(self):
        """It is not known where to look."""
        body = Organization(id="new", names="玄武区敬老会", form="social_association", fields=["elderly"])
        assert told(ALL, body=body) == (None, None, None)

    def test_a_field_in_common_is_enough(self):
        """Fields are not ranked in a register."""
        assert told(other(("registered", SINCE_2010), fields=["children", "elderly"]))[0] is True

    def test_fields_count_as_written(self):
        """A register has its own words; no two are taken to mean the same."""
        assert told(other(("registered", SINCE_2010), fields=["Elderly"]), ALL)[0] is False

    def test_ways_of_writing_a_name_are_no_difference(self):
        """Width of brackets and spaces do not make another name."""
        body = Organization(id="new", names="玄武区（敬老）会", **ALIKE)
        assert told(other(("registered", SINCE_2010), names="玄武区(敬老) 会"), body=body)[0] is True

    def test_a_registration_that_may_have_ended_leaves_it_open(self):
        """The source does not say until when."""
        assert told(other(("registered", "2010-01-01/?")), ALL)[0] is None

    def test_a_former_name_is_not_borne_whatever_the_next_is(self):
        """Until when the next name was borne is not said; the former one ended."""
        names = (Name(zh="玄武区敬老会", span="2010-01-01/2015-03-01"), Name(zh="玄武区爱老会", span="2015-03-01/?"))
        assert told(other(("registered", SINCE_2010), names=names), ALL)[0] is False

    def test_one_sure_body_is_enough(self):
        """What may be adds nothing to what is."""
        records = other(("registered", "2010-01-01/?")), other(("registered", SINCE_2010), id_="sure")
        assert told(*records)[0] is True

    def test_statements_about_one_body_that_differ_leave_it_open(self):
        """It is registered by one source and only filed by the other."""
        records = other(("registered", SINCE_2010)), other(("filed", SINCE_2010))
        assert told(*records, ALL)[0] is None

    def test_a_body_that_has_it_already_asks_with_another_name(self):
        """An organization that is in the register is taken as it is given."""
        held = Organization(id="new", names="玄武区爱老会", **ALIKE)
        records = held, other(("registered", SINCE_2010))
        assert told(*records, body="new")[0] is None
        assert told(*records, body=PROPOSED)[0] is True


class TestGivenUp:
    def test_by_deregistration_on_its_first_day(self):
        """The day itself counts; the day before it had not happened."""
        life = other(("registered", "2010-01-01/2025-11-02"), ("deregistered", "2025-11-02/.."))
        assert told(life, ALL) == (False, date(2025, 11, 2), "never")
        assert told(life, ALL, on=date(2025, 11, 2))[1] == date(2025, 11, 2)
        assert told(life, ALL, on=date(2025, 11, 1))[1] == "never"

    def test_by_a_change_of_name_on_the_first_day_out(self):
        """The first day of the next name is the day of the change."""
        names = (Name(zh="玄武区敬老会", span="2010-01-01/2025-11-02"), Name(zh="玄武区爱老会", span="2025-11-02/.."))
        changed = other(("registered", SINCE_2010), names=names)
        assert told(changed, ALL) == (False, date(2025, 11, 2), "never")
        assert told(changed, ALL, on=date(2025, 11, 2)) == (False, date(2025, 11, 2), "never")
        assert told(changed, ALL, on=date(2025, 11, 1)) == (True, "never", "never")

    def test_the_latest_of_several(self):
        """The order of the records is none of time."""
        records = [
            other(("registered", f"2010-01-01/{day}"), ("deregistered", f"{day}/.."), id_=day)
            for day in ("2019-05-06", "2024-03-01", "2021-01-01")
        ]
        assert told(*records, ALL)[1] == date(2024, 3, 1)

    def test_in_part_where_the_last_is_known_in_part(self):
        """One left it on the 15th, one some day of the month: the later of the two is from the 15th on."""
        records = [
            other(("registered", f"2010-01-01/{day}"), ("deregistered", f"{day}/.."), id_=day)
            for day in ("2024-03-15", "2024-03")
        ]
        assert told(*records, ALL)[1] == partly("2024-03-15..2024-03-31")

    def test_one_that_may_be_later_widens_it(self):
        """Whether the other had a field in common is not said."""
        records = (
            other(("registered", "2010-01-01/2024-03-15"), ("deregistered", "2024-03-15/..")),
            other(("registered", "2010-01-01/2024-06"), ("deregistered", "2024-06/.."), id_="open", fields=[]),
        )
        assert told(*records, ALL)[1] == partly("2024-03-15..2024-06-30")

    def test_one_that_may_have_happened_reaches_to_the_day_asked(self):
        """Until when the other was registered is not said: not later than today, as far as is asked."""
        records = (
            other(("registered", "2010-01-01/2024-03-15"), ("deregistered", "2024-03-15/..")),
            other(("registered", "2010-01-01/?"), id_="open"),
        )
        assert told(*records, ALL)[1] == partly("2024-03-15..2026-11-02")

    def test_a_register_that_may_leave_out_a_later_one_tells_no_last_day(self):
        """The last loss is the one that is known, or a later one by the day asked."""
        life = other(("registered", "2010-01-01/2025-11-02"), ("deregistered", "2025-11-02/.."))
        assert told(life) == (None, partly("2025-11-02..2026-11-02"), None)
        assert told(life, on=date(2025, 11, 2))[1] == date(2025, 11, 2)

    @pytest.mark.parametrize(
        ("claim", "expected"),
        [
            ({"span": "2025-11-02/.."}, date(2025, 11, 2)),
            ({"span": "2025-11-02/2026-11-03"}, date(2025, 11, 2)),
            ({"span": "2025-11-02/2026-11-02"}, partly("2025-11-02..2026-11-02")),
            ({"span": "2025-11-03/.."}, partly("2025-11-02..2026-11-02")),
            ({"place": "320114"}, partly("2025-11-02..2026-11-02")),
            ({"place": "320000"}, date(2025, 11, 2)),
            ({"tiers": ["district"]}, partly("2025-11-02..2026-11-02")),
            ({"kinds": ["tie"]}, partly("2025-11-02..2026-11-02")),
        ],
    )
    def test_the_claim_has_to_reach_from_the_last_loss_to_the_day(self, claim, expected):
        """Who was there on that day or later is held; who lost the name before does not matter."""
        life = other(("registered", "2010-01-01/2025-11-02"), ("deregistered", "2025-11-02/.."))
        some = Completeness(**{"id": "all", "place": "320102", "kinds": ["organization"], **claim})
        assert told(life, some)[1] == expected

    def test_never_needs_a_claim_for_all_time(self):
        """A body that is no more when the claim begins may be left out."""
        since = Completeness(id="all", place="320102", kinds=["organization"], span="2000-01-01/..")
        always = Completeness(id="all", place="320102", kinds=["organization"], span="../..")
        assert told(since) == (False, None, None)
        assert told(always) == (False, "never", "never")
        assert told() == (None, None, None)

    def test_a_deregistration_without_a_day(self):
        """It happened, nobody knows when; a day of dissolution tells it."""
        assert told(other(("registered", SINCE_2010), ("deregistered",)), ALL)[1:] == (None, "never")
        assert told(other(("deregistered",), dissolved="2025-11-02"), ALL)[1:] == (date(2025, 11, 2), "never")
        assert told(other(("deregistered", "../..")), ALL)[1:] == (None, "never")

    def test_one_that_was_dissolved_may_have_been_revoked(self):
        """That it is no more does not say how; before that day it is there."""
        assert told(other(("registered", SINCE_2010), dissolved="2025-11-02"), ALL) == (False, None, None)
        assert told(other(("registered", SINCE_2010), dissolved="2026-11-03"), ALL) == (True, "never", "never")

    def test_a_registration_that_ends_without_more(self):
        """It may have been deregistered or revoked, from the first day out on; the status after it is not told."""
        assert told(other(("registered", "2010-01-01/2026-11-02")), ALL) == (None, None, None)
        assert told(other(("registered", "2010-01-01/2026-11-03")), ALL) == (True, "never", "never")

    def test_a_registration_that_goes_on_loses_no_name(self):
        """In another spell, or without days."""
        assert told(other(("registered", "2010/2015"), ("registered", "2015/..")), ALL) == (True, "never", "never")
        assert told(other(("registered",)), ALL) == (True, "never", "never")

    def test_one_that_had_changed_its_name_before_does_not_lose_it_again(self):
        """On the day before it was deregistered it bore another."""
        names = (Name(zh="玄武区敬老会", span="2010-01-01/2015-03-01"), Name(zh="玄武区爱老会", span="2015-03-01/.."))
        life = ("registered", "2010-01-01/2025-11-02"), ("deregistered", "2025-11-02/..")
        assert told(other(*life, names=names), ALL)[1] == date(2015, 3, 1)

    def test_a_name_that_ends_with_its_body_is_lost_once(self):
        """By revocation, not by a change as well."""
        names = Name(zh="玄武区敬老会", span="2010-01-01/2025-11-02")
        life = ("registered", "2010-01-01/2025-11-02"), ("revoked", "2025-11-02/..")
        assert told(other(*life, names=names), ALL) == (False, "never", date(2025, 11, 2))

    def test_a_name_that_is_kept_under_another_spelling_is_not_lost(self):
        """The name after is the same name."""
        names = (Name(zh="玄武区(敬老)会", span="2010-01-01/2015-03-01"), Name(zh="玄武区敬老会", span="2015-03-01/.."))
        assert told(other(("registered", SINCE_2010), names=names), ALL) == (True, "never", "never")

    def test_a_name_borne_before_registration_was_no_registered_one(self):
        """Art 16 speaks of 名称变更登记."""
        names = (Name(zh="玄武区敬老会", span="2010-01-01/2015-03-01"), Name(zh="玄武区爱老会", span="2015-03-01/.."))
        life = ("informal", "2010-01-01/2015-03-01"), ("registered", "2015-03-01/..")
        assert told(other(*life, names=names), ALL)[1] == "never"

    @pytest.mark.parametrize(("registered", "expected"), [("2015-06-01", "never"), ("2015-03-10", None)])
    def test_a_name_lost_in_a_month_may_have_been_a_registered_one(self, registered, expected):
        """Registered after that month: it was not; within it: it may have been."""
        names = (Name(zh="玄武区敬老会", span="2010-01-01/2015-03"), Name(zh="玄武区爱老会", span="2015-03/.."))
        life = ("informal", f"2010-01-01/{registered}"), ("registered", f"{registered}/..")
        assert told(other(*life, names=names), ALL)[1] == expected

    def test_a_name_whose_end_is_not_told_may_be_lost(self):
        """Not in use for sure, not given up for sure; a change of name is no revocation."""
        names = Name(zh="玄武区敬老会", span="2010-01-01/?")
        assert told(other(("registered", SINCE_2010), names=names), ALL) == (None, None, "never")

    def test_a_change_that_may_have_been_the_end_is_not_sure(self):
        """Some day of 2025 the name ended, and on one day of it the registration."""
        names = Name(zh="玄武区敬老会", span="2010-01-01/2025")
        life = ("registered", "2010-01-01/2025-11-02"), ("revoked", "2025-11-02/..")
        assert told(other(*life, names=names), ALL) == (False, None, None)
        names = Name(zh="玄武区敬老会", span="2010-01-01/2025-10")
        life = ("registered", "2010-01-01/2025-10-31"), ("revoked", "2025-10-31/..")
        assert told(other(*life, names=names), ALL) == (False, None, None)

    def test_statements_that_differ_on_it_are_not_sure(self):
        """One that says nothing of its life does not differ."""
        one = other(("registered", "2010-01-01/2025-11-02"), ("deregistered", "2025-11-02/.."))
        assert told(one, other(("registered", SINCE_2010)), ALL)[1] is None
        assert told(one, other(), ALL)[1] == date(2025, 11, 2)

    def test_the_registrar_is_that_of_the_time(self):
        """What matters is with whom the name was registered when it was lost."""
        life = (
            spell("registered", "2010-01-01/2025-11-02", registrar="320102"),
            spell("deregistered", "2025-11-02/.."),
        )
        assert told(other(statuses=life, registrar=None), ALL)[1] == date(2025, 11, 2)
        assert told(other(statuses=life, registrar="320100"), ALL)[1] == date(2025, 11, 2)


class TestRevoked:
    def test_on_the_first_day_of_the_status(self):
        """Without a claim another may have been revoked since."""
        life = other(("registered", "2010-01-01/2023-11-02"), ("revoked", "2023-11-02/.."))
        assert told(life, ALL) == (False, "never", date(2023, 11, 2))
        assert told(life) == (None, None, partly("2023-11-02..2026-11-02"))

    def test_then_deregistered(self):
        """Each has a day of its own."""
        life = other(
            ("registered", "2010-01-01/2023-11-02"),
            ("revoked", "2023-11-02/2024-05-01"),
            ("deregistered", "2024-05-01/.."),
        )
        assert told(life, ALL) == (False, date(2024, 5, 1), date(2023, 11, 2))

    @pytest.mark.parametrize(
        ("first", "out", "expected"),
        [
            ("2010-01-01", "2024-02-29", "never"),
            ("2010-01-01", "2024-03-10", None),
            ("2024-03-10", "2024-03-20", None),
            ("2024-03-31", "2025-01-01", "never"),
        ],
    )
    def test_in_a_month_in_which_it_may_have_borne_the_name(self, first, out, expected):
        """It was revoked on a day of March 2024: what it bore on the day before is lost."""
        before, after = Name(zh="玄武区爱老会", span=f"2000-01-01/{first}"), Name(zh="玄武区护老会", span=f"{out}/..")
        names = (before, Name(zh="玄武区敬老会", span=f"{first}/{out}"), after)
        life = other(("registered", "2000-01-01/2024-03"), ("revoked", "2024-03/.."), names=names)
        assert told(life, ALL)[2] == expected

    def test_under_another_name_that_has_days(self):
        """A name without days is not borne while one with days is."""
        names = (Name(zh="玄武区敬老会"), Name(zh="玄武区爱老会", span="2000-01-01/.."))
        life = other(("registered", "2000-01-01/2024-03-15"), ("revoked", "2024-03-15/.."), names=names)
        assert told(life, ALL)[2] == "never"

    def test_a_body_back_at_a_former_name_may_have_been_made_to(self):
        """被撤销名称变更登记: a register tells names and their days, not why they ended."""
        names = (
            Name(zh="玄武区爱老会", span="2010-01-01/2024-03-01"),
            Name(zh="玄武区敬老会", span="2024-03-01/2025-11-02"),
            Name(zh="玄武区爱老会", span="2025-11-02/.."),
        )
        assert told(other(("registered", SINCE_2010), names=names), ALL) == (False, None, None)
