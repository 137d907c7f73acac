"""A story's JSON-LD, social card and links, as they stand in its page."""

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from dateline.comments.models import Comment, State
from dateline.delivery.json_ld import in_script
from dateline.delivery.related import beside
from dateline.lib import clock
from dateline.people.models import User
from dateline.stories.models import Appearance, ContactPoint, Contributor, Edition, Photo, Section, Story, Topic
from dateline.wire.models import OldAddress

BASE = "http://127.0.0.1:8000"
LICENCES = "https://halyard.example/licences"
OLD = datetime(2016, 9, 5, 19, 7, tzinfo=UTC)


def article_of(client: Client, story: Story) -> dict[str, Any]:
    return graph_of(client, story)[0]


def graph_of(client: Client, story: Story) -> list[dict[str, Any]]:
    page = client.get(story.get_absolute_url()).content.decode()
    [script] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    data = json.loads(script)
    assert data["@context"] == "https://schema.org"
    graph: list[dict[str, Any]] = data["@graph"]
    return graph


def test_the_article_says_who_when_what(client: Client, ferry: Story) -> None:
    Story.objects.filter(pk=ferry.pk).update(first_published_at=OLD, version_created=OLD)
    assert article_of(client, ferry) == {
        "@type": "NewsArticle",
        "@id": f"{BASE}/news/{ferry.news_id}",
        "url": f"{BASE}{ferry.get_absolute_url()}",
        "mainEntityOfPage": {"@type": "WebPage", "@id": f"{BASE}{ferry.get_absolute_url()}"},
        "identifier": [
            {"@type": "PropertyValue", "propertyID": "news ID", "value": str(ferry.news_id)},
            f"tag:halyard.example,2026:news:{ferry.news_id}",
        ],
        "headline": "Ferry fares rise",
        "description": "Fares on the night ferry rise by 4 per cent.",
        "datePublished": "2016-09-05T19:07:00Z",
        "dateModified": "2016-09-05T19:07:00Z",
        "author": [
            {"@type": "Organization", "@id": f"{BASE}/en/#agency", "name": "Halyard News Agency", "url": f"{BASE}/en/"}
        ],
        "publisher": {
            "@type": "NewsMediaOrganization",
            "@id": f"{BASE}/en/#agency",
            "name": "Halyard News Agency",
            "url": f"{BASE}/en/",
            "publishingPrinciples": f"{BASE}/en/house-rules",
        },
        "genre": ["News", "http://cv.iptc.org/newscodes/genre/Current"],
        "articleSection": "Economy",
        "articleBody": "The text.",
        "wordCount": 2,
        "inLanguage": "en",
        "isAccessibleForFree": True,
        "version": 1,
        "commentCount": 0,
        "discussionUrl": f"{BASE}{ferry.get_absolute_url()}#comments",
    }


def test_breadcrumbs_lead_from_the_front_to_the_story(client: Client, ferry: Story) -> None:
    [_article, crumbs] = graph_of(client, ferry)
    assert crumbs["@type"] == "BreadcrumbList"
    assert [(item["position"], item["name"], item["item"]) for item in crumbs["itemListElement"]] == [
        (1, "Halyard News Agency", f"{BASE}/en/"),
        (2, "Economy", f"{BASE}/en/section/economy"),
        (3, "Ferry fares rise", f"{BASE}{ferry.get_absolute_url()}"),
    ]


def test_the_body_has_no_source_and_no_credit(client: Client, publish: Callable[..., Story]) -> None:
    story = publish("Khalidiya", lead="It was retaken.", source="Rasa", credit="RNA", body=["One.", "Two."])
    article = article_of(client, story)
    assert article["articleBody"] == "One.\n\nTwo."
    assert article["description"] == "It was retaken."


def test_a_byline_is_a_person_and_contributors_come_before_it(
    client: Client, publish: Callable[..., Story], ines: User
) -> None:
    story = publish("Fares", byline="Rolf Amsel")
    assert article_of(client, story)["author"] == [{"@type": "Person", "name": "Rolf Amsel"}]
    story.contributors = [
        Contributor(name="Rolf Amsel", role="Reporting"),
        Contributor(name="Ines Varo", role="Editing"),
    ]
    story.publish(story.save_revision(user=ines), user=ines)
    article = article_of(client, story)
    assert article["author"] == [{"@type": "Person", "name": "Rolf Amsel"}]
    assert article["contributor"] == [{"@type": "Person", "name": "Ines Varo"}]


def test_a_photo_has_its_size_and_its_credit(client: Client, publish: Callable[..., Story], quay: Photo) -> None:
    [image] = article_of(client, publish("Quay", photo=quay, photo_caption="The quay today."))["image"]
    assert image.pop("url").startswith(f"{BASE}/media/images/quay")
    assert image.pop("contentUrl").startswith(f"{BASE}/media/images/quay")
    assert image == {
        "@type": "ImageObject",
        "encodingFormat": "image/jpeg",
        "width": 1200,
        "height": 675,
        "caption": "The quay today.",
        "creditText": "Lena Kos / HNA",
        "creator": {"@type": "Person", "name": "Lena Kos"},
        "copyrightNotice": "© 2026 Halyard News Agency",
    }


def test_a_lost_photo_keeps_caption_and_credit_and_is_no_image(
    client: Client, publish: Callable[..., Story], lost: Photo
) -> None:
    article = article_of(client, publish("Lighthouse", photo=lost))
    assert "image" not in article
    assert article["hasPart"] == [
        {"@type": "Photograph", "description": "The old lighthouse in 1998.", "creditText": "HNA archive"}
    ]


@pytest.mark.parametrize(
    ("photo", "rights"),
    [
        ({}, {"license": LICENCES, "acquireLicensePage": LICENCES}),
        ({"credit_line": "", "source": "Halyard News Agency"}, {"license": LICENCES, "acquireLicensePage": LICENCES}),
        (
            {"usage_terms": "No sale. See https://halyard.example/terms (in English)."},
            {
                "license": "https://halyard.example/terms",
                "acquireLicensePage": LICENCES,
                "usageInfo": {
                    "@type": "CreativeWork",
                    "text": "No sale. See https://halyard.example/terms (in English).",
                },
            },
        ),
        ({"source": "Rasa"}, {}),
        ({"credit_line": "", "source": ""}, {}),
        (
            {"credit_line": "Rasa", "usage_terms": "For this story only."},
            {"usageInfo": {"@type": "CreativeWork", "text": "For this story only."}},
        ),
    ],
    ids=["own", "own by source", "own terms", "another source", "nobody's", "another agency's"],
)
def test_rights_are_offered_in_the_agency_s_own_photos(
    client: Client,
    publish: Callable[..., Story],
    quay: Photo,
    en: Edition,
    photo: dict[str, str],
    rights: dict[str, Any],
) -> None:
    Edition.objects.update(licence_address=LICENCES)
    Photo.objects.update(**photo)
    [image] = article_of(client, publish("Quay", photo=quay))["image"]
    assert {name: image.get(name) for name in ("license", "acquireLicensePage", "usageInfo") if name in image} == rights


def test_an_agency_without_a_page_for_licences_offers_none(
    client: Client, publish: Callable[..., Story], quay: Photo
) -> None:
    [image] = article_of(client, publish("Quay", photo=quay))["image"]
    assert not {"license", "acquireLicensePage", "usageInfo"} & image.keys()


@pytest.mark.parametrize(("source", "said"), [("Rasa", "Rasa"), ("HNA", None), ("Halyard News Agency", None)])
def test_who_else_filed_the_news_is_named(
    client: Client, publish: Callable[..., Story], source: str, said: str | None
) -> None:
    article = article_of(client, publish("Khalidiya", source=source, dateline_place="PORT ANSEL"))
    assert article.get("sourceOrganization") == (said and {"@type": "Organization", "name": said})
    assert article["locationCreated"] == {"@type": "Place", "name": "PORT ANSEL"}


def test_an_import_is_not_modified_by_coming_in(client: Client, publish: Callable[..., Story], ines: User) -> None:
    story = publish("Council meets", first_published_at=OLD)
    assert article_of(client, story)["dateModified"] == "2016-09-05T19:07:00Z"
    story.publish(story.save_revision(user=ines), user=ines)
    assert article_of(client, story)["dateModified"] == f"{story.version_created:%Y-%m-%dT%H:%M:%SZ}"


def test_it_is_about_subjects_and_mentions_people_organisations_and_places(
    client: Client, publish: Callable[..., Story], en: Edition
) -> None:
    kinds = {"subject": "Thing", "person": "Person", "organisation": "Organization", "place": "Place"}
    topics = [Topic.objects.create(edition=en, kind=kind, name=f"A {kind}") for kind in kinds]
    article = article_of(client, publish("Fares", topics=topics))
    assert article["about"] == [{"@type": "Thing", "name": "A subject", "url": f"{BASE}/en/topic/a-subject"}]
    assert {(each["@type"], each["name"], each["url"]) for each in article["mentions"]} == {
        (type_, f"A {kind}", f"{BASE}/en/topic/a-{kind}") for kind, type_ in kinds.items() if kind != "subject"
    }
    assert sorted(article["keywords"]) == sorted(f"A {kind}" for kind in kinds)


def test_a_topic_of_another_edition_has_no_address_here(
    client: Client, publish: Callable[..., Story], fa: Edition
) -> None:
    foreign = Topic.objects.create(edition=fa, kind="place", name="تارن")
    assert article_of(client, publish("Fares", topics=[foreign]))["mentions"] == [{"@type": "Place", "name": "تارن"}]


def test_a_story_of_an_archive_is_based_on_the_page_that_it_was(
    client: Client, publish: Callable[..., Story], ferry: Story
) -> None:
    old = publish("Fares in 2016", update_of=ferry)
    OldAddress.objects.create(story=old, path="/fa/doc/news/1234")
    assert article_of(client, old)["isBasedOn"] == [f"{BASE}/news/{ferry.news_id}", f"{BASE}/fa/doc/news/1234"]
    OldAddress.objects.create(story=ferry, path="/اخبار/12 34")
    [address] = [article_of(client, ferry)["isBasedOn"]]
    assert address == f"{BASE}/%D8%A7%D8%AE%D8%A8%D8%A7%D8%B1/12%2034"
    assert client.get(address.removeprefix(BASE)).url == ferry.get_absolute_url()  # type: ignore[attr-defined]


def test_the_publisher_has_the_logo_and_the_contact_points_of_the_edition(
    client: Client, ferry: Story, quay: Photo, en: Edition
) -> None:
    looks = Appearance(edition=en, logo=quay)
    looks.contacts = [
        ContactPoint(purpose="Corrections", email="corrections@halyard.example"),
        ContactPoint(purpose="Newsroom", telephone="+44 20 7946 0018", address="https://halyard.example/write"),
    ]
    looks.save()
    publisher = article_of(client, ferry)["publisher"]
    assert publisher["logo"].pop("url").startswith(f"{BASE}/media/images/quay")
    assert publisher["logo"].pop("contentUrl").endswith(".webp")
    assert publisher["logo"] == {"@type": "ImageObject", "encodingFormat": "image/webp", "width": 170, "height": 96}
    assert publisher["contactPoint"] == [
        {"@type": "ContactPoint", "contactType": "Corrections", "email": "corrections@halyard.example"},
        {
            "@type": "ContactPoint",
            "contactType": "Newsroom",
            "telephone": "+44 20 7946 0018",
            "url": "https://halyard.example/write",
        },
    ]


def test_a_lost_logo_is_not_named(client: Client, ferry: Story, lost: Photo, en: Edition) -> None:
    Appearance.objects.create(edition=en, logo=lost)
    assert "logo" not in article_of(client, ferry)["publisher"]


def test_an_update_and_a_translation_name_what_they_come_from(
    client: Client, publish: Callable[..., Story], ferry: Story, fa: Edition
) -> None:
    update = publish("Ferry fares rise again", update_of=ferry)
    fares = publish("نرخ کشتی", edition=fa, translation_of=ferry)
    assert article_of(client, update)["isBasedOn"] == f"{BASE}/news/{ferry.news_id}"
    assert article_of(client, fares)["translationOfWork"]["@id"] == f"{BASE}/news/{ferry.news_id}"
    [translation] = article_of(client, ferry)["workTranslation"]
    assert translation["inLanguage"] == "fa"
    assert translation["url"] == f"{BASE}{fares.get_absolute_url()}"


def test_only_shown_comments_are_counted(
    client: Client, ferry: Story, comment_on: Callable[..., Comment], mara: User
) -> None:
    shown = comment_on(ferry)
    comment_on(ferry, "Another one that waits.")
    shown.turn(State.SHOWN, at=OLD)
    assert article_of(client, ferry)["commentCount"] == 1


def test_the_dateline_is_place_and_iso_day(client: Client, publish: Callable[..., Story]) -> None:
    story = publish("Fares", dateline_place="PORT ANSEL", dateline_date=date(2016, 9, 5))
    assert article_of(client, story)["dateline"] == "PORT ANSEL, 2016-09-05"


def test_hostile_text_survives_and_breaks_nothing(client: Client, publish: Callable[..., Story]) -> None:
    headline = 'He said "no" </script><script>alert(1)</script> & <!-- 🛳️ \u200fفارسی'
    story = publish(headline, lead="a\x0bb\u2028c", body=["&lt;/script&gt; &amp; more"])
    article = article_of(client, story)
    assert article["headline"] == headline
    assert article["description"] == "ab\u2028c"
    assert article["articleBody"] == "</script> & more"


@given(st.dictionaries(st.text(), st.text()))
def test_any_text_reads_as_json_and_opens_no_element(facts: dict[str, str]) -> None:
    written = in_script(facts)
    assert json.loads(written) == facts
    assert not re.search("[<>&\u2028\u2029]", written)


def test_a_preview_has_none(en: Edition, write: Callable[..., Story]) -> None:
    context = {"story": write("Draft"), "edition": en, "is_preview": True}
    assert "ld+json" not in render_to_string("delivery/structured_data.html", context)
    assert "<meta" not in render_to_string("delivery/metadata.html", context)


def test_a_page_without_a_story_has_none(en: Edition) -> None:
    assert "ld+json" not in render_to_string("delivery/structured_data.html", {"edition": en})


def test_it_asks_the_database_nothing_more(
    publish: Callable[..., Story],
    quay: Photo,
    en: Edition,
    fa: Edition,
    harbour: Section,
    django_assert_num_queries: Any,
) -> None:
    story = publish("Quay", photo=quay, section=harbour, topics=[Topic.objects.create(edition=en, name="Ferries")])
    found = Story.objects.select_related("edition", "section", "photo")  # as the story page loads it
    found = found.prefetch_related("topics", "contributors", "photo__renditions")
    publish("اسکله", edition=fa, translation_of=story)
    others = beside(story, clock.now()).translations
    context = {
        "edition": Edition.objects.select_related("appearance").get(pk=en.pk),
        "translations": others,
        "comment_count": 0,
        "canonical": "x",
    }
    render_to_string("delivery/structured_data.html", context | {"story": found.get(pk=story.pk)})  # makes the copy
    loaded = found.get(pk=story.pk)
    loaded.old_address = ""  # asked for with the story
    with django_assert_num_queries(0):
        render_to_string("delivery/structured_data.html", context | {"story": loaded})
        render_to_string("delivery/metadata.html", context | {"story": loaded})


def test_the_head_says_what_networks_ask(publish: Callable[..., Story], quay: Photo, fa: Edition) -> None:
    story = publish('Quay "reopens"', lead="It is open.", photo=quay)
    other = publish("اسکله", edition=fa, translation_of=story)
    context = {
        "story": story,
        "edition": story.edition,
        "translations": [other],
        "canonical": "https://halyard.example/x",
    }
    head = render_to_string("delivery/metadata.html", context)
    for name, value in {
        "og:type": "article",
        "og:title": "Quay &quot;reopens&quot;",
        "og:description": "It is open.",
        "og:url": "https://halyard.example/x",
        "og:image:width": "1200",
        "og:image:alt": "Quay &quot;reopens&quot; – Halyard News Agency",
        "article:published_time": f"{story.first_published_at:%Y-%m-%dT%H:%M:%SZ}",
    }.items():
        assert f'<meta property="{name}" content="{value}">' in head
    assert '<meta name="twitter:card" content="summary_large_image">' in head
    assert f'<link rel="alternate" hreflang="x-default" href="{BASE}{story.get_absolute_url()}">' in head


def test_pages_name_the_feeds_of_edition_section_and_topic(client: Client, ferry: Story, en: Edition) -> None:
    ferry.topics.add(Topic.objects.create(edition=en, name="Ferries"))
    ferry.save()
    for page, parts in {
        "/en/": ["/en/"],
        ferry.get_absolute_url(): ["/en/"],
        "/en/section/economy": ["/en/", "/en/section/economy/"],
        "/en/topic/ferries": ["/en/", "/en/topic/ferries/"],
    }.items():
        html = client.get(page).content.decode()
        links = re.findall(
            r'<link rel="alternate" type="application/[a-z]+\+[a-z]+" title="[^"]+" href="([^"]+)">', html
        )
        assert links == [f"{BASE}{part}feed.{kind}" for part in parts for kind in ("rss", "atom", "json")]
