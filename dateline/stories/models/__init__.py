"""The rows of the news item, one file each."""

from dateline.stories.models.appearance import Appearance, ContactPoint, MenuLink
from dateline.stories.models.chain import ChainLink
from dateline.stories.models.commenting import OF_COMMENTING, Commenting
from dateline.stories.models.comments_door import CommentsDoor, CommentsMode
from dateline.stories.models.contributor import Contributor
from dateline.stories.models.correction_request import CorrectionRequest
from dateline.stories.models.edition import Edition, Section
from dateline.stories.models.genre import Genre
from dateline.stories.models.handover import Handover
from dateline.stories.models.later_version import LaterVersion
from dateline.stories.models.limit import Limit
from dateline.stories.models.most_read import MostRead
from dateline.stories.models.notice import Ground, Notice, NoticeKind
from dateline.stories.models.passage_note import NotedField, PassageNote
from dateline.stories.models.photo import Photo, PhotoRendition
from dateline.stories.models.reads import ReadsInHour, ReadsOnDay
from dateline.stories.models.search_index import SearchEntry, SearchWord
from dateline.stories.models.story import Story
from dateline.stories.models.topic import Topic, TopicName
from dateline.stories.models.version import Version
from dateline.stories.news_ids import NewsIdCounter

__all__ = [
    "OF_COMMENTING",
    "Appearance",
    "ChainLink",
    "Commenting",
    "CommentsDoor",
    "CommentsMode",
    "ContactPoint",
    "Contributor",
    "CorrectionRequest",
    "Edition",
    "Genre",
    "Ground",
    "Handover",
    "LaterVersion",
    "Limit",
    "MenuLink",
    "MostRead",
    "NewsIdCounter",
    "NotedField",
    "Notice",
    "NoticeKind",
    "PassageNote",
    "Photo",
    "PhotoRendition",
    "ReadsInHour",
    "ReadsOnDay",
    "SearchEntry",
    "SearchWord",
    "Section",
    "Story",
    "Topic",
    "TopicName",
    "Version",
]
