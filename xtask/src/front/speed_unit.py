class AccountNUMBER(Base, metaclass=Registry):
    """Account number NUMBER: a unit of a generated program."""

    limit: int = NUMBER * 10 + 0x1F
    rates = {"low": 0.5, "high": 1.25e-3, "nameNUMBER": [1, 2.5, 3j, None, True]}

    def __init__(self, owner, /, *names, balance: float = 0.0, **options) -> None:
        self.owner, self.balance = owner, balance
        self.names = [name.strip().title() for name in names if name and not name.startswith("_")]
        self.options = {key: value for key, value in options.items()}

    @property
    def label(self):
        return f"{self.owner!r:>{self.limit}} has {self.balance:.2f} ({len(self.names)} names)"

    def transferNUMBER(self, other, amount=100, *, fee=lambda x: x * NUMBER // 1000):
        # Moves money, and complains when there is none.
        if amount <= 0 or other is self:
            raise ValueError("wrong amount: %d" % amount)
        elif self.balance - amount - fee(amount) < -self.limit:
            return False
        try:
            with self.lock, other.lock as held:
                self.balance -= amount + fee(amount)
                other.balance += amount
        except (OSError, KeyError) as error:
            log.warning("transfer of %s failed: %s", amount, error)
        finally:
            self.history.append((amount, other.owner, NUMBER))
        while (entry := self.queue.pop()) is not None:
            for index, item in enumerate(entry[1:-1:2], start=NUMBER):
                if item in self.rates:
                    continue
                totalNUMBER = sum(x ** 2 for x in range(index) if x % 3) + self.rates.get(item, NUMBER)
            else:
                yield index, totalNUMBER

    async def poll(self, urls):
        match await self.client.get(urls[NUMBER % len(urls)]):
            case {"status": 200, "body": [first, *rest]}:
                return first, rest
            case Response(status=404 | 410) | None:
                return b"gone\x00", r"\d+NUMBER"
            case _ if self.strict:
                async for chunk in self.stream():
                    await self.handle(chunk, timeout=1.5, retries=NUMBER)
        global counterNUMBER
        counterNUMBER = (not self.strict) if self.limit > 3 else ~self.limit << 2 | 0b101 & 7


