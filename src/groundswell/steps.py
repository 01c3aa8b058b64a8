"""The eleven steps in the field guide's order: from here come navigation, the index of docs and the contracts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One step: its number, title, the room that keeps it (None until it is built) and the question it answers."""

    number: int
    title: str
    room: str | None
    question: str


STEPS: tuple[Step, ...] = (
    Step(1, "Have a vision to scale up from the beginning", "before.vision", "How far, by when, with whom?"),
    Step(2, "Determine the effectiveness of the approach", "before.evidence", "Does it work?"),
    Step(3, "Assess the potential to scale up", "before.scalability", "Can it grow, and what stands in the way?"),
    Step(4, "Consolidate, define and refine", "before.package", "What exactly is it that we spread?"),
    Step(5, "Build a consensus to scale up", "before.consensus", "Who agrees, who decides, who objects?"),
    Step(6, "Advocate for supportive policies", "before.policy", "Which rules help, which hinder?"),
    Step(7, "Define roles, relationships and responsibilities", None, "Who does what where?"),
    Step(8, "Secure funding and other resources", None, "Who pays for what, and until when?"),
    Step(9, "Develop the partners’ capacity", None, "Who taught whom, and do they still practise?"),
    Step(
        10,
        "Establish and maintain monitoring and evaluation",
        "during.monitoring",
        "Is it still working as it spreads?",
    ),
    Step(11, "Support institutional development for scale", None, "What stays when we leave?"),
)
