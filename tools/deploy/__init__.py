"""What runs beside the portal in production: health, backup, restore, standby."""
