import pickle

import pytest
from hypothesis import given
from strategies import COUNTIES, PLACE_CODES, places

from hubnet.errors import InvalidValueError
from hubnet.values import LEVELS, Place

# A place, its level, and the codes of the places that contain it; by GB/T 2260 and its statistical extension.
KNOWN = [
    ("CN", "country", []),
    ("320000", "province", ["CN"]),
    ("320100", "city", ["320000", "CN"]),
    ("320114", "district", ["320100", "320000", "CN"]),
    ("320114001", "street", ["320114", "320100", "320000", "CN"]),
    ("320114001002", "community", ["320114001", "320114", "320100", "320000", "CN"]),
    ("370211", "district", ["370200", "370000", "CN"]),
    # Municipalities: between them and their districts stands only a number.
    ("110000", "province", ["CN"]),
    ("110101", "district", ["110000", "CN"]),
    ("110101001", "street", ["110101", "110000", "CN"]),
    ("110101001005", "community", ["110101001", "110101", "110000", "CN"]),
    ("120116", "district", ["120000", "CN"]),
    ("310115", "district", ["310000", "CN"]),
    ("500101", "district", ["500000", "CN"]),
    ("500229", "district", ["500000", "CN"]),  # a county of Chongqing, numbered under 500200
    # Directly under a province or an autonomous region.
    ("429004", "district", ["420000", "CN"]),  # Xiantao
    ("419001", "district", ["410000", "CN"]),  # Jiyuan
    ("469001", "district", ["460000", "CN"]),  # Wuzhishan
    ("659001", "district", ["650000", "CN"]),  # Shihezi
    ("429004001", "street", ["429004", "420000", "CN"]),
    # 01 and 02 are ordinary cities elsewhere.
    ("320201", "district", ["320200", "320000", "CN"]),
    ("440106", "district", ["440100", "440000", "CN"]),
    # By name under a parent.
    ("320102/锁金村街道", "street", ["320102", "320100", "320000", "CN"]),
    ("320102/锁金村街道/锁金一村社区", "community", ["320102/锁金村街道", "320102", "320100", "320000", "CN"]),
    ("320100/某区", "district", ["320100", "320000", "CN"]),
    ("320000/某市/某区", "district", ["320000/某市", "320000", "CN"]),
    ("320114001/某社区", "community", ["320114001", "320114", "320100", "320000", "CN"]),
    ("CN/某省", "province", ["CN"]),
    ("110101/某街道", "street", ["110101", "110000", "CN"]),
]

MALFORMED = [
    pytest.param("", id="empty"),
    pytest.param(" ", id="space"),
    pytest.param("3", id="1 digit"),
    pytest.param("320", id="3 digits"),
    pytest.param("3201", id="4 digits"),
    pytest.param("32011", id="5 digits"),
    pytest.param("3201140", id="7 digits"),
    pytest.param("32011400", id="8 digits"),
    pytest.param("3201140010", id="10 digits"),
    pytest.param("32011400100", id="11 digits"),
    pytest.param("3201140010021", id="13 digits"),
    pytest.param("020114", id="leading zero"),
    pytest.param("000000", id="zeros"),
    pytest.param("-32011", id="minus"),
    pytest.param("+32011", id="plus"),
    pytest.param("3201_4", id="underscore"),
    pytest.param("3201.4", id="point"),
    pytest.param("320 114", id="space inside"),
    pytest.param("32011X", id="letter"),
    pytest.param("３２０１１４", id="full-width digits"),
    pytest.param("٣٢", id="Arabic digits"),
    pytest.param("China", id="word"),
    pytest.param("CN32", id="country and digits"),
    pytest.param("CN-32", id="ISO 3166-2"),
    pytest.param("南京市", id="name alone"),
    pytest.param("320014", id="district without a city"),
    pytest.param("320000001", id="street without a district"),
    pytest.param("320114000001", id="community without a street"),
    pytest.param("320000000001", id="community under a province"),
    pytest.param("/锁金村街道", id="name without a parent"),
    pytest.param("320102/", id="empty name"),
    pytest.param("320102/ ", id="blank name"),
    pytest.param("320102//锁金一村社区", id="empty name between"),
    pytest.param("南京市/锁金村街道", id="name under a name"),
    pytest.param("320102／锁金村街道", id="full-width slash"),
    pytest.param("3201/锁金村街道", id="name under a faulty code"),
]


class TestKnown:
    @pytest.mark.parametrize(("code", "level", "above"), KNOWN, ids=[code for code, _, _ in KNOWN])
    def test_level_and_ancestors(self, code, level, above):
        """A place knows its level and the places around it, most specific first, without pseudo-divisions."""
        place = Place(code)
        assert place.level == level
        assert [str(ancestor) for ancestor in place.ancestors] == above

    @pytest.mark.parametrize("code", ["110100", "120100", "310100", "500100", "500200", "429000", "419000"])
    def test_pseudo_division_is_no_ancestor(self, code):
        """A number that stands for no division contains none of the districts numbered under it."""
        assert not Place(code).contains(Place(f"{code[:4]}04"))


class TestCanonicalForm:
    @pytest.mark.parametrize(
        ("written", "code"),
        [
            pytest.param("32", "320000", id="two digits"),
            pytest.param("11", "110000", id="two digits of a municipality"),
            pytest.param("320000000", "320000", id="province of nine digits"),
            pytest.param("320000000000", "320000", id="province of twelve digits"),
            pytest.param("320100000000", "320100", id="city of twelve digits"),
            pytest.param("320114000", "320114", id="district of nine digits"),
            pytest.param("320114000000", "320114", id="district of twelve digits"),
            pytest.param("320114001000", "320114001", id="street of twelve digits"),
            pytest.param("320114100000", "320114100", id="street that ends in zeros"),
            pytest.param("320110", "320110", id="district that ends in zero"),
            pytest.param("321000", "321000", id="city that ends in zero"),
            pytest.param("cn", "CN", id="small letters"),
            pytest.param(" 320114 ", "320114", id="space around"),
            pytest.param(" 320102 / 锁金村街道 ", "320102/锁金村街道", id="space around names"),
            pytest.param("32/某市", "320000/某市", id="name under two digits"),
            pytest.param("320102000000/锁金村街道", "320102/锁金村街道", id="name under twelve digits"),
        ],
    )
    def test_one_place_has_one_code(self, written, code):
        """The ways of writing one place are equal, and the shortest usual one is kept."""
        assert Place(written).code == str(Place(written)) == code
        assert Place(written) == Place(code)
        assert len({Place(written), Place(code)}) == 1

    @pytest.mark.parametrize("code", PLACE_CODES)
    def test_canonical_codes_stay(self, code):
        """A code in its usual form is kept, a place is taken as it is, and a copy is equal."""
        assert Place(code).code == Place(Place(code)).code == code
        assert pickle.loads(pickle.dumps(Place(code))) == Place(code)  # noqa: S301 our own bytes

    def test_places_sort_by_code(self):
        """Places have a stable order."""
        assert [str(place) for place in sorted(map(Place, ("320114", "CN", "320100", "11")))] == [
            "110000", "320100", "320114", "CN",
        ]  # fmt: skip


class TestMalformed:
    @pytest.mark.parametrize("written", MALFORMED)
    def test_refused(self, written):
        """A code of another shape or with a gap in its levels is refused with what was given and what is allowed."""
        with pytest.raises(InvalidValueError) as caught:
            Place(written)
        assert (caught.value.field, caught.value.found) == ("place", written)
        assert repr(written) in str(caught.value)
        assert "give CN or a GB/T 2260 division code of 2, 6, 9 or 12 digits" in str(caught.value)

    @pytest.mark.parametrize(
        "value",
        [
            pytest.param(320114, id="number"),
            pytest.param(320114.0, id="float"),
            pytest.param(None, id="nothing"),
            pytest.param(True, id="yes"),
            pytest.param(b"320114", id="bytes"),
            pytest.param(["320114"], id="list"),
        ],
    )
    def test_other_types_are_refused(self, value):
        """A code is text: a number has lost its zeros."""
        with pytest.raises(InvalidValueError, match="GB/T 2260") as caught:
            Place(value)
        assert caught.value.found is value

    @pytest.mark.parametrize(
        ("written", "parent"),
        [
            pytest.param("320114001002/一组", "320114001002", id="below a community"),
            pytest.param("320114001/某社区/一组", "320114001", id="two names below a street"),
            pytest.param("CN/一/二/三/四/五/六", "CN", id="six names below the country"),
        ],
    )
    def test_too_deep(self, written, parent):
        """No level lies below a community."""
        with pytest.raises(InvalidValueError, match=f"no level lies that deep below {parent}") as caught:
            Place(written)
        assert caught.value.found == written


class TestContains:
    @pytest.mark.parametrize(
        ("outer", "inner"),
        [
            ("CN", "320114"),
            ("32", "320114001002"),
            ("320100", "320114"),
            ("320114", "320114001"),
            ("310000", "310115"),
            ("420000", "429004"),
            ("320102", "320102/锁金村街道"),
            ("320102/锁金村街道", "320102/锁金村街道/锁金一村社区"),
            ("320114", "320114000000"),
        ],
    )
    def test_within(self, outer, inner):
        """A place contains what lies in it, at any depth, and nothing contains its own container."""
        assert Place(outer).contains(Place(inner))
        assert Place(inner).contains(Place(outer)) is (Place(inner) == Place(outer))

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("320100", "320200"),
            ("320100", "370200"),
            ("320114", "320115"),
            ("320114001", "320114002"),
            ("110000", "310115"),
            ("320102/锁金村街道", "320102/玄武门街道"),
            ("320102/锁金村街道", "320102/锁金村街道办事处"),
            ("320102", "320104/锁金村街道"),
        ],
    )
    def test_apart(self, one, other):
        """Neighbours and places whose codes merely begin alike contain each other in neither direction."""
        assert not Place(one).contains(Place(other))
        assert not Place(other).contains(Place(one))

    @given(places)
    def test_everything_lies_in_itself_and_its_ancestors(self, place):
        """A place is contained by itself, by its ancestors and by no other place above it."""
        assert place.contains(place)
        assert all(ancestor.contains(place) and not place.contains(ancestor) for ancestor in place.ancestors)
        assert not any(Place(code).contains(place) for code in COUNTIES if code not in str((place, *place.ancestors)))

    @given(places)
    def test_levels_rise(self, place):
        """Each ancestor is of a higher level than the one before, up to the country."""
        ranks = [LEVELS.index(one.level) for one in (place, *place.ancestors)]
        assert ranks == sorted(set(ranks), reverse=True)
        assert ranks[-1] == 0

    @given(places)
    def test_ancestors_of_ancestors(self, place):
        """What contains a container contains the place too."""
        for number, ancestor in enumerate(place.ancestors, start=1):
            assert ancestor.ancestors == place.ancestors[number:]
