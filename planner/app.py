"""The web application: settings, database, pages, headers and errors put together."""

from flask import Flask
from jinja2 import FileSystemLoader, StrictUndefined

from planner.config import Settings
from planner.paths import templates_folder
from planner.store.database import connect
from planner.web.about.routes import about
from planner.web.about.security_txt import well_known
from planner.web.access import check_access, control_access
from planner.web.account_bar import show_account_bar
from planner.web.accounts.identity_provider import offer_identity_provider
from planner.web.accounts.routes import accounts
from planner.web.accounts.signing_in import NEEDS, sign_people_in
from planner.web.actions.routes import actions
from planner.web.agencies.routes import agencies
from planner.web.assumptions.routes import assumptions
from planner.web.challenges.routes import challenges
from planner.web.compression import compress_pages
from planner.web.date_requests.routes import date_requests
from planner.web.demo.links import DemoLinks
from planner.web.demo.routes import demo
from planner.web.errors import handle_errors
from planner.web.figures import show_figures
from planner.web.find.routes import find
from planner.web.findings.routes import findings
from planner.web.foreign_forms import refuse_foreign_forms
from planner.web.form_tokens import mask_form_tokens
from planner.web.front_door import guard_front_door, stand_at_the_front
from planner.web.guidance.routes import guidance
from planner.web.history.routes import history
from planner.web.invitations.routes import invitations
from planner.web.judgements.routes import judgements
from planner.web.marks import sprite
from planner.web.measures.routes import measures
from planner.web.packs.routes import packs
from planner.web.people.invitation_routes import inviting
from planner.web.people.routes import people
from planner.web.plain_text import PlainRequest
from planner.web.plans.routes import plans
from planner.web.reading import change_nothing_by_reading
from planner.web.recommendations.routes import recommendations
from planner.web.request_log import log_requests
from planner.web.sections.routes import sections
from planner.web.security import protect
from planner.web.static_files import check_front_end_files, serve_static_files
from planner.web.theory.routes import theory

BLUEPRINTS = (
    about,
    well_known,
    accounts,
    people,
    inviting,
    invitations,
    plans,
    sections,
    theory,
    assumptions,
    actions,
    date_requests,
    agencies,
    measures,
    recommendations,
    findings,
    challenges,
    judgements,
    history,
    packs,
    find,
    guidance,
)


def create_app(settings: Settings, demo_links: DemoLinks | None = None) -> Flask:
    """Return the application for these settings, which can be entered by the demonstration's links if given.

    Raises ``SettingsError`` with one sentence where a file or the database is not as it should be.
    """
    check_front_end_files()
    app = Flask("planner", static_folder=None, template_folder=None)
    app.request_class = PlainRequest
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        TEMPLATES_AUTO_RELOAD=settings.debug,
    )
    log_requests(app)
    guard_front_door(app, settings)
    change_nothing_by_reading(app)
    app.jinja_loader = FileSystemLoader(templates_folder())
    app.jinja_options = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    connect(app, settings.database_url)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.context_processor(
        lambda: {"marks_sprite": sprite(), "plan_page": None, "is_demonstration": demo_links is not None}
    )
    if demo_links is not None:
        app.extensions["demo_links"] = demo_links
        app.register_blueprint(demo)
    show_account_bar(app)
    show_figures(app)
    compress_pages(app)
    protect(app)
    app.before_request(check_access)
    refuse_foreign_forms(app)
    mask_form_tokens(app)
    sign_people_in(app, settings)
    offer_identity_provider(app, settings)
    control_access(app, NEEDS)
    handle_errors(app)
    serve_static_files(app)
    stand_at_the_front(app, settings)
    return app
