"""Evidence: published results beside what the model says of the same case, hit or miss."""
