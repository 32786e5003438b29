"""The course of a metric in words, the same for commands, pages and documents."""

from __future__ import annotations

from remit.calc.judged import difference
from remit.calc.trends import Course


def change_in_words(course: Course, comma: str = "") -> str:
    """The change since the period before and whether it is for the better; "" where there is nothing to compare.

    ``comma`` stands between the two.
    """
    if course.change is None or course.heading is None:
        return ""
    change = difference(course.metric, course.change)
    if change == "0" or course.heading == "unchanged":
        return "unchanged"
    return f"{change}{comma} {course.heading}"


def tendency_in_words(course: Course) -> str:
    """The trend over all periods; "" where there are too few figures for one."""
    if course.tendency is None:
        return ""
    return {"better": "getting better", "worse": "getting worse", "unchanged": "level"}[course.tendency]


def off_target_in_words(course: Course) -> str:
    """For how many periods a metric has been amber or red, "" for one or none."""
    off = course.now.status in ("amber", "red") and course.running > 1
    return f"{course.running} periods amber or red" if off else ""
