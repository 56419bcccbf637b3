package questionnaire

import (
	"embed"
	"io/fs"

	"nabij/internal/platform/web"
)

//go:embed parts/*.html
var partsFS embed.FS

//go:embed locale/*.yaml
var localeFS embed.FS

//go:embed static/weigh.js
var staticFS embed.FS

var (
	// Texts are the words of the questionnaire and the advice. A slice that shows them lays its own on top:
	// web.MustTextsOn(questionnaire.Texts, localeFS).
	Texts = web.MustTexts(localeFS)
	// Script lets the advice follow each answer. A page asks for it in Head.Scripts, after web.SheetScript; the slice
	// registers it with Router.Asset.
	Script = web.MustAsset(staticFS, "static/weigh.js")
)

// FormID is the id of the form that holds the questionnaire. The script looks for it.
const FormID = "weigh"

// MustPage parses a page of a slice that uses the parts of this package: situation, sections, advice-panel, live-parts,
// words, kept, the parts of the advice, and those on paper.
func MustPage[V any](views fs.FS, name string, texts *web.Texts, shared ...string) *web.Page[V] {
	all := append([]string{"parts/advice.html", "parts/questions.html", "parts/paper.html"}, shared...)
	return web.MustPage[V](web.Beside(views, partsFS), name, texts, all...)
}
