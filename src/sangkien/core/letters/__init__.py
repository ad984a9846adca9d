"""Official letters: what they say, how Decree 30/2020 lays them out, where they deviate."""
