"""What people, teams and organisations bring to « Aujourd'hui »: asks, support, dates, shares.

Loaded when Django starts (``msp_portal.today``), as ``admin`` modules are.
"""

from coordination.today import agenda, asks, support

asks.register()
support.register()
agenda.register()
