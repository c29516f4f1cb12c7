"""Accounts and offices: a province makes accounts for its own people and never sees or sets a password."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse

from config.security.lines import note
from regencies.actions.accounts import (
    ADDRESS_TAKEN,
    OTHER_DUTIES,
    is_managed_by,
    send_password_link,
    tell_address_change,
    tied_to,
)
from regencies.actions.base import province_of
from regencies.actions.errors import Refused
from regencies.admin.base import DeskAdmin, DeskInline, OwnProvinceFilter
from regencies.admin.confirm import AsksAgain, confirm_verb
from regencies.admin.desk_form import DeskForm
from regencies.admin.invitations import ask_to_invite, invite_to_offices, told
from regencies.admin.loading.people import people_page, people_template
from regencies.admin.loading.provinces import sheet_links
from regencies.admin.person import handover_page
from regencies.choices import SecurityEvent
from regencies.models import Invitation, Membership, User
from regencies.permissions import can_administer
from regencies.personal_data.rows import end_sessions
from regencies.presenters.audit_log import Source

PLACES = ("province", "regency__province")


def own_offices(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """Return those memberships, or events of memberships, that are in the provinces a user administers."""
    if user.is_superuser:
        return rows
    own = user.administered_province_ids
    return rows.filter(Q(province__in=own) | Q(regency__province__in=own))


def note_office(office: Membership, what: str) -> None:
    """Note in the security log that an office was given or ended."""
    note(SecurityEvent.ROLE, person=office.user, province=province_of(office), about=f"{office} {what}")


class OfficesFormSet(forms.BaseInlineFormSet):
    """The offices of an account; a new account needs one."""

    default_error_messages = {"too_few_forms": "Isi sedikitnya satu penugasan."}


class MembershipInline(DeskInline):
    """The offices of an account, on its page."""

    model = Membership
    formset = OfficesFormSet
    fields = ("role", "regency", "province", "since", "until")
    can_delete = False  # an office ends with a date; who worked where decides about conflicts of interest

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("regency", "province")
        return own_offices(rows, request.user)

    def get_formset(self, request, obj=None, **kwargs):
        """Require an office for a new account: without one nobody's province would see it."""
        return super().get_formset(request, obj, validate_min=obj is None, **kwargs)

    def get_min_num(self, request, obj=None, **kwargs):
        return 0 if obj else 1

    def _owner_may_change(self, request, owner):
        """Return False for the own account: nobody gives or takes an office of their own."""
        return owner != request.user and super()._owner_may_change(request, owner)


class UserForm(DeskForm):
    """An account; its address is stored in lower case, and is told once where it is another's."""

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        known = User.objects.with_address(email)
        if known is not None and known.pk != self.instance.pk:
            raise ValidationError(ADDRESS_TAKEN)
        return email


@admin.register(User)
class UserAdmin(AsksAgain, DeskAdmin):
    """Accounts of everybody who works for the province."""

    form = UserForm
    apart = "email"
    change_form_template = "admin/desk/user_form.html"
    change_list_template = "admin/desk/sheet_list.html"
    list_display = ("full_name", "email", "offices", "is_active")
    list_filter = ("is_active", "memberships__role")
    search_fields = ("full_name", "email", "nip")
    fields = ("full_name", "email", "nip", "phone", "is_active", "invited")
    inlines = (MembershipInline,)

    def visible(self, queryset, user):
        """Return those with an office or another duty in the own province, now or before; never operators."""
        if user.is_superuser:
            return queryset
        return queryset.filter(tied_to(user.administered_province_ids), is_superuser=False).distinct()

    def get_queryset(self, request):
        offices = own_offices(Membership.objects.select_related("regency", "province"), request.user)
        invitations = self.admin_site.get_model_admin(Invitation).get_queryset(request)
        return (
            super()
            .get_queryset(request)
            .prefetch_related(Prefetch("memberships", offices), Prefetch("invitations", invitations))
        )

    def may_add(self, user: User) -> bool:
        return True

    def may_change(self, user: User, row: User) -> bool:
        """Return whether the user manages the account; asked once for a row at hand."""
        if not hasattr(row, "_managed"):
            row._managed = is_managed_by(row, user)
        return row._managed

    def get_fields(self, request, obj=None):
        return self.fields if obj else ("full_name", "email", "nip", "phone")

    def get_readonly_fields(self, request, obj=None):
        return ("is_active", "invited") if obj == request.user else ("invited",)

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        """Refuse filters by password: Django takes any column from the address, and a hash could be guessed."""
        return not lookup.startswith("password") and super().lookup_allowed(lookup, value, request)

    def history_of(self, row: User, user: User) -> list[Source]:
        offices = Membership.pgh_event_model.objects.filter(user=row)
        return [row, own_offices(offices, user)]

    @admin.display(description="Penugasan")
    def offices(self, row: User) -> str:
        """Return the offices in words; an account without one is there for another duty."""
        offices = [str(membership) for membership in row.memberships.all()]
        return "; ".join(offices or sorted(duty.name for duty in OTHER_DUTIES))

    @admin.display(description="Undangan")
    def invited(self, row: User) -> str:
        return told(row.invitations.all())

    def save_model(self, request: HttpRequest, obj: User, form: forms.ModelForm, change: bool) -> None:
        if not change:
            obj.set_unusable_password()
        before = form.initial.get("email", "")
        super().save_model(request, obj, form, change)
        if not obj.is_active:
            end_sessions(obj)  # or they would go on once the account is active again
        if change and "email" in form.changed_data:
            tell_address_change(obj, before, by=request.user)

    def note_written(self, row: User, what: str) -> None:
        note(SecurityEvent.ACCOUNT, person=row, about=what)

    def save_related(self, request, form, formsets, change):
        """Store the offices as well; each has its own line in the security log."""
        super().save_related(request, form, formsets, change)
        for office in formsets[0].new_objects:
            note_office(office, "dibuat")
        for office, _ in formsets[0].changed_objects:
            note_office(office, "diubah")
        if given := formsets[0].new_objects:
            invite_to_offices(form.instance, given, by=request.user)
            messages.info(request, f"Undangan dikirim ke {form.instance.email}.")

    def get_urls(self):
        link = path(
            "<int:pk>/tautan-kata-sandi/",
            self.admin_site.admin_view(self.password_link),
            name="regencies_user_password_link",
        )
        invite = path(
            "<int:pk>/undang/", self.admin_site.admin_view(self.invite), name="regencies_user_invite"
        )
        view = self.admin_site.admin_view
        load = path("muat/", view(self.load), name="regencies_user_load")
        template = path("templat.xlsx", view(people_template), name="regencies_user_template")
        return [link, invite, load, template, *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(
            request, {**(extra_context or {}), **sheet_links(request.user, self.opts)}
        )

    def load(self, request: HttpRequest) -> HttpResponse:
        """Load people and their offices from a file."""
        return people_page(request, self.admin_site)

    def invite(self, request: HttpRequest, pk: int):
        """Invite somebody to the offices they hold in the own province, whether or not they were before."""
        person = self.row_or_404(request, pk)

        def send() -> None:
            offices = own_offices(person.memberships.active().select_related(*PLACES), request.user)
            if not invite_to_offices(person, offices, by=request.user):
                raise Refused(
                    "Akun ini tidak memiliki penugasan yang berlaku. Undangan Tim Sembilan dikirim dari halaman "
                    "kursinya."
                )

        return ask_to_invite(
            request,
            self.admin_site,
            person,
            title=f"Kirim undangan: {self.called(person)}",
            act=send,
            back=reverse("admin:regencies_user_change", args=[pk]),
            allowed=is_managed_by(person, request.user),
        )

    def password_link(self, request: HttpRequest, pk: int):
        """Send a link with which the person sets a password, so that nobody else ever knows it."""
        person = self.row_or_404(request, pk)

        def send() -> None:
            send_password_link(request, person)
            messages.success(request, f"Tautan untuk mengatur kata sandi dikirim ke {person.email}.")

        return confirm_verb(
            request,
            self.admin_site,
            title=f"Kirim tautan kata sandi: {self.called(person)}",
            consequences=[
                f"Surat berisi tautan sekali pakai dikirim ke {person.email}.",
                "Kata sandi yang sekarang tetap berlaku sampai tautan itu dipakai.",
            ],
            label="Kirim tautan",
            back=reverse("admin:regencies_user_change", args=[pk]),
            allowed=is_managed_by(person, request.user),
            act=send,
        )


@admin.register(Membership)
class MembershipAdmin(AsksAgain, DeskAdmin):
    """Offices of the province and its regencies: who held which, and when."""

    related = ("user", "regency", "province")
    apart = "user.email"
    list_display = ("user", "role", "place", "since", "until")
    list_filter = ("role", ("regency", OwnProvinceFilter))
    search_fields = ("user__full_name", "user__email", "regency__name")
    autocomplete_fields = ("user",)
    fields = ("user", "role", "regency", "province", "since", "until")
    change_form_template = "admin/desk/membership_form.html"

    def visible(self, queryset, user):
        return own_offices(queryset, user).filter(user__is_superuser=False)

    def may_add(self, user: User) -> bool:
        return True

    def may_change(self, user: User, row: Membership) -> bool:
        return row.user_id != user.pk and can_administer(user, province_of(row))

    def save_model(self, request: HttpRequest, obj: Membership, form: forms.ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if not change:
            invite_to_offices(obj.user, [obj], by=request.user)
            messages.info(request, f"Undangan dikirim ke {obj.user.email}.")

    def get_readonly_fields(self, request, obj=None):
        """Return all but the end of an existing office: passing it on is a new row."""
        return ("user", "role", "regency", "province") if obj else ()

    def note_written(self, row: Membership, what: str) -> None:
        note_office(row, what)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.hand_over)
        return [
            path("<int:pk>/serah-terima/", view, name="regencies_membership_handover"),
            *super().get_urls(),
        ]

    def hand_over(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Hand the office over to somebody else."""
        office = self.row_or_404(request, pk)
        return handover_page(request, self.admin_site, office, self.called(office))

    @admin.display(description="Tempat tugas")
    def place(self, row: Membership) -> str:
        return str(row.regency or row.province)
