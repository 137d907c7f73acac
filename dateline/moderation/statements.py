"""Statements of reasons: every refusal in the words of the Commission's transparency database (DSA Art. 17, 24(5)).

Field names and values are those of its API, version 1. A statement holds no personal data: neither the comment nor who
wrote, reported or refused it.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef

from dateline.moderation.models import CheckOpinion, Decision, Outcome, Report
from dateline.moderation.models.opinion import SCORES

FIELDS = (
    "decision_visibility",
    "decision_ground",
    "decision_ground_reference_url",
    "illegal_content_legal_ground",
    "illegal_content_explanation",
    "incompatible_content_ground",
    "incompatible_content_explanation",
    "incompatible_content_illegal",
    "category",
    "category_specification",
    "content_type",
    "content_date",
    "content_language",
    "application_date",
    "decision_facts",
    "source_type",
    "automated_detection",
    "automated_decision",
    "puid",
)
"""In the order of the columns of a table."""
LONGEST_GROUND, LONGEST_EXPLANATION = 500, 2000
WITHOUT_CATEGORY = "STATEMENT_CATEGORY_OTHER_VIOLATION_TC"


def statements(*, since: date | None = None) -> Iterator[dict[str, Any]]:
    """Give the statement of every refusal since a day (UTC), in order; an upheld appeal is none of its own.

    Nor is one that was undone within minutes: nothing came of it.
    """
    spoke = CheckOpinion.objects.found().filter(comment=OuterRef("comment"))
    # What nobody saw before they ruled has led nobody to the comment.
    found = Exists(spoke.exclude(check_name=SCORES, comment__score__is_blind=True))
    shown = Decision.objects.filter(comment=OuterRef("comment"), outcome=Outcome.SHOW, pk__lt=OuterRef("pk"))
    refusals = (
        Decision.objects.standing()
        .filter(outcome=Outcome.REFUSE, of_appeal=None)
        .select_related("comment__story__edition", "clause", "rules__edition")
        .annotate(
            was_found=found,
            was_shown=Exists(shown),
            was_reported=Exists(Report.objects.filter(ruling=OuterRef("pk"))),
        )
        .order_by("pk")
    )
    if since:
        refusals = refusals.filter(decided_at__date__gte=since)
    return (_statement(refusal) for refusal in refusals.iterator(chunk_size=500))


def _statement(refusal: Any) -> dict[str, Any]:
    edition, clause = refusal.comment.story.edition, refusal.clause
    shown, by = refusal.was_shown, "automatically" if refusal.automatic else "by a person"
    said = {
        "decision_visibility": [f"DECISION_VISIBILITY_CONTENT_{'REMOVED' if shown else 'DISABLED'}"],
        "decision_ground_reference_url": f"{settings.BASE_URL}{refusal.rules.get_absolute_url()}"
        f"#clause-{refusal.clause_number}",
        "category": clause.statement_category or WITHOUT_CATEGORY,
        "category_specification": [clause.statement_keyword] if clause.statement_keyword else [],
        "content_type": ["CONTENT_TYPE_TEXT"],
        "content_date": f"{refusal.comment.created_at:%Y-%m-%d}",
        "content_language": edition.language.split("-")[0].upper(),
        "application_date": f"{refusal.decided_at:%Y-%m-%d}",
        "decision_facts": f"A reader's comment under news item {refusal.comment.story.news_id} was "
        f"{'taken off the page' if shown else 'not shown'}, decided {by} under clause {refusal.clause_number} "
        f"of version {refusal.rules.number} of the published house rules.",
        "source_type": "SOURCE_ARTICLE_16" if refusal.was_reported else "SOURCE_VOLUNTARY",
        "automated_detection": "Yes" if refusal.automatic or refusal.found or refusal.was_found else "No",
        "automated_decision": f"AUTOMATED_DECISION_{'FULLY' if refusal.automatic else 'NOT_AUTOMATED'}",
        "puid": f"{edition.code}-{refusal.pk}",
    }
    return said | (_of_law(refusal) if clause.is_legal else _of_the_house(refusal))


def _of_law(refusal: Any) -> dict[str, Any]:
    return {
        "decision_ground": "DECISION_GROUND_ILLEGAL_CONTENT",
        "illegal_content_legal_ground": refusal.law[:LONGEST_GROUND],
        "illegal_content_explanation": refusal.clause.text[:LONGEST_EXPLANATION],
    }


def _of_the_house(refusal: Any) -> dict[str, Any]:
    ground = f"House rules, version {refusal.rules.number}, clause {refusal.clause_number}: {refusal.clause.title}"
    return {
        "decision_ground": "DECISION_GROUND_INCOMPATIBLE_CONTENT",
        "incompatible_content_ground": ground[:LONGEST_GROUND],
        "incompatible_content_explanation": refusal.clause.text[:LONGEST_EXPLANATION],
        "incompatible_content_illegal": "No",
    }
