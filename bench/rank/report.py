"""Tables of shares, in percent."""

from collections.abc import Mapping, Sequence

from bench.rank.judge import Outcome, Shares, at_duly_declined, shares

COLUMNS = ("right of all", "right of due", "wrongly declined", "duly declined")
THRESHOLDS = (0.10, 0.15, 0.20, 0.25, 0.30, 0.35, 0.40, 0.50, 0.60, 0.70, 0.80)
WIDTH = 18


def curve(name: str, outcomes: Sequence[Outcome]) -> str:
    """A line a threshold."""
    head = f"{'threshold':>10}{'answered':>{WIDTH}}{'right of these':>{WIDTH}}" + _heads()
    return "\n".join([f"{name}:", head, *(_curve_line(shares(outcomes, threshold)) for threshold in THRESHOLDS)])


def at_equal_declines(parts: Mapping[str, Sequence[Outcome]]) -> str:
    """A line a part, each at its own threshold of the same share duly declined."""
    lines = [f"{'':<34}{'questions':>10}{'threshold':>11}" + _heads()]
    for name, outcomes in parts.items():
        one = at_duly_declined(outcomes)
        lines.append(f"{name:<34}{one.questions:>10}{one.threshold:>11.2f}" + _values(one))
    return "\n".join(lines)


def at_threshold(parts: Mapping[str, Sequence[Outcome]], threshold: float) -> str:
    """A line a part, all at one threshold."""
    lines = [f"{'at ' + format(threshold, '.2f'):<34}{'questions':>10}" + _heads()]
    for name, outcomes in parts.items():
        one = shares(outcomes, threshold)
        lines.append(f"{name:<34}{one.questions:>10}" + _values(one))
    return "\n".join(lines)


def beside(parts: Mapping[str, Mapping[str, Sequence[Outcome]]], threshold: float) -> str:
    """A line a part and fit: the same questions under several weights."""
    lines = [f"{'at ' + format(threshold, '.2f'):<34}{'weights':<10}{'questions':>10}" + _heads()]
    for name, fits in parts.items():
        for weights, outcomes in fits.items():
            one = shares(outcomes, threshold)
            lines.append(f"{name:<34}{weights:<10}{one.questions:>10}" + _values(one))
    return "\n".join(lines)


def _heads() -> str:
    return "".join(f"{column:>{WIDTH}}" for column in COLUMNS)


def _values(one: Shares) -> str:
    values = (one.right, one.right_of_due, one.wrongly_declined, one.duly_declined)
    return "".join(f"{100 * value:>{WIDTH}.1f}" for value in values)


def _curve_line(one: Shares) -> str:
    first = f"{one.threshold:>10.2f}{100 * one.answered:>{WIDTH}.1f}{100 * one.right_of_answered:>{WIDTH}.1f}"
    return first + _values(one)
