"""Who is at the desk: password, second factor, passkeys and devices, by django-allauth (decisions/0030).

`urls` names each address that is open; `site/urls.py` puts them before Wagtail's own.
"""
