"""``hubnet calendar``."""

# ruff: noqa: E501  (tables of texts)

import json

import pytest


@pytest.mark.parametrize(
    ("day", "lang", "words"),
    [
        ("2026-09-20", "zh", ["周日", "调休上班", "国庆节"]),
        ("2026-09-20", "en", ["Sun", "make-up working day", "National Day"]),
        ("2026-10-01", "zh", ["周四", "法定节日", "国庆节"]),
        ("2026-09-21", "en", ["Mon", "working day"]),
        ("2026-09-19", "en", ["Sat", "weekend"]),
    ],
)
def test_day(answered, width, day: str, lang: str, words: list[str]):
    """A day comes with its weekday, kind and name in a table of at most 80 columns, and the calendar's name."""
    lines = answered("calendar", day, "--lang", lang).splitlines()
    assert width(lines[:-1]) <= 80
    assert lines[2].startswith(day)
    assert [word for word in words if word not in lines[2]] == []
    assert lines[-1].startswith("chinesecalendar ")


@pytest.mark.parametrize(("lang", "words"), [("zh", "2025年至 2025-12-31：工作日 "), ("en", "2025 to 2025-12-31: ")])
def test_year(answered, width, lang: str, words: str):
    """A year lists the days that differ from the plain week, and counts its working days."""
    lines = answered("calendar", "2025", "--lang", lang).splitlines()
    assert width(lines[:-1]) <= 80
    days = [line[:10] for line in lines if line[:4] == "2025" and line[4:5] == "-"]
    assert days == sorted(days)
    assert {"2025-01-01", "2025-01-26", "2025-10-11"} <= set(days)
    assert "2025-07-05" not in days
    assert words in lines[-1]


def test_working_days_of_a_year(answered):
    """2025 has 248 working days: 261 weekdays, 18 of them off, 5 weekend days worked."""
    # Off on weekdays: 1 January; 28 January to 4 February without the weekend (6); 4 April; 1, 2 and 5 May; 2 June;
    # 1 to 8 October without the weekend (6). Worked: 26 January, 8 February, 27 April, 28 September, 11 October.
    assert "248" in answered("calendar", "2025", "--lang", "en").splitlines()[-1]


def test_json_of_a_day(answered):
    """--json gives the calendar's name and the day with the documented keys."""
    content = json.loads(answered("calendar", "2026-09-20", "--json"))
    assert set(content) == {"calendar", "days"}
    assert content["days"] == [
        {
            "day": "2026-09-20",
            "kind": "make_up",
            "working": True,
            "name": {"zh": "国庆节", "en": "National Day"},
            "source": {"zh": "2026年放假通知（2025-11-04）", "en": "holiday notice for 2026 (2025-11-04)"},
        }
    ]


def test_json_of_a_plain_day(answered):
    """A plain day has no name."""
    assert json.loads(answered("calendar", "2026-09-21", "--json"))["days"][0]["name"] is None


def test_json_of_a_year(answered):
    """--json of a year lists its days in order: 18 weekdays off, 5 weekend days worked, a festival on a Saturday."""
    days = [day["day"] for day in json.loads(answered("calendar", "2025", "--json"))["days"]]
    assert days == sorted(days)
    assert len(days) == len(set(days)) == 18 + 5 + 1
    assert "2025-05-31" in days  # Dragon Boat Festival


@pytest.mark.parametrize(("when", "status"), [("2006-12-31", 2), ("2007-01-01", 0), ("2006", 2), ("2007", 0)])
def test_first_day_known(run, when: str, status: int):
    """Days before 2007 are refused."""
    result = run("calendar", when)
    assert result.exit_code == status
    assert ("earlier years are not held" in result.stderr) is (status == 2)


def test_past_the_last_notice(refused):
    """A year without a notice is refused, with the way to load it."""
    assert "load the year's notice as an overlay" in refused("calendar", "2090")
    assert "load the year's notice as an overlay" in refused("calendar", "2090-01-04")


@pytest.mark.parametrize(
    "when",
    ["abc", "", "2026-09", "20260920", "2026-9-20", "2026-02-30", "2026-13-01", "99999", "-2026", "２０２６", "٢٠٢٦", "0000",
     "0000-01-01", "2026-09-20T00:00:00", "2026/09/20", "1/2/2026"],
)  # fmt: skip
def test_garbage(refused, when: str):
    """What is neither a day that exists nor a year is refused, with the forms allowed."""
    message = refused("calendar", "--", when)
    assert "YYYY-MM-DD" in message
    assert "YYYY-MM," not in message


def test_overlay(answered, notice):
    """With the notice of the next year its days are known."""
    lines = answered("calendar", "2027-01-04", "--overlay", notice, "--lang", "en").splitlines()
    assert "notice 2027" in lines[-1]
    assert "working day" not in lines[2]


def test_overlay_of_a_place(answered, tmp_path):
    """Local days count at their place only."""
    path = tmp_path / "local.json"
    path.write_text(
        '{"year": 2026, "papers": ["a decision made up for tests"], "place": "320100",'
        ' "days": [{"name": "台风", "date": "2026-08-05", "isOffDay": true}]}',
        encoding="utf-8",
    )

    def working(*options: str) -> bool:
        return json.loads(answered("calendar", "2026-08-05", "--overlay", str(path), "--json", *options))["days"][0][
            "working"
        ]

    assert working("--place", "320114") is False
    assert working("--place", "320500") is True


@pytest.mark.parametrize(
    ("options", "fragment"),
    [
        (("--place", "x"), "GB/T 2260"),
        (("--overlay", "nothing.json"), "nothing.json: cannot be read"),
        (("--lang", "fr"), "'zh', 'en'"),
        (("2027",), "unexpected extra argument"),
    ],
    ids=range(4),
)
def test_options(refused, options: tuple[str, ...], fragment: str):
    """Faulty options are refused with what is allowed."""
    assert fragment in refused("calendar", "2026", *options)


def test_faulty_overlay(refused, tmp_path):
    """All faults of an overlay are listed with their paths."""
    path = tmp_path / "bad.json"
    path.write_text('{"year": "2027", "days": [{"name": "x", "date": "2027-02-30", "isOffDay": 1}]}', encoding="utf-8")
    message = refused("calendar", "2026", "--overlay", str(path))
    assert [part for part in ("year", "papers", "days[0].date", "days[0].isOffDay") if part not in message] == []


@pytest.mark.parametrize("name", ["\\ud800", "x\\udfffy"])
def test_half_a_character(run, tmp_path, name: str):
    """Half a character in an overlay is refused, not printed."""
    path = tmp_path / "half.json"
    path.write_text(
        '{"year": 2027, "papers": ["p"], "days": [{"name": "NAME", "date": "2027-01-04", "isOffDay": true}]}'.replace(
            "NAME", name
        ),
        encoding="utf-8",
    )
    assert run("calendar", "2027-01-04", "--overlay", str(path)).exit_code == 2
