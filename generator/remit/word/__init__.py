"""Word files: written without a document tree on the parts of a house style.

>>> house = read_house(data)                                  # HouseError says why not
>>> printed = compile_template(template, WordTarget(house)).print(context, positions)
>>> data = finish(house, printed, Facts(title="Work Order"))  # CannotGoOn: references that do not work
"""

from remit.word.base import House, HouseError, missing_styles, read_house
from remit.word.body import Body, Heading, complete
from remit.word.emit import WordTarget
from remit.word.house_tabs import wide_tabs
from remit.word.inlines import as_placeholder
from remit.word.own import own_texts, own_words, print_own
from remit.word.package import finish, package
from remit.word.paged import with_page_numbers
from remit.word.pictures import Figures, Picture, picture
from remit.word.properties import Facts
from remit.word.provenance import Origin, Source
from remit.word.state import with_state
from remit.word.zipped import NotReadable

__all__ = [
    "Body",
    "Facts",
    "Figures",
    "Heading",
    "House",
    "HouseError",
    "NotReadable",
    "Origin",
    "Picture",
    "Source",
    "WordTarget",
    "as_placeholder",
    "complete",
    "finish",
    "missing_styles",
    "own_texts",
    "own_words",
    "package",
    "picture",
    "print_own",
    "read_house",
    "wide_tabs",
    "with_page_numbers",
    "with_state",
]
