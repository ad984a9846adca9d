"""Every address of the product in one table of contents."""

from django.urls import URLPattern, URLResolver, path

from sangkien.api.api import api
from sangkien.web import (
    account,
    accounts,
    campaign_files,
    campaigns,
    clusters,
    entries,
    finding_groups,
    findings,
    help,  # noqa: A004
    home,
    imports,
    journal,
    journal_files,
    language,
    letter_drafts,
    letter_files,
    letters,
    list_exports,
    log_in_names,
    look_alikes,
    permissions,
    progress,
    receipts,
    recognition,
    registration,
    repeats,
    rescreening,
    review,
    searches,
    sessions,
    snapshots,
    units,
)

handler400 = "sangkien.web.errors.unreadable"
handler403 = "sangkien.web.errors.forbidden"
handler404 = "sangkien.web.errors.not_found"
handler429 = "sangkien.web.errors.too_many"  # asked for by django-allauth
handler500 = "sangkien.web.errors.fault"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    # account
    path("dang-nhap/", account.log_in, name="account_login"),
    path("dang-xuat/", account.log_out, name="account_logout"),
    path("mat-khau/", accounts.password, name="password"),
    path("tai-khoan/", accounts.listing, name="accounts"),
    path("tai-khoan/<int:pk>/mat-khau-moi/", accounts.reset, name="account-reset"),
    path("tai-khoan/ten-dang-nhap/", log_in_names.own, name="log-in-names"),
    path("tai-khoan/<int:pk>/ten-dang-nhap/", log_in_names.of_account, name="account-names"),
    path("tai-khoan/phien/", sessions.listing, name="sessions"),
    path("vai-tro/", permissions.show, name="permissions"),
    path("tai-khoan/<int:pk>/nhat-ky/", journal.of_account, name="account-journal"),
    path(
        "tai-khoan/<int:pk>/nhat-ky/tai-ve/",
        journal_files.of_account,
        name="account-journal-export",
    ),
    path("ngon-ngu/", language.set_language, name="set_language"),
    # programs
    path("api/v1/", api.urls),
    # receipts, of any campaign
    path("bien-nhan/", receipts.look_up, name="receipt-look-up"),
    path("bien-nhan/tim/", receipts.find, name="receipt-find"),
    path("bien-nhan/<uuid:token>/", registration.receipt, name="receipt"),
    # help
    path("tro-giup/", help.contents, name="help"),
    path("tro-giup/giao-dien/", help.style, name="help-style"),
    path("tro-giup/<slug:slug>/", help.show, name="help-page"),
    # the rooms of a campaign; the campaign's slug stands last, so that no word above can be one
    path("<slug:slug>/", home.campaign_home, name="campaign-home"),
    path("<slug:slug>/tien-do/", progress.show, name="progress"),
    path(
        "<slug:slug>/tien-do/tai-ve/<slug:file_format>/",
        progress.download,
        name="progress-download",
    ),
    path("<slug:slug>/tien-do/chot/", snapshots.take, name="snapshot-take"),
    path("<slug:slug>/tien-do/ban-chot/", snapshots.listing, name="snapshot-list"),
    path("<slug:slug>/tien-do/ban-chot/tai-ve/", list_exports.snapshots, name="snapshots-export"),
    path("<slug:slug>/tien-do/ban-chot/<int:number>/", snapshots.show, name="snapshot-show"),
    path(
        "<slug:slug>/tien-do/ban-chot/<int:number>/<slug:file_format>/",
        snapshots.download,
        name="snapshot-download",
    ),
    # cleaning
    path("<slug:slug>/sang-kien/", entries.entries, name="entries"),
    path("<slug:slug>/sang-kien/tai-ve/", entries.export, name="entries-export"),
    path("<slug:slug>/sang-kien/<int:pk>/", entries.show, name="entry-show"),
    path("<slug:slug>/sang-kien/<int:pk>/chuyen/", review.move, name="entry-move"),
    path("<slug:slug>/sang-kien/<int:pk>/hop-le/", review.accept, name="entry-accept"),
    path("<slug:slug>/sang-kien/<int:pk>/tu-choi/", review.reject, name="entry-reject"),
    path("<slug:slug>/sang-kien/<int:pk>/mo-lai/", review.reopen, name="entry-reopen"),
    path("<slug:slug>/sang-kien/<int:pk>/rut/", review.withdraw, name="entry-withdraw"),
    path("<slug:slug>/sang-kien/<int:pk>/sua-chu/", review.mend, name="entry-mend"),
    path(
        "<slug:slug>/sang-kien/<int:pk>/cong-nhan/", recognition.recognise, name="entry-recognise"
    ),
    path(
        "<slug:slug>/sang-kien/<int:pk>/cong-nhan/tep/",
        recognition.download,
        name="entry-recognition-file",
    ),
    path("<slug:slug>/trung/<int:pk>/", clusters.show, name="cluster"),
    path("<slug:slug>/trung/<int:pk>/ket-luan/", clusters.decide, name="cluster-decide"),
    path("<slug:slug>/trung/chac-chan/", repeats.certain, name="repeats"),
    path("<slug:slug>/trung/dot/<uuid:action>/", repeats.merged, name="repeats-merged"),
    path("<slug:slug>/trung/dot/<uuid:action>/tach/", repeats.undo, name="repeats-undo"),
    path("<slug:slug>/trung/<int:pk>/gop/", clusters.merge, name="cluster-merge"),
    path("<slug:slug>/trung/<int:pk>/tach/<int:number>/", clusters.undo, name="cluster-undo"),
    path("<slug:slug>/phat-hien/", findings.findings, name="findings"),
    path("<slug:slug>/phat-hien/tai-ve/", list_exports.findings, name="findings-export"),
    path("<slug:slug>/phat-hien/chuyen/", finding_groups.move_together, name="findings-move"),
    path("<slug:slug>/phat-hien/ket-luan/", finding_groups.decide_together, name="findings-decide"),
    path("<slug:slug>/phat-hien/<int:pk>/ket-luan/", review.decide, name="finding-decide"),
    path("<slug:slug>/tim-kiem/luu/", searches.save, name="search-save"),
    path("<slug:slug>/tim-kiem/<int:pk>/bo/", searches.drop, name="search-drop"),
    path("<slug:slug>/thu/", letters.listing, name="letters"),
    path("<slug:slug>/thu/tai-ve/", list_exports.letters, name="letters-export"),
    path("<slug:slug>/thu/moi/", letter_drafts.new, name="letter-new"),
    path("<slug:slug>/thu/<int:number>/", letters.show, name="letter-show"),
    path("<slug:slug>/thu/<int:number>/sua/", letters.edit, name="letter-edit"),
    path("<slug:slug>/thu/<int:number>/ban-hanh/", letters.issue, name="letter-issue"),
    path("<slug:slug>/thu/<int:number>/bo/", letter_drafts.discard, name="letter-discard"),
    path("<slug:slug>/thu/<int:number>/thay/", letter_drafts.replace, name="letter-replace"),
    path("<slug:slug>/thu/<int:number>/mo-lai/", letter_drafts.reopen, name="letter-reopen"),
    path(
        "<slug:slug>/thu/<int:number>/tep/<slug:form>/", letter_files.download, name="letter-file"
    ),
    # the organisation and the campaign
    path("<slug:slug>/chuong-trinh/", campaigns.show, name="campaign-show"),
    path("<slug:slug>/chuong-trinh/sua/", campaigns.edit, name="campaign-edit"),
    path("<slug:slug>/chuong-trinh/tep/", campaigns.download, name="campaign-download"),
    path(
        "<slug:slug>/chuong-trinh/van-ban/<int:number>/",
        campaign_files.download,
        name="campaign-document",
    ),
    path("<slug:slug>/chuong-trinh/ra-soat/", rescreening.start, name="rescreening-start"),
    path(
        "<slug:slug>/chuong-trinh/ra-soat/<int:number>/",
        rescreening.show,
        name="rescreening-show",
    ),
    path("<slug:slug>/chi-tieu/nap/", campaigns.load_targets, name="campaign-targets"),
    path("<slug:slug>/chi-tieu/tai-ve/", list_exports.targets, name="targets-export"),
    path("<slug:slug>/don-vi/", units.listing, name="units"),
    path("<slug:slug>/don-vi/danh-sach/", list_exports.units, name="units-export"),
    path("<slug:slug>/don-vi/nap/", units.load, name="units-load"),
    path("<slug:slug>/don-vi/tai-ve/<slug:file_format>/", units.download, name="units-download"),
    # who did what
    path("<slug:slug>/nhat-ky/", journal.of_campaign, name="journal"),
    path("<slug:slug>/nhat-ky/tai-ve/", journal_files.of_campaign, name="journal-export"),
    path("<slug:slug>/nhat-ky/nguoi/<int:pk>/", journal.of_person, name="journal-person"),
    path(
        "<slug:slug>/nhat-ky/nguoi/<int:pk>/tai-ve/",
        journal_files.of_person,
        name="journal-person-export",
    ),
    path("<slug:slug>/nhat-ky/<slug:kind>/<int:number>/", journal.of_record, name="journal-record"),
    path(
        "<slug:slug>/nhat-ky/<slug:kind>/<int:number>/tai-ve/",
        journal_files.of_record,
        name="journal-record-export",
    ),
    # sheets of initiatives
    path("<slug:slug>/nhap-bang/", imports.upload, name="import-upload"),
    path("<slug:slug>/nhap-bang/tai-ve/", list_exports.imports, name="imports-export"),
    path("<slug:slug>/nhap-bang/mau/", imports.template, name="import-template"),
    path("<slug:slug>/nhap-bang/<int:number>/", imports.show, name="import-show"),
    path("<slug:slug>/nhap-bang/<int:number>/nhan/", imports.start, name="import-start"),
    path("<slug:slug>/nhap-bang/<int:number>/tien-trinh/", imports.watch, name="import-watch"),
    path("<slug:slug>/nhap-bang/<int:number>/ket-qua/", imports.result, name="import-result"),
    path("<slug:slug>/nhap-bang/<int:number>/rut-lai/", imports.undo, name="import-undo"),
    path("<slug:slug>/dang-ky/", registration.register, name="register"),
    path("<slug:slug>/dang-ky/giong/", look_alikes.hint, name="look-alikes"),
]
