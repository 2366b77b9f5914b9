import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubnet.errors import InvalidValueError
from hubnet.values import CodeFault, Place, UnifiedCode

# Published codes.
FOUNDATION, INSTITUTION, NATIONAL = "53100000500021676K", "121200004013590816", "12100000401359321Q"
OVERSEAS_OFFICE = "G1610000713522976L"
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def with_check_digits(head, body="50002167"):
    """Codes with both check digits right, found by trying each character."""
    inner = next(c for c in "0123456789X" if not any(
        fault.part == "organization_code" for fault in UnifiedCode.faults(f"{head}{body}{c}0")
    ))  # fmt: skip
    return next(c for c in (f"{head}{body}{inner}{last}" for last in ALPHABET)
                if not any(fault.part == "check_digit" for fault in UnifiedCode.faults(c)))  # fmt: skip


class TestParse:
    @pytest.mark.parametrize("text", [FOUNDATION, INSTITUTION, NATIONAL, OVERSEAS_OFFICE])
    def test_published(self, text):
        """Published codes have no fault and read back."""
        assert UnifiedCode.faults(text) == ()
        assert str(UnifiedCode.parse(text)) == UnifiedCode(text).text == text

    @pytest.mark.parametrize("text", [" 53100000 500021676k\n", "５３１００００0500021676Ｋ", "53 1000 0050 0021 676K"])
    def test_folds(self, text):
        """Spaces, lower case and full-width characters do not matter."""
        assert UnifiedCode.parse(text) == UnifiedCode(FOUNDATION)

    @pytest.mark.parametrize("text", ["", "5", FOUNDATION[:-1], FOUNDATION + "0", "5" * 5000, "\ud800" * 18, "ß" * 18])
    def test_refuses(self, text):
        """A text of another length or of other characters is refused with the part that fails."""
        with pytest.raises(InvalidValueError, match=r"length|alphabet") as caught:
            UnifiedCode.parse(text)
        assert caught.value.found == text

    @pytest.mark.parametrize("value", [None, 531, 5.0, b"53100000500021676K", True])
    def test_refuses_other_types(self, value):
        """Only a text can be a code."""
        for use in (UnifiedCode, UnifiedCode.parse, UnifiedCode.faults):
            with pytest.raises(InvalidValueError, match="give the 18 characters"):
                use(value)

    @given(st.text(alphabet=ALPHABET, min_size=18, max_size=18) | st.text(max_size=20))
    def test_reads_or_refuses(self, text):
        """A code is accepted just where no fault is found."""
        if UnifiedCode.faults(text):
            with pytest.raises(InvalidValueError):
                UnifiedCode.parse(text)
        else:
            assert UnifiedCode.parse(str(UnifiedCode.parse(text))) == UnifiedCode.parse(text)


class TestFaults:
    @pytest.mark.parametrize(
        ("text", "faults"),
        [
            pytest.param(FOUNDATION[:-1], [("length", "17", "18 characters")], id="short"),
            pytest.param(FOUNDATION + "0", [("length", "19", "18 characters")], id="long"),
            pytest.param(
                "5310000050002167IS",
                [
                    ("alphabet", "IS", "0-9 and A-Z without I, O, S, V, Z"),
                    ("organization_code", "50002167I", "6 as its last character"),
                ],
                id="letters that are not used",
            ),
            pytest.param("53100000500021676L", [("check_digit", "L", "K")], id="check digit"),
            pytest.param(
                "53100000500021675K",
                [("organization_code", "500021675", "6 as its last character"), ("check_digit", "K", "Y")],
                id="inner check digit",
            ),
        ],
    )
    def test_each_part(self, text, faults):
        """Every fault names its part, the characters found and what was expected."""
        found = UnifiedCode.faults(text)
        assert [(fault.part, fault.found) for fault in found] == [(part, found) for part, found, _ in faults]
        assert [fault.expected for fault in found if fault.part != "check_digit"] == [
            expected for part, _, expected in faults if part != "check_digit"
        ]

    def test_fitting_check_digit(self):
        """The digit that would fit is named."""
        assert UnifiedCode.faults("53100000500021676L") == (CodeFault("check_digit", "L", "K"),)

    @pytest.mark.parametrize(
        ("head", "part"),
        [
            ("03100000", "department"),
            ("56100000", "category"),
            ("5A100000", "category"),
            ("53000000", "division"),
            ("53010000", "division"),
            ("53320002", "division"),
            ("5332010A", "division"),
        ],
    )
    def test_one_part(self, head, part):
        """A code whose check digits fit can still have an impossible part."""
        assert [fault.part for fault in UnifiedCode.faults(with_check_digits(head))] == [part]

    @pytest.mark.parametrize(
        "head", ["N2320102", "Y1320102", "A1100000", "11320102", "54320102", "99320102", "37320102"]
    )
    def test_other_departments(self, head):
        """Letters as department, and categories of departments whose list is not held as whole, are let pass."""
        assert UnifiedCode.faults(with_check_digits(head)) == ()

    @pytest.mark.parametrize("code", [FOUNDATION, INSTITUTION, NATIONAL])
    def test_any_slip_of_one_character_is_found(self, code):
        """Changing one character breaks a check digit at least."""
        for at in range(18):
            for other in ALPHABET:
                if other != code[at]:
                    assert UnifiedCode.faults(code[:at] + other + code[at + 1 :])

    def test_text(self):
        """A fault reads as one line in both languages, and the error names each part."""
        fault = CodeFault("check_digit", "L", "K")
        assert fault.text("en") == "check digit: found 'L', expected K"
        assert fault.text("zh") == "校验码：为“L”，应为 K"
        with pytest.raises(InvalidValueError, match="check digit: found 'L', expected K"):
            UnifiedCode("53100000500021676L")


class TestParts:
    def test_foundation(self):
        """A national foundation: 5, 3, 100000, its organization code."""
        code = UnifiedCode(FOUNDATION)
        assert (code.department, code.category, code.division) == ("5", "3", "100000")
        assert code.organization_code == "500021676"
        assert code.place is None
        assert (code.form, code.can_be_social_organization) == ("foundation", True)
        assert (code.kind.zh, code.kind.en) == ("基金会", "foundation")

    def test_institution(self):
        """A public institution of Tianjin is no social organization."""
        code = UnifiedCode(INSTITUTION)
        assert code.place == Place("120000")
        assert (code.form, code.can_be_social_organization, code.kind.en) == (None, False, "public institution")

    def test_overseas_office(self):
        """The office of an overseas organization is legal and no domestic social organization."""
        code = UnifiedCode(OVERSEAS_OFFICE)
        assert (code.department, code.form, code.kind, code.can_be_social_organization) == ("G", None, None, False)

    @pytest.mark.parametrize(
        ("head", "form", "possible"),
        [
            ("51320102", "social_association", True),
            ("52320102", "private_non_enterprise_unit", True),
            ("53320000", "foundation", True),
            ("59320102", None, True),
            ("54320102", None, False),
            ("55320102", None, False),
            ("91320102", None, False),
        ],
    )
    def test_form(self, head, form, possible):
        """The first two characters say which legal form it can be."""
        code = UnifiedCode(with_check_digits(head))
        assert (code.form, code.can_be_social_organization) == (form, possible)
        assert code.place == Place(head[2:])

    def test_resident_id_is_no_social_organization(self):
        """A resident identity number that fits as a code begins like one of an association, and is none."""
        # Region 511102, born on 1900-01-01: no one living. The division would be 110219.
        code = UnifiedCode("511102190001013460")
        assert code.place == Place("110219")
        assert (code.may_be_resident_id, code.can_be_social_organization) == (True, False)

    @pytest.mark.parametrize("code", [FOUNDATION, INSTITUTION, NATIONAL, OVERSEAS_OFFICE])
    def test_codes_are_no_resident_ids(self, code):
        """Published codes are not taken for identity numbers."""
        assert not UnifiedCode(code).may_be_resident_id

    def test_order(self):
        """Codes sort as texts."""
        assert min(UnifiedCode(FOUNDATION), UnifiedCode(INSTITUTION)) == UnifiedCode(INSTITUTION)
