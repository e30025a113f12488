"""Lead scoring: pure functions, no I/O."""

FREE_EMAIL_DOMAINS = frozenset(
    {
        "bol.com.br",
        "gmail.com",
        "hotmail.com",
        "icloud.com",
        "outlook.com",
        "terra.com.br",
        "uol.com.br",
        "yahoo.com",
        "yahoo.com.br",
    }
)

BASE_SCORE = 20
CORPORATE_EMAIL_BONUS = 30
KNOWN_COMPANY_BONUS = 40
FULL_NAME_BONUS = 10


def email_domain(email: str) -> str:
    """The domain of an e-mail address, in lower case."""
    return email.rpartition("@")[2].strip().lower()


def is_corporate(domain: str) -> bool:
    """Whether the domain belongs to an organisation, not to a free e-mail provider."""
    return bool(domain) and domain not in FREE_EMAIL_DOMAINS


def score_lead(name: str, email: str, *, known_company: bool) -> int:
    """A score from 0 to 100: how promising a lead looks from what we know of it."""
    score = BASE_SCORE
    if is_corporate(email_domain(email)):
        score += CORPORATE_EMAIL_BONUS
    if known_company:
        score += KNOWN_COMPANY_BONUS
    if len(name.split()) > 1:
        score += FULL_NAME_BONUS
    return score
