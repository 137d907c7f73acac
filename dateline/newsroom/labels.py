"""What the desk calls the fields and blocks of our models: in the language of who reads it.

Django makes a label of the field's own name, and would write one that the model gives into a migration. Here every
label, help text and noun goes through the catalogue as it stands: no model says it twice, and no migration is made.
"""

from typing import Any

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, override
from wagtail.blocks import Block
from wagtail.fields import StreamField


def translate() -> None:
    """Make every label of our models one that is looked up when it is read. Called once, when the desk is loaded."""
    with override(None):
        for model in apps.get_models():
            if model.__module__.startswith("dateline."):
                _translate(model._meta)


def _translate(meta: Any) -> None:
    for noun in ("verbose_name", "verbose_name_plural"):
        setattr(meta, noun, _looked_up(getattr(meta, noun)))
    for field in (*meta.local_fields, *meta.local_many_to_many):
        field.verbose_name = _looked_up(field.verbose_name)
        field.help_text = _looked_up(field.help_text)
        if isinstance(field, StreamField):
            _translate_block(field.stream_block)


def _translate_block(block: Block) -> None:
    block.label = _looked_up(block.label)
    for child in getattr(block, "child_blocks", {}).values():
        _translate_block(child)
    if hasattr(block, "child_block"):
        _translate_block(block.child_block)


def _looked_up(text: Promise | str | None) -> Promise | str | None:
    return gettext_lazy(str(text)) if text else text
