"""The page that mails about a comment or a report lead to: say that the address is yours, or that no more is wanted.

A GET changes nothing, since mail programs open links by themselves; the buttons do.
"""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from dateline.comments.mail import MailRecipient
from dateline.comments.models import Comment
from dateline.delivery.answers import ReaderRequest, answer, enter, only_for_its_reader
from dateline.lib import clock
from dateline.moderation import reporter_mail
from dateline.stories.models import Story


@require_safe
def mail(request: ReaderRequest, token: str) -> HttpResponse:
    return _page(request, *_enter(request, token))


# Neither cookie nor token: who could send this from elsewhere would have to know the address.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: ReaderRequest, token: str) -> HttpResponse:
    """On POST the address is its writer's; the address of the page by itself leads back."""
    recipient, _comment = _enter(request, token)
    if request.method == "POST":
        reporter_mail.prove(recipient, now=clock.now())
    back = reverse("mail", args=[token])
    return only_for_its_reader(HttpResponse(status=303, headers={"Location": back}))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: ReaderRequest, token: str) -> HttpResponse:
    """On POST no more mail goes. Answered with the page: a mail program that sends this follows no redirect."""
    recipient, comment = _enter(request, token)
    if request.method == "POST":
        recipient.stop(now=clock.now())
        recipient.refresh_from_db(fields=["stopped_at"])
    return _page(request, recipient, comment)


def _enter(request: ReaderRequest, token: str) -> tuple[MailRecipient, Comment]:
    ways = ("comment__story__edition", "report__comment__story__edition")
    recipient = MailRecipient.objects.of_token(token).select_related(*ways).first()
    comment = reporter_mail.comment_of(recipient) if recipient else None
    if recipient is None or comment is None:
        raise Http404("There is no such address.")
    enter(request, comment.story.edition.code)
    return recipient, comment


def _page(request: ReaderRequest, recipient: MailRecipient, comment: Comment) -> HttpResponse:
    story = Story.objects.public(clock.now()).select_related("edition").filter(pk=comment.story_id).first()
    context = {"recipient": recipient, "story": story, "number": comment.story.news_id}
    template = "delivery/mail.html" if recipient.comment else "delivery/mail_of_report.html"
    with translation.override(request.edition.language):
        return only_for_its_reader(answer(request, template, context))
