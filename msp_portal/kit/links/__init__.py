"""Signed links: one person, one action, one thing, no account.

Public names: :class:`LinkAction`, :func:`register_link_action` (``registry``);
:func:`issue_link`, :func:`issue_guest_link`, :func:`link_url`, :func:`read_link`,
:func:`revoke_link`, :func:`renew_link`, :func:`mark_used` (``services``). The page of a link is a
view under :func:`msp_portal.kit.views.links.link_view`.
"""
