"""An amount of money: whole minor units of one currency; another currency or year only by a stated factor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

from groundswell.domain.errors import BadInput
from groundswell.domain.said import said as _

WITHOUT_MINOR = frozenset(
    ("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF")
)
THOUSANDTHS = frozenset(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"))
MOST = 2**63 - 1


def decimals_of(currency: str) -> int:
    """How many decimals a currency has.

    Args:
        currency: ISO 4217 code.

    Source:
        ISO 4217, list one, column "minor unit".

    Example:
        >>> decimals_of("USD"), decimals_of("XOF"), decimals_of("TND")
        (2, 0, 3)
    """
    return 0 if currency in WITHOUT_MINOR else 3 if currency in THOUSANDTHS else 2


@dataclass(frozen=True)
class Money:
    """An amount.

    Args:
        minor: Whole minor units, such as cents.
        currency: ISO 4217 code.
    """

    minor: int
    currency: str

    @classmethod
    def of(cls, amount: Decimal | int | str, currency: str) -> Money:
        """The amount that people write, in whole units with decimals.

        Args:
            amount: Such as ``"640.50"``.
            currency: ISO 4217 code.

        Raises:
            BadInput: It has more decimals than the currency, or more digits than can be kept.

        Example:
            >>> Money.of("640.50", "USD")
            Money(minor=64050, currency='USD')
        """
        exact = Decimal(amount) * 10 ** decimals_of(currency)
        if exact != exact.to_integral_value():
            raise BadInput(
                _("%(currency)s has %(decimals)s decimals.", currency=currency, decimals=decimals_of(currency)),
                _("Round the amount."),
                code="money.decimals",
            )
        return cls(_kept(int(exact)), currency)

    @property
    def amount(self) -> Decimal:
        """In whole units with decimals.

        Example:
            >>> Money(64050, "USD").amount
            Decimal('640.50')
        """
        return Decimal(self.minor).scaleb(-decimals_of(self.currency))

    def __add__(self, other: Money) -> Money:
        """The sum of two amounts of one currency; two currencies are refused."""
        if other.currency != self.currency:
            raise BadInput(
                _("%(one)s and %(other)s cannot be added.", one=self.currency, other=other.currency),
                _("State the exchange rate first."),
                code="money.currency",
            )
        return Money(_kept(self.minor + other.minor), self.currency)

    def times(self, factor: float | Fraction) -> Money:
        """Multiplied, rounded to whole minor units, halves to even.

        Example:
            >>> Money(5, "USD").times(0.5), Money(100, "USD").times(0.333)
            (Money(minor=2, currency='USD'), Money(minor=33, currency='USD'))
        """
        return Money(_kept(round(self.minor * Fraction(factor))), self.currency)

    def split(self, weights: Sequence[int]) -> tuple[Money, ...]:
        """Parts in the ratio of some weights that add up to the whole exactly; the first ones get the odd units.

        Args:
            weights: Not negative, not all nothing.

        Example:
            >>> [part.minor for part in Money(100, "USD").split((1, 1, 1))]
            [34, 33, 33]
        """
        whole = sum(weights)
        parts = [self.minor * weight // whole for weight in weights]
        order = sorted(range(len(weights)), key=lambda at: (-(self.minor * weights[at] % whole), at))
        for at in order[: self.minor - sum(parts)]:
            parts[at] += 1
        return tuple(Money(part, self.currency) for part in parts)


def _kept(minor: int) -> int:
    if abs(minor) > MOST:
        raise BadInput(_("The amount has too many digits."), _("Check it."), code="money.digits")
    return minor


@dataclass(frozen=True)
class Factor:
    """By what amounts are multiplied to be stated in another currency or in the prices of another year.

    Args:
        origin: The currency or the year that amounts come from, such as ``EUR`` or ``2023``.
        target: The currency or the year they are stated in.
        value: What one unit becomes.
        on: The day for which it holds.
        source: Where it was read.
    """

    origin: str
    target: str
    value: float
    on: date
    source: str

    @property
    def is_of_prices(self) -> bool:
        """Whether it leads from year to year, not from currency to currency."""
        return self.origin.isdecimal()


def converted(money: Money, factor: Factor) -> Money:
    """An amount in another currency, or in the prices of another year.

    Args:
        money: The amount.
        factor: By what it is multiplied; its origin is the amount's currency, or a year.

    Raises:
        BadInput: The factor is for another currency.

    Example:
        >>> rate = Factor("EUR", "XOF", 655.957, date(2026, 1, 1), "fixed parity")
        >>> converted(Money.of("10.00", "EUR"), rate)
        Money(minor=6560, currency='XOF')
    """
    if factor.is_of_prices:
        return money.times(Fraction(str(factor.value)))
    if factor.origin != money.currency:
        raise BadInput(
            _("This rate is for %(rate)s, the amount is in %(money)s.", rate=factor.origin, money=money.currency),
            _("State the right exchange rate."),
            code="money.rate",
        )
    exact = money.amount * Decimal(str(factor.value)) * 10 ** decimals_of(factor.target)
    return Money(_kept(int(exact.to_integral_value(ROUND_HALF_EVEN))), factor.target)
