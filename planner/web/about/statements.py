"""The dates of the product's public statements; whoever changes or checks one again moves its date."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Statement:
    """When a statement was made, when it was last held against the product, and when that is due again."""

    prepared: date
    reviewed: date
    review_by: date


ACCESSIBILITY = Statement(
    prepared=date(2026, 11, 28), reviewed=date(2026, 11, 28), review_by=date(2027, 11, 28)
)
PRIVACY = Statement(prepared=date(2026, 11, 28), reviewed=date(2026, 11, 28), review_by=date(2027, 11, 28))
