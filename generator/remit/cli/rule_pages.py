"""Every rule with a page: what a check finds, and under what a review reports a change."""

from __future__ import annotations

from remit.review.kinds.pages import rules
from remit.rules import EXPLAINED, Rule

PAGES: tuple[Rule, ...] = (*EXPLAINED, *rules())
