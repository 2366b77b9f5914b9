"""Files of facts."""

from datetime import date

import pytest

from hubnet import load_rulebook
from hubnet.errors import FaultyFileError
from hubnet.exchange import load_facts

RULES = """place = "CN"

[[fact]]
id = "club_people"
kind = "integer"
minimum = 0
question = { zh = "多少人？", en = "how many people?" }

[[fact]]
id = "club_fund"
kind = "amount"
minimum = "0元"
question = { zh = "资金多少？", en = "how much money?" }

[[fact]]
id = "club_consent"
kind = "yes_no"
question = { zh = "是否同意？", en = "is there consent?" }

[[fact]]
id = "club_founded"
kind = "date"
question = { zh = "何时成立？", en = "founded when?" }

[[fact]]
id = "club_kind"
kind = "choice"
choices = ["chess", "music"]
question = { zh = "哪一类？", en = "which kind?" }
"""

TOML = """# what is known of the club
club_people = 60
club_fund = "3万元"
club_consent = true
club_founded = 2024-02-29
club_kind = "chess"
"""


@pytest.fixture(scope="module")
def declared(tmp_path_factory):
    """Return the facts that rules may ask for, with those of a club."""
    path = tmp_path_factory.mktemp("rules") / "club.toml"
    path.write_text(RULES, encoding="utf-8")
    return load_rulebook(path).facts


@pytest.fixture
def loaded(declared, tmp_path):
    """Return a function that writes a file and loads its facts."""

    def load(text: str, name: str = "club.toml") -> dict[str, object]:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return load_facts(path, declared)

    return load


@pytest.fixture
def faults(loaded):
    """Return a function that writes a file and gives the faults found in it."""

    def load(text: str, name: str = "club.toml"):
        with pytest.raises(FaultyFileError) as caught:
            loaded(text, name)
        return caught.value.problems

    return load


class TestFacts:
    def test_toml(self, loaded):
        """The facts of a TOML file come as they stand there, dates as dates."""
        assert loaded(TOML) == {
            "club_people": 60,
            "club_fund": "3万元",
            "club_consent": True,
            "club_founded": date(2024, 2, 29),
            "club_kind": "chess",
        }

    def test_json(self, loaded):
        """The facts of a JSON file are texts where JSON has no kind of its own; null is not known."""
        text = '{"club_people": "50以上", "club_founded": "2024-02", "club_consent": null}'
        assert loaded(text, "club.json") == {"club_people": "50以上", "club_founded": "2024-02"}

    def test_capital_ending(self, loaded):
        """The ending may be in capitals."""
        assert loaded("club_people = 1", "CLUB.TOML") == {"club_people": 1}

    def test_nothing_known(self, loaded):
        """A file in which no fact stands says that nothing is known."""
        assert loaded("# nothing yet\n") == {}
        assert loaded("{}", "club.json") == {}

    def test_quoted_key(self, loaded):
        """A key in quotes is the same key."""
        assert loaded('"club_people" = 3') == {"club_people": 3}

    def test_byte_order_mark(self, loaded):
        """A byte order mark is no part of the first key."""
        assert loaded("\ufeffclub_people = 3") == {"club_people": 3}


class TestFaults:
    def test_all_at_once(self, faults):
        """Every fault of a file is told, each with file, line, key, what was found and what is allowed."""
        found = faults('# facts\nclub_peple = 60\n\nclub_people = -1\nclub_consent = "是"\nclub_kind = "music"\n')
        assert [(fault.line, fault.path) for fault in found] == [
            (2, "club_peple"),
            (4, "club_people"),
            (5, "club_consent"),
        ]
        assert all(fault.file.endswith("club.toml") for fault in found)
        assert "did you mean 'club_people'?" in found[0].message
        assert found[0].found == "club_peple"
        assert "club_people" in found[0].allowed
        assert found[1].message.startswith("found -1; give a whole number from 0")
        assert found[2].message == "found '是'; give true or false"

    @pytest.mark.parametrize(
        ("line", "fragment"),
        [
            ("club_people = 60.0", "found 60.0; give a whole number"),
            ("club_people = true", "found True; give a whole number"),
            ('club_people = "60"', "found '60'; give a whole number"),
            ("club_fund = 30000", "found 30000; give an amount"),
            ("club_founded = 2024-02-29T10:00:00", "give a date"),
            ('club_founded = "2023-02-29"', "give a date"),
            ('club_kind = "ches"', "did you mean 'chess'?"),
            ("club_people = [60]", "give each fact by itself"),
            ("zzzzzz = 1", " more"),
        ],
    )
    def test_values(self, faults, line: str, fragment: str):
        """A value that a fact cannot have is refused with what it can be; of many known facts some are named."""
        (fault,) = faults(line)
        assert (fault.line, fragment in fault.message) == (1, True), fault.message
        assert len(fault.message) < 500

    def test_table(self, faults):
        """Facts in a table of their own are refused with the line of the table, and how to write them."""
        (fault,) = faults("# facts\n[facts]\nclub_people = 60\n")
        assert (fault.line, fault.path) == (2, "facts")
        assert "at the top of the file" in fault.message

    def test_keys_of_tables_are_no_facts(self, faults):
        """A key inside a table gives no line to a fact of that name at the top."""
        found = faults("club_people = -1\n[other]\nclub_people = 3\n")
        assert [(fault.line, fault.path) for fault in found] == [(1, "club_people"), (2, "other")]

    def test_json(self, faults):
        """A fault of a JSON file is told with its key."""
        (fault,) = faults('{"club_people": "many"}', "club.json")
        assert (fault.line, fault.path) == (None, "club_people")

    @pytest.mark.parametrize(
        ("name", "text", "fragment"),
        [
            ("club.toml", "club_people = = 1", "is not valid TOML"),
            ("club.toml", "", "is empty"),
            ("club.json", "{", "is not valid JSON"),
            ("club.json", '{"club_people": 1, "club_people": 2}', "stands there twice"),
            ("club.json", "[1]", "give an object"),
            ("club.yaml", "club_people: 1", "found .yaml; give a .toml or .json file"),
            ("club", "club_people = 1", "found no ending; give a .toml or .json file"),
        ],
    )
    def test_files(self, faults, name: str, text: str, fragment: str):
        """A file that cannot be read at all is refused with the reason."""
        (fault,) = faults(text, name)
        assert fragment in fault.message

    def test_missing(self, declared, tmp_path):
        """A file that is not there is refused."""
        with pytest.raises(FaultyFileError, match="cannot be read"):
            load_facts(tmp_path / "none.toml", declared)
