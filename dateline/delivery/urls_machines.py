"""Addresses that machines read: feeds, sitemaps, robots.txt, cards. `urls.py` includes them before readers' pages."""

from django.urls import URLPattern, path, register_converter

from dateline.delivery.views import cards, feeds, sitemaps


class FeedKind:
    regex = "rss|atom|json"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(FeedKind, "feed")

urlpatterns: list[URLPattern] = [
    path("robots.txt", sitemaps.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-pages.xml", sitemaps.pages, name="sitemap-pages"),
    path("sitemap-topics-<int:number>.xml", sitemaps.topics, name="sitemap-topics"),
    path("sitemap-stories-<int:number>.xml", sitemaps.stories, name="sitemap-stories"),
    path("news-sitemap.xml", sitemaps.news, name="news-sitemap"),
    path("<edition:code>/news/<int:news_id>/card-<int:version>.jpg", cards.card, name="card"),
    path("<edition:code>/feed.<feed:kind>", feeds.edition_feed, name="feed"),
    path("<edition:code>/section/<str:slug>/feed.<feed:kind>", feeds.section_feed, name="section-feed"),
    path("<edition:code>/topic/<str:slug>/feed.<feed:kind>", feeds.topic_feed, name="topic-feed"),
]
