"""What the assistant knows: types, loading, checking, and the orientation that follows from answers."""
