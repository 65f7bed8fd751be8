"""The portal: what spans the four rooms (settings, ground floors, top floors)."""

from msp_portal.celery import app as celery_app

__all__ = ("celery_app",)
