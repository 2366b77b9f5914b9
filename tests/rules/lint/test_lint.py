"""Each finding with a file of its own that has it, and beside it one that is right."""

# ruff: noqa: E501  (tables of texts)

import pytest
import small_rules

CITE = 'cite = { instrument = "club_rules", version = "2020", article = "6", quote = "六" }'
CLAUSE = """
[[clause]]
id = "club.founding.more"
label = {{ zh = "另", en = "more" }}
{keys}
"""
CASE = """
[[case]]
name = "more"
question = "club.founding"
place = "{place}"
on = 2021-01-01
facts = {{ {facts} }}
clauses = {{ more = "UNKNOWN" }}
because = "art. 6"
"""


def clause(keys: str) -> str:
    """A further clause of the question."""
    return CLAUSE.format(keys=keys if "cite" in keys else f"{keys}\n{CITE}")


def fact(name: str, kind: str = "integer", keys: str = "minimum = 0") -> str:
    """A further fact."""
    return f'\n[[fact]]\nid = "{name}"\nkind = "{kind}"\n{keys}\nquestion = {{ zh = "问", en = "asked" }}\n'


def told(files):
    """Code and key of each finding."""
    return [(one.code, one.where.path) for one in files.lint()]


def test_right(checked):
    """Rules in order have no findings."""
    assert told(checked()) == []


class TestUnusedFacts:
    @pytest.mark.parametrize(
        ("more", "found"),
        [
            (fact("loose"), ["fact[4]"]),
            (fact("asked") + clause("when = { fact = 'asked', equals = 0 }\ngap = { zh = '缺', en = 'gap' }"), []),
            (fact("part") + fact("whole", keys='minimum = 0\nparts = ["part"]') + clause("when = { fact = 'whole', equals = 0 }\ngap = { zh = '缺', en = 'gap' }"), []),
            (fact("part") + fact("whole", keys='minimum = 0\nparts = ["part"]'), ["fact[4]", "fact[5]"]),
            (fact("share") + clause("when = { fact = 'club_people', at_least = { share = '1/2', of = 'share' } }\ngap = { zh = '缺', en = 'gap' }"), []),
        ],
        ids=["in no condition", "in a condition", "part of a total", "total of no use", "whole of a share"],
    )  # fmt: skip
    def test_facts(self, checked, more: str, found: list[str]):
        """A fact is used where a condition names it, or a total of it."""
        files = checked(more=more)
        assert [where for code, where in told(files) if code == "fact.unused"] == found

    def test_place(self, checked):
        """The finding names file and line of the declaration."""
        (one,) = checked(more=fact("loose")).lint()
        assert one.where.file == "clubs.toml"
        assert (small_rules.RULES + fact("loose")).splitlines()[one.where.line - 1] == "[[fact]]"
        assert one.text("en").endswith(
            "loose: no condition asks for this fact: drop it, or write the condition that needs it"
        )
        assert one.text("zh").endswith("loose：没有条件用到这一事实：删去，或者写上用到它的条件")

    def test_fines_and_extensions(self, checked):
        """What a fine is measured by is used; and so is how long an extension was granted, where a step has one."""
        more = fact("takings", "amount", "minimum = '0元'") + fact("extension_length")
        consequence = f'\n[[consequence]]\nid = "club.fine"\nlabel = {{ zh = "罚", en = "fine" }}\nof = ["club.founding.consent"]\nmeasures = ["fine"]\nfines = [{{ of = "takings", times = [1, 3] }}]\n{CITE}\n'
        assert told(checked(more=more + consequence)) == [("fact.unused", "fact[5]")]


class TestConstantConditions:
    @pytest.mark.parametrize(
        ("requires", "found"),
        [
            ("{ fact = 'club_people', at_least = 0 }", [("condition.always", "requires")]),
            ("{ fact = 'club_people', at_least = 1 }", []),
            ("{ fact = 'club_people', less_than = 0 }", [("condition.never", "requires")]),
            ("{ fact = 'club_fund', at_least = '0元' }", [("condition.always", "requires")]),
            ("{ all = [{ fact = 'club_people', at_least = 5 }, { fact = 'club_people', less_than = 5 }] }", [("condition.never", "requires")]),
            ("{ all = [{ fact = 'club_people', at_least = 5 }, { fact = 'club_people', at_most = 5 }] }", []),
            ("{ any = [{ fact = 'club_consent', equals = true }, { fact = 'club_consent', is_not = true }] }", [("condition.always", "requires")]),
            ("{ any = [{ fact = 'club_consent', equals = true }, { fact = 'club_people', less_than = 0 }] }", [("condition.never", "requires.any[1]")]),
            ("{ any = [{ fact = 'club_consent', equals = true }, { not = { fact = 'club_people', at_least = 0 } }] }", [("condition.never", "requires.any[1]")]),
            ("{ at_least = 1, of = [{ fact = 'club_consent', equals = true }, { fact = 'club_people', at_least = 0 }] }", [("condition.always", "requires")]),
            ("{ at_least = 2, of = [{ fact = 'club_consent', equals = true }, { fact = 'club_people', at_least = 0 }] }", [("condition.always", "requires.of[1]")]),
            ("{ since = 'club_founded', at_least = { days = 0 } }", []),
            ("{ fact = 'club_people', at_most = { share = '100%', of = 'club_people' } }", [("condition.always", "requires")]),
        ],
    )  # fmt: skip
    def test_requires(self, checked, requires: str, found: list[tuple[str, str]]):
        """A condition, or a part of it, that comes to the same whatever the facts are, is found; the outermost only."""
        codes = [one for one in told(checked(more=clause(f"requires = {requires}"))) if one[0].startswith("condition")]
        assert codes == [(code, f"clause[5].{key}") for code, key in found]

    @pytest.mark.parametrize(
        ("when", "found"),
        [
            ("{ fact = 'club_people', at_least = 5 }", [("condition.always", "clause[5].requires")]),
            ("{ fact = 'club_people', at_least = 2 }", []),
            ("{ fact = 'club_people', less_than = 3 }", [("condition.never", "clause[5].requires")]),
            ("{ fact = 'club_people', at_least = 0 }", [("condition.always", "clause[5].when")]),
        ],
    )
    def test_where_it_applies(self, checked, when: str, found: list[tuple[str, str]]):
        """What is asked is looked at together with the condition under which it is asked."""
        more = clause(f"when = {when}\nrequires = {{ fact = 'club_people', at_least = 3 }}")
        assert [one for one in told(checked(more=more)) if one[0].startswith("condition")] == found

    def test_another_question_can_come_out_either_way(self, checked):
        """Whether another question is answered by yes is open."""
        question = f'\n[[question]]\nid = "club.seal"\nlabel = {{ zh = "印章", en = "seal" }}\nasks = {{ zh = "能否刻章？", en = "May it have a seal?" }}\nauthority = ["district"]\n{CITE}\n'
        own = f'\n[[clause]]\nid = "club.seal.founded"\nlabel = {{ zh = "成立", en = "founded" }}\nrequires = {{ question = "club.founding" }}\n{CITE}\n'
        assert told(checked(more=question + own)) == []

    @pytest.mark.parametrize("says", ["waived = true", "lowered = true"])
    def test_departures_without_a_condition(self, checked, says: str):
        """A departure that asks nothing, or less, has no condition that could say nothing."""
        more = f'\n[[clause]]\nid = "club.founding.consent"\nplace = "320000"\nrelation = "departs"\nlabel = {{ zh = "同意", en = "consent" }}\n{says}\n{CITE}\n'
        assert told(checked(more=more)) == []


class TestNothingNeeded:
    MORE = fact("adult", "yes_no", "") + clause(
        "requires = { any = [{ all = [{ fact = 'adult', equals = true }, { fact = 'club_people', at_least = 20 }] }, { all = [{ fact = 'adult', equals = false }, { fact = 'club_people', at_least = 30 }] }] }"
    )
    TOLD = ("question.nothing_needed", "clause[1]")

    def test_stuck(self, checked):
        """With 30 people it does not matter whether they are adults, and no single comparison sees that."""
        assert self.TOLD in told(checked(more=self.MORE))

    def test_needed(self, checked):
        """With fewer than 30 it always matters: then a missing fact is needed."""
        assert self.TOLD not in told(
            checked(more=self.MORE.replace("'adult', equals = false", "'club_consent', equals = false"))
        )


class TestAccepted:
    ACCEPTED = '\n[[accepted]]\ncode = "fact.unused"\nid = "{}"\nbecause = "kept for a rule to come"\n'

    @pytest.mark.parametrize(
        ("name", "found"), [("loose", []), ("losse", ["fact.unused", "accepted.idle"])], ids=["its own", "another"]
    )
    def test_reason(self, checked, name: str, found: list[str]):
        """A finding with a reason is left out; a reason for what is not found is a finding, with file and line."""
        cases = small_rules.CASES + self.ACCEPTED.format(name)
        findings = checked(more=fact("loose"), cases=cases).lint()
        assert [one.code for one in findings] == found
        if found:
            assert findings[-1].where.file == "clubs.cases.toml"
            assert cases.splitlines()[findings[-1].where.line - 1] == "[[accepted]]"


class TestThresholds:
    @pytest.mark.parametrize(
        ("old", "new", "key"),
        [
            ("club_people = 12", "club_people = 13", "clause[1].requires"),
            ("club_people = 11", "club_people = 10", "clause[1].requires"),
            ("club_founded = 2019-01-01", "club_founded = 2018-12-31", "clause[4].requires"),
            ("club_founded = 2019-01-02", "club_founded = 2019-01-03", "clause[4].requires"),
        ],
        ids=["at the number", "beside the number", "at the day", "beside the day"],
    )
    def test_one_side(self, checked, old: str, new: str, key: str):
        """A threshold of which one side has no case is found."""
        assert small_rules.CASES.count(old) == 1
        assert told(checked(cases=small_rules.CASES.replace(old, new))) == [("threshold.untested", key)]

    @pytest.mark.parametrize(
        ("given", "found"), [("1.0001万元", []), ("1.0002万元", ["threshold.untested"]), ("1.00005万元", [])]
    )
    def test_amounts(self, checked, given: str, found: list[str]):
        """Beside an amount is anything within one yuan."""
        files = checked(cases=small_rules.CASES.replace("1.0001万元", given))
        assert [code for code, _ in told(files)] == found

    @pytest.mark.parametrize(
        ("requires", "facts", "sides"),
        [
            ("{ fact = 'club_people', less_than = 5 }", ["club_people = 5", "club_people = 4"], 0),
            ("{ fact = 'club_people', less_than = 5 }", ["club_people = 5", "club_people = 6"], 1),
            ("{ fact = 'club_people', at_most = 5 }", ["club_people = 5", "club_people = 6"], 0),
            ("{ fact = 'club_people', at_most = 5 }", ["club_people = 5", "club_people = 4"], 1),
            ("{ fact = 'club_people', equals = 5 }", ["club_people = 5", "club_people = 4"], 0),
            ("{ fact = 'club_people', equals = 5 }", ["club_people = 5", "club_people = 3"], 1),
            ("{ fact = 'club_people', between = [5, 8] }", ["club_people = 5", "club_people = 4", "club_people = 8"], 1),
            ("{ fact = 'club_people', between = [5, 8] }", ["club_people = 5", "club_people = 4", "club_people = 8", "club_people = 9"], 0),
            ("{ fact = 'club_people', equals = 0 }", ["club_people = 0", "club_people = 1"], 0),
            ("{ fact = 'club_people', less_than = 1 }", ["club_people = 1"], 1),
            ("{ fact = 'club_founded', before = 2015-01-01 }", ["club_founded = 2015-01-01", "club_founded = 2014-12-31"], 0),
            ("{ fact = 'club_founded', before = 2015-01-01 }", ["club_founded = 2015-01-01", "club_founded = 2015-01-02"], 1),
            ("{ fact = 'club_people', at_most = { share = '1/3', of = 'halls' } }", ["club_people = 3, halls = 10", "club_people = 4, halls = 10"], 0),
            ("{ fact = 'club_people', at_most = { share = '1/3', of = 'halls' } }", ["club_people = 3, halls = 10", "club_people = 5, halls = 10"], 1),
            ("{ fact = 'club_people', at_least = { share = '1/3', of = 'halls' } }", ["club_people = 4, halls = 10", "club_people = 3, halls = 10"], 0),
            ("{ fact = 'club_consent', equals = true }", [], 0),
        ],
    )  # fmt: skip
    def test_sides(self, checked, requires: str, facts: list[str], sides: int):
        """The number at which a comparison turns, and the next one on its other side, are to be given."""
        cases = "".join(CASE.format(place="320102", facts=given) for given in facts)
        files = checked(more=fact("halls") + clause(f"requires = {requires}"), cases=small_rules.CASES + cases)
        assert (
            len([where for code, where in told(files) if code == "threshold.untested" and "clause[5]" in where])
            == sides
        )

    def test_cases_elsewhere(self, checked):
        """A case at a place for which the text does not hold does not count."""
        more = f'\n[[clause]]\nid = "club.founding.more"\nplace = "440000"\nlabel = {{ zh = "另", en = "more" }}\nrequires = {{ fact = "club_people", at_least = 5 }}\n{CITE}\n'
        cases = "".join(CASE.format(place="320102", facts=f"club_people = {number}") for number in (4, 5))
        assert told(checked(more=more, cases=small_rules.CASES + cases)) == [
            ("threshold.untested", "clause[5].requires")
        ]
        near = cases.replace("320102", "440106")
        assert told(checked(more=more, cases=small_rules.CASES + near)) == []


STATUTE = """# 社团规则

第一条 成立社团，
应当登记。

第二条　社团应当有十二人以上 （含十二人），并且有“章程”。

第三条 资金超过一万元；不得低于注册资金。

第十一条 经其同意。
"""


class TestQuotes:
    @pytest.mark.parametrize(
        ("article", "quote", "found"),
        [
            ("2", "社团应当有十二人以上(含十二人)，并且有「章程」", []),
            ("2", "社团应当有十三人以上", [("quote.differs", "cite.quote")]),
            ("2(1)(1)", "社团应当有…并且有", []),
            ("2", "并且有…社团应当有", [("quote.differs", "cite.quote")]),
            ("1", "成立社团，应当登记", []),
            ("1", "资金超过一万元", [("quote.differs", "cite.quote")]),
            ("1, 3", "资金超过一万元", []),
            ("1-3", "资金超过一万元", []),
            ("11", "经其同意", []),
            ("4", "经其同意", [("quote.no_article", "cite.article")]),
        ],
    )
    def test_articles(self, checked, tmp_path, article: str, quote: str, found: list[tuple[str, str]]):
        """A quote must stand in the articles cited, its pieces in their order; width and quotation marks do not matter."""
        (tmp_path / "texts").mkdir()
        (tmp_path / "texts" / "club_rules_2020.md").write_text(STATUTE, encoding="utf-8")
        cite = f'cite = {{ instrument = "club_rules", version = "2020", article = "{article}", quote = "{quote}" }}'
        files = checked(more=clause(f"gap = {{ zh = '缺', en = 'gap' }}\n{cite}"))
        ours = [(one.code, one.where.path) for one in files.lint(tmp_path / "texts") if "clause[5]" in one.where.path]
        assert ours == [(code, f"clause[5].{key}") for code, key in found]

    @pytest.mark.parametrize(("quote", "found"), [("成立社团", []), ("解散社团", ["quote.differs"])])
    def test_text_without_articles(self, checked, tmp_path, quote: str, found: list[str]):
        """A text that is not divided into articles is searched as a whole."""
        (tmp_path / "texts").mkdir()
        (tmp_path / "texts" / "club_rules_2020.txt").write_text("一、成立社团的通知", encoding="utf-8")
        cite = f'cite = {{ instrument = "club_rules", version = "2020", article = "2", quote = "{quote}" }}'
        files = checked(more=clause(f"gap = {{ zh = '缺', en = 'gap' }}\n{cite}"))
        assert [one.code for one in files.lint(tmp_path / "texts") if "clause[5]" in one.where.path] == found


class TestStanding:
    def test_departure_from_nothing(self, checked):
        """A departure needs a text of its id, at its place or above, in force with it."""
        more = clause('relation = "departs"\nwaived = true')
        assert told(checked(more=more)) == [("departure.from_nothing", "clause[5].relation")]

    @pytest.mark.parametrize(
        ("place", "since", "alone"),
        [("320000", "2020-01-01", False), ("CN", "2021-06-01", False), ("320000", "2019-12-31", False)],
    )
    def test_departure_from_a_text(self, checked, place: str, since: str, alone: bool):  # noqa: FBT001
        """A text above, or at the place itself, is enough, for a day of both."""
        more = f'\n[[clause]]\nid = "club.founding.age"\nplace = "{place}"\nrelation = "departs"\nlabel = {{ zh = "年限", en = "age" }}\nwaived = true\nin_force_from = {since}\n{CITE}\n'
        assert [code for code, _ in told(checked(more=more))] == ["departure.from_nothing"] * alone

    def test_departure_from_a_text_that_has_ended(self, checked):
        """A text that ended before the departure began is none to depart from."""
        more = f'\n[[clause]]\nid = "club.founding.age"\nplace = "320000"\nrelation = "departs"\nlabel = {{ zh = "年限", en = "age" }}\nwaived = true\nin_force_from = 2010-01-01\nin_force_until = 2020-01-01\n{CITE}\n'
        assert told(checked(more=more)) == [("departure.from_nothing", "clause[5].relation")]

    @pytest.mark.parametrize(
        ("until", "found"),
        [("2000-01-01", ["clause.no_question"]), ("2000-01-02", [])],
        ids=["before", "a day of both"],
    )
    def test_clause_without_its_question(self, checked, until: str, found: list[str]):
        """A clause needs a text of its question on some day on which it is in force itself."""
        more = clause(f"gap = {{ zh = '缺', en = 'gap' }}\nin_force_from = 1990-01-01\nin_force_until = {until}")
        assert [code for code, _ in told(checked(more=more))] == found

    def test_clause_of_a_question_elsewhere(self, checked):
        """A question of another place does not count; one of a place below does."""
        question = f'\n[[question]]\nid = "club.seal"\nplace = "{{}}"\nlabel = {{{{ zh = "印章", en = "seal" }}}}\nasks = {{{{ zh = "能否刻章？", en = "May it have a seal?" }}}}\nauthority = ["district"]\n{CITE.replace("{", "{{").replace("}", "}}")}\n'
        own = f'\n[[clause]]\nid = "club.seal.gap"\nplace = "320000"\nlabel = {{ zh = "缺", en = "gap" }}\ngap = {{ zh = "缺", en = "gap" }}\n{CITE}\n'
        assert told(checked(more=question.format("320102") + own)) == []

    def test_question_that_asks_nothing(self, checked):
        """A question without a clause is answered by yes for everybody: it is found, with the day."""
        (one,) = checked(more=QUESTION_ALONE).lint()
        assert (one.code, one.where.path) == ("question.no_clause", "question[1]")
        assert "2020-01-01" in one.label.en

    def test_question_whose_clauses_come_later(self, checked):
        """Days before the first clause count; a clause that says only that its content is not held is one."""
        own = f'\n[[clause]]\nid = "club.seal.gap"\nlabel = {{ zh = "缺", en = "gap" }}\ngap = {{ zh = "缺", en = "gap" }}\nin_force_from = {{}}\n{CITE}\n'
        later = own.replace("{}", "2020-01-02")
        assert [code for code, _ in told(checked(more=QUESTION_ALONE + later))] == ["question.no_clause"]


QUESTION_ALONE = f"""
[[question]]
id = "club.seal"
label = {{ zh = "印章", en = "seal" }}
asks = {{ zh = "能否刻章？", en = "May it have a seal?" }}
authority = ["district"]
{CITE}
"""


class TestGapsInTime:
    OLD = "in_force_from = 2000-01-01, in_force_until = 2020-01-01"

    def test_gap(self, checked):
        """A version that begins a day after the one before ended leaves a gap in each text."""
        files = checked((self.OLD, "in_force_from = 2000-01-01, in_force_until = 2019-12-31"))
        gaps = [where for code, where in told(files) if code == "force.gap"]
        assert gaps == ["question[0].cite", "clause[1].cite", "clause[2].cite", "clause[3].cite"]

    def test_words(self, checked):
        """The finding says from when to when nothing is in force."""
        files = checked((self.OLD, "in_force_from = 2000-01-01, in_force_until = 2019-12-31"))
        assert "nothing is in force from 2019-12-31 to 2020-01-01" in files.lint()[0].label.en

    def test_round_of_a_programme(self, checked):
        """A text that says itself when it ends leaves a gap on purpose."""
        more = f'\n[[clause]]\nid = "club.founding.age"\nlabel = {{ zh = "年限", en = "age" }}\ngap = {{ zh = "缺", en = "gap" }}\nin_force_from = 2010-01-01\nin_force_until = 2015-01-01\n{CITE}\n'
        assert told(checked(more=more)) == []


class TestCitations:
    @pytest.mark.parametrize(
        ("cite", "found"),
        [
            ('{ instrument = "club_rules", version = "2020", quote = "六" }', ["citation.incomplete"]),
            ('{ instrument = "club_rules", version = "2020", article = "6", quote = "六" }', []),
            ('{ instrument = "club_rules", version = "2020", passage = "附则", quote = "六" }', []),
            ('{ instrument = "club_rules", version = "2020", article = "6" }', ["citation.no_quote"]),
            ('{ document = "一份通知" }', ["citation.incomplete", "citation.no_quote"]),
            ('{ document = "一份通知", quote = "六" }', []),
            ('{ document = "一份通知", passage = "六" }', ["citation.no_quote"]),
        ],
    )
    def test_pieces(self, checked, cite: str, found: list[str]):
        """An article or passage is needed for a regulation, some words for a document; the text itself is quoted."""
        rank = 'rank = "policy"\nin_force_from = 2020-01-01\n' if "document" in cite else ""
        files = checked(more=clause(f"requires = {{ fact = 'club_consent', equals = true }}\n{rank}cite = {cite}"))
        assert [code for code, _ in told(files)] == found

    @pytest.mark.parametrize(
        "keys", ['confidence = "reported"\nrequires = { fact = "club_consent", equals = true }', "gap = { zh = '缺', en = 'gap' }"]
    )  # fmt: skip
    def test_no_quote_needed(self, checked, keys: str):
        """What was only reported, and what the text leaves open, need no quote."""
        cite = 'cite = { instrument = "club_rules", version = "2020", article = "6" }'
        assert told(checked(more=clause(f"{keys}\n{cite}"))) == []

    @pytest.mark.parametrize(
        ("because", "found"), [("", ["inference.unreasoned"]), ('because = { zh = "因", en = "why" }', [])]
    )
    def test_inference(self, checked, because: str, found: list[str]):
        """An inference gives its reasoning."""
        keys = f'confidence = "inferred"\nrequires = {{ fact = "club_consent", equals = true }}\n{because}'
        assert [code for code, _ in told(checked(more=clause(keys)))] == found

    def test_inference_of_a_counting_rule(self, checked):
        """The reasons of a counting rule are the principles it names."""
        more = f"""
[[principle]]
id = "start_day"
label = {{ zh = "始日", en = "start day" }}
{CITE}

[[counting_rule]]
id = "running"
label = {{ zh = "期间", en = "period" }}
roll = "none"
principles = ["start_day"]
confidence = "inferred"
{CITE}
"""
        assert told(checked(more=more)) == []
        assert told(checked(more=more.replace('["start_day"]', "[]"))) == [
            ("inference.unreasoned", "counting_rule[0].because")
        ]
