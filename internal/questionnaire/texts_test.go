package questionnaire

import (
	"testing"

	"nabij/internal/platform/web/webtest"
)

func TestTexts(t *testing.T) { webtest.Texts(t, ".", Texts) }
