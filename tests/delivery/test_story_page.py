"""The story's page, as its readers open it."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from dateline.comments.models import Comment
from dateline.lib import clock
from dateline.moderation import judging
from dateline.moderation.models import HouseRules
from dateline.people.models import User
from dateline.stories.models import Edition, Photo, Section, Story, Topic


@pytest.fixture
def archived(publish: Callable[..., Story], harbour: Section, en: Edition) -> Story:
    """A story of 2016 with everything that a page can carry; its picture is lost."""
    photo = Photo(title="Meeting", caption="Osk (L) meets the council.", creator="Lena", credit_line="Halyard")
    photo.save()
    story = publish(
        "Council meets “harbour” master & crew",
        lead="The council met the harbour master.",
        body=["He spoke <b>first</b>.", "She spoke second."],
        section=harbour,
        kicker="Ports",
        source="Rasa",
        credit="RNA",
        photo=photo,
        news_id=423254,
        first_published_at=datetime(2016, 9, 5, 19, 7, tzinfo=UTC),
    )
    return story


def test_a_story_page_carries_everything_of_the_story(client: Client, archived: Story) -> None:
    page = client.get(archived.get_absolute_url())
    text = page.content.decode()
    assert page.status_code == 200
    assert '<time datetime="2016-09-05T19:07:00Z">5 September 2016, 20:07</time>' in text
    assert "Lisbon time" in text
    assert "423254</a>" in text
    assert "Council meets “harbour” master &amp; crew</h1>" in text
    assert '<span class="credit">Rasa –</span> The council met the harbour master.' in text
    assert re.search(r'<p[^>]*><span class="credit">RNA –</span> He spoke <b>first</b>', text)
    assert "She spoke second." in text
    assert "From the archive: this story is from 2016." in text
    assert f'<link rel="canonical" href="http://127.0.0.1:8000{archived.get_absolute_url()}">' in text


def test_a_lost_picture_keeps_caption_and_credit_in_its_figure(client: Client, archived: Story) -> None:
    text = client.get(archived.get_absolute_url()).content.decode()
    figure = re.search(r"(?s)<figure.*?</figure>", text)
    assert figure
    assert "This photo is not in the archive" in figure[0]
    assert "Osk (L) meets the council." in figure[0]
    assert "Lena / Halyard" in figure[0]
    assert "<img" not in figure[0]


# Wagtail leaves the temporary file of a sized copy to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_picture_comes_in_three_widths_with_its_size_and_alt(
    client: Client, publish: Callable[..., Story], settings: object, tmp_path: object
) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    data = BytesIO()
    Image.new("RGB", (900, 600), "navy").save(data, "JPEG")
    photo = Photo(title="Quay", alt="A quay “at dusk”", file=ContentFile(data.getvalue(), "quay.jpg"))
    photo.save()
    story = publish("Quay reopens", photo=photo)
    text = client.get(story.get_absolute_url()).content.decode()
    image = re.search(r"<img[^>]+>", text)
    assert image
    assert image[0].count("480w") == image[0].count("800w") == image[0].count("900w") == 1
    assert 'width="900" height="600"' in image[0]
    assert 'alt="A quay “at dusk”"' in image[0]
    assert "lazy" not in image[0]
    photo.file.storage.delete(photo.file.name)
    photo.renditions.all().delete()
    assert "This photo is not in the archive" in client.get(story.get_absolute_url()).content.decode()


def test_more_pictures_cost_no_more_queries(
    client: Client,
    publish: Callable[..., Story],
    settings: object,
    tmp_path: object,
) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    data = BytesIO()
    Image.new("RGB", (500, 300), "navy").save(data, "JPEG")
    photos = [Photo(title=f"Quay {number}", file=ContentFile(data.getvalue(), "quay.jpg")) for number in range(4)]
    for photo in photos:
        photo.save()
    story = publish("Quay reopens", photo=photos[0])
    costs = []
    for used in (photos[1:2], photos[1:]):
        story.body = [("photo", {"photo": photo, "caption": ""}) for photo in used]
        story.save()
        client.get(story.get_absolute_url())  # makes the sized copies
        caches["default"].clear()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(story.get_absolute_url()).content.count(b"<img") == len(used) + 1
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 12


def test_the_edition_s_credit_opens_the_text_when_the_story_has_none(client: Client, ferry: Story) -> None:
    assert '<span class="credit">HNA –</span>' in client.get(ferry.get_absolute_url()).content.decode()


def test_a_persian_page_speaks_jalali_and_persian_digits(
    client: Client, fa: Edition, publish: Callable[..., Story]
) -> None:
    story = publish(
        "کرایهٔ کشتی افزایش یافت", edition=fa, first_published_at=datetime(2016, 9, 5, 19, 7, tzinfo=UTC), news_id=423254
    )
    page = client.get(story.get_absolute_url())
    text = page.content.decode()
    assert '<html lang="fa" dir="rtl">' in text
    assert '<time datetime="2016-09-05T19:07:00Z">۱۵ شهریور ۱۳۹۵، ساعت ۲۳:۳۷</time>' in text
    assert "۴۲۳۲۵۴" in text
    assert page.headers["Content-Language"] == "fa"


def test_the_number_leads_to_the_one_address_and_so_does_every_wrong_one(client: Client, ferry: Story) -> None:
    address = ferry.get_absolute_url()
    for wrong in (
        f"/news/{ferry.news_id}",
        f"/en/news/{ferry.news_id}",
        f"/en/news/{ferry.news_id}/other-words",
        f"/en/news/{ferry.news_id}/other-words/",
        f"/news/{ferry.news_id}/",
    ):
        answer = client.get(wrong, follow=True)
        assert answer.redirect_chain[-1] == (address, 301), wrong


def test_another_edition_s_address_leads_to_the_story_s_own(client: Client, ferry: Story, fa: Edition) -> None:
    answer = client.get(f"/fa/news/{ferry.news_id}/{ferry.slug}")
    assert (answer.status_code, answer.headers["Location"]) == (301, ferry.get_absolute_url())


def test_a_story_whose_headline_has_no_letters_still_answers(client: Client, publish: Callable[..., Story]) -> None:
    story = publish("!?")
    assert client.get(story.get_absolute_url()).status_code == 200


def test_absent_draft_and_embargoed_are_the_same_page_byte_for_byte(
    client: Client, ferry: Story, write: Callable[..., Story], ines: User
) -> None:
    draft = write("Ferry fares fall")
    embargoed = write("Ferry line closes")
    embargoed.publish(embargoed.save_revision(user=ines), user=ines)
    Story.objects.filter(pk=embargoed.pk).update(embargoed_until=clock.now() + timedelta(hours=1))
    answers = [client.get(f"/news/{number}") for number in (987654321, draft.news_id, embargoed.news_id, 2**70)]
    slugged = [client.get(f"/en/news/{number}/some-words") for number in (987654321, draft.news_id, embargoed.news_id)]
    for group in (answers, slugged):
        assert {answer.status_code for answer in group} == {404}
        assert len({answer.content for answer in group}) == 1
        assert len({str(sorted(answer.headers.items())) for answer in group}) == 1
    assert b"Ferry line closes" not in b"".join(answer.content for answer in answers + slugged)


def related_of(page: str) -> list[str]:
    """The headlines under “Related stories”, with the word before one that the story updates."""
    part = page.split('class="related"')[1].split("</section>")[0] if 'class="related"' in page else ""
    return [
        " ".join(re.sub(r"<time.*?</time>|<[^>]+>", " ", row).split()) for row in re.findall(r"(?s)<li>.*?</li>", part)
    ]


def test_related_stories_are_those_it_went_out_with_and_the_one_it_updates_comes_first(
    client: Client, publish: Callable[..., Story], harbour: Section
) -> None:
    fares = publish("Ferry fares rise")
    publish("Night ferry sails again", section=harbour)
    publish("Film festival opens")
    story = publish("Ferry fares rise twice", section=harbour, update_of=fares)
    before = client.get(story.get_absolute_url())
    publish("Ferry crew honoured", section=harbour)
    after = client.get(story.get_absolute_url())
    assert related_of(after.content.decode()) == ["Earlier story: Ferry fares rise", "Night ferry sails again"]
    assert after.content == before.content


def test_five_of_them_are_shown_and_a_held_one_leaves_no_gap(
    client: Client, publish: Callable[..., Story], harbour: Section
) -> None:
    others = [publish(f"Story {number}", section=harbour) for number in range(7)]
    address = publish("Ferry", section=harbour).get_absolute_url()
    assert related_of(client.get(address).content.decode()) == [f"Story {number}" for number in (6, 5, 4, 3, 2)]
    Story.objects.filter(pk=others[5].pk).update(pub_status="withheld")
    assert related_of(client.get(address).content.decode()) == [f"Story {number}" for number in (6, 4, 3, 2, 1)]


def test_a_story_that_went_out_before_they_were_chosen_has_none(
    client: Client, ferry: Story, publish: Callable[..., Story], harbour: Section
) -> None:
    publish("Night ferry sails again", section=harbour)
    Story.objects.update(related_stories=None)
    assert related_of(client.get(ferry.get_absolute_url()).content.decode()) == []


def test_topics_lead_to_their_pages(client: Client, publish: Callable[..., Story], en: Edition) -> None:
    topic = Topic.objects.create(edition=en, name="Ferries")
    text = client.get(publish("Ferry", topics=[topic]).get_absolute_url()).content.decode()
    assert f'href="/en/topic/{topic.slug}"' in text


def test_only_shown_comments_are_on_the_page_and_in_its_count(
    client: Client, ferry: Story, rules: HouseRules, mara: User, comment_on: Callable[..., Comment]
) -> None:
    shown, refused = comment_on(ferry, "Fares were <low>."), comment_on(ferry, "A fool wrote this.")
    comment_on(ferry, "Waiting words.")
    judging.show(shown, by=mara, now=clock.now())
    clause = rules.clauses_in_force()[1]
    judging.refuse(refused, clause=clause, sentence="An insult.", by=mara, now=clock.now())
    text = client.get(ferry.get_absolute_url()).content.decode()
    assert "Fares were &lt;low&gt;." in text
    assert "1 comment<" in text
    assert "A fool wrote this" not in text
    assert "Waiting words" not in text


def test_translations_are_linked_both_ways(
    client: Client, ferry: Story, fa: Edition, publish: Callable[..., Story]
) -> None:
    persian = publish("کرایهٔ کشتی", edition=fa, translation_of=ferry)
    for story, other in ((ferry, persian), (persian, ferry)):
        text = client.get(story.get_absolute_url()).content.decode()
        assert f'hreflang="{other.edition.language}" href="http://127.0.0.1:8000{other.get_absolute_url()}"' in text


def test_an_updated_story_says_when_and_a_first_version_does_not(client: Client, ferry: Story, ines: User) -> None:
    assert "Updated" not in client.get(ferry.get_absolute_url()).content.decode()
    ferry.publish(ferry.save_revision(user=ines), user=ines)
    text = client.get(ferry.get_absolute_url()).content.decode()
    assert "Updated" in text
    assert "version 2" in text


def test_a_story_page_costs_at_most_twelve_queries_and_sixty_kilobytes(
    client: Client,
    archived: Story,
    fa: Edition,
    rules: HouseRules,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    photos = [Photo.objects.create(title=f"Photo {number}", caption="A quay.") for number in range(3)]
    archived.body = [("paragraph", "<p>Long.</p>" * 50), *(("photo", {"photo": p, "caption": ""}) for p in photos)]
    archived.topics.add(Topic.objects.create(edition=archived.edition, name="Ports"))
    archived.save()
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        page = client.get(archived.get_absolute_url())
    assert len(page.content) < 60_000


def test_the_desk_s_preview_shows_the_draft_without_form_or_related(ferry: Story) -> None:
    ferry.headline = "A draft headline"
    page = ferry.make_preview_request()
    page.render()
    text = page.content.decode()
    assert "A draft headline" in text
    assert "<form" not in text.split("<main", 1)[1]
    assert "Related" not in text
