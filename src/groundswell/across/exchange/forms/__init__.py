"""Forms of the import: the upload, and which column is what."""

from groundswell.across.exchange.forms.columns import ROLES, ColumnsForm
from groundswell.across.exchange.forms.placing import PlacesForm, PropertiesForm
from groundswell.across.exchange.forms.questions import SurveyForm
from groundswell.across.exchange.forms.uploads import ReasonForm, UploadForm

__all__ = ["ROLES", "ColumnsForm", "PlacesForm", "PropertiesForm", "ReasonForm", "SurveyForm", "UploadForm"]
