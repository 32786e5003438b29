"""Co-investment and service credits on the page of a study: the sums, their states and what is not final."""

from __future__ import annotations

from remit.pages.contents import all_pages
from tests.pages.books import make_book, minimal, visible

ORDER = "data/studies/al-101/work_orders/wo-101.yaml"
TERMS = b"""co_investment:
  model: co-investment
  reduction: 5 %
  cap: 15000 USD
  success: Marketing authorisation
  return_share: 150 %
  return_cap: 22500 USD
  return_within: 60 calendar days
service_credits:
  model: service-credits
  starts_after: 1 month
  period_cap: 5 %
  yearly_cap: 5 %
  earn_back: 1
  levels:
    reports:
      metric: visit-reports
      lines: [visits]
      steps:
        - beyond: 12
          credit: 4 %
risk_sharing:"""
PERIOD = "cro: brightwell\nfirst: {}\nlast: {}\nvalues:\n  visit-reports:\n    value: {}\n"


def markup() -> str:
    """The page that shows the settlement of the order, with two periods: reports late, then in time."""
    tree = minimal()
    tree[ORDER] = tree[ORDER].replace(b"risk_sharing:", TERMS, 1)
    for id, *values in (
        ("2026-q2", "2026-04-01", "2026-06-30", 14),
        ("2026-q3", "2026-07-01", "2026-09-30", 9),
    ):
        tree[f"data/studies/al-101/performance/{id}.yaml"] = PERIOD.format(*values).encode()
    book = make_book(tree)
    assert not book.errors, book.errors
    (found,) = (
        page.markdown for page in all_pages(book).values() if "{#wo-101-co-investment}" in page.markdown
    )
    return found


def test_sums_and_what_is_not_final_are_shown() -> None:
    text = markup()
    assert "{#wo-101-service-credits}" in text
    seen = visible(text)
    assert "at most 15,000 USD = " in seen
    assert "nothing yet; if it happens: " in seen
    # by hand: of 100 visits in 24 months, 12 are complete by March and 25 by June; 4 % of 13 x 4,000
    assert "14 days, beyond 12: 52,000 USD x 4 % = 2,080 USD" in seen
    assert "9 days: within the level" in seen
    assert "are not recorded: " in seen


def test_a_credit_that_was_earned_back_says_so() -> None:
    text = markup()
    rows = [line for line in text.splitlines() if line.startswith("<tr") and "Visit reports on time" in line]
    states = [line for line in rows if "earned back" in line]
    assert len(states) == 1
    assert "2,080 USD" in states[0]
