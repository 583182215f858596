/** Cache storage in memory, as far as the shell uses it. */

export function memoryCaches() {
  const all = new Map();
  const match = async (path, stores) => {
    for (const store of stores) {
      if (store.has(path)) return store.get(path).clone();
    }
    return undefined;
  };
  return {
    all,
    async open(name) {
      if (!all.has(name)) all.set(name, new Map());
      const store = all.get(name);
      return {
        put: async (path, response) => store.set(path, response),
        match: (path) => match(path, [store]),
      };
    },
    keys: async () => [...all.keys()],
    delete: async (name) => all.delete(name),
    match: (path) => match(path, all.values()),
  };
}
