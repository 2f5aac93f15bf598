"""The OpenAPI document of /api/v1."""

from flask import Blueprint, Response, current_app, jsonify

from portal.web.api.describe import document
from portal.web.door import Pass, may

bp = Blueprint("api", __name__, url_prefix="/api/v1")


@bp.get("/openapi.json")
@may(Pass.PUBLIC)
def openapi() -> Response:
    """Everything a channel needs to know."""
    return jsonify(document(current_app))
