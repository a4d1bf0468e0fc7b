"""Speed and size, as ratios where machines differ: `make bench`."""
