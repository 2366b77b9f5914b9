"""What was applied for, awarded, disbursed, handed on and reported, each amount once."""

from itertools import permutations

import pytest
from entities.builders import cited, grant, group, programme, tie
from network.builders import day, network, register_of

from hubnet import load_casebook
from hubnet.entities import Flow, Round, TieKind
from hubnet.errors import InvalidValueError
from hubnet.network import build_network, network_from_columns
from hubnet.values import Label, PartialDate, Quantity, Yuan

FIGURES = ("grants", "applied", "awarded", "disbursed", "unknown", "handed_on", "reported", "ties")


def said(table):
    """The rows by what they are for, with those figures that are not empty."""
    return {
        row[table.columns[0]]: {name: row[name] for name in FIGURES if row[name] not in (None, 0)}
        for row in (dict(zip(table.columns, row, strict=True)) for row in table)
    }


def round_(id_="r", **more):
    """A round."""
    return Round(**{"id": id_, "label": Label("轮", "round"), **more})


def flow(id_="flow", **more):
    """A flow without names."""
    return Flow(**{"id": id_, "names": id_, **more})


CITY = (
    programme("m", kind="venture_fund", rounds=[round_("r1", amount="50万元"), round_("r2", amount="80万元")]),
    programme("p", kind="purchase"),
    grant("g1", "a", programme="m", round="r1", funder="d", applied=300, awarded=200, disbursed=150, awarded_on="2012"),
    grant("g2", "b", programme="m", round="r1", funder="d", applied=400, awarded_on="2012-05-01"),
    grant("g3", "h", programme="p", funder="d", awarded=1000, disbursed=0, awarded_on="2013-02-01"),
    grant("g4", "a", programme="p", funder="h", awarded=700, pass_through=True, awarded_on="2013-03-01"),
    grant("g5", "c", awarded=50),
)


class TestTotals:
    def test_by_kind(self):
        """Sums are of known amounts; what is handed on stands beside; of round r1 the grants count, r2 is reported."""
        assert said(network(*CITY, bodies="abcdh").money()) == {
            "purchase": {"grants": 1, "awarded": Yuan.of(1000), "disbursed": Yuan.of(0), "handed_on": Yuan.of(700)},
            "venture_fund": {
                "grants": 2, "applied": Yuan.of(700), "awarded": Yuan.of(200), "disbursed": Yuan.of(150), "unknown": 1,
                "reported": Quantity.parse("80万元"),
            },
            None: {"grants": 1, "awarded": Yuan.of(50)},
        }  # fmt: skip

    def test_in_all(self):
        """One row: 4 grants of new money, 200 + 1000 + 50 awarded; the 700 are part of the 1000."""
        (row,) = network(*CITY, bodies="abcdh").money(by=None).to_dicts()
        assert row == {
            "grants": 4, "applied": "700.00", "awarded": "1250.00", "disbursed": "150.00", "unknown": 1,
            "handed_on": "700.00", "reported": "800000元", "ties": 0, "basis": "round", "source": "m/r2",
        }  # fmt: skip

    def test_by_payer_and_payee(self):
        """A hub that hands money on is a payer without new money."""
        net = network(*CITY, bodies="abcdh")
        assert said(net.money(by="payer")) == {
            "d": {"grants": 3, "applied": Yuan.of(700), "awarded": Yuan.of(1200), "disbursed": Yuan.of(150),
                  "unknown": 1},
            "h": {"handed_on": Yuan.of(700)},
            None: {"grants": 1, "awarded": Yuan.of(50), "reported": Quantity.parse("80万元")},
        }  # fmt: skip
        payees = said(net.money(by="payee"))
        assert payees["a"] == {
            "grants": 1, "applied": Yuan.of(300), "awarded": Yuan.of(200), "disbursed": Yuan.of(150),
            "handed_on": Yuan.of(700),
        }  # fmt: skip
        assert list(payees) == ["a", "b", "c", "h", None]

    def test_by_year_and_programme(self):
        """Years are those of the award; what has no date stands last."""
        net = network(*CITY, bodies="abcdh")
        years = said(net.money(by="year"))
        assert {year: figures.get("awarded") for year, figures in years.items()} == {
            "2012": Yuan.of(200), "2013": Yuan.of(1000), None: Yuan.of(50),
        }  # fmt: skip
        assert net.money(by="year").columns[:2] == ("year", "grants")
        assert [row[:3] for row in net.money(by="programme")] == [("m", "m", 2), ("p", "p", 1), (None, None, 1)]

    def test_a_date_between_two_years_is_a_row_of_its_own(self):
        """An award of one winter is of neither year for sure."""
        net = network(grant(awarded=1, awarded_on=PartialDate.parse("2011-12..2012-02")), bodies="a")
        assert list(said(net.money(by="year"))) == ["2011..2012"]

    def test_order_of_records_changes_nothing(self):
        """The same records in another order give the same rows."""
        answers = {tuple(network(*order, *CITY[:2], bodies="abcdh").money()) for order in permutations(CITY[2:])}
        assert len(answers) == 1

    def test_names_of_kinds_and_bodies(self):
        """A row is told in words, in the language of the network."""
        register = register_of(*CITY, bodies="abcdh")
        assert build_network(register).money().column("name") == ["政府购买服务", "公益创投", None]
        assert build_network(register, lang="en").money().column("name")[1] == "venture fund"

    def test_another_word_is_refused(self):
        """A way to tell apart that does not exist is refused with those that do."""
        with pytest.raises(InvalidValueError, match="give one of kind, programme, payer, payee, year"):
            network().money(by="colour")

    @pytest.mark.parametrize("by", ["kind", "programme", "payer", "payee", "year", None])
    def test_columns_hold_no_money(self, by):
        """A network from columns has no records of money: no row, and the columns of the answer."""
        columns = {"from": ["d"], "to": ["a"], "kind": ["funds"]}
        table = network_from_columns({"id": ["a", "d"]}, columns).money(by=by)
        assert (len(table), table.columns) == (0, network().money(by=by).columns)

    def test_no_money_is_an_empty_table(self):
        """Nothing is invented for a register without money."""
        assert len(network(bodies="ab").money()) == len(network().money(by=None)) == 0


class TestReported:
    def test_one_amount_keeps_its_words(self):
        """An amount reported as "just under" stays that; two give the interval of their sum."""
        one = flow("one", amount="近2000万元", payers=["b", "a"], payees=["c"])
        two = flow("two", amount="500万元", payers=["a", "b"], payees=["c"])
        (figures,) = said(network(one, bodies="abc").money(by="payer")).values()
        assert str(figures["reported"]) == "近20000000元"
        table = network(one, two, bodies="abc").money(by="payer")
        (row,) = table.to_dicts()
        assert (row["payer"], row["basis"], row["source"]) == ("a, b", "flow", "one, two")
        (figures,) = said(table).values()
        assert (figures["reported"].high, figures["reported"].high_included) == (25_000_000, False)

    def test_an_open_list_says_so(self):
        """Where the source names only some of those who paid, the row does not stand for them alone."""
        net = network(flow(amount="1万元", payers=["a"], more_payers=True), flow("x", amount="2万元", payers=["a"]),
                      bodies="a")  # fmt: skip
        assert said(net.money(by="payer")) == {
            "a": {"reported": Quantity.parse("2万元")}, "a, …": {"reported": Quantity.parse("1万元")},
        }  # fmt: skip
        assert net.money(by="payer").column("name") == ["a", "a, …"]

    def test_an_amount_that_is_not_known_is_counted(self):
        """A round without an amount, or one that is not in yuan, is unknown and no zero."""
        net = network(programme(rounds=[round_(), round_("s", amount="5万美元")]), flow(), bodies="a")
        assert said(net.money(by=None)) == {0: {"unknown": 3}}

    def test_a_round_is_told_by_its_grants(self):
        """One recorded grant, of any date, takes the place of what is reported of its round."""
        record = programme(rounds=[round_(amount="50万元", period="2012")])
        dated = grant(programme="m", round="r", awarded=20, awarded_on="2014")
        net = network(record, dated, bodies="a", on=day("2013-01-01"))
        assert len(net.money()) == 0

    def test_several_statements_count_once(self):
        """Of two sources about one grant or round the first counts, with what only the second tells."""
        net = network(
            grant(awarded=20, cite=cited("x")), grant(awarded=25, disbursed=5, cite=cited("y")),
            programme(rounds=[round_(amount="50万元")], cite=cited("x")),
            programme(rounds=[round_(amount="60万元"), round_("s", amount="1万元")], cite=cited("y")), bodies="a",
        )  # fmt: skip
        assert said(net.money(by=None)) == {
            1: {"grants": 1, "awarded": Yuan.of(20), "disbursed": Yuan.of(5), "reported": Quantity.parse("51万元")}
        }

    def test_ties_that_fund_have_no_amount(self):
        """A tie by which one body funds another is counted beside, under the programme that it names."""
        net = network(
            programme("m", kind="reward"), tie("d", "m", kind=TieKind.FUNDS), tie("d", "g", kind=TieKind.FUNDS),
            tie("d", "g", kind=TieKind.FUNDS, role="again"), tie("d", "a"), group(includes=["a"]), bodies="ad",
        )  # fmt: skip
        assert said(net.money()) == {"reward": {"ties": 1}, None: {"ties": 1}}
        assert said(net.money(by="payer")) == {"d": {"ties": 2}}


class TestDays:
    @pytest.mark.parametrize(
        ("on", "awarded"), [("2012-04-30", None), ("2012-05-01", Yuan.of(7)), ("2012-05-02", Yuan.of(7))]
    )
    def test_the_day_of_the_award_counts(self, on, awarded):
        """A grant counts from the day on which it was awarded on."""
        net = network(grant(awarded=7, awarded_on="2012-05-01"), bodies="a", on=day(on))
        assert net.money(by=None).column("awarded") == ([awarded] if awarded else [])

    @pytest.mark.parametrize(("on", "rows"), [("2011-12-31", 0), ("2012-01-01", 1)])
    def test_flows_and_rounds_count_from_their_period_on(self, on, rows):
        """What is reported of 2012 may have come on its first day."""
        records = flow(amount="1万元", period="2012"), programme(rounds=[round_(amount="1万元", period="2012")])
        for record in records:
            assert len(network(record, on=day(on)).money()) == rows

    @pytest.mark.parametrize(
        ("rule", "on", "grants"),
        [
            ("possible", "2011-12-31", ["undated"]),
            ("possible", "2012-01-01", ["in 2012", "undated"]),
            ("certain", "2012-12-30", []),
            ("certain", "2012-12-31", ["in 2012"]),
        ],
    )
    def test_partial_dates_follow_the_rule(self, rule, on, grants):
        """What was awarded in 2012 may be so from the first day of it, and is so on the last."""
        net = network(
            programme("in 2012"), programme("undated"), grant("x", programme="in 2012", awarded_on="2012"),
            grant("y", programme="undated"), bodies="a", on=day(on), rule=rule,
        )  # fmt: skip
        assert net.money(by="programme").column("programme") == grants

    @pytest.mark.parametrize(
        ("rule", "during", "grants"),
        [
            ("possible", "2012-06-01/2013-01-01", ["in 2012", "june", "undated"]),
            ("certain", "2012-06-01/2013-01-01", ["june"]),
            ("certain", "2012-01-01/2013-01-01", ["in 2012", "june"]),
            ("certain", "2012-01-01/2012-06-01", []),  # the first day out is the day of the award
            ("possible", "2012-06-02/2012-06-03", ["in 2012", "undated"]),
            ("possible", "2013-01-01/..", ["undated"]),
            ("certain", "2000-01-01/..", ["in 2012", "june"]),
        ],
    )
    def test_spans(self, rule, during, grants):
        """Over a span what was awarded in it counts."""
        net = network(
            *(programme(name) for name in ("in 2012", "june", "undated")),
            grant("x", programme="in 2012", awarded_on="2012"), grant("y", programme="undated"),
            grant("z", programme="june", awarded_on="2012-06-01"), bodies="a", during=during, rule=rule,
        )  # fmt: skip
        assert net.money(by="programme").column("programme") == grants

    def test_over_all_time_everything_counts(self):
        """Without a day there is none that an undated grant could be after."""
        net = network(grant(awarded=7), bodies="a", rule="certain")
        assert net.money(by=None).column("awarded") == [Yuan.of(7)]

    def test_ties_that_have_ended_do_not_count(self):
        """A tie that funds counts in its days."""
        net = network(tie("d", "a", "2012-01-01/2013-01-01", TieKind.FUNDS), bodies="ad")
        assert [len(net.at(day(on)).money()) for on in ("2012-12-31", "2013-01-01")] == [1, 0]


class TestCasebook:
    @pytest.mark.parametrize(
        ("case", "by", "key", "reported", "source"),
        [
            ("haishu", "kind", "venture_fund", "1445000元", "haishu-venture-fund/this-year"),
            ("haishu", "payer", "haishu-district-government", "1445000元", "haishu-venture-fund/this-year"),
            # 1,500,000 this time and 2,500,000 allotted before; who paid is not said
            ("haishu", "programme", "jinan-special-fund", "4000000元",
             "jinan-special-fund/allotted-before, jinan-special-fund/this-time"),
            ("futian", "kind", "special_fund", "近12000000元", "futian-special-fund-programme/to-anniversary"),
            ("yuhuatai", "payee", "aizhiguang, qinghuan, yiweilai, …", "近20000000元", "yuhuatai-project-money"),
            ("yuhuatai", "payer", "hsbc, nongfu-spring, starbucks, yuhuatai-clients", "近20000000元",
             "yuhuatai-project-money"),
        ],
    )  # fmt: skip
    def test_reported_amounts(self, case, by, key, reported, source):
        """The amounts that the documents report come out as they state them, with the record that holds them."""
        (row,) = [row for row in build_network(load_casebook(case)).money(by=by).to_dicts() if row[by] == key]
        assert (row["reported"], row["source"], row["awarded"], row["grants"]) == (reported, source, None, 0)

    def test_no_case_states_a_grant(self):
        """The documents tell no single grant, so there is nothing to add up, and nothing is zero."""
        for case in ("futian", "haishu", "qingdao-west-coast", "xuanwu", "yuhuatai"):
            for row in build_network(load_casebook(case)).money(by=None).to_dicts():
                assert (row["grants"], row["applied"], row["awarded"], row["disbursed"]) == (0, None, None, None)

    def test_a_round_without_an_amount_is_unknown(self):
        """The second batch of the West Coast's venture projects has no amount in its document."""
        table = build_network(load_casebook("qingdao-west-coast")).money()
        assert said(table)["venture_fund"] == {"unknown": 1}
