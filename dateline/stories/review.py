"""The way of a story whose writer may not publish: handed in, read by an editor, out. One workflow out of the box."""

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from wagtail.models import GroupApprovalTask, Workflow, WorkflowContentType, WorkflowTask

from dateline.people.roles import ADMINISTRATOR, DESK_CHIEF, EDITOR
from dateline.stories.models import Story

NAME = "Read by an editor"
READERS = (EDITOR, DESK_CHIEF, ADMINISTRATOR)


def sync() -> None:
    """Make the workflow once. A newsroom that has changed it, or switched it off, finds it as it left it."""
    if Workflow.objects.filter(name=NAME).exists():
        return
    task = GroupApprovalTask.objects.create(name=NAME)
    task.groups.set(Group.objects.filter(name__in=[role.name for role in READERS]))
    workflow = Workflow.objects.create(name=NAME)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowContentType.objects.create(workflow=workflow, content_type=ContentType.objects.get_for_model(Story))
