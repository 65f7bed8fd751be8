"""The outbox: a mail is a row of the business transaction; a worker sends it, once.

Public names: :func:`register_mail`, :class:`MailKind`, :class:`MailContent`, :class:`NotUseful`
(``registry``); :func:`queue_mail`, :func:`queue_mails`, :class:`MailRequest` (``queueing``);
:func:`sweep`, :func:`deliver_due` (``sending``); :func:`mails_of` (``reading``).
"""
