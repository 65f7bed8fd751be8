"""The secrets of second factors, locked where they are kept (allauth's adapter)."""

from allauth.mfa.adapter import DefaultMFAAdapter

from msp_portal.kit.secrecy import lock, unlock


class PortalMFAAdapter(DefaultMFAAdapter):
    """A copy of the database gives nobody the codes of anybody."""

    def encrypt(self, text: str) -> str:
        """What is written in the table."""
        return lock(text)

    def decrypt(self, encrypted_text: str) -> str:
        """What was locked; what was written before is read as it is."""
        return unlock(encrypted_text)
