// The editor or the courier as Streamlit sees it: a few bytes, for they travel with every message; see
// page.js.
export default async (component) => {
  const loaded = (globalThis.annotatorLoaded ??= {});
  loaded[VERSION] ??= Promise.withResolvers();
  return (await loaded[VERSION].promise).mount(FUNCTION, component);
};
