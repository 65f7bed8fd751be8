"""What the projects bring to « Aujourd'hui »: tasks, figures and roles answered in place, dates,
projects one has no news of; and where the things of a project live.

Loaded when Django starts (``msp_portal.today``), as ``admin`` modules are.
"""

from projects.today import answers, dates, places, silence, tasks

places.register()
tasks.register()
answers.register()
dates.register()
silence.register()
