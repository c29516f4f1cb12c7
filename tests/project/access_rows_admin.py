"""Who may do what in Django admin: the rows of the access matrix for the provincial desk (see access_rows.py).

    model   add   change   post   delete

is what the admin of the province gets: GET of the three pages, and `post` for an empty form sent to `change`. The
list and the history are always there. Another province's admin sees the list without the row, and may add where this
one may (or what stands after a slash: it depends on the phase); the rest is 404 for them, as all of it is for
everybody else. The desk asks who comes before it asks how: POST to a page that only shows is 404, then 405.
"""

MODELS = """
regencies_user                200       200   200   403
regencies_membership          200       200   200   403
regencies_invitation          403       200   403   403
regencies_outgoingmail        403       200   403   403
regencies_securityline        403       200   403   403
regencies_province            403       200   403   403
regencies_regency             200       200   200   403
regencies_minimumpremium      403       200   403   403
regencies_yearlyreport        403       200   403   403
regencies_nominee             403       200   200   403
regencies_extension           403       200   403   403
regencies_officialworkforce   200       200   200   200
regencies_branchfigure        200       200   200   200
awards_category               403       200   403   403
awards_edition                200       200   403   403
awards_seat                   403       200   403   403
awards_recusal                403       200   403   403
awards_absence                403       200   403   403
awards_substitution           403       200   403   403
awards_entry                  403       200   403   403
awards_scoresheet             403       200   403   403
awards_publication            403       200   403   403
awards_plenarydecision        403       200   403   403
awards_specialaward           200       200   403   403
awards_objection              200       200   403   403
"""
OF_THE_COUNTRY = {"regencies_minimumpremium"}  # one premium for all provinces: each admin reads it

PAGES = """
admin:index                                GET POST    admin far_admin 200, visitor 302
admin:system_state                         GET         admin far_admin 200
admin:system_state                         POST        admin far_admin 405
admin:app_list                             GET POST    admin far_admin 302, visitor 302
admin:login                                GET POST    admin far_admin 302
admin:logout                               GET POST    admin far_admin 302, visitor 302
admin:password_change                      GET POST    admin far_admin 302, visitor 302
admin:password_change_done                 GET         admin far_admin 200, visitor 302
admin:password_change_done                 POST        admin far_admin 405, visitor 302
admin:jsi18n                               GET         admin far_admin 200, visitor 302
admin:jsi18n                               POST        admin far_admin 405, visitor 302
admin:autocomplete                         GET         admin far_admin 403, visitor 302
admin:autocomplete                         POST        admin far_admin 405, visitor 302
admin:view_on_site                         GET POST    visitor 302
admin:regencies_user_password_link         GET         admin 200
admin:regencies_user_password_link         POST        admin 302
admin:regencies_user_invite                GET         admin 200
admin:regencies_user_invite                POST        admin 302
admin:awards_seat_invite                   GET         admin 200
admin:awards_seat_invite                   POST        admin 302
admin:regencies_invitation_again           GET         admin 200
admin:regencies_invitation_again           POST        admin 302
admin:regencies_invitation_link            GET         admin 200
admin:regencies_invitation_link            POST        admin far_admin 405
admin:regencies_membership_handover        GET         admin 200
admin:regencies_membership_handover        POST        admin 422
admin:regencies_outgoingmail_again         GET         admin 200
admin:regencies_outgoingmail_again         POST        admin 302
admin:regencies_outgoingmail_all_again     GET         admin far_admin 200
admin:regencies_outgoingmail_all_again     POST        admin far_admin 409
admin:regencies_province_load              GET POST    admin far_admin 403
admin:regencies_yearlyreport_contents      GET         admin 200
admin:regencies_yearlyreport_contents      POST        admin far_admin 405
admin:regencies_province_load              GET POST    admin far_admin 403
admin:regencies_province_places            GET         admin 200
admin:regencies_province_places            POST        admin 422
admin:regencies_province_listed            GET POST    admin 200
admin:regencies_province_template          GET POST    admin 200
admin:regencies_nominee_nominate           GET         admin far_admin 200
admin:regencies_nominee_nominate           POST        admin far_admin 422
admin:regencies_nominee_withdraw           GET         admin 200
admin:regencies_nominee_withdraw           POST        admin 409
admin:regencies_nominee_again              GET         admin 200
admin:regencies_nominee_again              POST        admin 409
admin:regencies_user_load                  GET         admin far_admin 200
admin:regencies_user_load                  POST        admin far_admin 422
admin:regencies_user_template              GET POST    admin far_admin 200
admin:regencies_officialworkforce_load     GET         admin far_admin 200
admin:regencies_officialworkforce_load     POST        admin far_admin 422
admin:regencies_officialworkforce_template GET POST    admin far_admin 200
admin:regencies_branchfigure_load          GET         admin far_admin 200
admin:regencies_branchfigure_load          POST        admin far_admin 422
admin:regencies_branchfigure_template      GET POST    admin far_admin 200
admin:awards_objection_decide              GET POST    admin 403
admin:awards_specialaward_files            GET         admin 200
admin:awards_specialaward_files            POST        admin 422
admin:awards_specialaward_file             GET         admin 200
admin:awards_specialaward_file             POST        admin far_admin 405
admin:awards_specialaward_file_remove      GET         admin 200
admin:awards_specialaward_file_remove      POST        admin 409
admin:awards_category_look                 GET         admin 403
admin:awards_category_look                 POST        admin 405
admin:awards_category_publish              GET POST    admin 403
admin:awards_category_draft                GET         admin 403
admin:awards_category_draft                POST        admin 405
admin:awards_category_progress             GET         admin 403
admin:awards_category_progress             POST        admin 405
admin:awards_category_approve              GET POST    admin 403
admin:awards_category_unplan               GET POST    admin 403
admin:awards_category_weights              GET         admin 200
admin:awards_category_weights              POST        admin 405
admin:awards_category_postpone             GET         admin 200
admin:awards_category_postpone             POST        admin 422
admin:awards_category_criteria             GET         admin 200
admin:awards_category_criteria             POST        admin 409
admin:awards_category_correct              GET         admin 200
admin:awards_category_correct              POST        admin 422
admin:awards_category_withdraw             GET         admin 200
admin:awards_category_withdraw             POST        admin 422
admin:awards_category_papers               GET         admin 403
admin:awards_category_papers               POST        admin 405
admin:awards_category_paper                GET         admin 403
admin:awards_category_paper                POST        admin 405
admin:awards_category_paper_pdf            GET         admin 403
admin:awards_category_paper_pdf            POST        admin 405
admin:awards_category_paper_number         GET POST    admin 403
admin:awards_category_paper_upload         GET POST    admin 403
admin:awards_category_paper_copy           GET         admin 403
admin:awards_category_paper_copy           POST        admin 405
admin:awards_category_paper_copy_remove    GET POST    admin 403
admin:awards_category_packet               GET         admin 403
admin:awards_category_packet               POST        admin 405
admin:awards_category_packet_pack          GET POST    admin 403
admin:awards_category_packet_file          GET         admin 403
admin:awards_category_packet_file          POST        admin 405
admin:awards_edition_advance               GET         admin 200
admin:awards_edition_advance               POST        admin 422
admin:awards_edition_postpone              GET         admin 200
admin:awards_edition_postpone              POST        admin 422
admin:awards_edition_extension             GET         admin 200
admin:awards_edition_extension             POST        admin 422
admin:awards_edition_category              GET         admin 200
admin:awards_edition_category              POST        admin 409
admin:awards_edition_conflicts             GET         admin 200
admin:awards_edition_conflicts             POST        admin 422
admin:awards_edition_candidates            GET         admin 200
admin:awards_edition_candidates            POST        admin 409
admin:awards_edition_not_applicable        GET         admin 200
admin:awards_edition_not_applicable        POST        admin 422
admin:awards_edition_slots                 GET         admin 200
admin:awards_edition_slots                 POST        admin 409
admin:awards_edition_seats                 GET         admin 200
admin:awards_edition_seats                 POST        admin 409
admin:awards_edition_invite_substitute     GET         admin 200
admin:awards_edition_invite_substitute     POST        admin 422
admin:awards_edition_seats_load            GET         admin 200
admin:awards_edition_seats_load            POST        admin 422
admin:awards_edition_seats_template        GET POST    admin 200
admin:awards_edition_monitoring            GET         admin 200
admin:awards_edition_monitoring            POST        admin 405
admin:awards_edition_monitoring_csv        GET         admin 200
admin:awards_edition_monitoring_csv        POST        admin 405
admin:awards_edition_remind                GET         admin 200
admin:awards_edition_remind                POST        admin 409
admin:awards_edition_nominees              GET         admin 200
admin:awards_edition_nominees              POST        admin 405
admin:awards_edition_nominees_csv          GET         admin 200
admin:awards_edition_nominees_csv          POST        admin 405
admin:awards_edition_remind_nominees       GET         admin 200
admin:awards_edition_remind_nominees       POST        admin 409
admin:awards_edition_letters               GET         admin 200
admin:awards_edition_letters               POST        admin 405
admin:awards_edition_rehearsal             GET         admin 200
admin:awards_edition_rehearsal             POST        admin 302
admin:awards_edition_rehearsal_discard     GET         | 404
admin:awards_edition_rehearsal_discard     POST        admin 302
admin:awards_edition_start                 GET         admin 200
admin:awards_edition_start                 POST        admin 422
admin:awards_edition_differences           GET         admin 200
admin:awards_edition_differences           POST        admin 405
"""


def expanded() -> str:
    """The rows of both tables, one page a line."""
    lines = []
    for model, add, change, post, delete in (line.split() for line in MODELS.split("\n") if line):
        here, _, elsewhere = add.partition("/")
        who = "admin far_admin" if model in OF_THE_COUNTRY else "admin"
        lines += [
            f"admin:{model}_changelist GET POST admin far_admin 200",
            f"admin:{model}_add GET POST admin {here}, far_admin {elsewhere or here}",
            f"admin:{model}_change GET {who} {change}",
            f"admin:{model}_change POST {who} {post}",
            f"admin:{model}_delete GET POST {who} {delete}",
            f"admin:{model}_history GET POST {who} 200",
        ]
    return "\n".join([*lines, PAGES])
