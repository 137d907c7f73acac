"""The one table of rights at the desk: every address of the resolver, and what it asks of who comes.

An address without a row stays closed, and the build fails (`tests/newsroom/test_rights.py`, which also tries each row
as every role). Which role has which right is in `people/roles.py`; where somebody has it, in `stories/beats.py`.

        right("x.y") whoever has the right somewhere; lists show what they may see
        story("x.y") … and has it where this story stands
        whole_edition("x.y") … and has it in all of this edition
        photo("change|add") whoever may do one of these with photos
        closed(…) nobody, superusers included
"""

from collections.abc import Callable
from dataclasses import replace

from django.utils.functional import Promise

from dateline.newsroom import sentences as say
from dateline.newsroom.door import Door, closed, photo, right, rows
from dateline.newsroom.reached import (
    account,
    appeal,
    appearance,
    comment,
    edition,
    edition_by_code,
    house_rules,
    section,
    session_of,
    story,
    topic,
)
from dateline.newsroom.rights_of_wagtail import COMPARED, PAGES, PLACES, SUPERUSERS, WAGTAIL, WRITERS

ANYBODY = Door()
STRANGERS = Door(strangers=True)

MAY_SEE = story("stories.view_story")
MAY_WRITE = story("stories.change_story")
MANY_PHOTOS = replace(photo("change"), only={"app_label": "stories", "model_name": "photo"}, sentence=say.NOT_OF_MANY)


OF_THE_DESK = {
    "": ANYBODY,
    ".*/$": ANYBODY,  # not found
    **rows("account/ dismissibles/ logout/", ANYBODY),
    **rows("sprite/ jsi18n/ login/ sign-in/<str:token>/", STRANGERS),
    **rows("password_reset/ password_reset/complete/ password_reset/done/", STRANGERS),
    "password_reset/confirm/<uidb64>/<token>/": STRANGERS,
    "test404/": SUPERUSERS,
    "flash/": right("stories.add_story"),
    "most-read/": right("stories.view_story"),
    "not-delivered/": replace(PLACES, sentence=say.DELIVERIES),
    "readers/": replace(right("moderation.decide_under_law"), sentence=say.READERS),
    "failwhale/": closed(say.UNUSED),
    "tag-autocomplete/": photo("choose"),
    "tag-autocomplete/<slug:app_name>/<slug:model_name>/": photo("choose"),
    "editing-sessions/ping/<str:app_label>/<str:model_name>/<str:object_id>/<int:session_id>/": session_of("object_id"),
    "editing-sessions/release/<int:session_id>/": ANYBODY,  # one's own
    "block-preview/": WRITERS,
    "bulk/<str:app_label>/<str:model_name>/<str:action>/": MANY_PHOTOS,
}

SIGNING_IN = {
    **rows("sign-in/ sign-in/passkey/ sign-in/second-factor/ sign-in/inactive/ sign-out/ password/changed/", STRANGERS),
    **rows("password/forgotten/ password/forgotten/sent/ password_reset/.*$", STRANGERS),
    r"password/forgotten/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": STRANGERS,
    # One's own, and nobody else's.
    **rows("password/ password/first/ again/ again/second-factor/ again/key/ devices/ devices/others/end/", ANYBODY),
    **rows("devices/<int:pk>/end/ second-factor/ second-factor/app/ second-factor/app/off/", ANYBODY),
    **rows("second-factor/codes/ second-factor/codes/new/ second-factor/codes/file/ second-factor/keys/", ANYBODY),
    **rows("second-factor/keys/add/ second-factor/keys/<int:pk>/name/ second-factor/keys/<int:pk>/remove/", ANYBODY),
}

STORIES = {
    **dict.fromkeys(("", "results/"), right("stories.view_story")),
    **rows("<int:pk>/hold/ <int:pk>/release/", story("stories.hold_story")),
    **rows("<int:pk>/correct/ <int:pk>/later/ <int:pk>/where-it-went/again/", story("stories.correct_story")),
    "<int:pk>/kill/": story("stories.kill_story"),
    # Each move asks for its own right, and so do answering a request and resolving a note.
    **rows("<int:pk>/handing/ <int:pk>/asked/ <int:pk>/notes/ <int:pk>/where-it-went/ <int:pk>/reads/", MAY_SEE),
    **rows("<int:pk>/redact/ <int:pk>/keep-out/ <int:pk>/let-in/", story("stories.redact_story")),
    "<int:pk>/times/": story("stories.time_story"),
    "<int:pk>/comment/": story("moderation.decide_comment"),
    "<int:pk>/comments/": story("stories.comments_of_story"),
    "<int:pk>/follow/": story("stories.add_story"),
    **rows("add/ preview/", right("stories.add_story")),
    **rows("<int:pk>/topics/ <int:pk>/topics/found/ edit/<int:pk>/ preview/<int:pk>/ usage/<int:pk>/", MAY_WRITE),
    **rows("history/<int:pk>/ history-results/<int:pk>/ history/<int:pk>/revisions/<int:revision_id>/view/", MAY_WRITE),
    **rows(rf"history/<int:pk>/revisions/<int:revision_id>/revert/ history/(?P<pk>.+)/{COMPARED}", MAY_WRITE),
    "lock/<int:pk>/": story("stories.lock_story"),
    "unlock/<int:pk>/": story("stories.unlock_story"),
    "history/<int:pk>/revisions/<int:revision_id>/unschedule/": closed(say.KEPT),
    "unpublish/<int:pk>/": closed(say.KEPT),
    "delete/<int:pk>/": closed(say.KEPT),
}

CHOOSERS = {
    "stories/story/": WRITERS,
    "stories/story/results/": WRITERS,
    "stories/story/chosen/<str:pk>/": story("stories.view_story"),
    "stories/story/chosen-multiple/": closed(say.UNUSED),
    "stories/story/create/": closed(say.IN_ITS_FORM),
    **{
        f"{model}/{rest}": closed(say.UNUSED)
        for model in ("moderation/houserules", "stories/appearance")
        for rest in ("", "results/", "chosen/<str:pk>/", "chosen-multiple/", "create/")
    },
}

TOPICS = {
    **dict.fromkeys(("", "results/", "suggest/"), right("stories.view_topic")),
    "new/": right("stories.add_topic"),
    **rows(
        "edit/<int:pk>/ <int:pk>/merge/ history/<int:pk>/ history-results/<int:pk>/ usage/<int:pk>/",
        topic("stories.change_topic"),
    ),
    "delete/<int:pk>/": closed(say.KEPT_TOPIC),
}

DECIDERS = right("moderation.decide_comment")
COMMENTS = {
    "": DECIDERS,
    **rows("news/ next/ many/ appeals/ reports/ passed/ bans/", DECIDERS),
    **rows("<int:pk>/ <int:pk>/answer/ <int:pk>/lease/ reports/<int:pk>/", comment("moderation.decide_comment")),
    **rows("<int:pk>/pass/ <int:pk>/threat/ <int:pk>/ban/ <int:pk>/undo/", comment("moderation.decide_comment")),
    "appeals/<int:pk>/": appeal("moderation.decide_comment"),
}

SCORES = {
    **dict.fromkeys(("", "card/"), DECIDERS),
    "<str:code>/threshold/": edition_by_code("moderation.change_houserules"),
}

HOUSE_RULES = {
    **dict.fromkeys(("", "results/", "words/"), right("moderation.view_houserules")),
    "inspect/<int:pk>/": house_rules("moderation.view_houserules"),
    "add/": right("moderation.add_houserules"),
    "draft/<str:code>/": edition_by_code("moderation.add_houserules"),
    **rows("words/<str:code>/add/ words/<str:code>/remove/", edition_by_code("moderation.change_houserules")),
    "<int:pk>/draft-next/": house_rules("moderation.add_houserules"),
    **rows(
        """
        edit/<int:pk>/ <int:pk>/drop/ <int:pk>/publish/ history/<int:pk>/ history-results/<int:pk>/ usage/<int:pk>/
        """,
        house_rules("moderation.change_houserules"),
    ),
    "delete/<int:pk>/": closed(say.KEPT_RULES),
}


def furnished(noun: str, reach: Callable[[str], Door], *, new: str, kept: Promise) -> dict[str, Door]:
    """What chiefs set up: how editions look, editions, sections."""
    change = reach(f"stories.change_{noun}")
    return {
        **rows("results/", right(f"stories.view_{noun}")),
        "": right(f"stories.view_{noun}"),
        new: right(f"stories.add_{noun}"),
        **rows("edit/<int:pk>/ history/<int:pk>/ history-results/<int:pk>/ usage/<int:pk>/", change),
        "delete/<int:pk>/": closed(kept),
    }


APPEARANCE = furnished("appearance", appearance, new="add/", kept=say.KEPT_LOOK)
EDITIONS = furnished("edition", edition, new="new/", kept=say.KEPT_PLACE)
SECTIONS = furnished("section", section, new="new/", kept=say.KEPT_PLACE)

PHOTOS = {
    **rows("images/ images/results/", photo("add|change")),
    **rows("images/add/ images/multiple/add/ images/chooser/create/", photo("add")),
    **rows("images/multiple/create_from_uploaded_image/<int:uploaded_file_id>/", photo("add")),
    **rows("images/multiple/delete_upload/<int:uploaded_file_id>/", photo("add")),
    **rows("photos/missing/ images/<int:image_id>/ images/<int:image_id>/preview/<str:filter_spec>/", photo("change")),
    **rows("images/usage/<int:image_id>/ images/multiple/<int:image_id>/", photo("change")),
    **rows("images/chooser/ images/chooser/results/ images/chooser/chosen/<str:pk>/", photo("choose")),
    **rows("images/chooser/chosen-multiple/ images/chooser/<int:image_id>/select_format/", photo("choose")),
    **rows("api/main/images/ api/main/images/<int:pk>/ api/main/images/find/", photo("choose")),
    **rows("images/<int:image_id>/delete/ images/multiple/<int:image_id>/delete/", SUPERUSERS),
    **rows("images/<int:image_id>/generate_url/ images/<int:image_id>/generate_url/output/", closed(say.UNUSED)),
}

STAFF = {
    **rows("users/ users/results/", right("people.view_user")),
    "users/new/": right("people.add_user"),
    **rows("users/edit/<int:pk>/ users/<int:pk>/limits/ users/history/<int:pk>/", account("people.change_user")),
    **rows("users/history-results/<int:pk>/ users/usage/<int:pk>/", account("people.change_user")),
    "users/delete/<int:pk>/": SUPERUSERS,
}

PARTS = {
    "": OF_THE_DESK | SIGNING_IN | PHOTOS | STAFF | WAGTAIL,
    "stories/": STORIES,
    "snippets/choose/": CHOOSERS,
    "topics/": TOPICS,
    "comments/": COMMENTS,
    "scores/": SCORES,
    "house-rules/": HOUSE_RULES,
    "appearance/": APPEARANCE,
    "editions/": EDITIONS,
    "sections/": SECTIONS,
    "pages/": PAGES,
}
DOORS = {f"desk/{part}{route}": door for part, routes in PARTS.items() for route, door in routes.items()}
"""Every address of the desk, as the resolver writes it."""
