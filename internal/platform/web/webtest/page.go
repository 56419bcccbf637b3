package webtest

import (
	"html/template"
	"testing"

	"github.com/jba/templatecheck"

	"nabij/internal/platform/web"
)

// Checkable is a page of any view.
type Checkable interface {
	Name() string
	Template(lang string) *template.Template
	Zero() any
}

// Pages checks that the templates of pages only ask for what their views hold, in both languages, along every path.
func Pages(t *testing.T, pages ...Checkable) {
	t.Helper()
	for _, p := range pages {
		for _, lang := range web.Langs {
			main := p.Template(lang).Lookup("main")
			if main == nil {
				t.Errorf("%s has no {{define \"main\"}}", p.Name())
				continue
			}
			if err := templatecheck.CheckHTML(main, p.Zero()); err != nil {
				t.Errorf("%s (%s): %v", p.Name(), lang, err)
			}
		}
	}
}
