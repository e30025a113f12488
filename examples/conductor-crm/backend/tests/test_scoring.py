import pytest

from app.scoring import email_domain, is_corporate, score_lead


def test_email_domain_is_lower_case() -> None:
    assert email_domain("Ana@Acme.COM.BR") == "acme.com.br"


@pytest.mark.parametrize(
    ("domain", "corporate"),
    [("acme.com.br", True), ("gmail.com", False), ("uol.com.br", False), ("", False)],
)
def test_is_corporate(domain: str, corporate: bool) -> None:
    assert is_corporate(domain) is corporate


@pytest.mark.parametrize(
    ("name", "email", "known_company", "score"),
    [
        ("Ana", "ana@gmail.com", False, 20),
        ("Ana Souza", "ana@gmail.com", False, 30),
        ("Ana Souza", "ana@acme.com.br", False, 60),
        ("Ana Souza", "ana@acme.com.br", True, 100),
    ],
)
def test_score_lead(name: str, email: str, known_company: bool, score: int) -> None:
    assert score_lead(name, email, known_company=known_company) == score
