"""Which form fills in the entries of which section; the participants' has one of its own for all segments."""

from regencies.choices import Section
from regencies.forms.entries import (
    BudgetForm,
    EntryForm,
    GroupForm,
    IdentityForm,
    InnovationForm,
    RegulationForm,
    TargetForm,
    WorkforceForm,
)
from regencies.forms.nominee_entries import (
    ComplianceForm,
    HeadcountForm,
    ProfileForm,
    ProgrammesForm,
    StatementForm,
    WagesForm,
)

FORMS: dict[Section, type[EntryForm]] = {
    Section.IDENTITY: IdentityForm,
    Section.PROFILE: ProfileForm,
    Section.HEADCOUNT: HeadcountForm,
    Section.TARGET: TargetForm,
    Section.WORKFORCE: WorkforceForm,
    Section.PROGRAMMES: ProgrammesForm,
    Section.WAGES: WagesForm,
    Section.COMPLIANCE: ComplianceForm,
    Section.GROUPS: GroupForm,
    Section.BUDGET: BudgetForm,
    Section.REGULATIONS: RegulationForm,
    Section.INNOVATIONS: InnovationForm,
    Section.STATEMENT: StatementForm,
}
