/* The geographic layer of 为民地图: the rows of the list below it, as circles on the office's own
 * tiles (Leaflet, vendored). Nothing of it is needed: the list says the same. ES2019, Chrome 109.
 */
(function () {
  "use strict";

  const box = document.getElementById("ground");
  const rows = Array.from(document.querySelectorAll("tr[data-lat]"));
  if (!box || !window.L || !rows.length) return;

  box.hidden = false;
  box.parentElement.classList.add("drawn");
  document.getElementById("ground-key").hidden = false;
  const { tiles, credit } = box.dataset;
  const map = window.L.map(box, { zoomControl: false, zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false });
  map.attributionControl.setPrefix(false);
  window.L.control.zoom({ zoomInTitle: "放大", zoomOutTitle: "缩小" }).addTo(map);
  window.L.tileLayer(tiles, { maxZoom: 18, attribution: credit.replace(/[<&]/g, "") }).addTo(map);

  const places = rows.map((row) => {
    const link = row.querySelector("a");
    const late = "late" in row.dataset;
    const place = [Number(row.dataset.lat), Number(row.dataset.lng)];
    const circle = window.L.circleMarker(place, { radius: 14, weight: 3, color: "#0B4F83", fillColor: late ? "#FFE9B3" : "#E4F3EA", fillOpacity: 0.95 });
    circle.bindTooltip(link.textContent, { permanent: true, direction: "right", offset: [12, 0] });
    circle.on("click", () => { location.assign(link.href); });
    circle.addTo(map);
    return place;
  });
  map.fitBounds(places, { padding: [40, 40], maxZoom: 17 });
})();
