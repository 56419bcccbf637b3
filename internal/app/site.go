package app

import (
	"log/slog"
	"net/http"

	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
	"nabij/internal/platform/frozen"
)

type siteParts struct {
	Clock clock.Clock
	Log   *slog.Logger
	DB    *db.DB
}

func newSite(p siteParts) (http.Handler, error) { return http.NotFoundHandler(), nil }

func releasedContent() ([]frozen.Pack, error) { return nil, nil }
