"""The sound of a sentence, for hall screens and for pages that are read aloud."""

from flask import Blueprint, Response, request

from portal.web.door import Pass, may
from shared import voice
from shared.refusals import NotFound
from shared.speech import negotiate

bp = Blueprint("speech", __name__)


@bp.get("/speech")
@may(Pass.PUBLIC)
def say() -> Response:
    """A WAV file of at most 300 characters; nothing personal is ever asked for here."""
    text = request.args.get("text", "").strip()
    if not text or len(text) > voice.LONGEST or not voice.available():
        raise NotFound
    locale = negotiate(request.args.get("lang", "zh"))
    response = Response(voice.wave(text, locale), content_type="audio/wav")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response
