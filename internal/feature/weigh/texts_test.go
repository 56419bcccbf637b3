package weigh

import (
	"testing"

	"nabij/internal/platform/web/webtest"
)

func TestTexts(t *testing.T) {
	webtest.Texts(t, ".", texts, "decide.agreed_")
}

func TestPagesAskOnlyForWhatTheirViewsHold(t *testing.T) {
	webtest.Pages(t, startPage, choosePage, weighPage, comparePage, decidePage, recordPage, letterPage)
}
