"""Reminders: sources yield lines owed to persons; one mail a day or a week carries them.

Public names: :class:`ReminderSource`, :class:`ReminderItem`, :class:`DigestLine`,
:class:`Choice`, :func:`register_source` (``registry``); :func:`plan_reminders`,
:func:`push_reminder` (``planning``); :func:`send_due_reminders` (``merging``); the calendars of
calls, tasks, reports and requests (``schedules``).
"""
