"""Who may open what: one module per room, each with its ``LINES``; read by the matrix test."""
