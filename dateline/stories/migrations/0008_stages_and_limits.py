"""How far each story's text is, who handed it over, and where people have their roles (decisions/0034)."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

STAGES = [("draft", "Draft"), ("review", "In review"), ("ready", "Ready"), ("published", "Published")]

# Django adds a column by making the table anew, and the guard of 0002 goes with the old one.
GUARD = """CREATE TRIGGER stories_never_deleted BEFORE DELETE ON stories_story WHEN OLD.version > 0
BEGIN SELECT RAISE(ABORT, 'A story that was published is never deleted. Hold it or kill it.'); END"""


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER IF EXISTS stories_never_deleted")
        schema_editor.execute(GUARD)


def tell_stages(apps, schema_editor):
    Story, State = apps.get_model("stories", "Story"), apps.get_model("wagtailcore", "WorkflowState")
    Story.objects.filter(live=True, has_unpublished_changes=False).update(stage="published")
    in_review = State.objects.filter(
        status="in_progress", base_content_type__app_label="stories", base_content_type__model="story"
    )
    waiting = [int(pk) for pk in in_review.values_list("object_id", flat=True)]
    for start in range(0, len(waiting), 500):
        Story.objects.filter(pk__in=waiting[start : start + 500]).update(stage="review")
    _keep_what_was_said(apps)
    in_review.update(status="cancelled")
    _close_workflow(apps)


def _keep_what_was_said(apps):
    # Who asked and who ruled, once rows of Wagtail's workflow, are handovers now.
    Handover, story = apps.get_model("stories", "Handover"), {"base_content_type__app_label": "stories"}
    states = apps.get_model("wagtailcore", "WorkflowState").objects.filter(base_content_type__model="story", **story)
    known = set(apps.get_model("stories", "Story").objects.values_list("pk", flat=True)) if states.exists() else set()
    for state in states.order_by("pk"):
        if int(state.object_id) not in known:
            continue
        told = {"story_id": int(state.object_id)}
        steps = list(state.task_states.order_by("pk"))
        revision = steps[0].revision_id if steps else None
        Handover.objects.create(verb="submit", by=state.requested_by, at=state.created_at, revision_id=revision, **told)
        for step in steps:
            verb = {"rejected": "send_back", "approved": "make_ready"}.get(step.status)
            if verb and step.finished_at:
                ruled = {"by": step.finished_by, "at": step.finished_at, "revision_id": step.revision_id}
                Handover.objects.create(verb=verb, note=step.comment, **ruled, **told)


def _close_workflow(apps):
    # Its rows stay as history; nothing can be handed in to it any more.
    apps.get_model("wagtailcore", "WorkflowContentType").objects.filter(
        content_type__app_label="stories", content_type__model="story"
    ).delete()
    apps.get_model("wagtailcore", "Workflow").objects.filter(name="Read by an editor").update(active=False)


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0007_small_parts_of_an_archive"),
        ("wagtailcore", "0098_apitoken"),
        ("auth", "0012_alter_user_first_name_max_length"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            "Handover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "verb",
                    models.CharField(
                        choices=[("submit", "Hand in"), ("send_back", "Send back"), ("make_ready", "Make ready")],
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("note", models.TextField(blank=True, help_text="What the editor asks the writer to change.")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="handovers", to="stories.story"
                    ),
                ),
            ],
            options={"ordering": ["-at", "-pk"], "default_permissions": ()},
        ),
        migrations.CreateModel(
            "Limit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="stories.edition"
                    ),
                ),
                (
                    "role",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="auth.group"),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="stories.section",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="limits",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("user", "role", "edition", "section"), name="limit_once"),
                    models.UniqueConstraint(
                        fields=("user", "role", "edition"),
                        condition=models.Q(section=None),
                        name="limit_of_an_edition_once",
                    ),
                ],
            },
        ),
        migrations.AlterModelOptions(
            "story",
            options={
                "verbose_name_plural": "stories",
                "permissions": [
                    ("publish_story", "Can publish story"),
                    ("review_story", "Can make a story ready or send it back"),
                    ("time_story", "Can set a story's publication time and embargo"),
                    ("lock_story", "Can lock story"),
                    ("unlock_story", "Can unlock story"),
                ],
            },
        ),
        migrations.AddField(
            "story",
            "stage",
            models.CharField(choices=STAGES, default="draft", editable=False, max_length=10),
        ),
        migrations.AddIndex(
            "story",
            models.Index(
                fields=["stage"], condition=models.Q(stage__in=["review", "ready"]), name="story_handed_in"
            ),
        ),
        migrations.AddConstraint(
            "story",
            models.CheckConstraint(
                condition=models.Q(stage__in=["draft", "review", "ready", "published"]), name="story_stage"
            ),
        ),
        migrations.RunPython(guard, guard),
        migrations.RunPython(tell_stages, migrations.RunPython.noop),
    ]
