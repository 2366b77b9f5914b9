import copy
import pickle
from datetime import date

import pytest

from hubnet import errors
from hubnet.errors import (
    AuthorityLevelError,
    CalendarRangeError,
    FaultyFileError,
    HubnetError,
    InvalidCaseError,
    InvalidFactsError,
    InvalidValueError,
    MissingExtraError,
    NotInForceError,
    Problem,
    UnknownNameError,
    nearest,
)

PROBLEMS = (Problem("is empty", file="a.csv"), Problem("is no date", file="b.csv", row=3, column="accepted"))

# One or more of each class, with what its attributes must be and what its message must say.
EXAMPLES = [
    pytest.param(
        InvalidValueError("place", "3201", "give CN or a code"),
        {"field": "place", "found": "3201", "allowed": "give CN or a code"},
        "place: found '3201'; give CN or a code",
        (ValueError,),
        id="InvalidValueError",
    ),
    pytest.param(
        InvalidValueError("day", date(2017, 7, 5), "give another"),
        {"found": date(2017, 7, 5)},
        "day: found 2017-07-05; give another",
        (ValueError,),
        id="InvalidValueError with a day",
    ),
    pytest.param(
        InvalidValueError("text", "x" * 1000, "give less"),
        {"found": "x" * 1000},
        f"text: found '{'x' * 199}…; give less",
        (ValueError,),
        id="InvalidValueError with a long text",
    ),
    pytest.param(
        UnknownNameError("procedure", "foundation.registraton", ["foundation.change", "foundation.registration"]),
        {
            "kind": "procedure",
            "name": "foundation.registraton",
            "known": ("foundation.change", "foundation.registration"),
            "suggestion": "foundation.registration",
        },
        "unknown procedure 'foundation.registraton'; did you mean 'foundation.registration'?",
        (LookupError,),
        id="UnknownNameError",
    ),
    pytest.param(
        UnknownNameError("event", "zzz", ["accepted", "filed"]),
        {"kind": "event", "name": "zzz", "known": ("accepted", "filed"), "suggestion": None},
        "unknown event 'zzz'; known: accepted, filed",
        (LookupError,),
        id="UnknownNameError without a near name",
    ),
    pytest.param(
        UnknownNameError("event", "zzz", list("abcdefghijkl")),
        {"known": tuple("abcdefghijkl"), "suggestion": None},
        "unknown event 'zzz'; known: a, b, c, d, e, f, g, h, i, j, k, l",
        (LookupError,),
        id="UnknownNameError with a dozen names",
    ),
    pytest.param(
        UnknownNameError("event", "zzz", [f"event_{n:02}" for n in range(15)]),
        {"known": tuple(f"event_{n:02}" for n in range(15)), "suggestion": None},
        "unknown event 'zzz'; known: event_00, event_01, event_02, event_03, event_04, event_05, event_06, event_07, "
        "event_08, event_09, event_10, event_11 and 3 more",
        (LookupError,),
        id="UnknownNameError with many names",
    ),
    pytest.param(
        AuthorityLevelError("foundation.registration", "320114", "district", ["province", "country"], ["320000", "CN"]),
        {
            "procedure": "foundation.registration",
            "place": "320114",
            "level": "district",
            "allowed": ("province", "country"),
            "suggestions": ("320000", "CN"),
        },
        "place '320114' is of level district, whose authority cannot handle foundation.registration; give the division "
        "of the competent authority, of level province or country; above it: 320000, CN",
        (ValueError,),
        id="AuthorityLevelError",
    ),
    pytest.param(
        AuthorityLevelError("x.y", "CN", "country", ["district"]),
        {"suggestions": ()},
        "place 'CN' is of level country, whose authority cannot handle x.y; give the division of the competent "
        "authority, of level district",
        (ValueError,),
        id="AuthorityLevelError with nothing above",
    ),
    pytest.param(
        NotInForceError("charity.recognition", date(2016, 8, 31), ["from 2016-09-01", "another place"]),
        {
            "name": "charity.recognition",
            "day": date(2016, 8, 31),
            "reasons": ("from 2016-09-01", "another place"),
        },
        "charity.recognition has no rule that is known to be in force on 2016-08-31: from 2016-09-01; another place",
        (LookupError,),
        id="NotInForceError",
    ),
    pytest.param(
        NotInForceError("charity.recognition", date(2016, 8, 31)),
        {"reasons": ()},
        "charity.recognition has no rule that is known to be in force on 2016-08-31",
        (LookupError,),
        id="NotInForceError without reasons",
    ),
    pytest.param(
        CalendarRangeError(date(2027, 1, 4), date(2007, 1, 1), date(2026, 12, 28), "official"),
        {
            "day": date(2027, 1, 4),
            "first": date(2007, 1, 1),
            "known_until": date(2026, 12, 28),
            "calendar": "official",
            "hint": "",
        },
        "2027-01-04 is outside the calendar official (2007-01-01 to 2026-12-28); holiday notices are published a year "
        "at a time: load the year's notice as an overlay",
        (LookupError,),
        id="CalendarRangeError after",
    ),
    pytest.param(
        CalendarRangeError(date(2006, 12, 31), date(2007, 1, 1), date(2026, 12, 28), "official"),
        {"day": date(2006, 12, 31)},
        "2006-12-31 is outside the calendar official (2007-01-01 to 2026-12-28); earlier years are not held",
        (LookupError,),
        id="CalendarRangeError before",
    ),
    pytest.param(
        CalendarRangeError(None, date(2007, 1, 1), date(2026, 12, 28), "official", "give a shorter period"),
        {"day": None, "hint": "give a shorter period"},
        "the count is outside the calendar official (2007-01-01 to 2026-12-28); give a shorter period",
        (LookupError,),
        id="CalendarRangeError of a count",
    ),
    pytest.param(
        InvalidCaseError(PROBLEMS),
        {"problems": PROBLEMS},
        "a.csv: is empty; b.csv, row 3, column accepted: is no date",
        (ValueError,),
        id="InvalidCaseError",
    ),
    pytest.param(
        InvalidFactsError(PROBLEMS),
        {"problems": PROBLEMS},
        "a.csv: is empty; b.csv, row 3, column accepted: is no date",
        (ValueError,),
        id="InvalidFactsError",
    ),
    pytest.param(
        FaultyFileError(PROBLEMS),
        {"problems": PROBLEMS},
        "2 problems:\n  a.csv: is empty\n  b.csv, row 3, column accepted: is no date",
        (ValueError,),
        id="FaultyFileError",
    ),
    pytest.param(
        FaultyFileError(iter(PROBLEMS[:1])),
        {"problems": PROBLEMS[:1]},
        "1 problem:\n  a.csv: is empty",
        (ValueError,),
        id="FaultyFileError with one problem",
    ),
    pytest.param(
        MissingExtraError("cli"),
        {"extra": "cli"},
        "this needs the extra 'cli': pip install 'hubnet[cli]'",
        (ImportError,),
        id="MissingExtraError",
    ),
]


def test_every_class_has_an_example():
    """A new error class cannot be forgotten here: each one in the module is in the table, and is exported."""
    classes = {thing for thing in vars(errors).values() if isinstance(thing, type) and issubclass(thing, HubnetError)}
    assert classes - {HubnetError} == {type(example.values[0]) for example in EXAMPLES}
    assert {kind.__name__ for kind in classes} | {"Problem", "nearest"} == set(errors.__all__)


@pytest.mark.parametrize(("error", "attributes", "message", "bases"), EXAMPLES)
class TestError:
    def test_attributes(self, error, attributes, message, bases):  # noqa: ARG002
        """What happened can be read by a program."""
        assert {name: getattr(error, name) for name in attributes} == attributes

    def test_message(self, error, attributes, message, bases):  # noqa: ARG002
        """What happened can be read by a person: what was found, what is allowed, what to do."""
        assert str(error) == message

    def test_bases(self, error, attributes, message, bases):  # noqa: ARG002
        """One `except` catches all of them, and the usual one of Python catches each."""
        assert all(isinstance(error, base) for base in (HubnetError, *bases))

    @pytest.mark.parametrize(
        "travel",
        [
            *(
                pytest.param(lambda error, p=protocol: pickle.loads(pickle.dumps(error, p)), id=f"pickle {protocol}")  # noqa: S301
                for protocol in range(pickle.HIGHEST_PROTOCOL + 1)
            ),
            pytest.param(copy.copy, id="copy"),
            pytest.param(copy.deepcopy, id="deepcopy"),
        ],
    )
    def test_travels(self, error, attributes, message, bases, travel):  # noqa: ARG002
        """An error comes out of another process as it went in."""
        again = travel(error)
        assert type(again) is type(error)
        assert vars(again) == vars(error)
        assert str(again) == message


class TestProblem:
    @pytest.mark.parametrize(
        ("place", "where"),
        [
            pytest.param({}, "", id="nowhere"),
            pytest.param({"file": "rules.toml"}, "rules.toml", id="file"),
            pytest.param({"file": "rules.toml", "line": 7}, "rules.toml, line 7", id="line"),
            pytest.param({"file": "f.csv", "row": 1, "column": "place"}, "f.csv, row 1, column place", id="cell"),
            pytest.param({"path": "step[3].within"}, "step[3].within", id="key path"),
            pytest.param(
                {"file": "rules.toml", "line": 7, "row": 1, "column": "c", "path": "a.b"},
                "rules.toml, line 7, row 1, column c, a.b",
                id="all parts",
            ),
            pytest.param({"found": "x", "allowed": ("y",)}, "", id="no part of the place"),
        ],
    )
    def test_where(self, place, where):
        """The place is told from the file inwards, as far as it is known, and stands before the message."""
        problem = Problem("is no date", **place)
        assert problem.where == where
        assert str(problem) == (f"{where}: is no date" if where else "is no date")


class TestNearest:
    KNOWN = (
        "social_association.registration",
        "social_association.change",
        "foundation.registration",
        "licence.general.decision",
        "licence.general.delivery",
    )

    @pytest.mark.parametrize(
        ("name", "found"),
        [
            pytest.param("foundation.registration", "foundation.registration", id="the name itself"),
            pytest.param("fondation.registration", "foundation.registration", id="letter missing"),
            pytest.param("foundation.registratoin", "foundation.registration", id="letters swapped"),
            pytest.param("social_association_change", "social_association.change", id="other separator"),
            pytest.param("dezision", "licence.general.decision", id="last part, misspelt"),
            pytest.param("delivery", "licence.general.delivery", id="last part"),
            pytest.param("step.delivry", "licence.general.delivery", id="last part under another head"),
            pytest.param("枢纽", None, id="another script"),
            pytest.param("xyz", None, id="nothing like it"),
            pytest.param("", None, id="empty"),
        ],
    )
    def test_finds(self, name, found):
        """The name most like a misspelt one is offered; a name that is like none gets no offer."""
        assert nearest(name, self.KNOWN) == found

    def test_takes_any_iterable(self):
        """Names may come from a generator, and there may be none."""
        assert nearest("dezision", (name for name in self.KNOWN)) == "licence.general.decision"
        assert nearest("decision", []) is None
