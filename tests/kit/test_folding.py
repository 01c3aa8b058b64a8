"""Names fold alike when people would call them the same name."""

from __future__ import annotations

import pytest

from groundswell.kit.folding import fold, folded_names

ALIKE = [
    ("N’Zérékoré", "NZEREKORE"),
    ("Côte d'Ivoire", "cote divoire"),
    ("اللجنة", "اللجنه"),
    ("الميسّر", "الميسر"),
    ("أحمد", "احمد"),
    ("کابل", "كابل"),
    ("ሥልጠና", "ስልጠና"),
    ("ዓለም", "አለም"),
    ("ፀሐይ", "ጸሀይ"),
    ("Kpalimé-Nord", "KPALIME  NORD"),
    ("district ٣", "District 3"),
    ("Straße", "STRASSE"),
    ("Ɛpɛ", "Epe"),
    ("গোপালগঞ্জ", "গোপালগঞ্জ"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_spelling_variants_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other) != ""


def test_vowel_signs_of_indic_scripts_stay_letters_of_the_word() -> None:
    assert fold("কলিকাতা") != fold("কলকাতা")
    assert fold("नेपाल") != fold("नपल")


def test_different_names_stay_different() -> None:
    assert len({fold(name) for name in ("Bo", "Bo North", "Bonta", "سوق", "صوق")}) == 5


def test_folding_twice_changes_nothing() -> None:
    for one, _other in ALIKE:
        assert fold(fold(one)) == fold(one)


def test_each_name_can_be_asked_for_whole() -> None:
    assert "|dorasa|" in folded_names("Dorasa", "دوراسا")
    assert folded_names("", "–") == ""
