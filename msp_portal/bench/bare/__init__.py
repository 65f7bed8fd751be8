"""The references everything is compared with: what Django alone costs on the same machine."""
