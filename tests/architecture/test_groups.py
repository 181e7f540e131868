"""Tests of one group share what was made for them, which only holds where one worker runs them all."""

import os

import pytest

GROUP = "a group of its own"


@pytest.mark.xdist_group(GROUP)
def test_workers_are_told_of_groups(request: pytest.FixtureRequest) -> None:
    if "PYTEST_XDIST_WORKER" not in os.environ:
        pytest.skip("There are no workers to share the tests out to.")
    assert request.node.nodeid.endswith(f"@{GROUP}")
