"""Persons: one table for everybody, with or without an account (DECISIONS: the user model)."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower


class PersonManager(BaseUserManager["Person"]):
    """Creates persons; an e-mail address is always kept in lower case."""

    def create_user(
        self, email: str | None = None, password: str | None = None, **extra: Any
    ) -> "Person":
        """A person; without a password she signs in by e-mailed code, if she may sign in at all."""
        person = self.model(email=email.strip().lower() if email else None, **extra)
        if password:
            person.set_password(password)
        else:
            person.set_unusable_password()
        person.full_clean(exclude=["password"])
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **extra: Any) -> "Person":
        """An administrator of the portal (reference lists only)."""
        extra |= {"is_staff": True, "is_superuser": True, "can_sign_in": True}
        return self.create_user(email, password, **extra)


class Person(AbstractBaseUser, PermissionsMixin):
    """Anyone the portal knows: coordinator, professional, partner, federation officer, liaison.

    Most professionals have no account: they act from signed links. ``can_sign_in`` is given by an
    invitation, never by signing up.
    """

    email = models.EmailField(
        "adresse électronique",
        null=True,
        blank=True,
        unique=True,
        error_messages={"unique": "Cette adresse est déjà celle d’une personne connue."},
    )
    first_name = models.CharField("prénom", max_length=80, blank=True)
    last_name = models.CharField("nom", max_length=80, blank=True)
    profession = models.ForeignKey(
        "reference.Profession",
        verbose_name="profession",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    function = models.CharField(
        "fonction", max_length=120, blank=True, help_text="Par exemple « directrice d’école »."
    )
    can_sign_in = models.BooleanField("peut se connecter", default=False)
    is_active = models.BooleanField("active", default=True)
    is_staff = models.BooleanField("administre les listes", default=False)
    illustration = models.BooleanField("illustration", default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = PersonManager()

    class Meta:
        verbose_name = "personne"
        ordering = ["last_name", "first_name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(email__isnull=True) | Q(email=Lower("email")), name="person_email_lower"
            ),
            models.CheckConstraint(
                condition=Q(can_sign_in=False) | Q(email__isnull=False),
                name="person_account_has_email",
            ),
            models.CheckConstraint(condition=~Q(email=""), name="person_email_not_empty"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """First and last name, or the function when a person is known by it only."""
        return f"{self.first_name} {self.last_name}".strip() or self.function or (self.email or "")

    @property
    def name_and_role(self) -> str:
        """« Léa Martin (infirmière) »: how a person is named to others."""
        role = self.function or (self.profession.label if self.profession else "")
        return (
            f"{self.full_name} ({role[0].lower()}{role[1:]})"
            if role and role != self.full_name
            else self.full_name
        )

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.first_name or self.full_name
