"""A story's topics on a page of their own, for desks without JavaScript, and what its newest text names."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from dateline.newsroom import topic_picker
from dateline.newsroom.handing import refuse_while_locked
from dateline.newsroom.headers import header
from dateline.newsroom.topic_picker import TopicPicker
from dateline.stories.models import Story, Topic


class TopicsForm(forms.Form):
    """The topics of one story. `seen` is the revision on top of which they are stored."""

    topics = forms.ModelMultipleChoiceField(Topic.objects.none(), required=False, widget=TopicPicker)
    topic_names = topic_picker.names_field()
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, text: Story, sent: Any) -> None:
        super().__init__(sent, initial={"topics": list(text.topics.all()), "seen": text.latest_revision_id})
        self.text = text
        self.fields["topics"].queryset = Topic.objects.filter(edition=text.edition_id)  # type: ignore[attr-defined]
        topic_picker.look_in(self.fields["topics"].widget, text)  # type: ignore[arg-type]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        topic_picker.join(self, given, self.text.edition)
        if given.get("seen") != self.text.latest_revision_id:
            self.add_error(None, _("Somebody saved another text of this story meanwhile. Open this page again."))
        return given


def topics(request: Any, pk: int) -> HttpResponse:
    """Show a story's topics and those that its text names; on POST store them as a further revision."""
    with transaction.atomic():
        story = _find(request, pk)
        text = story.get_latest_revision_as_object()
        form = TopicsForm(text, request.POST or None)
        if request.method == "POST" and form.is_valid():
            text.topics.set(form.cleaned_data["topics"])
            text.save_revision(user=request.user, log_action=True)
            messages.success(request, _("The topics are stored. Readers see them once the story is published again."))
            return redirect("newsroom-story-topics", story.pk)
    above = ((_("Stories"), reverse("stories:list")), (text.headline, reverse("stories:edit", args=[story.pk])))
    context = header(_("Topics"), icon="tag", under=above) | {"form": form}
    return render(request, "newsroom/topics/of_story.html", context, status=422 if form.errors else 200)


def found(request: Any, pk: int) -> HttpResponse:
    """Answer with the boxes of the topics that the newest saved text names, none ticked."""
    topics = Topic.objects.named_by(_find(request, pk).get_latest_revision_as_object())
    return render(request, "newsroom/topics/found.html", {"name": "topics", "found": topics})


def _find(request: Any, pk: int) -> Story:
    stories = Story.objects.changeable_by(request.user).select_related("edition")
    if request.method == "POST":
        stories = stories.select_for_update(of=("self",))
    story: Story = get_object_or_404(stories, pk=pk)
    if request.method == "POST":
        refuse_while_locked(story, by=request.user)
    return story
