"""Choosing one story in the form of another: what it updates, what it translates."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.widgets import AdminSnippetChooser

from dateline.newsroom.doors import ClosedDoor
from dateline.stories.models import Story


class Choosable:
    """Only stories that the one who chooses may see."""

    def get_object_list(self: Any) -> Any:
        return Story.objects.visible_to(self.request.user)


class StoryChooseView(Choosable, ChooseView):
    pass


class StoryChooseResultsView(Choosable, ChooseResultsView):
    pass


class StoryChooser(AdminSnippetChooser):
    """Wagtail puts its words together when the form is made, once for all languages; these are looked up each time."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.choose_one_text = _("Choose story")
        self.choose_another_text = _("Choose another story")
        self.link_to_chosen_text = _("Edit this story")


class StoryChooserViewSet(SnippetChooserViewSet):
    """Chooses among the stories there are; a new one begins in the editor."""

    create_view_class = ClosedDoor
    choose_view_class = StoryChooseView
    choose_results_view_class = StoryChooseResultsView
    base_widget_class = StoryChooser
