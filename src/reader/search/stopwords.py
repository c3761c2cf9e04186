"""Words too common to rank by: indexed like any other, they add nothing unless the query holds nothing else."""

from __future__ import annotations

# Folded forms, kept short: a missing stop word costs a little rank, a wrong one hides a subject.
_EN = """
a about after all also am an and any are as at be because been before being but by can could did do does doing for
from had has have having he her here hers him his how i if in into is it its just me more most my no nor not of on or
our ours out over own same she should so some such than that the their theirs them then there these they this those
through to too under until up us very was we were what when where which while who whom why will with would you your
yours
"""
_ES = """
a al algo algunas algunos ante antes aquel aquella aquellas aquellos asi aun aunque cada como con cual cuales cuando
cuyo de del desde donde dos e el ella ellas ellos en entre era eran es esa esas ese eso esos esta estaba estan estar
estas este esto estos fue fueron ha habia han has hasta hay la las le les lo los mas me mi mis muy ni no nos nosotros
o os otra otras otro otros para pero poco por porque pues que quien quienes se sea segun ser si sido sin sobre son su
sus tal tambien tampoco tan te tiene tienen todo todos tu tus u un una unas uno unos y ya yo
"""
# A stop word of the other language is noise too ("the" in a Spanish passage stands in an English title and would weigh
# heavily there for being rare), unless it is a word of substance in this one.
_KEPT = {"en": {"ante", "con", "era", "mas", "mi", "pues", "sea", "sin", "son", "tan", "tu"}, "es": {"once"}}
_OWN = {"en": frozenset(_EN.split()), "es": frozenset(_ES.split())}
_ALL = frozenset[str]().union(*_OWN.values())
STOP_WORDS = {language: own | (_ALL - _KEPT[language]) for language, own in _OWN.items()}
_NONE: frozenset[str] = frozenset()


def is_stop(folded: str, language: str) -> bool:
    """Whether a folded word is too common to rank by in this language."""
    return folded in STOP_WORDS.get(language, _NONE)
