"""People for the tests of matching, made in one line each."""

from coffeechat.method.identity import Known, known_of


def person(
    number: int,
    name: str,
    *contacts: str,
    at: str | None = None,
    rows: tuple[str, ...] = (),
    region: str | None = None,
) -> Known:
    """Somebody with id `number`; contacts are an e-mail, a phone number or a LinkedIn address."""
    return known_of(
        number.to_bytes(16, "big"),
        name,
        organisations=[at] if at else [],
        contacts=[(kind_of(contact), contact) for contact in contacts],
        rows=rows,
        region=region,
    )


def numbers(ids: tuple[bytes, ...]) -> list[int]:
    """The ids as the numbers they were made of."""
    return [int.from_bytes(id, "big") for id in ids]


def kind_of(contact: str) -> str:
    """What kind of contact a text is."""
    if "linkedin." in contact:
        return "linkedin"
    if "@" in contact:
        return "email"
    return "url" if "/" in contact else "phone"
