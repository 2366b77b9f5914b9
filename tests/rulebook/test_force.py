from datetime import date

import pytest

from hubnet.errors import InvalidValueError
from hubnet.rulebook import Force, Standing, Version, Window

JULY = date(2017, 7, 1)


def day(text: str) -> date:
    """Return a day from its text."""
    return date.fromisoformat(text)


class TestForce:
    def test_first_day_in_to_first_day_out(self):
        """A text is in force from its first day in to the day before its first day out."""
        force = Force(starts=day("2016-02-06"), ends=day("2026-03-20"))
        standings = {text: force.on(day(text)) for text in ("2016-02-05", "2016-02-06", "2026-03-19", "2026-03-20")}
        assert standings == {
            "2016-02-05": Standing.NOT_YET,
            "2016-02-06": Standing.IN_FORCE,
            "2026-03-19": Standing.IN_FORCE,
            "2026-03-20": Standing.ENDED,
        }

    @pytest.mark.parametrize(
        ("text", "taken"),
        [("2016-02-05", False), ("2016-02-06", True), ("2026-03-19", True), ("2026-03-20", False)],
    )
    def test_taken_between_its_days(self, text: str, taken: bool):  # noqa: FBT001
        """An answer takes a text from its first day in, and no longer on its first day out."""
        assert Force(starts=day("2016-02-06"), ends=day("2026-03-20")).taken_on(day(text)) is taken

    def test_open_end(self):
        """A text without an end stays in force."""
        force = Force(starts=JULY)
        assert force.until is None
        assert force.on(date.max) is Standing.IN_FORCE
        assert force.taken_on(date.max)

    @pytest.mark.parametrize(
        ("text", "standing", "taken"),
        [
            ("0001-01-01", Standing.UNKNOWN, False),
            ("2017-07-03", Standing.UNKNOWN, False),
            ("2017-07-04", Standing.IN_FORCE, True),
            ("2030-01-01", Standing.IN_FORCE, True),
        ],
    )
    def test_attested(self, text: str, standing: Standing, taken: bool):  # noqa: FBT001
        """Before the day a source attests a text its standing is unknown and no answer takes it; from then on it is."""
        force = Force(attested_on=day("2017-07-04"))
        assert force.first == day("2017-07-04")
        assert (force.on(day(text)), force.taken_on(day(text))) == (standing, taken)

    def test_attested_and_ended(self):
        """An attested text can have an end."""
        force = Force(attested_on=day("2017-07-04"), ends=day("2018-01-01"))
        assert [force.on(day(text)) for text in ("2017-07-03", "2017-12-31", "2018-01-01")] == [
            Standing.UNKNOWN,
            Standing.IN_FORCE,
            Standing.ENDED,
        ]

    def test_start_goes_before_attestation(self):
        """Where the start is known, the attestation adds nothing."""
        force = Force(starts=JULY, attested_on=day("2018-01-01"))
        assert force.first == JULY
        assert force.on(day("2017-06-30")) is Standing.NOT_YET
        assert force.on(JULY) is Standing.IN_FORCE

    @pytest.mark.parametrize(
        ("text", "standing", "taken"),
        [
            ("2026-03-11", Standing.NOT_YET, False),
            ("2026-03-12", Standing.UNKNOWN, False),
            ("2026-03-19", Standing.UNKNOWN, False),
            ("2026-03-20", Standing.IN_FORCE, True),
        ],
    )
    def test_starts_within_a_window(self, text: str, standing: Standing, taken: bool):  # noqa: FBT001
        """Inside the window of its start the standing is unknown; an answer takes the text from the assumed day."""
        force = Force(starts=Window(day("2026-03-12"), day("2026-03-20")))
        assert force.first == day("2026-03-20")
        assert (force.on(day(text)), force.taken_on(day(text))) == (standing, taken)

    @pytest.mark.parametrize(
        ("text", "standing", "taken"),
        [
            ("2026-03-11", Standing.IN_FORCE, True),
            ("2026-03-12", Standing.UNKNOWN, True),
            ("2026-03-19", Standing.UNKNOWN, True),
            ("2026-03-20", Standing.ENDED, False),
        ],
    )
    def test_ends_within_a_window(self, text: str, standing: Standing, taken: bool):  # noqa: FBT001
        """Inside the window of its end the standing is unknown; an answer takes the text until the assumed day."""
        force = Force(starts=JULY, ends=Window(day("2026-03-12"), day("2026-03-20")))
        assert force.until == day("2026-03-20")
        assert (force.on(day(text)), force.taken_on(day(text))) == (standing, taken)

    def test_window_of_one_day(self):
        """A window whose two days are equal is a known day."""
        force = Force(starts=Window(JULY, JULY))
        assert force.on(day("2017-06-30")) is Standing.NOT_YET
        assert force.on(JULY) is Standing.IN_FORCE


class TestRefused:
    def test_no_day(self):
        """A text that names no day at all is refused."""
        with pytest.raises(InvalidValueError) as caught:
            Force(ends=JULY)
        assert caught.value.field == "force"
        assert "give in_force_from or attested_on" in str(caught.value)

    @pytest.mark.parametrize("start", [JULY, Window(day("2017-01-01"), JULY)])
    @pytest.mark.parametrize(
        "end", [JULY, day("2017-06-30"), Window(day("2017-06-01"), day("2017-06-15"))], ids=["same", "before", "window"]
    )
    def test_end_not_after_start(self, start: date | Window, end: date | Window):
        """The first day out has to come after the first day in, by the assumed days."""
        with pytest.raises(InvalidValueError) as caught:
            Force(starts=start, ends=end)
        assert caught.value.field == "in_force_until"
        assert "must come after 2017-07-01" in str(caught.value)

    def test_end_before_attestation(self):
        """An end before the day of attestation is refused."""
        with pytest.raises(InvalidValueError):
            Force(attested_on=JULY, ends=day("2017-06-01"))

    def test_reversed_window(self):
        """The assumed day of a window cannot come before the earliest."""
        with pytest.raises(InvalidValueError) as caught:
            Window(JULY, day("2017-06-30"))
        assert caught.value.found == day("2017-06-30")
        assert "2017-07-01" in caught.value.allowed


class TestOverlaps:
    @pytest.mark.parametrize(
        ("first", "second", "clash"),
        [
            (Force(starts=JULY, ends=day("2018-01-01")), Force(starts=day("2018-01-01")), False),
            (Force(starts=JULY, ends=day("2018-01-02")), Force(starts=day("2018-01-01")), True),
            (Force(starts=JULY), Force(starts=JULY), True),
            (Force(starts=JULY, ends=day("2018-01-01")), Force(attested_on=day("2018-01-01")), False),
            (Force(starts=JULY, ends=day("2018-01-01")), Force(attested_on=day("2017-12-31")), True),
            (
                Force(starts=JULY, ends=day("2018-01-01")),
                Force(starts=Window(day("2017-08-01"), day("2018-01-01"))),
                False,
            ),
            (
                Force(starts=JULY, ends=Window(day("2017-08-01"), day("2018-01-02"))),
                Force(starts=day("2018-01-01")),
                True,
            ),
        ],
        ids=["end to end", "a day in common", "same", "attested at the end", "attested before", "window", "end window"],
    )
    def test_by_the_days_an_answer_takes(self, first: Force, second: Force, clash: bool):  # noqa: FBT001
        """Two texts overlap where an answer for some day would take both, whichever is asked first."""
        assert first.overlaps(second) is clash
        assert second.overlaps(first) is clash


class TestVersion:
    def test_force_of_a_version(self):
        """A version of an instrument is in force by its own days."""
        version = Version(id="2016", in_force_from=day("2016-09-01"), in_force_until=day("2024-09-05"))
        assert version.force == Force(starts=day("2016-09-01"), ends=day("2024-09-05"))

    def test_reversed_version(self):
        """A version that ends before it begins is refused when it is made."""
        with pytest.raises(InvalidValueError) as caught:
            Version(id="2016", in_force_from=day("2024-09-05"), in_force_until=day("2016-09-01"))
        assert caught.value.field == "in_force_until"
