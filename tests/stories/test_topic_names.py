"""The names of a topic: its own and its aliases, each calling one topic of the edition."""

from collections.abc import Callable
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from dateline.stories import topic_queries
from dateline.stories.models import Edition, Story, Topic, TopicName
from dateline.stories.models.topic import Kind
from dateline.stories.queries import NeverDeleted


@pytest.fixture
def authority(en: Edition) -> Topic:
    """An organisation: the Harbour Authority, also called the VHA and the port authority."""
    topic = Topic.objects.create(edition=en, name="Harbour Authority", kind=Kind.ORGANISATION)
    topic.set_aliases(["VHA", "Port authority"])
    return topic


def test_a_topic_is_found_by_its_name_and_its_aliases_however_they_are_spelled(authority: Topic, en: Edition) -> None:
    for name in ("Harbour Authority", "harbour  authority", "VHA", "vha", "Port Authority", "port-authority"):
        assert Topic.objects.called(name, en) == authority, name
    assert Topic.objects.called("Harbour", en) is None


def test_aliases_keep_their_order_and_are_replaced_as_a_whole(authority: Topic) -> None:
    assert authority.aliases == ["VHA", "Port authority"]
    authority.set_aliases(["Port Authority", " The  Authority ", "", "harbour authority"])
    assert Topic.objects.get().aliases == ["Port Authority", "The Authority"]


@pytest.mark.parametrize("name", ["VHA", "vha", "harbour authority", "Port-Authority"])
def test_a_name_that_calls_another_topic_is_refused(authority: Topic, en: Edition, name: str) -> None:
    sentence = "already names the organisation “Harbour Authority”."
    with pytest.raises(ValidationError, match=sentence):
        Topic(edition=en, name=name).full_clean()
    with pytest.raises(ValidationError, match=sentence):
        Topic.objects.create(edition=en, name=name)
    kessel = Topic.objects.create(edition=en, name="Kessel")
    with pytest.raises(ValidationError, match=sentence):
        kessel.set_aliases(["Kessel town", name])
    assert kessel.aliases == []
    assert Topic.objects.count() == 2


def test_another_edition_may_use_the_same_name(authority: Topic, fa: Edition) -> None:
    assert Topic.objects.create(edition=fa, name="VHA").aliases == []


@pytest.mark.parametrize(("name", "sentence"), [("–", "“–” holds no word"), ("x" * 121, "has more than 120 letters")])
def test_an_alias_that_no_text_can_hold_is_refused(authority: Topic, name: str, sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        authority.set_aliases([name])


def test_a_new_name_may_be_one_of_the_aliases_and_is_then_no_alias(authority: Topic, en: Edition) -> None:
    authority.name = "VHA"
    authority.save()
    authority = Topic.objects.get()
    assert authority.aliases == ["Port authority"]
    assert Topic.objects.called("Harbour Authority", en) is None
    assert authority.slug == "harbour-authority", "the address stays"


def test_two_names_with_the_same_words_in_their_address_have_two_addresses(en: Edition) -> None:
    slugs = [Topic.objects.create(edition=en, name=name).slug for name in ("C++", "C", "C#", "#1", "!x")]
    assert slugs == ["c", "c-2", "c-3", "1", "x"]


def test_aliases_that_only_repeat_words_of_the_name_help_nobody(en: Edition) -> None:
    hale = Topic.objects.create(edition=en, name="Hale Brannick", kind=Kind.PERSON)
    hale.set_aliases(["Brannick", "H. Brannick", "Hale Osk"])
    assert hale.helpful_aliases == ["H. Brannick", "Hale Osk"]


def test_the_migration_names_the_topics_there_are_and_the_older_of_two_keeps_a_name(en: Edition, fa: Edition) -> None:
    first, second = (Topic.objects.create(edition=en, name=name) for name in ("Harbour", "Port"))
    persian = Topic.objects.create(edition=fa, name="بندر")
    TopicName.objects.all()._raw_delete("default")
    Topic.objects.filter(pk=second.pk).update(name="HARBOUR")
    import_module("dateline.stories.migrations.0005_topic_names_and_related_stories").name_topics(apps, None)
    assert list(TopicName.objects.values_list("topic", "edition", "text", "key", "slug", "is_alias")) == [
        (first.pk, en.pk, "Harbour", "harbour", "harbour", False),
        (persian.pk, fa.pk, "بندر", "بندر", "بندر", False),
    ]
    with pytest.raises(ValidationError, match="already names the subject “Harbour”"):
        Topic.objects.get(pk=second.pk).save()


def test_a_topic_is_never_deleted(authority: Topic) -> None:
    for delete in (authority.delete, Topic.objects.all().delete):
        with pytest.raises(NeverDeleted, match="Merge it"):
            delete()


def test_a_story_names_the_topics_of_its_edition_in_headline_lead_text_and_caption(
    authority: Topic, en: Edition, fa: Edition, write: Callable[..., Story]
) -> None:
    sarn, kessel, lund = (Topic.objects.create(edition=en, name=name) for name in ("Sarn", "Kessel", "Lund"))
    Topic.objects.create(edition=fa, name="VHA")
    story = write("VHA opens quay", lead="It is in Kessel.", body=["Ferries may call at Sarn."], photo_caption="Lund")
    assert Topic.objects.named_by(story) == [authority, kessel, sarn, lund]


def test_a_person_of_one_word_needs_a_capital_and_subjects_and_longer_names_do_not(
    authority: Topic, en: Edition
) -> None:
    weather = Topic.objects.create(edition=en, name="Weather")
    price = Topic.objects.create(edition=en, name="Price", kind=Kind.PERSON)
    text = "The weather sets the price, the port authority said."
    assert Topic.objects.named_in(text, en) == [weather, authority]
    assert Topic.objects.named_in("Mr Price said.", en) == [price]


def test_a_long_text_asks_for_names_in_parts(
    authority: Topic, en: Edition, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Callable[..., object]
) -> None:
    monkeypatch.setattr(topic_queries, "AT_ONCE", 10)
    text = " ".join(f"word{number}" for number in range(24)) + " VHA"
    with django_assert_num_queries(4):  # type: ignore[attr-defined]
        assert Topic.objects.named_in(text, en) == [authority]
