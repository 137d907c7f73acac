"""Numbers that carry a check digit, by which a program tells one from a price: cards, accounts, national IDs. Pure."""

IBAN_LENGTHS = {
    **{"AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BR": 29, "CH": 21, "CY": 28},
    **{"CZ": 28, "DE": 22, "DK": 18, "EE": 20, "EG": 29, "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GE": 22, "GR": 27},
    **{"HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IR": 26, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20},
    **{"LB": 28, "LT": 20, "LU": 20, "LV": 21, "MT": 31, "NL": 18, "NO": 15, "PK": 24, "PL": 28, "PT": 25, "QA": 29},
    **{"RO": 26, "RS": 22, "SA": 24, "SE": 24, "SI": 19, "SK": 24, "TN": 24, "TR": 26, "UA": 29},
}
"""Characters of an account's number by country (ISO 13616, the registry of SWIFT)."""

_PESEL_WEIGHTS = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)
_DNI_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"


def is_card(digits: str) -> bool:
    """Whether it is the number of a payment card: its length and first digit, and Luhn's sum (ISO/IEC 7812-1)."""
    if len(digits) not in (15, 16, 19) or digits[0] not in "23456" or len(set(digits)) == 1:
        return False
    if len(digits) == 15 and digits[:2] not in ("34", "37"):
        return False
    doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (doubled + sum(map(int, digits[-1::-2]))) % 10 == 0


def is_iban(account: str) -> bool:
    """Whether it is an international bank account number, without spaces and in capitals (ISO 13616: 1 modulo 97)."""
    if len(account) != IBAN_LENGTHS.get(account[:2]) or not (account.isascii() and account.isalnum()):
        return False
    return int("".join(str(int(sign, 36)) for sign in account[4:] + account[:4])) % 97 == 1


def is_iranian_id(digits: str) -> bool:
    """Whether it is an Iranian national ID: ten digits, the last from the others modulo 11."""
    if len(digits) != 10 or len(set(digits)) == 1 or digits[:3] == "000":
        return False
    rest = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True)) % 11
    return int(digits[9]) == (rest if rest < 2 else 11 - rest)


def is_turkish_id(digits: str) -> bool:
    """Whether it is a Turkish identity number: eleven digits, of which the last two check the others."""
    if len(digits) != 11 or digits[0] == "0":
        return False
    each = list(map(int, digits))
    tenth = (7 * sum(each[0:9:2]) - sum(each[1:8:2])) % 10
    return each[9] == tenth and each[10] == sum(each[:10]) % 10


def is_pesel(digits: str) -> bool:
    """Whether it is a Polish PESEL: a day of birth in eleven digits, the last from the others modulo 10."""
    if len(digits) != 11 or not 1 <= int(digits[2:4]) % 20 <= 12 or not 1 <= int(digits[4:6]) <= 31:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, _PESEL_WEIGHTS, strict=False))
    return int(digits[10]) == -total % 10


def is_dni(written: str) -> bool:
    """Whether it is a Spanish DNI: eight digits and the letter that they have modulo 23."""
    digits, letter = written[:-1], written[-1:].upper()
    return len(digits) == 8 and digits.isdecimal() and letter == _DNI_LETTERS[int(digits) % 23]
