"""What a folder of results holds, as the figures ask for it."""


class Found:
    """results: {id: [Result by seed]}.  Curves and images come from the lowest seed.

    remark: a sentence that says so where there are more seeds; "" as long as none was asked for.
    """

    def __init__(self, results):
        self.results, self.remark = results, ""

    def has(self, *ids):
        """Whether every one of these claims has results."""
        return all(id in self.results for id in ids)

    def data(self, id):
        """The arrays of the claim's lowest seed; a missing one is a ValueError that names both."""
        first, *others = self.results[id]
        if others:
            self.remark = f" The picture is of seed {first.seed}; the tables have the means."
        return Arrays(first)

    def mean(self, id, key):
        """A measured rate in percent, the mean over seeds; None where nothing was measured."""
        values = [result.measured.get(key, {}).get("value") for result in self.results[id]]
        values = [value for value in values if value is not None]
        return 100.0 * sum(values) / len(values) if values else None


class Arrays:
    """The "data" of one result."""

    def __init__(self, result):
        self.result = result

    def __contains__(self, name):
        return name in self.result.data

    def __getitem__(self, name):
        if name not in self.result.data:
            raise ValueError(f"data of {self.result.id}, seed {self.result.seed}, must hold {name} "
                             "for its figure, got none; run the experiment again")
        return self.result.data[name]
