"""Topics at the desk: the list, the form with its aliases, and the merging of two that are one."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import EditView, IndexView
from wagtail.admin.widgets.button import Button

from dateline.lib import clock
from dateline.newsroom.doors import ClosedDoor
from dateline.newsroom.furniture import Furniture
from dateline.newsroom.headers import header
from dateline.newsroom.limited import of_editions
from dateline.newsroom.sentences import KEPT_TOPIC
from dateline.stories.models import Story, Topic
from dateline.stories.topic_queries import MOST_COUNTED, TopicQuerySet

FIELDS = ("edition", "kind", "name", "aliases", "description", "slug")


class TopicForm(WagtailAdminModelForm):
    """A topic and its aliases, one a line. Its edition and address stay what they were at the start."""

    aliases = forms.CharField(
        required=False,
        label=gettext_lazy("Other names"),
        help_text=gettext_lazy(
            "One a line: abbreviations, surnames, other spellings. A text that holds one names this topic."
        ),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        of_editions(self, "stories.change_topic" if self.instance.pk else "stories.view_topic")
        if self.instance.pk:
            self.fields["edition"].disabled = self.fields["slug"].disabled = True
            self.initial["aliases"] = "\n".join(self.instance.aliases)

    def clean_aliases(self) -> list[str]:
        return [line for line in self.cleaned_data["aliases"].splitlines() if line.strip()]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean()
        if given.get("edition") and given.get("aliases"):
            try:
                Topic(pk=self.instance.pk, edition=given["edition"]).refuse_taken(given["aliases"])
            except ValidationError as refusal:
                self.add_error("aliases", refusal)
        return given

    def save(self, commit: bool = True) -> Topic:
        topic: Topic = super().save(commit)
        topic.set_aliases(self.cleaned_data["aliases"])
        return topic


class CountColumn(Column):
    """The number of public stories, leading to the page that lists them."""

    cell_template_name = "newsroom/cells/topic_count.html"

    def get_value(self, instance: Topic) -> str:
        count = getattr(instance, "public_count", 0)
        return _("%(number)s or more") % {"number": f"{MOST_COUNTED:,}"} if count >= MOST_COUNTED else str(count)


class TopicIndexView(IndexView):
    """Every topic that stories may be on, found by any of its names."""

    is_searchable = True

    def get_base_queryset(self) -> TopicQuerySet:
        topics: TopicQuerySet = Topic.objects.current().for_right(self.request.user, "stories.view_topic")
        return topics.select_related("edition").prefetch_related("names")

    def search_queryset(self, queryset: TopicQuerySet) -> TopicQuerySet:
        return queryset.with_words(self.search_query) if self.is_searching else queryset

    def paginate_queryset(self, queryset: TopicQuerySet, page_size: int) -> Any:
        paginator, page, topics, is_paginated = super().paginate_queryset(queryset, page_size)
        counts = Topic.objects.public_counts(topics, clock.now())
        for topic in topics:
            topic.public_count = counts[topic.pk]
        return paginator, page, topics, is_paginated


class TopicEditView(EditView):
    @property
    def header_more_buttons(self) -> list[Button]:
        address = reverse("newsroom-topic-merge", args=[self.object.pk])
        return [
            *super().header_more_buttons,
            Button(_("Merge into another topic"), url=address, icon_name="collapse-down"),
        ]


class KeptTopic(ClosedDoor):
    sentence = KEPT_TOPIC


class TopicViewSet(Furniture):
    model = Topic
    icon = "tag"
    name = "topics"
    menu_order = 520
    list_per_page = 50
    list_display = [
        "name",
        Column("aliases", label=gettext_lazy("Other names"), accessor=lambda topic: _(", ").join(topic.aliases)),
        Column("kind", label=gettext_lazy("Kind"), accessor="get_kind_display", sort_key="kind"),
        Column("edition", label=gettext_lazy("Edition"), accessor="edition.name"),
        CountColumn("public_count", label=gettext_lazy("Public stories")),
    ]
    list_filter = ["kind", "edition"]
    ordering = ["name", "pk"]
    index_view_class = TopicIndexView
    edit_view_class = TopicEditView
    delete_view_class = KeptTopic
    edit_handler = ObjectList(
        [MultiFieldPanel([FieldPanel(name) for name in FIELDS], heading=gettext_lazy("Topic"))],
        base_form_class=TopicForm,
    )


class MergeForm(forms.Form):
    """The topic that is kept, by any of its names."""

    into = forms.CharField(label=gettext_lazy("Keep this topic instead"))

    def __init__(self, merged: Topic, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.merged = merged
        self.fields["into"].widget.attrs = {
            "dir": "auto",
            "autocomplete": "off",
            "data-topic-of": merged.edition_id,
            "data-topics": reverse("newsroom-topics-suggest"),
            "data-suggestions": _("Topics with this name"),
        }

    def clean_into(self) -> Topic:
        kept = Topic.objects.called(self.cleaned_data["into"], self.merged.edition)
        if kept is None:
            raise ValidationError(_("No topic of this edition has this name. Give one exactly as the list shows it."))
        return kept


def merge(request: Any, pk: int) -> HttpResponse:
    """Say what merging this topic into another does; on POST do it."""
    topics = Topic.objects.current().for_right(request.user, "stories.change_topic")
    topic = get_object_or_404(topics.select_related("edition"), pk=pk)
    form = MergeForm(topic, request.POST or None)
    if request.method == "POST" and form.is_valid() and _merge(request, topic, form):
        return redirect("topics:edit", form.cleaned_data["into"].pk)
    above = ((_("Topics"), reverse("topics:index")), (topic.name, reverse("topics:edit", args=[topic.pk])))
    names = [topic.name, *topic.aliases]
    context = header(_("Merge"), icon="tag", under=above) | {
        "topic": topic,
        "form": form,
        "stories": Story.objects.filter(topics=topic).count(),
        "names": format_html_join(_(", "), _("“<bdi>{}</bdi>”"), ((name,) for name in names)),
        "names_count": len(names),
    }
    return render(request, "newsroom/topics/merge.html", context, status=422 if form.errors else 200)


def _merge(request: Any, topic: Topic, form: MergeForm) -> bool:
    try:
        topic.merge_into(form.cleaned_data["into"], by=request.user)
    except PermissionDenied as refusal:
        form.add_error("into", str(refusal))
        return False
    said = _("“%(name)s” is merged: its stories, names and address are this topic’s now.")
    messages.success(request, said % {"name": topic.name})
    return True
