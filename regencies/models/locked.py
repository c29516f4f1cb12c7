"""The trigger that keeps every row of a report as it was when scoring began."""

from __future__ import annotations

import pgtrigger

REPORT = "IN (NEW.report_id, OLD.report_id)"
REPORT_OF_ENTRY = "IN (SELECT report_id FROM regencies_reportentry WHERE id IN (NEW.entry_id, OLD.entry_id))"


def frozen_when_locked(which: str) -> pgtrigger.Trigger:
    """Return a trigger that refuses any change of a row whose report, found by `which`, is locked for scoring."""
    return pgtrigger.Trigger(
        name="of_locked_report_frozen",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            PERFORM FROM regencies_yearlyreport WHERE id {which} FOR SHARE;
            IF EXISTS (SELECT FROM regencies_yearlyreport WHERE id {which} AND status = 'locked') THEN
                RAISE EXCEPTION 'The report is locked for scoring.';
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        """,
    )
