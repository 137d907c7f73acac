"""House rules at the desk: drafted, compared, published under the next number, and never changed after that."""

import pytest
from django.core.exceptions import ValidationError

from dateline.moderation.comparing import compare
from dateline.moderation.models import HouseRules


@pytest.fixture
def draft(rules):
    return rules.draft_next()


def test_an_edition_without_rules_is_offered_the_shipped_clauses(desk_of, chief, en, client) -> None:
    desk = desk_of(chief)
    assert "has no house rules yet" in desk.get("/desk/house-rules/").content.decode()
    opened = desk.post("/desk/house-rules/draft/en/", follow=True)
    draft = HouseRules.objects.get()
    assert opened.redirect_chain[-1][0] == f"/desk/house-rules/edit/{draft.pk}/"
    assert (draft.number, draft.clauses.count()) == (None, 6)
    assert "have not been published yet" in client.get("/en/house-rules").content.decode()


def test_the_list_tells_in_force_from_earlier_from_draft(desk_of, chief, rules, draft, ines) -> None:
    draft.publish(by=ines)
    draft.draft_next()
    html = desk_of(chief).get("/desk/house-rules/").content.decode()
    assert html.index("Draft") < html.index("In force") < html.index("Earlier")


def test_a_draft_is_published_as_the_next_version(desk_of, chief, rules, draft, client) -> None:
    answer = desk_of(chief).post(f"/desk/house-rules/{draft.pk}/publish/", follow=True)
    assert "House rules en, version 2 is in force" in answer.content.decode()
    published = HouseRules.objects.get(pk=draft.pk)
    assert (published.number, published.published_by) == (2, chief)
    assert client.get("/en/house-rules/2").status_code == 200
    assert client.get("/en/house-rules/1").status_code == 200


def test_versions_count_up_in_the_order_of_publication(rules, ines) -> None:
    first, second = rules.draft_next(), rules.draft_next()
    second.publish(by=ines)
    first.publish(by=ines)
    assert (second.number, first.number) == (2, 3)
    assert HouseRules.objects.in_force(rules.edition) == first


def test_publishing_twice_is_refused_and_changes_nothing(desk_of, chief, rules) -> None:
    answer = desk_of(chief).post(f"/desk/house-rules/{rules.pk}/publish/", follow=True)
    assert "never changed" in answer.content.decode()
    assert HouseRules.objects.get().number == 1


def test_a_draft_whose_clauses_are_all_off_is_not_published(desk_of, chief, draft) -> None:
    draft.clauses.update(enabled=False)
    answer = desk_of(chief).post(f"/desk/house-rules/{draft.pk}/publish/", follow=True)
    assert "need at least one clause that is switched on" in answer.content.decode()
    assert not HouseRules.objects.get(pk=draft.pk).is_published


def test_the_draft_shows_what_it_would_change(desk_of, chief, rules, draft) -> None:
    draft.clauses.filter(code="insult").update(text="Argue with acts. Do not insult anybody.")
    draft.clauses.filter(code="religion").update(enabled=True)
    draft.clauses.filter(code="language").delete()
    changes = compare(rules.clauses.all(), draft.clauses.all())
    assert [(each.change, each.title) for each in changes] == [
        ("changed", "Insult"),
        ("switched on", "Religion"),
        ("dropped", "Language"),
    ]
    html = desk_of(chief).get(f"/desk/house-rules/inspect/{draft.pk}/").content.decode()
    assert "What it would change" in html
    assert "Argue with acts." in html


def test_the_draft_shows_each_fact_that_it_would_change(desk_of, chief, rules, draft) -> None:
    draft.clauses.filter(code="insult").update(
        decided_automatically=True, statement_category="STATEMENT_CATEGORY_CYBER_VIOLENCE"
    )
    (change,) = compare(rules.clauses.all(), draft.clauses.all())
    assert change.fields == ("decided_automatically", "statement_category")
    html = desk_of(chief).get(f"/desk/house-rules/inspect/{draft.pk}/").content.decode()
    assert '<th scope="row">Decided automatically</th><td dir="auto">no</td><td dir="auto">yes</td>' in html
    assert "Violence online: harassment, threats" in html


def test_a_change_that_readers_can_see_is_published_with_a_word_to_them(desk_of, chief, draft) -> None:
    draft.clauses.filter(code="insult").update(text="Do not insult anybody.")
    desk = desk_of(chief)
    answer = desk.post(f"/desk/house-rules/{draft.pk}/publish/", follow=True)
    assert "Tell them in the draft what changes." in answer.content.decode()
    HouseRules.objects.filter(pk=draft.pk).update(change_notice="Nobody at all is insulted here.")
    desk.post(f"/desk/house-rules/{draft.pk}/publish/")
    assert HouseRules.objects.get(pk=draft.pk).number == 2


def test_what_only_moderators_see_changes_without_a_word_to_readers(desk_of, chief, draft) -> None:
    draft.clauses.filter(code="insult").update(guidance="When in doubt, show it.")
    desk_of(chief).post(f"/desk/house-rules/{draft.pk}/publish/")
    assert HouseRules.objects.get(pk=draft.pk).number == 2


def test_a_legal_clause_needs_an_edition_that_names_its_law(desk_of, chief, draft, en) -> None:
    en.jurisdiction = ""
    en.save()
    draft.clauses.filter(code="insult").update(kind="legal")
    draft.change_notice = "Insults are a matter of the law."
    draft.save()
    answer = desk_of(chief).post(f"/desk/house-rules/{draft.pk}/publish/", follow=True)
    assert "Give the edition its jurisdiction." in answer.content.decode()
    assert not HouseRules.objects.get(pk=draft.pk).is_published


def test_the_form_of_a_draft_lets_no_program_decide_under_the_law(draft) -> None:
    clause = draft.clauses.get(code="insult")
    clause.kind, clause.decided_automatically = "legal", True
    with pytest.raises(ValidationError, match="A program never decides under the law"):
        clause.full_clean()


def test_a_published_version_opens_to_read_and_not_to_edit(desk_of, chief, rules) -> None:
    desk = desk_of(chief)
    assert desk.get(f"/desk/house-rules/inspect/{rules.pk}/").status_code == 200
    assert desk.get(f"/desk/house-rules/edit/{rules.pk}/").status_code == 302
    desk.post(f"/desk/house-rules/edit/{rules.pk}/", {"introduction": "Changed unseen."})
    assert HouseRules.objects.get().introduction == ""


def test_nothing_of_a_published_version_can_be_saved(rules) -> None:
    clause = rules.clauses.first()
    for change in (rules.save, clause.save, clause.delete):
        with pytest.raises(ValidationError, match="never changed"):
            change()


def test_the_next_version_is_drafted_from_the_one_in_force(desk_of, chief, rules) -> None:
    desk_of(chief).post(f"/desk/house-rules/{rules.pk}/draft-next/")
    draft = HouseRules.objects.drafts().get()
    assert compare(rules.clauses.all(), draft.clauses.all()) == []


@pytest.mark.parametrize("who", ["rolf", "ines", "mara"])
@pytest.mark.parametrize("verb", ["publish", "draft-next", "drop"])
def test_only_chiefs_and_administrators_rule(request, desk_of, rules, who, verb) -> None:
    desk_of(request.getfixturevalue(who)).post(f"/desk/house-rules/{rules.pk}/{verb}/")
    assert not HouseRules.objects.drafts().exists()


def test_a_draft_can_be_dropped_and_a_published_version_cannot(desk_of, chief, rules, draft) -> None:
    desk = desk_of(chief)
    desk.post(f"/desk/house-rules/{draft.pk}/drop/")
    answer = desk.post(f"/desk/house-rules/{rules.pk}/drop/", follow=True)
    assert "never changed" in answer.content.decode()
    assert list(HouseRules.objects.all()) == [rules]


def filled(draft: HouseRules, **attributes: list[str]) -> dict[str, object]:
    """The form of a draft as a browser sends it, its clauses naming these attributes."""
    sent: dict[str, object] = {"edition": draft.edition_id, "introduction": "", "change_notice": ""}
    clauses = list(draft.clauses.all())
    count = {"TOTAL_FORMS": len(clauses), "INITIAL_FORMS": len(clauses), "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    sent |= {f"clauses-{name}": value for name, value in count.items()}
    for place, clause in enumerate(clauses):
        facts = {name: getattr(clause, name) for name in ("id", "code", "kind", "title", "text")}
        facts |= {"enabled": "on", "ORDER": place + 1, "attributes": attributes.get(clause.code, [])}
        sent |= {f"clauses-{place}-{name}": value for name, value in facts.items()}
    return sent


def test_a_clause_names_attributes_by_boxes_that_say_what_each_means(desk_of, chief, draft) -> None:
    desk, address = desk_of(chief), f"/desk/house-rules/edit/{draft.pk}/"
    assert "attack on a group: attacks people for the group that they belong to" in desk.get(address).content.decode()
    assert desk.post(address, filled(draft, insult=["INSULT", "THREAT"])).status_code == 302
    assert {each.code: each.attributes for each in draft.clauses.all() if each.attributes} == {
        "insult": ["INSULT", "THREAT"]
    }
    html = desk.get(f"/desk/house-rules/inspect/{draft.pk}/").content.decode()
    assert "The scoring engine looks here for: insult, threat" in html


def test_an_attribute_stands_under_one_clause_only_and_is_one_that_the_engine_knows(desk_of, chief, draft) -> None:
    desk, address = desk_of(chief), f"/desk/house-rules/edit/{draft.pk}/"
    answer = desk.post(address, filled(draft, insult=["INSULT"], language=["INSULT"]))
    assert "Two clauses name “insult”." in answer.content.decode()
    assert desk.post(address, filled(draft, insult=["WIT"])).status_code == 200
    assert not any(each.attributes for each in draft.clauses.all())
    for code in ("insult", "language"):
        draft.clauses.filter(code=code).update(attributes=["INSULT"])
    with pytest.raises(ValidationError, match="Two clauses name"):
        HouseRules.objects.get(pk=draft.pk).publish(by=chief)


def test_readers_are_told_what_a_program_reads_for_while_one_does(client, settings, draft, chief) -> None:
    draft.clauses.filter(code="insult").update(attributes=["INSULT"])
    with pytest.raises(ValidationError, match="Tell them in the draft what changes"):
        HouseRules.objects.get(pk=draft.pk).publish(by=chief)
    draft.change_notice = "A program reads for insults."
    draft.publish(by=chief)
    page = client.get("/en/house-rules").content.decode()
    assert "A program of ours, on our own machines, reads comments" in page
    assert page.count("A program reads comments for this") == 1
    settings.SCORING = "off"
    assert "A program reads comments for this" not in client.get("/en/house-rules").content.decode()
