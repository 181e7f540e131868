"""What the guidance says, for pages that explain it."""

from planner.reference.guidance import load_guidance


def scale_meanings(code: str) -> dict[str, str]:
    """Return what each step of a scale means, by its code; raises KeyError for an unknown scale."""
    scales = {scale.code: scale for scale in load_guidance().scales}
    return {step.code: step.meaning for step in scales[code].steps}
