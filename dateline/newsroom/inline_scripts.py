"""Wagtail's choosers without inline scripts, so that the desk's content policy holds (decisions/0005).

Wagtail 8 writes `<script>new ImageChooser(…)</script>` beside some fields. A nonce cannot help there: the widget does
not know the request, and a modal's form comes in a later answer than the page. Instead each field says in an inert
`<template>` what is to be started with which values, and `static/newsroom/start.js` starts it. The templates under
`templates/wagtailadmin` do the same for dates and repeated forms.
"""

import json
from typing import Any

from django.utils.html import format_html
from wagtail.admin.widgets import BaseChooser
from wagtail.admin.widgets.workflows import AdminTaskChooser


def replace() -> None:
    """Make every chooser of the admin say what is to be started. Called once, when the desk is loaded."""
    BaseChooser.render = _render
    AdminTaskChooser.js_constructor = "createTaskChooser"


def _render(chooser: BaseChooser, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> str:
    chosen = chooser.get_value_data(value)
    values = [attrs["id"]]
    if not isinstance(chooser, AdminTaskChooser):
        values.append(chooser.get_js_init_options(attrs["id"], name, chosen))
    return format_html(
        '{}<template data-start="{}" data-with="{}"></template>',
        chooser.render_html(name, chosen, attrs),
        chooser.js_constructor,
        json.dumps(values),
    )
