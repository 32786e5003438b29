"""Colours of figures. They differ in lightness, so that a figure reads in grey print; no meaning hangs on colour alone."""

from __future__ import annotations

WIDTH = 440.0
"""Width of a figure in points: that of an upright page's text, or a little less."""

INK, ACCENT, GREY, TINT = "222222", "1F3A5F", "5F6B7A", "E9EEF4"
MIDDLE = "8FA6C1"
"""Between ACCENT and TINT: a second kind of bar or line, told apart in grey print, too."""
WHITE = "FFFFFF"
"""The paper: behind words that stand on lines, and words on dark ground."""
RULE = "C9D1DA"
"""Lines of a grid."""
GOOD, WATCH, BAD = "2E7D5B", "D9A441", "9B2C2C"
"""Met, to be watched, missed. They differ in lightness for the colour-blind, and always stand with a sign or a word."""
