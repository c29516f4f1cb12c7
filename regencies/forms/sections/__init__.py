"""Which form fills in the entries of which section; the participants' has one of its own for all segments."""

from regencies.choices import Section
from regencies.forms.entries import (
    BudgetForm,
    EntryForm,
    GroupForm,
    IdentityForm,
    InnovationForm,
    TargetForm,
    WorkforceForm,
)
from regencies.forms.sections.nominee import (
    ComplianceForm,
    HeadcountForm,
    ProfileForm,
    ProgrammesForm,
    StatementForm,
    WagesForm,
)
from regencies.forms.sections.policy import RegulationForm
from regencies.forms.sections.region import EmployersForm, PublicWorkersForm

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
    Section.PUBLIC_WORKERS: PublicWorkersForm,
    Section.BUDGET: BudgetForm,
    Section.EMPLOYERS: EmployersForm,
    Section.REGULATIONS: RegulationForm,
    Section.INNOVATIONS: InnovationForm,
    Section.STATEMENT: StatementForm,
}
