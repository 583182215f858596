"""A clock that stands still until it is told to go on."""

from datetime import datetime, timedelta

from tests.cast import NOW


class StoppedClock:
    """Callable like the real one: ``clock()`` is an aware UTC datetime."""

    def __init__(self, moment: datetime = NOW) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def go_on(self, **delta: float) -> None:
        """``go_on(minutes=5)``."""
        self.moment += timedelta(**delta)
