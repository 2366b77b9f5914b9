"""Options that commands share: long lines folded to the terminal."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from hubnet.cli.options import folded

SENTENCE = "  《社会团体登记管理条例》（2026年文本）第10条第1款第1项：“有50个以上的个人会员或者30个以上的单位会员”"


class TestFolded:
    def test_short_lines_stay(self):
        """A line that fits stays as it is, with its indent; an empty line stays."""
        assert folded("a\n\n    b 乙", 20) == "a\n\n    b 乙"

    def test_words(self):
        """A line is broken between words; what follows hangs two columns below the indent of its line."""
        assert folded("  one two three four five six", 22) == "  one two three four\n    five six"

    def test_chinese(self):
        """Chinese is broken between characters: 24 columns less an indent and a hang of two hold ten of them."""
        assert folded("  一二三四五六七八九十一二", 24) == "  一二三四五六七八九十\n    一二"

    def test_numbers_and_ids_stay_whole(self):
        """A number or a word inside Chinese is not broken where it fits a line."""
        for width in range(24, 60):
            pieces = folded(SENTENCE, width).split("\n")
            assert all(wcswidth(piece) <= width for piece in pieces)
            together = "".join(piece.strip() for piece in pieces)
            assert together == SENTENCE.strip()
            for number in ("2026", "10", "50", "30"):
                assert any(number in piece for piece in pieces)

    def test_signs_stay_with_their_words(self):
        """No line begins with a sign that closes, or ends with one that opens."""
        for width in range(24, 60):
            pieces = [piece.strip() for piece in folded(SENTENCE, width).split("\n")]
            assert not any(piece[0] in "》）：”，。" for piece in pieces)
            assert not any(piece[-1] in "《（“" for piece in pieces)

    def test_what_is_longer_than_a_line(self):
        """A word that is longer than a line is broken anywhere."""
        pieces = folded("a " + "x" * 50, 24).split("\n")
        assert [len(piece.strip()) for piece in pieces] == [1, 22, 22, 6]

    def test_narrowest(self):
        """Below 20 columns a line is no narrower."""
        assert max(wcswidth(piece) for piece in folded("一" * 30, 3).split("\n")) == 22

    def test_elsewhere_lines_stay_whole(self):
        """Without a width, in what is no terminal, lines stay whole."""
        assert folded("x y " * 100, stream=io.StringIO()) == "x y " * 100

    @pytest.mark.parametrize(("text", "shown"), [("a\x1b[31m", "a\\u001b[31m"), ("a\u202eb", "a\\u202eb")])
    def test_what_would_steer_the_terminal(self, text: str, shown: str):
        """Control characters are shown by their number."""
        assert folded(text, 60) == shown

    @given(
        text=st.text(alphabet=st.sampled_from([*"ab1 （）《》“”，。：()[],.乙会员登記–→é\u0301"]), max_size=120),
        width=st.integers(24, 60),
    )
    def test_nothing_is_lost(self, text: str, width: int):
        """Folding changes no character but spaces, and no line is wider than asked."""
        pieces = folded(text, width).splitlines()
        assert "".join("".join(pieces).split()) == "".join(text.split())
        assert all(wcswidth(piece) <= width for piece in pieces)
