"""What every test needs: one way for hypothesis to run."""

import os

from hypothesis import HealthCheck, settings

# No test asserts a time: a busy machine must not make a law fail.
settings.register_profile(
    "annotator", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
# On a build server the examples are the same on every run: a failure there can be repeated.
settings.register_profile("ci", settings.get_profile("annotator"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "annotator")
