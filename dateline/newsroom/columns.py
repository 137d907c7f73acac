"""Columns that the desk's lists share."""

from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column


class TimeColumn(Column):
    """The exact time on the clock of the person signed in, so that a list of several editions stays in order."""

    cell_template_name = "newsroom/cells/time.html"


def without_boxes(columns: list[Column]) -> list[Column]:
    """Leave out the boxes to tick: there is nothing that is done to many stories or rules at once."""
    return [column for column in columns if not isinstance(column, BulkActionsCheckboxColumn)]
