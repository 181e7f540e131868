"""The web application: settings, database, pages, headers and errors put together."""

from flask import Flask
from jinja2 import FileSystemLoader, StrictUndefined

from planner.config import Settings
from planner.paths import templates_folder
from planner.store.database import connect
from planner.web.about.routes import about
from planner.web.actions.routes import actions
from planner.web.compression import compress_pages
from planner.web.errors import handle_errors
from planner.web.findings.routes import findings
from planner.web.marks import sprite
from planner.web.measures.routes import measures
from planner.web.plans.routes import plans
from planner.web.recommendations.routes import recommendations
from planner.web.security import protect
from planner.web.static_files import check_front_end_files, serve_static_files

BLUEPRINTS = (about, plans, actions, measures, recommendations, findings)
LOOPBACK_HOSTS = ["localhost", "127.0.0.1"]


def create_app(settings: Settings) -> Flask:
    """Return the application for these settings.

    Raises ``SettingsError`` with one sentence where a file or the database is not as it should be.
    """
    check_front_end_files()
    app = Flask("planner", static_folder=None, template_folder=None)
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        # Until people can sign in, the server answers to this machine alone.
        TRUSTED_HOSTS=LOOPBACK_HOSTS,
        MAX_CONTENT_LENGTH=1_000_000,
    )
    app.jinja_loader = FileSystemLoader(templates_folder())
    app.jinja_options = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    connect(app, settings.database_url)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.context_processor(lambda: {"marks_sprite": sprite(), "plan_page": None})
    compress_pages(app)
    protect(app)
    handle_errors(app)
    serve_static_files(app)
    return app
