"""A story's photos and the logo as schema.org's ImageObject, with credit and rights as Google and IPTC ask. Pure.

Called by `structured_data.py`.
"""

import re
from dataclasses import dataclass
from typing import Any

from dateline.delivery.json_ld import filled, person
from dateline.delivery.pictures import LOGO_TYPE, MEDIA_TYPE, Picture, absolute, credit_of, logo_copy, picture_of
from dateline.lib.text import plain
from dateline.stories.models import Edition, Photo, Story

_ADDRESS = re.compile(r"https?://[^\s<>\"“”«»]*[^\s<>\"“”«».,;:!?)\]]")


@dataclass(frozen=True)
class _Use:
    """A photo as the story shows it; `picture` is None when the archive has lost it."""

    photo: Photo
    caption: str
    picture: Picture | None


def images(story: Story, edition: Edition) -> dict[str, Any]:
    """Return the photos of a story under `image`, and those that the archive has lost under `hasPart`."""
    uses = _photos(story)
    return {
        "image": [_image(use, edition) for use in uses if use.picture],
        "hasPart": [_lost(use) for use in uses if not use.picture],
    }


def logo(photo: Photo | None) -> dict[str, Any] | None:
    """Return an agency's logo as pages show it."""
    made = logo_copy(photo)
    if made is None:
        return None
    address = absolute(made.url)
    size = {"width": made.width, "height": made.height}
    return {"@type": "ImageObject", "contentUrl": address, "url": address, "encodingFormat": LOGO_TYPE, **size}


def _photos(story: Story) -> list[_Use]:
    used = [(story.photo, story.caption)] if story.photo else []
    used += [
        (block.value["photo"], block.value["caption"] or block.value["photo"].caption)
        for block in story.body
        if block.block_type == "photo" and block.value["photo"]
    ]
    return [_Use(photo, plain(caption), picture_of(photo, caption)) for photo, caption in used]


def _image(use: _Use, edition: Edition) -> dict[str, Any]:
    # Google goes by `contentUrl`, others by `url`.
    picture = use.picture
    assert picture
    return filled(
        {
            "@type": "ImageObject",
            "contentUrl": picture.address,
            "url": picture.address,
            "encodingFormat": MEDIA_TYPE,
            "width": picture.width,
            "height": picture.height,
            "caption": use.caption,
            **_credit(use.photo),
            **_rights(use.photo, edition),
        }
    )


def _lost(use: _Use) -> dict[str, Any]:
    # No ImageObject: one without an address is a fault to Google, and there is nothing to fetch.
    return filled({"@type": "Photograph", "description": use.caption, **_credit(use.photo)})


def _credit(photo: Photo) -> dict[str, Any]:
    return {
        "creditText": credit_of(photo),
        "creator": person(photo.creator) if photo.creator else None,
        "copyrightNotice": plain(photo.copyright_notice),
    }


def _rights(photo: Photo, edition: Edition) -> dict[str, Any]:
    """Say on what terms the photo may be used, and where to ask, if the agency can give the right.

    `license` must be an address (Google): the one in the photo's own terms, else the agency's page.
    """
    terms = plain(photo.usage_terms)
    own = edition.licence_address if _is_own(photo, edition) else ""
    named = _ADDRESS.search(terms)
    return {
        "license": named[0] if named else own,
        "acquireLicensePage": own,
        "usageInfo": {"@type": "CreativeWork", "text": terms} if terms else None,
    }


def _is_own(photo: Photo, edition: Edition) -> bool:
    # Another agency's photo is not ours to license, whoever took it.
    ours = {edition.agency_name, edition.credit, edition.source}
    said = {photo.source, photo.credit_line} - {""}
    return bool(said) and said <= ours
