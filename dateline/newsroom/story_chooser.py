"""Choosing one story in the form of another: what it updates, what it translates."""

from typing import Any

from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet

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


class StoryChooserViewSet(SnippetChooserViewSet):
    """Chooses among the stories there are; a new one begins in the editor."""

    create_view_class = ClosedDoor
    choose_view_class = StoryChooseView
    choose_results_view_class = StoryChooseResultsView
