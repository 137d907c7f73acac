"""The part of the table of rights that is about Wagtail's own addresses: its pages, choosers, reports and settings."""

from dateline.newsroom import sentences as say
from dateline.newsroom.door import closed, only_superusers, right, rows
from dateline.newsroom.reached import place

SUPERUSERS = only_superusers()
PLACES = right("stories.change_edition")
WRITERS = right("stories.change_story")
COMPARED = r"revisions/compare/(?P<revision_id_a>live|earliest|\d+)\.\.\.(?P<revision_id_b>live|latest|\d+)/$"

PAGES = {
    "": PLACES,
    **rows("<int:page_id>/lock/ <int:page_id>/unlock/", SUPERUSERS),
    "workflow/preview/<int:page_id>/<int:task_id>/": closed(say.UNUSED),
    **rows(
        """
        <int:page_id>/usage/ <int:page_id>/edit/ <int:page_id>/edit/preview/ <int:page_id>/view_draft/
        <int:page_id>/delete/ <int:page_id>/unpublish/ <int:page_id>/convert_alias/ <int:page_id>/copy/
        workflow/action/<int:page_id>/<slug:action_name>/<int:task_state_id>/
        workflow/collect_action_data/<int:page_id>/<slug:action_name>/<int:task_state_id>/
        workflow/confirm_cancellation/<int:page_id>/
        <int:page_id>/privacy/ <int:page_id>/revisions/
        <int:page_id>/revisions/<int:revision_id>/view/ <int:page_id>/revisions/<int:revision_id>/revert/
        <int:page_id>/revisions/<int:revision_id>/unschedule/ <int:page_id>/workflow_history/
        <int:page_id>/workflow_history/detail/<int:workflow_state_id>/ <int:page_id>/history/
        <int:page_id>/history/results/
        """,
        place("page_id"),
    ),
    **rows(
        """
        <int:parent_page_id>/ <int:parent_page_id>/results/
        add/<slug:content_type_app_name>/<slug:content_type_model_name>/<int:parent_page_id>/
        add/<slug:content_type_app_name>/<slug:content_type_model_name>/<int:parent_page_id>/preview/
        <int:parent_page_id>/add_subpage/
        """,
        place("parent_page_id"),
    ),
    **rows(
        """
        <int:page_to_move_id>/move/ <int:page_to_move_id>/move/<int:destination_id>/confirm/
        <int:page_to_move_id>/set_position/
        """,
        place("page_to_move_id"),
    ),
    **rows(
        """
        usage/<slug:content_type_app_name>/<slug:content_type_model_name>/
        create/<slug:app_label>/<slug:model_name>
        usage/<slug:content_type_app_name>/<slug:content_type_model_name>/results/ search/ search/results/
        """,
        PLACES,
    ),
    rf"(?P<pk>\d+)/{COMPARED}": place("pk"),
}

WAGTAIL = {
    **rows("choose-page/ choose-page/<int:parent_page_id>/ choose-page/search/ choose-page/chosen-multiple/", WRITERS),
    **rows("choose-external-link/ choose-email-link/ choose-phone-link/ choose-anchor-link/", WRITERS),
    **rows("api/main/pages/ api/main/pages/find/", PLACES),
    **rows("api/main/pages/<int:pk>/ api/main/pages/<int:pk>/action/<str:action_name>/", place("pk")),
    **rows("reports/locked/ reports/locked/results/", SUPERUSERS),
    **rows("reports/site-history/ reports/site-history/results/", right("people.view_user")),
    **rows(
        """
         reports/workflow/ reports/workflow/results/
        reports/workflow_tasks/ reports/workflow_tasks/results/ reports/aging-pages/
        reports/aging-pages/results/ reports/page-types-usage/ reports/page-types-usage/results/
        """,
        PLACES,
    ),
    **rows(
        """
        collections/ collections/add/ collections/<int:pk>/ collections/<int:pk>/delete/
        collections/<int:collection_id>/privacy/ workflows/list/ workflows/list/results/ workflows/add/
        workflows/enable/<int:pk>/ workflows/disable/<int:pk>/ workflows/edit/<int:pk>/
        workflows/usage/<int:pk>/ workflows/usage/<int:pk>/results/ workflows/remove/<int:page_pk>/
        workflows/remove/<int:page_pk>/<int:workflow_pk>/ workflows/tasks/add/<str:app_label>/<str:model_name>/
        workflows/tasks/select_type/ workflows/tasks/index/ workflows/tasks/index/results/
        workflows/tasks/edit/<int:pk>/ workflows/tasks/disable/<int:pk>/ workflows/tasks/enable/<int:pk>/
        workflows/task_chooser/ workflows/task_chooser/results/ workflows/task_chooser/create/
        workflows/task_chooser/<int:task_id>/ sites/ sites/results/ sites/new/ sites/edit/<int:pk>/
        sites/delete/<int:pk>/ sites/history/<int:pk>/ sites/history-results/<int:pk>/ sites/usage/<int:pk>/
        sites/copy/<int:pk>/ groups/ groups/results/ groups/new/ groups/edit/<int:pk>/ groups/delete/<int:pk>/
        groups/history/<int:pk>/ groups/history-results/<int:pk>/ groups/usage/<int:pk>/
        """,
        SUPERUSERS,
    ),
    **rows(
        """
        documents/ documents/results/ documents/add/ documents/edit/<int:document_id>/
        documents/delete/<int:document_id>/ documents/multiple/add/ documents/multiple/<int:doc_id>/
        documents/multiple/create_from_uploaded_document/<int:uploaded_file_id>/
        documents/multiple/<int:doc_id>/delete/ documents/multiple/delete_upload/<int:uploaded_file_id>/
        documents/usage/<int:document_id>/ documents/chooser/ documents/chooser/results/
        documents/chooser/chosen/<str:pk>/ documents/chooser/chosen-multiple/ documents/chooser/create/
        snippets/ embeds/chooser/ embeds/chooser/upload/
        api/main/documents/ api/main/documents/<int:pk>/ api/main/documents/find/
        """,
        closed(say.UNUSED),
    ),
}
