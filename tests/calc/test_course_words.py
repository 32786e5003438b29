"""Courses of metrics in words."""

from __future__ import annotations

import pytest

from remit.calc.course_words import change_in_words, off_target_in_words, tendency_in_words
from tests.calc.measured import SITES
from tests.calc.test_trends import of


@pytest.mark.parametrize(
    ("figures", "change", "tendency", "off"),
    [
        (("80",), "", "", ""),
        (("80", "92"), "+12 better", "getting better", ""),
        (("92", "80"), "-12 worse", "getting worse", ""),
        (("80", None, "80"), "unchanged", "level", "2 periods amber or red"),
        (("70", "70", "85"), "+15 better", "getting better", "3 periods amber or red"),
        (("85", "100"), "+15 better", "getting better", ""),
    ],
)
def test_the_course_in_words(figures: tuple[str | None, ...], change: str, tendency: str, off: str) -> None:
    found = of(SITES, *figures)
    assert change_in_words(found) == change
    assert change_in_words(found, ",") == change.replace(" ", ", ")
    assert (tendency_in_words(found), off_target_in_words(found)) == (tendency, off)
