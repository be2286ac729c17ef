"""Statistics that know no game: intervals, moments, designs, indices and shares of variance."""
