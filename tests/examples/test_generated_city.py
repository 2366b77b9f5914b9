"""The generated city: as large as it says, the same each time, and with what makes real networks hard."""

from collections import Counter, defaultdict

import pytest
from examples.scripts import load

import hubnet
from hubnet.entities import Base, CountedGroup, Federation, Grant, Hub, LegalForm, Organization, Scope, Tie, TieKind
from hubnet.values import End

generated = load("generated_city")


@pytest.fixture(scope="module")
def whole():
    """The city as the script and the notebook ask it."""
    return generated.generated_city()


@pytest.fixture(scope="module")
def small():
    """A city of two districts."""
    return generated.generated_city(40, 3_000)


class TestSize:
    def test_streets_and_organizations(self, whole):
        """200 streets in ten districts, 30,000 organizations; bases and groups come on top."""
        organizations = whole.all(Organization)
        assert len(organizations) == 30_000
        streets = {one.seat.code for one in organizations if one.seat.level == "street"}
        assert (len(streets), len({code[:6] for code in streets})) == (200, 10)
        assert {code[:4] for code in streets} == {"9901"}

    def test_fewer_streets(self, small):
        """As many as asked for: a last district can have fewer streets."""
        assert len(small.all(Organization)) == 3_000
        odd = generated.generated_city(25, 400)
        seats = Counter(one.seat.code[:6] for one in odd.all(Organization) if one.seat.level == "street")
        assert (len(odd.all(Organization)), seats) == (400, {"990101": 20, "990102": 5})

    def test_too_few_organizations(self):
        """The hubs and authorities of 20 streets are more than ten."""
        with pytest.raises(ValueError, match="ask for more"):
            generated.generated_city(20, 10)

    def test_same_numbers_same_city(self, small):
        """Two calls give equal records; another seed gives another city."""
        assert list(generated.generated_city(40, 3_000)) == list(small)
        assert list(generated.generated_city(40, 3_000, seed=8)) != list(small)

    def test_main(self, capsys, monkeypatch, small):
        """Run as a program it prints how large the city is."""
        monkeypatch.setattr(generated, "generated_city", lambda: small)
        generated.main()
        assert "organization" in capsys.readouterr().out


class TestRecords:
    def test_nothing_is_wrong_with_them(self, small):
        """No id that is missing, no tie before its body; only names of hubs that are alike (妇联, 文联)."""
        assert {one.code for one in small.check()} == {"near.name"}
        network = hubnet.build_network(small, on=generated.DAY)
        assert {one.code for one in network.integrity()} == {"network.orphan"}

    def test_both_axes(self, small):
        """Territorial hubs of four tiers; sectoral ones on people's organizations and on the federation of commerce."""
        tiers = defaultdict(set)
        for hub in small.all(Hub):
            tiers[hub.scope].add(hub.tier.value)
        assert tiers == {
            Scope.TERRITORIAL: {"city", "district", "street", "community"},
            Scope.SECTORAL: {"city", "district"},
        }
        forms = {small[hub.organization].form for hub in small.all(Hub) if hub.scope is Scope.SECTORAL}
        assert forms == {LegalForm.PEOPLES_ORGANIZATION, LegalForm.SOCIAL_ASSOCIATION}

    def test_lives_and_spells_end(self, small):
        """Some bodies are dissolved, some designations and ties have ended, of some ties the end is not known."""
        day = generated.DAY
        assert any(one.dissolved is not None and one.dissolved.latest <= day for one in small.all(Organization))
        ends = [tie.span.end for tie in small.all(Tie)]
        assert End.UNKNOWN in ends
        assert any(not isinstance(end, End) and end <= day for end in ends)
        assert any(not isinstance(hub.span.end, End) for hub in small.all(Hub))

    def test_parallel_ties_and_spells(self, small):
        """Some hubs have a body as member and serve it too; some bodies were incubated twice, with time between."""
        spells = defaultdict(list)
        for tie in small.all(Tie):
            spells[tie.from_, tie.to, tie.kind].append(tie)
        ends = {(from_, to) for from_, to, kind in spells if kind is TieKind.HAS_MEMBER}
        assert ends & {(from_, to) for from_, to, kind in spells if kind is TieKind.SERVES}
        twice = [some for (_, _, kind), some in spells.items() if kind is TieKind.INCUBATES and len(some) > 1]
        assert twice
        assert all(first.span.end < second.span.start for first, second in twice)

    def test_further_records(self, small):
        """Bases, run by themselves or as an organization; federations; groups of which only a bound is told."""
        bases = [one for one in small.all(Base) if one.kind.value == "incubation_base"]
        assert [one.organization is None for one in bases] == [False, True]
        assert small.all(Federation)
        groups = [one for one in small.all(CountedGroup) if one.what == "organization"]
        assert groups
        assert all(one.count.exact is False for one in groups)

    def test_hubs_hand_on_what_they_got(self, small):
        """Year by year each hub that got money handed on all of it, to five organizations that were there."""
        got, handed_on, parts = Counter(), Counter(), Counter()
        for grant in small.all(Grant):
            year = grant.awarded_on.earliest.year
            if grant.pass_through:
                handed_on[year, grant.funder] += grant.awarded.fen
                parts[year, grant.funder] += 1
                life = small[grant.recipient]
                assert life.founded.latest <= grant.awarded_on.earliest
            elif not grant.recipient.startswith("org-"):
                got[year, grant.recipient] += grant.awarded.fen
        assert got == handed_on
        assert set(parts.values()) == {5}
        assert len(got) == 14 * 6  # seven sectoral hubs in each of two districts, six years
