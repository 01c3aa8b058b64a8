"""Reading programs: the programs themselves, their waves and places, and the numbers they judge by."""

from groundswell.ground.programs.selectors.numbers import (
    SETS,
    Number,
    NumberSet,
    Stated,
    consensus_rules,
    evidence_rules,
    judged_by,
    number_named,
    numbers_in_force,
    numbers_of,
    package_rules,
    policy_rules,
    quality_rules,
    vision_rules,
)
from groundswell.ground.programs.selectors.programs import (
    Spread,
    program_by_code,
    program_by_key,
    programs_of,
    spread_of,
)
from groundswell.ground.programs.selectors.sites import floors_of, site_at, site_of, sites_of, wave_by_key, waves_of

__all__ = [
    "SETS",
    "Number",
    "NumberSet",
    "Spread",
    "Stated",
    "consensus_rules",
    "evidence_rules",
    "floors_of",
    "judged_by",
    "number_named",
    "numbers_in_force",
    "numbers_of",
    "package_rules",
    "policy_rules",
    "program_by_code",
    "program_by_key",
    "programs_of",
    "quality_rules",
    "site_at",
    "site_of",
    "sites_of",
    "spread_of",
    "vision_rules",
    "wave_by_key",
    "waves_of",
]
