"""What the editor sends besides a text: which one it was made from."""

from dateline.stories.models import Story


def read_now(story: Story) -> dict[str, str]:
    """Return the hidden fields of a page of the editor that is opened now."""
    newest = Story.objects.get(pk=story.pk).latest_revision
    if not newest:
        return {}
    return {"loaded_revision_id": str(newest.pk), "loaded_revision_created_at": newest.created_at.isoformat()}
