"""Why a plan was frozen."""

from enum import StrEnum


class SnapshotKind(StrEnum):
    """Why a plan was frozen; comparisons look for reviews and approvals."""

    REVIEW = "review"
    APPROVAL = "approval"
    BEFORE_LOAD = "before_load"
