"""Country names as registries spell them, as ISO 3166-1 alpha-2 codes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from babel import Locale
from babel.core import get_global

_SPELLINGS: Mapping[str, str] = MappingProxyType(
    {
        "Bolivia, Plurinational State of": "BO",
        "Brunei Darussalam": "BN",
        "Burma": "MM",
        "Cabo Verde": "CV",
        "China, Mainland": "CN",
        "Congo": "CG",
        "Congo, Republic of": "CG",
        "Congo, The Democratic Republic of the": "CD",
        "Democratic Republic of the Congo": "CD",
        "Cote d'Ivoire": "CI",
        "Ivory Coast": "CI",
        "Czech Republic": "CZ",
        "East Timor": "TL",
        "England": "GB",
        "Great Britain": "GB",
        "Hong Kong": "HK",
        "Holy See (Vatican City State)": "VA",
        "Iran, Islamic Republic of": "IR",
        "Korea, Democratic People's Republic of": "KP",
        "Korea, Republic of": "KR",
        "Republic of Korea": "KR",
        "Lao People's Democratic Republic": "LA",
        "Libyan Arab Jamahiriya": "LY",
        "Macao": "MO",
        "Macau": "MO",
        "Macedonia, The Former Yugoslav Republic of": "MK",
        "Macedonia": "MK",
        "Micronesia, Federated States of": "FM",
        "Moldova, Republic of": "MD",
        "Republic of Moldova": "MD",
        "Northern Ireland": "GB",
        "Palestine, State of": "PS",
        "Palestinian Territories, Occupied": "PS",
        "Palestinian Territory, occupied": "PS",
        "Russian Federation": "RU",
        "Saint Kitts and Nevis": "KN",
        "Saint Lucia": "LC",
        "Saint Martin": "MF",
        "Saint Vincent and the Grenadines": "VC",
        "Scotland": "GB",
        "Slovak Republic": "SK",
        "Swaziland": "SZ",
        "Syrian Arab Republic": "SY",
        "Taiwan, Province of China": "TW",
        "Tanzania, United Republic of": "TZ",
        "The Netherlands": "NL",
        "Turkey": "TR",
        "United Kingdom of Great Britain and Northern Ireland": "GB",
        "United States of America": "US",
        "USA": "US",
        "UK": "GB",
        "Venezuela, Bolivarian Republic of": "VE",
        "Viet Nam": "VN",
        "Virgin Islands (U.S.)": "VI",
        "Virgin Islands, British": "VG",
        "Wales": "GB",
    }
)


def country_code(name: str) -> str | None:
    """The code of a country by its name in any usual English spelling, or by its two- or three-letter code.

    None for what is no country today (Former Yugoslavia, Netherlands Antilles) or cannot be told.
    """
    bare = name.strip()
    if bare in _codes():
        return bare
    if re.fullmatch("[A-Z]{3}", bare) and bare in get_global("territory_aliases"):
        code, *more = (str(alias) for alias in get_global("territory_aliases")[bare])
        return code if not more and code in _codes() else None
    return _names().get(_folded(bare)) or _names().get(_folded(re.sub(r"\(.*?\)", "", bare)))


@cache
def _codes() -> frozenset[str]:
    codes = (str(code) for code in Locale("en").territories)
    return frozenset(code for code in codes if re.fullmatch("[A-Z]{2}", code) and code not in _NO_COUNTRY)


_NO_COUNTRY = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"})


@cache
def _names() -> Mapping[str, str]:
    names = {}
    territories = Locale("en").territories
    for code in sorted(_codes()):
        names[_folded(territories[code])] = code
        names[_folded(re.sub(r"\(.*?\)|\bSAR China\b", "", territories[code]))] = code
    names.update({_folded(name): code for name, code in _SPELLINGS.items()})
    return MappingProxyType(names)


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.replace("&", " and ").replace("\u0131", "i")).casefold()
    letters = re.sub(r"[^a-z ]+", " ", re.sub(r"[\u0300-\u036f\u2019'.]", "", plain))
    return " ".join(re.sub(r"\bst\b", "saint", word) for word in letters.split() if word != "the")
