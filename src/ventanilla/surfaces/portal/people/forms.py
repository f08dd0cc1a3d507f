"""Sign-in, password and profile."""

from __future__ import annotations

import zoneinfo
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import (
    AuthenticationForm,
    PasswordChangeForm,
    PasswordResetForm,
    SetPasswordForm,
)
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from ventanilla.core.directory.actions import set_password
from ventanilla.core.people.choices import Language
from ventanilla.core.people.models import Person
from ventanilla.engines.notifications.actions import send_plain


class SignInForm(AuthenticationForm):
    """E-mail address and password; what is wrong is never told apart."""

    error_messages = {
        "invalid_login": _("The e-mail address and the password don't match. Check both and try again."),
        "inactive": _("The e-mail address and the password don't match. Check both and try again."),
    }


class ForgottenForm(PasswordResetForm):
    """Sends the link in the person's language, through the outbox like every other message."""

    def send_mail(
        self,
        subject_template_name: str,
        email_template_name: str,
        context: dict[str, Any],
        from_email: str | None,
        to_email: str,
        html_email_template_name: str | None = None,
    ) -> None:
        person: Person = context["user"]
        with translation.override(person.language or settings.LANGUAGE_CODE):
            subject = " ".join(render_to_string(subject_template_name, context).split())
            text = render_to_string(email_template_name, context)
            send_plain(person, subject=subject, text=text, secret=True)


class NewPasswordForm(SetPasswordForm):  # type: ignore[type-arg]  # Django's own can't be subscripted
    """Sets the password by the action that records it."""

    def save(self, commit: bool = True) -> Person:
        person: Person = self.user
        set_password(person=person, password=self.cleaned_data["new_password1"], actor=person)
        return person


class ChangePasswordForm(NewPasswordForm, PasswordChangeForm):
    """The same for somebody who knows the old one."""


class ProfileForm(forms.Form):
    """What a person sets for themself."""

    language = forms.ChoiceField(choices=[("", _("As in the browser")), *Language.choices], required=False)
    time_zone = forms.ChoiceField(
        choices=[
            ("", _("As the organisation")),
            *((zone, zone) for zone in sorted(zoneinfo.available_timezones())),
        ],
        required=False,
    )
