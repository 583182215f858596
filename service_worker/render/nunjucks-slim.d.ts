/** The part of nunjucks' slim runtime that rendering uses; it publishes types for the full one only. */
declare module "nunjucks/browser/nunjucks-slim.js" {
  interface Environment {
    render(name: string, context: Record<string, unknown>): string;
    addFilter(name: string, filter: (...values: any[]) => unknown): void;
    addGlobal(name: string, value: unknown): void;
  }
  const nunjucks: {
    Environment: new (
      loader: unknown,
      options: { autoescape: boolean },
    ) => Environment;
    PrecompiledLoader: new (templates: Record<string, unknown>) => unknown;
    lib: { escape(text: string): string };
    runtime: { SafeString: new (html: string) => unknown };
  };
  export default nunjucks;
}
