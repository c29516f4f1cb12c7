"""Who may do what on each page: the rows of the access matrix, read by access.py.

    page   methods   roles status, roles status | everybody else

Everybody else gets 404 unless the row says otherwise; a visitor is sent to the login unless a row names him or says
`public`. GET includes HEAD. A method that is not listed is refused with 405 (a POST of a visitor is sent to the
login first).

POST is made with an empty form: 422, 409 and 200 are the page answering what is missing, so whoever gets them is
allowed in. 404 is out of sight, 403 is hands off.
"""

PAGES = """
# Public
healthz                     GET         public 200
readyz                      GET         public 503
metrics                     GET         public 404
home                        GET         public 200
criteria                    GET         public 200
all_criteria                GET         public 200
province_criteria           GET         public 200
rankings                    GET         public 200
province_rankings           GET         public 200
year_rankings               GET         public 200
regions                     GET         public 200
compare                     GET         public 200
regulations                 GET         public 200
innovations                 GET         public 200
ranking                     GET         public 200
publication                 GET         public 200
publication_document        GET         public 200
publication_csv             GET         public 200
publication_xlsx            GET         public 200
publication_pdf             GET         public 200
publication_card            GET         public 200
publication_data            GET         public 200
publication_package         GET         public 200
publication_receipts        GET         public 200
ranking_picture             GET         public 200
coverage_picture            GET         public 200
region_picture              GET         public 200
coverage_index              GET         public 200
coverage                    GET         public 200
coverage_csv                GET         public 200
coverage_json               GET         public 200
region_csv                  GET         public 200
region_json                 GET         public 200
open_data                   GET         public 200
open_data_file              GET         public 200
open_data_package           GET         public 200
feed                        GET         public 200
region                      GET         public 200
verify_hash                 GET         public 200
verify_file                 POST        public 422
recompute                   GET         public 200
recompute_file              POST        public 422
verifier_file               GET         public 200
robots                      GET         public 200
security_txt                GET         public 404
csp_report                  POST        public 204
sitemap                     GET         public 200
favicon                     GET         public 302
document_schema             GET         public 200
live_screen                 GET         public 200
live_lines                  GET         public 200

# Officer and head: the own regency
report_index                GET         officer head neighbour 200
report_open                 POST        officer head neighbour 302
report_overview             GET         officer head 200
report_section              GET         officer head 200
report_section              POST        officer head 422
report_answer               POST        officer head 422
report_row_add              GET         officer head 302
report_row_add              POST        officer head 422
report_entry                GET         officer head 302
report_entry                POST        officer head 422
report_rows_copy            POST        officer head 409
report_entry_move           POST        officer head 302
report_entry_restore        POST        officer head 302
report_entry_remove         GET         officer head 200
report_entry_remove         POST        officer head 409
report_evidence             GET         officer head 200
report_evidence             POST        officer head 422
report_evidence_use         POST        officer head 422
report_evidence_change      GET         officer head 200
report_evidence_change      POST        officer head 409
report_evidence_remove      GET         officer head 200
report_evidence_remove      POST        officer head 302
report_history              GET         officer head 200
report_entry_history        GET         officer head 200
report_send                 GET         officer head 200
report_send                 POST        head 409, officer 403
report_withdraw             GET         officer head 200
report_withdraw             POST        officer head 302
report_receipt              GET         officer head 200
report_workbook             GET         officer head 200
report_workbook             POST        officer head 422
report_workbook_file        GET         officer head 200

# Nominees: office and branch of their region or province
nominee_index               GET         officer head neighbour nominator far_nominator 200
nominee_new                 GET         officer head neighbour nominator far_nominator 200
nominee_new                 POST        officer head neighbour nominator far_nominator 422
nominee                     GET         officer head nominator 200
nominee_change              GET         officer head nominator 200
nominee_change              POST        officer head nominator 422
nominee_history             GET         officer head nominator 200
nominee_withdraw            GET         officer head nominator 200
nominee_withdraw            POST        officer head nominator 409
nominee_again               GET         officer head nominator 200
nominee_again               POST        officer head nominator 409

# Files of a sent report: the office, and the province
evidence                    GET         officer head verifier admin 200
figures_file                GET         verifier admin 200
reconciliation              GET         officer head verifier admin 200
reconciliation              POST        verifier 422, officer head admin 403
reconciliation_pdf          GET         officer head verifier admin 200
signed_minutes              GET         officer head verifier admin 200
evidence_page               GET         officer head verifier admin 200
evidence_picture            GET         | 404
report_export_xlsx          GET         officer head verifier admin 200
report_export_pdf           GET         officer head verifier admin 200
report_receipt_pdf          GET         officer head verifier admin 200
report_receipt_json         GET         officer head verifier admin 200

# What is said about an entry: the own office, and the verifier once it was sent
entry_thread                GET         officer head verifier 200
entry_thread                POST        officer head verifier 409

# Objections: the own office, in the time for them; a file of one that was sent: the province too
objection_index             GET         officer head neighbour 200
objection_result            GET         officer head 200
objection_new               GET         officer head 200
objection_new               POST        officer head 422
objection                   GET         officer head 200
objection                   POST        officer head 422
objection_send              GET         officer head 200
objection_send              POST        officer head 409
objection_file              GET         officer head admin 200
objection_file_remove       GET         officer head 200
objection_file_remove       POST        officer head 302

# Report cards: the own office, once the result is public
report_cards                GET         officer head neighbour 200
report_card                 GET         officer head 200
report_card_pdf             GET         officer head 200

# Verifier: the own province
verifier_queue              GET         verifier far_verifier 200
verifier_report             GET         verifier 200
verifier_start              POST        verifier 302
verifier_review             POST        verifier 422
verifier_section            GET         verifier 200
verifier_section            POST        verifier 409
verifier_return             GET         verifier 200
verifier_return             POST        verifier 409
verifier_settle             GET         verifier 200
verifier_settle             POST        verifier 409
verifier_history            GET         verifier 200
verifier_told               GET         verifier 200
claims                      GET         verifier far_verifier 200
claim                       GET         verifier 200
claim                       POST        verifier 409

# Panel: entries it may score; nothing at all of one it withdrew from
panel_index                 GET         chair panel recused done elsewhere past_panel far_panel 200
panel_edition               GET         chair panel recused done elsewhere 200
panel_own_marks             GET         chair panel recused done elsewhere 200
panel_declaration           GET         chair panel recused done elsewhere 200
panel_declaration           POST        chair panel recused done elsewhere 422
panel_dossier               GET         chair panel done 200
panel_evidence              GET         chair panel done 200
panel_evidence_page         GET         chair panel done 200
panel_evidence_picture      GET         | 404
panel_recuse                GET         chair panel done 200
panel_recuse                POST        chair panel done 409
panel_late                  GET         chair panel 200, done 302
panel_late                  POST        chair panel done 409
claim_note                  GET         chair admin panel done 200
claim_note                  POST        chair admin panel done 409
panel_scores                GET         done 200, chair panel 403
panel_sheet                 GET         chair panel done 200
panel_sheet                 POST        chair panel done 422
panel_total                 GET         chair panel done 200
panel_lock                  GET         chair panel 200, done 302
panel_lock                  POST        chair panel 422, done 302

# Chair, and the provincial admin: progress in counts, the marks once everybody has locked
chair_index                 GET         chair admin far_admin 200, panel recused done elsewhere past_panel far_panel 403
chair_edition               GET         chair admin 200, panel recused done elsewhere 403
chair_record                GET         chair admin 200, panel recused done elsewhere 403
chair_record                POST        chair admin 302, panel recused done elsewhere 403
live_console                GET         chair admin 200, panel recused done elsewhere 403
live_console                POST        chair admin 422, panel recused done elsewhere 403
live_facts                  GET         chair admin 200, panel recused done 403
live_facts                  POST        chair admin 422, panel recused done 403
live_no_show                GET         chair admin 200, panel recused done 403
live_no_show                POST        chair admin 409, panel recused done 403
paper_desk                  GET         chair admin 200, panel recused done elsewhere 403
paper_category_pdf          GET         chair admin 200, panel recused done elsewhere 403
paper_sheet                 GET         chair 200, admin panel 302, recused done 403
paper_sheet                 POST        admin 422, chair panel recused done 403
paper_pdf                   GET         chair admin panel 200, recused done 403
paper_confirm               GET         admin panel 200, chair recused done 403
paper_confirm               POST        admin panel 422, chair recused done 403
paper_return                GET         admin panel 200, chair recused done 403
paper_return                POST        admin panel 422, chair recused done 403
paper_scan                  GET         admin panel 200, recused done 403
live_attendance             GET         chair admin 200, panel recused done 403
live_attendance             POST        chair admin 409, panel recused done 403
live_attendances            GET         chair admin 200, panel recused done elsewhere 403
chair_effects               GET         chair admin panel recused done elsewhere 403
chair_spread                GET         chair admin panel recused done elsewhere 403
chair_result                GET         chair admin panel recused done 403
chair_plenary               GET POST    chair admin panel recused done 403
chair_points                GET         chair admin panel recused done 403
chair_point                 GET POST    chair admin panel recused done 403
chair_remind                GET         chair admin 200, panel recused done elsewhere 403
chair_remind                POST        chair admin 302, panel recused done elsewhere 403
plenary_attendance          GET         chair admin 200, panel recused done elsewhere 403
plenary_attendance          POST        chair admin 409, panel recused done elsewhere 403
chair_entry                 GET         chair admin 200, panel recused done 403
chair_reopen                GET         chair 200, admin panel recused done 403
chair_reopen                POST        chair 409, admin panel recused done 403
chair_absent                GET         chair 200, admin panel recused done 403
chair_absent                POST        chair 409, admin panel recused done 403
chair_present               GET         chair 200, admin panel recused done 403
chair_present               POST        chair 409, admin panel recused done 403
chair_history               GET         chair admin panel recused done 403
chair_lift                  GET         chair 200, admin panel recused done 403
chair_lift                  POST        chair 409, admin panel recused done 403
chair_substitute            GET         chair 200, admin panel done 403
chair_substitute            POST        chair 409, admin panel done 403
chair_dismiss               GET         chair 200, admin panel done 403
chair_dismiss               POST        chair 409, admin panel done 403

# Accounts: everybody's own
home_for_role               GET         | 302
account_session             GET         public 200
account_login               GET POST    visitor 200 | 302
account_provider            GET         public 404
account_provider_answer     GET         public 404
account_logout              GET         visitor 302 | 200
account_logout              POST        public 302
account_signup              GET POST    visitor 200 | 302
account_inactive            GET         public 200
account_invitation          GET         public 200
account_invitation          POST        public 302
account_change_password     GET POST    | 200
notice_inbox                GET         | 200
notice_inbox                POST        | 302
notice_mail                 GET         | 200
notice_mail                 POST        | 302
account_set_password        GET         | 302
account_devices             GET         | 200
account_devices             POST        | 302
account_reauthenticate      GET POST    | 200
account_way_on              GET         | 302
account_reset_password      GET POST    public 200
account_reset_password_done             GET         public 200
account_reset_password_from_key         GET POST    public 200
account_reset_password_from_key_done    GET         public 200
mfa_index                   GET         | 200
mfa_authenticate            GET POST    public 302
mfa_reauthenticate          GET POST    | 302
mfa_activate_totp           GET POST    | 302
mfa_deactivate_totp         GET POST    | 404
mfa_generate_recovery_codes GET POST    | 302
mfa_list_webauthn           GET         | 200
mfa_add_webauthn            GET POST    | 302
mfa_edit_webauthn           GET POST    | 302
mfa_remove_webauthn         GET POST    | 302
mfa_reauthenticate_webauthn GET POST    | 302
mfa_view_recovery_codes     GET         | 404
mfa_download_recovery_codes GET POST    | 404
"""
