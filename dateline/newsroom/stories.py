"""Stories at the desk: the list, the editor, the preview."""

from typing import Any

import django_filters
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.mixins import RevisionsRevertMixin
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.models import Revision
from wagtail.snippets.views.snippets import CreateView, EditView, IndexView, SnippetViewSet

from dateline.lib import clock
from dateline.newsroom.bounded import BoundedPaginator
from dateline.newsroom.columns import TimeColumn, without_boxes
from dateline.newsroom.doors import ClosedDoor
from dateline.newsroom.handing import DONE, refuse_while_locked
from dateline.newsroom.notices import NoticesPanel
from dateline.newsroom.passage_notes import NotesPanel
from dateline.newsroom.side_by_side import differences
from dateline.newsroom.states import BY_CODE, STATES, state_of
from dateline.newsroom.story_chooser import StoryChooserViewSet
from dateline.newsroom.story_comments import CommentsPanel
from dateline.newsroom.story_form import StoryForm
from dateline.newsroom.times import TimesPanel
from dateline.newsroom.topic_picker import TopicPicker
from dateline.stories.beats import beat_of
from dateline.stories.models import Edition, LaterVersion, Story
from dateline.stories.models.publishing import OF_THE_STORY
from dateline.stories.moves import MAKE_READY, MOVES, PUBLISH, SUBMIT, Move
from dateline.stories.queries import StoryQuerySet

WRITING = [
    FieldPanel("edition"),
    FieldPanel("kicker"),
    FieldPanel("headline", widget=AdminAutoHeightTextInput(attrs={"rows": 1})),
    FieldPanel("lead"),
    FieldPanel("photo"),
    FieldPanel("photo_caption"),
    FieldPanel("body"),
]
FACTS = [
    TimesPanel(heading=_("Times")),
    NotesPanel(heading=_("Notes")),
    FieldPanel("section"),
    FieldPanel("genre"),
    FieldPanel("urgency"),
    FieldPanel("byline"),
    FieldPanel("dateline_place"),
    FieldPanel("dateline_date"),
    FieldRowPanel([FieldPanel("source"), FieldPanel("credit")]),
    FieldPanel("topics", widget=TopicPicker),
    FieldPanel("topic_names"),
    FieldPanel("slugline"),
    FieldPanel("slug"),
    InlinePanel("contributors", label=_("Contributor")),
    FieldPanel("update_of"),
    FieldPanel("translation_of"),
    CommentsPanel(heading=_("Comments")),
    FieldPanel("headline_is_derived"),
    FieldPanel("ed_note"),
    NoticesPanel(heading=_("What was done to it")),
]

MAY = [
    ("change_story", _("change the text")),
    ("review_story", _("make ready")),
    ("publish_story", _("publish")),
    ("time_story", _("set times")),
]
"""What somebody can do with a story, where their limits let them: the figures of the front page lead to each."""


class StateColumn(Column):
    """The state as a word with a mark."""

    cell_template_name = "newsroom/cells/state.html"

    def get_value(self, instance: Story) -> Any:
        return state_of(instance)


class StoryFilterSet(WagtailFilterSet):
    """What the list can be narrowed to."""

    state = django_filters.ChoiceFilter(
        label=_("State"), method="in_state", choices=[(each.code, each.word) for each in STATES], empty_label=_("All")
    )
    may = django_filters.ChoiceFilter(label=_("You may"), method="in_beat", choices=MAY, empty_label=_("All"))

    class Meta:
        model = Story
        fields = ["state", "may", "edition", "section", "genre", "urgency", "headline_is_derived", "comments_door"]

    def in_state(self, stories: StoryQuerySet, name: str, code: str) -> StoryQuerySet:
        return BY_CODE[code].which(stories, clock.now())

    def in_beat(self, stories: StoryQuerySet, name: str, codename: str) -> StoryQuerySet:
        return stories.for_right(self.request.user, f"stories.{codename}")


class StoryIndexView(IndexView):
    """The list. What a search finds stands newest first too: to weigh a hit, SQLite would search again for each one."""

    is_explicitly_ordered = True
    paginator_class = BoundedPaginator

    @property
    def columns(self) -> list[Column]:
        return without_boxes(super().columns)


class Moving:
    """Saving and moving in one: the form comes back, with the sentence, when the move is refused."""

    def get_available_actions(self: Any) -> list[str]:
        verbs = [move.verb for move in (SUBMIT, MAKE_READY, PUBLISH) if not self._refusal(move)]
        return [*(action for action in super().get_available_actions() if action != "publish"), *verbs]  # type: ignore[misc]

    def is_valid(self: Any, form: Any) -> bool:
        asked = [move for move in MOVES if self.request.POST.get(f"action-{move.verb}")]
        refusal = next(filter(None, map(self._refusal, asked)), "")
        if refusal:
            self.produced_error_code, self.produced_error_message = "refused", refusal
            return False
        return bool(super().is_valid(form))  # type: ignore[misc]

    def submit_action(self: Any) -> None:
        self.object.submit(by=self.request.user)

    def make_ready_action(self: Any) -> None:
        self.object.make_ready(by=self.request.user)

    def get_success_message(self: Any, instance: Any = None) -> str:
        return str(DONE.get(self.action) or super().get_success_message(instance))  # type: ignore[misc]

    def _refusal(self: Any, move: Move) -> str:
        user = self.request.user
        if self.object:
            return str(self.object.refusal_of_a_new_text(move, by=user))
        return "" if beat_of(user, move.right) else str(move.without_right)


class StoryCreateView(Moving, CreateView):
    """A new story, in the edition that this person wrote in last."""

    def get_initial_form_instance(self) -> Story:
        own = (
            Revision.objects.filter(user=self.request.user, content_type__model="story").order_by("-created_at").first()
        )
        known = Edition.objects.filter(pk=own.content["edition"]).first() if own else None
        return Story(edition=known or Edition.objects.first())


class StoryEditing(Moving, EditView):
    """What the editor of a story answers, whether the text is the newest or an older one that is to come back."""

    rival: Story | None = None

    @cached_property
    def is_out_of_date(self) -> bool:
        """Whether the text was made from another one than the newest. Which one it was made from, it has to say."""
        says = any(self.request.POST.get(name) for name in ("loaded_revision_id", "overwrite_revision_id"))
        return bool(super().is_out_of_date if says else self.latest_revision)

    def publish_action(self) -> Any:
        """A text over one that readers know is saved here, and goes out from the page that asks what they are told."""
        if self.object.is_known():
            said = gettext("The text is saved. It goes out once you have said what readers are told.")
            messages.info(self.request, said)
            return redirect("newsroom-story-correct", self.object.pk)
        return super().publish_action()

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**options)
        if self.rival is None:
            return context
        theirs = self.rival.get_latest_revision_as_object()
        # The one who was second chooses: nothing is saved by itself on top of a text that they have not read.
        return context | {
            "rival": list(differences(theirs, self.form.instance)),
            "rival_name": _writer_of(self.rival),
            "autosave_enabled": False,
        }


class OnTopOfTheNewest:
    """Saves a text only on top of the text it was made from: nobody's work is overwritten unseen (decisions/0035)."""

    def save_instance(self: Any) -> Story:
        newest = Story.objects.select_for_update().get(pk=self.object.pk)
        refuse_while_locked(newest, by=self.request.user)
        for fact in OF_THE_STORY:
            setattr(self.form.instance, fact, getattr(newest, fact))  # somebody may have timed or moved it meanwhile
        self.object.latest_revision = newest.latest_revision
        for known in ("latest_revision", "latest_revision_created_at", "is_out_of_date"):
            self.__dict__.pop(known, None)
        if self.is_out_of_date:
            self.rival = newest
            raise PermissionDenied(_somebody_was_first(newest))
        return super().save_instance()  # type: ignore[misc,no-any-return]


class StoryEditView(OnTopOfTheNewest, StoryEditing):
    pass


class StoryRevertView(OnTopOfTheNewest, RevisionsRevertMixin, StoryEditing):
    """Brings an older text back as the newest one; Wagtail's own view would not look at what is newest now."""

    view_name = "revisions_revert"


def _writer_of(story: Story) -> str:
    writer = story.latest_revision.user if story.latest_revision else None
    return writer.display_name if writer else gettext("Somebody")


def _somebody_was_first(story: Story) -> str:
    saved_at = localtime(story.latest_revision.created_at, story.edition.zone)
    return gettext(
        "%(name)s saved another text of this story at %(time)s. Yours is kept below and not saved yet: compare the two "
        "and choose, or save again to put yours on top."
    ) % {"name": _writer_of(story), "time": date_format(saved_at, gettext("j F Y, H:i:s"))}


class StoryViewSet(SnippetViewSet):
    model = Story
    icon = "doc-full"
    menu_label = _("Stories")
    menu_order = 100
    add_to_admin_menu = True
    url_prefix = "stories"
    admin_url_namespace = "stories"
    base_url_path = "stories"
    list_display = [
        "headline",
        StateColumn("state", label=_("State")),
        Column("news_id", label=_("News ID"), sort_key="news_id"),
        TimeColumn("first_published_at", label=_("Published"), sort_key="first_published_at"),
        Column("section", label=_("Section"), accessor="section.name"),
        Column("edition", label=_("Edition"), accessor="edition.name"),
    ]
    filterset_class = StoryFilterSet
    list_per_page = 50
    ordering = ["-first_published_at", "-news_id"]
    copy_view_enabled = False
    index_view_class = StoryIndexView
    chooser_viewset_class = StoryChooserViewSet
    add_view_class = StoryCreateView
    edit_view_class = StoryEditView
    revisions_revert_view_class = StoryRevertView
    create_template_name = "newsroom/story_create.html"
    edit_template_name = "newsroom/story_edit.html"
    history_template_name = "newsroom/deliveries/history.html"
    unpublish_view_class = ClosedDoor
    delete_view_class = ClosedDoor
    copy_view_class = ClosedDoor
    revisions_unschedule_view_class = ClosedDoor
    edit_handler = ObjectList(
        [
            MultiFieldPanel(WRITING, heading=_("Text"), classname="desk-text"),
            MultiFieldPanel(FACTS, heading=_("Facts"), classname="desk-facts"),
        ],
        base_form_class=StoryForm,
    )

    def get_queryset(self, request: Any) -> Any:
        # Not joined: SQLite would begin at the editions, and sort every story there is.
        waiting = Prefetch("later_versions", LaterVersion.objects.waiting(), to_attr="waiting_texts")
        return Story.objects.visible_to(request.user).prefetch_related("section", "edition", "locked_by", waiting)
