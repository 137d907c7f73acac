"""What strangers send to break others, in a browser: on no page that shows it does any of it run."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

from tests.hostile.strings import EMAIL, NAUGHTY, SCRIPTS, names, texts
from tests.journeys.conftest import Agency
from tests.journeys.seeding import seed

SENT = """
under = story("en", 6)
mine = []
for number, text in enumerate(naughty + scripts):
    mine.append(send(under, names[number], text, number, email))
for comment in mine[:-4]:
    judging.show(comment, by=mara, now=clock.now())
for number, comment in enumerate(mine[-4:-1]):
    refuse(comment, scripts[number])
appeal = appealing.file(mine[-4], text=scripts[0], now=clock.now())
answered = appealing.file(mine[-3], text=scripts[1], now=clock.now())
appealing.answer(answered, AppealOutcome.UPHELD, words=scripts[2], by=piet, now=clock.now())
libel = Reported(ReportKind.LIBEL, scripts[0], scripts[1], names[3], names[4], email)
shown = mine[len(naughty)] if mine[len(naughty)] in mine[:-4] else mine[0]
shown.refresh_from_db()
report = reporting.file(shown, libel, now=clock.now())
reporting.answer_as_writer(shown, scripts[2], now=clock.now())
at = under.get_absolute_url()
made = {
    "reader": [at, f"{at}/comments", f"{at}/comments/{mine[0].pk}", f"{at}/comments/{mine[0].pk}/report"]
    + [f"/receipts/{each.receipt_token}" for each in mine[-4:] + [shown]]
    + [f"/receipts/reports/{report.receipt_token}"],
    "desk": ["/desk/comments/" + each for each in ("", "?state=shown", "?state=refused", "appeals/", "reports/")]
    + [f"/desk/comments/{mine[-1].pk}/", f"/desk/comments/reports/{shown.pk}/"]
    + [f"/desk/comments/appeals/{each.pk}/" for each in (appeal, answered)],
}
"""
HOOK = """
window.ran = [];
for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = () => window.ran.push(name);
document.addEventListener("securitypolicyviolation", (event) => window.ran.push(event.violatedDirective), true);
"""
LIVE = """() => [...document.querySelectorAll("*")].flatMap((each) => [...each.attributes]
  .filter(({name, value}) => /^on/.test(name) || /^\\s*(javascript|vbscript|data:text)/i.test(value))
  .map(({name, value}) => `${each.localName} ${name}=${value}`))"""


def test_nothing_of_it_runs_for_readers_or_at_the_desk(
    open_window: Callable[..., Page], desk: Callable[..., Page], agency: Agency
) -> None:
    given: dict[str, Any] = {"naughty": list(texts(NAUGHTY))[::2], "scripts": list(texts(SCRIPTS)), "names": names()}
    made: Any = seed(agency, SENT, **given, email=EMAIL)
    for page, addresses in ((open_window(), made["reader"]), (desk("mara"), made["desk"])):
        page.add_init_script(HOOK)
        page.on("dialog", lambda dialog: (dialog.dismiss(), _ran(dialog.message)))
        for address in addresses:
            answer = page.goto(address)
            assert answer is not None
            assert answer.status == 200, address
            page.mouse.move(180, 300)
            page.keyboard.press("Tab")
            assert page.evaluate("window.ran") == [], address
            assert page.evaluate(LIVE) == [], address
        assert SCRIPTS[4] in page.locator("body").inner_text()


def _ran(message: str) -> None:
    raise AssertionError(f"A dialog came up: {message}")
