"""Set up Hypothesis: quick at the desk, more examples and always the same ones in CI."""

import os

from hypothesis import settings

# No deadline: a slow machine is not a wrong answer; speed is measured by the benchmarks.
settings.register_profile("dev", deadline=None)
settings.register_profile("ci", deadline=None, max_examples=500, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "dev")
