"""What the desk says to somebody who lacks a right: one sentence for each."""

from django.utils.translation import gettext_lazy as _

ELSEWHERE = _("It stands in an edition or section that you do not work in. An administrator sets where you do.")
SUPERUSERS = _("Only superusers change how the desk itself is set up.")
PHOTOS = _("Only those who work with photos do this.")
DELIVERIES = _("Only desk chiefs and administrators see what was not delivered.")
READERS = _("Only desk chiefs and administrators answer a reader’s request.")
NO_ROW = _("This address of the desk has no row in the table of rights, so it stays closed.")
NOT_OF_MANY = _("This is not done to many at once.")
KEPT = _("A story is never deleted, copied or taken off line. Hold it or kill it.")
KEPT_TOPIC = _("A topic is never deleted. Merge it into the one that it should be.")
KEPT_RULES = _("House rules are never deleted or copied. Draft the next version.")
KEPT_LOOK = _("The look of an edition is never deleted or copied. Change it.")
KEPT_PLACE = _("An edition or section is never deleted: its addresses answer for ever.")
IN_ITS_FORM = _("A new one begins in its own form.")
UNUSED = _("Dateline does not use this part of Wagtail.")

SENTENCES = {
    "stories.view_story": _("Only those who work with stories see them here."),
    "stories.add_story": _("Only those who write begin a story."),
    "stories.change_story": _("Only those who write change a story."),
    "stories.publish_story": _("Only editors and desk chiefs publish."),
    "stories.correct_story": _("Only editors and desk chiefs correct a story."),
    "stories.hold_story": _("Only editors and desk chiefs hold and release a story."),
    "stories.kill_story": _("Only desk chiefs and administrators kill a story."),
    "stories.redact_story": _("Only desk chiefs and administrators take words out of what was published."),
    "stories.time_story": _("Only editors and desk chiefs set times."),
    "stories.comments_of_story": _("Only moderators, editors and desk chiefs open, hold and close comments."),
    "stories.lock_story": _("Only editors and desk chiefs lock a story."),
    "stories.unlock_story": _("Only editors and desk chiefs unlock a story."),
    "stories.add_topic": _("Only those who write add topics."),
    "stories.view_topic": _("Only those who write choose topics."),
    "stories.change_topic": _("Only editors and desk chiefs change and merge topics."),
    "stories.view_edition": _("Only desk chiefs and administrators see how editions are set up."),
    "stories.add_edition": _("Only desk chiefs and administrators add an edition."),
    "stories.change_edition": _("Only desk chiefs and administrators change an edition."),
    "stories.add_section": _("Only desk chiefs and administrators add a section."),
    "stories.change_section": _("Only desk chiefs and administrators change a section."),
    "stories.add_appearance": _("Only desk chiefs and administrators set how an edition looks."),
    "stories.change_appearance": _("Only desk chiefs and administrators set how an edition looks."),
    "stories.view_appearance": _("Only desk chiefs and administrators set how an edition looks."),
    "stories.view_section": _("Only desk chiefs and administrators see how sections are set up."),
    "moderation.decide_comment": _("Only moderators and desk chiefs rule on comments."),
    "moderation.view_houserules": _("Only moderators and desk chiefs read house rules at the desk."),
    "moderation.add_houserules": _("Only desk chiefs and administrators draft house rules."),
    "moderation.change_houserules": _("Only desk chiefs and administrators change house rules."),
    "people.view_user": _("Only administrators see the staff."),
    "people.add_user": _("Only administrators add somebody to the staff."),
    "people.change_user": _("Only administrators change an account."),
}
