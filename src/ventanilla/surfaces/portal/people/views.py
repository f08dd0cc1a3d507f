"""Signing in and out, a forgotten password, and one's own profile."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django.views.i18n import set_language as django_set_language

from ventanilla.core.access.identity import person_of
from ventanilla.core.access.limits import TooMany, guard
from ventanilla.core.directory.actions import change_profile
from ventanilla.core.directory.attributes import change_attributes
from ventanilla.core.directory.queries import attributes_shown
from ventanilla.core.kit.errors import Invalid
from ventanilla.core.kit.http import open_to_all
from ventanilla.core.kit.registers import by_title
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person, Team
from ventanilla.surfaces.portal.people.forms import (
    ChangePasswordForm,
    ForgottenForm,
    NewPasswordForm,
    ProfileForm,
    SignInForm,
)
from ventanilla.surfaces.ui import attributes as fields


class SignIn(auth_views.LoginView):
    template_name = "people/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["summary"] = [("id_username", text) for text in context["form"].non_field_errors()]
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        account = request.POST.get("username", "")
        try:
            guard(request, "sign-in", account)
        except TooMany as refusal:  # without looking at the password
            form = SignInForm(request, initial={"username": account})
            context = self.get_context_data(form=form) | {"summary": [("id_username", str(refusal))]}
            return self.render_to_response(context, status=refusal.status)
        return super().post(request, *args, **kwargs)


class Forgotten(auth_views.PasswordResetView):
    """Answers the same whether or not the address is known."""

    template_name = "people/forgotten.html"
    form_class = ForgottenForm
    email_template_name = "people/mail/forgotten.txt"
    subject_template_name = "people/mail/forgotten_subject.txt"
    success_url = reverse_lazy("people:forgotten_sent")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        guard(request, "forgotten", request.POST.get("email", ""))
        return super().post(request, *args, **kwargs)


class ForgottenSent(auth_views.PasswordResetDoneView):
    template_name = "people/forgotten_sent.html"


class NewPassword(auth_views.PasswordResetConfirmView):
    template_name = "people/new_password.html"
    form_class = NewPasswordForm
    success_url = reverse_lazy("people:sign_in")

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        messages.success(self.request, _("Your new password is set. You can sign in with it now."))
        return response


class ChangePassword(auth_views.PasswordChangeView):
    template_name = "people/change_password.html"
    form_class = ChangePasswordForm
    success_url = reverse_lazy("portal:profile")

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        messages.success(self.request, _("Your new password is set."))
        return response


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Who the portal thinks one is, and the language and time zone that one wants."""
    person = person_of(request)
    form = ProfileForm(
        request.POST or None, initial={"language": person.language, "time_zone": person.time_zone}
    )
    if request.method == "POST" and form.is_valid():
        try:
            change_profile(actor=person, **form.cleaned_data)
        except Invalid as refusal:
            for field, texts in refusal.fields.items():
                form.add_error(field, texts)
        else:
            messages.success(request, _("Your profile is saved."))
            return redirect("portal:profile")
    shown = {"form": form, **known_about(person)}
    return render(request, "people/profile.html", shown, status=400 if form.errors else 200)


@require_POST
def own_attributes(request: HttpRequest) -> HttpResponse:
    """What a person may say about themself."""
    person = person_of(request)
    shown = attributes_shown(person, person)
    try:
        change_attributes(actor=person, person=person, values=fields.sent(shown, request.POST))
    except Invalid as refusal:
        errors = {key: texts[0] for key, texts in refusal.fields.items()}
        form = ProfileForm(initial={"language": person.language, "time_zone": person.time_zone})
        context = {"form": form, **known_about(person, errors, request.POST)}
        return render(request, "people/profile.html", context, status=refusal.status)
    messages.success(request, _("Your profile is saved."))
    return redirect("portal:profile")


def known_about(
    person: Person, errors: dict[str, str] | None = None, typed: QueryDict | None = None
) -> dict[str, Any]:
    """What a person may see of what is known about them, for the page, and the teams that they lead."""
    found = fields.controls(attributes_shown(person, person), errors, typed)
    led = by_title(Team.objects.filter(lead=person, in_use=True))
    return {
        "led": [(pick(team.name), reverse("designer:team_members", args=[team.pk])) for team in led],
        "attributes": found,
        "may_change_attributes": any(one["may_change"] for one in found),
        "attribute_summary": [(f"id_attribute_{key}", words) for key, words in (errors or {}).items()],
    }


@open_to_all
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """The language switch of the layouts: for this browser and, signed in, for the person everywhere."""
    language = request.POST.get("language", "")
    if request.user.is_authenticated and language in dict(settings.LANGUAGES):
        change_profile(actor=request.user, language=language, time_zone=request.user.time_zone)
    return django_set_language(request)


sign_in = open_to_all(SignIn.as_view())
sign_out = auth_views.LogoutView.as_view()
forgotten = open_to_all(Forgotten.as_view())
forgotten_sent = open_to_all(ForgottenSent.as_view())
new_password = open_to_all(NewPassword.as_view())
change_password = ChangePassword.as_view()
