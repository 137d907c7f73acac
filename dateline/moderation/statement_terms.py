"""The words of the Commission's statements of reasons that a clause can map to: one category, one keyword.

The names are those of the Digital Services Act's transparency database (its API, version 1); what the desk calls them
is ours. Keywords about goods, prices and pictures are left out: a comment is text.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.TextChoices):
    """`category` of a statement."""

    CYBER_VIOLENCE = "STATEMENT_CATEGORY_CYBER_VIOLENCE", _("Violence online: harassment, threats")
    AGAINST_WOMEN = "STATEMENT_CATEGORY_CYBER_VIOLENCE_AGAINST_WOMEN", _("Violence online against women")
    SPEECH = "STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH", _("Illegal or harmful speech")
    PRIVACY = "STATEMENT_CATEGORY_DATA_PROTECTION_AND_PRIVACY_VIOLATIONS", _("Personal data and privacy")
    INTELLECTUAL_PROPERTY = "STATEMENT_CATEGORY_INTELLECTUAL_PROPERTY_INFRINGEMENTS", _("Intellectual property")
    CIVIC_DISCOURSE = (
        "STATEMENT_CATEGORY_NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS",
        _("Harm to public debate or elections"),
    )
    MINORS = "STATEMENT_CATEGORY_PROTECTION_OF_MINORS", _("Protection of children")
    SECURITY = "STATEMENT_CATEGORY_RISK_FOR_PUBLIC_SECURITY", _("Danger to public security")
    FRAUD = "STATEMENT_CATEGORY_SCAMS_AND_FRAUD", _("Scams and fraud")
    SELF_HARM = "STATEMENT_CATEGORY_SELF_HARM", _("Self-harm")
    PRODUCTS = "STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS", _("Unsafe or prohibited products")
    VIOLENCE = "STATEMENT_CATEGORY_VIOLENCE", _("Violence")
    ANIMALS = "STATEMENT_CATEGORY_ANIMAL_WELFARE", _("Animal welfare")
    CONSUMERS = "STATEMENT_CATEGORY_CONSUMER_INFORMATION", _("Misled consumers")
    NOT_SPECIFIED = "STATEMENT_CATEGORY_NOT_SPECIFIED_NOTICE", _("A notice that does not say what is illegal")
    OTHER = "STATEMENT_CATEGORY_OTHER_VIOLATION_TC", _("Another breach of the house rules")


class Keyword(models.TextChoices):
    """`category_specification` of a statement."""

    LANGUAGE = "KEYWORD_LANGUAGE_REQUIREMENTS", _("Language that comments are asked to be in")
    HARASSMENT = "KEYWORD_CYBER_HARASSMENT", _("Harassment")
    HARASSMENT_OF_WOMEN = "KEYWORD_CYBER_HARASSMENT_AGAINST_WOMEN", _("Harassment of women")
    BULLYING = "KEYWORD_CYBER_BULLYING_INTIMIDATION", _("Bullying and intimidation")
    STALKING = "KEYWORD_CYBER_STALKING", _("Stalking")
    INCITEMENT_ONLINE = "KEYWORD_CYBER_INCITEMENT", _("Stirring up hatred or violence against somebody")
    DEFAMATION = "KEYWORD_DEFAMATION", _("Libel and slander")
    DISCRIMINATION = "KEYWORD_DISCRIMINATION", _("Discrimination")
    HATE_SPEECH = "KEYWORD_HATE_SPEECH", _("Hate speech that is illegal")
    INCITEMENT = "KEYWORD_INCITEMENT_VIOLENCE_HATRED", _("Calls to violence or hatred")
    AGAINST_WOMEN = "KEYWORD_INCITEMENT_AGAINST_WOMEN", _("Calls to violence or hatred against women")
    TERRORISM = "KEYWORD_TERRORIST_CONTENT", _("Terrorism")
    ORGANISATIONS = "KEYWORD_ILLEGAL_ORGANIZATIONS", _("Forbidden organisations")
    COORDINATED_HARM = "KEYWORD_COORDINATED_HARM", _("Harm by agreement")
    DISINFORMATION = "KEYWORD_MISINFORMATION_DISINFORMATION", _("Disinformation")
    NATIONAL_LAW = "KEYWORD_VIOLATION_NATIONAL_LAW", _("National law on public debate or elections")
    UNION_LAW = "KEYWORD_VIOLATION_EU_LAW", _("European law on public debate or elections")
    FORGOTTEN = "KEYWORD_RIGHT_TO_BE_FORGOTTEN", _("The right to be forgotten")
    PERSONAL_DATA = "KEYWORD_MISSING_PROCESSING_GROUND", _("Personal data without a ground to publish them")
    COPYRIGHT = "KEYWORD_COPYRIGHT_INFRINGEMENT", _("Copyright")
    TRADE_SECRET = "KEYWORD_TRADE_SECRET_INFRINGEMENT", _("Trade secrets")
    IMPERSONATION = "KEYWORD_IMPERSONATION_ACCOUNT_HIJACKING", _("Passing for somebody else")
    INAUTHENTIC = "KEYWORD_INAUTHENTIC_ACCOUNTS", _("Made-up people")
    PHISHING = "KEYWORD_PHISHING", _("Fishing for passwords and accounts")
    HIDDEN_ADVERTISING = "KEYWORD_HIDDEN_ADVERTISEMENT", _("Hidden advertising")
    NOT_PERMITTED_HERE = "KEYWORD_GOODS_SERVICES_NOT_PERMITTED", _("Goods or services not to be offered here")
    SUICIDE = "KEYWORD_SUICIDE", _("Suicide")
    SELF_MUTILATION = "KEYWORD_SELF_MUTILATION", _("Self-injury")
    GROOMING = "KEYWORD_GROOMING_SEXUAL_ENTICEMENT_MINORS", _("Grooming of children")
    SEXUAL = "KEYWORD_ADULT_SEXUAL_MATERIAL", _("Sexual content")
    PUBLIC_HEALTH = "KEYWORD_RISK_PUBLIC_HEALTH", _("Danger to public health")
    OTHER = "KEYWORD_OTHER", _("None of these")
