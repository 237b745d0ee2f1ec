"""What holds for all calls of a run: how many at once, how many tokens in all, and when to stop calling."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, Semaphore

from assistant.errors import ModelServerError

# So many calls in a row that reach no server end the calling, for so many seconds
FAILURES, PAUSE = 3, 60.0


class Budget:
    """Tokens that a run may spend; 0 is no limit. What calls under way may need is set aside."""

    def __init__(self, most: int) -> None:
        """Start with nothing spent."""
        self.most, self.spent = most, 0
        self._aside = 0
        self._lock = Lock()

    @contextmanager
    def aside(self, tokens: int) -> Iterator[None]:
        """Set tokens aside while a call runs; raises ModelServerError where the budget no longer has them."""
        with self._lock:
            if self.most and self.spent + self._aside + tokens > self.most:
                raise ModelServerError(
                    "本次运行的词元预算已用完", where="ASSISTANT_MODEL_TOKENS", fix=f"上限 {self.most} 个词元"
                )
            self._aside += tokens
        try:
            yield
        finally:
            with self._lock:
                self._aside -= tokens

    def spend(self, tokens: int) -> None:
        """Count what a call took."""
        with self._lock:
            self.spent += tokens


class Breaker:
    """Stops calling a server that answers nobody, so that a batch goes on at speed; one call tries it again later."""

    def __init__(self, failures: int = FAILURES, pause: float = PAUSE) -> None:
        """Start closed: calls pass."""
        self.failures, self.pause = failures, pause
        self._in_a_row, self._until = 0, 0.0
        self._lock = Lock()

    def admit(self) -> None:
        """Raise ModelServerError while the calls are stopped; after that let one through to try."""
        with self._lock:
            if self._in_a_row < self.failures:
                return
            now = time.monotonic()
            if now < self._until:
                raise ModelServerError(f"连续 {self._in_a_row} 次没有成功，暂停调用")
            self._until = now + self.pause

    def tell(self, *, down: bool) -> None:
        """Take in how a call ended."""
        with self._lock:
            self._in_a_row = self._in_a_row + 1 if down else 0
            if down and self._in_a_row >= self.failures:
                self._until = time.monotonic() + self.pause


class Limits:
    """The limits of one run."""

    def __init__(self, parallel: int, tokens: int) -> None:
        """Take how many calls may run at once and how many tokens they may spend in all."""
        self.turns, self.budget, self.breaker = Semaphore(parallel), Budget(tokens), Breaker()
