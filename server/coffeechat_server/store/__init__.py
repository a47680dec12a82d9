"""Where batches, histories and devices are kept."""
