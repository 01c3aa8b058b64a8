"""The register of policies: step 6 on one page, one policy, its form, its settlement, the checklist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from groundswell.before.policy.forms import NarrowForm, PolicyForm, ReviewForm, SettleForm
from groundswell.before.policy.selectors import (
    asks_of,
    calendar_of,
    known_of,
    narrowed,
    policy_by_key,
    register_of,
)
from groundswell.before.policy.services import change_policy, record_policy, review_area, settle_policy
from groundswell.before.policy.step import (
    because,
    blocked_said,
    checklist,
    finding,
    lines_of,
    listed,
    stance_of,
)
from groundswell.before.policy.step.history import history_of
from groundswell.before.policy.step.places import blocked_places
from groundswell.domain.policy.blocks import blocks_of
from groundswell.ground.programs.selectors import judged_by, policy_rules, program_by_code
from groundswell.kit.door import Permit, door
from groundswell.kit.lights import lights
from groundswell.kit.pages import go, page
from groundswell.kit.paging import paged
from groundswell.kit.saving import saved

if TYPE_CHECKING:
    from groundswell.before.policy.models import Policy
    from groundswell.ground.programs.models import Program

CHANGES = require_http_methods(["GET", "HEAD", "POST"])
NEXT = 5


@require_safe
@door("policy.policy.read", program=program_by_code)
def policy(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """Which rules help, which hinder?"""
    known, today = known_of(permit, program), timezone.localdate()
    may_record = permit.allows("policy.policy.record", program)
    narrow = NarrowForm(request.GET, program=program, policies=known.policies)
    rows = paged(request, narrowed(known.policies, narrow.choice(), today))
    content = {
        "program": program,
        "answer": finding(known.register),
        "because": because(known.register),
        "lights": lights(lines_of(known.register, program)),
        "blocked": blocked_places(program, known.register, today),
        "every": len(known.policies),
        "narrow": narrow,
        "rows": rows,
        "listed": [listed(row, today) for row in rows],
        "places": known.places,
        "checklist": checklist(program, known.places, known.reviews, may_record=may_record),
        "asks": list(asks_of(permit, program)[:NEXT]),
        "dates": [each for each in calendar_of(permit, program) if each.on >= today and not each.done][:NEXT],
        "today": today,
        "may_record": may_record,
        "numbers": judged_by("policy", policy_rules(program)),
        "may_change_numbers": permit.allows("programs.rules.change", program),
    }
    return page(request, "policy/policy.html", content, part="rows")


@require_safe
@door("policy.policy.read", program=program_by_code, policy=policy_by_key)
def one(request: HttpRequest, permit: Permit, program: Program, policy: Policy) -> HttpResponse:
    """One policy: what it does to what, what it blocks, what is asked."""
    today = timezone.localdate()
    blocks = [block for block in blocks_of(register_of(permit, program), today) if block.policy.key == str(policy.key)]
    mark, word = stance_of(policy, today)
    put = [*asks_of(permit, program).filter(policy=policy), *asks_of(permit, program, ended=True).filter(policy=policy)]
    content = {
        "program": program,
        "policy": policy,
        "official": "" if str(policy) == policy.title else policy.title,
        "mark": mark,
        "word": word,
        "blocked": [blocked_said(block) for block in blocks],
        "asks": put,
        "history": history_of(permit, program, policy, put),
        "today": today,
        "may_record": permit.allows("policy.policy.record", program),
    }
    return page(request, "policy/one.html", content)


@CHANGES
@door("policy.policy.record", program=program_by_code)
def record(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """Record a policy."""
    form = PolicyForm(request.POST or None, program=program, initial={"area": request.GET.get("area", "")})
    if request.method == "POST" and saved(form, lambda: record_policy(permit, program, form.facts()), lambda: 0):
        return go("policy:policy", program.code)
    content = {"program": program, "form": form}
    return page(request, "policy/policy_form.html", content, status=422 if form.errors else 200)


@CHANGES
@door("policy.policy.record", program=program_by_code, policy=policy_by_key)
def change(request: HttpRequest, permit: Permit, program: Program, policy: Policy) -> HttpResponse:
    """Change a policy; who saves second is told what the first one did."""
    form = PolicyForm(request.POST or None, instance=policy, program=program)
    if request.method == "POST" and saved(
        form,
        lambda: change_policy(permit, policy, form.facts(), version=form.cleaned_data["version"] or 0),
        lambda: policy_by_key(policy.key).version,
    ):
        return go("policy:one", program.code, policy.key)
    content = {"program": program, "form": form, "policy": policy}
    return page(request, "policy/policy_form.html", content, status=422 if form.errors else 200)


@CHANGES
@door("policy.policy.record", program=program_by_code, policy=policy_by_key)
def settle(request: HttpRequest, permit: Permit, program: Program, policy: Policy) -> HttpResponse:
    """Say how a policy that hindered was settled."""
    form = SettleForm(request.POST or None, initial={"version": policy.version})
    if request.method == "POST" and saved(
        form,
        lambda: settle_policy(permit, policy, form.cleaned_data["how"], version=form.cleaned_data["version"]),
        lambda: policy_by_key(policy.key).version,
    ):
        return go("policy:one", program.code, policy.key)
    content = {"program": program, "form": form, "policy": policy}
    return page(request, "policy/settle.html", content, status=422 if form.errors else 200)


@CHANGES
@door("policy.policy.record", program=program_by_code)
def review(request: HttpRequest, permit: Permit, program: Program) -> HttpResponse:
    """Note that somebody looked for policies of one area in one place."""
    first = {"area": request.GET.get("area", ""), "place": request.GET.get("place", "") or program.root.key}
    form = ReviewForm(request.POST or None, program=program, initial=first)
    if request.method == "POST" and saved(form, lambda: review_area(permit, program, **form.cleaned_data), lambda: 0):
        return go("policy:policy", program.code)
    content = {"program": program, "form": form}
    return page(request, "policy/review.html", content, status=422 if form.errors else 200)
