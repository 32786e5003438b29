"""Word files: written without a document tree on the parts of a house style.

>>> house = read_house(data)                                  # NotReadable says why not
>>> printed = compile_template(template, WordTarget(house)).print(context, positions)
>>> body = finish(printed.markup, house)                      # body.faults: references that do not work
>>> data = package(house, body, Properties(title="Work Order"))
"""

from remit.word.base import House, read_house
from remit.word.emit import WordTarget
from remit.word.finish import Body, Fault, Heading, finish
from remit.word.needs import missing_styles
from remit.word.package import package
from remit.word.properties import Properties
from remit.word.zipped import NotReadable

__all__ = [
    "Body",
    "Fault",
    "Heading",
    "House",
    "NotReadable",
    "Properties",
    "WordTarget",
    "finish",
    "missing_styles",
    "package",
    "read_house",
]
