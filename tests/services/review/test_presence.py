"""Who is at an article is known for a while after the last sign of life."""

from annotator.services.review.presence import GONE_AFTER, Presence, others_here
from annotator.services.review.review import open_review
from tests.services.teaming import IN_PAIRS, team_store


def test_who_is_not_heard_of_any_more_is_gone():
    now = [0.0]
    presence = Presence(lambda: now[0])
    presence.here("ada", 1)
    now[0] = GONE_AFTER
    assert presence.here("bo", 1) == ["ada"]
    now[0] += 1
    assert presence.here("cy", 1) == ["bo"]


def test_reviewers_with_a_review_of_their_own_do_not_learn_of_each_other(tmp_path):
    store, _ = team_store(tmp_path, IN_PAIRS, "a1")
    for name in ("ada", "bo"):
        open_review(store, "a1", name)
        assert others_here(store, "a1", name) == []
    store.close()
