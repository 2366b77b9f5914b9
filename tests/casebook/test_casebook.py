"""The shipped cases: sound, cited, worded as their sources, and nothing invented."""

import re
from datetime import date
from fractions import Fraction
from functools import cache

import attrs
import pytest

import hubnet
from hubnet import Outcome, Place, Quantity
from hubnet.entities import TERMS, Indicator, Name, Organization, TieKind, TraceEntry
from hubnet.exchange import case_names, dump_register, load_casebook, parse_register
from hubnet.values import Citation, Confidence, Label, Qualifier

NAMES = ("futian", "haishu", "qingdao-west-coast", "xuanwu", "yuhuatai")
Q = Qualifier


@cache
def case(name):
    """Return a case; registers do not change, so one is enough for all tests."""
    return load_casebook(name)


def parts(value, kind):
    """Yield all values of a kind in a record, however deep they stand."""
    if isinstance(value, kind):
        yield value
    if isinstance(value, tuple):
        for one in value:
            yield from parts(one, kind)
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from parts(getattr(value, field.name), kind)


def every(kind, name):
    """Yield id and value for all values of a kind in a case."""
    for record in case(name):
        for value in parts(record, kind):
            yield record.id, value


class TestSound:
    def test_names(self):
        """These five cases are shipped."""
        assert case_names() == NAMES

    @pytest.mark.parametrize(
        ("name", "organizations", "records"),
        [
            ("futian", 13, 90),
            ("haishu", 6, 71),
            ("qingdao-west-coast", 1, 46),
            ("xuanwu", 31, 116),
            ("yuhuatai", 18, 138),
        ],
    )
    def test_size(self, name, organizations, records):
        """Each case loads and holds so many organizations and records."""
        assert (len(case(name).organizations), len(case(name))) == (organizations, records)

    @pytest.mark.parametrize(
        ("name", "intended"),
        [
            pytest.param(
                "futian",
                [
                    ("statement.contradiction", "futian-special-fund", "set_up_by"),
                    ("statement.contradiction", "futian-special-fund", "allotments"),
                ],
                id="futian",
            ),
            *(pytest.param(name, [], id=name) for name in NAMES[1:]),
        ],
    )
    def test_check(self, name, intended):
        """Nothing is wrong but that the two statements on Futian's special fund differ, which is so in the source."""
        assert [(found.code, found.subject, found.field) for found in case(name).check()] == intended

    @pytest.mark.parametrize("name", NAMES)
    def test_json_round_trip(self, name):
        """A case that goes out as JSON comes back equal."""
        assert parse_register(dump_register(case(name))) == case(name)

    def test_ids(self):
        """Ids are lower-case words of ASCII joined by hyphens; one id in two cases is one body."""
        ids = [name for one in NAMES for name in case(one).ids()]
        assert [name for name in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)] == []
        assert {name for name in ids if ids.count(name) > 1} == {"nanjing-university"}

    def test_merged(self):
        """Merged, the cases contradict each other at most on the names of the one body that two of them tell of."""
        register, conflicts = hubnet.Register(), []
        for name in NAMES:
            merge = register.merge(case(name))
            register, conflicts = merge.register, [*conflicts, *merge.conflicts]
        assert {(one.id, one.field) for one in conflicts} <= {("nanjing-university", "names")}
        assert len(register) == sum(len(case(name)) for name in NAMES) - 1
        assert len(register.statements("nanjing-university")) == 2


class TestSources:
    @pytest.mark.parametrize("name", NAMES)
    def test_every_record_is_cited(self, name):
        """Every record has a source with a passage and a short quote, from the document of its case."""
        assert len(case(name).documents) == 1
        assert [record.id for record in case(name) if not record.cite] == []
        title = case(name).documents[0].title
        wrong = [
            (owner, cite)
            for owner, cite in every(Citation, name)
            if cite.title != title or not cite.passage or not cite.quote or len(cite.quote) > 60
        ]
        assert wrong == []

    @pytest.mark.parametrize(
        ("name", "published"),
        [
            ("futian", None),
            ("haishu", None),
            ("qingdao-west-coast", None),
            ("xuanwu", date(2012, 8, 2)),
            ("yuhuatai", date(2017, 7, 4)),
        ],
    )
    def test_published(self, name, published):
        """A document has a day of publication only where it states one; the others say so in a note."""
        document = case(name).documents[0]
        assert document.published == published
        assert published or document.note

    @pytest.mark.parametrize("name", NAMES)
    def test_inferred(self, name):
        """What is marked as inferred is a field that says something, and the record says why."""
        for record in case(name):
            fields = {field.name: field for field in attrs.fields(type(record))}
            assert set(record.inferred) <= set(fields), record.id
            assert [one for one in record.inferred if getattr(record, one) in (None, ())] == [], record.id
            assert record.because or not record.inferred, record.id
            assert record.because or record.confidence is Confidence.TEXT, record.id
            assert record.confidence is Confidence.TEXT or not record.inferred, record.id

    def test_whole_records_inferred(self):
        """A record is more than read as a whole only where that it is so is itself a reading."""
        marked = {record.id for name in NAMES for record in case(name) if record.confidence is not Confidence.TEXT}
        assert marked == {"haishu-hub", "meiyuan-hub", "nanjing-street-premises"}


class TestWords:
    @pytest.mark.parametrize("name", NAMES)
    def test_both_languages(self, name):
        """Every name and every label is there in Chinese and in English."""
        texts = [(owner, one.zh, one.en) for kind in (Name, Label) for owner, one in every(kind, name)]
        assert [text for text in texts if not re.search(r"[\u4e00-\u9fff]", text[1])] == []
        assert [text for text in texts if not text[2] or not re.search(r"[A-Za-z]", text[2])] == []
        assert [text for text in texts if text[2].strip() == text[1].strip()] == []

    @pytest.mark.parametrize("name", NAMES)
    def test_simplified(self, name):
        """Names and quotes are in simplified characters, also where the copy at hand is in traditional ones."""
        texts = [text for kind in (Name, Label) for _, one in every(kind, name) for text in (one.zh, one.en)]
        texts += [cite.quote for _, cite in every(Citation, name)]
        traditional = set("組織會區務業體創從發動實時間個們與為對開關員學習長應設計議論專門導見點報導總級種類經緊")
        assert [text for text in texts if set(text) & traditional] == []

    @pytest.mark.parametrize("name", NAMES)
    def test_open_words_have_labels(self, name):
        """Fields, services, functions, sources and their kind are words that have a label in both languages."""
        always = {
            "fields", "services", "functions", "sources", "purposes", "priorities", "per", "sector", "what", "every",
        }  # fmt: skip
        in_one = {("Allotment", "source"), ("Tie", "role"), ("Relief", "of")}
        used = set()
        for record in case(name):
            for value in parts(record, object):
                if not attrs.has(type(value)):
                    continue
                for field in attrs.fields(type(value)):
                    if field.name in always or (type(value).__name__, field.name) in in_one:
                        used |= set(parts(getattr(value, field.name), str))
        assert used - set(TERMS) == set()


class TestNothingInvented:
    CODES = frozenset(
        {
            "CN", "110000", "310000", "320000", "320100", "320102", "320114", "330000", "330200", "330203", "340100",
            "350200", "370100", "370200", "370211", "440000", "440300", "440304",
        }
    )  # fmt: skip
    """The divisions of which the documents speak."""
    STREETS = frozenset({"梅园新村街道", "锁金村街道", "新街口街道", "珠海街道"})
    """Streets that they name; they give no code of a street."""

    def test_places(self):
        """Places are the divisions spoken of, or streets by their names under one of them."""
        used = {str(place) for name in NAMES for _, place in every(Place, name)}
        assert {place.partition("/")[0] for place in used} <= self.CODES
        assert {place.partition("/")[2] for place in used if "/" in place} == self.STREETS

    @pytest.mark.parametrize("name", NAMES)
    def test_identifiers(self, name):
        """No document gives a unified code, and none is held."""
        assert [one.id for one in case(name).all(Organization) if one.identifiers] == []

    def test_no_years_invented(self):
        """The days of the Futian anniversary have a year only by inference."""
        for name in ("futian-base", "futian-anniversary-ceremony", "futian-service-week", "futian-selection-2014"):
            assert case("futian")[name].inferred, name

    @pytest.mark.parametrize(
        ("name", "record", "field"),
        [
            ("haishu", "haishu-street-federations", "count"),
            ("yuhuatai", "yuhuatai-streets-with-centre", "count"),
            ("yuhuatai", "yuhuatai-communities-with-federation", "count"),
            ("yuhuatai", "yuhuatai-thresholds", "former"),
            ("yuhuatai", "yuhuatai-preparation-abolished", "on"),
            ("yuhuatai", "yuhuatai-registration-limit", "on"),
            ("haishu", "jiangsu-venture-fund", "matching"),
            ("qingdao-west-coast", "west-coast-street-centres", "count"),
            ("xuanwu", "xuanwu-territorial-hubs", "organization"),
        ],
    )
    def test_what_is_not_said_is_absent(self, name, record, field):
        """A figure, a date or a body that a document does not give is not there."""
        assert getattr(case(name)[record], field) is None


WORDS = {
    "近": Q.JUST_UNDER, "不足": Q.UNDER, "基本": Q.BASICALLY, "超过": Q.OVER, "余": Q.OVER, "多": Q.OVER,
    "以上": Q.AT_LEAST, "最高": Q.AT_MOST, "左右": Q.ABOUT, "达": Q.REACHED, "达到": Q.REACHED, "已达": Q.REACHED,
}  # fmt: skip
NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "百": 100}
POWERS = {"": 1, "万": 10**4, "亿": 10**8}
STATED = re.compile(
    r"(?P<before>近|不足|基本|超过|最高|达到|已达|达)?(?P<number>\d+(?:\.\d+)?|(?<!\d)[一二三四五六七八九十百])"
    r"(?P<more>[余多])?(?P<power>[万亿])?(?P<still>[余多])?(?P<unit>平方米|平米|元|个|家|份|次|人|名|位|%)?(?P<after>以上|左右)?"
)


def stated(quote):
    """Yield each number of a quote with the word that stands at it; apart from the library's reader, on purpose."""
    for match in STATED.finditer(quote.replace("最高可获", "最高")):
        number = NUMERALS.get(match["number"]) or Fraction(match["number"])
        word = match["still"] or match["more"] or match["after"] or match["before"]
        yield number * POWERS[match["power"] or ""], WORDS[word] if word else Q.EXACT


class TestFigures:
    @pytest.mark.parametrize("name", NAMES)
    def test_qualifiers_are_those_of_the_quotes(self, name):
        """Where a quote has the number of a figure, the word at it is the qualifier of the figure: 近 is just under."""
        compared = 0
        for record in case(name):
            said = {pair for cite in record.cite for pair in stated(cite.quote)}
            for figure in parts(record, Quantity):
                words = {word for number, word in said if number == figure.number}
                if words and figure.number > 10:
                    compared += 1
                    assert figure.qualifier in words, (record.id, figure, words)
        assert compared >= {"futian": 10, "haishu": 15, "qingdao-west-coast": 1, "xuanwu": 15, "yuhuatai": 20}[name]

    IN_WORDS = frozenset(
        {
            "haishu-venture-fund",  # its round has figures of other sentences, which are indicators with quotes
            "jinan-special-fund",  # the like
            "nanjing-public-benefit-organizations",  # 一半
            "nanjing-public-benefit-share-reported",
            "yuhuatai-streets-with-centre",  # 全覆盖, 全部
            "yuhuatai-communities-with-fund",
            "yuhuatai-street-coverage",
            "yuhuatai-centres-run-by-hubs",
            "yuhuatai-community-fund-coverage",
            "yuhuatai-direct-registration",
            "yuhuatai-direct-registration-coverage",
            "xuanwu-one-one-x",  # one and one, by the name of the structure
            "zhuhai-street",  # the one that is named
        }
    )
    """Records whose figures the quote gives in other words."""

    @pytest.mark.parametrize("name", NAMES)
    def test_numbers_stand_in_the_quotes(self, name):
        """The number of every figure, or the words of one without a number, stands in a quote of its record."""
        without = set()
        for record in case(name):
            quotes = "".join(cite.quote for cite in record.cite)
            numbers = {number for number, _ in stated(quotes)}
            for figure in parts(record, Quantity):
                if (figure.words or "-") not in quotes and figure.number not in numbers:
                    without.add(record.id)
        assert without <= self.IN_WORDS

    @pytest.mark.parametrize(
        ("name", "figure", "number", "qualifier", "expected"),
        [
            ("futian", "futian.residents", 28, Q.EXACT, False),
            ("futian", "futian.funded_amount", 12_000_000, Q.JUST_UNDER, False),
            ("futian", "futian.alliance_members", 60, Q.JUST_UNDER, False),
            ("futian", "futian.transfer_projects", 100, Q.OVER, False),
            ("futian", "futian.attendees", 200, Q.OVER, False),
            ("futian", "futian.service_events", None, Q.VAGUE, False),
            ("haishu", "haishu.trainings", 30, Q.JUST_UNDER, False),
            ("haishu", "haishu.hotline_requests", 200, Q.OVER, False),
            ("haishu", "haishu.round_amount", 1_445_000, Q.EXACT, False),
            ("haishu", "haishu.direct_beneficiaries", 15_000, Q.REACHED, True),
            ("haishu", "haishu.indirect_beneficiaries", 60_000, Q.REACHED, True),
            ("haishu", "haishu.beneficiaries", 70_000, Q.OVER, False),
            ("haishu", "xiamen.park_area", 3500, Q.AT_LEAST, False),
            ("haishu", "xiamen.park_capacity", 15, Q.ABOUT, False),
            ("haishu", "jinan.cap", 200_000, Q.AT_MOST, False),
            ("qingdao-west-coast", "qingdao-west-coast.supervision_services", 30, Q.OVER, False),
            ("yuhuatai", "yuhuatai.registered_three_years_before", 200, Q.UNDER, False),
            ("yuhuatai", "yuhuatai.registered", 875, Q.EXACT, False),
            ("yuhuatai", "yuhuatai.organizations", 2500, Q.OVER, False),
            ("yuhuatai", "yuhuatai.annual_growth", 60, Q.REACHED, False),
            ("yuhuatai", "yuhuatai.direct_registration_coverage", 100, Q.BASICALLY, False),
            ("yuhuatai", "yuhuatai.project_money", 20_000_000, Q.JUST_UNDER, False),
            ("yuhuatai", "yuhuatai.enterprise_partners", None, Q.VAGUE, False),
            ("yuhuatai", "yuhuatai.media_partners", 10, Q.OVER, False),
            ("yuhuatai", "yuhuatai.media_reports", None, Q.VAGUE, False),
            ("xuanwu", "meiyuan.members", 36, Q.EXACT, False),
            ("xuanwu", "suojin.organizations", 70, Q.OVER, False),
            ("xuanwu", "suojin.posts", 10, Q.OVER, False),
            ("xuanwu", "xuanwu.staff", 25_000, Q.OVER, False),
            ("xuanwu", "nanjing.organizations", 18_000, Q.OVER, False),
            ("xuanwu", "beijing.city_hubs", 22, Q.EXACT, False),
        ],
    )
    def test_qualifiers(self, name, figure, number, qualifier, expected):
        """Figures keep what their source says about the number."""
        value = case(name).indicator(figure).value
        assert (value.number, value.qualifier, value.expected) == (number, qualifier, expected)

    def test_names_of_figures(self):
        """A figure is found by name in one case only, and its name begins with a place or the case."""
        found = [{one.name for one in case(name).all(Indicator)} for name in NAMES]
        assert sum(map(len, found)) == len(set().union(*found))
        assert [one for names in found for one in names if not re.fullmatch(r"[a-z-]+\.[a-z0-9_]+", one)] == []

    @pytest.mark.parametrize(
        ("name", "figure", "counted", "difference", "agrees"),
        [
            ("futian", "futian.residents", 2, "26家", Outcome.UNKNOWN),
            ("futian", "futian.function_modules", 10, "0个", Outcome.MET),
            ("haishu", "haishu.departments", 4, "0个", Outcome.MET),
            ("xuanwu", "meiyuan.founders", 5, "0家", Outcome.MET),
            ("xuanwu", "meiyuan.members", 0, "36家", Outcome.UNKNOWN),
            ("xuanwu", "suojin.posts", 6, "(4, ∞)个", Outcome.UNKNOWN),
            ("xuanwu", "beijing.city_hubs", 7, "15家", Outcome.UNKNOWN),
        ],
    )
    def test_counted_beside_reported(self, name, figure, counted, difference, agrees):
        """A case counts what it names itself, beside the figure of its source."""
        found = case(name).indicator(figure)
        assert (found.counted.number, str(found.difference), found.agrees) == (counted, difference, agrees)

    def test_groups_are_not_counted(self):
        """The group of unnamed members repeats the figure of the source, so it is not counted to it."""
        found = case("xuanwu").indicator("meiyuan.members")
        assert (found.bodies, found.groups) == ((), ("meiyuan-members",))
        assert case("xuanwu").indicator("beijing.city_hubs").groups == ("beijing-city-hubs",)


class TestTime:
    @pytest.mark.parametrize(
        ("name", "day", "records"),
        [
            pytest.param("xuanwu", date(2012, 8, 1), 0, id="the day before the article"),
            pytest.param("xuanwu", date(2012, 8, 2), 116, id="the day of the article"),
            pytest.param("yuhuatai", date(2017, 7, 3), 0, id="the day before the report"),
            pytest.param("yuhuatai", date(2017, 7, 4), 138, id="the day of the report"),
        ],
    )
    def test_known_by(self, name, day, records):
        """What a document says could be known from the day on which it was published."""
        known = case(name).known_by(day)
        assert (len(known.register), known.undated) == (records, ())
        assert len(known.register.documents) == bool(records)

    @pytest.mark.parametrize("name", ["futian", "haishu", "qingdao-west-coast"])
    def test_undated(self, name):
        """Of a document without a date it cannot be told when it was known: its statements stand apart."""
        known = case(name).known_by(date(2026, 11, 22))
        assert (len(known.register), known.undated) == (0, tuple(case(name)))

    @pytest.mark.parametrize(
        ("day", "statuses"),
        [
            pytest.param(date(2008, 12, 31), None, id="before the parents met"),
            pytest.param(date(2009, 12, 31), ["informal"], id="a chat group"),
            pytest.param(date(2012, 1, 31), ["informal"], id="the last month of the chat group"),
            pytest.param(date(2012, 2, 29), [], id="established"),
        ],
    )
    def test_life_of_an_organization(self, day, statuses):
        """The parents' forum is informal from 2009, and established in February 2012: with which status is not said."""
        forum = case("haishu").as_of(day).get("stars-children-forum")
        assert (forum and [spell.status.value for spell in forum.statuses]) == statuses

    @pytest.mark.parametrize(
        ("day", "possible", "certain"),
        [
            pytest.param(date(2011, 11, 30), False, False, id="before the end of 2011"),
            pytest.param(date(2011, 12, 15), True, False, id="in December 2011"),
            pytest.param(date(2011, 12, 31), True, True, id="the last day of 2011"),
        ],
    )
    def test_end_of_2011(self, day, possible, certain):
        """The Meiyuan association is founded at the end of 2011; until the year is over that is not certain."""
        there = [("meiyuan-association" in case("xuanwu").as_of(day, rule=rule)) for rule in ("possible", "certain")]
        assert there == [possible, certain]

    @pytest.mark.parametrize(
        ("day", "certain"),
        [
            pytest.param(date(2012, 8, 1), False, id="the day before the article"),
            pytest.param(date(2012, 8, 2), True, id="the day of the article"),
            pytest.param(date(2012, 8, 3), False, id="the day after the article"),
        ],
    )
    def test_attested(self, day, certain):
        """That the association has 36 members is certain on the day of the article, and possible on others."""
        xuanwu = case("xuanwu")
        assert "meiyuan-has-members" in xuanwu.as_of(day)
        assert ("meiyuan-has-members" in xuanwu.as_of(day, rule="certain")) is certain

    def test_place_by_both_names(self):
        """A street that the article writes in two ways is found by both."""
        for name in ("梅园街道", "梅园新村街道"):
            assert case("xuanwu").places(name) == (Place("320102/梅园新村街道"),)

    def test_base_of_28_residents(self):
        """The residents of the Futian base are counted with their group, not beside it; its capacity is not stated."""
        found = case("futian").capacity("futian-base", on=date(2015, 5, 8))
        assert (found.stated, found.fits) == (None, Outcome.UNKNOWN)
        assert found.residents.high == 28


class TestProcess:
    """The online incubation of Qingdao West Coast: what is traced against its five steps."""

    CLEAN = (
        ("plan_drafting", "incubator"),
        ("project_roadshow", "incubator"),
        ("project_acceptance", "provider"),
        ("service_delivery", "provider"),
        ("oversight", "overseer"),
    )

    @pytest.mark.parametrize(
        ("trace", "found"),
        [
            pytest.param(CLEAN, [], id="clean"),
            pytest.param(CLEAN[:1] + CLEAN[2:], [("process.missing", "project_roadshow")], id="a step missing"),
            pytest.param(
                (CLEAN[1], CLEAN[0], *CLEAN[2:]),
                [("process.order", "project_roadshow")],
                id="two steps the other way round",
            ),
            pytest.param(
                (*CLEAN[:3], ("service_delivery", "overseer"), CLEAN[4]),
                [("process.actor", "service_delivery")],
                id="the overseer delivers",
            ),
            pytest.param((*CLEAN[:3], CLEAN[4], CLEAN[3]), [], id="oversight during delivery"),
            pytest.param((*CLEAN, ("evaluation", "overseer")), [], id="a step that the open list may have"),
            pytest.param(
                (*CLEAN[:4], ("oversigt", "overseer")),
                [("process.step_unknown", "oversigt"), ("process.missing", "oversight")],
                id="a slip of the pen",
            ),
            pytest.param(
                (*CLEAN[:4], TraceEntry(step="oversight")), [("process.actor_missing", "oversight")], id="nobody named"
            ),
        ],
    )
    def test_trace(self, trace, found):
        """A trace is held against steps, order and actors of the platform."""
        findings = hubnet.check_process(case("qingdao-west-coast")["zuji-platform"], trace)
        assert [(one.code, one.field) for one in findings] == found

    def test_order_is_only_inferred(self):
        """A finding on the order says that the document only suggests it."""
        trace = (self.CLEAN[1], self.CLEAN[0], *self.CLEAN[2:])
        (finding,) = hubnet.check_process(case("qingdao-west-coast")["zuji-platform"], trace)
        assert "(an inferred order)" in finding.text("en")

    def test_unfinished(self):
        """Of a process that goes on, what may still come is not missing."""
        assert hubnet.check_process(case("qingdao-west-coast")["zuji-platform"], self.CLEAN[:2], finished=False) == ()

    def test_bodies_in_their_roles(self):
        """Bodies of the case stand for the roles they have."""
        platform = case("qingdao-west-coast")["zuji-platform"]
        actors = {
            "west-coast-incubators": "incubator",
            "west-coast-community-organizations": "provider",
            "west-coast-civil-affairs-bureau": "overseer",
        }
        bodies = {role: body for body, role in actors.items()}
        trace = [(step, bodies[role]) for step, role in self.CLEAN]
        assert hubnet.check_process(platform, trace, actors=actors) == ()


class TestContradictions:
    def test_two_statements_on_the_special_fund(self):
        """Who set up Futian's special fund, and how large it is, the document says in two ways; both are kept."""
        found = {one.field: [said.value for said in one.said] for one in case("futian").contradictions()}
        assert found["set_up_by"] == [("futian-base",), ("futian-district-government",)]
        first, second = ((one.amount.number, one.per, one.start_up) for (one,) in found["allotments"])
        assert (first, second) == ((20_000_000, "year", False), (20_000_000, None, True))
        assert set(found) == {"set_up_by", "allotments"}

    def test_founders_are_not_members(self):
        """Whether the five founders are among the 36 members is not said: they are tied as founders alone."""
        xuanwu = case("xuanwu")
        founders = [tie.from_ for tie in xuanwu.ties_to("meiyuan-association", TieKind.FOUNDED)]
        members = [tie.to for tie in xuanwu.ties_from("meiyuan-association", TieKind.HAS_MEMBER)]
        assert (len(founders), members) == (5, ["meiyuan-members"])
        assert xuanwu["meiyuan-members"].includes == ()
