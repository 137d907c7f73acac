"""A passkey, from the one-time link to the desk without a password, in a real browser with an authenticator in it."""

from playwright.sync_api import Browser, expect

from tests.journeys.conftest import Agency

# Nobody else's journey is made by Lena: from now on he is asked for his passkey.
PASSWORD = "a long walk along the quay"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_passkey_opens_the_desk(agency: Agency, chromium: Browser) -> None:
    site = agency.url.replace("127.0.0.1", "localhost")  # WebAuthn knows names of hosts only
    window = chromium.new_context()
    page = window.new_page()
    device = window.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})

    page.goto(agency.sign_in_link("lena").replace(agency.url, site))
    page.get_by_role("button", name="Go to the desk").click()
    page.goto(f"{site}/desk/password/first/")
    page.locator("input[name=password1]").fill(PASSWORD)
    page.locator("input[name=password2]").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button").click()
    page.wait_for_url(f"{site}/desk/password/")

    page.goto(f"{site}/desk/second-factor/keys/add/")
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button").click()
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("main")).to_contain_text("Recovery")

    window.clear_cookies()
    page.goto(f"{site}/desk/devices/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{site}/desk/devices/")
    window.close()
