"""Words in headers that tell what a column holds, in the languages of our users' sheets.

Only suggestions are made of them; the mapping page asks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

_WORDS = {
    "name": "name names nom nombre nome label title libelle jina en fr es pt",
    "code": (
        "code pcode codes uid id ids gid identifier identifiant codigo key iso ref hasc fips organisationunitid "
        "organisationunitcode orgunitid orgunitcode"
    ),
    "place": (
        "place location locality localite lieu lugar local site area zone zona country pays pais province provincia "
        "region regiao state etat estado district distrito county comte departamento departement department "
        "municipality municipio commune comuna chiefdom section sector secteur ward parish subcounty subdistrict "
        "village villages village aldea community communaute comunidad comunidade cluster block gram panchayat tehsil "
        "taluka mandal upazila union division thana woreda kebele cell umudugudu orgunit "
        "organisationunit organisationunitid organisationunitname "
        "organisationunitcode orgunitname orgunitid orgunitcode ou facility "
        "facilities hospital clinic center centre establishment etablissement neighbourhood neighborhood quartier "
        "settlement camp city town territory governorate prefecture arrondissement canton admin adm adm0 adm1 adm2 "
        "adm3 adm4 adm5 admin0 admin1 admin2 admin3 admin4 level1 level2 level3 level4 level5 mahalla rayon oblast"
    ),
    "description": "description descriptions libelle descripcion descricao",
    "period": (
        "period periode periodo date dates fecha data time month months mois mes mwezi year years annee ano anio mwaka "
        "week weeks semaine semana epiweek quarter trimestre day jour dia yearmonth periodid "
        "periodname periodcode pe round wave"
    ),
    "year": "year years annee ano anio mwaka yr",
    "month": "month months mois mes mwezi mon",
    "quarter": "quarter trimestre qtr",
    "week": "week weeks semaine semana epiweek wk",
    "indicator": (
        "indicator indicators indicateur indicador variable variables variavel dataelement element measure metric "
        "item series question dx kpi statistic characteristic output outcome"
    ),
    "value": "value values valeur valor val amount count figure result total score rate share percent percentage pct",
    "numerator": "numerator num numerateur numerador events cases yes",
    "denominator": "denominator den denom denominateur denominador n total sample base unweighted",
    "flag": "flag flags quality note notes footnote footnotes symbol status suppressed reliability marker warning",
    "comment": "comment comments remark remarks commentaire comentario observation observations notes note remarque",
    "parent": "parent partof superior parentid parentcode parentname",
    "latitude": "latitude lat ycoord gpslat gpslatitude y",
    "longitude": "longitude lon long lng xcoord gpslon gpslong gpslongitude x",
    "population": "population pop habitants poblacion populacao tpop totpop people inhabitants",
    "language": "language languages langue langues idioma lingua lang",
    "alias": "alias aliases othername othernames altname synonym synonyms",
    "level": "level type kind niveau nivel category tier",
    "cumulative": "cum cumulative cumulatif cumulative cumul acumulado ytd todate cumulated",
    "sum": "total totals subtotal grandtotal combined overall sum all ensemble tous todos jumla",
    "total": "nation national nacional country entire whole countrywide nationwide pays pais general",
    "facility": (
        "hospital hopital clinic clinique facility center centre centro school camp laboratory lab referral treatment "
        "dispensary health sante salud post unit"
    ),
    "number": "no number nr num sn sno serial index row rowid idx line",
    "group": (
        "sex gender sexe sexo age agegroup agegrp wealth quintile residence urban rural category disaggregation "
        "disability ethnicity caste education stratum subgroup"
    ),
}
_SETS = {role: frozenset(words.split()) for role, words in _WORDS.items()}
_PIECES = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@lru_cache(maxsize=8192)
def words_of(header: str) -> tuple[str, ...]:
    """The words of a header, plain and in lower case, followed by the whole header as one word.

    Example:
        >>> words_of("OrgUnit_Code")
        ('org', 'unit', 'code', 'orgunitcode', 'orgunit', 'unitcode')
    """
    folded = unicodedata.normalize("NFKD", _CAMEL.sub(" ", header))
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter)).casefold()
    pieces = _PIECES.findall(plain)
    joined = ["".join(pieces)] if len(pieces) > 1 else []
    pairs = [first + second for first, second in pairwise(pieces)] if len(pieces) > 2 else []
    return tuple(dict.fromkeys([*pieces, *joined, *pairs]))


def header_says(header: str, role: str) -> bool:
    """Whether a header has a word that commonly stands for a role."""
    return any(word in _SETS[role] or word.rstrip("0123456789") in _SETS[role] for word in words_of(header) if word)


def is_count_up(texts: Iterable[str]) -> bool:
    """Whether texts only count: 0, 1, 2 … or 1, 2, 3 …; such numbers are no codes."""
    number, start = -1, None
    for number, text in enumerate(texts):
        if number == 0:
            start = {"0": 0, "0.0": 0, "1": 1, "1.0": 1}.get(text)
        if start is None or text.removesuffix(".0") != str(number + start):
            return False
    return number >= 0
