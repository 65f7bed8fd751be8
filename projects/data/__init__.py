"""What the projects know as data: usual steps of a plan."""
