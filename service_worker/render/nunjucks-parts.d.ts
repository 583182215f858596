/** The parts of nunjucks that rendering uses; types are published for the whole only. */
declare module "nunjucks/src/environment.js" {
  interface Environment {
    render(name: string, context: Record<string, unknown>): string;
    addFilter(name: string, filter: (...values: any[]) => unknown): void;
    addGlobal(name: string, value: unknown): void;
  }
  const environment: {
    Environment: new (
      loader: unknown,
      options: { autoescape: boolean },
    ) => Environment;
  };
  export default environment;
}
declare module "nunjucks/src/precompiled-loader.js" {
  const loader: {
    PrecompiledLoader: new (templates: Record<string, unknown>) => unknown;
  };
  export default loader;
}
declare module "nunjucks/src/runtime.js" {
  const runtime: {
    SafeString: new (html: string) => unknown;
    suppressValue(value: unknown, autoescape: boolean): unknown;
    contextOrFrameLookup(context: any, frame: any, name: string): unknown;
    memberLookup(owner: any, name: any): unknown;
    callWrap(callee: any, name: string, context: any, values: any[]): unknown;
  };
  export default runtime;
}
declare module "nunjucks/src/lib.js" {
  const lib: { escape(text: string): string };
  export default lib;
}
