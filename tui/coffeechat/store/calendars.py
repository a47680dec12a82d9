"""Public holidays and weekends of a country, from the library `holidays`; the method gets them as data."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from coffeechat.errors import CoffeechatError
from coffeechat.method.cadence import Calendar
from coffeechat.method.rules import Rules
from coffeechat.store import clock

YEARS_BACK, YEARS_AHEAD = 3, 3


class NoSuchCountry(CoffeechatError):
    def __init__(self, country: str) -> None:
        super().__init__(
            f"There is no country {country!r} with known holidays. "
            "Use its two letters, such as DE, US or FR, or nothing."
        )


class NoSuchRegion(CoffeechatError):
    def __init__(self, region: str, country: str, known: tuple[str, ...]) -> None:
        there = f"There are {', '.join(known)}." if known else "Its holidays are the same everywhere."
        super().__init__(f"{country or 'No country'} has no region {region!r}. {there}")


def calendar(rules: Rules, now: datetime | None = None) -> Calendar:
    """The user's calendar in the years around now. A country or region that is not known has no holidays."""
    year = (now or clock.now()).year
    try:
        return _calendar(rules.holidays, rules.holidays_region, year)
    except CoffeechatError:
        return Calendar()


def check(country: str, region: str = "") -> None:
    """Raises NoSuchCountry or NoSuchRegion."""
    _calendar(country, region, clock.now().year)


@cache
def _calendar(country: str, region: str, year: int) -> Calendar:
    if not country and not region:
        return Calendar()
    import holidays  # 0.2 s with the first country, and most people need one only

    if country not in holidays.list_supported_countries():
        raise NoSuchCountry(country)
    known = tuple(holidays.list_supported_countries()[country])
    if region and region not in known:
        raise NoSuchRegion(region, country, known)
    years = range(year - YEARS_BACK, year + YEARS_AHEAD + 1)
    found = holidays.country_holidays(country, subdiv=region or None, years=years)
    return Calendar(holidays=frozenset(found), weekend=frozenset(found.weekend))
