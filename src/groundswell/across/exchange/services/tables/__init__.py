"""Every table that goes to Excel, and comes back with a preview of what would change."""

from groundswell.across.exchange.services.tables.barriers import BARRIERS
from groundswell.across.exchange.services.tables.costs import CONVERSIONS, COSTS, PAYERS
from groundswell.across.exchange.services.tables.documents import DOCUMENTS
from groundswell.across.exchange.services.tables.elements import ELEMENTS
from groundswell.across.exchange.services.tables.engagement import COMMITMENTS, CONTACTS, OBJECTIONS
from groundswell.across.exchange.services.tables.gates import GATE, STARTS
from groundswell.across.exchange.services.tables.growth import DECISIONS, EXCLUSIONS
from groundswell.across.exchange.services.tables.indicators import INDICATORS
from groundswell.across.exchange.services.tables.inputs import INPUTS
from groundswell.across.exchange.services.tables.journal import JOURNAL
from groundswell.across.exchange.services.tables.package_logs import (
    ADAPTATIONS,
    MANUAL_TESTS,
    SIMPLIFICATIONS,
    TRAINING,
)
from groundswell.across.exchange.services.tables.people import PEOPLE
from groundswell.across.exchange.services.tables.places import PLACES
from groundswell.across.exchange.services.tables.policies import ADVOCACY, ASKS, POLICIES, REVIEWS
from groundswell.across.exchange.services.tables.questions import QUESTIONS
from groundswell.across.exchange.services.tables.rules import FLOORS, RULES
from groundswell.across.exchange.services.tables.sites import SITES, WAVES
from groundswell.across.exchange.services.tables.spec import Kept, RoundTrip, Wanted
from groundswell.across.exchange.services.tables.stakeholders import STAKEHOLDERS
from groundswell.across.exchange.services.tables.studies import STUDIES
from groundswell.across.exchange.services.tables.targets import TARGETS
from groundswell.across.exchange.services.tables.values import VALUES
from groundswell.across.exchange.services.tables.vision import VISION_LISTS
from groundswell.across.exchange.services.tables.vision_fields import VISION

TABLES: dict[str, RoundTrip] = {
    table.code: table
    for table in (
        PLACES, SITES, WAVES, INDICATORS, VALUES, TARGETS, STUDIES, BARRIERS, DOCUMENTS, INPUTS, GATE, STARTS, RULES,
        COSTS, PAYERS, CONVERSIONS, DECISIONS, EXCLUSIONS, QUESTIONS,
        FLOORS, VISION, *VISION_LISTS, PEOPLE, JOURNAL,
        STAKEHOLDERS, OBJECTIONS, COMMITMENTS, CONTACTS, TRAINING, ELEMENTS, SIMPLIFICATIONS, ADAPTATIONS,
        MANUAL_TESTS, POLICIES, REVIEWS, ASKS, ADVOCACY,
    )
}  # fmt: skip

__all__ = ["TABLES", "Kept", "RoundTrip", "Wanted"]
