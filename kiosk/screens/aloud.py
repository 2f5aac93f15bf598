"""The kiosk's own voice: every screen can be read aloud, also while the hub is away."""

from flask import Blueprint, Response, abort, request

from shared.speech import negotiate
from shared.voice import LONGEST, available, wave

bp = Blueprint("aloud", __name__)


@bp.get("/speech")
def say() -> Response:
    """A WAV file of at most 300 characters; pages never ask for what they mark as private."""
    text = request.args.get("text", "").strip()
    if not text or len(text) > LONGEST or not available():
        abort(404)
    return Response(wave(text, negotiate(request.args.get("lang", "zh"))), content_type="audio/wav")
