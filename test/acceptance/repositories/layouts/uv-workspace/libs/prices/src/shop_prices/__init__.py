CURRENCY = "BRL"


def shown(cents):
    return f"{CURRENCY} {cents / 100:.2f}"
