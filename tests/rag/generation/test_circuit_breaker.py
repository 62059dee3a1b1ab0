"""When an endpoint is left alone, and when it is tried again."""

from rag.generation.circuit_breaker import FAILURES, LONGEST_REST_S, REST_S, CircuitBreaker


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def opened(clock: Clock) -> CircuitBreaker:
    breaker = CircuitBreaker(clock)
    for _ in range(FAILURES):
        assert breaker.allows()
        breaker.failed()
    return breaker


def test_failures_in_a_row_open_it() -> None:
    assert not opened(Clock()).allows()


def test_a_success_between_failures_keeps_it_closed() -> None:
    breaker = CircuitBreaker(Clock())
    for _ in range(FAILURES * 2):
        breaker.failed()
        breaker.succeeded()
    assert breaker.allows()


def test_after_the_pause_one_call_tries() -> None:
    clock = Clock()
    breaker = opened(clock)
    clock.now += REST_S + 1
    assert breaker.allows() and not breaker.allows()


def test_a_trial_that_succeeds_closes_it() -> None:
    clock = Clock()
    breaker = opened(clock)
    clock.now += REST_S + 1
    assert breaker.allows()
    breaker.succeeded()
    assert breaker.allows() and breaker.allows()


def test_every_failed_trial_doubles_the_pause_up_to_the_longest() -> None:
    clock = Clock()
    breaker = opened(clock)
    for pause in (REST_S * 2, REST_S * 4, REST_S * 8, LONGEST_REST_S, LONGEST_REST_S):
        clock.now += LONGEST_REST_S + 1
        assert breaker.allows()
        breaker.failed()
        clock.now += pause - 1
        assert not breaker.allows()
