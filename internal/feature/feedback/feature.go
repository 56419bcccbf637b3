package feedback

import (
	"context"
	"embed"
	"errors"
	"time"

	"nabij/internal/framework"
	"nabij/internal/platform/access"
	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
	"nabij/internal/platform/usecase"
	"nabij/internal/platform/web"
)

//go:embed views/*.html
var viewsFS embed.FS

//go:embed locale/*.yaml
var localeFS embed.FS

var texts = web.MustTexts(localeFS)

// Deps are what the slice needs of the program.
type Deps struct {
	DB    *db.DB
	Clock clock.Clock
	Zone  *time.Location
	Audit usecase.Trail
	// Library is the content in force for the organisation of the actor in the context.
	Library func(ctx context.Context) *framework.Library
	// Numbers gives the versions of a pack in which a remark can be taken up, also those that are still being written.
	Numbers func(ctx context.Context, q db.Query, a access.Actor, pack string) ([]string, error)
}

// Feature is the remarks at content.
type Feature struct{ Deps }

// New makes the slice.
func New(d Deps) (*Feature, error) {
	if d.DB == nil || d.Clock == nil || d.Zone == nil || d.Audit == nil || d.Library == nil || d.Numbers == nil {
		return nil, errors.New("remarks need a database, a clock, a place, the audit trail, content and its versions")
	}
	return &Feature{d}, nil
}

// Name of the slice.
func (f *Feature) Name() string { return "feedback" }

// Texts of the slice.
func (f *Feature) Texts() *web.Texts { return texts }

// Menu of the slice: none, its pages are reached from what a remark is about.
func (f *Feature) Menu() []web.MenuItem { return nil }

// Routes of the slice.
func (f *Feature) Routes(r *web.Router) {
	get := func(path string, h web.Handler) { r.Get(path, f.base().Guard(h)) }
	post := func(path string, h web.Handler) { r.Post(path, f.base().Guard(h)) }
	get("/kaderbeheer/opmerking", f.remarkPage)
	post("/kaderbeheer/opmerking", f.leaveRemark)
	get("/kaderbeheer/opmerkingen", f.remarks)
	post("/kaderbeheer/opmerkingen/{remark}", f.answerRemark)
}

// Fresh counts the remarks of each pack that nobody answered yet, for the overview of who writes content.
func (f *Feature) Fresh(ctx context.Context, q db.Query, a access.Actor) (map[string]int, error) {
	return countNew(ctx, q, a)
}
