"use strict";
SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#reference",
  deepLinking: true,
  docExpansion: "none",
  tryItOutEnabled: false,
  // Nothing here asks another site, not even for a mark of validity.
  validatorUrl: null,
});
