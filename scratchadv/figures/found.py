"""What a folder of results holds, as the figures ask for it."""


class MissingData(ValueError):
    """A result without an array that its figure needs; the message names both."""


class Found:
    """results: {id: [Result by seed]}.  Curves and images come from the lowest seed.

    asked: the results whose arrays were asked for.
    """

    def __init__(self, results):
        self.results, self.asked = results, []

    def has(self, *ids):
        """Whether every one of these claims has results."""
        return all(id in self.results for id in ids)

    def data(self, id):
        """The arrays of the claim's lowest seed; a missing one is a ValueError that names both."""
        self.asked.append(self.results[id][0])
        return Arrays(self.results[id][0])

    def remark(self):
        """Of which seed the picture is, where there are several; "" where that is no question."""
        alone = [result for result in self.asked if len(self.results[result.id]) > 1]
        if not alone:
            return ""
        return f" Drawn from seed {alone[0].seed} alone; the tables have the means."

    def seeds(self, *ids):
        """Of how many seeds the means of these claims are, in a sentence."""
        found = [len(self.results[id]) for id in ids]
        if len(set(found)) == 1:
            return f"Means of {found[0]} seeds." if found[0] > 1 else "One seed."
        return f"Means of {', '.join(map(str, found[:-1]))} and {found[-1]} seeds."

    def mean(self, id, key):
        """A measured rate in percent, the mean over seeds; None where nothing was measured."""
        values = [result.measured.get(key, {}).get("value") for result in self.results[id]]
        values = [value for value in values if value is not None]
        return 100.0 * sum(values) / len(values) if values else None


class Arrays:
    """The "data" of one result."""

    def __init__(self, result):
        self.result = result

    def measured(self, key):
        """What that result measured, a rate as a fraction; None where nothing was."""
        return self.result.measured.get(key, {}).get("value")

    def rate(self, key):
        """The same in percent."""
        value = self.measured(key)
        return None if value is None else 100.0 * value

    def __getitem__(self, name):
        if name not in self.result.data:
            raise MissingData(
                f"data of {self.result.id}, seed {self.result.seed}, must hold {name} for its "
                f"figure, got none; delete {self.result.id}.seed{self.result.seed}.json and run "
                "the experiment again")
        return self.result.data[name]
