"""Templates: Markdown and Jinja, read once, compiled for each output, printed with records.

>>> template = load_template("work_order.md", text, clauses)      # TemplateError carries findings
>>> compiled = compile_template(template, target)                 # e.g. remit.word.WordTarget(house)
>>> printed = compiled.print(context, positions, draft=False)     # RenderError carries findings
"""

from remit.templating.errors import RULES, RenderError, TemplateError
from remit.templating.filters import filters
from remit.templating.library import ClausePosition, LibraryClause, load_clause, load_library
from remit.templating.names import check_names
from remit.templating.own import FAILURES, OwnEnvironment, check_own, explained, marked, open_in_own, searched
from remit.templating.printing import Compiled, Printed, PrintedValue, compile_template, print_line
from remit.templating.template import Template, load_template
from remit.templating.terms import check_open, check_terms

__all__ = [
    "FAILURES",
    "RULES",
    "ClausePosition",
    "Compiled",
    "LibraryClause",
    "OwnEnvironment",
    "Printed",
    "PrintedValue",
    "RenderError",
    "Template",
    "TemplateError",
    "check_names",
    "check_open",
    "check_own",
    "check_terms",
    "compile_template",
    "explained",
    "filters",
    "load_clause",
    "load_library",
    "load_template",
    "marked",
    "open_in_own",
    "print_line",
    "searched",
]
