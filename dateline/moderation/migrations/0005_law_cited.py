"""A decision under a legal clause cites the law. What kept decisions from being changed learns of the new column."""

from django.conf import settings
from django.db import migrations, models

KEPT = "A decision is never changed or deleted; a change of mind is a further decision."
FACTS = ("id", "comment_id", "outcome", "rules_id", "clause_id", "clause_number", "decided_by_id")
FACTS += ("automatic", "decided_at", "law")


def changed(is_other):
    facts = [f"OLD.{name} {is_other} NEW.{name}" for name in FACTS]
    return " OR ".join([*facts, f"(OLD.sentence {is_other} NEW.sentence AND NEW.sentence <> '')"])


# SQLite's are gone with the table that a new column replaces.
SQLITE = [
    f"""CREATE TRIGGER moderation_decisions_{does} BEFORE {what}
    BEGIN SELECT RAISE(ABORT, '{KEPT}'); END"""
    for does, what in (
        ("deleted", "DELETE ON moderation_decision"),
        ("changed", f"UPDATE ON moderation_decision WHEN {changed('IS NOT')}"),
    )
]
POSTGRESQL = [
    "DROP TRIGGER moderation_decisions_changed ON moderation_decision",
    f"""CREATE TRIGGER moderation_decisions_changed BEFORE UPDATE ON moderation_decision FOR EACH ROW
    WHEN ({changed("IS DISTINCT FROM")}) EXECUTE FUNCTION moderation_decisions_kept()""",
]


def let_go(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for does in ("deleted", "changed"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS moderation_decisions_{does}")


def guard(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0001_initial'),
        ('moderation', '0004_decisions_in_the_chain'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(let_go, migrations.RunPython.noop),
        migrations.AlterModelOptions(
            name='decision',
            options={'default_permissions': ('view',), 'ordering': ['decided_at', 'pk'], 'permissions': [('decide_comment', 'Can show or refuse a comment'), ('decide_under_law', 'Can refuse a comment under a legal clause')]},
        ),
        migrations.AddField(
            model_name='decision',
            name='law',
            field=models.CharField(blank=True, help_text='Law and section, under a legal clause.', max_length=500),
        ),
        migrations.AlterField(
            model_name='clause',
            name='legal_ground',
            field=models.CharField(blank=True, help_text='Law and section that a decision under a legal clause cites.', max_length=500),
        ),
        migrations.AlterField(
            model_name='clause',
            name='statement_category',
            field=models.CharField(blank=True, choices=[('STATEMENT_CATEGORY_CYBER_VIOLENCE', 'Violence online: harassment, threats'), ('STATEMENT_CATEGORY_CYBER_VIOLENCE_AGAINST_WOMEN', 'Violence online against women'), ('STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH', 'Illegal or harmful speech'), ('STATEMENT_CATEGORY_DATA_PROTECTION_AND_PRIVACY_VIOLATIONS', 'Personal data and privacy'), ('STATEMENT_CATEGORY_INTELLECTUAL_PROPERTY_INFRINGEMENTS', 'Intellectual property'), ('STATEMENT_CATEGORY_NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS', 'Harm to public debate or elections'), ('STATEMENT_CATEGORY_PROTECTION_OF_MINORS', 'Protection of children'), ('STATEMENT_CATEGORY_RISK_FOR_PUBLIC_SECURITY', 'Danger to public security'), ('STATEMENT_CATEGORY_SCAMS_AND_FRAUD', 'Scams and fraud'), ('STATEMENT_CATEGORY_SELF_HARM', 'Self-harm'), ('STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS', 'Unsafe or prohibited products'), ('STATEMENT_CATEGORY_VIOLENCE', 'Violence'), ('STATEMENT_CATEGORY_ANIMAL_WELFARE', 'Animal welfare'), ('STATEMENT_CATEGORY_CONSUMER_INFORMATION', 'Misled consumers'), ('STATEMENT_CATEGORY_NOT_SPECIFIED_NOTICE', 'A notice that does not say what is illegal'), ('STATEMENT_CATEGORY_OTHER_VIOLATION_TC', 'Another breach of the house rules')], help_text='What a statement of reasons to the Commission calls it.', max_length=80),
        ),
        migrations.AlterField(
            model_name='clause',
            name='statement_keyword',
            field=models.CharField(blank=True, choices=[('KEYWORD_LANGUAGE_REQUIREMENTS', 'Language that comments are asked to be in'), ('KEYWORD_CYBER_HARASSMENT', 'Harassment'), ('KEYWORD_CYBER_HARASSMENT_AGAINST_WOMEN', 'Harassment of women'), ('KEYWORD_CYBER_BULLYING_INTIMIDATION', 'Bullying and intimidation'), ('KEYWORD_CYBER_STALKING', 'Stalking'), ('KEYWORD_CYBER_INCITEMENT', 'Stirring up hatred or violence against somebody'), ('KEYWORD_DEFAMATION', 'Libel and slander'), ('KEYWORD_DISCRIMINATION', 'Discrimination'), ('KEYWORD_HATE_SPEECH', 'Hate speech that is illegal'), ('KEYWORD_INCITEMENT_VIOLENCE_HATRED', 'Calls to violence or hatred'), ('KEYWORD_INCITEMENT_AGAINST_WOMEN', 'Calls to violence or hatred against women'), ('KEYWORD_TERRORIST_CONTENT', 'Terrorism'), ('KEYWORD_ILLEGAL_ORGANIZATIONS', 'Forbidden organisations'), ('KEYWORD_COORDINATED_HARM', 'Harm by agreement'), ('KEYWORD_MISINFORMATION_DISINFORMATION', 'Disinformation'), ('KEYWORD_VIOLATION_NATIONAL_LAW', 'National law on public debate or elections'), ('KEYWORD_VIOLATION_EU_LAW', 'European law on public debate or elections'), ('KEYWORD_RIGHT_TO_BE_FORGOTTEN', 'The right to be forgotten'), ('KEYWORD_MISSING_PROCESSING_GROUND', 'Personal data without a ground to publish them'), ('KEYWORD_COPYRIGHT_INFRINGEMENT', 'Copyright'), ('KEYWORD_TRADE_SECRET_INFRINGEMENT', 'Trade secrets'), ('KEYWORD_IMPERSONATION_ACCOUNT_HIJACKING', 'Passing for somebody else'), ('KEYWORD_INAUTHENTIC_ACCOUNTS', 'Made-up people'), ('KEYWORD_PHISHING', 'Fishing for passwords and accounts'), ('KEYWORD_HIDDEN_ADVERTISEMENT', 'Hidden advertising'), ('KEYWORD_GOODS_SERVICES_NOT_PERMITTED', 'Goods or services not to be offered here'), ('KEYWORD_SUICIDE', 'Suicide'), ('KEYWORD_SELF_MUTILATION', 'Self-injury'), ('KEYWORD_GROOMING_SEXUAL_ENTICEMENT_MINORS', 'Grooming of children'), ('KEYWORD_ADULT_SEXUAL_MATERIAL', 'Sexual content'), ('KEYWORD_RISK_PUBLIC_HEALTH', 'Danger to public health'), ('KEYWORD_OTHER', 'None of these')], help_text='And more exactly.', max_length=80),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('law', ''), models.Q(('automatic', False), ('decided_by__isnull', False), ('outcome', 'refuse')), _connector='OR'), name='the_law_is_cited_by_a_person'),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
